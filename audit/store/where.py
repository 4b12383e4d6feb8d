"""A filter as SQL conditions. A property test holds them to the meaning of ``Filter.pairs``."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Engine,
    Select,
    Subquery,
    and_,
    case,
    func,
    or_,
    select,
    union,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.sql.visitors import InternalTraversal

from audit.store.engine import reading
from audit.store.filter import NO_TYPE, Filter
from audit.store.rows import ArticleRow, FindingRow, JointRow, SourceRow, StatementRow, StatementSourceRow

ALL = 2**62
"""A limit that nothing reaches: a database finds what has one first, and does not join it to the rows around it in its own order."""
Text = InstrumentedAttribute[str] | InstrumentedAttribute[str | None] | ColumnElement[str]


def pairs_from(chosen: Filter) -> FromClause:
    """Articles with their statements and sources; articles without statements and statements without sources stay, with nulls.

    Where findings of a code are asked for, they are found first, and what they are of is all that is there.
    """
    articles, statements, pairs, sources = (row.__table__ for row in (ArticleRow, StatementRow, StatementSourceRow, SourceRow))
    if chosen.code is not None:
        of, which, by = (about := pairs_about(chosen.code)).c
        mine = and_(StatementRow.article_id == of, StatementRow.id == which, *_scope(chosen))
        tables = about.join(articles, ArticleRow.id == of).join(statements, mine)
        return tables.outerjoin(sources, and_(SourceRow.article_id == of, SourceRow.id == by))
    mine = and_(StatementRow.article_id == ArticleRow.id, *_scope(chosen))
    link = and_(StatementSourceRow.article_id == StatementRow.article_id, StatementSourceRow.statement_id == StatementRow.id)
    source = and_(SourceRow.article_id == StatementSourceRow.article_id, SourceRow.id == StatementSourceRow.source_id)
    return articles.outerjoin(statements, mine).outerjoin(pairs, link).outerjoin(sources, source)


def _scope(chosen: Filter) -> list[ColumnElement[bool]]:
    return [StatementRow.scope == "statement"] if chosen.scope == "statements" else []


def pairs_about(code: str) -> Subquery:
    """The pairs that a finding of that code is about, each once, as ``article_id``, ``statement_id`` and ``source_id`` (null: none).

    What ``concern`` says of one pair, asked the other way round, so that a database looks up the pairs of each finding.
    """
    article, statement, source = FindingRow.article_id, FindingRow.statement_id, FindingRow.source_id
    pair = StatementSourceRow
    its = and_(pair.article_id == article, pair.statement_id == statement)
    theirs = and_(pair.article_id == article, pair.source_id == source)
    each = and_(pair.article_id == article, pair.statement_id == StatementRow.id)
    of_statement = select(article, statement, pair.source_id).outerjoin(pair, its)
    of_source = select(article, pair.statement_id, source).join(pair, theirs)
    every = select(article, StatementRow.id, pair.source_id).join(StatementRow, StatementRow.article_id == article)
    return union(
        of_statement.where(has_code(code), statement.is_not(None)),
        of_source.where(has_code(code), statement.is_(None), source.is_not(None)),
        every.outerjoin(pair, each).where(has_code(code), statement.is_(None), source.is_(None)),
    ).subquery("found")


@dataclass(frozen=True, slots=True)
class FilterWithSelectivity(Filter):
    """A filter for which it is known whether most rows pass. If they do, the query leaves out the others, which takes less time."""

    most_articles: bool = False
    most_labels: bool = False


def with_selectivity(engine: Engine, chosen: Filter) -> Filter:
    """The filter, with whether most articles and labels pass it: for several questions to a large database. Raises ``StoreError``.

    A filter that reads words is returned as it is, since all words are looked at.
    """
    if not counts_do(chosen) or not (of_articles(chosen) or chosen.source is not None):
        return chosen
    asked = {field.name: getattr(chosen, field.name) for field in fields(Filter)}
    with reading(engine) as connection:
        articles, labels = _most_articles_pass(connection, chosen), _most_labels_pass(connection, chosen)
    return FilterWithSelectivity(**asked, most_articles=articles, most_labels=labels)


def _most_articles_pass(connection: Connection, chosen: Filter) -> bool:
    if not of_articles(chosen):
        return False
    every = select(func.count()).select_from(ArticleRow)
    return 2 * (connection.scalar(every.where(*article_conditions(chosen))) or 0) > (connection.scalar(every) or 0)


def _most_labels_pass(connection: Connection, chosen: Filter) -> bool:
    if chosen.source is None:
        return False
    labels = _every(SourceRow, "label")
    met = func.sum(case((ContainsText(labels.c.value, chosen.source), 1), else_=0))
    every, some = connection.execute(select(func.count(), met).select_from(labels)).one()
    return bool(2 * (some or 0) > every)


def counts_do(chosen: Filter) -> bool:
    """Whether the counts that are stored with sources and articles answer a filter: it asks for no words."""
    return chosen.text is None


def of_sources(chosen: Filter) -> bool:
    """Whether a condition on sources is set."""
    return any(value is not None for value in (chosen.source_type, chosen.official, chosen.status, chosen.source))


def of_articles(chosen: Filter) -> bool:
    """Whether a condition on articles is set, other than that they are current."""
    return any(value is not None for value in (chosen.article, chosen.outlet, chosen.byline, chosen.since, chosen.until))


def passing(article_id: InstrumentedAttribute[str], chosen: Filter) -> list[ColumnElement[bool]]:
    """That a row is of an article that passes the conditions on articles, without a join."""
    if most_articles(chosen):
        return [article_id.not_in(select(ArticleRow.id).where(and_(*article_conditions(chosen)).is_not(True)))]
    if of_articles(chosen):
        return [article_id.in_(select(ArticleRow.id).where(*article_conditions(chosen)))]
    return current_only(article_id, chosen)


def most_articles(chosen: Filter) -> bool:
    return isinstance(chosen, FilterWithSelectivity) and chosen.most_articles


def most_labels(chosen: Filter) -> bool:
    """Whether most sources are known to have a label that passes."""
    return isinstance(chosen, FilterWithSelectivity) and chosen.most_labels


def current_only(article_id: InstrumentedAttribute[str], chosen: Filter) -> list[ColumnElement[bool]]:
    """That a row is not of an earlier version, without a look at its article."""
    return [] if chosen.include_old else [article_id.not_in(select(ArticleRow.id).where(ArticleRow.is_current.is_(False)))]


SHORT_ID = 6
"""Characters from which the beginning of an id stands for it."""


def article_conditions(chosen: Filter) -> list[ColumnElement[bool]]:
    """The conditions on articles alone."""
    out: list[ColumnElement[bool]] = []
    if not chosen.include_old:
        out.append(ArticleRow.is_current.is_(True))
    if chosen.article is not None:
        named = chosen.article
        short = [ArticleRow.id.startswith(named, autoescape=True)] if len(named) >= SHORT_ID else []
        part = ContainsText(ArticleRow.origin, named), ContainsText(ArticleRow.title, named)
        out.append(or_(ArticleRow.id == named, *short, ArticleRow.doc_id == named, *part))
    if chosen.outlet is not None:
        out.append(func.lower(ArticleRow.outlet) == chosen.outlet.lower())
    if chosen.byline is not None:
        out.append(ArticleRow.byline.in_(_values(ArticleRow, "byline", chosen.byline)))
    if chosen.since is not None:
        out.append(func.substr(ArticleRow.published, 1, len(chosen.since)) >= chosen.since)
    if chosen.until is not None:
        out.append(func.substr(ArticleRow.published, 1, len(chosen.until)) <= chosen.until)
    return out


def pair_conditions(chosen: Filter) -> list[ColumnElement[bool]]:
    """The conditions on a pair of ``pairs_from``; with any of them, articles without statements no longer pass."""
    if not chosen.of_pairs:
        return []
    out: list[ColumnElement[bool]] = [StatementRow.id.is_not(None), *source_conditions(chosen)]
    if chosen.text is not None:
        out.append(ContainsText(StatementRow.words, chosen.text))
    return out


def has_code(code: str) -> ColumnElement[bool]:
    """Findings with that code, which is stored in capitals."""
    return FindingRow.code == code.upper()


def source_conditions(chosen: Filter, row: type[SourceRow] | type[JointRow] = SourceRow) -> list[ColumnElement[bool]]:
    """The conditions on a pair that are on its source alone, asked of ``row``."""
    out: list[ColumnElement[bool]] = []
    if chosen.source_type is not None:
        kind = None if chosen.source_type == NO_TYPE else chosen.source_type
        out.append(row.source_type.is_not_distinct_from(kind))
    if chosen.official is not None:
        out.append(row.official.is_(chosen.official))
    if chosen.status is not None:
        out.append(row.anonymity_status == chosen.status)
    if chosen.source is not None:
        out.append(_labelled(row, chosen.source, most=most_labels(chosen)))
    return out


def _labelled(row: type[SourceRow] | type[JointRow], part: str, most: bool = False) -> ColumnElement[bool]:
    """That a source's label holds ``part``; where ``most`` do, that it is none of those that do not."""
    return row.label.not_in(_values(SourceRow, "label", part, without=True)) if most else row.label.in_(_values(SourceRow, "label", part))


def _values(of: type[ArticleRow] | type[SourceRow], column: str, part: str, without: bool = False) -> Select[str]:
    """The values of a column that hold ``part``, or those ``without`` it."""
    every = _every(of, column)
    found = ContainsText(every.c.value, part)
    return select(every.c.value).where(~found if without else found)


def _every(of: type[ArticleRow] | type[SourceRow], column: str) -> Subquery:
    """The values of a column, as ``value``. They repeat, so each is there once."""
    return select(getattr(aliased(of), column).label("value")).distinct().limit(ALL).subquery()


class ContainsText(ColumnElement[bool]):
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


@compiles(ContainsText)
def _lowered(element: ContainsText, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.lowered.self_group(), **options))


@compiles(ContainsText, "sqlite")
def _plain(element: ContainsText, compiler: Any, **options: Any) -> str:
    return f"({compiler.process(element.plain, **options)})"
