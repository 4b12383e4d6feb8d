"""Quotations by their marks: straight, curly, single and guillemets, over paragraphs, balanced or not."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from audit.domain.annotation import Paragraph
from audit.domain.text import Span

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "‘": "’", '"': '"', "'": "'"}
_OPENS_AFTER = " \t\u00a0([{—–-/\u2009"
_CLOSES_BEFORE = " \t\u00a0.,;:!?)]}—–-/\u2009…"
MAX_PER_PARAGRAPH = 400
"""Quotation marks looked at in one paragraph; more than that is no prose, and pairing them would be guesswork."""
_SINGLE_REACH = 4000
"""Code points within which a single mark must close: most single marks that do not are apostrophes."""
_APOSTROPHE = re.compile("['’]")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks. ``closed`` is False where the paragraph ends first; ``carried``: the next paragraph goes on with it."""

    span: Span
    inner: Span
    closed: bool
    carried: bool = False
    paragraph: int = 0


def quotes(text: str, paragraphs: tuple[Paragraph, ...]) -> list[Quote]:
    """The outermost quotations of every paragraph, in order. A mark inside a quotation opened by another kind is part of it."""
    found: list[Quote] = []
    for paragraph in paragraphs:
        found += _in_paragraph(text, paragraph)
    out = []
    by_paragraph = {q.paragraph: q for q in reversed(found)}
    for quote in found:
        following = by_paragraph.get(quote.paragraph + 1)
        at_start = following is not None and following.span.start == paragraphs[following.paragraph].span.start
        out.append(Quote(quote.span, quote.inner, quote.closed, not quote.closed and at_start, quote.paragraph))
    return out


def _in_paragraph(text: str, paragraph: Paragraph) -> list[Quote]:
    out: list[Quote] = []
    start, end = paragraph.span.start, paragraph.span.end
    i, looked = start, 0
    barren = dict.fromkeys("'‘", start)
    """Up to where no single mark closes: what one opening has searched in vain, the next need not."""
    while i < end and looked < MAX_PER_PARAGRAPH:
        char = text[i]
        if char in _PAIRS and _opens(text, i, start):
            looked += 1
            if char in barren:
                reach = min(end, i + _SINGLE_REACH)
                stop = _closing(text, max(i, barren[char] - 1), reach, char)
            else:
                stop = _closing(text, i, end, char)
            if stop is None and char in barren:
                barren[char] = reach
                i += 1
                continue
            last = end if stop is None else stop + 1
            inner = Span(i + 1, max(i + 1, last if stop is None else stop))
            out.append(Quote(Span(i, last), inner, stop is not None, False, paragraph.index))
            i = last
        else:
            i += 1
    return out


def _opens(text: str, at: int, start: int) -> bool:
    """Whether the mark at ``at`` can open: something follows it, and a space, a bracket or another mark stands before it."""
    before = text[at - 1] if at > start else " "
    if at + 1 >= len(text) or text[at + 1].isspace():
        return text[at] == "«" and before.isspace()
    if text[at] in "“„«‹":
        return True
    if text[at] == "»":
        return before.isspace()
    if text[at] == '"':
        return before in _OPENS_AFTER or before in "“‘'"
    return before in _OPENS_AFTER + '“"«' and not (text[at + 1].isdigit() and text[at + 1 : at + 4].rstrip("s").isdigit())


def _closing(text: str, at: int, end: int, mark: str) -> int | None:
    """Where the quotation opened at ``at`` closes before ``end``."""
    closers = _PAIRS[mark]
    depth = 1
    for i in range(at + 1, end):
        char = text[i]
        if char in closers:
            if mark in "'‘" and not _closes_single(text, i, end):
                continue
            if mark == '"' and i + 1 < end and text[i + 1].isalnum() and text[i - 1].isspace():
                continue
            depth -= 1
            if depth == 0:
                return i
        elif char == mark and mark in "“«‹":
            depth += 1
            if depth > 2:
                return None
    return None


def _closes_single(text: str, at: int, end: int) -> bool:
    """A single mark closes where no letter follows and it is not the apostrophe of a plural ("the allies' plan")."""
    if at + 1 < end and text[at + 1] not in _CLOSES_BEFORE + '"”':
        return False
    if text[at - 1] in ".,!?…":
        return True
    plural = text[at - 1] == "s" and at + 2 < end and text[at + 1] == " " and text[at + 2].islower()
    return not (plural and _APOSTROPHE.search(text, at + 2, end))


def overlapping(marks: list[Quote], span: Span) -> list[Quote]:
    """Those of ``marks``, which are in the order of the text as ``quotes`` gives them, that overlap ``span``."""
    first = bisect_right(marks, span.start, key=lambda q: q.span.end)
    return marks[first : bisect_left(marks, span.end, lo=first, key=lambda q: q.span.start)]


def quoted_share(span: Span, marks: list[Quote], text: str) -> float:
    """The share of letters and digits of ``span`` that stand inside quotation marks."""
    total = inside = 0
    near = [q.inner for q in overlapping(marks, span)]
    for i in range(span.start, span.end):
        if text[i].isalnum():
            total += 1
            inside += any(q.start <= i < q.end for q in near)
    return inside / total if total else 0.0
