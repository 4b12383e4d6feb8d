"""A statement under construction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.domain.statement import Channel, TagScores
from audit.domain.text import Span

_EDGE = " \t\r\n\u00a0,;:–—-"


@dataclass
class Draft:
    """``implicit``: the words that name the source stand elsewhere (a subject shared, a quotation carried on)."""

    content: list[Span]
    cue: Span | None
    source: Span | None
    score: float = 0.0
    """By the tagger; of two drafts of the same words the one with the higher score stays."""
    implicit: bool = False
    via: str | None = None
    tags: TagScores | None = None
    reported: bool = True
    """Whether our own annotators would take it for a statement; else only PolNeAR's, who took thoughts and plans as well."""

    verbatim: bool = False
    """Whether the words are the source's own, without quotation marks: a turn of a transcript, a post, a line of dialogue."""
    led_by: Span | None = None
    """The cue of the statement that a draft without one goes on with."""
    channel: Channel | None = None
    """How the words came, where the form of the text shows it: a letter, a post."""

    @property
    def start(self) -> int:
        return self.content[0].start


_TAIL = re.compile(r"[.,;:!?…]{1,3}[\"”’']?\s{1,4}")
"""The end of the sentence before, with its mark."""


_LINK = re.compile(r"\W{0,9}\w?https?://\S{1,200}")
"""An address and nothing else, with what is left of a post before it."""


def trimmed(span: Span, text: str) -> Span | None:
    """``span`` without spaces, commas, dashes and lines of nothing but marks at its ends; None where no letter or digit is left, or
    nothing but a link."""
    start, end = span.start, span.end
    if (tail := _TAIL.match(text, start, end)) is not None:
        start = tail.end()
    while (line := text.find("\n", start, end)) >= 0 and not any(c.isalnum() for c in text[start:line]):
        start = line + 1
    while (line := text.rfind("\n", start, end)) >= 0 and not any(c.isalnum() for c in text[line:end]):
        end = line
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    said = any(c.isalnum() for c in text[start:end]) and _LINK.fullmatch(text, start, end) is None
    return Span(start, end) if said else None
