"""Named entities, corrected by what the page itself shows of a name: a label, a signature, an office, a party, an "&"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from audit.attribute.outlets import is_outlet
from audit.attribute.signatures import called_by_trade, people_above, signed_people
from audit.attribute.transcripts import person_named, transcript
from audit.domain.annotation import Entity, Paragraph
from audit.domain.text import Span
from audit.lexicons import words
from audit.lexicons.heads import titles_and_offices
from audit.lexicons.places import country_names, speaking_places

ONTONOTES = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Location",
    "LOC": "Location",
    "NORP": "NORP",
    "FAC": "Facility",
    "DATE": "Date",
    "TIME": "Date",
    "MONEY": "Money",
    "PRODUCT": "Product",
    "EVENT": "Miscellaneous",
    "WORK_OF_ART": "Miscellaneous",
    "LAW": "Miscellaneous",
    "LANGUAGE": "Miscellaneous",
}
"""Labels of Stanza's official English model (OntoNotes) in the words of ours (Worldwide)."""

_FIRM = re.compile(r"(?<![\w’'-])(?!The\b)[A-Z][\w’'-]*+(?:(?:, | )[A-Z][\w’'-]*+){0,3} & [A-Z][\w’'-]*+(?: [A-Z][\w’'-]*+){0,2}")
_SENTENCE = re.compile(r"[!?]\s{1,3}(?=\w)")
_COUNTRY_STOP = re.compile(r"(?:[A-Z]\.){2,3} ")
_GENERATION = re.compile(r",? (?:(?:Jr|Sr)\b\.?|(?:II|III|IV)\b)")
_SEAT = re.compile(r"[\s,(\[]{0,4}\b[RDI]-[A-Z][A-Za-z. ]{0,14}[)\]]?$|\s?[(\[][RDI][)\]]?$")
"""Party and state of a member of Congress: "D-Texas", "(R-Ky.)", "(R)"."""
_TITLED = re.compile(r"(?:[A-Z][\w.’'-]* ){0,4}(?P<title>[A-Z][a-z]+) (?P<name>[A-Z][a-z]+ [A-Z][\w-]+)(?:['’]s?)?")
_NAME = re.compile(r"[A-Z][a-z]+(?: (?:bin|al|van|von|de|[A-Z][a-z]+)){0,2} [A-Z][\w-]+")
_WHOSE = re.compile(r"(?P<owner>[A-Z]\w{1,20}(?: [A-Z]\w{1,20}){0,3})['’]s? $")
_LONG_TITLE = 20
"""Code points before a name in which a title is sought."""
_NO_SURNAME = re.compile(r"&|[a-z][A-Z]{2}|[a-z][A-Z]$")
"""What hardly stands in a surname: an "&", capitals behind small letters ("VelmarTV")."""
_AGED = re.compile(r", (?:\d{1,3}\b|an? )")
"""Behind a given name that stands for somebody: an age, a description."""
_CAPITALS = 3
"""Letters of an acronym, at least."""
_OWNER = 60
"""Code points of an owner before a name that are read."""
JOINED = re.compile(r"[A-Z][\w’'-]+ & [A-Z][\w’'-]+")
"""Two words that "&" joins: a firm's name, not a person's."""
_TICKER = re.compile(r"[,:]? [A-Z]{1,5}$")
_CHANGE = re.compile(r",? ?\(?[+−–-]? ?\d+(?:\.\d+)?%")
"""What a page prints of a share beside a company's name: "Velmar VLM, +2.34%"."""


def named_entities(text: str, paragraphs: tuple[Paragraph, ...], found: Iterable[tuple[Span, str]]) -> tuple[Entity, ...]:
    """The entities of an article, in the order of the text, from spans with the network's labels."""
    tagged = (Entity(span, ONTONOTES.get(label, label)) for span, label in found)
    return mended(text, paragraphs, [one for entity in tagged if (one := _bare(entity, text)) is not None])


def mended(text: str, paragraphs: tuple[Paragraph, ...], entities: list[Entity]) -> tuple[Entity, ...]:
    """``entities`` with the people whom labels, signatures and offices name, and with whole names of firms.

    A network that learnt from sentences of the world's news takes "BELL:" for anything, and "Mayor Ola Orre" for a place.
    """
    known = [Entity(e.span, "Person") if e.label == "Location" and called_by_trade(text, e.span) else e for e in entities]
    people = {e.span.of(text).split()[-1] for e in known if e.label == "Person"}
    known = [_person_in(e, text) or _behind_a_country(e, text, people) or _within_a_sentence(e, text) for e in known]
    found = transcript(text, paragraphs, known)
    named = [name for label in (found.labels if found else ()) if (name := person_named(text, label)) is not None]
    named += signed_people(text, paragraphs)
    named += people_above(text, paragraphs, [e.span for e in known if e.label == "Person"])
    firms = [Entity(span, "Organization") for span in _firms(text, known)]
    apposed = [Entity(span, "Organization") for span in _apposed(text, known)]
    bodies = {e.span.of(text) for e in apposed}
    known = [Entity(e.span, "Organization") if e.label == "Location" and e.span.of(text) in bodies else e for e in known]
    found_anew = [*(Entity(name, "Person") for name in named), *firms, *apposed]
    kept = [e for e in known if not any(e.span.overlaps(new.span) for new in found_anew)]
    every = [*kept, *found_anew]
    every = _without_a_verb(text, paragraphs, every)
    others = _no_people(text, every)
    every = [Entity(e.span, others[e.span.of(text)]) if e.label == "Person" and e.span.of(text) in others else e for e in every]
    return tuple(sorted(every, key=lambda e: e.span))


def _without_a_verb(text: str, paragraphs: tuple[Paragraph, ...], entities: list[Entity]) -> list[Entity]:
    """The entities, those of the headline cut back to the name that the body has in full: "Jeb Orre Mulls New Run" names Jeb Orre."""
    heads = [p.span for p in paragraphs if p.zone == "headline"]
    inside = {e for e in entities if e.label == "Person" and any(head.contains(e.span) for head in heads)}
    names = {name for e in entities if e.label == "Person" and e not in inside and " " in (name := e.span.of(text))}
    cut: dict[Entity, Entity] = {}
    for entity in inside:
        printed = entity.span.of(text)
        whole = "" if printed in names else max((n for n in names if printed.startswith(f"{n} ")), key=len, default="")
        if whole and _GENERATION.match(printed, len(whole)) is None:
            cut[entity] = Entity(Span(entity.span.start, entity.span.start + len(whole)), "Person")
    return [cut.get(entity, entity) for entity in entities]


def _no_people(text: str, entities: list[Entity]) -> dict[str, str]:
    """Names of one word that the network takes for a person's here, with the label of what they are.

    Bodies', where it takes them for a body's twice and as often, or once where the name ends in a country's or looks like no person's
    ("O&V", "HDA"), or is short for a body's; places', where it takes them for a place's twice and as often. None is somebody's who is named
    in full with that name or has a title before it.
    """
    people = [e.span for e in entities if e.label == "Person"]
    names = [re.sub(r"['’]s?$", "", span.of(text)) for span in people if " " in span.of(text)]
    in_full = {part.lower() for name in names for part in (*name.split(), *re.findall(r"[\w&]+", name))}
    titled = {span.of(text) for span in people if _title_before().search(text, max(0, span.start - _LONG_TITLE), span.start)}
    bodies = Counter(e.span.of(text) for e in entities if e.label == "Organization")
    of_countries = {first for name in bodies for first, _, rest in [name.partition(" ")] if rest.lower() in country_names()}
    alone = {name for span in people if " " not in (name := span.of(text)) and name.lower() not in in_full} - titled
    alone -= {one for span in people if (one := span.of(text)).lower() in words("names", "given") and _AGED.match(text, span.end)}
    of_countries = {one for one in of_countries if one.lower() not in words("names", "given")}
    called = Counter(span.of(text) for span in people)
    often = {one for one in alone if bodies[one] > 1 and bodies[one] >= called[one]}
    capitals = {one for one in alone if one.isalpha() and one.isupper() and len(one) >= _CAPITALS}
    initials = {"".join(word[0] for word in name.split() if word[0].isupper()) for name in bodies}
    short = {one for one in capitals if bodies[one] or any(letters.endswith(one) for letters in initials)}
    odd = {one for one in alone if bodies[one] and _NO_SURNAME.search(one)}
    located = Counter(e.span.of(text) for e in entities if e.label == "Location")
    places = {one for one in alone if located[one] > 1 and located[one] >= called[one]}
    return dict.fromkeys(places, "Location") | dict.fromkeys(often | short | alone & of_countries | odd, "Organization")


@cache
def _title_before() -> re.Pattern[str]:
    titles = {title.rstrip(".").replace("-", " ") for title in titles_and_offices()}
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, titles)))})\.? $", re.IGNORECASE)


def _firms(text: str, entities: list[Entity]) -> list[Span]:
    """Names with "&" in them, unless the network has them whole or one of the names is a person's who is printed in full elsewhere."""
    people = {words[-1] for e in entities if e.label == "Person" and len(words := e.span.of(text).split()) > 1 and "&" not in words}
    out = []
    for match in _FIRM.finditer(text):
        span = Span(*match.span())
        over = [e for e in entities if e.span.overlaps(span)]
        whole = any(e.span.contains(span) for e in over)
        organisation = any(e.label == "Organization" for e in over)
        if over and not whole and (organisation or people.isdisjoint(re.findall(r"[\w’'-]+", match.group()))):
            out.append(span)
    return out


def _apposed(text: str, entities: list[Entity]) -> list[Span]:
    """Names between commas behind what bears them, where the network saw no person or body: "the harbour's owner, Velmar, denied that"."""
    found = (Span(*match.span("name")) for match in _behind_a_body().finditer(text))
    named = [e.span for e in entities if e.label in ("Person", "Organization")]
    return [one for one in found if one.of(text).lower() not in speaking_places() and not any(one.overlaps(e) for e in named)]


@cache
def _behind_a_body() -> re.Pattern[str]:
    kinds = "|".join(sorted(words("people", "heads", "organisation") | words("people", "heads", "owners")))
    name = r"(?P<name>[A-Z][\w’&-]{2,20}(?: [A-Z][\w’&-]{1,20})?)"
    return re.compile(rf"\b(?:[Tt]he|[Ii]ts|[Tt]heir)(?: [a-z][\w’'-]{{1,20}}){{0,3}} (?:{kinds}), {name}, [a-z]")


def _person_in(entity: Entity, text: str) -> Entity | None:
    """The person whose name, with or without titles, was taken for a body's: "Senate Leader Ola Orre", "the Gazette's Bo bin Vane"."""
    if entity.label != "Organization":
        return None
    printed = entity.span.of(text)
    found = _TITLED.fullmatch(printed)
    if found is not None and found.group("title").lower() in words("people", "heads", "official") | words("people", "heads", "person"):
        name = Span(entity.span.start + found.start("name"), entity.span.start + found.end("name"))
    elif _NAME.fullmatch(printed) and (owner := _WHOSE.search(text, max(0, entity.span.start - _OWNER), entity.span.start)) is not None:
        if not is_outlet(owner.group("owner")):
            return None
        name = entity.span
    else:
        return None
    return Entity(name, "Person") if name.of(text).split()[0].lower() in words("names", "given") else None


def _behind_a_country(entity: Entity, text: str, people: set[str]) -> Entity | None:
    """The person of whom a new sentence tells behind a country's full stop: "entry into the U.S. Orre said"."""
    behind = _COUNTRY_STOP.match(entity.span.of(text))
    name = Span(entity.span.start + behind.end(), entity.span.end) if behind is not None else entity.span
    known = behind is not None and entity.label != "Person" and name.of(text) in people
    return Entity(name, "Person") if known and text.count(entity.span.of(text)) == 1 else None


def _within_a_sentence(entity: Entity, text: str) -> Entity:
    """A person's name without what stands before an exclamation or question mark in it: "Oh, Ida! Mohle stumbles again"."""
    printed = entity.span.of(text)
    ended = _SENTENCE.search(printed) if entity.label == "Person" else None
    return Entity(Span(entity.span.start + ended.end(), entity.span.end), "Person") if ended is not None else entity


def _bare(entity: Entity, text: str) -> Entity | None:
    """A person's name without the party and state behind it, with the "Jr." or "III", and a company's without what its shares are called;
    None where nothing else was taken for a name.

    Whoever bears party and state is a person, whatever the network takes the name for.
    """
    if entity.label == "Person" and JOINED.fullmatch(entity.span.of(text)) is not None:
        return Entity(entity.span, "Organization")
    if entity.label == "Person" and (generation := _GENERATION.match(text, entity.span.end)) is not None:
        entity = Entity(Span(entity.span.start, generation.end()), "Person")
    if entity.label not in ("Person", "Organization"):
        return entity
    ticker = _TICKER.search(entity.span.of(text)) if entity.label == "Organization" else None
    if ticker is not None and _CHANGE.match(text, entity.span.end):
        return Entity(Span(entity.span.start, entity.span.start + ticker.start()), "Organization")
    if entity.label == "Person" and entity.span.of(text) in ("Republican", "Democrat", "Independent"):
        return Entity(entity.span, "NORP")
    seat = _SEAT.search(entity.span.of(text))
    if seat is None:
        return entity
    return Entity(Span(entity.span.start, entity.span.start + seat.start()), "Person") if seat.start() else None
