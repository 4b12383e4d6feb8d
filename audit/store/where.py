"""A filter as SQL conditions. Kept to the same meaning as ``Filter.pairs`` by a property test."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Boolean, ColumnElement, CompoundSelect, Select, and_, distinct, func, or_, select, tuple_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.sql.visitors import InternalTraversal

from audit.domain.source import SourceType
from audit.store.filter import NO_TYPE, Filter
from audit.store.rows import ArticleRow, FindingRow, SourceRow, StatementRow, StatementSourceRow, TallyRow

Text = InstrumentedAttribute[str] | InstrumentedAttribute[str | None] | ColumnElement[str]


def pairs_from(chosen: Filter) -> FromClause:
    """Articles with their statements and sources; articles without statements and statements without sources stay, with nulls."""
    mine = StatementRow.article_id == ArticleRow.id
    if chosen.scope == "statements":
        mine = and_(mine, StatementRow.scope == "statement")
    link = and_(StatementSourceRow.article_id == StatementRow.article_id, StatementSourceRow.statement_id == StatementRow.id)
    source = and_(SourceRow.article_id == StatementSourceRow.article_id, SourceRow.id == StatementSourceRow.source_id)
    tables = ArticleRow.__table__.outerjoin(StatementRow.__table__, mine)
    return tables.outerjoin(StatementSourceRow.__table__, link).outerjoin(SourceRow.__table__, source)


def counts_do(chosen: Filter) -> bool:
    """Whether the counts that are stored with sources and articles answer a filter: it asks for no words, and for no findings."""
    return chosen.text is None and chosen.code is None


def of_articles(chosen: Filter) -> bool:
    """Whether a condition on articles is set, other than that they are current."""
    return any(value is not None for value in (chosen.article, chosen.outlet, chosen.byline, chosen.since, chosen.until))


def sources_from(chosen: Filter, *, with_articles: bool = False) -> tuple[FromClause, list[ColumnElement[bool]]]:
    """Sources that say something in the filter's scope, and the conditions on them. Only where ``counts_do``.

    Articles are joined where ``with_articles``. Else those that pass are a list of ids, so that their sources are looked up and no others;
    where nothing is asked of articles, the few earlier versions are left out by their ids, and the index of sources is all that is read.
    """
    conditions = [*source_conditions(chosen), said(chosen) > 0]
    if with_articles:
        joined = SourceRow.__table__.join(ArticleRow.__table__, ArticleRow.id == SourceRow.article_id)
        return joined, [*article_conditions(chosen), *conditions]
    return SourceRow.__table__, [*passing(SourceRow.article_id, chosen), *conditions]


def passing(article_id: InstrumentedAttribute[str], chosen: Filter) -> list[ColumnElement[bool]]:
    """That a row is of an article that passes the conditions on articles, without a join."""
    if of_articles(chosen):
        return [article_id.in_(select(ArticleRow.id).where(*article_conditions(chosen)))]
    return current_only(article_id, chosen)


def current_only(article_id: InstrumentedAttribute[str], chosen: Filter) -> list[ColumnElement[bool]]:
    """That a row is not of an earlier version, without a look at its article."""
    return [] if chosen.include_old else [article_id.not_in(select(ArticleRow.id).where(ArticleRow.is_current.is_(False)))]


def said(chosen: Filter) -> ColumnElement[int]:
    """How many statements of the filter's scope a source has."""
    return SourceRow.statements if chosen.scope == "statements" else SourceRow.statements + SourceRow.attitudes  # type: ignore[return-value]


def orphans_pass(chosen: Filter) -> bool:
    """Whether statements without a source pass the conditions on sources."""
    return chosen.source_type in (None, NO_TYPE) and chosen.official is None and chosen.status is None and chosen.source is None


def tallied(chosen: Filter) -> tuple[FromClause, list[ColumnElement[bool]]]:
    """What is counted of the articles that pass, and the conditions on it."""
    scope = [TallyRow.scope == "statement"] if chosen.scope == "statements" else []
    return TallyRow.__table__, [*scope, *passing(TallyRow.article_id, chosen)]


def tallies_from(chosen: Filter) -> FromClause:
    """Articles with what is counted of them in the filter's scope; those in which nothing is said stay, with nulls."""
    mine = TallyRow.article_id == ArticleRow.id
    if chosen.scope == "statements":
        mine = and_(mine, TallyRow.scope == "statement")
    return ArticleRow.__table__.outerjoin(TallyRow.__table__, mine)


def passing_articles(chosen: Filter) -> CompoundSelect[str] | Select[str]:
    """Ids of the articles with a pair that passes, some more than once, from the counts that are stored. Only where ``counts_do``."""
    counted, limits = tallied(chosen)
    if chosen == replace(chosen, official=None, status=None, source=None) and chosen.source_type in tuple(SourceType):
        return select(TallyRow.article_id).select_from(counted).where(*limits, getattr(TallyRow, chosen.source_type) > 0)
    table, conditions = sources_from(chosen)
    ids = select(SourceRow.article_id).select_from(table).where(*conditions)
    if not orphans_pass(chosen):
        return ids
    return ids.union_all(select(TallyRow.article_id).select_from(counted).where(*limits, TallyRow.orphans > 0))


def number_of_articles(chosen: Filter) -> Select[int]:
    """How many articles pass. Only where ``counts_do``."""
    if chosen.of_pairs:
        return select(func.count(distinct(passing_articles(chosen).subquery().c[0])))
    return select(func.count()).select_from(ArticleRow).where(*article_conditions(chosen))


def article_conditions(chosen: Filter) -> list[ColumnElement[bool]]:
    """The conditions on articles alone."""
    out: list[ColumnElement[bool]] = []
    if not chosen.include_old:
        out.append(ArticleRow.is_current.is_(True))
    if chosen.article is not None:
        out.append(or_(ArticleRow.id == chosen.article, ArticleRow.doc_id == chosen.article, holds(ArticleRow.origin, chosen.article)))
    if chosen.outlet is not None:
        out.append(func.lower(ArticleRow.outlet) == chosen.outlet.lower())
    if chosen.byline is not None:
        out.append(holds(ArticleRow.byline, chosen.byline))
    if chosen.since is not None:
        out.append(func.substr(ArticleRow.published, 1, len(chosen.since)) >= chosen.since)
    if chosen.until is not None:
        out.append(func.substr(ArticleRow.published, 1, len(chosen.until)) <= chosen.until)
    return out


def pair_conditions(chosen: Filter) -> list[ColumnElement[bool]]:
    """The conditions on a pair; with any of them, articles without statements no longer pass."""
    if not chosen.of_pairs:
        return []
    out: list[ColumnElement[bool]] = [StatementRow.id.is_not(None), *source_conditions(chosen)]
    if chosen.text is not None:
        out.append(holds(StatementRow.words, chosen.text))
    if chosen.code is not None:
        out.append(_found(chosen.code))
    return out


def has_code(code: str) -> ColumnElement[bool]:
    """Findings with that code, which is stored in capitals."""
    return FindingRow.code == code.upper()


def _found(code: str) -> ColumnElement[bool]:
    """That a pair's statement, its source as such, or its whole article has such a finding."""
    ids = select(FindingRow.article_id, FindingRow.statement_id, FindingRow.source_id).where(has_code(code)).subquery()
    article, statement, source = ids.c
    of_statement = tuple_(StatementRow.article_id, StatementRow.id).in_(select(article, statement).where(statement.is_not(None)))
    of_source = tuple_(SourceRow.article_id, SourceRow.id).in_(
        select(article, source).where(statement.is_(None), source.is_not(None))
    )
    of_article = StatementRow.article_id.in_(select(article).where(statement.is_(None), source.is_(None)))
    return and_(ArticleRow.id.in_(select(article)), or_(of_statement, of_source, of_article))


def source_conditions(chosen: Filter) -> list[ColumnElement[bool]]:
    """The conditions on a pair that are on its source alone."""
    out: list[ColumnElement[bool]] = []
    if chosen.source_type is not None:
        kind = None if chosen.source_type == NO_TYPE else chosen.source_type
        out.append(SourceRow.source_type.is_not_distinct_from(kind))
    if chosen.official is not None:
        out.append(SourceRow.official.is_(chosen.official))
    if chosen.status is not None:
        out.append(SourceRow.anonymity_status == chosen.status)
    if chosen.source is not None:
        out.append(SourceRow.label.in_(_labels_with(chosen.source)))
    return out


def _labels_with(part: str) -> Select[str]:
    """The labels that hold ``part``. They repeat, so each is looked at once; the limit, which nothing reaches, keeps a database from
    looking at each source's instead, as it may where it sees that the result is the same."""
    every = select(aliased(SourceRow).label.label("label")).distinct().limit(2**62).subquery()
    return select(every.c.label).where(holds(every.c.label, part))


def chosen_articles(chosen: Filter) -> list[ColumnElement[bool]]:
    """Conditions on ``ArticleRow``: its own, and that at least one pair passes."""
    out = article_conditions(chosen)
    if chosen.of_pairs and counts_do(chosen):
        out.append(ArticleRow.id.in_(passing_articles(chosen)))
    elif chosen.of_pairs:
        ids = select(ArticleRow.id).select_from(pairs_from(chosen)).where(*article_conditions(chosen), *pair_conditions(chosen))
        out.append(ArticleRow.id.in_(ids))
    return out


class holds(ColumnElement[bool]):
    """Whether the column has ``part`` somewhere, whatever the case of letters."""

    inherit_cache = True
    _traverse_internals = [("plain", InternalTraversal.dp_clauseelement), ("lowered", InternalTraversal.dp_clauseelement)]  # noqa: RUF012
    type = Boolean()

    def __init__(self, column: Text, part: str) -> None:
        low = part.lower()
        self.lowered = func.lower(column).contains(low, autoescape=True)
        self.plain = self.lowered
        if low.isascii():
            # SQLite's own LIKE knows the case of ASCII, and needs no call of ours for words in it
            self.plain = or_(column.contains(low, autoescape=True), and_(column.op("GLOB")("*[^ -~]*"), self.lowered))


@compiles(holds)
def _lowered(element: holds, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.lowered.self_group(), **options))


@compiles(holds, "sqlite")
def _plain(element: holds, compiler: Any, **options: Any) -> str:
    return f"({compiler.process(element.plain, **options)})"
