"""What an article speaks of: people, bodies and groups, each with the places where it is mentioned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.attribute.mentions import body_name
from audit.domain.annotation import Annotation, Entity, Token
from audit.domain.statement import Mention
from audit.domain.text import Span
from audit.entities.names import OFFICE_SCOPES, PersonName, given_gender, person_name, same, title_gender
from audit.lexicons import names as institution_names
from audit.lexicons import words
from audit.lexicons.places import capital_cities, speaking_places

PERSON, BODY, GROUP, THING = "person", "body", "group", "thing"
_CIVIL = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame", "mr.", "mrs.", "ms.", "dr.", "prof.", "rev.", "rev"})
_SPACE = re.compile(r"\s+")


@dataclass(eq=False)
class Referent:
    """One person, body, group or thing of an article. ``places`` are offsets where it is mentioned, ``subjects`` those as a subject."""

    sort: str
    label: str
    names: list[PersonName] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    """Titles and descriptions printed beside the name, in the order of the text."""
    gender: str = ""
    plural: bool = False
    heads: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)
    subjects: list[int] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    description: Span | None = None
    """The fullest source phrase that introduced it (for an unnamed source: the one its type is read from)."""
    named: bool = False
    entity_label: str | None = None
    member_of: Referent | None = None
    counted: bool = False
    """Nothing but a number of its group: "one of them", "two of those"."""

    @property
    def described(self) -> Span | None:
        """The phrase that its type is read from: the group's where it is itself only counted."""
        return self.member_of.described if self.counted and self.member_of is not None else self.description

    @property
    def title(self) -> str | None:
        """The fullest of the first titles printed before the name, else of the descriptions beside it."""
        return self.titles[0] if self.titles else None


def clean(phrase: str) -> str:
    return _SPACE.sub(" ", phrase).strip(" ,;:.–—-")


class Registry:
    """The referents that names introduce, found over the whole article before any source is resolved."""

    def __init__(self, annotation: Annotation) -> None:
        self.annotation = annotation
        self.people: list[Referent] = []
        self.bodies: list[Referent] = []
        self._at: dict[int, Referent] = {}
        self.names = sorted(
            (e for e in (*_people(annotation), *_overlooked(annotation)) if not _byline(annotation, e)), key=lambda e: e.span
        )
        for entity in self.names:
            self._person(entity)
        self._bare_surnames()
        for entity in sorted(annotation.entities, key=lambda e: e.span):
            if entity.label in ("Organization", "Location", "Facility") or _department(annotation, entity):
                self._body(entity)

    def at(self, span: Span) -> Referent | None:
        """The referent of a named entity inside ``span``, if one was registered there; the last one starting within it wins."""
        inside = [r for place, r in self._at.items() if span.start <= place < span.end]
        return inside[-1] if inside else None

    def at_entity(self, entity: Entity) -> Referent | None:
        return self._at.get(entity.span.start)

    def named(self, name: PersonName) -> Referent | None:
        """The person of that name mentioned in this article; a bare surname takes the one mentioned most."""
        found = [p for p in self.people if any(same(name, n) for n in p.names)]
        return max(found, key=lambda p: (any(n.full == name.full for n in p.names), len(p.places)), default=None)

    def _person(self, entity: Entity) -> None:
        name = person_name(entity.span.of(self.annotation.text))
        if name is None or body_name(entity.span.of(self.annotation.text)) or _department(self.annotation, entity):
            return
        before = [p for p in self.people if any(same(name, n) for n in p.names)]
        fuller = [p for p in before if any(not n.single for n in p.names)] or before
        place = entity.span.start
        if fuller:
            person = max(fuller, key=lambda p: p.places[-1])
        else:
            person = Referent(PERSON, name.full, named=True, entity_label="Person")
            self.people.append(person)
        self._note(person, name, entity)
        self._at[place] = person

    def _note(self, person: Referent, name: PersonName, entity: Entity) -> None:
        person.names.append(name)
        person.places.append(entity.span.start)
        if is_subject(self.annotation, entity.span):
            person.subjects.append(entity.span.start)
        if len(name.full.split()) > len(person.label.split()):
            person.label = name.full
        for title in self._titles(entity, name):
            if title.lower() not in (t.lower() for t in person.titles):
                person.titles.append(title)
            for word in re.findall(r"[a-z-]+", title.lower()):
                person.heads.add(word)
                person.gender = person.gender or title_gender(word)
        person.gender = person.gender or name.gender
        lead = self.annotation.text[max(0, entity.span.start - 6) : entity.span.start].split()
        if lead:
            person.gender = person.gender or title_gender(lead[-1].lower())

    def _titles(self, entity: Entity, name: PersonName) -> list[str]:
        """Titles and descriptions beside a name: "Defence Secretary" Lloyd Austin; "the leader of the league", X; Rathke, "a spokesman"."""
        tokens = self.annotation.inside(entity.span)
        if not tokens:
            return []
        everything = self.annotation.tokens
        first = i = tokens[0].index
        while i > 0 and everything[i - 1].sentence == tokens[0].sentence and self._titular(everything[i - 1]):
            i -= 1
        if i >= 2 and i < first and everything[i - 1].text == "of" and everything[i - 2].lemma in official_titles():
            i -= 2
            while i > 0 and everything[i - 1].upos in ("PROPN", "ADJ") and self._titular(everything[i - 1]):
                i -= 1
        while i < first and everything[i].text.lower() in ("'s", "’s", "and", "-"):
            i += 1
        before = clean(self.annotation.text[everything[i].span.start : everything[first].span.start]) if i < first else ""
        if not any(t.upos in ("NOUN", "PROPN") for t in everything[i:first]):
            before = ""
        if name.title and name.title.lower() not in _CIVIL:
            before = f"{before} {name.title}".strip()
        return [t for t in (before, self._lead(first), self._apposition(tokens[-1])) if t]

    def _titular(self, token: Token) -> bool:
        if token.upos in ("NOUN", "PROPN", "ADJ") and token.text.lower() not in _CIVIL:
            entity = self.annotation.entity_at(token.span.start)
            return entity is None or entity.label != "Person"
        return token.text in ("'s", "’s", "-")

    def _apposition(self, last: Token) -> str:
        """ ", a member of parliament," behind a name: the words up to the next comma or stop, if they are a description."""
        everything = self.annotation.tokens
        i = last.index + 1
        if i + 1 >= len(everything) or everything[i].text not in (",", "(", "–", "—") or everything[i].sentence != last.sentence:
            return ""
        j = i + 1
        if (
            everything[j].upos not in ("DET", "NOUN", "PROPN", "ADJ", "NUM", "PRON")
            or (everything[j].upos == "PRON"
            and everything[j].lemma not in ("his", "her", "their"))
        ):
            return ""
        end = j
        while end < len(everything) and everything[end].sentence == last.sentence and end - j < 25:
            if (
                everything[end].text in (",", ".", ";", ":", ")", "–", "—", "“", '"')
                or (everything[end].upos in ("VERB", "AUX")
                and everything[end].rel != "acl")
            ):
                break
            end += 1
        chunk = everything[j:end]
        if (
            not any(t.upos == "NOUN" or t.lemma in words("people", "heads", "person") for t in chunk)
            or (end < len(everything)
            and everything[end].upos in ("VERB", "AUX"))
        ):
            return ""
        if self.annotation.entity_at(chunk[0].span.start) is not None and not any(t.upos == "NOUN" for t in chunk):
            return ""
        if chunk[0].upos == "PROPN" and any(e.label == "Person" and e.span.end >= chunk[-1].span.start for e in self._within(chunk)):
            return ""
        return re.sub(
            r"^(a|an|the|his|her|their)\s+", "", clean(self.annotation.text[chunk[0].span.start : chunk[-1].span.end]), flags=re.IGNORECASE
        )

    def _within(self, chunk: Sequence[Token]) -> list[Entity]:
        span = Span(chunk[0].span.start, chunk[-1].span.end)
        return [e for e in self.annotation.entities if span.contains(e.span)]

    def _lead(self, first: int) -> str:
        """ "The leader of the league, Jonathan X": the description before a comma before the name."""
        everything = self.annotation.tokens
        if first < 2 or everything[first - 1].text != ",":
            return ""
        i = first - 2
        while (
            i > 0
            and everything[i - 1].sentence == everything[first].sentence
            and everything[i - 1].text not in (",", ";", ":", "“", '"', ".")
            and everything[i - 1].upos not in ("VERB", "AUX", "SCONJ")
        ):
            i -= 1
        while i < first - 1 and everything[i].upos not in ("DET", "ADJ", "NOUN", "PROPN", "NUM"):
            i += 1
        chunk = everything[i : first - 1]
        known = words("people", "heads", "person") | official_titles()
        nouns = [t for t in chunk if t.upos in ("NOUN", "PROPN") and (t.lemma in known or t.text.lower() in known)]
        preposition = next((k for k, t in enumerate(chunk) if t.upos == "ADP"), len(chunk))
        if not nouns or len(chunk) > 14 or nouns[0] not in chunk[:preposition]:
            return ""
        return re.sub(
            r"^(a|an|the|his|her|their)\s+", "", clean(self.annotation.text[chunk[0].span.start : chunk[-1].span.end]), flags=re.IGNORECASE
        )

    def _bare_surnames(self) -> None:
        """Join a bare surname that came before the full name (a headline) with the person named in full later."""
        for bare in [p for p in self.people if all(n.single for n in p.names)]:
            fuller = [p for p in self.people if p is not bare and any(not n.single and same(bare.names[0], n) for n in p.names)]
            if len(fuller) == 1:
                target = fuller[0]
                target.places = sorted(target.places + bare.places)
                target.subjects = sorted(target.subjects + bare.subjects)
                target.names += bare.names
                target.gender = target.gender or bare.gender
                self.people.remove(bare)
                for place, person in list(self._at.items()):
                    if person is bare:
                        self._at[place] = target

    def _body(self, entity: Entity) -> None:
        printed = clean(entity.span.of(self.annotation.text))
        key = body_key(printed)
        if not key or key in words("people", "heads", "group"):
            return
        person = self.named(name) if (name := person_name(printed)) is not None and name.single else None
        if person is not None and key in speaking_places() and not self._surname(person, entity):
            person = None
        if person is not None:
            self._at.setdefault(entity.span.start, person)
            person.places.append(entity.span.start)
            return
        found = next((b for b in self.bodies if key in b.heads or same_body(key, b)), None)
        if found is None:
            found = Referent(BODY, body_label(printed), named=True, entity_label=entity.label)
            self.bodies.append(found)
        elif _better(printed, found.label):
            found.label = body_label(printed)
        found.heads.add(key)
        found.places.append(entity.span.start)
        if is_subject(self.annotation, entity.span):
            found.subjects.append(entity.span.start)
        self._at.setdefault(entity.span.start, found)

    def _surname(self, person: Referent, entity: Entity) -> bool:
        """Whether a word that is a country as well ("Jordan") is a person's surname here: named in full before, and no preposition."""
        tokens = self.annotation.inside(entity.span)
        before = self.annotation.tokens[tokens[0].index - 1] if tokens and tokens[0].index else None
        full = any(not n.single and n.last == entity.span.of(self.annotation.text).lower() for n in person.names)
        return full and person.places[0] < entity.span.start and (before is None or before.upos not in ("ADP", "DET"))


_NO_NAME = re.compile(
    r"^(mrs?|ms|dr|they|he|she|we|you|it|i|there|dec|calif|mass|fla|[a-z]{1,2})\W*$|^(they|he|she|we|you|it|i|there|that)['’]|^[DRI]-[A-Z]",
    re.IGNORECASE,
)


def _people(annotation: Annotation) -> list[Entity]:
    """Person entities that can be names; one that breaks off behind an initial ("Vladimir V") is joined with the name that goes on."""
    out: list[Entity] = []
    text = annotation.text
    for entity in sorted(annotation.entities, key=lambda e: e.span):
        printed = entity.span.of(text)
        if (
            out
            and len(out[-1].span.of(text).split()[-1].rstrip(".")) == 1
            and text[out[-1].span.end : entity.span.start] in (". ", " ", ".", "")
            and printed[:1].isupper()
            and entity.label in ("Person", "Organization", "Location")
        ):
            out[-1] = Entity(Span(out[-1].span.start, entity.span.end), "Person")
        elif entity.label == "Person" and printed[:1].isupper() and not _NO_NAME.match(printed.strip()):
            out.append(entity)
    return out


def _department(annotation: Annotation, entity: Entity) -> bool:
    """Whether one word is short for a department of the article: "State" where the State Department is named."""
    printed = body_label(entity.span.of(annotation.text))
    return printed.isalpha() and printed[:1].isupper() and f" {printed} Department" in annotation.text


_BYLINE = re.compile(r"(^|[\n\r]\s*|[.:]\s+)(By|Story by|Words by|Reporting by)[ \t]+(?:[A-Z][\w.'’-]+,?[ \t]+(?:and[ \t]+)?){0,8}$")


def _byline(annotation: Annotation, entity: Entity) -> bool:
    """Whether a name is the reporter's: it stands in a byline, or behind a "By" that opens a line."""
    paragraph = annotation.paragraph_at(entity.span.start)
    if paragraph is not None and paragraph.zone == "byline":
        return True
    return _BYLINE.search(annotation.text[max(0, entity.span.start - 120) : entity.span.start]) is not None


def _overlooked(annotation: Annotation) -> list[Entity]:
    """Names that the entity model passed over: a known given name and one or two capitalised words behind it."""
    out = []
    tokens = annotation.tokens
    for token in tokens:
        if not token.text[:1].isupper() or not given_gender(token.text.lower()):
            continue
        end = token.index + 1
        while (
            end < len(tokens)
            and end - token.index < 3
            and tokens[end].sentence == token.sentence
            and tokens[end].upos == "PROPN"
            and tokens[end].text[:1].isupper()
        ):
            end += 1
        span = Span(token.span.start, tokens[end - 1].span.end)
        if end - token.index >= 2 and not any(e.span.overlaps(span) for e in annotation.entities):
            out.append(Entity(span, "Person"))
    return out


def _better(printed: str, label: str) -> bool:
    """Whether a printing is a better label than the one so far: not all in capitals as in a dateline, or longer and no possessive."""
    if label.isupper() and len(label) > 4 and not printed.isupper() and body_key(label) == body_key(printed):
        return True
    return len(printed) > len(label) and len(printed.split()) > 1 and not re.search(r"['’]s$", printed)


def body_key(printed: str) -> str:
    """Lower case, without article, dots and possessive: what two printings of one body share."""
    low = re.sub(r"['’]s$", "", printed.lower().strip())
    return re.sub(r"^the\s+", "", low).replace(".", "")


def body_label(printed: str) -> str:
    return re.sub(r"['’]s?$", "", re.sub(r"^the\s+", "", printed, flags=re.IGNORECASE))


def initials(label: str) -> str:
    return "".join(w[0] for w in re.findall(r"[A-Za-z]+", label) if w[0].isupper()).lower()


def same_body(key: str, body: Referent) -> bool:
    """Acronym and full name, country and its other name, or a name that the other one ends or begins with."""
    places = speaking_places()
    for known in body.heads:
        if key == known:
            return True
        if key in places and known in places and places[key] == places[known] and len(key) > 1:
            return key in _country_names(places[key]) and known in _country_names(places[key])
        longer, shorter = (known, key) if len(known) > len(key) else (key, known)
        if (
            " " in longer
            and " " not in shorter
            and 2 <= len(shorter) <= 6
            and shorter == initials(body.label if longer == known else key.title())
        ):
            return True
        if longer == f"{shorter} department" or longer == f"us {shorter} department":
            return True
        if len(shorter) > 4 and " " in longer and shorter not in places:
            begins = longer.startswith(shorter + " ") and " " in shorter
            if begins or longer.endswith(" " + shorter):
                return not institution_names("state") & {shorter}
    return False


def _country_names(label: str) -> set[str]:
    from audit.lexicons import table

    capitals = {p.split("=")[0].strip() for p in table("institutions")["places"]["names"].split(";")}
    known = {k for k, v in speaking_places().items() if v == label}
    short = {k for k in capitals if len(k) <= 6} - capital_cities()
    return {k for k in known if k == label.lower() or k in short or k in ("united states", "great britain", "britain")}


def official_titles() -> frozenset[str]:
    return frozenset[str]().union(*(words("people", "officials", scope) for scope in OFFICE_SCOPES))


def is_subject(annotation: Annotation, span: Span) -> bool:
    tokens = annotation.inside(span)
    return (
        any(t.rel in ("nsubj", "csubj") for t in tokens)
        or (bool(tokens)
        and any(t.head is not None and annotation.tokens[t.head].rel == "nsubj" and t.rel in ("appos", "flat", "compound") for t in tokens))
    )
