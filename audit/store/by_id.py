"""Finds the row, statement or finding that an id on the command line means, by the ids that it has or had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from audit.domain.audited import Audit
from audit.domain.decided import Row, rows_by_id
from audit.domain.finding import Finding
from audit.domain.review import Decision, Judgement, Review, finding_id, row_id
from audit.domain.statement import Statement
from audit.errors import StoreError
from audit.store.engine import reading
from audit.store.repository import Repository
from audit.store.review_rows import ReviewRow, ToolAuditRow
from audit.store.reviewing import history_of
from audit.store.rows import ArticleRow, FindingRow, StatementRow, StatementSourceRow

SHORTEST = 6
"""Characters of an id that are taken for its beginning."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A statement with those of its sources that an id means (None: it has none), or a finding."""

    audit: Audit
    statement: Statement | None = None
    source_ids: tuple[str | None, ...] = ()
    finding: Finding | None = None


def choose(repository: Repository, key: str) -> ReviewItem:
    """What an id means: a statement's id or row_id, a finding's id or fingerprint, or the beginning (6 characters or more) of one.

    Raises ``StoreError`` where none or several fit.
    """
    if len(key) < SHORTEST:
        raise StoreError(f"{key!r} is too short for an id; give at least {SHORTEST} characters of it")
    fitting = [one for article_id in _articles_with(repository, key) for one in _named(repository.load(article_id))]
    fitting = fitting or [one for article_id in _renamed(repository) for one in _named_before(repository, repository.load(article_id), key)]
    found = [one for name, one in fitting if name == key] or [one for name, one in fitting if name.startswith(key)]
    if len(found) > 1:
        raise StoreError(f"{key!r} fits several ids; give a full row_id, statement_id or finding_id from an export")
    if not found:
        if (before := _finding_before(repository, key)) is not None:
            article, code = before
            raise StoreError(f"the finding {key!r} ({code}) is gone from {article} since a correction there; see: audit review list")
        raise StoreError(f"no statement or finding has the id {key!r}; take one from: audit export, or audit statements --format csv")
    return found[0]


def _named_before(repository: Repository, audit: Audit, key: str) -> Iterator[tuple[str, ReviewItem]]:
    """The rows of an audit that had an id which begins so before somebody corrected them, once each."""
    statements = {one.id: one for one in audit.statements}
    rows = {row: name for name, row in rows_of(repository, audit).items() if name.startswith(key)}
    yield from ((name, ReviewItem(audit, statements[row[0]], (row[1],))) for row, name in rows.items() if row[0] in statements)


def _finding_before(repository: Repository, key: str) -> tuple[str, str] | None:
    """The article and the code of a finding that has such an id in what the tool found, before somebody corrected it."""
    query = select(ToolAuditRow.article_id).join(ArticleRow, ArticleRow.id == ToolAuditRow.article_id).where(ArticleRow.is_current)
    with reading(repository.engine) as connection:
        corrected = list(connection.scalars(query))
    for audit in repository.load_all(corrected):
        for finding in repository.as_found(audit).findings:
            if any(one.startswith(key) for one in (finding.fingerprint, finding_id(audit.article.id, finding.fingerprint))):
                return audit.article.name, finding.code
    return None


def _renamed(repository: Repository) -> list[str]:
    """The current articles in which somebody gave a row another speaker, or took one away."""
    renamed = ReviewRow.details["correction"]["speaker"].as_string().is_not(None) | (ReviewRow.judgement == Judgement.DISMISSED.value)
    made = select(ReviewRow.identity).where(ReviewRow.subject == "statement", renamed)
    query = select(ArticleRow.id).where(ArticleRow.is_current, ArticleRow.identity.in_(made)).order_by(ArticleRow.id)
    with reading(repository.engine) as connection:
        return list(connection.scalars(query))


def _articles_with(repository: Repository, key: str) -> list[str]:
    """The current articles in which something has an id that begins so."""
    pair = (StatementSourceRow.article_id == StatementRow.article_id) & (StatementSourceRow.statement_id == StatementRow.id)
    rows = select(StatementRow.article_id, StatementRow.id, StatementSourceRow.source_id).outerjoin(StatementSourceRow, pair)
    findings = select(FindingRow.article_id, FindingRow.fingerprint)
    current = ArticleRow.is_current
    out: dict[str, None] = {}
    with reading(repository.engine) as connection:
        for article_id, statement_id, source_id in connection.execute(
            rows.join(ArticleRow, ArticleRow.id == StatementRow.article_id).where(current)
        ):
            if statement_id.startswith(key) or row_id(statement_id, source_id).startswith(key):
                out[article_id] = None
        for article_id, fingerprint in connection.execute(findings.join(ArticleRow, ArticleRow.id == FindingRow.article_id).where(current)):
            if fingerprint.startswith(key) or finding_id(article_id, fingerprint).startswith(key):
                out[article_id] = None
    return list(out)


def history(repository: Repository, audit: Audit) -> list[Decision]:
    """Every decision that was made on this text or stands in it, also those withdrawn, oldest first, with their targets there."""
    with reading(repository.engine) as connection:
        return history_of(connection, audit.article.id)


def rows_of(repository: Repository, audit: Audit) -> dict[str, Row]:
    """The rows of a loaded audit by every id that they have or had."""
    judged = (one for one in history(repository, audit) if isinstance(one, Review) and not one.of_finding)
    return rows_by_id(audit, repository.as_found(audit), judged)


def _named(audit: Audit) -> Iterator[tuple[str, ReviewItem]]:
    """Everything in an audit that can be decided about, by each of its ids."""
    for statement in audit.statements:
        rows = statement.source_ids or (None,)
        yield statement.id, ReviewItem(audit, statement, rows)
        for source_id in rows:
            yield row_id(statement.id, source_id), ReviewItem(audit, statement, (source_id,))
    for finding in audit.findings:
        one = ReviewItem(audit, finding=finding)
        yield finding_id(audit.article.id, finding.fingerprint), one
        yield finding.fingerprint, one
