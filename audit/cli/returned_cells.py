"""Compares returned cells with what is stored, and makes decisions of those that say something new."""

from __future__ import annotations

from dataclasses import replace

from audit.domain.anchor import words_of
from audit.domain.review import Check, Decision, Review, Target
from audit.report.cells import guarded, restored
from audit.report.review_import import CheckCells, ReviewCells
from audit.rules.judging import UnfitError, Verdict


def verdict_of(cells: ReviewCells, origin: str) -> Verdict:
    if not cells.by:
        raise UnfitError("judged_by", "is empty; fill in who decided, or import with --by NAME")
    return Verdict(cells.judgement, cells.by, cells.because, cells.correction, origin)


def check_of(target: Target, cells: CheckCells, origin: str) -> Check:
    return Check(
        target=target,
        status=cells.status,
        checked_by=cells.checked_by,
        checked_on=cells.checked_on,
        evidence_url=cells.evidence_url,
        contact_ref=cells.contact_ref,
        note=cells.note,
        origin=origin,
    )


def completed(cells: CheckCells, holding: Check | None) -> CheckCells:
    """The cells, with what holds for those that could not be read."""
    return replace(cells, **{name: getattr(holding, name) for name in cells.unread}) if holding and cells.unread else cells


def same_review(holding: Review | None, cells: ReviewCells) -> bool:
    """Whether the cells only say again what holds."""
    if holding is None or holding.stale:
        return False
    mine = (holding.correction.speaker, holding.correction.words, holding.correction.reason, holding.reason)
    theirs = (cells.correction.speaker, cells.correction.words, cells.correction.reason, cells.because)
    types = holding.judgement is cells.judgement and holding.correction.source_type is cells.correction.source_type
    return types and all(_same(one, other) for one, other in zip(mine, theirs, strict=True))


def same_check(check: Check | None, cells: CheckCells) -> bool:
    if check is None or check.status is not cells.status:
        return False
    names = ("checked_by", "checked_on", "evidence_url", "contact_ref", "note")
    return all(_same(getattr(check, name), getattr(cells, name)) for name in names)


def said_before(earlier: Decision, cells: ReviewCells | CheckCells) -> str:
    """The column of what somebody decided in the same words; empty where it is not the same."""
    if isinstance(earlier, Check):
        return "check_status" if isinstance(cells, CheckCells) and same_check(earlier, cells) else ""
    if isinstance(cells, CheckCells) or not _same(earlier.reviewer, cells.by):
        return ""
    return "judgement" if same_review(earlier, cells) else ""


def same_words(stored: str, cell: str) -> bool:
    """As ``_same``, for what nobody is asked to change: marks, spaces and letter case may have become others on the way."""
    return words_of(restored(guarded(stored))) == words_of(cell)


def _same(stored: str | None, cell: str | None) -> bool:
    """Equal, but for what a table cannot keep (line breaks of other kinds, the end of a very long cell)."""
    return restored(guarded(stored)).strip() == (cell or "").strip()


def short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60]}…"
