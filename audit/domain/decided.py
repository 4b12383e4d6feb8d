"""Which decision stands on which row of an export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from audit.domain.audited import Audit
from audit.domain.review import Check, Decision, Review, row_id
from audit.domain.statement import Scope, Statement
from audit.domain.text import digest

Row = tuple[str, str | None]
"""Ids of a statement and of one of its sources; None where it has none."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What people said of a row: of the tool's work on it, and of the facts."""

    review: Review | None = None
    check: Check | None = None

    @property
    def doubtful(self) -> bool:
        """Whether the row is no longer what was confirmed or checked."""
        return any(one is not None and one.stale for one in (self.review, self.check))


NOTHING = Decided()


def newest(placed: Iterable[Decision]) -> list[Decision]:
    """The last decision for each thing, in the order in which they were made; checks and judgements do not compete."""
    last: dict[tuple[type, str, str | None], Decision] = {}
    for decision in placed:
        key = (type(decision), decision.target.id, None if decision.target.code else decision.target.source_id)
        last.pop(key, None)
        last[key] = decision
    return list(last.values())


def decided(audit: Audit) -> dict[Row, Decided]:
    """The rows of ``audit`` that somebody decided about. A row that was given another speaker keeps its decisions."""
    out: dict[Row, Decided] = {}
    statements = {one.id: one for one in audit.statements}
    moved: dict[Row, str | None] = {}
    for review in audit.reviews:
        statement = statements.get(review.target.id)
        if statement is not None and not review.of_finding:
            source_id = _now(audit, statement, review)
            moved[statement.id, review.target.source_id] = source_id
            out[statement.id, source_id] = Decided(review)
    for check in audit.checks:
        if check.target.id in statements:
            was = (check.target.id, check.target.source_id)
            row = (check.target.id, moved.get(was, check.target.source_id))
            out[row] = Decided(out.get(row, NOTHING).review, check)
    return out


def rows_by_id(audit: Audit, found: Audit, history: Iterable[Review]) -> dict[str, Row]:
    """The rows of ``audit`` by every id that they have or had: as they are, as the tool ``found`` them, and with each of the speakers whom
    the ``history`` of judgements in this text names."""
    out: dict[str, Row] = {}
    now: dict[Row, Row] = {}
    for (statement_id, source_id), one in decided(audit).items():
        for decision in (one.review, one.check):
            if decision is not None:
                now[statement_id, decision.target.source_id] = (statement_id, source_id)
    for statement in found.statements:
        for source_id in statement.source_ids or (None,):
            row = (statement.id, source_id)
            out[row_id(*row)] = now.get(row, row)
    for review in history:
        label = review.correction.speaker
        if label is not None:
            row = (review.target.id, review.target.source_id)
            known = found.speaker(label)
            out[row_id(review.target.id, known.id if known else named_source_id(found, label))] = now.get(row, row)
    for statement in audit.statements:
        for source_id in statement.source_ids or (None,):
            out[row_id(statement.id, source_id)] = (statement.id, source_id)
    return out


def state(audit: Audit, key: str) -> str:
    """A short id of what the tool and people say of a statement, or of a finding (by its fingerprint); empty where it is not there.

    Another state than before means that a judgement would be on something that its reviewer has not seen.
    """
    statement = next((one for one in audit.statements if one.id == key), None)
    holding = [one.id for one in audit.decisions if one.target.id == key]
    if statement is None:
        return digest("finding", key, *holding) if any(one.fingerprint == key for one in audit.findings) else ""
    speakers = (audit.source(one) for one in statement.source_ids)
    said = [repr((one.label, one.source_type, one.reason)) for one in speakers]
    return digest("statement", repr(statement.content), statement.scope, *said, *holding)


def chain(audit: Audit, source_id: str | None) -> list[Row]:
    """The rows in which a source speaks, but for those that are dismissed, in the order of the text; none for None."""
    spoken = (one for one in audit.statements if one.scope is not Scope.DISMISSED)
    return [(one.id, source_id) for one in spoken if source_id is not None and source_id in one.source_ids]


def named_source_id(audit: Audit, label: str) -> str:
    """The id of a source that the tool had not seen and a person named."""
    return digest(audit.article.id, "reviewed source", label.strip().lower())


def _now(audit: Audit, statement: Statement, review: Review) -> str | None:
    """The source that the row has since the correction."""
    speaker = audit.speaker(review.correction.speaker) if review.correction.speaker is not None else None
    if speaker is not None and speaker.id in statement.source_ids:
        return speaker.id
    return review.target.source_id
