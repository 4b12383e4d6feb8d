"""What reports count, counted by the database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    distinct,
    func,
    literal,
    select,
    true,
    tuple_,
)

from audit.domain.finding import Severity
from audit.domain.review import Judgement
from audit.domain.source import AnonymityStatus, Identity, Kind, ReasonClass, SourceType
from audit.domain.totals import TYPES, FindingCount, Group, SourceTotal, Totals, Type
from audit.errors import ConfigError
from audit.store.engine import reading
from audit.store.filter import Filter
from audit.store.review_rows import ReviewPlaceRow, ReviewRow
from audit.store.rows import ArticleRow, FindingRow, SourceRow, StatementRow, StatementSourceRow, TallyRow
from audit.store.where import (
    article_conditions,
    chosen_articles,
    counts_do,
    current_only,
    has_code,
    number_of_articles,
    of_articles,
    orphans_pass,
    pair_conditions,
    pairs_from,
    passing,
    passing_articles,
    said,
    source_conditions,
    sources_from,
    tallied,
    tallies_from,
)

Key = Literal["outlet", "byline", "month", "source", "section"]
KEYS: tuple[str, ...] = get_args(Key)


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
    return Totals(articles, statements, sources, pairs, types, cross, identities, anonymity, reasons, kinds)


_AXES = (
    SourceRow.source_type,
    SourceRow.official,
    SourceRow.identity,
    SourceRow.anonymity_status,
    SourceRow.reason_class,
    SourceRow.kind,
)


def _stored(connection: Connection, chosen: Filter) -> tuple[int, int, int, list[Any]]:
    """Articles, statements, sources, and pairs by the axes of their sources, from the counts that are stored."""
    table, conditions = sources_from(chosen)
    counts = (func.sum(said(chosen)).label("pairs"), func.count().label("sources"))
    rows: list[Any] = list(connection.execute(select(*_AXES, *counts).select_from(table).where(*conditions).group_by(*_AXES)))
    sources = sum(row.sources for row in rows)
    table, conditions = tallied(chosen)
    sums = select(func.coalesce(func.sum(TallyRow.statements), 0), func.coalesce(func.sum(TallyRow.orphans), 0))
    statements, orphans = connection.execute(sums.select_from(table).where(*conditions)).one()
    if orphans and orphans_pass(chosen):
        rows.append(_Orphans(int(orphans)))
    if chosen.of_pairs:
        statements = sum(row.pairs for row in rows) - sum(_twice(connection, chosen, literal(0).label("all"), "all").values())
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


def _twice(connection: Connection, chosen: Filter, name: ColumnElement[Any], of: Literal["all", "article", "source"]) -> dict[Any, int]:
    """By ``name``, how many pairs that pass are a further source of a statement of which another one passes too.

    Few statements have more than one source, and those are found by an index. ``of`` says what ``name`` is a column of.
    """
    joint = select(StatementSourceRow.article_id, StatementSourceRow.statement_id).where(StatementSourceRow.position == 1)
    keys = (StatementSourceRow.article_id, StatementSourceRow.statement_id)
    table = StatementSourceRow.__table__.join(
        SourceRow.__table__, and_(SourceRow.article_id == StatementSourceRow.article_id, SourceRow.id == StatementSourceRow.source_id)
    ).join(
        StatementRow.__table__,
        and_(StatementRow.article_id == StatementSourceRow.article_id, StatementRow.id == StatementSourceRow.statement_id),
    )
    conditions = [tuple_(*keys).in_(joint), *passing(StatementSourceRow.article_id, chosen)]
    if chosen.scope == "statements":
        conditions.append(StatementRow.scope == "statement")
    # what is asked of the source stands in the sum: as a condition, it would be looked for in all sources
    both = func.sum(case((and_(true(), *source_conditions(chosen)), 1), else_=0))
    apart = (name.label("name"), *keys) if of == "source" else keys
    each = select(*apart, (both - 1).label("more")).select_from(table).where(*conditions).group_by(*apart).having(both > 1).subquery()
    # articles are joined to what was found: before it, they would all be read
    found = each.join(ArticleRow, ArticleRow.id == each.c.article_id) if of == "article" else each
    column = each.c.name if of == "source" else name
    rows = connection.execute(select(column, func.sum(each.c.more)).select_from(found).group_by(column))
    return {row[0]: int(row[1]) for row in rows}


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
    with reading(engine) as connection:
        rows = (_stored_by if counts_do(chosen) else _counted_by)(connection, chosen, columns[key], key)
    none_last = [row for row in rows if row.name is not None]
    if key == "month":
        none_last.sort(key=lambda row: row.name)
    else:
        none_last.sort(key=lambda row: (-row.pairs, row.name))
    rows = [*none_last, *(row for row in rows if row.name is None)]
    out = []
    for row in rows:
        types: dict[Type, int] = {kind: int(getattr(row, kind.value) or 0) for kind in SourceType}
        types[None] = int(row.pairs or 0) - sum(types.values())
        out.append(Group(row.name, row.articles, int(row.statements or 0), int(row.pairs or 0), types))
    return out


def _counted_by(connection: Connection, chosen: Filter, column: Any, key: Key) -> list[Any]:
    """Groups, counted pair by pair."""
    name = column.label("name")
    conditions = [*article_conditions(chosen), *pair_conditions(chosen)]
    if key == "source":
        conditions.append(StatementRow.id.is_not(None))
    query = select(
        name,
        func.count(distinct(ArticleRow.id)).label("articles"),
        func.count(distinct(StatementRow.article_id + ":" + StatementRow.id)).label("statements"),
        func.count(StatementRow.id).label("pairs"),
        *(func.sum(case((SourceRow.source_type == kind.value, 1), else_=0)).label(kind.value) for kind in SourceType),
    )
    return list(connection.execute(query.select_from(pairs_from(chosen)).where(*conditions).group_by(name)))


@dataclass(frozen=True, slots=True)
class _Row:
    name: str | None
    articles: int
    statements: int
    pairs: int
    named: int = 0
    official: int = 0
    anonymous: int = 0


def _stored_by(connection: Connection, chosen: Filter, column: Any, key: Key) -> list[Any]:
    """Groups, from the counts that are stored."""
    name = column.label("name")
    once = chosen.scope == "statements"  # an article has one row of counts in one scope
    articles = (func.count(ArticleRow.id) if once else func.count(distinct(ArticleRow.id))).label("articles")
    if key != "source" and not chosen.of_pairs:
        parts = [getattr(TallyRow, part) for part in ("statements", "pairs", *SourceType)]
        sums = [func.coalesce(func.sum(part), 0).label(part.key) for part in parts]
        query = select(name, articles, *sums).select_from(tallies_from(chosen)).where(*article_conditions(chosen)).group_by(name)
        return list(connection.execute(query))
    weight = said(chosen)
    table, conditions = sources_from(chosen, with_articles=key != "source")
    kinds = [func.sum(case((SourceRow.source_type == kind.value, weight), else_=0)).label(kind.value) for kind in SourceType]
    found = select(name, func.count(distinct(SourceRow.article_id)).label("articles"), func.sum(weight).label("pairs"), *kinds)
    twice = _twice(connection, chosen, column, "source" if key == "source" else "article")
    rows = {
        row.name: _Row(row.name, row.articles, row.pairs - twice.get(row.name, 0), row.pairs, row.named, row.official, row.anonymous)
        for row in connection.execute(found.select_from(table).where(*conditions).group_by(name))
    }
    if orphans_pass(chosen):
        alone = literal(None).label("name") if key == "source" else name
        query = select(alone, articles, func.sum(TallyRow.orphans).label("pairs"))
        query = query.select_from(tallies_from(chosen)).where(*article_conditions(chosen), TallyRow.orphans > 0).group_by(alone)
        for row in connection.execute(query).all():
            had = rows.get(row.name)
            both = row.articles if had is None else _articles_of(connection, chosen, column, row.name)
            had = had or _Row(row.name, 0, 0, 0)
            rows[row.name] = replace(had, articles=both, statements=had.statements + row.pairs, pairs=had.pairs + row.pairs)
    return list(rows.values())


def _articles_of(connection: Connection, chosen: Filter, column: Any, name: str | None) -> int:
    """How many articles of one group pass by a source or by a statement without one."""
    ids = passing_articles(chosen).subquery()
    query = select(func.count()).select_from(ArticleRow).where(ArticleRow.id.in_(select(ids)), column.is_not_distinct_from(name))
    return connection.scalar(query) or 0


def worst_sources(engine: Engine, chosen: Filter | None = None, limit: int = 20) -> list[SourceTotal]:
    """Sources, those that a reader can hold least to their words first, then those with most statements. Raises ``StoreError``.

    Ranks: anonymous and undisclosed 0 without a reason, 1 with one; anonymous and disclosed 2 without a reason, 3 with a formula, 4 with
    a reason that informs; 5 no type; 6 named in part; 7 the rest.
    """
    chosen = chosen or Filter()
    with reading(engine) as connection:
        rows: list[Any] = []
        for rank, condition in enumerate(_ranks()):
            if len(rows) < limit:
                rows += connection.execute(_ranked(chosen, condition, limit - len(rows)), {"rank": rank})
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
            for row in rows
        ]


def _ranks() -> tuple[ColumnElement[bool], ...]:
    """The conditions of the ranks, worst first; a source meets one of them."""
    anonymous = SourceRow.source_type == SourceType.ANONYMOUS.value
    other = SourceRow.source_type.in_((SourceType.NAMED.value, SourceType.OFFICIAL.value))
    told = (AnonymityStatus.DISCLOSED.value, AnonymityStatus.BLANKET.value)
    disclosed, hidden = SourceRow.anonymity_status.in_(told), SourceRow.anonymity_status.not_in(told)
    none, formula = ReasonClass.NONE.value, ReasonClass.BOILERPLATE.value
    partial = SourceRow.identity == Identity.PARTIAL.value
    return (
        and_(anonymous, hidden, SourceRow.reason_class == none),
        and_(anonymous, hidden, SourceRow.reason_class != none),
        and_(anonymous, disclosed, SourceRow.reason_class == none),
        and_(anonymous, disclosed, SourceRow.reason_class == formula),
        and_(anonymous, disclosed, SourceRow.reason_class.not_in((none, formula))),
        SourceRow.source_type.is_(None),
        and_(other, partial),
        and_(other, ~partial),
    )


def _ranked(chosen: Filter, condition: ColumnElement[bool], limit: int) -> Select[Any]:
    """The sources of one rank that pass, those with most statements first."""
    keys = (SourceRow.article_id, SourceRow.id)
    if counts_do(chosen):
        table, conditions = sources_from(chosen)
        statements = said(chosen).label("statements")
        first = select(statements, *keys).select_from(table).where(condition, *conditions)
    else:
        statements = func.count(distinct(StatementRow.id)).label("statements")
        conditions = [condition, *article_conditions(chosen), *pair_conditions(chosen), SourceRow.id.is_not(None)]
        first = select(statements, *keys).select_from(pairs_from(chosen)).where(*conditions).group_by(ArticleRow.id, *keys)
    worst = first.order_by(statements.desc(), SourceRow.label, *keys).limit(limit).subquery()
    mine = and_(SourceRow.article_id == worst.c.article_id, SourceRow.id == worst.c.id)
    return (
        select(
            bindparam("rank", type_=Integer).label("rank"),
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
        .order_by(worst.c.statements.desc(), SourceRow.label, *keys)
    )


def finding_counts(engine: Engine, chosen: Filter | None = None) -> list[FindingCount]:
    """How often each code was found in the articles that pass (of ``code`` only, where the filter has one), by code. ``StoreError``."""
    chosen = chosen or Filter()
    conditions: list[ColumnElement[bool]]
    if chosen.of_pairs and counts_do(chosen):
        conditions = [FindingRow.article_id.in_(passing_articles(chosen))]
    elif chosen.of_pairs or of_articles(chosen):
        conditions = [FindingRow.article_id.in_(select(ArticleRow.id).where(*chosen_articles(chosen)))]
    else:
        conditions = current_only(FindingRow.article_id, chosen)
    if chosen.code is not None:
        conditions.append(has_code(chosen.code))
    axes = (FindingRow.code, FindingRow.severity)
    one = select(*axes, func.count().label("findings")).where(*conditions).group_by(*axes, FindingRow.article_id).subquery()
    counted = select(one.c.code, one.c.severity, func.sum(one.c.findings).label("findings"), func.count().label("articles"))
    newest = (
        select(ReviewPlaceRow.article_id, ReviewPlaceRow.target_id, func.max(ReviewRow.id).label("id"))
        .join(ReviewRow, ReviewPlaceRow.review_id == ReviewRow.id)
        .where(ReviewRow.subject == "finding", ReviewRow.withdrawn_at.is_(None))
        .group_by(ReviewPlaceRow.article_id, ReviewPlaceRow.target_id)
        .subquery()
    )
    judged = (
        select(*axes, func.count().label("findings"))
        .select_from(newest)
        .join(ReviewRow, ReviewRow.id == newest.c.id)
        .join(FindingRow, and_(FindingRow.fingerprint == newest.c.target_id, FindingRow.article_id == newest.c.article_id))
        .where(ReviewRow.judgement.in_((Judgement.WAIVED.value, Judgement.DISMISSED.value)), *conditions)
        .group_by(*axes)
    )
    with reading(engine) as connection:
        signed_off = {(row.code, row.severity): row.findings for row in connection.execute(judged)}
        rows = connection.execute(counted.group_by(one.c.code, one.c.severity).order_by(one.c.code, one.c.severity))
        return [
            FindingCount(row.code, Severity(row.severity), int(row.findings), row.articles, signed_off.get((row.code, row.severity), 0))
            for row in rows
        ]


def _type(stored: str | None) -> Type:
    return SourceType(stored) if stored is not None else None
