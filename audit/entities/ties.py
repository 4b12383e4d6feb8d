"""Whom the mentions read so far were tied to, by place, by statement and by the word that heads them."""

from __future__ import annotations

from collections.abc import Iterable

from audit.domain.annotation import Annotation
from audit.domain.statement import MentionKind
from audit.domain.text import Span
from audit.entities.chain import Chain, Link
from audit.entities.mentions import Found
from audit.entities.named import Named

Tied = tuple[list[Chain], Link]
"""Whom a mention means, and why."""
_SURE = 0.7
"""How sure it must be whom "she said" means for it to tell that somebody is no man."""


class Ties:
    """Grows with each mention that the linker reads."""

    def __init__(self, annotation: Annotation, named: Named) -> None:
        self.annotation, self.named = annotation, named
        self.of_sources: dict[tuple[int, Span], Tied] = {}
        """By the number of the statement and the place of its source's words."""
        self.speakers: dict[int, list[Chain]] = {}
        """The chains of each statement's sources by its number, in the order in which they were read."""
        self._at: dict[Span, Tied] = {}
        self._genders: dict[int, set[str]] = {}

    def add(self, one: Found, chains: list[Chain], link: Link) -> None:
        self._at[one.mention.span] = chains, link
        if one.statement is None:
            return
        self.of_sources[one.statement, one.mention.span] = chains, link
        self.speakers.setdefault(one.statement, []).extend(chains)
        gender = one.mention.phrase.gender if one.mention.phrase is not None and one.mention.form is MentionKind.PRONOUN else ""
        if gender and link.probability >= _SURE:
            for chain in chains:
                self._genders.setdefault(id(chain), set()).add(gender)

    def at(self, span: Span) -> Tied | None:
        """What the mention at ``span`` was tied to; None where none was read there."""
        return self._at.get(span)

    def genders(self, chain: Chain) -> Iterable[str]:
        """The genders of the pronouns under which somebody surely spoke."""
        return self._genders.get(id(chain), ())

    def headed_by(self, index: int) -> Chain | None:
        """The chain of the name, or else of the shortest mention, in which the token stands that heads it."""
        place = self.annotation.tokens[index].span
        entity = self.annotation.entity_at(place.start)
        named = self.named.within(entity.span) if entity is not None else []
        if named:
            return named[0][1]
        spans = [s for s in self._at if s.start <= place.start < s.end]
        return next(iter(self._at[min(spans, key=lambda s: s.end - s.start)][0]), None) if spans else None
