"""Findings: what a reader of the article cannot see. Never that a claim is false."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from audit.domain.text import Span


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One flaw at one place. ``fingerprint`` is made of words, not offsets, so that it outlives an edit elsewhere in the article."""

    code: str
    severity: Severity
    span: Span | None
    """None: the whole article."""
    message: str
    statement_id: str | None
    source_id: str | None
    fingerprint: str
