"""What is doubtful about a statement that a person has to look at."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from audit.domain.source import Source
from audit.domain.statement import Statement


class Part(StrEnum):
    """A part of a statement that can be wrong."""

    WORDS = "words"
    """Whether they are an attributed statement."""
    PHRASE = "phrase"
    """The words for its source."""
    SPEAKER = "speaker"
    """Whom these words mean."""
    TYPE = "type"
    """What that source is."""


class Doubt(NamedTuple):
    """A part, and the probability that it is right."""

    part: Part
    probability: float
    whose: str = ""
    """The source whose type it is, where the statement has others too."""

    def in_words(self) -> str:
        """``speaker 39 %``, ``type of Ida Marsh 50 %``."""
        return f"{self.part.value}{f' of {self.whose}' if self.whose else ''} {self.probability * 100:.0f} %"


def doubtful(statement: Statement, sources: Iterable[Source]) -> Doubt | None:
    """The least likely part of a statement that needs review, the first of several; the type is the least likely one among its sources.

    ``sources`` may hold others too. None where the statement needs no review, or where nothing about it is less than certain.
    """
    if not statement.needs_review:
        return None
    mine = [one for one in sources if one.id in statement.source_ids]
    least = min(mine, key=lambda one: one.type_confidence, default=None)
    parts = {
        Part.WORDS: statement.words_confidence,
        Part.PHRASE: statement.phrase_confidence,
        Part.SPEAKER: statement.speaker_confidence,
        Part.TYPE: least.type_confidence if least else 1.0,
    }
    part = min(parts, key=parts.__getitem__)
    whose = least.label if least and part is Part.TYPE and len(mine) > 1 else ""
    return Doubt(part, parts[part], whose) if parts[part] < 1 else None
