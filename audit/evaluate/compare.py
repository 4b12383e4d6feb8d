"""How two attributions are compared: shared letters, trimmed spans, speakers by their last word or head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from audit.evaluate.items import Item, Place, Places

ENOUGH = 0.5
"""Least overlap of two contents that are taken for the same statement."""
_AFTER_HEAD = frozenset(("of", "who", "with", "at", "in", "for", "from"))


def letters(places: Places, text: str) -> frozenset[int]:
    """The places of the letters and digits of ``text`` inside ``places``."""
    size = len(text)
    return frozenset(at for start, end in places for at in range(max(start, 0), min(end, size)) if text[at].isalnum())


def trimmed(places: Places, text: str) -> Places:
    """``places`` in order, each without the spaces and marks at its ends; those without a letter or digit are left out."""
    kept = []
    for start, end in sorted(places):
        inner = [at for at in range(max(start, 0), min(end, len(text))) if text[at].isalnum()]
        if inner:
            kept.append((inner[0], inner[-1] + 1))
    return tuple(kept)


def outside(items: Iterable[Item], size: int) -> int:
    """How many spans are empty or reach outside a text of ``size`` code points."""
    every = (place for item in items for places in (item.content, item.cue, item.source, item.markers) for place in places)
    return sum(not 0 <= start < end <= size for start, end in every)


def overlap(one: Place, others: Iterable[Place]) -> bool:
    """Whether ``one`` shares a code point with any of ``others``."""
    return any(one[0] < end and start < one[1] for start, end in others)


def same_speakers(gold: Iterable[str], predicted: Iterable[str]) -> bool:
    """Whether each gold speaker is met by a predicted one that shares its last word, or its head before "of", "who" and the like."""
    offered = [_heads(words) for words in map(_words, predicted) if words]
    asked = [_heads(words) for words in map(_words, gold) if words]
    return bool(offered) and all(any(heads & other for other in offered) for heads in asked)


def pairs(gold: Sequence[Item], predicted: Sequence[Item], text: str, by_sentence: bool) -> list[tuple[int, int]]:
    """One-to-one pairs of indices, the best overlap first (ties: the longer, then the earlier).

    ``by_sentence``: the overlap is measured against the smaller content, since the gold marks whole sentences.
    """
    gold_letters = [letters(item.content, text) for item in gold]
    other_letters = [letters(item.content, text) for item in predicted]
    candidates = []
    for at, ours in enumerate(gold_letters):
        for other, theirs in enumerate(other_letters):
            shared = len(ours & theirs)
            if shared:
                share = shared / (min(len(ours), len(theirs)) if by_sentence else len(ours | theirs))
                if share >= ENOUGH:
                    candidates.append((-share, -shared, at, other))
    chosen: list[tuple[int, int]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, _, at, other in sorted(candidates):
        if at not in taken[0] and other not in taken[1]:
            taken[0].add(at)
            taken[1].add(other)
            chosen.append((at, other))
    return chosen


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.lower())


def _heads(words: list[str]) -> set[str]:
    """The last word, and the last before the first preposition or "who" (not at the very start)."""
    end = next((at for at, word in enumerate(words) if at and word in _AFTER_HEAD), len(words))
    return {words[-1], words[end - 1]}
