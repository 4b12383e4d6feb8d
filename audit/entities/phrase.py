"""Phrases: what the words of a source or a mention say, read once: determiner, number, head, names, gender, sort."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache

from audit.attribute.heads import head_of, named_person, root, several_before
from audit.attribute.mentions import body_name, title_case
from audit.attribute.outlets import is_outlet
from audit.domain.annotation import Annotation, Entity, Token
from audit.domain.text import Span
from audit.entities.names import OFFICE_SCOPES, PersonName, person_name, title_gender
from audit.lexicons import table, words
from audit.lexicons.heads import known_heads
from audit.lexicons.places import demonyms, speaking_places


class Sort(StrEnum):
    """What a phrase speaks of, before anything else of the article is known."""

    PERSON = "person"
    GROUP = "group"
    BODY = "body"
    DOCUMENT = "document"
    OUTLET = "outlet"
    POLL = "poll"
    THING = "thing"
    PRONOUN = "pronoun"


HUMAN = (Sort.PERSON, Sort.GROUP)
_NAMED_SORT = {"Organization": Sort.BODY, "Location": Sort.BODY, "Facility": Sort.BODY, "Person": Sort.PERSON}


SOFT = frozenset({"former", "senior", "top", "same", "first", "late", "young", "old", "new", "more", "least"})
"""Modifiers that do not tell one from another."""


@dataclass(frozen=True)
class Phrase:
    """A noun phrase or pronoun as printed.

    ``first`` and ``last`` are token indices, half-open; ``head`` the token index of the head word, ``noun`` the head as the lexicon has it.
    ``modifiers`` are the lower-case words before the head without the determiner; ``tail`` is what follows the head.
    ``proper`` is the proper name that the phrase is ("Ministry of Health", "Lloyd Austin"), "" where it only describes.
    """

    span: Span
    first: int
    last: int
    head: int
    noun: str
    determiner: str
    plural: bool
    count: int | None
    modifiers: tuple[str, ...]
    tail: Span | None
    name: PersonName | None
    proper: str
    label: str | None
    sort: Sort
    gender: str
    bare: str = ""
    """The words without determiner and without clauses behind them."""

    @property
    def definite(self) -> bool:
        """Whether the determiner points at somebody known."""
        return self.determiner in words("phrases", "definite")

    @cached_property
    def article(self) -> str:
        """What opens it, as one of five kinds: the, a, his, two (any other determiner), bare (none)."""
        if self.determiner in ("the", "that", "this", "these", "those", "both", "said"):
            return "the"
        if self.possessive:
            return "his"
        if self.determiner in ("a", "an", "one", "another", "some", "many", "several"):
            return "a"
        return "two" if self.determiner else "bare"

    @cached_property
    def telling(self) -> frozenset[str]:
        """The modifiers that tell one from another."""
        return frozenset(self.modifiers) - SOFT

    @cached_property
    def office(self) -> str:
        """The head word with what makes another office of it: "vice-president", "deputy-minister"."""
        before = self.modifiers[-1] if self.modifiers else ""
        return f"{before}-{self.noun}" if before in words("phrases", "deputies") else self.noun

    @property
    def introduces(self) -> bool:
        """Whether the determiner brings in somebody who was not told of before."""
        return self.determiner in ("a", "an", "one", "another")

    @cached_property
    def former(self) -> bool:
        """Whether it says what somebody once was."""
        return bool(set(self.modifiers) & words("people", "titles", "former"))

    @property
    def possessive(self) -> bool:
        return self.determiner in words("phrases", "possessive")


def parse(annotation: Annotation, span: Span) -> Phrase | None:
    """The phrase at ``span``; None where no word stands there."""
    tokens = [t for t in annotation.inside(span) if span.contains(t.span) or len(annotation.inside(span)) == 1]
    spoken = [t for t in tokens if t.upos != "PUNCT"]
    if not spoken:
        return None
    printed = span.of(annotation.text)
    first = spoken[0].text.lower().replace("’", "'")
    alone = len(spoken) == 1 or all(t.upos in ("ADV", "PRON", "DET") for t in spoken[1:])
    if first in words("people", "heads", "pronouns") and alone and (len(spoken) == 1 or first not in words("phrases", "possessive")):
        return _pronoun(span, spoken, first)
    named = _without_letters(_without_gloss(annotation, tokens))
    person = named_person(annotation, named) or _named_at_end(annotation, [t for t in named if t.upos != "PUNCT"] or spoken)
    while person is not None and (title_only(annotation, person) or in_a_title(annotation, person)):
        behind = _next_person(annotation, person)
        person = behind if behind is not None and span.contains(behind.span) else None
    if person is not None and not _lists(annotation, tokens, person):
        return _person(annotation, span, spoken, person)
    return _description(annotation, span, spoken, printed)


def _lists(annotation: Annotation, tokens: list[Token], person: Entity) -> bool:
    """Whether the phrase is a group that the person is listed in: "two senators, Ann Orre and Bo Vane"."""
    before = [t for t in tokens if t.span.end <= person.span.start]
    mark = next((t for t in before if t.text in (",", ":", "–", "—", "-")), None)
    head = next((t for t in reversed(before) if mark is not None and t.index < mark.index), None)
    behind = [e for e in annotation.entities if e.label == "Person" and person.span.end <= e.span.start < tokens[-1].span.end]
    earlier = [e for e in annotation.entities if e.label == "Person" and tokens[0].span.start <= e.span.start < person.span.start]
    return head is not None and _plural_form(head) and (head.upos == "NOUN" or head.text.islower()) and bool(behind or earlier)


def _named_at_end(annotation: Annotation, spoken: list[Token]) -> Entity | None:
    """The person whose name ends a long title: "chair of the Reef Trust board Ann Orre", "spokesman for the cabinet Nils Vane"."""
    entity = annotation.entity_at(spoken[-1].span.start)
    if entity is None or entity.label != "Person" or len(entity.span.of(annotation.text).split()) < 2:
        return None
    if several_before(root(annotation, spoken), entity):
        return None
    before = [t for t in spoken if t.span.end <= entity.span.start]
    titled = [t for t in before if head_of(t) in person_words()]
    if not titled or before[-1].upos not in ("NOUN", "PROPN") or annotation.entity_at(before[-1].span.start) == entity:
        return None
    if before[-1] is titled[-1]:
        of = [t for t in before if t.upos == "ADP"]
        return entity if of and titled[0].index == titled[-1].index else None
    return entity if titled[0].index == before[0].index or before[0].upos == "DET" else None


def _without_letters(tokens: list[Token]) -> list[Token]:
    """The words without the letters of a degree, an order or a seat behind a name: "Mr Orre AM"."""
    letters = words("people", "titles", "behind")
    while len(tokens) > 2 and tokens[-1].text.isupper() and tokens[-1].text.lower() in letters and tokens[-2].text[:1].isupper():
        tokens = tokens[:-1]
    return tokens


def _without_gloss(annotation: Annotation, tokens: list[Token]) -> list[Token]:
    """The words without brackets at their end: a name in other letters, a seat, an age; not "the mayor (Ann Orre)"."""
    opened = next((i for i, t in enumerate(tokens) if t.text == "("), 0)
    if not opened or tokens[-1].text != ")" or len(tokens) - opened > _GLOSS:
        return tokens
    within = annotation.entities_over(Span(tokens[opened].span.end, tokens[-1].span.start))
    return tokens if any(e.label == "Person" for e in within) else tokens[:opened]


_GLOSS = 6
"""Tokens of a gloss in brackets, at most."""


def _next_person(annotation: Annotation, entity: Entity) -> Entity | None:
    """The person named next behind an entity."""
    return min(
        (e for e in annotation.entities if e.label == "Person" and e.span.start >= entity.span.end), key=lambda e: e.span, default=None
    )


def title_only(annotation: Annotation, entity: Entity) -> bool:
    """Whether a person's name is nothing but a title before another name: "Wellmar Sen." before "Ann Orre"."""
    titles = official_titles() | words("people", "titles", "honorific")
    if entity.label != "Person" or entity.span.of(annotation.text).split()[-1].lower().rstrip(".") not in titles:
        return False
    behind = _next_person(annotation, entity)
    return behind is not None and behind.span.start - entity.span.end <= _BEHIND


_BEHIND = 2
"""Code points between a title and the name behind it: a dot and a space."""


def in_a_title(annotation: Annotation, entity: Entity) -> bool:
    """Whether what was taken for a person is the seat or the body of who is named behind it: "Vell Orre" in "Vell Orre South MP Ann Mohle",
    "Te Vell" in "Te Vell of the Quays chair Ann Mohle"."""
    behind = _next_person(annotation, entity) if entity.label == "Person" else None
    if behind is not None and _SEAT.fullmatch(annotation.text, entity.span.end, behind.span.start) is None:
        behind = _next_person(annotation, behind)  # a name torn in two: "Te Vell", "Orre"
    seat = _SEAT.fullmatch(annotation.text, entity.span.end, behind.span.start) if behind is not None else None
    if seat is None:
        return False
    titles = words("people", "titles", "seats") if seat.group("of") is None else person_words() | words("people", "titles", "chairing")
    return seat.group("title").lower() in titles


_SEAT = re.compile(r" (?P<of>of )?(?:(?:[A-ZÀ-ÞĀ-Ž][\w’'-]{1,30}|the|and) ){0,5}(?P<title>MPP?|MLA|MLC|MNA|MSP|TD|MEP|[a-z]{4,20}) ")


@cache
def official_titles() -> frozenset[str]:
    """Titles of offices, of every scope."""
    return frozenset[str]().union(*(words("people", "officials", scope) for scope in OFFICE_SCOPES))


def _pronoun(span: Span, spoken: list[Token], word: str) -> Phrase:
    gender = "m" if word in words("phrases", "masculine") else "f" if word in words("phrases", "feminine") else ""
    plural = word in words("phrases", "plural_pronouns")
    at = spoken[0].index
    return Phrase(
        span=span,
        first=at,
        last=spoken[-1].index + 1,
        head=at,
        noun=word,
        determiner="",
        plural=plural,
        count=None,
        modifiers=(),
        tail=None,
        name=None,
        proper="",
        label=None,
        sort=Sort.PRONOUN,
        gender=gender,
    )


def _person(annotation: Annotation, span: Span, spoken: list[Token], entity: Entity) -> Phrase:
    name = person_name(entity.span.of(annotation.text))
    inside = [t for t in spoken if entity.span.overlaps(t.span)] or spoken
    before = [t for t in spoken if t.index < inside[0].index]
    gender = name.gender if name else ""
    for token in before:
        gender = gender or title_gender(token.text.lower())
    return Phrase(
        span=span,
        first=spoken[0].index,
        last=spoken[-1].index + 1,
        head=inside[-1].index,
        noun=inside[-1].text.lower(),
        determiner=_determiner(spoken),
        plural=False,
        count=1,
        modifiers=tuple(t.text.lower() for t in before if t.upos not in ("DET", "PUNCT")),
        tail=Span(inside[-1].span.end, spoken[-1].span.end) if spoken[-1].index > inside[-1].index else None,
        name=name,
        proper=name.full if name else entity.span.of(annotation.text),
        label="Person",
        sort=Sort.PERSON,
        gender=gender,
        bare=bare_words(span.of(annotation.text)),
    )


def _description(annotation: Annotation, span: Span, spoken: list[Token], printed: str) -> Phrase:
    counted = len(spoken) > 2 and spoken[1].text.lower() == "of" and _quantity(spoken[0])
    partly = counted and not respondents(printed)
    portion = _portion(annotation, spoken)
    top = portion or _head(annotation, spoken[2:] if partly else spoken)
    noun = head_of(top)
    determiner = _determiner(spoken)
    entity = annotation.entity_at(top.span.start)
    proper = _proper(annotation, spoken, top, noun, entity, printed)
    before = [t for t in spoken if t.index < top.index and not (t.index == spoken[0].index and determiner)]
    after = [t for t in spoken if t.index > top.index]
    plural = not proper and _plural(top, noun, determiner) and not _one_of(spoken)
    counts: dict[str, int] = table("sources")["numbers"]
    counting = counts.get(determiner) or next((counts[t.text.lower()] for t in (*before[:2], top) if t.text.lower() in counts), None)
    count = None if portion else counting
    plural = plural or (top.upos == "NUM" and count != 1)
    sort = _sort(noun, top, plural, proper, entity, printed)
    if sort is Sort.THING or (sort is Sort.GROUP and noun not in known_heads()):
        sort = _voted(annotation, span, sort)
    gender = title_gender(noun) or next((g for t in before if (g := title_gender(t.text.lower()))), "")
    return Phrase(
        span=span,
        first=spoken[0].index,
        last=spoken[-1].index + 1,
        head=top.index,
        noun=noun,
        determiner=determiner,
        plural=plural,
        count=count if count is not None else None if plural else 1,
        modifiers=tuple(t.text.lower() for t in before if t.upos not in ("PUNCT", "DET")),
        tail=Span(top.span.end, after[-1].span.end) if after else None,
        name=None,
        proper=proper,
        label=entity.label if entity is not None else None,
        sort=Sort.PERSON if not plural and sort is Sort.GROUP and _one_of(spoken) else sort,
        gender=gender,
        bare=bare_words(printed),
    )


def _head(annotation: Annotation, spoken: list[Token]) -> Token:
    """The head word; the last of several parts of a name ("Fish and Wildlife Service" is headed by "Service")."""
    opening = next((t for t in spoken if t.upos != "DET"), spoken[0])
    leading = annotation.entity_at(opening.span.start)
    if leading is not None and leading.label in _NAMED_SORT and leading.span.start >= spoken[0].span.start:
        named = [t for t in spoken if leading.span.contains(t.span) and t.upos != "PART"]
        after = next((t for t in annotation.tokens[named[-1].index + 1 :][:1]), None) if named else None
        if after is not None and after.text in (",", "(", "–", "—") and after.span.end <= spoken[-1].span.end:
            return named[-1]  # "America's Reef Plans, the trade group …": what follows only describes
    top = root(annotation, spoken)
    owned = next((t for t in spoken if t.index == top.index + 1 and t.text in ("'s", "’s") and t.index < spoken[-1].index), None)
    had = [t for t in spoken if owned is not None and t.index > owned.index]
    if top.upos == "PROPN" and top.text[:1].isupper() and any(t.upos in ("NOUN", "PROPN") for t in had):
        return _head(annotation, had)  # "Orre's board"
    entity = annotation.entity_at(top.span.start)
    if top.upos == "PROPN" and entity is not None and entity.label in _NAMED_SORT:
        inside = [t for t in spoken if entity.span.contains(t.span) and t.upos != "PART"]
        behind = next((t for t in spoken if inside and t.index == inside[-1].index + 1), None)
        if behind is not None and behind.upos in ("NOUN", "PROPN"):
            while behind is not None and behind.upos in ("NOUN", "PROPN"):
                top, behind = behind, next((t for t in spoken if behind is not None and t.index == behind.index + 1), None)
            return top
        stop = next((t.index for t in inside if t.upos in ("ADP", "CCONJ") and t.index > top.index), None)
        kept = [t for t in inside if stop is None or t.index < stop]
        return kept[-1] if kept else top
    return top


def _portion(annotation: Annotation, spoken: list[Token]) -> Token | None:
    """The head of the people of whom a phrase means some: "lawmakers" in "a large section of the lawmakers"; None of anything else."""
    at = next((n for n, t in enumerate(spoken[:4]) if t.text.lower() == "of"), 0)
    if at < 1 or spoken[at - 1].text.lower() not in words("phrases", "portions") or len(spoken) <= at + 1:
        return None
    if any(t.upos not in ("DET", "ADJ", "ADV") for t in spoken[: at - 1]):
        return None
    top = _head(annotation, spoken[at + 1 :])
    noun = head_of(top)
    people = noun in words("people", "heads", "group") or (noun in person_words() and _plural_form(top))
    return top if people else None


def _determiner(spoken: list[Token]) -> str:
    low = [t.text.lower().replace("’", "'") for t in spoken[:3]]
    known = words("phrases", "determiners") | set(table("sources")["numbers"])
    if low[:2] == ["at", "least"] and low[-1] in known:
        return low[-1]
    return low[0] if low[0] in known or spoken[0].upos == "DET" else ""


def _quantity(token: Token) -> bool:
    low = token.text.lower()
    return token.upos == "NUM" or low in table("sources")["numbers"] or low in words("phrases", "quantities")


def _one_of(spoken: list[Token]) -> bool:
    """ "One of the officials": a single one, whatever the head says."""
    low = [t.text.lower() for t in spoken[:2]]
    return low[0] in ("one", "another", "each", "neither", "either") and (len(low) > 1 and low[1] == "of")


def _plural(top: Token, noun: str, determiner: str) -> bool:
    if noun in words("kinds", "collective"):
        return _plural_form(top)
    if noun in words("people", "heads", "group") or determiner in words("phrases", "plural_determiners"):
        return True
    low = top.text.lower()
    return _plural_form(top) or (low.endswith("s") and top.upos == "NOUN" and noun != low)


def _plural_form(top: Token) -> bool:
    return "Number=Plur" in top.feats


def _proper(annotation: Annotation, spoken: list[Token], top: Token, noun: str, entity: Entity | None, printed: str) -> str:
    """The name that the phrase is, "" where the head only describes ("Pentagon officials", "a Kremlin source")."""
    bare = re.sub(r"^(the|a|an)\s+", "", printed.strip(), flags=re.IGNORECASE)
    people = words("people", "heads", "person") | words("people", "heads", "group") | words("people", "heads", "spokes")
    if body_name(printed):
        return bare
    own = [t for t in spoken if t.upos != "DET"]
    body = entity is not None and entity.label == "Organization" and all(entity.span.contains(t.span) for t in own)
    if entity is not None and body and len(own) > 1 and own[0].index == top.index:
        return clean(entity.span.of(annotation.text))  # "Friends of the Heron" is a body, though friends are people
    if noun in people | person_words():
        return ""
    if title_case(spoken):
        return bare
    if not top.text[:1].isupper() or top.upos not in ("PROPN", "NOUN", "ADJ", "X"):
        return ""
    if entity is not None and entity.label in _NAMED_SORT:
        return clean(entity.span.of(annotation.text))
    single = spoken[0].index == annotation.sentences[top.sentence].first and spoken[0].index == top.index
    known = words("people", "heads", "organisation") | words("people", "heads", "document") | words("people", "heads", "poll")
    if single and (noun in known or top.upos == "NOUN"):
        return ""
    low = top.index
    while low > spoken[0].index and annotation.tokens[low - 1].text[:1].isupper() and annotation.tokens[low - 1].upos != "DET":
        low -= 1
    if noun in known and low == top.index:
        return ""
    if top.upos not in ("PROPN", "X"):
        return ""
    return clean(annotation.text[annotation.tokens[low].span.start : top.span.end])


def _voted(annotation: Annotation, span: Span, sort: Sort) -> Sort:
    """What the network takes a source for whose head no list knows; ``sort`` where it was not asked."""
    voted = annotation.axes(span).get("kind", {})
    return _SORT_OF_KIND[max(voted, key=lambda kind: voted[kind])] if voted else sort


_SORT_OF_KIND = {
    "person": Sort.PERSON,
    "group": Sort.GROUP,
    "organisation": Sort.BODY,
    "document": Sort.DOCUMENT,
    "media": Sort.OUTLET,
    "poll_or_data": Sort.POLL,
}


@cache
def person_words() -> frozenset[str]:
    """Every word for one person: trades, offices, titles, members of a party."""
    offices = frozenset[str]().union(*(words("people", "officials", scope) for scope in OFFICE_SCOPES))
    lists = words("people", "heads", "person") | words("people", "heads", "spokes") | words("people", "titles", "bare")
    return offices | lists | frozenset(one.removesuffix("s") for one in words("sources", "partisans"))


def _sort(noun: str, top: Token, plural: bool, proper: str, entity: Entity | None, printed: str) -> Sort:
    low = noun.lower()
    if respondents(printed) or low in words("phrases", "respondents") or asked_by(printed) is not None:
        return Sort.POLL
    if low in words("people", "heads", "poll"):
        return Sort.POLL
    if low in words("people", "heads", "spokes"):
        return Sort.BODY
    one = low in person_words() and not plural  # "the prosecutor"; "prosecutors" are a body of the state
    if not one and {low, top.text.lower()} & words("sources", "generic_state"):
        return Sort.BODY
    if is_outlet(printed) and (proper or low in words("people", "heads", "media")):
        return Sort.OUTLET
    if low in words("people", "heads", "media"):
        return Sort.OUTLET
    if proper:
        if entity is not None and entity.label == "Person":
            return Sort.PERSON
        return Sort.DOCUMENT if low in words("people", "heads", "document") and entity is None else Sort.BODY
    if low in words("kinds", "collective") and not _plural_form(top):
        return Sort.GROUP if re.search(rf"\b{re.escape(top.text)} of [a-z]", printed) else Sort.BODY
    if low in words("people", "heads", "group") or low in words("sources", "partisans"):
        return Sort.GROUP
    if low in person_words():
        return Sort.GROUP if plural else Sort.PERSON
    if low in words("people", "heads", "organisation") | words("people", "heads", "family_of_body"):
        return Sort.BODY
    if low in words("people", "heads", "document"):
        return Sort.DOCUMENT
    if low in demonyms() or low.removesuffix("s") in demonyms() or low in speaking_places():
        return Sort.GROUP if plural else Sort.PERSON
    if entity is not None and entity.label in _NAMED_SORT and top.upos == "PROPN":
        return _NAMED_SORT[entity.label]
    if re.search(r"(man|woman|person|ist|ian|eer)$", low) and not plural:
        return Sort.PERSON
    if re.search(r"(men|women|people|ists|ians|eers)$", top.text.lower()):
        return Sort.GROUP
    return Sort.GROUP if plural else Sort.THING


_OPENING = re.compile(
    r"^(a|an|the|this|that|these|those|both|one|another|his|her|its|their|my|our)\s+(of\s+the\s+|(?!of\b|one\b|others?$))", re.IGNORECASE
)
_CLAUSE = re.compile(r",? (?:\w+ of whom|who|which|whose|speaking|citing|quoting|including|such as|like (?=(?:the )?[A-Z]))\b")


_HANGING = re.compile(r"(?:\s(?:but|and|or|not|nor)){1,2}$")


_SHARE = re.compile(
    r"^\W*+(?:(?:only|just|about|nearly|some|almost|more than|at least|roughly|around|fewer than|as many as|another|over)\s+)?"
    r"(?:(?:\d[\d.,]*+|[\w-]++)\s?(?:%|per ?cent)|(?:half|two-thirds|three-quarters|a third|a quarter) of |"
    r"(?:two-thirds|three-quarters)$|(?:one|two|three|four|five|six|seven|eight|nine|\d{1,2}) (?:in|out of) "
    r"(?:two|three|four|five|six|seven|eight|nine|ten|10|20|100)\b|"
    r"(?:the |an? )?(?:\w{1,10} )?(?:majority|plurality|minority) (?:of [^()\n]{1,40} )?[(—–-] ?\d[\d.]{0,4}\s?(?:%|per ?cent))",
    re.IGNORECASE,
)


def respondents(printed: str) -> bool:
    """Whether a phrase is a share of those whom a poll asked: "44% of voters", "some 26 percent"."""
    return _SHARE.match(printed) is not None


_ASKED = re.compile(r"(?:[A-Za-z]+ ){1,3}(?:surveyed|polled) by (?:the )?(?P<body>[A-Z][\w.&’'-]{0,30}(?: [A-Z][\w.&’'-]{0,30}){0,4})")


def asked_by(printed: str) -> str | None:
    """The body whose poll speaks by those whom it asked: "analysts surveyed by Orre News"."""
    found = _ASKED.match(printed)
    return found.group("body") if found is not None else None


@lru_cache(maxsize=10_000)
def bare_words(printed: str) -> str:
    """The phrase without leading determiners and without clauses behind it; as it is where nothing else would be left."""
    label = _HANGING.sub("", _CLAUSE.split(clean(printed))[0])
    label = re.sub(r"['’]s?$", "", label) if not label.lower().endswith("s’") else label
    return clean(_OPENING.sub("", label)) or clean(printed)


def clean(phrase: str) -> str:
    """The words with single spaces, without punctuation at their ends."""
    return re.sub(r"\s+", " ", phrase).strip(" ,;:.–—-")
