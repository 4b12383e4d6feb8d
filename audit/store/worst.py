"""Sources, the least accountable first, ranked by the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Engine,
    Select,
    and_,
    case,
    distinct,
    func,
    literal_column,
    or_,
    select,
    true,
)

from audit.domain.source import DISCLOSED, AnonymityStatus, Identity, Kind, ReasonClass, SourceType
from audit.domain.totals import SourceTotal
from audit.store.engine import reading
from audit.store.filter import NO_TYPE, Filter
from audit.store.rows import ArticleRow, SourceRow, StatementRow
from audit.store.stored_counts import (
    sources_from,
    statement_count,
)
from audit.store.totals import type_of
from audit.store.where import (
    article_conditions,
    counts_do,
    most_labels,
    pair_conditions,
    pairs_from,
)


def worst_sources(engine: Engine, chosen: Filter | None = None, limit: int = 20) -> list[SourceTotal]:
    """Sources, the least accountable first, then those with most statements. Raises ``StoreError``.

    Ranks: anonymous and undisclosed 0 without a reason, 1 with one; anonymous and disclosed 2 without a reason, 3 with a formula, 4 with
    a reason that informs; 5 no type; 6 named in part; 7 the rest.
    """
    chosen = chosen or Filter()
    with reading(engine) as connection:
        rows: list[Any] = []
        ranks = _ranks(chosen)
        few = (chosen.source is not None and not most_labels(chosen)) or chosen.code is not None or not counts_do(chosen)
        for some in [ranks] if few else [{rank: condition} for rank, condition in ranks.items()]:
            if len(rows) < limit:
                rows += connection.execute(_ranked(chosen, some, limit - len(rows)))
        return [
            SourceTotal(
                rank=row.rank,
                article_id=row.article_id,
                doc_id=row.doc_id,
                outlet=row.outlet,
                source_id=row.id,
                label=row.label,
                source_type=type_of(row.source_type),
                kind=Kind(row.kind),
                official=row.official,
                status=AnonymityStatus(row.anonymity_status),
                reason_class=ReasonClass(row.reason_class),
                reason=row.reason,
                basis=row.basis,
                statements=row.statements,
            )
            for row in rows
        ]


def _ranks(chosen: Filter) -> dict[int, ColumnElement[bool]]:
    """The conditions of the ranks that can be, worst first; a source meets one of them."""
    told = {*DISCLOSED}
    none, formula = (SourceRow.reason_class == one.value for one in (ReasonClass.NONE, ReasonClass.BOILERPLATE))
    anonymous, other = {SourceType.ANONYMOUS}, {SourceType.NAMED, SourceType.OFFICIAL}
    partial = SourceRow.identity == Identity.PARTIAL.value
    ranks: tuple[tuple[set[SourceType], set[AnonymityStatus], ColumnElement[bool]], ...] = (
        (anonymous, {*AnonymityStatus} - told, none),
        (anonymous, {*AnonymityStatus} - told, ~none),
        (anonymous, told, none),
        (anonymous, told, formula),
        (anonymous, told, and_(~none, ~formula)),
        (set(), {*AnonymityStatus}, true()),
        (other, {*AnonymityStatus}, partial),
        (other, {*AnonymityStatus}, ~partial),
    )
    return {
        rank: and_(
            SourceRow.source_type.in_(sorted(types)) if types else SourceRow.source_type.is_(None),
            SourceRow.anonymity_status.in_(sorted(statuses)),  # one by one, each a stretch of the index
            condition,
        )
        for rank, (types, statuses, condition) in enumerate(ranks)
        if chosen.source_type in (None, *(types or (NO_TYPE,))) and chosen.status in (None, *statuses)
    }


def _ranked(chosen: Filter, ranks: dict[int, ColumnElement[bool]], limit: int) -> Select[Any]:
    """The sources of some ranks that pass, worst first, then those with most statements.

    Rank by rank, hardly anything is read but the worst; where few pass, one look at those is enough.
    """
    keys = (SourceRow.article_id, SourceRow.id)
    rank = case(*((condition, literal_column(str(number))) for number, condition in ranks.items())).label("rank")
    condition = or_(*ranks.values())
    if counts_do(chosen):
        table, conditions = sources_from(chosen)
        statements = statement_count(chosen).label("statements")
        first = select(rank, statements, *keys).select_from(table).where(condition, *conditions)
    else:
        statements = func.count(distinct(StatementRow.id)).label("statements")
        conditions = [condition, *article_conditions(chosen), *pair_conditions(chosen), SourceRow.id.is_not(None)]
        first = select(rank, statements, *keys).select_from(pairs_from(chosen)).where(*conditions).group_by(ArticleRow.id, *keys)
    worst = first.order_by(rank, statements.desc(), SourceRow.label, *keys).limit(limit).subquery()
    mine = and_(SourceRow.article_id == worst.c.article_id, SourceRow.id == worst.c.id)
    return (
        select(
            worst.c.rank,
            worst.c.statements,
            ArticleRow.doc_id,
            ArticleRow.outlet,
            SourceRow.article_id,
            SourceRow.id,
            SourceRow.label,
            SourceRow.source_type,
            SourceRow.kind,
            SourceRow.official,
            SourceRow.anonymity_status,
            SourceRow.reason_class,
            SourceRow.reason,
            SourceRow.basis,
            SourceRow.identity,
        )
        .select_from(worst)
        .join(SourceRow, mine)
        .join(ArticleRow, ArticleRow.id == SourceRow.article_id)
        .order_by(worst.c.rank, worst.c.statements.desc(), SourceRow.label, *keys)
    )
