"""Audits in and out of the database. A transaction holds whole articles: what was stored stays stored, whatever happens next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import Engine, case, delete, func, insert, select, true, update
from sqlalchemy.orm import Session

from audit.domain.audited import Audit, Run
from audit.domain.source import SourceType
from audit.domain.text import Article, SkippedInput
from audit.errors import StoreError, UnstorableError
from audit.store.counting import counts
from audit.store.engine import reading, writing
from audit.store.filter import Filter
from audit.store.identity import Claims, former, identity
from audit.store.mapping import audit_of, finding_values, replaced, require_storable, run_of
from audit.store.reviewing import Findings, as_found, rewrite, with_reviews
from audit.store.rows import (
    LOADED,
    ArticleRow,
    Base,
    FindingRow,
    RunRow,
    SkippedRow,
    SourceRow,
    StatementRow,
)
from audit.store.saving import Saved, adopt, adoptable, any_decided, make_current, note_skipped, save_in_order
from audit.store.search import mentions_all
from audit.store.stored_counts import chosen_articles
from audit.store.where import ContainsText, article_conditions

Found = TypeVar("Found")

BATCH = 50
"""Articles that are loaded at a time."""


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article without its text; the counts follow the filter's scope (statements) or the whole article (the others)."""

    id: str
    doc_id: str
    origin: str
    title: str | None
    byline: str | None
    outlet: str | None
    section: str | None
    published: str | None
    url: str | None
    language: str | None
    sha256: str
    reader: str
    tool_version: str
    version: int
    previous_id: str | None
    current: bool
    created_at: str
    """When it was stored, ISO 8601, UTC."""
    characters: int
    statements: int
    sources: int
    anonymous_sources: int
    findings: int


class Repository:
    """The one door to stored audits.

    Every method raises ``StoreError`` when the database cannot be used, and those that write raise ``UnstorableError`` when the database
    is well but one record cannot be kept.
    """

    def __init__(self, engine: Engine, findings: Findings | None = None) -> None:
        """``engine`` from ``open_engine``, its schema made sure by ``schema.ensure``.

        ``findings`` gives those of an audit that a person corrected; None: by the rules of the default settings.
        """
        self.engine = engine
        self.findings = findings

    def save(self, audit: Audit, run: Run) -> Saved:
        """Stores an audit, all of it or nothing. The same words are the same article, also in another place (the first place is kept).

        What people decided about earlier versions or results is found again in this one, and their corrections are in what is stored.
        """
        return self._save(audit, run, self.identities([audit.article]))

    def identities(self, articles: Iterable[Article], claims: Claims | None = None) -> dict[str, str]:
        """Article id to the id that its versions share, for texts of one input; ``claims`` has what came in it before.

        What an earlier version of source-audit stored under another spelling of a path becomes part of its article.
        """
        known = {article.id: article for article in articles}
        formers = {key: article for article in known.values() for key in former(article)}
        with reading(self.engine) as connection:
            before = adoptable(connection, formers) if formers else {}
        if before:
            with writing(self.engine) as connection:
                for article_id, keys in before.items():
                    adopt(connection, identity(known[article_id]), keys)
        with reading(self.engine) as connection:
            columns = select(ArticleRow.id, ArticleRow.identity, ArticleRow.is_current)
            rows = connection.execute(columns.where(ArticleRow.id.in_(list(known)))).all()
        stored, current = {row.id: row.identity for row in rows}, {row.id for row in rows if row.is_current}
        return (claims or Claims()).identities(known.values(), stored, current)

    def save_all(
        self, results: Sequence[Audit | SkippedInput], run: Run, identities: Mapping[str, str] | None = None
    ) -> list[Saved | UnstorableError | None]:
        """Stores audits, and notes inputs that were not audited, in their order and in one transaction; what became of each.

        ``identities`` are those of the texts (see there); None: as for an input of their own.
        None stands for an input that was noted: once a run and origin, and only until it is audited; characters that cannot be stored
        become U+FFFD. Where one of the audits cannot be kept, each has a transaction of its own.
        """
        audits = [result for result in results if isinstance(result, Audit)]
        outcomes: list[Saved | UnstorableError] = []
        if identities is None:
            identities = self.identities(audit.article for audit in audits)
        try:
            for audit in audits:
                require_storable(audit)
            if results:
                with writing(self.engine) as connection:
                    outcomes += save_in_order(connection, audits, run, identities, self.findings)
                    note_skipped(connection, results, run)
        except UnstorableError:
            outcomes = []
            for audit in audits:
                try:
                    outcomes.append(self._save(audit, run, identities))
                except UnstorableError as error:
                    outcomes.append(error)
            with writing(self.engine) as connection:
                note_skipped(connection, results, run)
        each = iter(outcomes)
        return [next(each) if isinstance(result, Audit) else None for result in results]

    def done_among(self, article_ids: Iterable[str], run_digest: str) -> set[str]:
        """Those of the texts that are stored, as whatever version, by a run with that digest: they need not be audited again."""
        mine = ArticleRow.id.in_(list(article_ids)), RunRow.digest == run_digest
        with reading(self.engine) as connection:
            return set(connection.scalars(select(ArticleRow.id).join(RunRow).where(*mine)))

    def keep_current(self, articles: Iterable[Article], identities: Mapping[str, str] | None = None) -> None:
        """Makes stored texts that were read again the current versions of their articles; ``identities`` as for ``save_all``."""
        by_id = {article.id: article for article in articles}
        if identities is None:
            identities = self.identities(by_id.values())
        old = select(ArticleRow.id).where(ArticleRow.id.in_(list(by_id)), ~ArticleRow.is_current)
        with reading(self.engine) as connection:
            if connection.scalar(old.limit(1)) is None:
                return
        with writing(self.engine) as connection, Session(connection) as session:
            for article_id in by_id:
                if connection.scalar(old.where(ArticleRow.id == article_id)) is None:
                    continue
                make_current(connection, by_id[article_id], identities[article_id])
                if any_decided(connection):
                    (stored,) = audits_within(session, [article_id])
                    found = as_found(session, stored)
                    session.expunge_all()
                    rewrite(connection, found, self.findings)

    def skipped_among(self, origins: Iterable[str], run_digest: str) -> list[SkippedInput]:
        """Those of the inputs that a run with that digest could not audit."""
        mine = SkippedRow.origin.in_([replaced(origin) for origin in origins]), RunRow.digest == run_digest
        return self._skipped(select(*_SKIPPED).join(RunRow, RunRow.id == SkippedRow.run_id).where(*mine))

    def skipped(self) -> list[SkippedInput]:
        """The inputs that were not audited, of all runs, in the order in which they were met."""
        return self._skipped(select(*_SKIPPED))

    def load(self, article_id: str) -> Audit:
        """The audit of the article with that id (see ``find_article``), equal to the one saved but for what people decided since.

        Raises ``StoreError`` where there is none.
        """
        return _found(self._load([article_id]), article_id)

    def load_all(self, article_ids: Iterable[str]) -> list[Audit]:
        """As ``load``, for those of the articles that there are, in no order."""
        return self._load(sorted(article_ids))

    def as_found(self, audit: Audit) -> Audit:
        """A loaded audit as the tool made it, before corrections and without what people decided."""
        if not (audit.reviews or audit.checks or audit.lost):
            return audit
        with reading(self.engine) as connection, Session(connection) as session:
            return as_found(session, audit)

    def run_of(self, article_id: str) -> Run:
        """Versions, models and settings behind a stored audit. ``StoreError`` where there is no such article."""
        with reading(self.engine) as connection, Session(connection) as session:
            row = _found(session.scalars(select(RunRow).join(ArticleRow).where(ArticleRow.id == article_id)), article_id)
            return run_of(row)

    def find_article(self, key: str) -> str:
        """The id of the article meant by a whole id, a doc_id, an address, a headline, a file, the beginning of an id or doc_id, or a
        part of a headline or path; the first of these that fits any decides.

        Raises ``StoreError`` where none or several fit.
        """
        current = ArticleRow.is_current
        with reading(self.engine) as connection:
            columns = select(ArticleRow.id, ArticleRow.doc_id, ArticleRow.title).order_by(ArticleRow.id).limit(4)
            for condition in (
                ArticleRow.id == key,
                (ArticleRow.doc_id == key) & current,
                (ArticleRow.url == key) & current,
                (ArticleRow.title == key) & current,
                ((ArticleRow.origin == key) | ArticleRow.origin.endswith(f"/{key}", autoescape=True)) & current,
                ArticleRow.id.startswith(key, autoescape=True),
                ArticleRow.doc_id.startswith(key, autoescape=True) & current,
                (ContainsText(ArticleRow.title, key) | ContainsText(ArticleRow.origin, key)) & current,
            ):
                found = connection.execute(columns.where(condition)).all() if key else []
                if len(found) == 1:
                    return str(found[0].id)
                if found:
                    some = ", ".join(f"{row.id} ({row.title or row.doc_id})" for row in found[:3])
                    raise StoreError(f"{key!r} fits several articles: {some}{' …' if len(found) > 3 else ''}; give one id")
        raise _no_article(key)

    def require(self, chosen: Filter) -> None:
        """Raises ``StoreError`` where a filter names an article that is not there."""
        if chosen.article is None:
            return
        named = article_conditions(Filter(article=chosen.article, include_old=chosen.include_old))
        with reading(self.engine) as connection:
            if connection.scalar(select(ArticleRow.id).where(*named).limit(1)) is None:
                raise _no_article(chosen.article)

    def version_before(self, article_id: str) -> str:
        """The id of the version that this one took the place of. ``StoreError`` where there is none."""
        with reading(self.engine) as connection:
            previous = connection.scalar(select(ArticleRow.previous_id).where(ArticleRow.id == article_id))
        if previous is None:
            raise StoreError(f"no version before {article_id} is stored; give both versions: audit diff OLD NEW")
        return previous

    def articles(self, chosen: Filter | None = None) -> Iterator[ArticleSummary]:
        """The articles that pass, oldest first (those without a date last), then by doc_id."""
        chosen = chosen or Filter()
        yield from self.summaries(self._ids(chosen), chosen.scope)

    def newest(self, words: str = "") -> list[str]:
        """The ids of the current articles, those that were stored last first; with ``words``, of those that have each of them somewhere."""
        query = select(ArticleRow.id).where(ArticleRow.is_current, *mentions_all(words))
        with reading(self.engine) as connection:
            return list(connection.scalars(query.order_by(ArticleRow.created_at.desc(), ArticleRow.id)))

    def summaries(self, article_ids: Sequence[str], scope: str = "statements") -> Iterator[ArticleSummary]:
        """Those of the articles that there are, in the order of the ids."""

        def count(row: type[Base], condition: Any) -> Any:
            # the condition stands in the count: as a condition on rows, SQLite looks for it in all articles
            return select(func.count(case((condition, 1)))).select_from(row).where(_article_id(row) == ArticleRow.id).scalar_subquery()

        said = StatementRow.scope == "statement" if scope == "statements" else true()
        plain = [getattr(ArticleRow, name) for name in _SUMMARY_FIELDS]
        query = select(
            *plain,
            RunRow.tool_version,
            ArticleRow.is_current.label("current"),
            func.length(ArticleRow.text).label("characters"),
            count(StatementRow, said).label("statements"),
            count(SourceRow, true()).label("sources"),
            count(SourceRow, SourceRow.source_type == SourceType.ANONYMOUS.value).label("anonymous_sources"),
            count(FindingRow, true()).label("findings"),
        ).join(RunRow)
        for ids in _batches(article_ids):
            with reading(self.engine) as connection:
                found = {row.id: ArticleSummary(**row._mapping) for row in connection.execute(query.where(ArticleRow.id.in_(ids)))}
            yield from (found[i] for i in ids if i in found)

    def tool_versions(self, chosen: Filter | None = None) -> dict[str, str]:
        """By id, the version of the tool that made what is stored of each article that passes."""
        query = select(ArticleRow.id, RunRow.tool_version).join(RunRow).where(*chosen_articles(chosen or Filter()))
        with reading(self.engine) as connection:
            return {row.id: row.tool_version for row in connection.execute(query)}

    def audits(self, chosen: Filter | None = None) -> Iterator[Audit]:
        """Whole audits of the articles that pass, in the order of ``articles``, a few in memory at a time. See ``Filter.pairs``."""
        yield from self.audits_of(self._ids(chosen or Filter()))

    def audits_of(self, article_ids: Sequence[str]) -> Iterator[Audit]:
        """Whole audits of those of the articles that there are, in the order of the ids, a few in memory at a time."""
        for ids in _batches(article_ids):
            yield from self._load(ids)

    def relabel(self, article_id: str, change: Callable[[Audit], Audit]) -> int:
        """Stores the source types and the findings that ``change`` gives to a stored audit, both or neither.

        Returns how many types changed. Nothing else of what ``change`` returns is looked at, and the run behind the article stays the same.
        ``change`` sees what the tool found; the corrections of people come after it.
        """
        with writing(self.engine, f"relabel {article_id} in") as connection, Session(connection) as session:
            stored = _found(audits_within(session, [article_id]), article_id)
            before = as_found(session, stored)
            after = change(before)
            types = {source.id: source.source_type for source in before.sources}
            changed = [source for source in after.sources if source.source_type is not types[source.id]]
            if stored.reviews or stored.checks:
                session.expunge_all()
                rewrite(connection, after, self.findings)
                return len(changed)
            for source in changed:
                where = (SourceRow.article_id == article_id, SourceRow.id == source.id)
                wanted = source.source_type.value if source.source_type is not None else None
                connection.execute(update(SourceRow).where(*where).values(source_type=wanted))
            if changed or after.findings != before.findings:
                for row, values in counts(replace(before, sources=after.sources, findings=after.findings)):
                    connection.execute(delete(row).where(row.__table__.c.article_id == article_id))
                    if values:
                        connection.execute(insert(row), values)
            if after.findings != before.findings:
                require_storable(after.findings, "findings")
                connection.execute(delete(FindingRow).where(FindingRow.article_id == article_id))
                if values := finding_values(after):
                    connection.execute(insert(FindingRow), values)
            return len(changed)

    def origins(self) -> set[str]:
        """Where the stored articles came from, older versions too."""
        with reading(self.engine) as connection:
            return set(connection.scalars(select(ArticleRow.origin).distinct()))

    def _save(self, audit: Audit, run: Run, identities: Mapping[str, str]) -> Saved:
        require_storable(audit)
        with writing(self.engine, f"store {audit.article.doc_id} in") as connection:
            return save_in_order(connection, [audit], run, identities, self.findings)[0]

    def _ids(self, chosen: Filter) -> list[str]:
        order = (ArticleRow.published.nulls_last(), ArticleRow.doc_id, ArticleRow.version, ArticleRow.id)
        query = select(ArticleRow.id).where(*chosen_articles(chosen)).order_by(*order).limit(chosen.limit)
        with reading(self.engine) as connection:
            return list(connection.scalars(query))

    def _skipped(self, query: Any) -> list[SkippedInput]:
        with reading(self.engine) as connection:
            rows = connection.execute(query.order_by(SkippedRow.id))
            return [SkippedInput(row.origin, row.reason, row.code) for row in rows]

    def _load(self, ids: Sequence[str]) -> list[Audit]:
        with reading(self.engine) as connection, Session(connection) as session:
            return audits_within(session, ids)


_SKIPPED = (SkippedRow.origin, SkippedRow.reason, SkippedRow.code)
_SUMMARY_FIELDS = (
    "id",
    "doc_id",
    "origin",
    "title",
    "byline",
    "outlet",
    "section",
    "published",
    "url",
    "language",
    "sha256",
    "reader",
    "version",
    "previous_id",
    "created_at",
)


def _no_article(key: str) -> StoreError:
    return StoreError(f"no stored article has {key!r} in its id, doc_id, headline or file name; list them with: audit articles")


def _found(those: Iterable[Found], article_id: str) -> Found:
    """The first of what was read about an article. ``StoreError`` where there is none."""
    for one in those:
        return one
    raise StoreError(f"there is no article {article_id!r} in the database; list them with: audit articles")


def audits_within(session: Session, ids: Sequence[str]) -> list[Audit]:
    """The audits of those articles that are there, in the order of ``ids``."""
    articles = {row.id: row for row in session.scalars(select(ArticleRow).where(ArticleRow.id.in_(ids)))}
    rows = _rows(session, ids, LOADED)
    return with_reviews(session, (audit_of(articles[i], rows[i]) for i in ids if i in articles))


def _article_id(row: type[Base]) -> Any:
    return row.__table__.c.article_id


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def _rows(session: Session, ids: Sequence[str], kinds: tuple[type[Base], ...]) -> dict[str, dict[type[Base], list[Any]]]:
    """All rows of those kinds under those articles, article by article, in the order of ``position`` where there may be several; plain
    rows, which load fastest."""
    out: dict[str, dict[type[Base], list[Any]]] = {i: defaultdict(list) for i in ids}
    for kind in kinds:
        query = select(*kind.__table__.c).where(_article_id(kind).in_(ids)).order_by(kind.__table__.c.get("position"))
        for row in session.execute(query).all():
            out[row.article_id][kind].append(row)
    return out
