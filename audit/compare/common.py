"""What two versions of a text have in common, word by word: letter case, marks and line breaks do not count."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from audit.domain.text import Span

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text with where they begin and end, and line by line the numbers of the first and of the one behind the last."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lines: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> _Words:
        found = list(_WORD.finditer(text))
        starts = [one.start() for one in found]
        edges = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n"), len(text) + 1]
        numbers = [bisect_left(starts, edge) for edge in edges]
        lines = tuple((first, last) for first, last in pairwise(numbers) if first < last)
        return cls(tuple(one.group().casefold() for one in found), tuple(starts), tuple(one.end() for one in found), lines)

    def numbers(self, span: Span) -> tuple[int, int]:
        """The number of the first word that reaches into a stretch, and of the one behind the last."""
        return bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)


class Common:
    """The stretches of words that stand in both texts in the same order. ``old`` and ``new`` of the methods say whose offsets are meant."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = _Words.of(old), _Words.of(new)
        self._runs = tuple(_joined(_runs(self._old, self._new)))

    def in_old(self, span: Span) -> bool:
        """Whether all the words of a stretch of the old text stand together in the new one; True where it has none."""
        first, last = self._old.numbers(span)
        return first >= last or any(at <= first and last <= at + length for at, _, length in self._runs)

    def in_new(self, span: Span) -> bool:
        """The same of the new text."""
        first, last = self._new.numbers(span)
        return first >= last or any(at <= first and last <= at + length for _, at, length in self._runs)

    def now(self, span: Span) -> Span | None:
        """Where the words of a stretch of the old text stand together in the new one; None where they do not."""
        first, last = self._old.numbers(span)
        for at, there, length in self._runs:
            if first < last and at <= first and last <= at + length:
                return Span(self._new.starts[there + first - at], self._new.ends[there + last - 1 - at])
        return None


Run = tuple[int, int, int]
"""Number of the first word in the old text and in the new one, and how many words are the same."""


def _runs(old: _Words, new: _Words) -> Iterator[Run]:
    """Lines that are the same; within those that were replaced, words that are."""
    before, after = ([one.words[first:last] for first, last in one.lines] for one in (old, new))
    for what, i, i_end, j, j_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if i == i_end or j == j_end:
            continue
        start, there = old.lines[i][0], new.lines[j][0]
        mine, theirs = old.words[start : old.lines[i_end - 1][1]], new.words[there : new.lines[j_end - 1][1]]
        yield from [(start, there, len(mine))] if what == "equal" else _same(start, mine, there, theirs)


def _same(start: int, mine: Sequence[str], there: int, theirs: Sequence[str]) -> Iterator[Run]:
    for block in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks():
        if block.size:
            yield start + block.a, there + block.b, block.size


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Runs of which one begins in both texts where the one before it ends, as one."""
    last: Run | None = None
    for run in runs:
        if last is not None and (last[0] + last[2], last[1] + last[2]) == run[:2]:
            last = (last[0], last[1], last[2] + run[2])
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last
