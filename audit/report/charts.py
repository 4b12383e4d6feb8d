"""Shares as stacked bars: the positions of all parts. The template draws them, and the page's style sheet colours them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.domain.totals import TYPES, Group
from audit.report.safe_text import shortened
from audit.report.summary import TYPE_WORDS

_WIDTH = 900
_LABELLED = 0.12
"""Share from which a bar has room for its own label."""
_LETTERS = {"named": "N", "official": "O", "anonymous": "A", "no source": "?"}
_NAME = 34
"""Characters of a group's name beside its bar."""
_LEFT, _RIGHT, _TOP, _STEP, _BAR = 240, 30, 10, 34, 24
"""Of bars that lie: room for names, room at the end, room above, from bar to bar, and the height of one."""
_SHARES = (0, 0.25, 0.5, 0.75, 1)


@dataclass(frozen=True, slots=True)
class Words:
    """``text`` with its anchor at x, y; ``turned`` by so many degrees."""

    text: str
    x: float
    y: float
    anchor: str
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar, for one source type; ``label`` is empty where there is no room for one."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, in units of which it is 900 wide; ``about`` is what a screen reader says of it."""

    about: str
    height: float
    parts: tuple[Part, ...]
    names: tuple[Words, ...]
    guides: tuple[tuple[float, float, float, float], ...]
    """Lines at the quarters, from x, y to x, y."""

    @property
    def key(self) -> list[Part]:
        """A square for each source type with its letter and word, in a row at the foot."""
        y = self.height - 18
        return [Part(_kind(word), 240 + 150 * at, y, 12, 12, f"{letter} {word}") for at, (word, letter) in enumerate(_LETTERS.items())]


def bars(groups: Sequence[Group], about: str) -> Picture:
    """One bar a group, one below the other."""
    long = _WIDTH - _LEFT - _RIGHT
    foot = _TOP + _STEP * len(groups)
    parts, names = [], []
    for row, group in enumerate(groups):
        y = _TOP + _STEP * row
        names.append(Words(shortened(group.name or "(none)", _NAME), _LEFT - 8, y + _BAR / 2 + 5, "end"))
        parts += [Part(kind, _LEFT + long * before, y, long * share, _BAR, label) for kind, before, share, label in _stacked(group)]
    at = [(_LEFT + long * share, share) for share in _SHARES]
    names += [Words(f"{share:.0%}", x, foot + 16, "middle") for x, share in at]
    return Picture(about, foot + 56, tuple(parts), tuple(names), tuple((x, _TOP - 4, x, foot) for x, _ in at))


def months(groups: Sequence[Group], about: str) -> Picture:
    """One column a month, from left to right."""
    left, top, high = 50, 10, 250
    step = (_WIDTH - left - 10) / max(1, len(groups))
    turned = -60 if len(groups) > 8 else 0
    foot = top + high
    parts, names = [], []
    for column, group in enumerate(groups):
        x = left + step * column
        names.append(Words(group.name or "(none)", x + step / 2 + (4 if turned else 0), foot + 16, "end" if turned else "middle", turned))
        for kind, before, share, label in _stacked(group):
            y = foot - high * (before + share)
            parts.append(Part(kind, x + step * 0.1, y, step * 0.8, high * share, label if len(groups) <= 16 else ""))
    at = [(foot - high * share, share) for share in _SHARES]
    names += [Words(f"{share:.0%}", left - 8, y + 5, "end") for y, share in at]
    guides = tuple((left, y, _WIDTH - 10, y) for y, _ in at)
    return Picture(about, foot + (100 if turned else 56), tuple(parts), tuple(names), guides)


def _stacked(group: Group) -> list[tuple[str, float, float, str]]:
    """(kind, share before it, its share, its label) of each source type that the group has."""
    out, before = [], 0.0
    for one in TYPES:
        word, share = TYPE_WORDS[one], group.share(one)
        if share:
            out.append((_kind(word), before, share, f"{_LETTERS[word]} {share:.0%}" if share >= _LABELLED else ""))
        before += share
    return out


def _kind(word: str) -> str:
    """The class by which the style sheet knows a source type."""
    return word.split()[0]
