"""A filter as SQL conditions. Kept to the same meaning as ``Filter.pairs`` by a property test."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.selectable import FromClause

from audit.store.filter import NO_TYPE, Filter
from audit.store.rows import ArticleRow, FindingRow, SourceRow, StatementRow, StatementSourceRow

Text = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]


def pairs_from(chosen: Filter) -> FromClause:
    """Articles with their statements and sources; articles without statements and statements without sources stay, with nulls."""
    mine = StatementRow.article_id == ArticleRow.id
    if chosen.scope == "statements":
        mine = and_(mine, StatementRow.scope == "statement")
    link = and_(StatementSourceRow.article_id == StatementRow.article_id, StatementSourceRow.statement_id == StatementRow.id)
    source = and_(SourceRow.article_id == StatementSourceRow.article_id, SourceRow.id == StatementSourceRow.source_id)
    tables = ArticleRow.__table__.outerjoin(StatementRow.__table__, mine)
    return tables.outerjoin(StatementSourceRow.__table__, link).outerjoin(SourceRow.__table__, source)


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
    out: list[ColumnElement[bool]] = [StatementRow.id.is_not(None)]
    if chosen.source_type is not None:
        kind = None if chosen.source_type == NO_TYPE else chosen.source_type
        out.append(SourceRow.source_type.is_not_distinct_from(kind))
    if chosen.official is not None:
        out.append(SourceRow.official.is_(chosen.official))
    if chosen.status is not None:
        out.append(SourceRow.anonymity_status == chosen.status)
    if chosen.source is not None:
        out.append(holds(SourceRow.label, chosen.source))
    if chosen.text is not None:
        out.append(holds(StatementRow.words, chosen.text))
    if chosen.code is not None:
        about = or_(
            FindingRow.statement_id == StatementRow.id,
            and_(FindingRow.statement_id.is_(None), or_(FindingRow.source_id.is_(None), FindingRow.source_id == SourceRow.id)),
        )
        same = and_(FindingRow.article_id == StatementRow.article_id, func.lower(FindingRow.code) == chosen.code.lower())
        out.append(exists().where(same, about).correlate(StatementRow, SourceRow))
    return out


def chosen_articles(chosen: Filter) -> list[ColumnElement[bool]]:
    """Conditions on ``ArticleRow``: its own, and that at least one pair passes."""
    out = article_conditions(chosen)
    if chosen.of_pairs:
        ids = select(ArticleRow.id).select_from(pairs_from(chosen)).where(*article_conditions(chosen), *pair_conditions(chosen))
        out.append(ArticleRow.id.in_(ids))
    return out


def holds(column: Text, part: str) -> ColumnElement[bool]:
    """Whether the column has ``part`` somewhere, whatever the case of letters."""
    return func.lower(column).contains(part.lower(), autoescape=True)
