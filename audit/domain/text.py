"""Articles and places in them. Every offset is a code point into ``Article.text``, half-open."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


def digest(*parts: str) -> str:
    """A short id, the same for the same parts: 'a' and 15 hex digits (letter first, so that Excel reads no number or date)."""
    return "a" + hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:15]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words at this place of ``text``."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read. ``text`` is exactly what every offset refers to and what the database keeps."""

    text: str
    origin: str
    """Where it came from: a path, ``-`` for standard input, or a path and a line (``file.jsonl:12``)."""
    doc_id: str
    """The input's own id, or the file's stem."""
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    section: str | None = None
    published: str | None = None
    """ISO 8601 date or date and time, as far as the input says."""
    url: str | None = None
    language: str | None = None
    original_sha256: str = ""
    reader: str = ""
    """Name and version of what read the file."""
    notes: tuple[str, ...] = ()
    """What the reader has to tell: a guessed encoding, characters replaced."""

    @property
    def name(self) -> str:
        """What people call it: the headline, or the input's own id where it has none."""
        return self.title or self.doc_id

    @property
    def id(self) -> str:
        """Hash of the text: the same words, the same article."""
        return digest("article", self.text)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class SkippedInput:
    """An input that was not audited, with the reason in words for a checker and a short code for programs."""

    origin: str
    reason: str
    code: str
