"""Organisations that speak and that the entity model missed or took for people or places: "Save the Sluice warned"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from audit.annotate.named_entities import JOINED
from audit.attribute.places import SpanIndex
from audit.domain.annotation import AttributionTag, Entity
from audit.domain.text import Span
from audit.lexicons import words
from audit.lexicons.heads import titles_and_offices
from audit.lexicons.places import speaking_places

_CAMPAIGN = re.compile(r"(?:[Tt]he )?(?P<name>(?P<lead>[A-Z][a-z]+)(?: [a-z]{1,7})?(?: (?:[a-z]{1,7} )?[A-Z][\w’'-]*){1,5})(?=,|$)")
_ASKED = re.compile(r"(?<!\w)[A-Z][a-z]+ $")
_LEAD = 12
"""Code points of the verb before "the" that a source may have lost: "Save the Harbours"."""
_PAIR = re.compile(r"(?P<one>[A-Z][\w’'-]+) and (?P<other>[A-Z][\w’'-]+)")
_ACCOUNT = re.compile(r"(?<![\w’'-])(?P<name>[A-Z][\w’'-]*+(?: [\w’'&-]++){1,4}) \(@\w{1,30}\)")
_OWNER = re.compile(r"(?<![\w’'-])(?P<name>[A-Z][\w-]*)(?:, which|(?:’s|'s)? (?P<owned>[a-z]+))\b")
_SHARES = re.compile(r"\b(?:[Ss]hares|[Ss]tock|[Ss]take) (?:in|of) (?P<name>[A-Z][\w-]*)")
_PLACE = re.compile(r"\b(?:in|at|near|to|from|of|around|outside) (?P<name>[A-Z][\w-]*)")
_TITLED = re.compile(r"\b(?P<title>[A-Za-z]{2,14})\.? (?=(?P<name>[A-Z][\w’'-]*))")
_IT = re.compile(r"(?:it|its|they|their|theirs)\b", re.IGNORECASE)
_SOMEBODY = re.compile(r"\b(?:he|she|his|her|him|I|my|me)\b")
_WORD = re.compile(r"[a-z]+")
_ASKING = frozenset({"against", "without", "for", "of", "united"})
_BEFORE = 160
"""Code points before a name in which the talk may be of business."""
_CAPITALS = re.compile(r"[A-Z][\w’'-]{1,30}(?: [A-Z][\w’'-]{1,30}){1,3}")
_MOST = 50
"""Names that are looked for at other places, at most."""


def with_bodies(text: str, entities: Sequence[Entity], tags: Sequence[AttributionTag]) -> tuple[Entity, ...]:
    """``entities`` with the bodies among those to whom ``tags`` give words, at every place where their names are printed."""
    told = _Told(text, entities)
    spoken_for = {s.of(text) for tag in tags for s in (*_campaigns(text, tag), *_pairs(told, tag), *_firms(text, tag))}
    whole = sorted(spoken_for | _accounts(text), key=len, reverse=True)[:_MOST]
    printed = "|".join(re.escape(name) for name in whole)
    found = [Entity(Span(*m.span()), "Organization") for m in re.finditer(rf"(?<![\w’'-])(?:{printed})(?![\w-])", text) if whole]
    taken = SpanIndex((e, (e.span,)) for e in found)
    kept = [Entity(e.span, "Organization") if told.firm(e) else e for e in entities if not taken.over(e.span)]
    told.firms |= {name.split()[0] for name in spoken_for if _firm_name(name)}
    names = SpanIndex((e, (e.span,)) for e in kept)
    spoken = ((tag, e) for tag in tags for s in tag.source for e in names.over(s) if _alone(text, s, e))
    meant = {e.span.of(text) for tag, e in spoken if told.body(e, tag)}
    kept = [Entity(e.span, "Organization") if e.span.of(text) in meant else e for e in kept]
    return tuple(sorted((*kept, *found), key=lambda e: e.span))


def _alone(text: str, source: Span, entity: Entity) -> bool:
    """Whether a source is a name and nothing else, but for what stands behind a comma."""
    return source.start == entity.span.start and text[entity.span.end : source.end][:1] in ("", ",")


def _campaigns(text: str, tag: AttributionTag) -> Iterator[Span]:
    """Names that begin with what is asked for, or with those who ask: "Stop the Tram", "Mothers Against Noise"."""
    for source in tag.source:
        asked = _ASKED.search(text, max(0, source.start - _LEAD), source.start) if text.startswith("the ", source.start) else None
        match = _CAMPAIGN.match(text, asked.start() if asked is not None else source.start, source.end)
        if match is None:
            continue
        lead = match["lead"].lower()
        who = lead in words("kinds", "campaign_people") and match["name"].split()[1].lower() in _ASKING
        if who or lead in words("kinds", "campaign_verbs"):
            yield Span(*match.span("name"))


def _firms(text: str, tag: AttributionTag) -> Iterator[Span]:
    """Sources that are capitalised words and end like a firm's name, or that "&" joins: "Weirside Bakers", "Black & Finch"."""
    for source in tag.source:
        capitals = _CAPITALS.fullmatch(text, source.start, source.end) is not None and _firm_name(source.of(text))
        joined = JOINED.fullmatch(text, source.start, source.end)
        couple = joined is not None and any(word.lower() in words("names", "given") for word in joined.group().split(" & "))
        if capitals or (joined is not None and not couple):
            yield source


def _accounts(text: str) -> set[str]:
    """Names of accounts that end with a word for a body or for many: "Isen Fishers (@IsenFishers)", "Isen Fire Rescue (@isenfire)"."""
    out = set()
    for match in _ACCOUNT.finditer(text):
        first, *_, last = match["name"].lower().split()
        if last in _bodies_that_post() and first.rstrip(".") not in _before_names():
            out.add(match["name"])
    return out


@cache
def _bodies_that_post() -> frozenset[str]:
    heads = frozenset[str]().union(*(words("people", "heads", kind) for kind in ("organisation", "media", "media_names", "state_generic")))
    return heads | words("kinds", "account_names") | words("kinds", "campaign_people") | words("kinds", "firm_names")


def _pairs(told: _Told, tag: AttributionTag) -> Iterator[Span]:
    """Firms that two names make, which nobody bears in full in the article: "Orre and Vane said profits fell"."""
    for source in tag.source:
        match = _PAIR.match(told.text, source.start, source.end)
        if match is None or {match["one"], match["other"]} & told.people:
            continue
        behind = told.text[match.end() : source.end]
        firm = behind.startswith(", ") and bool(set(_WORD.findall(behind)) & words("kinds", "bodies", "company"))
        if firm or (not behind and told.business(tag)):
            yield Span(*match.span())


class _Told:
    """What an article tells of its names: who is a person, has shares, or is a place."""

    def __init__(self, text: str, entities: Sequence[Entity]) -> None:
        owned = words("kinds", "firm_owned")
        self.text = text
        full = (e.span.of(text).split() for e in entities if e.label == "Person" and not self.firm(e))
        self.people = {word for parts in full for word in parts[1:]}
        titled = (m for m in _TITLED.finditer(text) if m["title"].lower() in _before_names())
        self.people |= {re.sub(r"['’]s?$", "", m["name"]) for m in titled}
        self.firms = {m["name"] for m in _OWNER.finditer(text) if m["owned"] is None or m["owned"] in owned}
        self.firms |= {m["name"] for m in _SHARES.finditer(text)}
        self.firms |= {e.span.of(text).split()[0] for e in entities if _firm_name(e.span.of(text))}
        self.places = {m["name"] for m in _PLACE.finditer(text)} - {
            e.span.of(text).split()[0] for e in entities if e.label == "Organization"
        }

    def firm(self, entity: Entity) -> bool:
        """Whether a name that ends like a firm's was taken for a person's: "Weirside Bakers"."""
        return entity.label == "Person" and _firm_name(entity.span.of(self.text))

    def body(self, entity: Entity, tag: AttributionTag) -> bool:
        """Whether a name of one word, taken for a person's or a place's, is a firm's by what is told of it."""
        name = entity.span.of(self.text)
        person = entity.label == "Person"
        if " " in name or not (person or entity.label in ("Location", "Facility")) or name.lower() in speaking_places():
            return False
        if person and name in self.people:
            return False
        if name in self.firms:
            return True
        if not person:
            return name not in self.places
        said = " ".join(c.of(self.text) for c in tag.content)
        acts = _IT.match(said) is not None and bool(set(_WORD.findall(said)[:5]) & words("kinds", "firm_verbs"))
        return acts or self.business(tag)

    def business(self, tag: AttributionTag) -> bool:
        """Whether what is said, or for "theirs" what stands before it, tells of business and of nobody."""
        said = " ".join(c.of(self.text) for c in tag.content)
        near = f"{self.text[max(0, tag.cue.start - _BEFORE) : tag.cue.start]} {said}" if _IT.match(said) else said
        return not _SOMEBODY.search(said) and bool(set(_WORD.findall(near.lower())) & words("kinds", "business"))


@cache
def _before_names() -> frozenset[str]:
    """Words right before a surname: given names, titles and offices."""
    return titles_and_offices() | words("names", "given")


def _firm_name(name: str) -> bool:
    parts = name.split()
    return len(parts) > 1 and parts[-1].lower() in words("kinds", "firm_names")
