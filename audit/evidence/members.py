"""Members of a group that was given anonymity, who have it too: "one of the officials"."""

from __future__ import annotations

from audit.attribute.heads import head_of
from audit.entities.entities import Entity
from audit.entities.phrase import HUMAN
from audit.evidence.claims import ClaimKind
from audit.evidence.parties import Parties


def give_to_members(parties: Parties) -> None:
    """Let members of groups, of whom nothing else was said, hold what their groups do."""
    for entity in parties.speaking:
        group = entity.group if entity.group is not None else _group_by_words(parties, entity)
        if group is None or parties.discloses(entity):
            continue
        for claim in list(parties.held.get(group, [])):
            if claim.kind is not ClaimKind.BASIS and (claim, entity.number) not in parties.why:
                parties.hold(claim, entity, "its group's")


def _group_by_words(parties: Parties, entity: Entity) -> int | None:
    """The group of "one of the sources", "two of the people"; and of "a source at CNN" where "sources at the Beast and CNN" were given
    anonymity: the same noun, and every name in its words is one of the group's."""
    first, annotation = entity.first.phrase, parties.annotation
    if first is None or entity.sort not in HUMAN or entity.named:
        return None
    printed = first.span.of(annotation.text)
    names = {t.text for t in annotation.inside(first.span) if t.upos == "PROPN"}
    for group in parties.speaking:
        told = group.first.phrase
        if told is None or not group.plural or group.first.span.start >= entity.first.span.start or group.number not in parties.held:
            continue
        if parties.speakers.nouns(group) & {head_of(t) for t in annotation.inside(first.span)} and " of the " in printed:
            return group.number
        theirs = {t.text for t in annotation.inside(told.span) if t.upos == "PROPN"}
        if first.noun == told.noun and names and names <= theirs:
            return group.number
    return None
