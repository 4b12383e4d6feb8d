"""What reports count, counted by the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    Subquery,
    and_,
    case,
    distinct,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.sql.selectable import FromClause

from audit.domain.finding import Severity
from audit.domain.review import Judgement
from audit.domain.source import DISCLOSED, AnonymityStatus, Identity, Kind, ReasonClass, SourceType
from audit.domain.totals import TYPES, FindingCount, Group, SourceTotal, Totals, Type
from audit.errors import ConfigError
from audit.store.engine import reading
from audit.store.filter import NO_TYPE, Filter
from audit.store.review_rows import ReviewPlaceRow, ReviewRow
from audit.store.rows import ArticleRow, FindingRow, JointRow, SourceRow, StatementRow, TallyRow
from audit.store.where import (
    article_conditions,
    chosen_articles,
    counts_do,
    has_code,
    most_labels,
    number_of_articles,
    of_sources,
    orphans_pass,
    pair_conditions,
    pairs_about,
    pairs_from,
    passing,
    passing_articles,
    per_article,
    source_conditions,
    sources_from,
    statement_count,
    tallied,
    tallies_from,
    with_articles,
)

Key = Literal["outlet", "byline", "month", "source", "section"]
KEYS: tuple[Key, ...] = get_args(Key)


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
        more = connection.scalar(select(func.sum(_twice(chosen).c.more))) or 0
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


def _twice(chosen: Filter, *keys: Any) -> Subquery:
    """By statement, and by ``keys`` of ``JointRow``, how many pairs that pass are there beside the first one, as ``more``."""
    conditions = [*passing(JointRow.article_id, chosen), *source_conditions(chosen, JointRow)]
    if chosen.scope == "statements":
        conditions.append(JointRow.scope == "statement")
    if chosen.code is not None:
        conditions.append(tuple_(JointRow.article_id, JointRow.statement_id, JointRow.source_id).in_(select(*pairs_about(chosen.code).c)))
    each = (JointRow.article_id, JointRow.statement_id, *keys)
    return select(*each, (func.count() - 1).label("more")).where(*conditions).group_by(*each).having(func.count() > 1).subquery()


def _namesakes(connection: Connection, chosen: Filter) -> dict[str, int]:
    """By label, how many sources that pass are a further one with that label in an article of which another one passes too."""
    table, conditions = sources_from(chosen)
    each = select(SourceRow.label, (func.count() - 1).label("more")).select_from(table).where(SourceRow.namesake, *conditions)
    found = each.group_by(SourceRow.label, SourceRow.article_id).subquery()
    return {row[0]: int(row[1]) for row in connection.execute(select(found.c.label, func.sum(found.c.more)).group_by(found.c.label))}


def by(engine: Engine, chosen: Filter | None, key: Key) -> list[Group]:
    """The counts group by group: months in order, the others with most pairs first, articles that do not say last.

    For ``source`` the group is the printed label over all articles, None being orphan quotations. Raises ``StoreError``, and
    ``ConfigError`` on another key.
    """
    return by_each(engine, chosen, (key,))[key]


def by_each(engine: Engine, chosen: Filter | None, keys: Sequence[Key]) -> dict[str, list[Group]]:
    """The same for several keys, which takes less than one after the other."""
    chosen = chosen or Filter()
    for key in keys:
        if key not in _COLUMNS:
            raise ConfigError(f"cannot group by {key!r}; choose one of: {', '.join(KEYS)}")
    with reading(engine) as connection:
        found = (_stored_by if counts_do(chosen) else _counted_by)(connection, chosen, keys)
    return {key: _groups(key, found[key]) for key in keys}


_COLUMNS: dict[str, Any] = {
    "outlet": ArticleRow.outlet,
    "byline": ArticleRow.byline,
    "section": ArticleRow.section,
    "month": func.substr(ArticleRow.published, 1, 7),
    "source": SourceRow.label,
}


def _groups(key: Key, rows: list[Any]) -> list[Group]:
    none_last = [row for row in rows if row.name is not None]
    if key == "month":
        none_last.sort(key=lambda row: row.name)
    else:
        none_last.sort(key=lambda row: (-row.pairs, row.name))
    out = []
    for row in (*none_last, *(row for row in rows if row.name is None)):
        types: dict[Type, int] = {kind: int(getattr(row, kind.value) or 0) for kind in SourceType}
        types[None] = int(row.pairs or 0) - sum(types.values())
        out.append(Group(row.name, row.articles, int(row.statements or 0), int(row.pairs or 0), types))
    return out


def _counted_by(connection: Connection, chosen: Filter, keys: Sequence[Key]) -> dict[str, list[Any]]:
    """Groups, counted pair by pair."""
    out: dict[str, list[Any]] = {}
    for key in keys:
        conditions = [*article_conditions(chosen), *pair_conditions(chosen)]
        if key == "source":
            conditions.append(StatementRow.id.is_not(None))
        query = select(
            name := _COLUMNS[key].label("name"),
            func.count(distinct(ArticleRow.id)).label("articles"),
            func.count(distinct(StatementRow.article_id + ":" + StatementRow.id)).label("statements"),
            func.count(StatementRow.id).label("pairs"),
            *(func.sum(case((SourceRow.source_type == kind.value, 1), else_=0)).label(kind.value) for kind in SourceType),
        )
        out[key] = list(connection.execute(query.select_from(pairs_from(chosen)).where(*conditions).group_by(name)))
    return out


def _stored_by(connection: Connection, chosen: Filter, keys: Sequence[Key]) -> dict[str, list[Any]]:
    """Groups, from the counts that are stored."""
    out: dict[str, list[Any]] = {key: _stored_by_label(connection, chosen) for key in keys if key == "source"}
    ours = [key for key in keys if key != "source"]
    if of_sources(chosen):
        return out | _stored_by_articles(connection, chosen, ours)
    for key in ours:
        name = _COLUMNS[key].label("name")
        once = chosen.scope == "statements"  # an article has one row of counts in one scope
        articles = (func.count(ArticleRow.id) if once else func.count(distinct(ArticleRow.id))).label("articles")
        parts = [getattr(TallyRow, part) for part in ("statements", "pairs", *SourceType)]
        sums = [func.coalesce(func.sum(part), 0).label(part.key) for part in parts]
        query = select(name, articles, *sums).select_from(tallies_from(chosen)).where(*article_conditions(chosen)).group_by(name)
        out[key] = list(connection.execute(query))
    return out


def _stored_by_articles(connection: Connection, chosen: Filter, keys: Sequence[Key]) -> dict[str, list[Any]]:
    """The same where something is asked of sources: those of each article are added up once for all ``keys``."""
    if not keys:
        return {}
    each, twice = select(per_article(chosen)).cte("each"), select(_twice(chosen)).cte("twice")
    sums = [func.sum(part).label(part.name) for part in list(each.c)[1:]]
    more = _by_articles(connection, keys, with_articles(twice, chosen), [func.sum(twice.c.more).label("more")])
    beside = {(row.key, row.name): int(row.more) for row in more}
    rows = _by_articles(connection, keys, with_articles(each, chosen), [func.count().label("articles"), *sums])
    return {key: [_row(row, twice=beside.get((key, row.name), 0)) for row in rows if row.key == key] for key in keys}


def _by_articles(connection: Connection, keys: Sequence[Key], table: FromClause, sums: Sequence[Any]) -> list[Any]:
    """``sums`` over ``table``, group by group for each of ``keys``; what ``table`` is made of is looked for once."""
    columns: list[tuple[Any, Any]] = [(literal_column(f"'{key}'").label("key"), _COLUMNS[key].label("name")) for key in keys]
    queries = [select(key, name, *sums).select_from(table).group_by(name) for key, name in columns]
    return list(connection.execute(union_all(*queries) if len(queries) > 1 else queries[0]))


@dataclass(frozen=True, slots=True)
class _Row:
    name: str | None
    articles: int
    statements: int
    pairs: int
    named: int = 0
    official: int = 0
    anonymous: int = 0


def _stored_by_label(connection: Connection, chosen: Filter) -> list[_Row]:
    """The same by label, with a group without a name for statements that have no source."""
    weight = statement_count(chosen)
    kinds = [func.sum(case((SourceRow.source_type == kind.value, weight), else_=0)).label(kind.value) for kind in SourceType]
    query = select(SourceRow.label.label("name"), func.count().label("articles"), func.sum(weight).label("pairs"), *kinds)
    table, conditions = sources_from(chosen)
    joint, more = _twice(chosen, JointRow.label), _namesakes(connection, chosen)
    twice = {row[0]: int(row[1]) for row in connection.execute(select(joint.c.label, func.sum(joint.c.more)).group_by(joint.c.label))}
    found = connection.execute(query.select_from(table).where(*conditions).group_by(SourceRow.label))
    rows = [_row(row, twice=twice.get(row.name, 0), namesakes=more.get(row.name, 0)) for row in found]
    if orphans_pass(chosen):
        counted, limits = tallied(chosen)
        sums = select(func.count(distinct(TallyRow.article_id)), func.coalesce(func.sum(TallyRow.orphans), 0))
        articles, orphans = connection.execute(sums.select_from(counted).where(*limits, TallyRow.orphans > 0)).one()
        if orphans:
            rows.append(_Row(None, articles, int(orphans), int(orphans)))
    return rows


def _row(found: Any, twice: int, namesakes: int = 0) -> _Row:
    types = {kind.value: getattr(found, kind) for kind in SourceType}
    return _Row(found.name, found.articles - namesakes, found.pairs - twice, found.pairs, **types)


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


def finding_counts(engine: Engine, chosen: Filter | None = None) -> list[FindingCount]:
    """How often each code was found in the articles that pass (of ``code`` only, where the filter has one), by code. ``StoreError``."""
    with reading(engine) as connection:
        conditions = _of_findings(chosen or Filter())
        one = select(*_CODES, func.count().label("findings")).where(*conditions).group_by(*_CODES, FindingRow.article_id).subquery()
        axes = (one.c.code, one.c.severity)
        counted = select(*axes, func.sum(one.c.findings).label("findings"), func.count().label("articles"))
        signed_off = {(row.code, row.severity): row.findings for row in connection.execute(_signed_off(conditions))}
        return [
            FindingCount(row.code, Severity(row.severity), int(row.findings), row.articles, signed_off.get((row.code, row.severity), 0))
            for row in connection.execute(counted.group_by(*axes).order_by(*axes))
        ]


_CODES = (FindingRow.code, FindingRow.severity)


def _of_findings(chosen: Filter) -> list[ColumnElement[bool]]:
    """That a finding is of an article that passes, and of the code asked for."""
    code = [has_code(chosen.code)] if chosen.code is not None else []
    if not chosen.of_pairs:
        return [*passing(FindingRow.article_id, chosen), *code]
    ids = passing_articles(chosen) if counts_do(chosen) else select(ArticleRow.id).where(*chosen_articles(chosen))
    return [FindingRow.article_id.in_(ids), *code]


def _signed_off(conditions: list[ColumnElement[bool]]) -> Select[str, str, int]:
    """By code and severity, the findings that a review waived or dismissed last."""
    newest = (
        select(ReviewPlaceRow.article_id, ReviewPlaceRow.target_id, func.max(ReviewRow.id).label("id"))
        .join(ReviewRow, ReviewPlaceRow.review_id == ReviewRow.id)
        .where(ReviewRow.subject == "finding", ReviewRow.withdrawn_at.is_(None))
        .group_by(ReviewPlaceRow.article_id, ReviewPlaceRow.target_id)
        .subquery()
    )
    return (
        select(*_CODES, func.count().label("findings"))
        .select_from(newest)
        .join(ReviewRow, ReviewRow.id == newest.c.id)
        .join(FindingRow, and_(FindingRow.fingerprint == newest.c.target_id, FindingRow.article_id == newest.c.article_id))
        .where(ReviewRow.judgement.in_((Judgement.WAIVED.value, Judgement.DISMISSED.value)), *conditions)
        .group_by(*_CODES)
    )


def _type(stored: str | None) -> Type:
    return SourceType(stored) if stored is not None else None
