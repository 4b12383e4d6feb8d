"""The sources of an article: who has spoken before a place, and who can be given anonymity."""

from __future__ import annotations

from functools import cached_property

from audit.domain.annotation import Annotation, Token
from audit.entities.entities import Entities, Entity
from audit.entities.phrase import HUMAN, Sort
from audit.evidence.claims import Claim, ClaimKind
from audit.lexicons import words

_AGO = 2
"""Sentences back to the one who spoke last before a claim that names nobody."""


class Speakers:
    """The entities of one article that are sources of statements."""

    def __init__(self, annotation: Annotation, entities: Entities) -> None:
        self.annotation = annotation
        self.entities = entities

    def entity(self, token: Token) -> Entity | None:
        """The entity whose phrase ``token`` heads."""
        return self.entities.at(token.span)

    def can_hide(self, entity: Entity, claim: Claim) -> bool:
        """Sources that can be given anonymity: people without a full name, spokespeople; under a pseudonym also a full one."""
        if entity.number not in self._numbers:
            return False
        if entity.sort in HUMAN:
            return not entity.named or entity.partial or _initial(entity) or claim.kind is ClaimKind.PSEUDONYM
        return entity.sort is Sort.BODY and bool(self.nouns(entity) & words("people", "heads", "spokes"))

    @cached_property
    def _numbers(self) -> frozenset[int]:
        return frozenset(self.entities.speaking)

    def nouns(self, entity: Entity) -> set[str]:
        return {m.phrase.noun for m in entity.mentions if m.phrase is not None}

    @cached_property
    def _spoken(self) -> list[tuple[int, Entity]]:
        """Where who is given words, in the order of the text."""
        ties = [(t.mention.start, self.entities.all[t.entity]) for row in self.entities.ties for t in row if t.entity is not None]
        return sorted(ties, key=lambda t: t[0])

    def before(self, place: int) -> list[Entity]:
        """The sources with words before ``place``, each once, the last one last."""
        seen = [e for p, e in self._spoken if p < place]
        return list(reversed(list({e.number: e for e in reversed(seen)}.values())))

    def recent(self, place: int) -> list[Entity]:
        """The sources with words before ``place`` within ``_AGO`` sentences, the last one last."""
        here = self.annotation.sentence_at(place)
        if here is None:
            return []
        near = []
        for p, entity in self._spoken:
            there = self.annotation.sentence_at(p)
            if p < place and there is not None and here.index - there.index <= _AGO:
                near.append(entity)
        return list(reversed(list({e.number: e for e in reversed(near)}.values())))

    def just_spoke(self, claim: Claim) -> list[Entity]:
        """Whom "they" means: the joint sources of the last statement, the group that spoke last, or those who did, one after another."""
        near = [e for e in self.recent(claim.span.start) if self.can_hide(e, claim)]
        rows = [row for row in self.entities.ties if row and row[0].mention.start < claim.span.start]
        last = max(rows, key=lambda r: r[0].mention.start, default=())
        joint = [e for e in near if any(t.entity == e.number for t in last)]
        return joint if len(joint) > 1 or (joint and joint[0].plural) else near[-1:] if near and near[-1].plural else near


def _initial(entity: Entity) -> bool:
    """ "Debbie H.": a name whose last part is a letter."""
    return bool(entity.names) and all(len((n.last or "").strip(".")) == 1 for n in entity.names)
