"""What reports count, counted by the database."""

from __future__ import annotations

from typing import Any, Literal, get_args

from sqlalchemy import Engine, and_, case, distinct, func, select

from audit.domain.finding import Severity
from audit.domain.review import Judgement
from audit.domain.source import AnonymityStatus, Identity, Kind, ReasonClass, SourceType
from audit.domain.totals import TYPES, FindingCount, Group, SourceTotal, Totals, Type
from audit.errors import ConfigError
from audit.store.engine import reading
from audit.store.filter import Filter
from audit.store.review_rows import ReviewPlaceRow, ReviewRow
from audit.store.rows import ArticleRow, FindingRow, SourceRow, StatementRow
from audit.store.where import article_conditions, chosen_articles, pair_conditions, pairs_from

Key = Literal["outlet", "byline", "month", "source", "section"]
KEYS: tuple[str, ...] = get_args(Key)


def totals(engine: Engine, chosen: Filter | None = None) -> Totals:
    """Counts over what passes the filter (its ``limit`` does not matter here). Raises ``StoreError``."""
    chosen = chosen or Filter()
    conditions = (*article_conditions(chosen), *pair_conditions(chosen))
    labels = (SourceRow.source_type, SourceRow.official, SourceRow.identity)
    axes = (*labels, SourceRow.anonymity_status, SourceRow.reason_class, SourceRow.kind)
    per_axes = (
        select(*axes, func.count().label("pairs"))
        .select_from(pairs_from(chosen))
        .where(*conditions, StatementRow.id.is_not(None))
        .group_by(*axes)
    )
    per_article = (  # many small sets are told apart faster than one large one
        select(func.count(distinct(StatementRow.id)).label("statements"), func.count(distinct(SourceRow.id)).label("sources"))
        .select_from(pairs_from(chosen))
        .where(*conditions)
        .group_by(ArticleRow.id)
        .subquery()
    )
    whole = select(
        func.count().label("articles"),
        func.coalesce(func.sum(per_article.c.statements), 0).label("statements"),
        func.coalesce(func.sum(per_article.c.sources), 0).label("sources"),
    ).select_from(per_article)
    with reading(engine) as connection:
        counts = connection.execute(whole).one()
        rows = connection.execute(per_axes).all()
    types: dict[Type, int] = dict.fromkeys(TYPES, 0)
    cross = {(kind, official): 0 for kind in TYPES for official in (True, False)}
    identities = {(identity, official): 0 for identity in Identity for official in (True, False)}
    anonymity, reasons, kinds = dict.fromkeys(AnonymityStatus, 0), dict.fromkeys(ReasonClass, 0), dict.fromkeys(Kind, 0)
    for row in rows:
        source_type = _type(row.source_type)
        types[source_type] += row.pairs
        cross[source_type, bool(row.official)] += row.pairs
        if row.kind is not None:
            kinds[Kind(row.kind)] += row.pairs
            identities[Identity(row.identity), row.official] += row.pairs
        if source_type is SourceType.ANONYMOUS:
            anonymity[AnonymityStatus(row.anonymity_status)] += row.pairs
            reasons[ReasonClass(row.reason_class)] += row.pairs
    pairs = sum(types.values())
    return Totals(counts.articles, int(counts.statements), int(counts.sources), pairs, types, cross, identities, anonymity, reasons, kinds)


def by(engine: Engine, chosen: Filter | None, key: Key) -> list[Group]:
    """The counts group by group: months in order, the others with most pairs first, articles that do not say last.

    For ``source`` the group is the printed label over all articles, None being orphan quotations. Raises ``StoreError``, and
    ``ConfigError`` on another key.
    """
    chosen = chosen or Filter()
    columns: dict[str, Any] = {
        "outlet": ArticleRow.outlet,
        "byline": ArticleRow.byline,
        "section": ArticleRow.section,
        "month": func.substr(ArticleRow.published, 1, 7),
        "source": SourceRow.label,
    }
    if key not in columns:
        raise ConfigError(f"cannot group by {key!r}; choose one of: {', '.join(KEYS)}")
    name = columns[key].label("name")
    pairs = func.count(StatementRow.id).label("pairs")
    conditions = [*article_conditions(chosen), *pair_conditions(chosen)]
    if key == "source":
        conditions.append(StatementRow.id.is_not(None))
    query = (
        select(
            name,
            func.count(distinct(ArticleRow.id)).label("articles"),
            func.count(distinct(StatementRow.article_id + ":" + StatementRow.id)).label("statements"),
            pairs,
            *(func.sum(case((SourceRow.source_type == kind.value, 1), else_=0)).label(kind.value) for kind in SourceType),
        )
        .select_from(pairs_from(chosen))
        .where(*conditions)
        .group_by(name)
    )
    order = (name.nulls_last(),) if key == "month" else (name.is_(None), pairs.desc(), name)
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(*order)).all()
    out = []
    for row in rows:
        types: dict[Type, int] = {kind: int(getattr(row, kind.value)) for kind in SourceType}
        types[None] = row.pairs - sum(types.values())
        out.append(Group(row.name, row.articles, row.statements, row.pairs, types))
    return out


def worst_sources(engine: Engine, chosen: Filter | None = None, limit: int = 20) -> list[SourceTotal]:
    """Sources, those that a reader can hold least to their words first, then those with most statements. Raises ``StoreError``.

    Ranks: anonymous and undisclosed 0 without a reason, 1 with one; anonymous and disclosed 2 without a reason, 3 with a formula, 4 with
    a reason that informs; 5 no type; 6 named in part; 7 the rest.
    """
    chosen = chosen or Filter()
    anonymous = SourceRow.source_type == SourceType.ANONYMOUS.value
    disclosed = SourceRow.anonymity_status.in_((AnonymityStatus.DISCLOSED.value, AnonymityStatus.BLANKET.value))
    no_reason = SourceRow.reason_class == ReasonClass.NONE.value
    rank = case(
        (and_(anonymous, ~disclosed, no_reason), 0),
        (and_(anonymous, ~disclosed), 1),
        (and_(anonymous, no_reason), 2),
        (and_(anonymous, SourceRow.reason_class == ReasonClass.BOILERPLATE.value), 3),
        (anonymous, 4),
        (SourceRow.source_type.is_(None), 5),
        (SourceRow.identity == "partial", 6),
        else_=7,
    ).label("rank")
    statements = func.count(distinct(StatementRow.id)).label("statements")
    axes = (
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
    query = (
        select(rank, statements, *axes)
        .select_from(pairs_from(chosen))
        .where(*article_conditions(chosen), *pair_conditions(chosen), SourceRow.id.is_not(None))
        .group_by(ArticleRow.id, SourceRow.article_id, SourceRow.id)  # the keys; all else depends on them
        .order_by(rank, statements.desc(), SourceRow.label, SourceRow.article_id, SourceRow.id)
        .limit(limit)
    )
    with reading(engine) as connection:
        return [
            SourceTotal(
                rank=row.rank,
                article_id=row.article_id,
                doc_id=row.doc_id,
                outlet=row.outlet,
                source_id=row.id,
                label=row.label,
                source_type=_type(row.source_type),
                kind=Kind(row.kind),
                official=row.official,
                status=AnonymityStatus(row.anonymity_status),
                reason_class=ReasonClass(row.reason_class),
                reason=row.reason,
                basis=row.basis,
                statements=row.statements,
            )
            for row in connection.execute(query)
        ]


def finding_counts(engine: Engine, chosen: Filter | None = None) -> list[FindingCount]:
    """How often each code was found in the articles that pass (of ``code`` only, where the filter has one), by code. ``StoreError``."""
    chosen = chosen or Filter()
    conditions = chosen_articles(chosen)
    if chosen.code is not None:
        conditions.append(func.lower(FindingRow.code) == chosen.code.lower())
    last_word = (
        select(ReviewRow.judgement)
        .join(ReviewPlaceRow, ReviewPlaceRow.review_id == ReviewRow.id)
        .where(ReviewPlaceRow.article_id == FindingRow.article_id, ReviewPlaceRow.target_id == FindingRow.fingerprint)
        .where(ReviewRow.subject == "finding", ReviewRow.withdrawn_at.is_(None))
        .order_by(ReviewRow.id.desc())
        .limit(1)
        .correlate(FindingRow)
        .scalar_subquery()
    )
    signed_off = func.sum(case((last_word.in_((Judgement.WAIVED.value, Judgement.DISMISSED.value)), 1), else_=0)).label("signed_off")
    counts = (func.count().label("findings"), func.count(distinct(ArticleRow.id)).label("articles"), signed_off)
    query = (
        select(FindingRow.code, FindingRow.severity, *counts)
        .join(ArticleRow, ArticleRow.id == FindingRow.article_id)
        .where(*conditions)
        .group_by(FindingRow.code, FindingRow.severity)
        .order_by(FindingRow.code, FindingRow.severity)
    )
    with reading(engine) as connection:
        rows = connection.execute(query)
        return [FindingCount(row.code, Severity(row.severity), row.findings, row.articles, int(row.signed_off)) for row in rows]


def _type(stored: str | None) -> Type:
    return SourceType(stored) if stored is not None else None
