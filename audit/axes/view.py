"""One entity as the tables see it: its words, and the office that they give it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property, lru_cache

from audit.axes.office import BESIDE_FORMER, BY_PARTY, CANDIDATES, ELSEWHERE, NONE, SPEAKS, Office
from audit.axes.public_bodies import office_of_body
from audit.axes.titles import office_of_person
from audit.axes.worded import Worded
from audit.domain.source import OfficialScope
from audit.entities.phrase import Sort
from audit.lexicons import table, words

_AIDES = words("sources", "spokes") | words("offices", "of_somebody") | {"aide", "staffer", "adviser", "advisor"}
_ADMINISTRATION = re.compile(r" (?:administration|cabinet|government)\b")
_NOW = re.compile(r"\b(?:is|are) (?:now|currently)\b|\bthe (?:current|incumbent)\b", re.IGNORECASE)
_ONCE = re.compile(r"^(?:an? |the )?(?:former |ex-|then[- ])+")
_NOT_NOW = re.compile(r"(?:when|his|her|their|your)\b", re.IGNORECASE)
"""Openings of a linked description that tells of no office held now: "when she was minister", "their own member of parliament"."""


class View(Worded):
    """An entity of an article, with what is read off its words once."""

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        return tuple(office_of_person(t) for t in self.titles)

    @cached_property
    def office(self) -> Office:
        """The first office that the words say is held or was; what stands beside the name goes before what was linked to it."""
        beside = list(self._offices())
        spoken_for = next((o for o in beside if o.row == SPEAKS), None)
        if spoken_for is not None:
            return spoken_for
        now = (office_of_person(t) for t in self.linked if _NOW.search(t))
        if (held := next((o for o in now if o.official), None)) is not None:
            return held
        private = any(o.scope is OfficialScope.PRIVATE or o.row in ELSEWHERE for o in beside)
        linked = [] if private else [office_of_person(t) for t in self.linked if not _NOT_NOW.match(t)]
        if any(o.former for o in self.offices):
            beside, held = self._besides_former(beside)
            if held is not None:
                return replace(held, row=BESIDE_FORMER)
        told = next((o for o in (*beside, *linked) if o.official or o.former), None)
        return told or next((o for o in beside if o.scope is not None), beside[0] if beside else NONE)

    def _besides_former(self, beside: list[Office]) -> tuple[list[Office], Office | None]:
        """Of somebody who held an office once: ``beside`` without what tells of that one, and the office held now that stands
        before the name, "Sen. Orre, a former prosecutor"."""
        titles = list(zip(self.titles, self.offices, strict=True))
        once = [_ONCE.sub("", t.lower()) for t, o in titles if o.former]
        told_before = (self._dated(d) for d in self.entity.descriptions if d.where == "before")
        before = [_ONCE.sub("", t.lower()) for t in told_before if office_of_person(t).former]
        left_seat = any(o.former and o.scope is OfficialScope.LEGISLATURE for o in self.offices)
        bare = [o for t, o in titles if any(_begins(title, t) for title in once) or any(_ends(title, t) for title in before)]
        kept = [o for o in beside if not any(o is one for one in bare) and not (left_seat and o.row in BY_PARTY)]
        if bare:  # "Secretary" of a former secretary tells nothing; another title does
            beside = sorted(kept, key=lambda o: not o.official)
        return beside, next((o for o in self._before_name() if o.official and any(o is one for one in kept)), None)

    def _before_name(self) -> Iterator[Office]:
        """The offices of the titles printed right before a name."""
        yield from (office_of_person(self._dated(d)) for d in self.entity.descriptions if d.where == "before")
        yield from (office_of_person(" ".join(next(self._beside(phrase), "").split())) for phrase in self.named)

    def _offices(self) -> Iterator[Office]:
        if self.place is not None or self.people_of is not None:
            yield office_of_body(self.key if self.place is not None else "united states")
        if self.paper:
            yield from self._issuing()
        yield from self._body_spoken_for()
        if self.entity.named and not self.person:
            yield office_of_body(self.entity.label)
            yield from (office_of_body(one) for one in self.entity.printed)
            return
        yield from self.offices
        yield from self._speaking_for()
        if self.person and not any(o.official or o.former for o in self.offices) and self._heads_administration:
            yield Office(True, OfficialScope.STATE, row="an administration bears the name")
        if not self.person:
            yield office_of_person(self.bare if not self.low.startswith("former") else self.printed)
            yield office_of_body(self.bare)

    @cached_property
    def _heads_administration(self) -> bool:
        """Whether the article speaks of "the Quill administration"."""
        last = {name.full.split()[-1] for name in self.entity.names}
        return not last.isdisjoint(_administrations(self.annotation.text))

    @cached_property
    def own_office(self) -> Office:
        """What the titles of a person say, and an administration that bears the name; nothing of whom somebody speaks for."""
        told = next((o for o in self.offices if o.official or o.former), None)
        if told is not None:
            return told
        if self._heads_administration:
            return Office(True, OfficialScope.STATE, row="an administration bears the name")
        return next((o for o in self.offices if o.row in CANDIDATES), NONE)

    def _speaking_for(self) -> Iterator[Office]:
        """The office of the office-holder whose spokesperson, aide or office the words say that this is: "Orre spokesman Nils Vane"."""
        if any(office.official or office.former for office in self.offices):
            return
        for title in self.titles:
            told = {re.sub(r"['’]s?$", "", w).rstrip("s") for w in re.findall(r"[\w'’-]+", title.lower())}
            if told & _AIDES:
                yield from self._of_holder(title)

    def _of_holder(self, title: str) -> Iterator[Office]:
        """The office of whoever is named in words that say who somebody works for, or who issued something."""
        told = frozenset(re.sub(r"['’]s?$", "", w) for w in re.findall(r"[\w'’-]+", title.lower()))
        for one in self.entities.all:
            if one is self.entity or one.sort is not Sort.PERSON or not any(name.last in told for name in one.names):
                continue
            held = View(self.annotation, self.entities, one).own_office
            if held.official:
                yield Office(True, held.scope, row="speaks for an office-holder")
            elif held.row in CANDIDATES:
                yield Office(False, OfficialScope.PARTY, row="speaks for a candidate")

    def _body_spoken_for(self) -> Iterator[Office]:
        """The office of the body that spoke last before a spokesperson of whom nothing more is said: "spokeswoman Nils Vane"."""
        spokes = words("offices", "bare_spokes")
        if not self.person or not self.titles or any(not set(re.findall(r"[\w-]+", t.lower())) <= spokes for t in self.titles):
            return
        start = min(phrase.span.start for phrase in self.named) if self.named else 0
        before = [t.entity for row in self.entities.ties for t in row if t.entity is not None and t.mention.end <= start]
        spoke = [self.entities.all[number] for number in before if number != self.entity.number]
        body = next((one for one in reversed(spoke) if one.named and one.sort is Sort.BODY), None)
        if body is not None:
            office = office_of_body(body.label)
            yield Office(office.official, office.scope, row=SPEAKS if office.official else "speaks for a body that is not public")

    def _issuing(self) -> Iterator[Office]:
        """The office of whoever issued a document, or of its kind: courts, laws and official figures are the state's."""
        if self.issuer is not None:
            issuer = office_of_body(self.issuer)
            yield issuer if issuer.official else office_of_person(self.issuer)
            if not issuer.official and not office_of_person(self.issuer).official:
                yield from self._of_holder(self.issuer)
        elif self.words & frozenset(table("sources")["document_public"].split()):
            yield Office(True, OfficialScope.STATE, row="public document")


def _begins(title: str, bare: str) -> bool:
    """Whether a title in lower case is ``bare``, one word, or goes on with "of" behind it: "secretary of state" and "Secretary"."""
    low = bare.lower().rstrip(".")
    return " " not in low and (title == low or title.startswith(f"{low} of "))


def _ends(title: str, bare: str) -> bool:
    """Whether a title in lower case ends with the words of ``bare``: "velmar gov." and "Gov"."""
    return f" {title.rstrip('.')}".endswith(f" {bare.lower().rstrip('.')}")


@lru_cache(maxsize=4)
def _administrations(text: str) -> frozenset[str]:
    """The words before "administration" and the like."""
    before = (text[: found.start()].rsplit(None, 1)[-1:] for found in _ADMINISTRATION.finditer(text))
    return frozenset(re.sub(r"^\W+|['’]s$", "", word) for words in before for word in words)
