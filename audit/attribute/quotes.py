"""Quotations by their marks: straight, curly, single and guillemets, as HTML and LaTeX write them too, over paragraphs, balanced or not."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from audit.domain.annotation import Paragraph
from audit.domain.text import Span

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "‘": "’", '"': '"', "'": "'"}
OPENING_MARKS = frozenset(_PAIRS)
_WRITTEN = {
    "“": "&ldquo; &#8220; &#x201c; ``",
    "”": "&rdquo; &#8221; &#x201d;",
    "‘": "&lsquo; &#8216; &#x2018;",
    "’": "&rsquo; &#8217; &#x2019;",
    '"': "&quot; &#34; ''",
    "'": "&apos; &#39;",
    "«": "&laquo; &#171;",
    "»": "&raquo; &#187;",
}
_MARK_OF = {written: mark for mark, forms in _WRITTEN.items() for written in forms.split()}
_LONGHAND = re.compile("|".join(map(re.escape, _MARK_OF)), re.IGNORECASE)
_REST = "\u2060"
"""Stands in ``_plain`` for the rest of a mark that is written with several characters."""
_OPENS_AFTER = " \t\u00a0([{—–-/\u2009"
_CLOSES_BEFORE = " \t\u00a0.,;:!?)]}—–-/\u2009…"
MAX_PER_PARAGRAPH = 400
"""Quotation marks looked at in one paragraph; more than that is no prose, and pairing them would be guesswork."""
_SINGLE_REACH = 4000
"""Code points within which a single mark must close: most single marks that do not are apostrophes."""
_APOSTROPHE = re.compile("['’]")
SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*(\s|$)")
"""A full stop or the like with what closes behind it."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks. ``closed`` is False where the paragraph ends first.

    ``carried``: the next paragraph of the story goes on with it.
    """

    span: Span
    inner: Span
    closed: bool
    carried: bool = False
    paragraph: int = 0


def quotes(text: str, paragraphs: tuple[Paragraph, ...]) -> list[Quote]:
    """The outermost quotations of every paragraph, in order. A mark inside a quotation opened by another kind is part of it."""
    found: list[Quote] = []
    text = _plain(text)
    for paragraph in paragraphs:
        found += _within(text, paragraph.span, paragraph.index)
    out = []
    by_paragraph = {q.paragraph: q for q in reversed(found)}
    behind = _next_of_the_story(paragraphs)
    for quote in found:
        following = by_paragraph.get(behind[quote.paragraph])
        at_start = following is not None and following.span.start == paragraphs[following.paragraph].span.start
        out.append(Quote(quote.span, quote.inner, quote.closed, not quote.closed and at_start, quote.paragraph))
    return out


def _next_of_the_story(paragraphs: tuple[Paragraph, ...]) -> list[int]:
    """For each paragraph the index of the next that is no boilerplate."""
    out, following = [0] * len(paragraphs), len(paragraphs)
    for at in range(len(paragraphs) - 1, -1, -1):
        out[at] = following
        following = following if paragraphs[at].zone == "boilerplate" else at
    return out


def inner_quotes(text: str, quote: Quote) -> list[Quote]:
    """The quotations in a quotation, those that the second kind of mark makes."""
    return _within(_plain(text), quote.inner, quote.paragraph)


@lru_cache(maxsize=1)
def _plain(text: str) -> str:
    """``text`` with each mark that is written in longhand as one character, and as many code points as before."""
    known = _MARK_OF | {"''": "”"} if "``" in text else _MARK_OF
    return _LONGHAND.sub(lambda m: known[m.group().lower()] + _REST * (len(m.group()) - 1), text)


def _behind(text: str, at: int) -> int:
    """Where the mark at ``at`` ends."""
    at += 1
    while at < len(text) and text[at] == _REST:
        at += 1
    return at


def _within(text: str, span: Span, paragraph: int) -> list[Quote]:
    out: list[Quote] = []
    start, end = span.start, span.end
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
            last = end if stop is None else _behind(text, stop)
            opened = min(_behind(text, i), last)
            inner = Span(opened, max(opened, last if stop is None else stop))
            out.append(Quote(Span(i, last), inner, stop is not None, False, paragraph))
            i = last
        else:
            i += 1
    return out


def _opens(text: str, at: int, start: int) -> bool:
    """Whether the mark at ``at`` can open: something follows it, and a space, a bracket or another mark stands before it."""
    before = text[at - 1] if at > start else " "
    after = _behind(text, at)
    if after >= len(text) or text[after].isspace():
        return text[at] == "«" and before.isspace()
    if text[at] in "“„«‹":
        return True
    if text[at] == "»":
        return before.isspace()
    if text[at] == '"':
        return before in _OPENS_AFTER or before in "“‘'" or (before == '"' and text[after].isalnum())
    return before in _OPENS_AFTER + '“"«' + _REST and not (text[after].isdigit() and text[after : after + 3].rstrip("s").isdigit())


def _closing(text: str, at: int, end: int, mark: str) -> int | None:
    """Where the quotation opened at ``at`` closes before ``end``. A curly mark may open what a straight one closes, and the other way."""
    closers = _PAIRS[mark]
    depth, curly, straight, other = 1, 0, 0, end
    for i in range(_behind(text, at), end):
        char = text[i]
        if char in closers:
            if mark in "'‘" and not _closes_single(text, i, end):
                continue
            if mark == '"' and _opening(text, i, end):
                continue
            depth -= 1
            if depth == 0:
                return i
        elif char == mark and mark in "“«‹":
            depth += 1
            if depth > 2:
                break
        elif mark == '"' and char in "“”":
            curly += 1 if char == "“" else -1
            if curly < 0:
                return i
        elif mark == "“" and char == '"' and straight >= 0:
            straight += 1 if _opening(text, i, end) else -1
            other = i
    return other if straight < 0 else None


def _opening(text: str, at: int, end: int) -> bool:
    """Whether a straight mark stands before a word, with a space before it."""
    after = _behind(text, at)
    return after < end and text[after].isalnum() and text[at - 1].isspace()


def _closes_single(text: str, at: int, end: int) -> bool:
    """A single mark closes where no letter follows and it is not the apostrophe of a plural ("the allies' plan")."""
    after = _behind(text, at)
    if after < end and text[after] not in _CLOSES_BEFORE + '"”':
        return False
    if text[at - 1] in ".,!?…":
        return True
    plural = text[at - 1] == "s" and after + 1 < end and text[after] == " " and text[after + 1].islower()
    return not (plural and _APOSTROPHE.search(text, after + 1, end))


def overlapping(marks: list[Quote], span: Span) -> list[Quote]:
    """Those of ``marks``, which are in the order of the text as ``quotes`` gives them, that overlap ``span``."""
    first = bisect_right(marks, span.start, key=lambda q: q.span.end)
    return marks[first : bisect_left(marks, span.end, lo=first, key=lambda q: q.span.start)]


def quoted_share(span: Span, marks: list[Quote], text: str) -> float:
    """The share of letters and digits of ``span`` that stand inside quotation marks."""
    near = [q.inner for q in overlapping(marks, span)]
    if not near:
        return 0.0
    total = inside = 0
    for i in range(span.start, span.end):
        if text[i].isalnum():
            total += 1
            inside += any(q.start <= i < q.end for q in near)
    return inside / total if total else 0.0
