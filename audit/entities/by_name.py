"""Looks up whom the names in a phrase mean, and the few descriptions that fit one name only. Only bodies get new chains here."""

from __future__ import annotations

import re
from functools import cached_property

from audit.attribute.mentions import body_name
from audit.attribute.outlets import is_outlet
from audit.domain.annotation import Annotation
from audit.domain.text import Span
from audit.entities.bodies import body_key
from audit.entities.chain import Chain
from audit.entities.features import EARLY
from audit.entities.named import Named
from audit.entities.names import PersonName, person_name
from audit.entities.person_words import person_words
from audit.entities.phrase import Phrase, Sort
from audit.entities.scene import Scene
from audit.lexicons import names as institution_names
from audit.lexicons import words
from audit.lexicons.places import country_names, demonyms, speaking_places

ORDINALS = frozenset({"second", "third", "other", "fourth"})
_ELSE = ORDINALS | {"another", "different", "separate", "last", "fifth", "sixth", "former", "alternate"}
_OBTAINED = re.compile(r"\b(obtained|seen|reviewed|viewed|leaked|provided|sent|given)\b")
_OWNER = re.compile(r"(?P<name>[A-Z][\w-]{1,30}(?: [A-Z][\w.-]{0,30}){0,3})['’]s? (?!\w{1,30}['’]s? )")
_PROSECUTORS = re.compile(r"\bprosecutor(?:s?['’]s?|s)? office$")


def _titled(person: Chain | None, name: PersonName | None) -> Chain | None:
    """The person, whom the title that the name was printed with describes from now on: "President Orre"."""
    if person is not None and name is not None and name.title:
        person.describe(name.title)
    return person


class ByName:
    """The forms of names, a method each; None or an empty list if a phrase does not have that form."""

    def __init__(self, annotation: Annotation, named: Named, scene: Scene) -> None:
        self.annotation = annotation
        self.named = named
        self.scene = scene

    def person(self, phrase: Phrase) -> Chain | None:
        assert phrase.name is not None
        head = self.annotation.tokens[phrase.head].span
        for place, chain in self.named.within(phrase.span):
            if place.start <= head.start < place.end and chain.sort is Sort.PERSON:
                return chain
        return self.named.person(phrase.name, phrase.span.start)

    def department(self, phrase: Phrase) -> Chain | None:
        """The department that one word is short for: "State" where the State Department is named."""
        printed = phrase.span.of(self.annotation.text)
        short = re.fullmatch(r"[A-Z][a-z]+", printed) is not None and f" {printed} Department" in self.annotation.text
        return self.named.body(f"{printed} Department") if short else None

    def printed_name(self, phrase: Phrase) -> Chain | None:
        """The person whose bare name or surname with a title this is ("Mr. Orre's", "ORRE", "Orre, the brother of"), though the entity
        model passed it over."""
        printed = phrase.bare.split(",", 1)[0]
        if not 1 <= len(printed.split()) <= 2 or not all(w[:1].isupper() for w in printed.split()):
            return None
        name = person_name(printed)
        person = self.named.person(name, phrase.span.start) if name is not None and (" " not in printed or name.title) else None
        return _titled(person, name)

    def bearing(self, phrase: Phrase) -> Chain | None:
        """The body that bears the name of who leads it: "the Orre administration"; "the Vane team" where somebody is called Vane."""
        match = re.fullmatch(r"(?P<name>[A-Z][\w.’'-]{0,30}(?: [A-Z][\w.’'-]{0,30}){0,2}) [a-z]+", phrase.bare)
        if match is None or phrase.noun not in words("phrases", "bearing") | words("phrases", "bearing_surname"):
            return None
        if phrase.noun not in words("phrases", "bearing") and self._surname(match.group("name"), phrase.span.start) is None:
            return None
        return self.named.body(phrase.bare, "Organization") or self.named.make_body(phrase.bare, phrase.span)

    def body(self, phrase: Phrase) -> Chain | None:
        """The body that a phrase names, or whose spokesperson it is."""
        spokes = phrase.noun in words("sources", "spokes")
        names = self.named.within(phrase.span)
        inside = [(place, c) for place, c in names if c.sort is not Sort.PERSON]
        head = self.annotation.tokens[phrase.head].span
        if not spokes and phrase.proper:
            surname = next((c for place, c in names if place.start <= head.start < place.end and c.sort is Sort.PERSON), None)
            if surname is not None:
                return surname
        if not spokes:
            exact = next((c for place, c in inside if place.start <= head.start < place.end), None)
            if exact is not None:
                return exact
            if (surname := self._surname(phrase.proper, phrase.span.start)) is not None:
                return surname
            known = (
                self.department(phrase)
                or self._prosecutors(phrase)
                or (self.named.body(phrase.proper, "Organization") if phrase.proper else None)
            )
            if known is not None or not body_key(phrase.proper):
                return known
            name = person_name(phrase.proper) if not body_name(phrase.proper) else None
            person = self.named.person(name, phrase.span.start) if name is not None and len(phrase.proper.split()) < 3 else None
            if person is not None and body_key(phrase.proper) not in speaking_places():
                return _titled(person, name)
            return self.named.make_body(phrase.proper, phrase.span)
        holders = [place for place, c in names if c.sort is Sort.PERSON]
        inside = [(place, c) for place, c in inside if not any(self._in_a_title(place, holder) for holder in holders)]
        named = self._spokesperson(phrase, inside[0][1] if inside else None)
        if named is not None:
            return named
        if inside:
            return inside[-1][1] if phrase.tail is not None and inside[-1][0].start >= phrase.tail.start else inside[0][1]
        return None

    def _in_a_title(self, body: Span, holder: Span) -> bool:
        """Whether a body's name stands in the title before a person's: "Senate Finance Chairman Ann Orre"."""
        between = self.annotation.inside(Span(body.end, holder.start)) if body.end < holder.start else ()
        return bool(between) and all(t.upos in ("NOUN", "PROPN", "ADJ") for t in between)

    def _prosecutors(self, phrase: Phrase) -> Chain | None:
        """The one prosecutors' office that is named, for "prosecutors"."""
        if (
            phrase.noun not in ("prosecutor", "prosecutors")
            or not phrase.plural
            or phrase.modifiers
            or phrase.tail is not None
            or phrase.proper
        ):
            return None
        named = [b for b in self.named.bodies if any(_PROSECUTORS.search(body_key(p)) for p in b.printed)]
        return named[0] if len(named) == 1 else None

    def _surname(self, printed: str, place: int) -> Chain | None:
        """The person whose surname a single word is: "Orre" where Ann Orre is named, though Orre University is, too."""
        name = person_name(printed) if printed.isalpha() and not printed.isupper() else None
        person = self.named.person(name, place) if name is not None and body_key(printed) not in speaking_places() else None
        names = [n for n in person.names if n.last == printed.lower()] if person is not None else []
        if not names or not all(n.single for n in names):
            return person if names else None
        return None if any(body_key(p) == body_key(printed) for b in self.named.bodies for p in b.printed) else person

    def state(self, phrase: Phrase) -> Chain | None:
        """ "The Russians": a people for its state."""
        match = re.fullmatch(r"[Tt]he ([A-Z][a-z]+)", phrase.span.of(self.annotation.text))
        low = match.group(1).lower() if match else ""
        if body_name(low.capitalize()) or low in institution_names("de_facto"):
            return None
        country = demonyms().get(low) or (demonyms().get(low[:-1]) if low.endswith("s") else None)
        return (self.named.body(country) or self.named.make_body(country, phrase.span)) if country else None

    def country(self, chain: Chain) -> Chain:
        """The country for a capital that speaks, where the country speaks by its own name, too: "Ankara" is Turkey."""
        state = speaking_places().get(body_key(chain.label))
        if chain.sort is not Sort.BODY or state is None or state not in self._speaking_countries:
            return chain
        named = [b for b in self.named.bodies if country_names().get(body_key(b.label)) == state]
        return next((b for b in named if b.spoken), named[0] if named else chain)

    @cached_property
    def _speaking_countries(self) -> frozenset[str]:
        """The countries that are sources by their own names."""
        printed = (body_key(m.span.of(self.annotation.text)) for s in self.scene.statements for m in s.mentions)
        return frozenset(country_names()[name] for name in printed if name in country_names())

    def appended(self, phrase: Phrase) -> Chain | None:
        """The one whose name ends a description: "the militia Ansar", "one forecaster, FIEL", "the grocer who hired Quill, Ida Dunn"; and
        the medium whose name stands before the word for it: "the official Isen Daily newspaper"."""
        if phrase.definite and phrase.noun in words("people", "heads", "media") - words("people", "heads", "media_at_large"):
            head = self.annotation.tokens[phrase.head].span.start
            before = [c for place, c in self.named.within(phrase.span) if place.end + 1 == head and c.entity_label == "Organization"]
            if before:
                return before[0]
        last = self.annotation.tokens[phrase.last - 1]
        inside = [(place, c) for place, c in self.named.within(phrase.span) if place.end >= last.span.end and place.start > 0]
        if len(inside) != 1 or phrase.head >= phrase.last - 1:
            return None
        between = [t for t in self.annotation.tokens[phrase.head + 1 : phrase.last] if t.span.end <= inside[0][0].start]
        if phrase.sort in (Sort.PERSON, Sort.THING) and inside[0][1].sort is Sort.PERSON:
            if len(between) < 2 or between[-1].text != "," or between[-2].lemma in person_words() | words("people", "heads", "kin"):
                return None  # "who walked with his wife, Ida Dunn"
            return inside[0][1]
        body = phrase.noun not in person_words() or phrase.noun in words("people", "heads", "owners")
        firm = inside[0][1].entity_label == "Organization" or " & " in inside[0][1].label
        if between and between[-1].text == "," and firm and body and (len(between) == 1 or phrase.sort is Sort.BODY):
            return inside[0][1]
        return inside[0][1] if not between and phrase.noun in words("people", "heads", "organisation") else None

    def alias(self, phrase: Phrase) -> Chain | None:
        """The name that somebody described goes by: "a docker who goes by “Biscuit”"."""
        return self.named.alias(self.annotation.tokens[phrase.head].span, phrase.span.end) if phrase.sort is Sort.PERSON else None

    def author(self, phrase: Phrase) -> Chain | None:
        """Whose words a letter, a post or an outlet's report are: its author's."""
        inside = [c for _, c in self.named.within(phrase.span)]
        owner = _OWNER.match(phrase.span.of(self.annotation.text))
        remark = phrase.noun in words("cues", "nouns") - words("people", "heads", "document")
        if owner is not None and len(inside) == 1 and inside[0].sort is Sort.PERSON and remark:
            return inside[0]  # "Orre's criticism"
        if phrase.noun in words("kinds", "authored"):
            if phrase.possessive:
                return self.scene.owner(phrase)
            if not inside and owner is not None:
                return self._surname(owner.group("name").split()[-1], phrase.span.start)
            return inside[0] if len(inside) == 1 and not _OBTAINED.search(phrase.span.of(self.annotation.text)) else None
        media = words("people", "heads", "media")
        beside = {m.lower() for m in re.findall(r"[a-z]+", phrase.span.of(self.annotation.text))} & media
        outlets = [
            c
            for c in inside
            if c.sort is not Sort.PERSON and c.entity_label != "Location" and (is_outlet(c.label) or c.nouns & media or beside)
        ]
        if phrase.noun in words("kinds", "reported") and len(outlets) == 1 and len(inside) == 1:
            return outlets[0] if not _OBTAINED.search(phrase.span.of(self.annotation.text)) else None
        return None

    def by_its_page(self, phrase: Phrase) -> Chain | None:
        """Who speaks by a part of its own: a paper by its editorial board, a body by its website or page: "the Orre Trust website". Not one
        whose page is a fake, and no page about somebody that another has."""
        board = phrase.noun == "board" and "editorial" in phrase.modifiers
        if not board and phrase.noun not in words("kinds", "sites"):
            return None
        text, head = self.annotation.text, self.annotation.tokens[phrase.head].span
        names = [(place, c) for place, c in self.named.within(phrase.span) if c.sort is not Sort.PERSON]
        if len(names) != 1 or set(phrase.modifiers) & words("kinds", "impostors") or text[names[0][0].start - 1] == "-":
            return None
        place, owner = names[0]
        of_it = place.start > head.end and text[head.end : place.start].split() in (["of"], ["of", "the"])
        owns = of_it or (place.end < head.start and phrase.tail is None)
        return owner if owns and owner.entity_label != "Location" and (not board or is_outlet(owner.label)) else None

    def of_others(self, phrase: Phrase) -> bool:
        """Whether words are those of somebody's people: "statements from Orre officials", which are not Orre's."""
        name = next((place for place, _ in self.named.within(phrase.span)), None)
        if name is None or phrase.noun not in words("kinds", "authored"):
            return False
        last = self.annotation.inside(name)[-1]
        behind = self.annotation.tokens[last.index + 1 : last.index + 2]
        return any(t.upos == "NOUN" and t.sentence == last.sentence and t.lemma in person_words() for t in behind)

    def designated(self, phrase: Phrase) -> Chain | None:
        """ "A juror", "the juror", where "Juror B-37" is the only one that a code stands for."""
        if phrase.plural or phrase.determiner not in ("a", "an", "the", "this", "that") or set(phrase.modifiers) & _ELSE:
            return None
        coded = [p for p in self.named.people if any(n.coded and n.given == phrase.noun for n in p.names)]
        return coded[0] if len(coded) == 1 else None

    def _spokesperson(self, phrase: Phrase, body: Chain | None) -> Chain | None:
        """The spokesperson in the lede who is named below: "a spokeswoman for the line"; "Ann Orre, a spokeswoman for the line"."""
        if self.scene.body_paragraph(phrase.span.start) > EARLY:
            return None
        speak = words("sources", "spokes")
        called = [p for p in self.named.people if p.nouns & speak and not p.before(phrase.span.start)]
        if body is not None:
            told = {w.lower() for name in (*body.printed, body.label) for w in name.split() if len(w) > 2}
            alone = len(called) == 1 and {d.text for d in called[0].descriptions} == {phrase.noun}  # "spokesman Orre" further down
            of_it = [p for p in called if any(told & set(d.text.lower().replace("’s", " ").split()) for d in p.descriptions)]
            called = of_it or (called if alone else [])
        return called[0] if len(called) == 1 else None
