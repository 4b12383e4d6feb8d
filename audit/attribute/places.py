"""An index by place in the text, so that a search near one place need not look at everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from audit.attribute.drafts import Draft
from audit.domain.text import Span

T = TypeVar("T")
_SHARE = 256
"""Code points that are looked up together."""


class SpanIndex(Generic[T]):
    """Holds things by one or several spans each; ``over`` gives those near a place in the order in which they came."""

    def __init__(self, held: Iterable[tuple[T, Iterable[Span]]] = ()) -> None:
        self._at: dict[int, list[tuple[int, Span, T]]] = {}
        self._numbers: dict[int, int] = {}
        for thing, spans in held:
            self.add(thing, spans)

    def add(self, thing: T, spans: Iterable[Span]) -> None:
        """Hold one more thing, the last in the order, or one that is held by more spans."""
        held = tuple(spans)
        number = self._numbers.setdefault(id(thing), len(self._numbers)) if held else 0
        for span in held:
            for share in range(span.start // _SHARE, span.end // _SHARE + 1):
                self._at.setdefault(share, []).append((number, span, thing))

    def over(self, place: Span) -> list[T]:
        """The things of which a span overlaps ``place``, each once."""
        shares = range(place.start // _SHARE, place.end // _SHARE + 1)
        found = {
            number: thing
            for share in (shares if len(shares) < len(self._at) else self._at)
            for number, span, thing in self._at.get(share, ())
            if span.overlaps(place)
        }
        return [found[number] for number in sorted(found)]


def by(drafts: Iterable[Draft], spans: Callable[[Draft], Iterable[Span]]) -> SpanIndex[Draft]:
    """Drafts by the spans that ``spans`` gives of each, as they are now."""
    return SpanIndex((draft, spans(draft)) for draft in drafts)


def cue_of(draft: Draft) -> tuple[Span, ...]:
    return (draft.cue,) if draft.cue is not None else ()


def content_of(draft: Draft) -> tuple[Span, ...]:
    return tuple(draft.content)


def words_of(draft: Draft) -> tuple[Span, ...]:
    """Cue, source and content."""
    return (*cue_of(draft), *((draft.source,) if draft.source is not None else ()), *draft.content)
