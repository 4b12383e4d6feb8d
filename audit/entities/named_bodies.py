"""The bodies, places and outlets that an article names, with which of them each printed form means, and the description beside it."""

from __future__ import annotations

import re

from audit.attribute.outlets import is_outlet
from audit.domain.annotation import Annotation, Entity
from audit.domain.statement import MentionKind
from audit.domain.text import Span
from audit.entities.beside import Beside
from audit.entities.bodies import body_key, body_label, keeps_article, misspelt, same_body, spelled_out
from audit.entities.chain import Chain, Mention
from audit.entities.name_places import NamePlaces
from audit.entities.named_people import NamedPeople
from audit.entities.names import person_name
from audit.entities.phrase import Sort
from audit.entities.subject import is_subject
from audit.entities.taken_for_people import no_person
from audit.entities.wording import clean
from audit.lexicons import words
from audit.lexicons.places import country_names, speaking_places

_WORD = 4
"""Letters of a word that may stand for a longer name which it begins."""
_WORD_BEHIND = 15
"""Code points behind the name of a platform that are read."""
_OWNED = re.compile(r"[A-Z]\w{1,30}['’]s (?P<owned>[A-Z]\w{2,30})|(?P<of>[A-Z]\w{2,30}) of [A-Z][\w ]{2,60}")


class NamedBodies:
    """Gathers them over the whole article, once its people are known; ``places`` gets each name."""

    def __init__(self, annotation: Annotation, beside: Beside, places: NamePlaces, named_people: NamedPeople) -> None:
        self.annotation, self.beside, self.places, self.named_people = annotation, beside, places, named_people
        self.bodies: list[Chain] = []
        for entity in sorted(annotation.entities, key=lambda e: (e.span.start - e.span.end, e.span)):
            body = entity.label in ("Organization", "Location", "Facility") or no_person(annotation, entity)
            if body and not _posted_there(annotation, entity):
                self._body(entity)
        self._spell_out()

    def body(self, printed: str, label: str | None = None) -> Chain | None:
        """The body that bears a name, an acronym or another form of it; ``label`` is the entity model's."""
        key = body_key(printed)
        if key in ("north", "south"):
            halves = [b for b in self.bodies if body_key(b.label).startswith(f"{key} ") and body_key(b.label) in country_names()]
            if len(halves) == 1:
                return halves[0]
        exact = next((b for b in self.bodies if any(body_key(p) == key for p in b.printed)), None)
        if exact is not None or label == "Location":
            return exact or next((b for b in self.bodies if b.entity_label == "Location" and same_body(printed, b.printed)), None)
        places = [b for b in self.bodies if b.entity_label != "Location" or key in speaking_places()]
        return next((b for b in places if same_body(printed, b.printed)), None) or self._begun(key, label)

    def _begun(self, key: str, label: str | None) -> Chain | None:
        """The one body whose longer name begins or is begun by a single word ("Gilead" and "Gilead Sciences")."""
        if label != "Organization" or len(key) < _WORD or not key.isalpha():
            return None
        begun = [b for b in self.bodies if b.entity_label == "Organization" and any(body_key(p).startswith(f"{key} ") for p in b.printed)]
        return begun[0] if len(begun) == 1 else None

    def make_body(self, printed: str, place: Span) -> Chain:
        """A body that the entity model passed over."""
        chain = Chain(Sort.BODY, body_label(clean(printed)), named=True, printed=[clean(printed)], entity_label="Organization")
        self.bodies.append(chain)
        self._note_body(chain, Entity(place, "Organization"), clean(printed))
        return chain

    def _body(self, entity: Entity) -> None:
        printed = clean(entity.span.of(self.annotation.text))
        key = body_key(printed)
        if not key or key in words("people", "heads", "group"):
            return
        name = person_name(printed)
        speaks = self.named_people.speaks(entity)
        person = (
            self.named_people.person(name, entity.span.start, speaks) if name is not None and name.single else self._within(printed, entity)
        )
        if person is not None and (key not in speaking_places() or self._surname(person, entity)):
            if self.places.chain(entity.span.start) is None:
                self.places.put(entity.span, person)
                person.add(Mention(entity.span, MentionKind.NAME, None, is_subject(self.annotation, entity.span)))
            return
        chain = self.body(printed, entity.label)
        if chain is None:
            if self.annotation.text.endswith("The ", 0, entity.span.start) and keeps_article(f"The {printed}"):
                printed = f"The {printed}"
            chain = Chain(Sort.BODY, body_label(printed), named=True, entity_label=entity.label)
            self.bodies.append(chain)
        elif self._fuller(printed, chain.label):
            chain.label = body_label(printed)
        self._note_body(chain, entity, printed)

    def _fuller(self, printed: str, label: str) -> bool:
        """Whether a printing of a body's name is a better label than the one so far: the more usual of two spellings, else the longer; an
        outlet that is printed so more often is not called after one of its desks: "Velmar Today", not "Velmar Today Fact Check"."""
        if misspelt(body_key(printed), body_key(label)):
            return self._oftener(printed, label)
        if self._desk(label, of=printed):
            return True
        return _better(printed, label) and not self._desk(printed, of=label)

    def _desk(self, printed: str, of: str) -> bool:
        """Whether a name is that of an outlet, which the text prints oftener, with a word of one of its desks behind it."""
        own = body_label(of)
        longer = body_label(printed).lower().startswith(f"{own.lower()} ") and not printed.endswith(" News")
        return longer and is_outlet(own) and self.annotation.text.count(own) > 2 * self.annotation.text.count(body_label(printed))

    def _oftener(self, printed: str, label: str) -> bool:
        """Whether of two spellings of a name the text has the first one more often."""
        return self.annotation.text.count(printed) > self.annotation.text.count(label)

    def _within(self, printed: str, entity: Entity) -> Chain | None:
        """Who is named where the entity model took a name and its owner for a body: "Vellmar's Orre", "Ms. Orre of Orre Partners"."""
        found = _OWNED.fullmatch(printed)
        name = person_name(found.group("owned") or found.group("of")) if found is not None else None
        known = name is not None and any(n.last == name.last and not n.single for p in self.named_people.people for n in p.names)
        lead = self.annotation.text[max(0, entity.span.start - 6) : entity.span.start].split()
        titled = bool(lead) and lead[-1].rstrip(".").lower() in words("people", "titles", "civil")
        owned = found is not None and bool(found.group("owned"))
        return self.named_people.person(name, entity.span.start) if name is not None and known and (owned or titled) else None

    def _spell_out(self) -> None:
        """Give bodies that are named by their acronym the full name that stands somewhere in the text, and join the two."""
        for chain in list(self.bodies):
            full = spelled_out(chain.label, self.annotation.text) if chain in self.bodies else None
            if full is None:
                continue
            other = next((b for b in self.bodies if b is not chain and any(body_key(p) in (body_key(full),) for p in b.printed)), None)
            chain.printed.append(full)
            chain.label = body_label(full)
            if other is not None:
                chain.printed += other.printed
                for mention in other.mentions:
                    chain.add(mention)
                chain.descriptions += other.descriptions
                self.bodies.remove(other)
                self.places.move(other, chain)

    def _note_body(self, chain: Chain, entity: Entity, printed: str) -> None:
        if printed not in chain.printed:
            chain.printed.append(printed)
        behind = re.match(r"\s*[(]([A-Z][A-Za-z&.-]{1,9})[)]", self.annotation.text[entity.span.end : entity.span.end + 14])
        if behind is not None and behind.group(1) not in chain.printed:
            chain.printed.append(behind.group(1))
        chain.name_words.add(body_key(printed).split()[-1])
        chain.add(Mention(entity.span, MentionKind.NAME, None, is_subject(self.annotation, entity.span)))
        lead = self.beside.of_body(entity)
        if lead is not None:
            chain.descriptions.append(lead)
            chain.describe(lead.text)
        if self.places.chain(entity.span.start) is None:
            self.places.put(entity.span, chain)

    def _surname(self, person: Chain, entity: Entity) -> bool:
        """Whether a word that is a country as well ("Jordan") is a person's surname here: named in full before, and no preposition."""
        tokens = self.annotation.inside(entity.span)
        before = self.annotation.tokens[tokens[0].index - 1] if tokens and tokens[0].index else None
        full = any(not n.single and n.last == entity.span.of(self.annotation.text).lower() for n in person.names)
        return full and person.first < entity.span.start and (before is None or before.upos not in ("ADP", "DET"))


def _posted_there(annotation: Annotation, entity: Entity) -> bool:
    """Whether a platform is named only as the place of what somebody else has there: "in a Facebook post"."""
    if entity.span.of(annotation.text).lower() not in words("channels", "platforms", "names"):
        return False
    behind = re.match(r" ([a-z]+)\b", annotation.text[entity.span.end : entity.span.end + _WORD_BEHIND])
    return behind is not None and behind.group(1) in words("channels", "platforms", "have")


def _better(printed: str, label: str) -> bool:
    """Whether a printing is a better label than the one so far: not all in capitals as in a dateline, or longer and no possessive."""
    if label.isupper() and len(label) > 4 and not printed.isupper() and body_key(label) == body_key(printed):
        return True
    return len(printed) > len(label) and len(printed.split()) > 1 and not re.search(r"['’]s$", printed)
