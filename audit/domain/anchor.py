"""Anchors: places in a text, known by their words and the words around them, and found again in an edited text only if that is sure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

from audit.domain.text import Span, digest

CONTEXT = 80
"""Code points of context that are kept on either side of the words."""
ALIKE = 0.7
"""Least likeness (``difflib``'s ratio over words) of words that were edited. The project's judgement, as are the figures below."""
TELLING = 4
"""So many words are telling by themselves; of fewer, half of the context must be the same."""
_AGREES, _AGREES_WELL = 0.25, 0.5
_APART = 0.1
"""Contexts whose agreement with a third differs by less are not told apart."""
_WIDTHS = (CONTEXT, 5 * CONTEXT, 25 * CONTEXT)
"""Code points on either side that are compared, one after the other, until they tell places apart."""
_NEAREST = 5
"""Words right beside a quotation, among which its attribution stands."""
_MANY = 500
"""Places of the same words in one text beyond which none of them is looked for."""
_SAME = {**dict.fromkeys("“”„«»‟", '"'), **dict.fromkeys("‘’‚‛`´", "'"), **dict.fromkeys("–—‑", "-"), "¶": " "}
_WORD = re.compile(r"\w+")
_EDGE = r"(?:(?<!\w)|(?!\w))"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words with what stood before and after them; ``start`` is their offset in the text where they were quoted."""

    quote: str
    before: str
    after: str
    start: int

    def place(self, text: str) -> Span | None:
        """Where the words stand in the ``text`` of which the anchor is: at its offset, or else (older versions kept the offset of a text
        before) where they stand once; None where neither can be."""
        span = Span(self.start, self.start + len(self.quote))
        if span.of(text) == self.quote:
            return span
        places = _standing(self.quote, text)
        return places[0] if len(places) == 1 else None

    @property
    def fingerprint(self) -> str:
        """The same for the same words in the same context, whatever their offset, line breaks or form of quotation marks."""
        return digest("anchor", *(_folded(part).text.strip() for part in (self.quote, self.before, self.after)))


def anchored(text: str, span: Span) -> Anchor:
    """The anchor of a place in ``text``."""
    before, after = _around(text, span, CONTEXT)
    return Anchor(span.of(text), before, after, span.start)


def find(place: Span, then: str, now: str) -> Span | None:
    """Where the words that stood at ``place`` in the text ``then`` stand in the text ``now``; None where that is not sure.

    Line breaks, letter case and the form of quotation marks and dashes do not count. What stands around the words must agree, and better
    than at any other place of ``now``; and the place found may not be where the same words from elsewhere in ``then`` are now. Places
    that nothing tells apart are told by their order where there are as many of them as there were.
    """
    moved = _Moved(then, now)
    before, after = _standing(place.of(then), then), _standing(place.of(then), now)
    if max(len(before), len(after)) > _MANY:
        return None
    rivals = [one for one in before if not one.overlaps(place)]
    closest = [one for one in moved.closest(place, after) if all(moved.nearer(place, rival, one) is not False for rival in rivals)]
    if len(closest) > 1:
        in_order = [one for one, earlier in zip(after, before, strict=False) if earlier.overlaps(place)]
        return next((one for one in in_order if len(after) == len(before) and one in closest and moved.agrees(place, one)), None)
    alone = len(after) == len(before) == 1
    sure = (one for one in closest if moved.agrees(place, one, alone) and all(moved.nearer(place, rival, one) for rival in rivals))
    return next(sure, None)


def find_edited(place: Span, then: str, now: str, places: Iterable[Span]) -> Span | None:
    """Which of ``places`` in the text ``now`` has what stood at ``place`` in the text ``then`` in another wording; None if not sure.

    Seven in ten words and half of the context must be the same, no other of the places may agree as well, the words may not stand
    unchanged where the context agrees better, and no other place of ``then`` with the old or the new wording may be as near to it.
    """
    moved = _Moved(then, now)
    asked = words_of(place.of(then))
    if len(asked) < TELLING:
        return None
    closest = moved.closest(place, [one for one in places if likeness(asked, words_of(one.of(now)))])
    if len(closest) != 1 or moved.agreement(place, closest[0]) < _AGREES_WELL:
        return None
    found = closest[0]
    unchanged = [one for one in _standing(place.of(then), now) if not one.overlaps(found)]
    rivals = [one for words in (found.of(now), place.of(then)) for one in _standing(words, then) if not one.overlaps(place)]
    if max(len(unchanged), len(rivals)) > _MANY:
        return None
    better = all(moved.agreement(place, one) < moved.agreement(place, found) for one in unchanged)
    return found if better and all(moved.nearer(place, one, found) for one in rivals) else None


def exactly(words: str, text: str, near: int) -> Span | None:
    """Where ``words`` stand in ``text``, the nearest to the offset ``near``; None where they do not."""
    places = _folded(text).places(_folded(words).text.strip())
    return min(places, key=lambda place: abs(place.start - near), default=None)


def same_words(one: str, other: str) -> bool:
    """Whether two stretches have the same words, by the measure of ``find``."""
    return _folded(one).text.strip() == _folded(other).text.strip()


def words_of(text: str) -> tuple[str, ...]:
    """The words, without marks and letter case."""
    return tuple(_WORD.findall(text.casefold()))


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """difflib's ratio over words, 0 to 1; 0 below ``ALIKE``, mostly without a closer look."""
    shared = (Counter(one) & Counter(other)).total()
    if 2 * shared < ALIKE * (len(one) + len(other)):
        return 0.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if ratio >= ALIKE else 0.0


@dataclass(frozen=True, slots=True)
class _Moved:
    """Two texts, with places of the one compared to places of the other by what stands around them."""

    then: str
    now: str

    def agreement(self, one: Span, other: Span, width: int = CONTEXT) -> float:
        """How much of the words around ``one`` then is around ``other`` now, 0 to 1; the edge of a text tells nothing."""
        sides = zip(_beside(self.then, one, width), _beside(self.now, other, width), strict=True)
        told = [_alike(then, now) for then, now in sides if then and now]
        return sum(told) / len(told) if told else 0.0

    def closest(self, place: Span, places: Sequence[Span]) -> list[Span]:
        """Those of ``places`` that agree best with ``place``, in the order of the text; several where nothing tells them apart."""
        left = sorted(places)
        for width in _WIDTHS:
            if len(left) > 1:
                agreements = [self.agreement(place, one, width) for one in left]
                left = [one for one, agreement in zip(left, agreements, strict=True) if agreement > max(agreements) - _APART]
        return left

    def nearer(self, place: Span, rival: Span, found: Span) -> bool | None:
        """Whether ``place`` agrees better with ``found`` than ``rival`` does, by the narrowest width that tells; None where none does."""
        differences = (self.agreement(place, found, width) - self.agreement(rival, found, width) for width in _WIDTHS)
        return next((one > 0 for one in differences if abs(one) >= _APART), None)

    def agrees(self, place: Span, found: Span, alone: bool = False) -> bool:
        """Whether enough around the two is the same; of telling words that stand nowhere else, their attribution is enough."""
        agreement = self.agreement(place, found)
        if len(words_of(place.of(self.then))) < TELLING:
            return agreement >= _AGREES_WELL
        return agreement >= _AGREES or (alone and self._attributed_alike(place, found))

    def _attributed_alike(self, place: Span, found: Span) -> bool:
        """Whether, on one side, half of the nearest words are the same."""
        sides = zip(_beside(self.then, place, CONTEXT), _beside(self.now, found, CONTEXT), strict=True)
        return any(then and now and _shared(then[:_NEAREST], now[:_NEAREST]) >= _AGREES_WELL for then, now in sides)


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

    def places(self, words: str, edge: str = "") -> Iterator[Span]:
        """Where ``words``, folded too, stand; ``edge`` is a pattern for their beginning and end."""
        if words:
            for match in re.finditer(f"{edge}(?={re.escape(words)}{edge})", self.text):
                yield Span(self._from[match.start()], self._from[match.start() + len(words) - 1] + 1)


@lru_cache(maxsize=64)
def _folded(text: str) -> _Folded:
    return _Folded(text)


def _standing(words: str, text: str) -> list[Span]:
    """Where ``words`` stand in ``text`` as whole words, as far as they are looked for."""
    return list(islice(_folded(text).places(_folded(words).text.strip(), _EDGE), _MANY + 1))


def _around(text: str, span: Span, width: int) -> tuple[str, str]:
    return text[max(span.start - width, 0) : span.start], text[span.end : span.end + width]


def _beside(text: str, span: Span, width: int) -> tuple[Sequence[str], Sequence[str]]:
    """The words before and after, each from the nearest on."""
    before, after = _around(text, span, width)
    return words_of(before)[::-1], words_of(after)


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    """How much two contexts of one side have in common, 0 to 1; the nearest words count half."""
    return (_shared(one, other) + _shared(one[:_NEAREST], other[:_NEAREST])) / 2


def _shared(one: Sequence[str], other: Sequence[str]) -> float:
    """How many of the words of both are in both, 0 to 1, as far as the shorter goes (a text may begin or end)."""
    reach = max(min(len(one), len(other)), _NEAREST)
    one, other = one[:reach], other[:reach]
    return 2 * (Counter(one) & Counter(other)).total() / (len(one) + len(other))
