"""Whom "he" or "she" right behind a quotation tells to be a man or a woman, before any title does."""

from __future__ import annotations

from itertools import pairwise

from audit.domain.annotation import Annotation, Entity
from audit.domain.text import Span
from audit.lexicons import words

_NEAR = 2
"""Sentences from a quotation's source to the pronoun that goes on with it."""


def told_by_pronouns(annotation: Annotation) -> dict[int, str]:
    """By the place of a person's name that is a source, the gender of the pronoun that is the next source, nobody else being named between.

    "Dana Quill said the dam was safe. He added …": then "Mrs. Quill" further down is somebody else.
    """
    out: dict[int, str] = {}
    sources = sorted({one for tag in annotation.attributions if tag.statement for one in tag.source})
    people = [e for e in annotation.entities if e.label == "Person"]
    for one, after in pairwise(sources):
        word = after.of(annotation.text).lower()
        gender = "m" if word in words("phrases", "masculine") else "f" if word in words("phrases", "feminine") else ""
        named = [e for e in people if e.span.overlaps(one)]
        if gender and len(named) == 1 and _goes_on(annotation, one, after, people):
            out[named[0].span.start] = gender
    return out


def _goes_on(annotation: Annotation, one: Span, after: Span, people: list[Entity]) -> bool:
    """Whether ``after`` stands close behind ``one`` in a later sentence of the same paragraph, with no other name between."""
    here, there = annotation.sentence_at(one.start), annotation.sentence_at(after.start)
    if here is None or there is None or not 0 < there.index - here.index <= _NEAR:
        return False
    same = annotation.paragraph_at(one.start) == annotation.paragraph_at(after.start)
    return same and not any(one.end <= e.span.start < after.start for e in people)
