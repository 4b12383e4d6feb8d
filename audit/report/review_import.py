"""What people filled in, row by row: checks, judgements and waivers, and what is wrong and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from audit.domain.review import UNCHANGED, CheckStatus, Correction, Judgement
from audit.domain.source import SourceType
from audit.report.columns import TABLES
from audit.report.dates import AmbiguousDateError, NoDateError, Order, day_of, order_in
from audit.report.returned import Problem, ReturnedRow
from audit.report.statement_columns import NO_REASON

CHECKER = ("check_status", "checked_by", "checked_on", "evidence_url", "contact_ref", "note")
"""On the facts; ``check_status`` starts as ``open``."""
REVIEW = ("judgement", "corrected_type", "corrected_speaker", "corrected_text", "corrected_reason", "judged_by", "judged_because")
"""What a person says of the tool's work on the row."""
_CORRECTIONS = ("corrected_type", "corrected_speaker", "corrected_text", "corrected_reason")
_URL = re.compile(r"https?://\S+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CheckCells:
    """The checker's columns of a row."""

    status: CheckStatus
    checked_by: str
    checked_on: str | None
    evidence_url: str | None
    contact_ref: str | None
    note: str | None
    unread: frozenset[str] = frozenset()
    """Those of them that could not be read: what is stored of these stays."""


@dataclass(frozen=True, slots=True)
class ReviewCells:
    """The columns of the review of a row, or of the waiver of a finding. ``by`` may be empty: then nothing new may stand here."""

    judgement: Judgement
    correction: Correction
    by: str
    because: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a row; None where it is as empty as an export leaves it, or told among the problems."""

    check: CheckCells | None = None
    review: ReviewCells | None = None


def dates_of(rows: Iterable[ReturnedRow]) -> Order | None:
    """The order of day and month in a file, where its dates tell."""
    return order_in(row.value("checked_on") for row in rows if row.table == "statements")


def filled(row: ReturnedRow, by: str = "", order: Order | None = None) -> tuple[Filled, list[Problem]]:
    """What a person filled in, and everything that is wrong with it; a problem costs its own part of the row only.

    ``by`` is whose name goes where a row has none, ``order`` that of day and month where a date does not tell.
    """
    problems = [row.problem(column, message) for column, message in row.faults.items()]
    if row.table == "findings":
        return Filled(review=None if problems else _waiver(row, by, problems)), problems
    return Filled(_check(row, by, order, problems), _review(row, by, problems)), problems


def _check(row: ReturnedRow, by: str, order: Order | None, problems: list[Problem]) -> CheckCells | None:
    unread = {column for column in CHECKER if column in row.faults}
    before = len(problems)
    status = _choice(row, "check_status", problems) or CheckStatus.OPEN.value
    if len(problems) > before or "check_status" in unread:
        return None
    others = {name: row.value(name) for name in CHECKER[1:]}
    if others["checked_on"]:
        try:
            others["checked_on"] = day_of(others["checked_on"], order)
        except AmbiguousDateError as error:
            choices = " or ".join(f"--dates {one}" for one in Order)
            problems.append(row.problem("checked_on", f"is {others['checked_on']!r}, {error}; the date is left out: use {choices}"))
            unread.add("checked_on")
        except NoDateError:
            problems.append(row.problem("checked_on", f"is {others['checked_on']!r}; the date is left out: write it as 2026-05-31"))
            unread.add("checked_on")
    if any(not _URL.match(one) for one in others["evidence_url"].split()):
        advice = "the address is left out: give addresses with http:// or https://, or use note"
        problems.append(row.problem("evidence_url", f"is {others['evidence_url']!r}; {advice}"))
        unread.add("evidence_url")
    if status == CheckStatus.OPEN and not any(others[name] for name in others if name not in unread):
        return None
    who = others["checked_by"] or by
    if not who and "checked_by" not in unread:
        problems.append(row.problem("checked_by", "is empty; fill in who checked it, or import with --by NAME"))
    if not who:
        return None
    texts = {name: others[name] or None if name not in unread else None for name in ("checked_on", "evidence_url", "contact_ref", "note")}
    return CheckCells(CheckStatus(status), who, **texts, unread=frozenset(unread))


def _review(row: ReturnedRow, by: str, problems: list[Problem]) -> ReviewCells | None:
    if any(name in row.faults for name in REVIEW) or not any(row.value(name) for name in REVIEW):
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
        problems.append(row.problem("judged_because", "is empty; say why this is not a statement by this source"))
    if len(problems) > before:
        return None
    return ReviewCells(judgement, correction, row.value("judged_by") or row.value("checked_by") or by, because)


def _waiver(row: ReturnedRow, by: str, problems: list[Problem]) -> ReviewCells | None:
    who, because = row.value("waived_by"), row.value("waiver_reason")
    word = _choice(row, "judgement", problems)
    if not (who or because or row.value("judgement")) or problems:
        return None
    judgement = Judgement(word) if word else Judgement.WAIVED
    if judgement is not Judgement.CONFIRMED and not because:
        problems.append(row.problem("waiver_reason", "is empty; say why the finding is signed off"))
        return None
    return ReviewCells(judgement, UNCHANGED, who or by, because)


def _choice(row: ReturnedRow, column: str, problems: list[Problem]) -> str | None:
    """The word of a column that takes only some; None where it is empty or wrong."""
    word, words = row.value(column), TABLES[row.table][column].choices
    if word and word.lower() not in words:
        problems.append(row.problem(column, f"is {word!r}; choose one of: {', '.join(words)}"))
        return None
    return word.lower() or None
