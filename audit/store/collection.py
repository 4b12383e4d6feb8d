"""What a report says about the articles of a collection, counted by the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Engine, and_, case, distinct, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import FromClause

from audit.domain.source import DISCLOSED, PEOPLE, ReasonClass, SourceType
from audit.domain.totals import ArticleTotal, Prevalence, RunTotal
from audit.store.counting import REASONS
from audit.store.engine import reading
from audit.store.filter import Filter
from audit.store.mapping import run_of
from audit.store.rows import ArticleRow, FindingRow, RunRow, SourceRow, StatementRow, TallyRow
from audit.store.stored_counts import (
    chosen_articles,
    number_of_articles,
    orphans_pass,
    per_article,
    sources_from,
    tallied,
    tallies_from,
    with_articles,
)
from audit.store.where import article_conditions, counts_do, of_sources, pair_conditions, pairs_from

_ANONYMOUS = SourceRow.source_type == SourceType.ANONYMOUS.value
_NONE, _FORMULA = REASONS.index(ReasonClass.NONE), REASONS.index(ReasonClass.BOILERPLATE)


def prevalence(engine: Engine, chosen: Filter | None = None) -> Prevalence:
    """In how many of the articles that pass something is the case at all. Raises ``StoreError``."""
    chosen = chosen or Filter()
    table: FromClause
    if not counts_do(chosen):
        table, conditions = pairs_from(chosen), [*article_conditions(chosen), *pair_conditions(chosen)]
        columns, article_id = _of_sources(), ArticleRow.id
        whole = select(func.count(distinct(ArticleRow.id))).select_from(table).where(*conditions)
    else:
        whole = number_of_articles(chosen)
        if of_sources(chosen):
            (table, conditions), columns, article_id = sources_from(chosen), _of_sources(), SourceRow.article_id
        else:
            (table, conditions), columns, article_id = tallied(chosen), _of_tallies(), TallyRow.article_id
    each = select(*columns).select_from(table).where(*conditions).group_by(article_id).subquery()
    best = each.c.reason
    cases = (each.c.anonymous > 0, each.c.only > 0, best >= 0, best == _NONE, best == _FORMULA)
    counts = select(func.count(), *(func.coalesce(func.sum(case((one, 1), else_=0)), 0) for one in cases)).select_from(each)
    with reading(engine) as connection:
        articles, *numbers = (int(count) for count in connection.execute(counts).one())
        if not of_sources(chosen) or orphans_pass(chosen):  # articles in which nothing is said by anyone pass too
            articles = connection.scalar(whole) or 0
        return Prevalence(articles, *numbers)


def _of_tallies() -> tuple[ColumnElement[Any], ...]:
    """Of one article: whether a source is anonymous, whether all people are, and the best reason, from what is counted of it."""
    people, nameless = func.sum(TallyRow.people), func.sum(TallyRow.nameless)
    only = case((and_(people > 0, people == nameless), 1), else_=0)
    return func.sum(TallyRow.anonymous).label("anonymous"), only.label("only"), func.max(TallyRow.reason).label("reason")


def _of_sources() -> tuple[ColumnElement[Any], ...]:
    """The same from its sources that pass."""
    people = SourceRow.kind.in_([one.value for one in PEOPLE])
    disclosed = and_(_ANONYMOUS, SourceRow.anonymity_status.in_([one.value for one in DISCLOSED]))
    reason = case(*((and_(disclosed, SourceRow.reason_class == one.value), place) for place, one in enumerate(REASONS)))
    only = func.min(case((and_(people, _ANONYMOUS), 1), (people, 0)))
    return func.max(case((_ANONYMOUS, 1), else_=0)).label("anonymous"), only.label("only"), func.max(reason).label("reason")


def first_articles(engine: Engine, chosen: Filter | None = None, limit: int | None = 20) -> list[ArticleTotal]:
    """The articles that pass, those with most findings first, then those with most anonymous pairs. Raises ``StoreError``."""
    chosen = chosen or Filter()
    found = select(FindingRow.article_id, func.count().label("findings")).group_by(FindingRow.article_id).subquery()
    findings = func.coalesce(found.c.findings, 0).label("findings")
    if of_sources(chosen) and counts_do(chosen):
        each = per_article(chosen)
        table: FromClause = with_articles(each, chosen)
        conditions = []
        counts: tuple[Any, Any] = (func.sum(each.c.pairs), func.sum(each.c.anonymous))
    elif counts_do(chosen):
        table, conditions = tallies_from(chosen), article_conditions(chosen)
        counts = func.coalesce(func.sum(TallyRow.pairs), 0), func.coalesce(func.sum(TallyRow.anonymous), 0)
    else:
        table, conditions = pairs_from(chosen), [*article_conditions(chosen), *pair_conditions(chosen)]
        counts = (func.count(StatementRow.id), func.sum(case((_ANONYMOUS, 1), else_=0)))
    pairs, anonymous = counts[0].label("pairs"), counts[1].label("anonymous")
    first = (
        select(ArticleRow.id, pairs, anonymous, findings)
        .select_from(table.outerjoin(found, found.c.article_id == ArticleRow.id))
        .where(*conditions)
        .group_by(ArticleRow.id, found.c.findings)
        .order_by(findings.desc(), anonymous.desc(), ArticleRow.doc_id, ArticleRow.id)
        .limit(limit)
        .subquery()
    )
    query = (
        select(ArticleRow.id, ArticleRow.doc_id, ArticleRow.title, ArticleRow.outlet, ArticleRow.published, *list(first.c)[1:])
        .join(first, first.c.id == ArticleRow.id)
        .order_by(first.c.findings.desc(), first.c.anonymous.desc(), ArticleRow.doc_id, ArticleRow.id)
    )
    with reading(engine) as connection:
        return [
            ArticleTotal(
                article_id=row.id,
                doc_id=row.doc_id,
                title=row.title,
                outlet=row.outlet,
                published=row.published,
                pairs=int(row.pairs),
                anonymous=int(row.anonymous),
                findings=row.findings,
            )
            for row in connection.execute(query)
        ]


def runs(engine: Engine, chosen: Filter | None = None) -> list[RunTotal]:
    """The versions, models and settings behind the articles that pass, those with most articles first. Raises ``StoreError``."""
    number = func.count(ArticleRow.id).label("articles")
    counted = select(RunRow.id, number).join(ArticleRow).where(*chosen_articles(chosen or Filter())).group_by(RunRow.id)
    with reading(engine) as connection, Session(connection) as session:
        counts = {row.id: row.articles for row in session.execute(counted.order_by(number.desc(), RunRow.id))}
        rows = {row.id: row for row in session.scalars(select(RunRow).where(RunRow.id.in_(counts)))}
        return [RunTotal(run_of(rows[one]), articles) for one, articles in counts.items()]
