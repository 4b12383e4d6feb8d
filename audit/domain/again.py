"""Whether one statement says again what another says: the headline in the body, the lede's unnamed source under a name."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LONG = 4
"""Letters from which on a word tells what is said."""
_STEM = 5
"""Letters by which two forms of a word are the same: "resign", "resigned"."""
_SHARED = 2
"""Words that both have, at least, and more than half of the headline's."""
_WHOLE = 3
"""Words from which on a headline's words that stand as they are in the body are the same."""


def said_again(headline: str, body: str) -> bool:
    """Whether ``body`` says what ``headline`` does: word for word, or with most of its longer words."""
    first, second = _words(headline), _words(body)
    if len(first) >= _WHOLE and f" {' '.join(first)} " in f" {' '.join(second)} ":
        return True
    wanted, there = _stems(first), _stems(second)
    shared = len(wanted & there)
    return shared >= _SHARED and 2 * shared > len(wanted)


def share_said_again(one: str, other: str) -> float:
    """Of the longer words of the one that has fewer of them, the share that both have; 0 where that one has a single word."""
    first, second = _stems(_words(one)), _stems(_words(other))
    fewer = min(len(first), len(second))
    return len(first & second) / fewer if fewer > 1 else 0.0


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower().replace("’", "'")))


def _stems(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words if len(word) >= _LONG)
