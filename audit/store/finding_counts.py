"""How often each rule found something, counted by the database."""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    Engine,
    Select,
    and_,
    func,
    select,
)

from audit.domain.finding import Severity
from audit.domain.review import Judgement
from audit.domain.totals import FindingCount
from audit.store.engine import reading
from audit.store.filter import Filter
from audit.store.review_rows import ReviewPlaceRow, ReviewRow
from audit.store.rows import ArticleRow, FindingRow
from audit.store.stored_counts import (
    chosen_articles,
    passing_articles,
)
from audit.store.where import (
    counts_do,
    has_code,
    passing,
)

_CODES = (FindingRow.code, FindingRow.severity)


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
