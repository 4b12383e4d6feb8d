"""Decisions inside a transaction: read, placed in an article, and the article stored as people corrected it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, or_, select
from sqlalchemy.orm import Session

from audit.domain.anchor import Anchor
from audit.domain.audited import Audit
from audit.domain.decided import newest
from audit.domain.finding import Finding
from audit.domain.review import Check, CheckStatus, Correction, Decision, Judgement, Labels, Review, Target
from audit.domain.source import SourceType
from audit.store.mapping import audit_of, derived_values
from audit.store.review_rows import ReviewPlaceRow, ReviewRow, ToolAuditRow
from audit.store.rows import DERIVED, ArticleRow, Base

Findings = Callable[[Audit], tuple[Finding, ...]]
"""What finds the flaws of a corrected audit."""
_CHECK = ("checked_on", "evidence_url", "contact_ref", "note")
_STATEMENT, _FINDING, _CHECKED = "statement", "finding", "check"


def number(review_id: str) -> int | None:
    """The row of a review's public id (``r12``); None where it is no such id."""
    digits = review_id.strip().lower().removeprefix("r")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def values_of(decision: Decision, identity: str) -> dict[str, Any]:
    """The columns of a decision that is to be stored, but for the moment and its number."""
    target = decision.target
    values: dict[str, Any] = {
        "identity": identity,
        "article_id": target.article_id,
        "target_id": target.id,
        "fingerprint": target.id if target.code else target.anchor.fingerprint,
        "quote": target.anchor.quote,
        "context_before": target.anchor.before,
        "context_after": target.anchor.after,
        "char_start": target.anchor.start,
        "speaker": target.speaker,
        "origin": decision.origin,
    }
    place = {"source_id": target.source_id, "code": target.code}
    if isinstance(decision, Check):
        details = place | {name: getattr(decision, name) for name in _CHECK}
        person = {"subject": _CHECKED, "judgement": decision.status.value, "reviewer": decision.checked_by, "reason": ""}
        return values | person | {"details": details}
    details = place | {"correction": asdict(decision.correction), "found": asdict(decision.found)}
    subject = _FINDING if decision.of_finding else _STATEMENT
    person = {"subject": subject, "judgement": decision.judgement.value, "reviewer": decision.reviewer, "reason": decision.reason}
    return values | person | {"details": details}


def decision_of(row: ReviewRow) -> Decision:
    """A decision as it was made: its target is that of the text on which it was made."""
    details = row.details
    anchor = Anchor(row.quote, row.context_before, row.context_after, row.char_start)
    target = Target(anchor, row.article_id, row.target_id, details["source_id"], row.speaker, details["code"])
    about: dict[str, Any] = {
        "origin": row.origin,
        "id": f"r{row.id}",
        "created_at": row.created_at,
        "withdrawn_at": row.withdrawn_at,
        "withdrawn_by": row.withdrawn_by,
    }
    if row.subject == _CHECKED:
        return Check(target, CheckStatus(row.judgement), row.reviewer, **{name: details[name] for name in _CHECK}, **about)
    correction, found = Correction(**_typed(details["correction"])), Labels(**_typed(details["found"]))
    return Review(target, Judgement(row.judgement), row.reviewer, row.reason, correction, found, **about)


def as_corrected(connection: Connection, audit: Audit, findings: Findings | None) -> Audit:
    """What is to be stored of an article that the tool audited: with the corrections of people, whose places are noted.

    The article's row is there; its derived rows are not touched. ``findings`` None: by the rules of the default settings.
    """
    article_id = audit.article.id
    connection.execute(delete(ReviewPlaceRow).where(ReviewPlaceRow.article_id == article_id))
    connection.execute(delete(ToolAuditRow).where(ToolAuditRow.article_id == article_id))
    decisions = _decisions_on(connection, audit)
    if not decisions:
        return audit
    from audit.rules.registry import run_rules
    from audit.rules.reviewed import reviewed

    made_on = ArticleRow.id.in_({one.target.article_id for one in decisions})
    texts = {row.id: row.text for row in connection.execute(select(ArticleRow.id, ArticleRow.text).where(made_on))}
    corrected, placed = reviewed(audit, decisions, texts, findings or run_rules)
    places = [
        {
            "article_id": article_id,
            "review_id": number(one.id),
            "target_id": one.target.id,
            "source_id": one.target.source_id,
            "stale": one.stale,
        }
        for one in placed
    ]
    if places:
        connection.execute(insert(ReviewPlaceRow), places)
    if (corrected.statements, corrected.sources, corrected.findings) != (audit.statements, audit.sources, audit.findings):
        found = {row.__tablename__: values for row, values in derived_values(audit)}
        connection.execute(insert(ToolAuditRow).values(article_id=article_id, found=found))
    return corrected


def rewrite(connection: Connection, found: Audit, findings: Findings | None) -> None:
    """Stores an article anew from what the tool ``found`` in it and what people decided since."""
    corrected = as_corrected(connection, found, findings)
    for row in DERIVED:
        connection.execute(delete(row).where(row.__table__.c.article_id == found.article.id))
    for row, values in derived_values(corrected):
        if values:
            connection.execute(insert(row), values)


def as_found(session: Session, audit: Audit) -> Audit:
    """What the tool found in a stored article, before corrections; ``audit`` itself, without its reviews, where nothing was corrected."""
    kept = session.get(ToolAuditRow, audit.article.id)
    if kept is None:
        return replace(audit, reviews=(), checks=(), lost=())
    article = session.get_one(ArticleRow, audit.article.id)
    return audit_of(article, _rows_of(kept.found))


def with_reviews(session: Session, audits: Iterable[Audit]) -> list[Audit]:
    """The audits with the decisions that hold in each, and with those that have no place in one that is current."""
    known = list(audits)
    ids = [one.article.id for one in known]
    query = select(ReviewPlaceRow, ReviewRow).join(ReviewRow, ReviewRow.id == ReviewPlaceRow.review_id)
    mine = ReviewPlaceRow.article_id.in_(ids), ReviewRow.withdrawn_at.is_(None)
    placed: dict[str, list[Decision]] = defaultdict(list)
    for place, row in session.execute(query.where(*mine).order_by(ReviewRow.id)):
        decision = decision_of(row)
        target = replace(decision.target, article_id=place.article_id, id=place.target_id, source_id=place.source_id)
        placed[place.article_id].append(replace(decision, target=target, stale=place.stale))
    lost: dict[str, list[Decision]] = defaultdict(list)
    for article_id, row in session.execute(_lost().where(ArticleRow.id.in_(ids)).order_by(ReviewRow.id)):
        lost[article_id].append(decision_of(row))
    touched = {*placed, *lost}
    return [_attached(one, placed[one.article.id], lost[one.article.id]) if one.article.id in touched else one for one in known]


def history_of(connection: Connection, article_id: str) -> list[Decision]:
    """Every decision that was made on a text or stands in it, also those withdrawn, oldest first, with their targets there."""
    here = (ReviewPlaceRow.review_id == ReviewRow.id) & (ReviewPlaceRow.article_id == article_id)
    query = select(ReviewRow, ReviewPlaceRow).outerjoin(ReviewPlaceRow, here).order_by(ReviewRow.id)
    of_text = (ReviewRow.article_id == article_id) | ReviewPlaceRow.review_id.is_not(None)
    out: list[Decision] = []
    with Session(connection) as session:
        for row, place in session.execute(query.where(of_text)):
            decision = decision_of(row)
            target = replace(decision.target, id=place.target_id, source_id=place.source_id) if place else decision.target
            out.append(replace(decision, target=target))
    return out


def _lost() -> Select[Any, Any]:
    """Current articles with the decisions, not withdrawn, that were made on a version of theirs and have no place in them."""
    here = (ReviewPlaceRow.review_id == ReviewRow.id) & (ReviewPlaceRow.article_id == ArticleRow.id)
    query = select(ArticleRow.id, ReviewRow).join(ReviewRow, ReviewRow.identity == ArticleRow.identity)
    return query.where(ArticleRow.is_current, ReviewRow.withdrawn_at.is_(None), ~select(ReviewPlaceRow.review_id).where(here).exists())


def _attached(audit: Audit, placed: list[Decision], lost: list[Decision]) -> Audit:
    holding = newest(placed)
    reviews = tuple(one for one in holding if isinstance(one, Review))
    checks = tuple(one for one in holding if isinstance(one, Check))
    return replace(audit, reviews=reviews, checks=checks, lost=tuple(lost))


def _decisions_on(connection: Connection, audit: Audit) -> list[Decision]:
    """Every decision not withdrawn that may be about the article: made on one of its versions, or elsewhere on words of a finding with the
    same fingerprint."""
    identity = select(ArticleRow.identity).where(ArticleRow.id == audit.article.id).scalar_subquery()
    mine = [ReviewRow.identity == identity, ReviewRow.article_id == audit.article.id]
    alike = ReviewRow.fingerprint.in_([one.fingerprint for one in audit.findings])
    mine.append((ReviewRow.subject == _FINDING) & alike & (ReviewRow.quote != ""))
    query = select(ReviewRow).where(or_(*mine), ReviewRow.withdrawn_at.is_(None)).order_by(ReviewRow.id)
    with Session(connection) as session:
        return [decision_of(row) for row in session.scalars(query)]


def _rows_of(found: Mapping[str, Any]) -> Mapping[type[Base], list[Any]]:
    rows: dict[type[Base], list[Any]] = defaultdict(list)
    for kind in DERIVED:
        rows[kind] = [kind(**values) for values in found.get(kind.__tablename__, ())]
    return rows


def _typed(stored: Mapping[str, Any]) -> dict[str, Any]:
    kind = stored["source_type"]
    return dict(stored) | {"source_type": SourceType(kind) if kind is not None else None}
