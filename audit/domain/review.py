"""What people decide about what the tool found. Decisions are added or withdrawn, never rewritten."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from audit.domain.anchor import Anchor
from audit.domain.source import SourceType
from audit.domain.text import digest


class Judgement(StrEnum):
    """On the tool's work. ``WAIVED`` is for findings: right, and signed off all the same; ``DISMISSED``: the tool was wrong."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    DISMISSED = "dismissed"
    WAIVED = "waived"


class CheckStatus(StrEnum):
    """On the facts: where a checker stands with what a statement says, whatever the tool made of it."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    WRONG = "wrong"
    UNVERIFIABLE = "unverifiable"


@dataclass(frozen=True, slots=True)
class Target:
    """What is decided about: a statement with one of its sources, or a finding, held by its words."""

    anchor: Anchor
    article_id: str
    """The text on which it was decided."""
    id: str
    """Id of the statement, or the fingerprint of the finding. In an ``Audit``: the one that it has there."""
    source_id: str | None = None
    speaker: str | None = None
    """Label of the source when it was decided; None for a statement or finding without one."""
    code: str | None = None
    """The rule's code; None for statements."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the tool said of a statement and source when a person looked."""

    speaker: str | None = None
    source_type: SourceType | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says instead; None leaves the tool's word. Type and reason are those of the source, wherever it speaks."""

    speaker: str | None = None
    source_type: SourceType | None = None
    words: str | None = None
    """The content of the statement as printed; parts divided by `` … ``."""
    reason: str | None = None
    """Why the name is withheld, as printed; empty: the article gives no reason."""

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) is not None for field in fields(self))

    def over(self, earlier: Correction) -> Correction:
        """This correction, with what it leaves open taken from an ``earlier`` one."""
        names = (field.name for field in fields(self))
        return Correction(*(mine if (mine := getattr(self, name)) is not None else getattr(earlier, name) for name in names))

    def in_words(self) -> str:
        """``type official; speaker “Ona Vey”``."""
        parts = [f"type {self.source_type.value}"] if self.source_type else []
        for name, value in (("speaker", self.speaker), ("words", self.words), ("reason", self.reason)):
            parts += [f"{name} “{value}”" if value else f"no {name}"] if value is not None else []
        return "; ".join(parts)


UNCHANGED = Correction()
"""Nothing is corrected."""


@dataclass(frozen=True, slots=True)
class Review:
    """A judgement on a statement or finding, by whom and why. Moments are ISO 8601, UTC; ``id`` is empty until it is stored."""

    target: Target
    judgement: Judgement
    reviewer: str
    reason: str = ""
    correction: Correction = UNCHANGED
    found: Labels = Labels()
    origin: str = ""
    """Where it came from: ``terminal``, or a returned file with its row."""
    id: str = ""
    created_at: str = ""
    withdrawn_at: str | None = None
    withdrawn_by: str | None = None
    stale: bool = False
    """On words of which the tool says something else by now: it has another speaker there, or what was confirmed is another type."""

    @property
    def of_finding(self) -> bool:
        return self.target.code is not None

    @property
    def by(self) -> str:
        """Who decided."""
        return self.reviewer

    def in_words(self) -> str:
        """``corrected by Ona Reed (type official) because: a spokesman``."""
        parts = [f"{self.judgement.value} by {self.reviewer}"]
        parts += [f"({self.correction.in_words()})"] if self.correction else []
        parts += [f"because: {self.reason}"] if self.reason else []
        return " ".join(parts)

    @property
    def signs_off(self) -> bool:
        """Whether the finding no longer counts."""
        return self.of_finding and self.judgement in (Judgement.WAIVED, Judgement.DISMISSED)


@dataclass(frozen=True, slots=True)
class Check:
    """The checker's columns for a statement and source. The other fields are as in ``Review``."""

    target: Target
    status: CheckStatus
    checked_by: str
    checked_on: str | None = None
    """ISO 8601 date."""
    evidence_url: str | None = None
    contact_ref: str | None = None
    note: str | None = None
    origin: str = ""
    id: str = ""
    created_at: str = ""
    withdrawn_at: str | None = None
    withdrawn_by: str | None = None
    stale: bool = False
    """The words or the speaker are others than those that were checked."""

    @property
    def by(self) -> str:
        """Who decided."""
        return self.checked_by

    def in_words(self) -> str:
        """``checked: wrong by Ona Reed (the minutes say otherwise)``."""
        return f"checked: {self.status.value} by {self.checked_by}" + (f" ({self.note})" if self.note else "")


Decision = Review | Check


def row_id(statement_id: str, source_id: str | None) -> str:
    """The id of a statement with one of its sources, or with none."""
    return digest("row", statement_id, source_id or "")


def finding_id(article_id: str, fingerprint: str) -> str:
    """The id of a finding in one text."""
    return digest("finding", article_id, fingerprint)
