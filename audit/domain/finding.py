"""Findings: what a reader of the article cannot see. Never that a claim is false."""

from __future__ import annotations

from collections.abc import Set
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


Subject = tuple[str | None, str | None]
"""A statement's id, a source's id where a finding is of the source as such, or neither where it is of the whole article."""


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

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return (self.statement_id, None) if self.statement_id is not None else (None, self.source_id)


def concern(subjects: Set[Subject], statement_id: str, source_id: str | None) -> bool:
    """Whether findings about ``subjects`` are also about the pair of a statement and its source (None: the statement has no source)."""
    return not subjects.isdisjoint(((statement_id, None), (None, source_id), (None, None)))
