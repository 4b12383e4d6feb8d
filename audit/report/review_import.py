"""What people filled in, row by row: checks, judgements and waivers, or what is wrong and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from audit.domain.review import UNCHANGED, CheckStatus, Correction, Judgement
from audit.domain.source import SourceType
from audit.report.columns import CHECKER, CHOICES, NO_REASON, REVIEW
from audit.report.returned import Problem, ReturnedRow

_CORRECTIONS = ("corrected_type", "corrected_speaker", "corrected_text", "corrected_reason")
_URL = re.compile(r"https?://\S+\Z", re.IGNORECASE)
_TIME = re.compile(r"[T ]\d\d:\d\d(:\d\d)?(\.\d+)?Z?\Z")


@dataclass(frozen=True, slots=True)
class CheckCells:
    """The checker's columns of a row."""

    status: CheckStatus
    checked_by: str
    checked_on: str | None
    evidence_url: str | None
    contact_ref: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class ReviewCells:
    """The columns of the review of a row, or of the waiver of a finding. ``by`` may be empty: then nothing new may stand here."""

    judgement: Judgement
    correction: Correction
    by: str
    because: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a row; None where the row is as empty as an export leaves it."""

    check: CheckCells | None = None
    review: ReviewCells | None = None


def filled(row: ReturnedRow, by: str = "") -> Filled | list[Problem]:
    """What a person filled in, or everything that is wrong with it. ``by`` is whose name goes where a row has none."""
    problems = list(row.faults)
    if row.table == "findings":
        found = Filled(review=_waiver(row, by, problems))
    else:
        found = Filled(_check(row, by, problems), _review(row, by, problems))
    return problems or found


def _check(row: ReturnedRow, by: str, problems: list[Problem]) -> CheckCells | None:
    status = _choice(row, "check_status", problems) or CheckStatus.OPEN.value
    others = {name: row.value(name) for name in CHECKER[1:]}
    if status == CheckStatus.OPEN and not any(others.values()):
        return None
    who = others["checked_by"] or by
    if not who:
        problems.append(row.problem("checked_by", "is empty; fill in who checked it, or import with --by NAME"))
    day = _day(row, problems) if others["checked_on"] else None
    if any(not _URL.match(one) for one in others["evidence_url"].split()):
        problems.append(row.problem("evidence_url", f"is {others['evidence_url']!r}; give addresses with http:// or https://, or use note"))
    texts = {name: others[name] or None for name in ("evidence_url", "contact_ref", "note")}
    return CheckCells(CheckStatus(status), who, day, **texts)


def _review(row: ReturnedRow, by: str, problems: list[Problem]) -> ReviewCells | None:
    if not any(row.value(name) for name in REVIEW):
        return None
    before = len(problems)
    word = _choice(row, "judgement", problems)
    kind = _choice(row, "corrected_type", problems)
    if len(problems) > before:
        return None
    reason = row.value("corrected_reason")
    correction = Correction(
        row.value("corrected_speaker") or None,
        SourceType(kind) if kind else None,
        row.value("corrected_text") or None,
        None if not reason else "" if reason.lower() == NO_REASON else reason,
    )
    judgement = Judgement(word) if word else Judgement.CORRECTED
    corrected = next((name for name in _CORRECTIONS if row.value(name)), None)
    because = row.value("judged_because") or (row.value("note") if judgement is Judgement.DISMISSED else "")
    if judgement is Judgement.CORRECTED and not correction:
        problems.append(row.problem("judgement", "is corrected, but no corrected_… column is filled in; say what is right"))
    elif judgement is not Judgement.CORRECTED and corrected:
        problems.append(row.problem(corrected, f"is filled in, but judgement is {judgement.value}; write corrected there or empty this"))
    elif judgement is Judgement.DISMISSED and not because:
        problems.append(row.problem("judged_because", "is empty; say why this is no statement of this source"))
    return ReviewCells(judgement, correction, row.value("judged_by") or row.value("checked_by") or by, because)


def _waiver(row: ReturnedRow, by: str, problems: list[Problem]) -> ReviewCells | None:
    who, because = row.value("waived_by"), row.value("waiver_reason")
    word = _choice(row, "judgement", problems)
    if not (who or because or row.value("judgement")) or problems:
        return None
    judgement = Judgement(word) if word else Judgement.WAIVED
    if judgement is not Judgement.CONFIRMED and not because:
        problems.append(row.problem("waiver_reason", "is empty; say why the finding is signed off"))
    return ReviewCells(judgement, UNCHANGED, who or by, because)


def _choice(row: ReturnedRow, column: str, problems: list[Problem]) -> str | None:
    """The word of a column that takes only some; None where it is empty or wrong."""
    word, words = row.value(column), CHOICES[row.table][column]
    if word and word.lower() not in words:
        problems.append(row.problem(column, f"is {word!r}; choose one of: {', '.join(words)}"))
        return None
    return word.lower() or None


def _day(row: ReturnedRow, problems: list[Problem]) -> str | None:
    """The date in ISO 8601; a time of day behind it is left out."""
    try:
        return date.fromisoformat(_TIME.sub("", row.value("checked_on"))).isoformat()
    except ValueError:
        problems.append(row.problem("checked_on", f"is {row.value('checked_on')!r}; write the date as 2026-05-31"))
        return None
