"""What the entity model takes for a person and is only a title, a seat or a body in the title of who is named behind it."""

from __future__ import annotations

import re

from audit.domain.annotation import Annotation, Entity
from audit.entities.bodies import body_label
from audit.entities.person_words import official_titles, person_words
from audit.lexicons import words

_BEHIND = 2
"""Code points between a title and the name behind it: a dot and a space."""
_SEAT = re.compile(r" (?P<of>of )?(?:(?:[A-ZÀ-ÞĀ-Ž][\w’'-]{1,30}|the|and) ){0,5}(?P<title>MPP?|MLA|MLC|MNA|MSP|TD|MEP|[a-z]{4,20}) ")
_PARTY = 5
"""Code points of a party's letter before a state, at most."""
_STATE_BEFORE = re.compile(r"(?:\b(?:D|R|I|Rep|Dem)\.?-|\((?:D|R|I)\.?, )$")
"""The letter of a party before the state of a member of Congress: "D-Velmar", "(R., Vel.)"."""


def next_person(annotation: Annotation, entity: Entity) -> Entity | None:
    """The person named next behind an entity."""
    return min(
        (e for e in annotation.entities if e.label == "Person" and e.span.start >= entity.span.end), key=lambda e: e.span, default=None
    )


def title_only(annotation: Annotation, entity: Entity) -> bool:
    """Whether a person's name is nothing but a title before another name: "Wellmar Sen." before "Ann Orre"."""
    titles = official_titles() | words("people", "titles", "honorific")
    if entity.label != "Person" or entity.span.of(annotation.text).split()[-1].lower().rstrip(".") not in titles:
        return False
    behind = next_person(annotation, entity)
    return behind is not None and behind.span.start - entity.span.end <= _BEHIND


def in_a_title(annotation: Annotation, entity: Entity) -> bool:
    """Whether what was taken for a person is the seat or the body of who is named behind it: "Vell Orre" in "Vell Orre South MP Ann Mohle",
    "Te Vell" in "Te Vell of the Quays chair Ann Mohle"."""
    behind = next_person(annotation, entity) if entity.label == "Person" else None
    if behind is not None and _SEAT.fullmatch(annotation.text, entity.span.end, behind.span.start) is None:
        behind = next_person(annotation, behind)  # a name torn in two: "Te Vell", "Orre"
    seat = _SEAT.fullmatch(annotation.text, entity.span.end, behind.span.start) if behind is not None else None
    if seat is None:
        return False
    titles = words("people", "titles", "seats") if seat.group("of") is None else person_words() | words("people", "titles", "chairing")
    return seat.group("title").lower() in titles


def no_person(annotation: Annotation, entity: Entity) -> bool:
    """Whether what was taken for a person is a department, or the state of a member of Congress."""
    seat = _STATE_BEFORE.search(annotation.text, max(0, entity.span.start - _PARTY), entity.span.start) is not None
    return seat or _department(annotation, entity)


def _department(annotation: Annotation, entity: Entity) -> bool:
    """Whether one word is short for a department of the article: "State" where the State Department is named."""
    printed = body_label(entity.span.of(annotation.text))
    return printed.isalpha() and printed[:1].isupper() and f" {printed} Department" in annotation.text
