"""Entities of our own articles, corrected by the names that their annotators gave to sources, and by each other.

The network of 0.2.0 was asked about tokens ("Orre's") and had learnt words ("Orre", "'s"): it missed half of all possessive names, and
later networks learnt that from it. On articles that nothing had learnt it also took one in a hundred names of sources for something else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from audit.domain.annotation import Annotation, Entity
from audit.domain.text import Span
from audit.lexicons.places import country_names

LABELS = {"person": "Person", "organisation": "Organization", "media": "Organization"}
"""The label of a named source's entities, by the kind of source."""
EVERYWHERE = ("Person", "Organization", "Location")
"""The labels of names that mean the same all through an article."""
_OWNED = re.compile(r"['’]s?$")
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Dr|President|Sen|Rep|Gov)\.? ")
_NAME = re.compile(r"[A-ZÀ-Þ][\w.’'&-]*(?: (?:(?:of|the|and|for|in|on|de|bin|al|van|von|[A-ZÀ-Þ&][\w.’'&-]*) )*[A-ZÀ-Þ][\w.’'&-]*)?")
_LONGER = re.compile(r" (?:[A-ZÀ-Þ]|(?:administration|aides?|allies|camp|campaign|era|officials?|supporters?|team)\b)")
"""Behind a name that is a part of another or of a body's: "Orre Tower", "the Orre campaign"."""


def corrected(document: dict[str, Any], annotation: Annotation) -> Annotation:
    """An annotation whose people and bodies have the labels that gold gives to their names, and which has each name wherever it stands.

    What is a part of an entity stays as it is. No name ends in "'s", but one that never stands without ("Moody's").
    """
    text = annotation.text
    told = dict(_names(document))
    entities = [replace(e, span=_owner(e, text), label=_label(e, text, told)) for e in annotation.entities]
    small = _small(text)
    held: dict[str, Counter[str]] = {}
    for e in entities:
        held.setdefault(e.span.of(text), Counter())[e.label] += 1
    found = {name: labels.most_common(1)[0][0] for name, labels in held.items() if _NAME.fullmatch(name) and name.lower() not in small}
    surnames = {e.span.of(text).split()[-1] for e in entities if e.label == "Person"} | {
        n for n, label in told.items() if label == "Person"
    }
    found = {n: label for n, label in found.items() if label == "Person" or (label in EVERYWHERE and len(n) > 1 and n not in surnames)}
    gold = {name: label for name, label in told.items() if label == "Person" or name not in held}
    for name, label in sorted((found | gold).items(), key=lambda one: -len(one[0])):
        for match in re.finditer(rf"(?<![\w@#-]){re.escape(name)}(?![\w-])", text):
            span = Span(*match.span())
            if not any(e.span.overlaps(span) for e in entities) and not _LONGER.match(text, span.end):
                entities.append(Entity(span, label))
    return replace(annotation, entities=tuple(sorted(entities, key=lambda e: e.span)))


def _owner(entity: Entity, text: str) -> Span:
    """An entity's span without the "'s" behind it."""
    owned = _OWNED.search(entity.span.of(text))
    if owned is None or not owned.start():
        return entity.span
    span = Span(entity.span.start, entity.span.start + owned.start())
    alone = re.search(rf"(?<![\w@#-]){re.escape(span.of(text))}(?![\w'’-])", text)
    return entity.span if entity.label == "Organization" and alone is None else span


def _small(text: str) -> set[str]:
    """The words that a text has in small letters."""
    return set(re.findall(r"(?<!\w)[a-zà-ÿ]+(?!\w)", text))


def _names(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What named sources are called, whole and by the last word of a person's name, with the label of each; not what bodies are called
    too, nor what stands in small letters elsewhere."""
    named = [s for s in document["sources"] if s["identity"] == "named" and s["kind"] in LABELS]
    bodies = {s["speaker"] for s in named if s["kind"] != "person"}
    small = _small(document["text"])
    for source in named:
        name = _TITLED.sub("", source["speaker"])
        if not _NAME.fullmatch(name) or name.lower() in small or name.lower() in country_names():
            continue
        yield name, LABELS[source["kind"]]
        last = name.split()[-1]
        if source["kind"] == "person" and last not in bodies and last.lower() not in small:
            yield last, "Person"


def _label(entity: Entity, text: str, labels: dict[str, str]) -> str:
    if entity.label not in LABELS.values() or _LONGER.match(text, entity.span.end):
        return entity.label
    return labels.get(_OWNED.sub("", entity.span.of(text)), entity.label)
