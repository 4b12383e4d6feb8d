"""Titles and descriptions printed beside a name, of a person or a body."""

from __future__ import annotations

import re

from audit.domain.annotation import Annotation, Entity
from audit.entities.before_name import BeforeName, describing
from audit.entities.behind_name import BehindName
from audit.entities.chain import Description
from audit.entities.description import described
from audit.entities.names import PersonName
from audit.lexicons import words

_ENDED = re.compile(r"[,.)](?! and)")
"""Behind a body's name that stands between commas."""


class Beside:
    """What stands before a name and behind it."""

    def __init__(self, annotation: Annotation) -> None:
        self.annotation = annotation
        self.before, self.behind = BeforeName(annotation), BehindName(annotation)

    def of_person(self, entity: Entity, name: PersonName) -> list[Description]:
        """Titles and descriptions beside a name: "Defence Secretary" X; "the leader of the league", X; X, "a spokesman"; X (R-Ga.)."""
        tokens = self.annotation.inside(entity.span)
        if not tokens:
            return []
        found = [*self.leads(tokens[0].index, entity, name), *self.behind.of(tokens[-1], entity)]
        return [one for one in found if one.text]

    def leads(self, first: int, entity: Entity, name: PersonName) -> list[Description]:
        """What stands before a name that begins at token ``first``: a title, a description before a comma."""
        found = self.before.title(first, name, entity), self.before.lead(self.before.with_titles(first), entity, describing())
        return [one for one in found if one is not None]

    def of_body(self, entity: Entity) -> Description | None:
        """ "the power company Isen", "Isen, a shipping line": the description beside a body's name."""
        tokens = self.annotation.inside(entity.span)
        if not tokens:
            return None
        before = self.annotation.tokens[tokens[0].index - 1] if tokens[0].index else None
        kinds = words("people", "heads", "organisation") | words("people", "heads", "media")
        if before is not None and before.sentence == tokens[0].sentence and before.lemma in kinds and before.upos == "NOUN":
            low = before.index
            while low > 0 and self.annotation.tokens[low - 1].upos in ("ADJ", "NOUN", "PROPN") and before.index - low < 5:
                low -= 1
            return described(self.annotation, self.annotation.tokens[low : before.index + 1], "before")
        chunk = self.behind.apposition(tokens[-1])
        stop = next((k for k, t in enumerate(chunk) if t.upos == "ADP"), len(chunk))
        if any(t.lemma in kinds for t in chunk[:stop]):
            return described(self.annotation, chunk, "apposition")
        first = tokens[0].index - (before is not None and before.text.lower() == "the")
        lead = self.before.lead(first, entity, kinds) if _ENDED.match(self.annotation.text, entity.span.end) else None
        return lead if lead is not None and not any(e.span.overlaps(lead.span) for e in self.annotation.entities) else None
