"""Boilerplate inside running text: advertisements, links to other stories, credits, share buttons.

The networks read blanks in its place, and no source or content includes it. Offsets stay the same.
"""

from __future__ import annotations

from audit.annotate.teasers import teasers
from audit.domain.text import Span
from audit.lexicons import boilerplate


def inserted(text: str) -> tuple[Span, ...]:
    """The stretches of ``text`` inside paragraphs that are boilerplate, in order and apart."""
    found = [Span(*match.span()) for pattern in boilerplate("inside") for match in pattern.finditer(text)]
    out: list[Span] = []
    for span in sorted((*found, *teasers(text))):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def blanked(text: str, spans: tuple[Span, ...]) -> str:
    """``text`` with blanks for the code points of ``spans``; as long as before."""
    parts, at = [], 0
    for span in sorted(spans):
        if span.end > at:
            parts += [text[at : max(at, span.start)], " " * (span.end - max(at, span.start))]
            at = span.end
    return "".join([*parts, text[at:]])


def short_of(span: Span, spans: tuple[Span, ...]) -> Span:
    """``span`` up to the first of ``spans`` that begins inside it."""
    return next((Span(span.start, one.start) for one in spans if span.start < one.start < span.end), span)
