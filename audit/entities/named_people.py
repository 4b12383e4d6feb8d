"""The people whom an article names, with whom each printed form means, and the titles and descriptions beside it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache

from audit.attribute.mentions import body_name
from audit.attribute.places import SpanIndex
from audit.domain.annotation import Annotation, Entity
from audit.domain.statement import MentionKind
from audit.domain.text import Span
from audit.entities import aliases
from audit.entities.beside import Beside
from audit.entities.bodies import misspelt
from audit.entities.chain import Chain, Description, Mention
from audit.entities.name_places import NamePlaces
from audit.entities.names import PersonName, given_gender, person_name, same, title_gender
from audit.entities.people import people
from audit.entities.phrase import Sort
from audit.entities.shared_titles import SharedTitles
from audit.entities.subject import is_subject
from audit.entities.taken_for_people import no_person
from audit.entities.told_gender import told_by_pronouns
from audit.lexicons import words
from audit.lexicons.patterns import inflections

_LONG_NAME = 3
"""Spaces in a person's longest name, at most."""
_LONG_WORD = 15
"""Code points of a word that are read."""
_CAPITALS = 3
"""Letters of an acronym that may be taken for a person's name."""
_LATER = frozenset({"jr", "junior", "ii", "iii", "iv"})
_CALLED = re.compile(r"\b(?:called|named) $")


class NamedPeople:
    """Gathers them over the whole article; ``places`` gets each name."""

    def __init__(self, annotation: Annotation, beside: Beside, places: NamePlaces) -> None:
        self.annotation, self.beside, self.places = annotation, beside, places
        self.shared_titles = SharedTitles(annotation, beside)
        self.people: list[Chain] = []
        self._sources = SpanIndex((one, (one,)) for tag in annotation.attributions if tag.statement for one in tag.source)
        self._spoke: dict[int, int] = {}
        self._genders = told_by_pronouns(annotation)
        self._told_gender: set[int] = set()
        for entity in people(annotation):
            if places.chain(entity.span.start) is None:
                self._person(entity)
        self._join_surnames()
        self._join_generations()
        self._join_aliases()
        for person in self.people:
            if not person.gender and all(n.single for n in person.names) and self._given_alone(person):
                person.gender = given_gender(person.names[0].last)
            person.label = _best_name([n for n in person.names if not self._runs_on(n, person)] or person.names)

    def person(self, name: PersonName, place: int, speaks: bool = False) -> Chain | None:
        """The person of that name: for a bare surname the one last mentioned before ``place``, who was not introduced as a relative; where
        it ``speaks``, one who spoke before."""
        if not name.single:
            found = [p for p in self.people if any(same(name, n) for n in _fullest(p.names))]
            exact = [p for p in found if any(n.full.lower() == name.full.lower() for n in p.names)]
            return next(iter(exact or found), None)
        found = [p for p in self.people if any(same(name, n) for n in p.names) and (not name.gender or p.gender in ("", name.gender))]
        found = [p for p in found if not self._other_generation(name, p)]
        named = [p for p in found if any(not n.single for n in p.names)]
        told = [p for p in named if id(p) in self._told_gender]
        if name.gender and named:
            found = told or (named if all(p.gender for p in named) else found)
        fuller = [p for p in found if not p.kin and any(not n.single for n in p.names)] or found
        told = [p for p in found if speaks and id(p) in self._spoke]
        if told and all(p.kin for p in told) and all(n.single for p in found if not p.kin for n in p.names):
            fuller = told  # who alone spoke, of those named in full
        fuller = [p for p in fuller if any(n.last == name.last for n in p.names)] or fuller
        own = [p for p in fuller if not p.kin] or fuller
        own = [p for p in own if speaks and id(p) in self._spoke] or own
        fathers = {n.given for p in own for n in p.names if n.given and not n.generation}
        own = [p for p in own if not all(n.generation in _LATER and n.given in fathers for n in p.names)] or own
        return max(own, key=lambda p: max((m.span.start for m in p.before(place)), default=-p.first), default=None)

    def _other_generation(self, name: PersonName, person: Chain) -> bool:
        """Whether a name tells somebody from his father, "Orre Jr.", and the person is never called so."""
        return bool(name.generation) and all(n.generation != name.generation for n in person.names)

    def speaks(self, entity: Entity) -> bool:
        """Whether a name is the first in words to which the network gives others: not "Ida Lamm" in "Karl Lamm, brother of Ida Lamm"."""
        here = self._sources.over(entity.span)
        return any(not any(e.label == "Person" and e.span < entity.span for e in self.annotation.entities_over(one)) for one in here)

    def _given_alone(self, person: Chain) -> bool:
        """Whether somebody's only name is a given one: "Mara", "a docker called Milo"."""
        called = _CALLED.search(self.annotation.text, max(0, person.first - _LONG_WORD), person.first) is not None
        return called or all(n.last in words("names", "given") for n in person.names)

    def _relative(self, name: PersonName, place: int) -> Chain | None:
        """The relative whom a bare surname beside a cue means: who just spoke in this paragraph, or spoke where the others are dead."""
        bearers = [p for p in self.people if name.single and any(same(name, n) for n in p.names) and name.gender in ("", p.gender)]
        bearers = [p for p in bearers if not self._other_generation(name, p)]
        last = max((p for p in bearers if id(p) in self._spoke), key=lambda p: self._spoke[id(p)], default=None)
        if last is None or not last.kin:
            return None
        said = self._spoke[id(last)]
        others = [p for p in bearers if not p.kin]
        near = self.annotation.paragraph_at(said) == self.annotation.paragraph_at(place)
        since = self.annotation.sentence_at(said)
        between = any(since is not None and since.span.end <= m.span.start < place for p in others for m in p.mentions)
        return last if (near and not between) or (others and all(self._dead(p) for p in others)) else None

    def _dead(self, person: Chain) -> bool:
        """Whether the article tells that somebody died."""
        tokens, children = self.annotation.tokens, self.annotation.children
        titled = [p for p in self.people if p is person or any(m.span.contains(n.span) for m in person.mentions for n in p.mentions)]
        for token in (t for p in titled for m in p.mentions for t in self.annotation.inside(m.span)):
            verbs = [tokens[c] for c in children.get(token.index, ()) if tokens[c].rel == "acl"]
            verbs += [tokens[token.head]] if token.rel == "nsubj" and token.head is not None else []
            if any(v.text.lower() in _died() or any(tokens[c].lemma == "dead" for c in children.get(v.index, ())) for v in verbs):
                return True
        return False

    def alias(self, head: Span, end: int) -> Chain | None:
        """The person by whose name somebody is said to go behind ``head``, up to ``end`` or right behind it: ", who goes by “Biscuit”"."""
        place = aliases.behind(self.annotation.text, head.end, end)
        return self.places.chain(place)

    def _person(self, entity: Entity) -> None:
        text = self.annotation.text
        name = person_name(entity.span.of(text))
        if name is None or body_name(entity.span.of(text)) or no_person(self.annotation, entity):
            return
        lead = text[max(0, entity.span.start - _LONG_WORD) : entity.span.start].rsplit("\n", 1)[-1].split()
        gender = title_gender(lead[-1].lower()) if lead else ""
        if gender:
            name = replace(name, gender=gender)
        if name.single and {*lead[-1:], name.title}.intersection(_reigning()):
            name = replace(name, reigns=True)
        if name.coded and not name.single:
            titles = [Description(entity.span, name.given, "before")]
        else:
            titles = [*self.beside.of_person(entity, name), *self.shared_titles.of(entity)]
        kin = any(
            words("people", "heads", "kin").intersection(_lower(t.text))
            or any(one in t.text.lower() for one in words("people", "heads", "kin_titles"))
            for t in titles
        )
        speaks = self.speaks(entity)
        person = (self._relative(name, entity.span.start) if speaks else None) or self.person(name, entity.span.start, speaks)
        if person is not None and kin and not name.single and not any(n.full.lower() == name.full.lower() for n in person.names):
            person = None
        presides = any(t.where == "before" and "president" in _lower(t.text) for t in titles)
        if person is not None and _of_a_president(person, name, presides):
            person.kin, kin = person.kin or name.single, kin or not name.single
            bearers = (p for p in self.people if name.single and not p.kin and all(n.single and n.last == name.last for n in p.names))
            person = next(bearers, None)
        if person is None:
            person = Chain(Sort.PERSON, name.full, named=True, entity_label="Person", kin=kin)
            self.people.append(person)
        if speaks:
            self._spoke[id(person)] = entity.span.start
        person.names.append(name)
        if told := self._genders.get(entity.span.start, ""):
            self._told_gender.add(id(person))
        person.gender = told or person.gender or name.gender
        for title in titles:
            if title.text.lower() not in (t.text.lower() for t in person.descriptions):
                person.descriptions.append(title)
            person.describe(title.text)
        person.add(Mention(entity.span, MentionKind.NAME, None, is_subject(self.annotation, entity.span)))
        self.places.put(entity.span, person)

    def _runs_on(self, name: PersonName, person: Chain) -> bool:
        """Whether a printing is the person's name and the name of somebody else, with whom the next sentence begins: "Ann Orre Vane"."""
        first = name.full.rsplit(" ", 1)[0].lower()
        own = any(n.full.lower() == first and not n.single for n in person.names)
        return own and any(n.last == name.last and not n.single for p in self.people if p is not person for n in p.names)

    def _join_surnames(self) -> None:
        """Join a bare surname that came before the full name (a headline) with the person named in full later."""
        for bare in [p for p in self.people if all(n.single for n in p.names)]:
            others = [p for p in self.people if p is not bare]
            fuller = [p for p in others if any(not n.single and same(bare.names[0], n) for n in p.names)]
            fuller = fuller or [p for p in others if any(not n.single and _miswritten(bare.names[0], n) for n in p.names)]
            fuller = [p for p in fuller if not {p.gender, bare.gender} >= {"m", "f"}]
            own = [p for p in fuller if not p.kin] or fuller
            if len(own) != 1 or (own[0].kin and "president" in bare.nouns):
                continue
            self._join(bare, own[0])

    def _join_generations(self) -> None:
        """Join "Ann Orre" with "Ann Orre II", who was named before, where neither is told of as a relative."""
        for short in list(self.people):
            plain = {n.full.lower() for n in short.names if not n.generation and not n.single}
            fuller = [p for p in self.people if p is not short and any(self._is_generation(n, plain) for n in p.names)]
            if len(fuller) == 1 and fuller[0].first < short.first and not short.kin and not fuller[0].kin:
                self._join(short, fuller[0])

    def _is_generation(self, name: PersonName, plain: set[str]) -> bool:
        """Whether a name is one of those in ``plain`` with a number behind it."""
        return name.generation in ("ii", "iii", "iv") and name.full.lower().rsplit(" ", 1)[0] in plain

    def _join_aliases(self) -> None:
        """Join a name with the person whom the text says to go by it: "Robert Orrin, who goes by Bobby"; "Robert “Bobby” Orrin"; "the
        painter Bobby, whose real name is Robert Orrin"."""
        for person in [p for p in self.people if all(n.single for n in p.names)]:
            real = [self.places.chain(place) for place in aliases.real_names(self.annotation.text, person)]
            other = next((chain for chain in real if chain is not None), person)
            if other is not person and other in self.people:
                self._join(person, other)
        for person in list(self.people):
            if person not in self.people or all(n.single for n in person.names):
                continue
            told = aliases.told(self.annotation.text, person)
            for other in [p for p in self.people if p is not person and aliases.goes_by(p, person, told)]:
                self._join(other, person)

    def _join(self, one: Chain, target: Chain) -> None:
        """Make ``one`` a part of ``target``."""
        for mention in one.mentions:
            target.add(mention)
        target.names += one.names
        target.descriptions += one.descriptions
        target.nouns |= one.nouns
        target.past |= one.past
        target.gender = target.gender or one.gender
        self.people.remove(one)
        self.places.move(one, target)


def _of_a_president(person: Chain, name: PersonName, presides: bool) -> bool:
    """Whether of ``person`` and ``name``, who share a surname, one is the president and the other a relative, a woman or a son named in
    full without that title: "President Orre" and "Ida Orre" or "Bo Orre Jr."."""
    single = all(n.single for n in person.names)
    if name.single:
        other = person.kin or person.gender == "f" or any(n.generation in _LATER for n in person.names)
        return presides and not single and "president" not in person.nouns | person.past and other
    return single and not presides and "president" in person.nouns and (name.gender == "f" or name.generation in _LATER)


def _miswritten(bare: PersonName, name: PersonName) -> bool:
    """Whether a bare name is the initials of a name ("MBO" for Mara bin Orre) or its surname with a letter lost or out of place."""
    letters = "".join(part[0] for part in name.full.split()).upper()
    return (bare.full.isupper() and len(letters) >= _CAPITALS and bare.full == letters) or misspelt(bare.last, name.last)


def _fullest(names: list[PersonName]) -> list[PersonName]:
    return [n for n in names if not n.single] or names


def _lower(text: str) -> list[str]:
    return re.findall(r"[a-zà-ÿ-]+", text.lower())


def _best_name(names: list[PersonName]) -> str:
    """The label of a person: of the fullest printings the most frequent, the longest of those; a glued or torn one seldom comes twice."""
    full = Counter(n.full for n in names if not n.single) or Counter(n.full for n in names)
    most = max(full.values())
    best = max((name for name, count in full.items() if count == most), key=len)
    return max((name for name in full if name.startswith(f"{best} ") and name.count(" ") <= _LONG_NAME), key=len, default=best)


@cache
def _reigning() -> frozenset[str]:
    """Titles of those who are called by a given name alone, as they are printed."""
    return frozenset(one.capitalize() for one in words("people", "titles", "reigning"))


@cache
def _died() -> frozenset[str]:
    return frozenset(form for word in words("phrases", "died") for form in inflections(word))
