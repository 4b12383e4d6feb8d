"""Cuts a source phrase into its members where several speak together: "Kim and Austin", "experts and investigators"."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise, takewhile, zip_longest

from audit.attribute.heads import head_of, named_person, root
from audit.domain.annotation import Annotation, Entity, Token
from audit.domain.text import Span
from audit.lexicons import table, words
from audit.lexicons.heads import known_heads
from audit.lexicons.places import demonyms, speaking_places

_ANEW = frozenset({"a", "an", "another", "several", "some", "two", "three"})
_LONG = 12
"""Words of a member behind a name, at most."""
_SEAT = re.compile(r"[RDI]-[A-Z]")
_TRADES = ("er", "or", "ist", "ian")
"""How words for somebody's trade end that no list has."""
_TOGETHER = frozenset({"couple", "duo", "pair", "trio"})
_LONG_TITLE = 9
"""Words of a title behind "and" and before a name."""
NAMING = frozenset({"Person", "Organization", "Location", "NORP", "Facility"})


def members(annotation: Annotation, tokens: list[Token]) -> list[list[Token]]:
    """The tokens of each member of a coordination, and of signatures at the ends of their lines; all of them together where only one
    speaks, or a group that shares its description: "harbour guards and pilots"."""
    line = next((i for i in range(1, len(tokens)) if "\n" in annotation.text[tokens[i - 1].span.end : tokens[i].span.start]), None)
    if line is not None:
        return [part for lines in (tokens[:line], tokens[line:]) for part in members(annotation, lines)]
    if len(tokens) > 1 and tokens[0].text.lower() == "both":
        tokens = tokens[1:]
    nor = next((i for i, t in enumerate(tokens) if t.text.lower() == "nor"), 0)
    if nor and tokens[0].text.lower() == "neither":
        return [part for side in (tokens[1:nor], tokens[nor + 1 :]) for part in members(annotation, side)]
    beside = _beside(tokens)
    if beside is not None:
        return [part for side in (tokens[: beside[0]], tokens[beside[1] :]) for part in members(annotation, side)]
    listed = _people_listed(annotation, tokens) or _bodies_listed(annotation, tokens) or _both_apposed(annotation, tokens)
    if listed:
        return listed
    if _one_with_two_titles(annotation, tokens) or _one_described_twice(annotation, tokens):
        return [tokens]
    cuts = [
        i for i, t in enumerate(tokens) if 0 < i < len(tokens) - 1 and (t.text.lower() == "and" or (t.text == "," and _lists(tokens, i)))
    ]
    parts, start = [], 0
    for cut in cuts:
        left, right = tokens[start:cut], tokens[cut + 1 :]
        if left and right and _coordinated(annotation, left, right):
            parts.append(left)
            start = cut + 1
    parts.append(tokens[start:])
    return [p for p in parts if any(t.upos != "PUNCT" for t in p)]


def _people_listed(annotation: Annotation, tokens: list[Token]) -> list[list[Token]]:
    """ "Senators Orre (R) of Ohio, Mohle and Vane, all Liberals": each name of a list of people, with nothing but titles, seats, commas and
    "and" between; at its end those without a name ("… and a dozen deputies"). Before it what they are: "the town's clerks, Orre
    and Vane"."""
    inside = _seats(tokens)
    seats = [t.span for t in tokens if t.index in inside]  # the entity model takes "Ohio" in "D-Ohio" for a person
    people = [e for e in _entities(annotation, tokens, {"Person"}) if not any(e.span.overlaps(seat) for seat in seats)]
    if len(people) < 2:
        return []
    between = [_without_seats([t for t in tokens if a.span.end <= t.span.start < b.span.start]) for a, b in pairwise(people)]
    if not all(_joins(gap) for gap in between):
        return []
    before = [t for t in tokens if t.span.end <= people[0].span.start]
    if before and before[-1].text == "," and _of_several(before[:-1], len(people)) and not _among(tokens, people[-1].span.end):
        before = []
    of = [t for t in before if t.upos == "ADP" and not _in_a_title(before, t)]
    if of or any(t.upos in ("VERB", "AUX") or t.text in (",", "(", "—", "–") for t in before):
        return []
    last = _unnamed_at_end(_without_seats([t for t in tokens if t.span.start >= people[-1].span.end]))
    if not last and not any(t.text.lower() == "and" for t in between[-1]):
        return []
    return [*([t for t in tokens if e.span.overlaps(t.span)] for e in people), *([last] if last else [])]


def _of_several(told: list[Token], number: int) -> bool:
    """Whether words describe ``number`` people: "the town's clerks", "lawyers for the port"; "the couple" are two."""
    phrase = list(takewhile(lambda t: t.upos != "ADP" and t.rel != "acl", told))
    head = next((t for t in reversed(phrase) if t.upos in ("NOUN", "PROPN")), None)
    clause = (t.upos in ("VERB", "AUX", "CCONJ") and t.rel not in ("acl", "amod") for t in told)
    if head is None or any(clause) or any(t.text in (",", "(", "—", "–") for t in told):
        return False
    if head.lemma in _TOGETHER:
        return number == (3 if head.lemma == "trio" else 2)
    count = next((table("sources")["numbers"].get(t.text.lower()) for t in phrase if t.upos == "NUM"), None)
    if "Number=Plur" not in head.feats or count not in (None, number):
        return False
    return head_of(head) in known_heads() or head_of(head) in _office_words()


def _among(tokens: list[Token], end: int) -> bool:
    """Whether words behind the last name say that the names are only some: "three senators, Orre and Vane among them"."""
    behind = [t.text.lower() for t in tokens if t.span.start >= end]
    return bool({"included", "including"}.intersection(behind)) or ("among", "them") in pairwise(behind)


def _in_a_title(before: list[Token], token: Token) -> bool:
    """Whether a preposition stands in a title: "Editor in Chief", and in the plural with capitals "Secretaries of State"."""
    at = before.index(token)
    beside = [before[at - 1], before[at + 1]] if 0 < at < len(before) - 1 else []
    if len(beside) < 2:
        return False
    several = token.text == "of" and all(t.text[:1].isupper() for t in beside) and beside[0].text.endswith("s")
    return several or (token.text.lower() == "in" and beside[1].text.lower() == "chief")


def _bodies_listed(annotation: Annotation, tokens: list[Token]) -> list[list[Token]]:
    """ "Ostrava, Velmar, and the Reef Union": three bodies and more, with nothing else between."""
    bodies = _entities(annotation, tokens, {"Organization", "Location"})
    others = [t.text.lower() for t in tokens if not any(e.span.overlaps(t.span) for e in bodies)]
    if len(bodies) < 3 or set(others) - {",", "and", "the"} or others.count("and") != 1:
        return []
    return [[t for t in tokens if e.span.overlaps(t.span)] for e in bodies]


def _both_apposed(annotation: Annotation, tokens: list[Token]) -> list[list[Token]]:
    """ "The mayor, Ida Mohle, and her deputy, Bo Vane": two descriptions with a name behind a comma each."""
    cut = next((i for i, t in enumerate(tokens) if t.text.lower() == "and"), 0)
    sides = [tokens[:cut], tokens[cut + 1 :]]
    return sides if cut and all(_ends_apposed(annotation, side) for side in sides) else []


def _ends_apposed(annotation: Annotation, side: list[Token]) -> bool:
    """Whether words end in a comma and the only person's name among them."""
    people = _entities(annotation, side, {"Person"})
    if len(people) != 1 or any(t.upos != "PUNCT" for t in side if t.span.start >= people[0].span.end):
        return False
    before = [t for t in side if t.span.end <= people[0].span.start]
    return len(before) > 1 and before[-1].text == "," and before[-2].upos in ("NOUN", "PROPN") and before[0].upos in ("DET", "PRON")


def _entities(annotation: Annotation, tokens: list[Token], labels: set[str]) -> list[Entity]:
    """The entities of some labels that lie within ``tokens``."""
    if not tokens:
        return []
    span = Span(tokens[0].span.start, tokens[-1].span.end)
    return [e for e in annotation.entities_over(span) if e.label in labels and span.contains(e.span)]


def _without_seats(tokens: list[Token]) -> list[Token]:
    """Without what says where a member sits: "(R)", ", D-Ohio", "of West Velmar"."""
    out: list[Token] = []
    open_bracket = of = False
    seats = _seats(tokens)
    for token, behind in zip_longest(tokens, tokens[1:]):
        of = (of and token.upos == "PROPN") or (token.text == "of" and behind is not None and behind.upos == "PROPN")
        seat = token.index in seats or (token.text == "," and behind is not None and behind.index in seats)
        if token.text in ("(", "["):
            open_bracket = True
        elif token.text in (")", "]"):
            open_bracket = False
        elif not open_bracket and not of and not seat:
            out.append(token)
    return out


def _seats(tokens: list[Token]) -> set[int]:
    """The indices of tokens that are a party and a state; the tokenizer makes three of "D-Ohio"."""
    out = {t.index for t in tokens if _SEAT.match(t.text)}
    for three in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if _SEAT.match("".join(t.text for t in three)) and three[1].text == "-":
            out |= {t.index for t in three}
    return out


def _joins(gap: list[Token]) -> bool:
    """Whether the words between two names make them members of one list: commas, "and" and titles; "and the pilot from Velmar,"."""
    low = [t.text.lower() for t in gap]
    if len(gap) > 2 and low[0] == "and" and low[-1] == "," and len(gap) <= _LONG_TITLE:
        return any(head_of(t) in known_heads() for t in gap) and not any(t.upos in ("VERB", "AUX", "SCONJ") for t in gap)
    plain = {t.text.lower() for t in gap if t.upos != "PROPN" and t.lemma not in _office_words()}
    return len(gap) <= 5 and plain <= {",", "and"} and any(one in (",", "and") for one in low)


def _unnamed_at_end(behind: list[Token]) -> list[Token]:
    """ "and a dozen deputies" behind the last name of a list, without the "and"."""
    while behind and behind[0].text == ",":
        behind = behind[1:]
    if len(behind) < 2 or behind[0].text.lower() != "and" or any(t.upos in ("VERB", "AUX") for t in behind[:4]):
        return []
    nouns = [t for t in behind[1:] if t.upos == "NOUN"]
    return behind[1:] if nouns and head_of(nouns[0]) in known_heads() else []


def _one_with_two_titles(annotation: Annotation, tokens: list[Token]) -> bool:
    """Whether two titles stand before the name of one person: "Reef Trust spokesman and vice president Ann Orre", "Reef and Velmar chief
    executive Ann Orre"."""
    cut = next((i for i, t in enumerate(tokens) if t.text.lower() == "and"), 0)
    left, right, people = tokens[:cut], tokens[cut + 1 :], _entities(annotation, tokens, {"Person"})
    if not left or not right or not people or people[0].span.start < right[0].span.start or left[0].upos in ("DET", "PRON", "NUM"):
        return False
    before = [t for t in right if t.span.end <= people[-1].span.start]
    if not before:
        return False
    if right[0].upos in ("DET", "PRON", "NUM") or any(t.text in (",", "and", "(") or t.upos in ("VERB", "AUX", "ADP") for t in before):
        return False
    title = left[-1].text.lower()
    field = right[0].upos == "NOUN" and right[0].text.islower() and head_of(right[0]) not in known_heads() and len(before) > 1
    if left[-1].upos == "NOUN" and title == left[-1].lemma and title not in known_heads() and (field or title.endswith(_TRADES)):
        return True  # "web developer and Reef Trust volunteer Ann Orre", "council planning and science manager Ann Orre"
    if title in _office_words() | words("people", "heads", "person") | words("people", "heads", "spokes"):
        return left[-1].upos in ("NOUN", "PROPN", "ADJ")
    firms = _entities(annotation, left, {"Organization"}), _entities(annotation, before, {"Organization"})
    return bool(firms[0] and firms[1] and before[-1].text.lower() in words("people", "heads", "chiefs"))


def _one_described_twice(annotation: Annotation, tokens: list[Token]) -> bool:
    """Whether one article and one noun for a person make one of two names: "the former Reef and Velmar player"."""
    cut = next((i for i, t in enumerate(tokens) if t.text.lower() == "and"), 0)
    left, right = tokens[:cut], [t for t in tokens[cut + 1 :] if t.upos != "PUNCT"]
    if len(left) < 2 or not right or left[0].text.lower() not in ("a", "an", "the") or right[0].upos not in ("PROPN", "ADJ", "NOUN"):
        return False
    if any(t.upos not in ("DET", "ADJ", "PROPN") for t in left) or _entities(annotation, tokens, {"Person"}):
        return False
    head = right[-1]
    one = head.upos == "NOUN" and len(right) > 1 and head.text.lower() == head.lemma
    return (
        one
        and head.lemma in words("people", "heads", "person") | words("people", "heads", "spokes")
        and all(t.upos != "ADP" for t in right)
    )


@cache
def _office_words() -> frozenset[str]:
    return words("people", "titles", "honorific").union(*(words("people", "officials", s) for s in table("people")["officials"]))


def _beside(tokens: list[Token]) -> tuple[int, int] | None:
    """Where "as well as" or "along with" stands between two sources: the first word and the one behind."""
    low = [t.text.lower() for t in tokens]
    for words_between in (["as", "well", "as"], ["along", "with"], ["together", "with"]):
        for i in range(1, len(low) - len(words_between)):
            if low[i : i + len(words_between)] == words_between and tokens[i + len(words_between)].upos in (
                "DET",
                "PRON",
                "PROPN",
                "NOUN",
                "ADJ",
            ):
                return i, i + len(words_between)
    return None


def _speak_for_both(annotation: Annotation, left: list[Token], right: list[Token]) -> bool:
    """Whether "and" joins two names for whom several others speak: "representatives for Orre and Vane"."""
    at = next((i for i, t in enumerate(left) if t.text.lower() == "for"), 0)
    several = at > 0 and left[at - 1].text.lower() != left[at - 1].lemma and left[at - 1].text.endswith(("s", "men", "women", "people"))
    names = [annotation.entity_at(t.span.start) for t in (*left[at + 1 :], *right)]
    return several and len(left) > at + 1 and all(one is not None for one in names)


def _lists(tokens: list[Token], comma: int) -> bool:
    """Whether a comma separates members of a list that ends in "and"."""
    return (
        any(t.text.lower() == "and" for t in tokens[comma + 1 :])
        and tokens[comma + 1].upos == "PROPN"
        and tokens[comma - 1].upos == "PROPN"
    )


def _coordinated(annotation: Annotation, left: list[Token], right: list[Token]) -> bool:
    """Both sides are whole sources: two names of one kind, or a conjunct that hangs from the head of the left side."""
    a, b = root(annotation, left), root(annotation, right)
    if any(t.text in (",", "(") for t in left) and not any(t.text in (",", "(") for t in right):
        return False
    first, second = annotation.entity_at(left[-1].span.start), annotation.entity_at(right[0].span.start)
    if first is not None and first == second:
        return False
    if first is None and len(left) == 1 and _one_name(left[0], right[0]):
        return False
    if _shared(left, right, a, b) or _speak_for_both(annotation, left, right):
        return False
    if b.head == a.index and b.rel == "conj" and b.upos in ("NOUN", "PROPN", "PRON") and a.upos in ("NOUN", "PROPN", "PRON"):
        anew = right[0].text.lower() in _ANEW and head_of(b) in known_heads()
        return not any(t.upos == "ADP" for t in left) or a.upos == "PROPN" or anew
    people = a.upos == "NOUN" and head_of(a) in known_heads() and first is None and all(t.upos != "ADP" for t in left)
    if people and second is not None and second.label in ("Person", "Organization") and all(second.span.contains(t.span) for t in right):
        return True  # "harbour lawyers and the Reef Trust"
    if (
        _whole(annotation, left)
        and b.upos in ("NOUN", "PROPN")
        and len(right) <= _LONG
        and not any(t.upos in ("VERB", "AUX") for t in right)
    ):
        return True
    kinds = {e.label for e in (first, second) if e is not None}
    short = len(left) <= 4 and len(right) <= 4
    return (
        short
        and first is not None
        and second is not None
        and len(kinds) == 1
        and kinds <= NAMING
        and not any(t.upos == "ADP" for t in left)
    )


def _shared(left: list[Token], right: list[Token], a: Token, b: Token) -> bool:
    """Whether what describes the first of two plain nouns describes the second as well: "harbour guards and pilots of the fleet"."""
    if len(left) == 1 and b.index > right[0].index and b.text.lower() != b.lemma and b.upos == "NOUN":
        return _of_a_country(left[0]) and _of_a_country(right[0])  # "U.S. and Velmari officials"
    plain = a.upos == b.upos == "NOUN" and b.index == right[0].index and a.text.lower() != a.lemma
    return plain and any(t.upos in ("NOUN", "PROPN", "ADJ", "NUM") for t in left if t.index < a.index)


def _of_a_country(token: Token) -> bool:
    """Whether a word says of what country or body others are: a demonym or capitals."""
    return token.text.lower() in demonyms() or (token.text.isupper() and len(token.text) > 1)


def _one_name(left: Token, right: Token) -> bool:
    """ "Customs and Border Protection": two capitalised words, the first no name that anybody knows."""
    capitals = left.text[:1].isupper() and right.text[:1].isupper()
    return capitals and left.upos in ("NOUN", "PROPN") and left.text.lower() not in speaking_places() and head_of(left) not in known_heads()


def _whole(annotation: Annotation, left: list[Token]) -> bool:
    """Whether the left side is nothing but a pronoun or one name (a title before it allowed)."""
    bare = [t for t in left if t.upos != "DET"]
    if len(bare) == 1 and bare[0].upos == "PRON":
        return True
    entity = annotation.entity_at(left[-1].span.start)
    if entity is not None and entity.label == "Person" and named_person(annotation, left) == entity:
        return True
    return (
        entity is not None
        and entity.label in ("Person", "Organization", "Location")
        and entity.span.start <= bare[min(1, len(bare) - 1)].span.start
    )
