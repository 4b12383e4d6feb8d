"""Places held by their words: found again after an edit, since offsets only break ties."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from audit.domain.text import Span, digest

CONTEXT = 80
"""Code points of context that are kept on either side of the words."""
ALIKE = 0.7
"""Least likeness (``difflib``'s ratio over words) of words that were edited. The project's judgement."""
TELLING = 4
"""So many words are telling by themselves; fewer are only found again where the context agrees too. The project's judgement."""
_AGREES = 0.25
_SAME = {**dict.fromkeys("“”„«»‟", '"'), **dict.fromkeys("‘’‚‛`´", "'"), **dict.fromkeys("–—‑", "-"), "¶": " "}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words with what stood before and after them; ``start`` is their offset in the text where they were quoted."""

    quote: str
    before: str
    after: str
    start: int

    @property
    def fingerprint(self) -> str:
        """The same for the same words in the same context, whatever their offset, line breaks or form of quotation marks."""
        return digest("anchor", *(_folded(part).text.strip() for part in (self.quote, self.before, self.after)))


def anchored(text: str, span: Span) -> Anchor:
    """The anchor of a place in ``text``."""
    before, after = text[max(span.start - CONTEXT, 0) : span.start], text[span.end : span.end + CONTEXT]
    return Anchor(span.of(text), before, after, span.start)


def find(anchor: Anchor, text: str) -> Span | None:
    """Where the words of ``anchor`` stand in ``text`` now, or words that are alike; None where neither can be told.

    Equal words win over edited ones, then the place whose context is most alike, then the nearest. Line breaks, letter case and the
    form of quotation marks and dashes do not count. Equal words that are few must have some of their context around them.
    """
    folded = _folded(text)
    wanted = _folded(anchor.quote).text.strip()
    places = folded.places(wanted)
    if places:
        scored = [(_context(anchor, text, place), -abs(place.start - anchor.start), place) for place in places]
        likeness, _, best = max(scored)
        bare = not (anchor.before.strip() or anchor.after.strip())
        if len(_WORD.findall(wanted)) >= TELLING or likeness >= _AGREES or bare:
            return best
        return None
    return _edited(folded, wanted)


def exactly(words: str, text: str, near: int) -> Span | None:
    """Where ``words`` stand in ``text``, the nearest to the offset ``near``; None where they do not."""
    places = _folded(text).places(_folded(words).text.strip())
    return min(places, key=lambda place: abs(place.start - near), default=None)


def same_words(one: str, other: str) -> bool:
    """Whether two stretches have the same words, by the measure of ``find``."""
    return _folded(one).text.strip() == _folded(other).text.strip()


class _Folded:
    """A text in lower case, with single spaces and plain marks, that knows where each character came from."""

    def __init__(self, text: str) -> None:
        kept: list[str] = []
        self._from: list[int] = []
        for at, letter in enumerate(text):
            plain = _SAME.get(letter, letter)
            plain = " " if plain.isspace() else plain.lower() if len(plain.lower()) == 1 else plain
            if plain == " " and kept and kept[-1] == " ":
                continue
            kept.append(plain)
            self._from.append(at)
        self.text = "".join(kept)

    def span(self, start: int, end: int) -> Span:
        """A stretch of the folded text as a place in the text itself."""
        return Span(self._from[start], self._from[end - 1] + 1)

    def places(self, words: str) -> list[Span]:
        if not words:
            return []
        return [self.span(m.start(), m.start() + len(words)) for m in re.finditer(f"(?={re.escape(words)})", self.text)]


@lru_cache(maxsize=64)
def _folded(text: str) -> _Folded:
    return _Folded(text)


def _context(anchor: Anchor, text: str, place: Span) -> float:
    """How much of the words around ``place`` is in the anchor's context, 0 to 1."""
    here = anchored(text, place)
    return (_shared(anchor.before, here.before) + _shared(anchor.after, here.after)) / 2


def _shared(one: str, other: str) -> float:
    asked, there = Counter(_words(one)), Counter(_words(other))
    return (asked & there).total() / asked.total() if asked else float(not there)


def _edited(folded: _Folded, wanted: str) -> Span | None:
    """The stretch of as many words that has most of the wanted ones; None below ``ALIKE`` or where the words are few."""
    asked = _words(wanted)
    matches = list(_WORD.finditer(folded.text))
    words = [match.group() for match in matches]
    if len(asked) < TELLING or not words:
        return None
    first = _fullest(asked, words)
    low, high = max(first - 3, 0), min(first + len(asked) + 3, len(words))
    blocks = [b for b in SequenceMatcher(None, asked, words[low:high], autojunk=False).get_matching_blocks() if b.size]
    if not blocks:
        return None
    start, end = low + blocks[0].b, low + blocks[-1].b + blocks[-1].size
    if SequenceMatcher(None, asked, words[start:end], autojunk=False).ratio() < ALIKE:
        return None
    return folded.span(matches[start].start(), matches[end - 1].end())


def _fullest(asked: Sequence[str], words: Sequence[str]) -> int:
    """Where the window of ``len(asked)`` words begins that holds most of them."""
    wanted, size = Counter(asked), len(asked)
    window = Counter(words[:size])
    best, best_count = 0, (wanted & window).total()
    for start in range(1, max(len(words) - size, 0) + 1):
        window[words[start - 1]] -= 1
        window[words[start + size - 1]] += 1
        count = sum(min(number, window[word]) for word, number in wanted.items())
        if count > best_count:
            best, best_count = start, count
    return best


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
