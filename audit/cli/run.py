"""``audit run``: from files to a report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from textwrap import fill
from typing import Any

import click

from audit import making
from audit.cli import options, targets
from audit.cli.codes import CLEAN, FINDINGS, INTERRUPTED, TROUBLE
from audit.cli.formats import described, formats, of_run
from audit.cli.formats.base import Show, Showing
from audit.cli.messages import tell
from audit.cli.options import Invocation
from audit.cli.output import opened
from audit.cli.progress import follow, progress_line
from audit.destination import Destination
from audit.domain.finding import Severity
from audit.domain.text import Article, SkippedInput
from audit.errors import InputError, LostError, StoreError
from audit.job import Job, Tally
from audit.report.phrases import counted
from audit.rules.registry import in_force

EPILOG = f"""\b
Examples:
    audit run article.txt
    audit run saved-pages/ "more/*.html"
    audit run - < article.txt
    audit run feed.jsonl --format csv > statements.csv
    audit run draft.txt --no-store --fail-on warning
    audit run --fetch https://quillport.example/2031/ferry
    audit run draft.txt --profile reuters
    audit run drafts/ --no-store --format sarif -o findings.sarif
    audit run draft.txt --select A1 --ignore A103
    audit run archive/ --jobs 8 --format csv -o statements.csv
    audit run archive/ --resume --format csv -o rest.csv

\b
{fill(f"Formats: {described(of_run())}.", 112)}
An article already stored by the same version, with the same models and settings, is not annotated again. If you
change only the policies or rules, a stored article in PATHS gets new labels and findings without being annotated
again. "audit relabel" does the same for all other stored articles.

\b
The results, and their order, are the same for any --jobs. An article that takes too long or crashes its worker is
skipped with its reason; the rest is done. Every run continues where an interrupted one stopped. --resume also lists
only what is left, and does not try again what the interrupted run skipped. Totals and exit code cover everything.
"""


@click.command("run", epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATHS…|-")
@options.db_option
@click.option("--no-store", is_flag=True, help="Do not store anything in the database.")
@click.option(
    "--format",
    "form",
    type=click.Choice([*of_run()]),
    default="terminal",
    help="Output format (default terminal).",
)
@options.output_options
@options.settings_options(
    *("scope", "models", "fail_on", *options.POLICIES, *options.RULES, "force_language", "follow_links", "fetch", "max_bytes", "columns"),
    *("threads", "jobs", "timeout", "engine", "address"),
)
@click.option("--resume", is_flag=True, help="Continue an interrupted run, and list only what is left.")
@click.option("--redo", is_flag=True, help="Annotate again even if nothing has changed.")
@click.option("--headline", metavar="TEXT", help="The headline, for a single article whose file does not give it.")
@click.option("--byline", metavar="TEXT", help="The byline, likewise.")
@click.option("--outlet", metavar="NAME", help="The outlet, likewise.")
@click.option("--date", metavar="DATE", help="The date of publication, likewise: 2026-05-31.")
@options.csv_options
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    db: str | None,
    no_store: bool,
    form: str,
    output: Path | None,
    overwrite: bool,
    given: dict[str, Any],
    resume: bool,
    redo: bool,
    headline: str | None,
    byline: str | None,
    outlet: str | None,
    date: str | None,
    encoding: str,
    no_formula_guard: bool,
) -> int:
    """Audit articles: read PATHS (files, folders, globs, addresses, or - for standard input), annotate, store, report."""
    from audit.ingest import read_paths

    invocation: Invocation = ctx.obj
    settings = invocation.settings(db=db, **given)
    if resume and (redo or no_store):
        other = "--redo" if redo else "--no-store"
        raise click.UsageError(f"--resume needs the stored results, and {other} does not use them; give only one of the two")
    in_force(settings)
    out = targets.destination(settings, output, overwrite, paths)
    if not no_store:
        targets.tell_database(settings)
    repository = None if no_store else making.open_repository(settings, must_exist=False)
    job = Job(settings, repository, redo=redo, resume=resume)
    inputs = read_paths(paths, settings, apart=targets.own_files(settings, out))
    if any((headline, byline, outlet, date)):
        inputs = iter([_the_article(inputs, headline, byline, outlet, date)])

    stopped = _audit(job, inputs, of_run()[form], out, encoding if formats()[form].encoded else "utf-8", not no_formula_guard)
    if stopped is not None:
        return stopped
    _tell(job.tally)
    if not job.tally.articles:
        tell("audit: no article was audited; see the reasons above")
        return TROUBLE
    return FINDINGS if settings.fail_on != "never" and job.tally.worst >= Severity(settings.fail_on).rank else CLEAN


def _audit(
    job: Job, inputs: Iterator[Article | SkippedInput], show: Show, out: Destination | None, encoding: str, guard: bool
) -> int | None:
    """Shows what is made of each input; the exit code where the run was stopped, once that has been said."""

    def rows() -> str:
        return ", ".join(filter(None, (counted(job.tally.articles, "article"), presenter.rows)))

    def kept() -> str:
        stored = "nothing was stored" if job.repository is None else f"{counted(job.tally.stored, 'article')} stored, and kept"
        return f"{stored}; the output up to then is in {out.left}" if out and out.left else stored

    try:
        with (
            opened(out, encoding, (KeyboardInterrupt, StoreError), rows) as stream,
            progress_line("loading the models and the first articles") as line,
            closing(job.results(inputs)) as results,
        ):
            say = follow(job, line)
            presenter = show(Showing(stream, job.settings, lambda _: job.run, guard, job.settings.label_pairs()))
            for result in results:
                if isinstance(result, SkippedInput):
                    say(f"skipped {result.origin}: {result.reason}")
                    continue
                with line.aside():
                    presenter.article(result)
            presenter.close()
    except KeyboardInterrupt:
        tell(f"audit: interrupted; {kept()}")
        return INTERRUPTED
    except BrokenPipeError:
        tell(f"audit: nothing is reading the output any more; stopped, {kept()}")
        return TROUBLE
    except (InputError, StoreError) as error:
        if isinstance(error, LostError):
            job.tally.stored = 0
        tell(f"audit: {error}")
        tell(f"audit: stopped; {kept()}")
        return TROUBLE
    return None


def _the_article(
    inputs: Iterator[Article | SkippedInput], headline: str | None, byline: str | None, outlet: str | None, date: str | None
) -> Article | SkippedInput:
    """The only article, with what the command line says of it. Raises ``InputError`` where there are several, or the date is none."""
    from audit.ingest.fields import field, published

    first, *more = islice(inputs, 2)
    if more:
        raise InputError("--headline, --byline, --outlet and --date are for one article; for several use front matter or columns")
    day, notes = published(date)
    if notes:
        raise InputError(f"--date: {notes[0]}")
    if isinstance(first, SkippedInput):
        return first
    return replace(
        first,
        title=field(headline) or first.title,
        byline=field(byline) or first.byline,
        outlet=field(outlet) or first.outlet,
        published=day or first.published,
    )


def _tell(tally: Tally) -> None:
    """One line on the run, on standard error."""
    shared = f", {tally.shared} sharing an address or id with another" if tally.shared else ""
    parts = [f"{counted(tally.articles, 'article')} ({tally.unchanged} unchanged{shared}), {counted(tally.words, 'word')}"]
    parts.append(f"start-up {tally.start_up:.1f} s")
    if tally.annotated_words:
        speed = tally.annotated_words / max(tally.annotation, 0.001)
        by = f" by {counted(tally.workers, 'worker')}" if tally.workers > 1 else ""
        parts.append(f"annotation {tally.annotation:.1f} s{by}, {speed:,.0f} words per second")
    signed = f" ({tally.signed_off} signed off)" if tally.signed_off else ""
    parts.append(f"{counted(tally.findings, 'finding')}{signed}, {tally.skipped} skipped")
    tell("; ".join(parts))
