"""What a report on a collection tells of its articles, counted by the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, and_, case, distinct, func, select
from sqlalchemy.orm import Session

from audit.domain.source import AnonymityStatus, Kind, ReasonClass, SourceType
from audit.domain.totals import ArticleTotal, Prevalence, RunTotal
from audit.store.engine import reading
from audit.store.filter import Filter
from audit.store.mapping import run_of
from audit.store.rows import ArticleRow, FindingRow, RunRow, SourceRow, StatementRow, TallyRow
from audit.store.where import (
    article_conditions,
    chosen_articles,
    counts_do,
    number_of_articles,
    pair_conditions,
    pairs_from,
    sources_from,
    tallies_from,
)

_ANONYMOUS = SourceRow.source_type == SourceType.ANONYMOUS.value


def prevalence(engine: Engine, chosen: Filter | None = None) -> Prevalence:
    """In how many of the articles that pass something is the case at all. Raises ``StoreError``."""
    chosen = chosen or Filter()
    people = SourceRow.kind.in_((Kind.PERSON.value, Kind.GROUP.value))
    disclosed = and_(_ANONYMOUS, SourceRow.anonymity_status.in_((AnonymityStatus.DISCLOSED.value, AnonymityStatus.BLANKET.value)))
    reason = case(
        (SourceRow.reason_class == ReasonClass.INFORMATIVE.value, 2), (SourceRow.reason_class == ReasonClass.BOILERPLATE.value, 1), else_=0
    )
    if counts_do(chosen):
        (table, conditions), article_id = sources_from(chosen), SourceRow.article_id
        whole = number_of_articles(chosen)
    else:
        table, conditions, article_id = pairs_from(chosen), [*article_conditions(chosen), *pair_conditions(chosen)], ArticleRow.id
        whole = select(func.count(distinct(ArticleRow.id))).select_from(table).where(*conditions)
    per_article = (
        select(
            func.max(case((_ANONYMOUS, 1), else_=0)).label("anonymous"),
            func.min(case((and_(people, _ANONYMOUS), 1), (people, 0))).label("only"),
            func.max(case((disclosed, reason), else_=-1)).label("reason"),
        )
        .select_from(table)
        .where(*conditions)
        .group_by(article_id)
        .subquery()
    )
    best = per_article.c.reason
    cases = (per_article.c.anonymous == 1, per_article.c.only == 1, best >= 0, best == 0, best == 1)
    counts = select(*(func.coalesce(func.sum(case((one, 1), else_=0)), 0) for one in cases)).select_from(per_article)
    with reading(engine) as connection:
        return Prevalence(connection.scalar(whole) or 0, *(int(count) for count in connection.execute(counts).one()))


def first_articles(engine: Engine, chosen: Filter | None = None, limit: int = 20) -> list[ArticleTotal]:
    """The articles that pass, those with most findings first, then those with most anonymous pairs. Raises ``StoreError``."""
    chosen = chosen or Filter()
    each = select(FindingRow.article_id, func.count().label("findings")).group_by(FindingRow.article_id).subquery()
    findings = func.coalesce(each.c.findings, 0).label("findings")
    if counts_do(chosen) and not chosen.of_pairs:
        table, conditions = tallies_from(chosen), article_conditions(chosen)
        counts: tuple[Any, Any] = (func.coalesce(func.sum(TallyRow.pairs), 0), func.coalesce(func.sum(TallyRow.anonymous), 0))
    else:
        table, conditions = pairs_from(chosen), [*article_conditions(chosen), *pair_conditions(chosen)]
        counts = (func.count(StatementRow.id), func.sum(case((_ANONYMOUS, 1), else_=0)))
    pairs, anonymous = counts[0].label("pairs"), counts[1].label("anonymous")
    first = (
        select(ArticleRow.id, pairs, anonymous, findings)
        .select_from(table.outerjoin(each, each.c.article_id == ArticleRow.id))
        .where(*conditions)
        .group_by(ArticleRow.id, each.c.findings)
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
            ArticleTotal(row.id, row.doc_id, row.title, row.outlet, row.published, row.pairs, int(row.anonymous), row.findings)
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
