"""What the steps of the linker share while they read one article."""

from __future__ import annotations

from dataclasses import dataclass

from audit.domain.annotation import Annotation
from audit.domain.statement import Statement
from audit.entities.named import Named
from audit.entities.newcomers import Newcomers
from audit.entities.scene import Scene
from audit.entities.several import Several
from audit.entities.speaking import Speaking
from audit.entities.ties import Ties


@dataclass(frozen=True)
class Reading:
    """The names of the article, who was told of and spoke so far, and whom the mentions read so far were tied to."""

    annotation: Annotation
    statements: tuple[Statement, ...]
    named: Named
    scene: Scene
    ties: Ties
    newcomers: Newcomers
    several: Several
    speaking: Speaking

    @classmethod
    def begun(cls, annotation: Annotation, statements: tuple[Statement, ...]) -> Reading:
        """Before the first mention."""
        named, scene = Named(annotation), Scene(annotation, statements)
        ties, newcomers = Ties(annotation, named), Newcomers(annotation, named, scene)
        several = Several(annotation, named, scene)
        return cls(
            annotation, statements, named, scene, ties, newcomers, several, Speaking(statements, ties.speakers, scene, named, newcomers)
        )
