"""``audit run``: the whole way from files to a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from audit.cli import options, services
from audit.cli.codes import CLEAN, FINDINGS, INTERRUPTED, TROUBLE
from audit.cli.options import Invocation
from audit.cli.output import opened
from audit.cli.presenters import FORMATS, presenter
from audit.cli.progress import progress_line
from audit.cli.words import counted
from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.text import Article, SkippedInput
from audit.errors import StoreError, UnstorableError
from audit.rules.policies import relabelled
from audit.rules.registry import in_force, run_rules

if TYPE_CHECKING:
    from audit.store.repository import Repository

CHUNK = 16
"""Inputs that are looked at together; after each chunk the results are stored."""

EPILOG = """\b
Examples:
    audit run article.txt
    audit run saved-pages/ "more/*.html"
    audit run - < article.txt
    audit run feed.jsonl --format csv > statements.csv
    audit run draft.txt --no-store --fail-on warning
    audit run draft.txt --profile reuters
    audit run drafts/ --no-store --format sarif -o findings.sarif
    audit run draft.txt --select A1 --ignore A103

\b
Formats: terminal; csv (statements.csv of docs/outputs.md); json and jsonl (exact, attitudes
included); sarif (the findings, for editors and build servers); attributions (the exchange format that
"audit evaluate" reads).
An article that is stored already, from the same version, models and settings, is not annotated again.
The policies and the choice of rules cost no annotation: a stored article in PATHS takes on the labels and
findings of this run's settings. All the others follow with "audit relabel".
"""


@dataclass(slots=True)
class Tally:
    """What a run has done so far."""

    articles: int = 0
    unchanged: int = 0
    stored: int = 0
    annotated_words: int = 0
    words: int = 0
    findings: int = 0
    signed_off: int = 0
    """Findings that a person waived or dismissed."""
    worst: int = -1
    """Rank of the worst severity that was found and not signed off."""
    start_up: float = 0.0
    annotation: float = 0.0


@click.command("run", epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATHS…|-")
@options.db_option
@click.option("--no-store", is_flag=True, help="Leave the database alone.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="terminal", help="How to show what was found (default terminal).")
@options.output_option
@options.scope_option
@options.models_option
@click.option(
    "--fail-on", type=click.Choice(["info", "warning", "error", "never"]), help="Exit with 1 from this severity on (default error)."
)
@options.policy_options
@options.rule_options
@click.option("--force-language", is_flag=True, default=None, help="Audit articles in other languages too.")
@click.option("--max-bytes", type=click.IntRange(1), metavar="N", help="Skip inputs above this size (default 5000000).")
@click.option("--timeout", type=click.IntRange(1), metavar="N", help="Give up reading an article after N seconds (default 60).")
@click.option("--columns", multiple=True, metavar="FIELD=HEADING", help="Column of a table, e.g. text=Body; may be given more than once.")
@options.threads_option
@click.option("--redo", is_flag=True, help="Annotate again what is stored unchanged.")
@options.csv_options
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    db: str | None,
    no_store: bool,
    form: str,
    output: Path | None,
    scope: str | None,
    models: str | None,
    fail_on: str | None,
    unnamed_officials_of_a_body: str | None,
    named_office_holders: str | None,
    profile: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    force_language: bool | None,
    max_bytes: int | None,
    timeout: int | None,
    columns: tuple[str, ...],
    threads: int | None,
    redo: bool,
    encoding: str,
    no_formula_guard: bool,
) -> int:
    """Audit articles: read PATHS (files, folders, globs, or - for standard input), annotate, store, report."""
    from audit.ingest import read_paths

    invocation: Invocation = ctx.obj
    settings = invocation.settings(
        db=db,
        scope=scope,
        models=models,
        fail_on=fail_on,
        unnamed_officials_of_a_body=unnamed_officials_of_a_body,
        named_office_holders=named_office_holders,
        profile=profile,
        select=select or None,
        ignore=ignore or None,
        force_language=force_language,
        max_bytes=max_bytes,
        timeout=timeout,
        columns=columns or None,
        threads=threads,
    )
    in_force(settings)
    repository = None if no_store else services.open_repository(settings, must_exist=False)
    job = Job(settings, repository, redo)
    kept = partial(_kept, job, repository is not None)
    try:
        with (
            opened(output, encoding if form == "csv" else "utf-8") as stream,
            progress_line("loading the models and the first articles") as line,
        ):
            show = presenter(form, stream, settings.scope, not no_formula_guard)
            for audit in job.audits(read_paths(paths, settings)):
                with line.aside():
                    show.article(audit)
                line.tell(f"{counted(job.tally.articles, 'article')}, {counted(job.tally.words, 'word')}", job.tally.articles)
            show.close()
    except KeyboardInterrupt:
        _tell_inputs(job)
        click.echo(f"audit: interrupted; {kept()}", err=True)
        return INTERRUPTED
    except StoreError as error:
        _tell_inputs(job)
        click.echo(f"audit: {error}", err=True)
        click.echo(f"audit: stopped; {kept()}", err=True)
        return TROUBLE
    _tell_inputs(job)
    _tell(job)
    if not job.tally.articles:
        click.echo("audit: no article was audited; see the reasons above", err=True)
        return TROUBLE
    return FINDINGS if settings.fail_on != "never" and job.tally.worst >= Severity(settings.fail_on).rank else CLEAN


class Job:
    """Articles in, audits out: what is stored unchanged comes from the database, the rest from the models."""

    def __init__(self, settings: Settings, repository: Repository | None, redo: bool) -> None:
        self.tally = Tally()
        self.skipped: list[SkippedInput] = []
        self.notes: list[str] = []
        """What the readers had to tell of the articles: a guessed encoding, characters replaced."""
        self._settings = settings
        self._repository = repository
        self._redo = redo
        started = perf_counter()
        self._auditor = services.make_auditor(settings)
        self._run = self._auditor.run
        self.tally.start_up = perf_counter() - started
        self._loaded = False

    def audits(self, inputs: Iterable[Article | SkippedInput]) -> Iterator[Audit]:
        """The audits in the order of the inputs, each stored before it is given; what cannot be audited or stored goes to ``skipped``.

        Raises ``StoreError`` where the database as a whole cannot be used any more.
        """
        for item in self._results(iter(inputs)):
            if isinstance(item, Audit):
                self._count(item)
                yield item
            else:
                self.skipped.append(item)
                if self._repository is not None:
                    self._repository.save_skipped(item, self._run)

    def _results(self, inputs: Iterator[Article | SkippedInput]) -> Iterator[Audit | SkippedInput]:
        while chunk := list(islice(inputs, CHUNK)):
            known = [self._stored(item) for item in chunk]
            fresh = self._fresh([item for item, audit in zip(chunk, known, strict=True) if audit is None])
            for audit in known:
                yield audit if audit is not None else next(fresh)

    def _stored(self, item: Article | SkippedInput) -> Audit | None:
        """The audit that is in the database already, with the labels and findings that the settings of this run give.

        It goes under the name by which the article was given this time.
        """
        if self._repository is None or self._redo or not isinstance(item, Article):
            return None
        if not self._repository.is_current(item.id, self._run.digest):
            return None
        self.tally.unchanged += 1
        stored = self._repository.load(item.id)
        found = self._repository.as_found(stored)
        if relabelled(found, self._settings) is not found:
            self._repository.relabel(item.id, partial(relabelled, settings=self._settings))
            stored = self._repository.load(item.id)
        return replace(stored, article=item)

    def _fresh(self, items: list[Article | SkippedInput]) -> Iterator[Audit | SkippedInput]:
        if any(isinstance(item, Article) for item in items):
            self._load_models()
        results = self._auditor.audit(items, batch=CHUNK)
        for _ in items:
            started = perf_counter()
            result = next(results)
            self.tally.annotation += perf_counter() - started
            if isinstance(result, Audit):
                result = replace(result, findings=run_rules(result, self._settings))
                self.tally.annotated_words += len(result.article.text.split())
                result = self._saved(result)
            yield result

    def _saved(self, audit: Audit) -> Audit | SkippedInput:
        """``audit`` once it is stored, or why it cannot be."""
        if self._repository is None:
            return audit
        try:
            self._repository.save(audit, self._run)
        except UnstorableError as error:
            return SkippedInput(audit.article.origin, f"could not be stored: {error}", "unstorable")
        self.tally.stored += 1
        return self._as_decided(audit)

    def _as_decided(self, audit: Audit) -> Audit:
        """A stored audit with what people decided about earlier versions and results of it; what has no place any more is noted."""
        from audit.store.reviews import Reviews

        reviews = Reviews(self._repository) if self._repository is not None else None
        if reviews is None or not reviews.any_on(audit.article.id):
            return audit
        if lost := reviews.lost(audit.article.id):
            self.notes.append(
                f"{audit.article.origin}: {counted(lost, 'review')} could not be found again; kept, see audit review list --lost"
            )
        return replace(reviews.repository.load(audit.article.id), article=audit.article)

    def _load_models(self) -> None:
        if not self._loaded:
            started = perf_counter()
            self._auditor.load()
            self.tally.start_up += perf_counter() - started
            self._loaded = True

    def _count(self, audit: Audit) -> None:
        self.notes += [f"{audit.article.origin}: {note}" for note in audit.article.notes]
        self.tally.articles += 1
        self.tally.words += len(audit.article.text.split())
        open_ones = [finding for finding in audit.findings if finding.fingerprint not in audit.signed_off]
        self.tally.findings += len(audit.findings)
        self.tally.signed_off += len(audit.findings) - len(open_ones)
        self.tally.worst = max([self.tally.worst, *(finding.severity.rank for finding in open_ones)])


def _kept(job: Job, storing: bool) -> str:
    """What is in the database after a run that did not come to its end."""
    return f"{counted(job.tally.stored, 'article')} stored, and kept" if storing else "nothing was stored"


def _tell_inputs(job: Job) -> None:
    """What readers noted, then what was skipped and why, on standard error."""
    for note in job.notes:
        click.echo(f"note {note}", err=True)
    for one in job.skipped:
        click.echo(f"skipped {one.origin}: {one.reason}", err=True)


def _tell(job: Job) -> None:
    """One line on the run, on standard error."""
    tally = job.tally
    parts = [f"{counted(tally.articles, 'article')} ({tally.unchanged} unchanged), {counted(tally.words, 'word')}"]
    parts.append(f"start-up {tally.start_up:.1f} s")
    if tally.annotated_words:
        speed = tally.annotated_words / max(tally.annotation, 0.001)
        parts.append(f"annotation {tally.annotation:.1f} s, {speed:,.0f} words per second")
    signed = f" ({tally.signed_off} signed off)" if tally.signed_off else ""
    parts.append(f"{counted(tally.findings, 'finding')}{signed}, {len(job.skipped)} skipped")
    click.echo("; ".join(parts), err=True)
