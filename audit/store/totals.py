"""Totals over what passes a filter, counted by the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    distinct,
    func,
    select,
)

from audit.domain.source import AnonymityStatus, Identity, Kind, ReasonClass, SourceType
from audit.domain.totals import TYPES, Totals, Type
from audit.store.engine import reading
from audit.store.filter import Filter
from audit.store.rows import ArticleRow, SourceRow, StatementRow, TallyRow
from audit.store.stored_counts import (
    joint_pairs,
    number_of_articles,
    orphans_pass,
    sources_from,
    statement_count,
    tallied,
)
from audit.store.where import (
    article_conditions,
    counts_do,
    of_sources,
    pair_conditions,
    pairs_from,
)


def totals(engine: Engine, chosen: Filter | None = None) -> Totals:
    """Counts over what passes the filter (its ``limit`` does not matter here). Raises ``StoreError``."""
    chosen = chosen or Filter()
    with reading(engine) as connection:
        articles, statements, sources, rows = (_stored if counts_do(chosen) else _counted)(connection, chosen)
    types: dict[Type, int] = dict.fromkeys(TYPES, 0)
    cross = {(kind, official): 0 for kind in TYPES for official in (True, False)}
    identities = {(identity, official): 0 for identity in Identity for official in (True, False)}
    anonymity, reasons, kinds = dict.fromkeys(AnonymityStatus, 0), dict.fromkeys(ReasonClass, 0), dict.fromkeys(Kind, 0)
    for row in rows:
        source_type = type_of(row.source_type)
        types[source_type] += row.pairs
        cross[source_type, bool(row.official)] += row.pairs
        if row.kind is not None:
            kinds[Kind(row.kind)] += row.pairs
            identities[Identity(row.identity), row.official] += row.pairs
        if source_type is SourceType.ANONYMOUS:
            anonymity[AnonymityStatus(row.anonymity_status)] += row.pairs
            reasons[ReasonClass(row.reason_class)] += row.pairs
    pairs = sum(types.values())
    return Totals(
        articles=articles,
        statements=statements,
        sources=sources,
        pairs=pairs,
        types=types,
        cross=cross,
        identities=identities,
        anonymity=anonymity,
        reasons=reasons,
        kinds=kinds,
    )


_AXES = (
    SourceRow.anonymity_status,
    SourceRow.source_type,
    SourceRow.official,
    SourceRow.identity,
    SourceRow.reason_class,
    SourceRow.kind,
)
"""In the order of their index, so that equal ones follow each other."""


def _stored(connection: Connection, chosen: Filter) -> tuple[int, int, int, list[Any]]:
    """Articles, statements, sources, and pairs by the axes of their sources, from the counts that are stored."""
    table, conditions = sources_from(chosen)
    counts = (func.sum(statement_count(chosen)).label("pairs"), func.count().label("sources"))
    rows: list[Any] = list(connection.execute(select(*_AXES, *counts).select_from(table).where(*conditions).group_by(*_AXES)))
    sources = sum(row.sources for row in rows)
    table, conditions = tallied(chosen)
    sums = select(func.coalesce(func.sum(TallyRow.statements), 0), func.coalesce(func.sum(TallyRow.orphans), 0))
    statements, orphans = connection.execute(sums.select_from(table).where(*conditions)).one()
    if orphans and orphans_pass(chosen):
        rows.append(_Orphans(int(orphans)))
    if of_sources(chosen):
        more = connection.scalar(select(func.sum(joint_pairs(chosen).c.more))) or 0
        statements = sum(row.pairs for row in rows) - int(more)
    articles = connection.scalar(number_of_articles(chosen)) or 0
    return articles, int(statements), sources, rows


@dataclass(frozen=True, slots=True)
class _Orphans:
    """The row of the statements without a source: no axis has a value."""

    pairs: int
    source_type: str | None = None
    official: bool | None = None
    identity: str | None = None
    anonymity_status: str | None = None
    reason_class: str | None = None
    kind: str | None = None


def _counted(connection: Connection, chosen: Filter) -> tuple[int, int, int, list[Any]]:
    """The same, counted pair by pair."""
    conditions = (*article_conditions(chosen), *pair_conditions(chosen))
    per_axes = (
        select(*_AXES, func.count().label("pairs"))
        .select_from(pairs_from(chosen))
        .where(*conditions, StatementRow.id.is_not(None))
        .group_by(*_AXES)
    )
    per_article = (  # many small sets are told apart faster than one large one
        select(func.count(distinct(StatementRow.id)).label("statements"), func.count(distinct(SourceRow.id)).label("sources"))
        .select_from(pairs_from(chosen))
        .where(*conditions)
        .group_by(ArticleRow.id)
        .subquery()
    )
    whole = select(
        func.count(),
        func.coalesce(func.sum(per_article.c.statements), 0),
        func.coalesce(func.sum(per_article.c.sources), 0),
    ).select_from(per_article)
    articles, statements, sources = connection.execute(whole).one()
    return articles, int(statements), int(sources), list(connection.execute(per_axes))


def type_of(stored: str | None) -> Type:
    return SourceType(stored) if stored is not None else None
