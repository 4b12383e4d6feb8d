"""Counts by outlet, byline, section, month or source, made by the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import (
    Connection,
    Engine,
    case,
    distinct,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.sql.selectable import FromClause

from audit.domain.source import SourceType
from audit.domain.totals import Group, Type
from audit.errors import ConfigError
from audit.store.engine import reading
from audit.store.filter import Filter
from audit.store.rows import ArticleRow, JointRow, SourceRow, StatementRow, TallyRow
from audit.store.stored_counts import (
    joint_pairs,
    namesakes,
    orphans_pass,
    per_article,
    sources_from,
    statement_count,
    tallied,
    tallies_from,
    with_articles,
)
from audit.store.where import (
    article_conditions,
    counts_do,
    of_sources,
    pair_conditions,
    pairs_from,
)

Key = Literal["outlet", "byline", "month", "source", "section"]
KEYS: tuple[Key, ...] = get_args(Key)


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
    each, twice = select(per_article(chosen)).cte("each"), select(joint_pairs(chosen)).cte("twice")
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
    joint, more = joint_pairs(chosen, JointRow.label), namesakes(connection, chosen)
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
