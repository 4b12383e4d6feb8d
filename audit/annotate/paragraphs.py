"""Where paragraphs begin and end, and the zone of each: headline, deck, byline, dateline, boilerplate or body."""

from __future__ import annotations

import re
from itertools import pairwise

from audit.domain.annotation import Paragraph
from audit.domain.text import Span
from audit.lexicons import boilerplate
from audit.lexicons.datelines import dateline

_LINE = re.compile(r"[^\r\n\u0085\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\u0085\u2028\u2029]")
_END = ".!?…\"”’')]:;"
_MARK = re.compile(r"[.!?…][\"”’')\]]*\s")
_FEW_BLANK = 15
"""Lines of a hard-wrapped text, on the average, between two blank ones, from which on blank lines do not separate its paragraphs."""
_FULL, _FREE = 0.9, 0.75
"""The share of the lines that are no longer than a full one; the share of a full line that one which ends a paragraph may fill."""
_SENTENCE_END = '.!?…"”’'
_LONG = 1500
"""Code points without a sentence mark after which a paragraph is cut: the parser's memory grows with the square of a sentence."""


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """Paragraphs of ``text`` as half-open spans of code points, space at their ends left out.

    A line is a paragraph, but in a hard-wrapped text (most lines of one length, none ending a sentence) a blank line separates them.
    """
    lines = []
    for line in _LINE.finditer(text):
        words = line.group()
        start = line.start() + len(words) - len(words.lstrip())
        end = line.start() + len(words.rstrip())
        if start < end:
            lines.append((start, end))
    return _unwrapped(text, lines) if _hard_wrapped(text, lines) else lines


def _hard_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """At least three lines, and a third of all, are of 45 to 100 code points and break off inside a sentence that goes on in lower case."""
    broken = [(s, e) for (s, e), (n, _) in pairwise(lines) if 45 <= e - s <= 100 and text[e - 1] not in _END and text[n].islower()]
    return len(broken) >= 3 and len(broken) * 3 >= len(lines)


def _unwrapped(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines put together; where next to none is blank, a paragraph ends with a sentence that leaves a part of its line free."""
    blank = sum(len(_BREAK.findall(text, end, start)) > 1 for (_, end), (start, _) in pairwise(lines)) * _FEW_BLANK >= len(lines)
    width = sorted(end - start for start, end in lines)[int(len(lines) * _FULL)]
    out: list[tuple[int, int]] = []
    last = 0  # where the line before begins
    for start, end in lines:
        before = out[-1][1] if out else 0
        ends = not blank and text[before - 1] in _SENTENCE_END and before - last < _FREE * width and not text[start].islower()
        if out and len(_BREAK.findall(text, before, start)) < 2 and not ends:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
        last = start
    return out


def pieces(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """``spans`` with stretches of more than 1,500 code points without a sentence mark cut at a space (or anywhere, if there is none)."""
    out = []
    for start, end in spans:
        cut = since = start
        for stop in [*(start + mark.end() for mark in _MARK.finditer(text[start:end])), end]:
            while stop - since > _LONG:
                at = text.rfind(" ", since + 1, since + _LONG) + 1 or since + _LONG
                if text[cut:at].strip():
                    out.append((cut, at))
                cut = since = at
            since = stop
        if text[cut:end].strip():
            out.append((cut, end))
    return out


_BYLINE = re.compile(r"^(?i:by|words by|reporting by|story by|from)\s+[A-Z]")
_DATE = re.compile(
    r"^(published|updated|posted|last updated|first published)\b.*\d|"
    r"^\w+day,?\s+\w+\s+\d{1,2},?\s+\d{4}$|^\d{1,2}\s+\w+\s+\d{4}$|^\w+\s+\d{1,2},\s+\d{4}$",
    re.IGNORECASE,
)

_HEADLINE = 6
_WHOLE = 1000
"""Code points from which more than half of a text is no boilerplate, whatever stands in it."""
_LOOKED_AT = 5000
"""Code points from which it is told whether a text is in capitals."""


def zoned(text: str, spans: list[tuple[int, int]], title: str | None = None) -> tuple[Paragraph, ...]:
    """Paragraphs with their zones. ``title`` is the headline where the input carried one apart."""
    out: list[Paragraph] = []
    body, before = False, ""
    in_capitals = _in_capitals(text)
    for i, (start, end) in enumerate(spans):
        words = text[start:end]
        zone = "body"
        nearly_all = len(words) > _WHOLE and 2 * len(words) > len(text)
        if (not nearly_all and any(p.search(words) for p in boilerplate("patterns"))) or (
            body and not in_capitals and _other_headline(words)
        ):
            zone = "boilerplate"
        elif not body:
            short, open_end = len(words.split()) <= 30, words[-1] not in '.!?”"’…'
            if title and _same(words, title):
                zone = "headline"
            elif _BYLINE.match(words) and len(words.split()) <= 12 and words[-1] != ".":
                zone = "byline"
            elif len(words.split()) <= 12 and _DATE.search(words):
                zone = "dateline"
            elif not before and not title and ((short and open_end) or _alone(text, spans, words)):
                zone = "headline"
            elif short and open_end and before in ("", "headline", "byline", "dateline"):
                zone = "deck"
            else:
                body = True
        before = before if zone == "boilerplate" else zone
        out.append(Paragraph(i, Span(start, end), zone))
    return tuple(out)


def _other_headline(words: str) -> bool:
    """Whether a paragraph is the headline of another story: labelled, or at least six words in capitals, no full stop."""
    in_capitals = words.isupper() and words[-1] not in ".!?…:;" and len(words.split()) >= _HEADLINE
    return in_capitals or any(p.search(words) for p in boilerplate("later"))


def _in_capitals(text: str) -> bool:
    """Whether most letters of a text are capitals."""
    letters = [c for c in text[:_LOOKED_AT] if c.isalpha()]
    return 2 * sum(map(str.isupper, letters)) > len(letters)


def _same(words: str, title: str) -> bool:
    def letters(value: str) -> str:
        return re.sub(r"\W+", "", value).lower()

    return bool(letters(words)) and letters(words) == letters(title)


def _alone(text: str, spans: list[tuple[int, int]], words: str) -> bool:
    """A short first line with a full stop, in Title Case throughout or set off from long paragraphs, is a headline too."""
    tokens = [w for w in re.findall(r"[A-Za-z]+", words) if len(w) > 3]
    return len(words.split()) <= 16 and len(spans) > 2 and len(tokens) >= 3 and all(w[0].isupper() for w in tokens)


_OPENING = 4
"""Paragraphs of the story in which its dateline is looked for: a headline, deck or summary may stand before it."""


def opening_dateline(text: str, paragraphs: tuple[Paragraph, ...]) -> Span | None:
    """The dateline that opens the story, "PORT HALE, Nov. 3 (Harbour Wire) — ", without the space behind it."""
    story = [p for p in paragraphs if p.zone in ("headline", "deck", "body")][:_OPENING]
    for paragraph in story:
        found = dateline(paragraph.span.of(text))
        if found is not None:
            return Span(paragraph.span.start, paragraph.span.start + len(found.group().rstrip()))
    return None
