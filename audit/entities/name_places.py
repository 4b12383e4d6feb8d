"""Whose names stand where in an article."""

from __future__ import annotations

from audit.domain.text import Span
from audit.entities.chain import Chain


class NamePlaces:
    """The chain of each name by the place where it begins."""

    def __init__(self) -> None:
        self._at: dict[int, tuple[int, Chain]] = {}

    def chain(self, place: int) -> Chain | None:
        """Whose name begins at ``place``."""
        return self._at[place][1] if place in self._at else None

    def put(self, span: Span, chain: Chain) -> None:
        self._at[span.start] = span.end, chain

    def move(self, one: Chain, target: Chain) -> None:
        """Give the names of ``one`` to ``target``."""
        self._at.update({place: (end, target) for place, (end, held) in self._at.items() if held is one})

    def within(self, span: Span) -> list[tuple[Span, Chain]]:
        """The names that begin inside ``span``, in order, each with its place."""
        inside = sorted(start for start in self._at if span.start <= start < span.end)
        return [(Span(start, self._at[start][0]), self._at[start][1]) for start in inside]
