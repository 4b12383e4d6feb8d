"""Queries on the counts that are stored with an audit, for filters that these answer (``counts_do``). See docs/decisions/0014."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.sql.selectable import FromClause

from audit.domain.source import AnonymityStatus, SourceType
from audit.store.filter import NO_TYPE, Filter
from audit.store.rows import ArticleRow, JointRow, SourceFindingRow, SourceRow, TallyRow
from audit.store.where import (
    ALL,
    article_conditions,
    counts_do,
    most_articles,
    of_articles,
    of_sources,
    pair_conditions,
    pairs_about,
    pairs_from,
    passing,
    source_conditions,
)


def sources_from(chosen: Filter) -> tuple[FromClause, list[ColumnElement[bool]]]:
    """Sources that say something in the filter's scope, and the conditions on them. Only where ``counts_do``.

    Articles are not joined: those that pass are a list of ids, so that their sources are looked up and no others; where nothing is asked
    of articles, the few earlier versions are left out by their ids, and the index of sources is all that is read. It begins with the
    status: with a type alone, all of them are asked for, each with its stretch of that type.
    """
    if chosen.code is not None:
        row = SourceFindingRow
        table = row.__table__.join(SourceRow.__table__, and_(SourceRow.article_id == row.article_id, SourceRow.id == row.source_id))
        conditions = [row.code == chosen.code.upper(), *passing(row.article_id, chosen)]
        return table, [*conditions, *source_conditions(chosen), statement_count(chosen) > 0]
    conditions = [*passing(SourceRow.article_id, chosen), *source_conditions(chosen), statement_count(chosen) > 0]
    looked_up = of_articles(chosen) and not most_articles(chosen)
    if chosen.source_type is not None and chosen.status is None and chosen.source is None and not looked_up:
        conditions.append(SourceRow.anonymity_status.in_([status.value for status in AnonymityStatus]))
    return SourceRow.__table__, conditions


def statement_count(chosen: Filter) -> ColumnElement[int]:
    """How many statements of the filter's scope a source has, or a finding is about."""
    row = SourceRow if chosen.code is None else SourceFindingRow
    return row.statements if chosen.scope == "statements" else row.statements + row.attitudes  # type: ignore[return-value]


def orphans_pass(chosen: Filter) -> bool:
    """Whether statements without a source pass the conditions on sources."""
    return chosen.source_type in (None, NO_TYPE) and chosen.official is None and chosen.status is None and chosen.source is None


def tallied(chosen: Filter) -> tuple[FromClause, list[ColumnElement[bool]]]:
    """What is counted of the articles that pass, and the conditions on it."""
    return TallyRow.__table__, [*_tally(chosen), *passing(TallyRow.article_id, chosen)]


def _tally(chosen: Filter) -> list[ColumnElement[bool]]:
    """That a row of counts is of the scope and the code that are asked for."""
    scope = [TallyRow.scope == "statement"] if chosen.scope == "statements" else []
    return [TallyRow.code == (chosen.code or "").upper(), *scope]


def tallies_from(chosen: Filter) -> FromClause:
    """Articles with what is counted of them in the filter's scope; without a code, those in which nothing is said stay, with nulls."""
    mine = and_(TallyRow.article_id == ArticleRow.id, *_tally(chosen))
    return ArticleRow.__table__.join(TallyRow.__table__, mine, isouter=chosen.code is None)


def _type_alone(chosen: Filter) -> SourceType | None:
    """The source type, where it is all that is asked of pairs: articles have it counted."""
    alone = chosen == replace(chosen, official=None, status=None, source=None, text=None)
    return SourceType(chosen.source_type) if alone and chosen.source_type in tuple(SourceType) else None


def passing_articles(chosen: Filter) -> CompoundSelect[str] | Select[str]:
    """Ids of the articles with a pair that passes, some more than once, from the counts that are stored. Only where ``counts_do``."""
    counted, limits = tallied(chosen)
    if kind := _type_alone(chosen):
        return select(TallyRow.article_id).select_from(counted).where(*limits, getattr(TallyRow, kind) > 0)
    if not of_sources(chosen):
        return select(TallyRow.article_id).select_from(counted).where(*limits, TallyRow.pairs > 0)
    table, conditions = sources_from(chosen)
    ids = select(SourceRow.article_id).select_from(table).where(*conditions)
    if chosen.source is not None:
        return ids.limit(ALL)  # found first, by their labels, instead of looked for in each article
    if not orphans_pass(chosen):
        return ids
    return ids.union_all(select(TallyRow.article_id).select_from(counted).where(*limits, TallyRow.orphans > 0))


def per_article(chosen: Filter) -> Subquery:
    """By ``article_id``, how many ``pairs`` pass, and how many of each type. Only where ``counts_do`` and something is asked of sources."""
    counted, limits = tallied(chosen)
    if kind := _type_alone(chosen):
        once = chosen.scope == "statements"  # an article has one row of counts in one scope
        mine = getattr(TallyRow, kind) if once else func.sum(getattr(TallyRow, kind))
        columns = [mine.label("pairs"), *((mine if one is kind else literal(0)).label(one.value) for one in SourceType)]
        each = select(TallyRow.article_id, *columns).select_from(counted).where(*limits, getattr(TallyRow, kind) > 0)
        return (each if once else each.group_by(TallyRow.article_id)).subquery()
    (table, conditions), weight = sources_from(chosen), statement_count(chosen)
    types = [func.sum(case((SourceRow.source_type == kind.value, weight), else_=0)).label(kind.value) for kind in SourceType]
    each = select(SourceRow.article_id, func.sum(weight).label("pairs"), *types)
    each = each.select_from(table).where(*conditions).group_by(SourceRow.article_id)
    if not orphans_pass(chosen):
        return each.subquery()
    nobody = select(TallyRow.article_id, TallyRow.orphans, *(literal(0) for _ in SourceType))
    both = each.union_all(nobody.select_from(counted).where(*limits, TallyRow.orphans > 0)).subquery()
    sums = [func.sum(column).label(column.name) for column in list(both.c)[1:]]
    return select(both.c.article_id, *sums).group_by(both.c.article_id).subquery()


def with_articles(each: Subquery | CTE, chosen: Filter) -> FromClause:
    """``each``, which has the ids of articles that pass, beside those articles. That they are current is said again: the index that knows
    ids and what reports group by is then taken, and no text is read."""
    mine = ArticleRow.id == each.c.article_id
    return each.join(ArticleRow, mine if chosen.include_old else and_(mine, ArticleRow.is_current.is_(True)))


def number_of_articles(chosen: Filter) -> Select[int]:
    """How many articles pass. Only where ``counts_do``."""
    if chosen.of_pairs:
        ids = passing_articles(chosen).subquery()
        return select(func.count()).select_from(select(ids.c[0]).distinct().subquery())
    return select(func.count()).select_from(ArticleRow).where(*article_conditions(chosen))


def chosen_articles(chosen: Filter) -> list[ColumnElement[bool]]:
    """Conditions on ``ArticleRow``: its own, and that at least one pair passes."""
    out = article_conditions(chosen)
    if chosen.of_pairs and counts_do(chosen):
        out.append(ArticleRow.id.in_(passing_articles(chosen)))
    elif chosen.of_pairs:
        ids = select(ArticleRow.id).select_from(pairs_from(chosen)).where(*article_conditions(chosen), *pair_conditions(chosen))
        out.append(ArticleRow.id.in_(ids))
    return out


def joint_pairs(chosen: Filter, *keys: Any) -> Subquery:
    """By statement, and by ``keys`` of ``JointRow``, how many pairs that pass are there beside the first one, as ``more``."""
    conditions = [*passing(JointRow.article_id, chosen), *source_conditions(chosen, JointRow)]
    if chosen.scope == "statements":
        conditions.append(JointRow.scope == "statement")
    if chosen.code is not None:
        conditions.append(tuple_(JointRow.article_id, JointRow.statement_id, JointRow.source_id).in_(select(*pairs_about(chosen.code).c)))
    each = (JointRow.article_id, JointRow.statement_id, *keys)
    return select(*each, (func.count() - 1).label("more")).where(*conditions).group_by(*each).having(func.count() > 1).subquery()


def namesakes(connection: Connection, chosen: Filter) -> dict[str, int]:
    """By label, how many sources that pass are a further one with that label in an article of which another one passes too."""
    table, conditions = sources_from(chosen)
    each = select(SourceRow.label, (func.count() - 1).label("more")).select_from(table).where(SourceRow.namesake, *conditions)
    found = each.group_by(SourceRow.label, SourceRow.article_id).subquery()
    return {row[0]: int(row[1]) for row in connection.execute(select(found.c.label, func.sum(found.c.more)).group_by(found.c.label))}
