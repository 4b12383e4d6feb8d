"""The sources of one article between whom claims are shared out, and what each holds so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from audit.domain.annotation import Annotation
from audit.domain.statement import Statement
from audit.entities.entities import Entities, Entity
from audit.entities.phrase import HUMAN
from audit.evidence.claims import WITHHOLDING, Claim, Reach
from audit.evidence.clauses import Clauses
from audit.evidence.speakers import Speakers
from audit.lexicons import words


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a claim is, by which row, and how far it reaches."""

    entities: tuple[Entity, ...]
    row: str
    reach: Reach = Reach.ONE


class Parties:
    """The entities that are sources of ``statements``, and what is known of them; ``held`` are the claims of each, by its number."""

    def __init__(self, annotation: Annotation, entities: Entities, statements: Sequence[Statement]) -> None:
        self.annotation = annotation
        self.entities = entities
        self.statements = statements
        self.speakers = Speakers(annotation, entities)
        self.clauses = Clauses(annotation)
        self.speaking = [entities.all[n] for n in entities.speaking]
        self.held: dict[int, list[Claim]] = {}
        self.why: dict[tuple[Claim, int], str] = {}
        """The row that gave a claim to an entity."""

    def give(self, claim: Claim, owner: Owner) -> None:
        """Let each of the owners hold the claim, once."""
        given = replace(claim, reach=owner.reach)
        for entity in owner.entities:
            if (given, entity.number) not in self.why:
                self.hold(given, entity, owner.row)

    def hold(self, claim: Claim, entity: Entity, row: str) -> None:
        """Let an entity hold a claim that it does not hold yet."""
        self.held.setdefault(entity.number, []).append(claim)
        self.why[claim, entity.number] = row

    def coverable(self, entity: Entity) -> bool:
        """Whom a disclosure for several can cover: unnamed people, not the public at large, of whom nothing else was said."""
        if entity.sort not in HUMAN or entity.named or self.speakers.nouns(entity) & words("reach", "uncovered"):
            return False
        return not self.discloses(entity)

    def discloses(self, entity: Entity) -> bool:
        """Whether an entity holds words that withhold its name."""
        return any(c.kind in WITHHOLDING and c.discloses for c in self.held.get(entity.number, ()))
