"""The Python interface, which ``import audit`` gives. Anything heavy is imported when it is called for."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, fields
from itertools import islice
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from audit import __version__
from audit.config import Found, Settings
from audit.domain.annotation import Paragraph
from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.review import Check, CheckStatus, Decision, Judgement, Review
from audit.domain.source import (
    AnonymityMarker,
    AnonymityStatus,
    Identity,
    Kind,
    MarkerKind,
    OfficialScope,
    ReasonClass,
    Source,
    SourceType,
)
from audit.domain.statement import Channel, Cue, CueKind, Form, Mention, MentionKind, ResponseNote, Scope, Statement
from audit.domain.text import Article, SkippedInput, Span
from audit.errors import AuditError, ConfigError, EngineError, InputError, ModelError, StoreError

if TYPE_CHECKING:
    import pandas

    from audit.rules.base import Rule
    from audit.store.filter import Filter
    from audit.store.repository import ArticleSummary, Repository
    from audit.store.reviews import Entry

__all__ = [
    "AnonymityMarker",
    "AnonymityStatus",
    "Article",
    "AuditError",
    "AuditedArticle",
    "Channel",
    "Check",
    "CheckStatus",
    "ConfigError",
    "Cue",
    "CueKind",
    "Database",
    "EngineError",
    "Finding",
    "Form",
    "Identity",
    "InputError",
    "Judgement",
    "Kind",
    "MarkerKind",
    "Mention",
    "MentionKind",
    "ModelError",
    "OfficialScope",
    "ReasonClass",
    "ResponseNote",
    "Review",
    "Scope",
    "Severity",
    "SkippedInput",
    "Source",
    "SourceType",
    "Span",
    "Statement",
    "StoreError",
    "list_rules",
    "open_database",
    "read",
    "read_many",
    "to_pandas",
]

Readable = str | os.PathLike[str] | Article
"""The words of an article, a path, or an ``Article``."""
Cell = str | int | float | bool | None
_ONE_AT_A_TIME = Lock()
"""Models are not safe to share between threads."""


@dataclass(frozen=True, slots=True, repr=False)
class AuditedArticle:
    """One article with everything found in it, in the order of the text. It cannot be changed.

    Offsets are code points into ``article.text``, half-open: ``span.of(article.text)`` gives the words.
    """

    tool_version: str
    """The version of source-audit that audited the article."""
    _audit: Audit = field()

    @property
    def article(self) -> Article:
        """The text as it was audited, with what is known about it: title, byline, outlet, date, address."""
        return self._audit.article

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return self._audit.paragraphs

    @property
    def sentences(self) -> tuple[Span, ...]:
        return self._audit.sentences

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement. This includes beliefs, votes and plans, whose ``scope`` is not ``Scope.STATEMENT``."""
        return self._audit.statements

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source with all its mentions. A statement has the ids of its sources in ``source_ids``."""
        return self._audit.sources

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the rules in force. Those on the whole article (``span`` None) come last."""
        return self._audit.findings

    @property
    def responses(self) -> tuple[ResponseNote, ...]:
        """Who declined to comment, could not be reached or has yet to answer."""
        return self._audit.responses

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The judgements in force; their corrections are already in ``statements`` and ``sources``. Only stored audits have any."""
        return self._audit.reviews

    @property
    def checks(self) -> tuple[Check, ...]:
        """What checkers noted on the facts, the newest for each statement and source. Only stored audits have any."""
        return self._audit.checks

    @property
    def lost(self) -> tuple[Decision, ...]:
        """Decisions on other versions or results of the article whose place in this one is not sure."""
        return self._audit.lost

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes from reading the file (a guessed encoding, tracked changes), and whether decisions were lost."""
        return self._audit.notes

    def source(self, source_id: str) -> Source:
        """The source with that id. Raises ``KeyError``."""
        return self._audit.source(source_id)

    def to_dicts(self, table: str = "statements", *, scope: str = "statements") -> list[dict[str, Cell]]:
        """Rows of one of the tables that ``audit export`` writes: statements, sources, findings or articles (docs/columns.md).

        ``scope``: ``statements``, or ``all`` for beliefs, votes and plans too. Raises ``ConfigError`` for any other table or scope.
        """
        from audit.report.records import tables
        from audit.rules.registry import STANDARDS

        columns = _columns(table)
        if scope not in ("statements", "all"):
            raise ConfigError(f"scope is {scope!r}; set it to one of: statements, all")
        versions = {self.article.id: self.tool_version}
        records = tables([self._audit], STANDARDS, versions, scope)
        return [{column: record.get(column) for column in columns} for name, record in records if name == table]

    def to_json(self) -> str:
        """Everything as one line of JSON, exact: a line of ``audit export --format jsonl`` (``audit schema`` describes it)."""
        from audit.report.jsonl import exact, line

        return line(exact(self._audit))

    def __repr__(self) -> str:
        counts = (f"{len(getattr(self, name))} {name}" for name in ("statements", "sources", "findings"))
        return f"<AuditedArticle {self.article.doc_id!r}: {', '.join(counts)}>"


def read(source: Readable, **settings: Any) -> AuditedArticle:
    """Audits one article in this process and stores nothing.

    ``source`` is the text itself (a string), a path (``pathlib.Path``) to a file with one article in it, or an ``Article``.
    ``settings`` have the same names as in ``audit.toml``: ``models="fast"``, ``profile="ap"``, ``ignore=["N203"]``. Settings files and
    AUDIT_ variables are ignored. The first call loads the models, and they stay loaded.

    Raises ``InputError`` where there is not exactly one article that can be audited, ``ConfigError`` for a setting that cannot be, and
    ``ModelError`` where the models are missing or damaged.
    """
    from audit.engine.local import Local
    from audit.making import make_auditor

    chosen = _settings(settings)
    found = list(islice(_inputs([source], chosen), 2))
    if len(found) > 1:
        raise InputError(f"{found[0].origin} is not the only article in it; audit them all with audit.read_many")
    (one,) = found
    if isinstance(one, Article):
        with _ONE_AT_A_TIME:
            ((_, (result,)),) = Local(make_auditor(chosen), chosen).run(iter([[one]]))
    else:
        result = one
    if isinstance(result, SkippedInput):
        raise InputError(f"{result.origin}: {result.reason}")
    return AuditedArticle(__version__, result)


def read_many(
    sources: Iterable[Readable] | os.PathLike[str], *, database: Database | None = None, redo: bool = False, **settings: Any
) -> Iterator[AuditedArticle | SkippedInput]:
    """Audits many articles, in the order of ``sources``, and gives each when it is done. What cannot be audited comes as a
    ``SkippedInput``.

    ``sources`` is a path, or any number of the things that ``read`` takes. A path may also be a folder, a glob, an archive or a file of
    many articles. Only a few are read ahead, so ``sources`` may be endless. If there are more than a few articles, ``jobs`` worker
    processes audit them (default: as many as the machine can run), as in ``audit run``. A script then needs ``if __name__ == "__main__":``
    around the call.

    With ``database`` every audit is stored before it is given, and what is stored from the same version, models and settings is not
    audited again unless ``redo`` says so. Settings and errors are those of ``read``; and ``StoreError`` where the database fails,
    ``EngineError`` where no worker can be had.
    """
    chosen = _settings(settings)
    if isinstance(sources, str):
        raise InputError("give a list of articles, or a pathlib.Path; for the text of one article use audit.read")
    given = [sources] if isinstance(sources, os.PathLike) else sources
    return _read_many(given, chosen, database, redo)


def _read_many(
    sources: Iterable[Readable], settings: Settings, database: Database | None, redo: bool
) -> Iterator[AuditedArticle | SkippedInput]:
    from audit.job import Job

    job = Job(settings, database._repository if database else None, redo=redo)
    job.say = lambda _: None  # the notes are in the articles
    with closing(job.results(_inputs(sources, settings, database.url if database else ""))) as results:
        for result in results:
            yield result if isinstance(result, SkippedInput) else AuditedArticle(__version__, result)


def to_pandas(
    audits: AuditedArticle | Iterable[AuditedArticle | SkippedInput], table: str = "statements", *, scope: str = "statements"
) -> pandas.DataFrame:
    """One table of one or many audits as a data frame: the columns of ``to_dicts``, in order, with ``pandas.NA`` for empty cells.

    Skipped inputs are in no table; a ``UserWarning`` says how many there were. Raises ``ConfigError`` as ``to_dicts`` does, and
    ``ImportError`` if pandas is missing (``pip install "source-audit[pandas]"``).
    """
    try:
        import pandas
    except ImportError as error:
        raise ImportError('pandas is missing; install it with: python -m pip install "source-audit[pandas]"') from error
    columns = _columns(table)
    rows, skipped = [], 0
    for one in [audits] if isinstance(audits, AuditedArticle) else audits:
        if isinstance(one, SkippedInput):
            skipped += 1
        else:
            rows += one.to_dicts(table, scope=scope)
    if skipped:
        warnings.warn(f"{skipped} skipped and not in the table: look for SkippedInput in what read_many returns", stacklevel=2)
    return pandas.DataFrame.from_records(rows, columns=list(columns)).convert_dtypes()


def open_database(url: str = Settings().db, *, create: bool = False, **settings: Any) -> Database:
    """Opens the stored audits and reviews: an SQLite file, or the SQLAlchemy URL of an SQLite or PostgreSQL database.

    ``create`` makes an SQLite file if there is none. ``settings`` choose the rules for articles that a review corrects. Raises
    ``StoreError`` if the database cannot be opened, does not exist or has another version; the message says what to do.
    """
    from audit.making import open_repository

    chosen = _settings({**settings, "db": url})
    return Database(open_repository(chosen, must_exist=not create), url)


class Database:
    """The stored articles, as the commands see them. Use it in a ``with`` statement, or ``close`` it.

    The methods take the conditions of the commands' filters, and all of them have to be met: ``article``, ``outlet``, ``byline``,
    ``since``, ``until``, ``source_type``, ``official``, ``status``, ``source``, ``code``, ``text``, ``scope``, ``include_old``,
    ``limit``. Those on statements and sources let an article pass with all it has. Raises ``ConfigError`` for one that cannot be, and
    ``StoreError`` where the database cannot be used.
    """

    def __init__(self, repository: Repository, url: str) -> None:
        """For ``open_database``."""
        self.url = url
        self._repository = repository

    def articles(self, **conditions: Any) -> Iterator[ArticleSummary]:
        """The articles that meet the conditions, without their texts, oldest first: what ``audit articles`` lists."""
        return self._repository.articles(_filter(conditions))

    def audits(self, **conditions: Any) -> Iterator[AuditedArticle]:
        """The audits of those articles, in the order of ``articles``, with only a few in memory at a time."""
        wanted = _filter(conditions)
        versions = self._repository.tool_versions(wanted)
        return (AuditedArticle(versions[one.article.id], one) for one in self._repository.audits(wanted))

    def audit(self, key: str) -> AuditedArticle:
        """One article by its id or the start of it, its doc_id or its address. Raises ``StoreError`` if none fits, or several do."""
        article_id = self._repository.find_article(key)
        return AuditedArticle(self._repository.run_of(article_id).tool_version, self._repository.load(article_id))

    def reviews(self, **conditions: Any) -> Iterator[Entry]:
        """Every decision on articles that pass, oldest first, the withdrawn ones too: what ``audit review list`` shows.

        Each has the ``decision`` (a ``Review`` or a ``Check``), ``article_id``, ``doc_id``, ``title``, and whether it is ``lost``.
        """
        from audit.store.reviews import Reviews

        return Reviews(self._repository).entries(_filter(conditions))

    def skipped(self) -> list[SkippedInput]:
        """The inputs that were not audited, of all runs, in the order in which they were met."""
        return self._repository.skipped()

    def close(self) -> None:
        """Lets go of the connections."""
        self._repository.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def list_rules(**settings: Any) -> tuple[Rule, ...]:
    """The rules in force with these ``settings``, those of other packages among them; ``profile="all"`` gives every rule.

    Each has ``code``, ``name``, ``severity``, ``summary``, ``why``, ``standard``, ``limits``, and examples that it passes and flags.
    Raises ``ConfigError`` for a profile or rule that does not exist.
    """
    from audit.rules.registry import in_force

    return in_force(_settings(settings))


def _settings(values: dict[str, Any]) -> Settings:
    """The settings with ``values`` over the defaults. Raises ``ConfigError``, also for rules that do not exist."""
    from audit.rules.registry import in_force

    chosen = Found(()).settings(values)
    in_force(chosen)
    return chosen


def _inputs(sources: Iterable[Readable], settings: Settings, url: str = "") -> Iterator[Article | SkippedInput]:
    """The articles that ``sources`` mean; the files of the database ``url`` are none."""
    from audit.ingest import read_paths, read_text
    from audit.ingest.refused import Refused
    from audit.ingest.screen import screen

    apart = _files(url) if url else set()
    for number, one in enumerate(sources, 1):
        if isinstance(one, Article):
            try:
                yield screen(one, settings)
            except Refused as refused:
                yield refused.at(one.origin)
        elif isinstance(one, str):
            _refuse_name(one)
            yield read_text(one, settings, doc_id=f"text-{number}", origin=f"text {number}")
        else:
            path = os.fspath(one)
            yield from read_paths([os.path.join(os.curdir, path) if path == "-" else path], settings, apart=apart)


def _refuse_name(text: str) -> None:
    """Raises ``InputError`` for a string that is the name of something instead of its words: whose words were meant must not be guessed."""
    if "\n" in text or len(text) > 1_000:
        return
    if text.startswith(("http://", "https://")) and " " not in text:
        raise InputError(f"{text!r} is an address, and Python fetches nothing: fetch it with audit run --fetch, or give its text")
    with suppress(ValueError):  # no path can have that character
        if os.path.exists(text):
            raise InputError(f"{text!r} is the name of a file or folder; to read it, give pathlib.Path({text!r})")


def _files(url: str) -> set[str]:
    from audit.store.engine import files_of

    return {os.path.realpath(file) for file in files_of(url)}


def _columns(table: str) -> tuple[str, ...]:
    from audit.report.columns import TABLES

    if table not in TABLES:
        raise ConfigError(f"there is no table {table!r}; choose one of: {', '.join(TABLES)}")
    return TABLES[table].names


def _filter(conditions: dict[str, Any]) -> Filter:
    from audit.store.filter import Filter

    known = [one.name for one in fields(Filter)]
    for name in conditions:
        if name not in known:
            raise ConfigError(f"there is no condition {name!r}; choose from: {', '.join(known)}")
    return Filter(**conditions)
