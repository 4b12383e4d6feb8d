"""Turns what a person says about a row into a judgement that can be stored, or says why it cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from audit.domain.audited import Audit
from audit.domain.decided import NOTHING, decided
from audit.domain.finding import Finding
from audit.domain.review import UNCHANGED, Correction, Decision, Judgement, Labels, Review, Target
from audit.domain.statement import Statement
from audit.errors import AuditError, InputError
from audit.rules.placing import content_of, finding_target, labels, statement_target


class UnfitError(InputError):
    """A judgement that cannot be; ``field`` is the part of it that is wrong: judgement, speaker, type or words."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class OvertakenError(AuditError):
    """Somebody decided, or the article was audited anew, since the reviewer looked; ``others`` are the decisions that hold there now."""

    def __init__(self, others: Sequence[Decision]) -> None:
        changes = "; ".join(one.in_words() for one in others) or "its speaker, type or words are others by now"
        super().__init__(f"it has changed since you looked: {changes}; look at it again, then judge")
        self.others = tuple(others)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person says: the judgement, by whom, why, what is right instead, and from where it came."""

    judgement: Judgement
    by: str
    reason: str = ""
    correction: Correction = UNCHANGED
    origin: str = "terminal"


def target_of(audit: Audit, found: Audit, statement: Statement, source_id: str | None) -> tuple[Target, Labels]:
    """A row of ``audit`` as something to decide about, in terms of what the tool ``found``; and what it had said of it."""
    row = decided(audit).get((statement.id, source_id), NOTHING)
    earlier = row.review or row.check
    before = next((one for one in found.statements if one.id == statement.id), statement)
    target = statement_target(found, before, earlier.target.source_id if earlier else source_id)
    return target, labels(found, target.source_id)


def judge_statement(audit: Audit, found: Audit, statement: Statement, source_id: str | None, verdict: Verdict) -> Review | None:
    """The review of a statement with one of its sources; None where that is what holds already.

    A correction keeps what an earlier one said of other things. Raises ``UnfitError`` that says what to do.
    """
    holding = decided(audit).get((statement.id, source_id), NOTHING).review
    target, labelled = target_of(audit, found, statement, source_id)
    correction = verdict.correction
    corrected = holding is not None and holding.judgement is Judgement.CORRECTED
    if verdict.judgement is Judgement.CONFIRMED and holding is not None and corrected:
        raise UnfitError(
            "judgement",
            (f"{holding.reviewer} has corrected it ({holding.id}); to confirm the tool's result instead: audit review undo {holding.id}"),
        )
    if verdict.judgement is Judgement.WAIVED:
        raise UnfitError("judgement", "only findings can be waived; confirm, correct or dismiss a statement")
    if verdict.judgement is Judgement.CORRECTED:
        correction = _whole(audit, statement, source_id, correction.over(holding.correction if holding and corrected else UNCHANGED))
    review = Review(
        target=target,
        judgement=verdict.judgement,
        reviewer=verdict.by,
        reason=verdict.reason,
        correction=correction,
        found=labelled,
        origin=verdict.origin,
    )
    same = holding is not None and not holding.stale and _said(holding) == _said(review)
    return None if same else review


def judge_finding(audit: Audit, finding: Finding, verdict: Verdict) -> Review | None:
    """The review of a finding; None where that is what holds already. Raises ``UnfitError`` for a correction."""
    if verdict.judgement is Judgement.CORRECTED:
        raise UnfitError(
            "judgement",
            ("a finding can be confirmed, waived or dismissed; if its statement is wrong, correct that and the rules run again"),
        )
    holding = next((one for one in audit.reviews if one.of_finding and one.target.id == finding.fingerprint), None)
    review = Review(finding_target(audit, finding), verdict.judgement, verdict.by, verdict.reason, origin=verdict.origin)
    return None if holding is not None and _said(holding) == _said(review) else review


def _whole(audit: Audit, statement: Statement, source_id: str | None, correction: Correction) -> Correction:
    """The correction with the type of the speaker that it names."""
    if not correction:
        raise UnfitError("judgement", "nothing is corrected; give what is right: speaker, type, words or reason")
    if correction.words is not None and not content_of(correction.words, audit.article.text, statement.span.start):
        raise UnfitError("words", f"“{correction.words}” is not in the article; copy the words from it (put “ … ” between parts)")
    if correction.speaker is None:
        if source_id is None and (correction.source_type or correction.reason is not None):
            raise UnfitError("speaker", "the statement has no source yet; give the speaker too")
        return correction
    speaker = audit.speaker(correction.speaker)
    kind = correction.source_type or (speaker.source_type if speaker else None)
    if kind is None:
        raise UnfitError(
            "type", f"“{correction.speaker}” is not yet a source in this article; give the type too: named, official or anonymous"
        )
    return replace(correction, source_type=kind)


def _said(review: Review) -> tuple[Judgement, Correction, str]:
    return review.judgement, review.correction, review.reason
