"""From a source phrase to its mentions: one, or several where a joint source speaks."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from audit.domain.annotation import Annotation, Entity, Token
from audit.domain.statement import Mention, MentionKind
from audit.domain.text import Span
from audit.lexicons import names, table, words
from audit.lexicons.heads import known_heads
from audit.lexicons.places import speaking_places

PRONOUNS = words("people", "heads", "pronouns")
_NOT_ALONE = frozenset({"this", "these", "those", "that", "his", "her", "their", "its", "whose"})
_BEHIND = ("ADP", "SCONJ", "VERB", "AUX")
_ARTICLES = frozenset({"a", "an", "some", "many", "several", "two", "three", "one", "other", "these", "those"})
_INSTITUTIONS = ("state", "military_police_judicial", "intergovernmental", "legislature", "party", "de_facto", "media")
_NAMING = frozenset({"Person", "Organization", "Location", "NORP", "Facility"})


def mentions(annotation: Annotation, span: Span) -> tuple[Mention, ...]:
    """The mentions in the source phrase ``span``, in order; never empty where the phrase has a word."""
    tokens = [t for t in annotation.inside(span) if t.upos != "PUNCT"]
    if not tokens:
        return ()
    parts = _parts(annotation, annotation.inside(span))
    out = [m for m in (_mention(annotation, part) for part in parts) if m is not None]
    return tuple(out)


def root(annotation: Annotation, tokens: list[Token]) -> Token:
    """The word of a phrase on which the others hang: its head lies outside; nouns and pronouns before others, the first of those."""
    inside = {t.index for t in tokens}
    tops = [t for t in tokens if (t.head is None or t.head not in inside) and t.upos not in ("PUNCT", "ADP", "CCONJ", "SCONJ")]
    nominal = [t for t in tops if t.upos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")]
    top = (nominal or tops or tokens)[0]
    if top.upos == "PRON":
        return top
    stops = (i for i, t in enumerate(tokens) if i and (t.upos in _BEHIND or t.text in (",", "(", "who", "that", "which")))
    end = next(stops, len(tokens))
    heads = [t for t in tokens[:end] if head_of(t) in known_heads() and (t.upos in ("NOUN", "ADJ") or t.index == top.index)]
    if top.upos == "PROPN":
        return next((t for t in reversed(heads) if t.index > top.index), top)
    described = bool(heads) and top.upos == "NOUN" and heads[-1].index < top.index and heads[-1].head == top.index
    return top if described or not heads else heads[-1]  # "a union representative" is headed by its last noun, listed or not


def head_of(token: Token) -> str:
    """The head word as the lexicon has it: its lemma, or else its form or singular ("Documents" taken for a name)."""
    form = token.text.lower()
    return next((w for w in (token.lemma, form, form.removesuffix("s")) if w in known_heads()), token.lemma)


def _parts(annotation: Annotation, tokens: list[Token]) -> list[list[Token]]:
    """Cut "Kim and Austin", "the US and South Korea", "experts and investigators" at the coordination, and signatures at the ends of their
    lines; leave all else whole."""
    line = next((i for i in range(1, len(tokens)) if "\n" in annotation.text[tokens[i - 1].span.end : tokens[i].span.start]), None)
    if line is not None:
        return [part for lines in (tokens[:line], tokens[line:]) for part in _parts(annotation, lines)]
    if tokens and tokens[0].text.lower() == "both":
        tokens = tokens[1:]
    beside = _beside(tokens)
    if beside is not None:
        return [part for side in (tokens[: beside[0]], tokens[beside[1] :]) for part in _parts(annotation, side)]
    listed = _people_listed(annotation, tokens)
    if listed:
        return listed
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
    """ "Senators Orre, Mohle and Vane, all Liberals": each name of a list of people, with nothing but titles, commas and "and" between."""
    if not tokens:
        return []
    span = Span(tokens[0].span.start, tokens[-1].span.end)
    people = [e for e in annotation.entities_over(span) if e.label == "Person" and span.contains(e.span)]
    if len(people) < 2:
        return []
    between = [[t for t in tokens if a.span.end <= t.span.start < b.span.start] for a, b in pairwise(people)]
    joined = [{t.text.lower() for t in gap if t.upos != "PROPN" and t.lemma not in _office_words()} <= {",", "and"} for gap in between]
    if not all(joined) or not any(t.text.lower() == "and" for t in between[-1]):
        return []
    if any(len(gap) > 5 or not any(t.text in (",", "and") for t in gap) for gap in between):
        return []
    before = [t for t in tokens if t.span.end <= people[0].span.start]
    if any(t.upos in ("ADP", "VERB", "AUX") or t.text in (",", "(", "—", "–") for t in before):
        return []
    return [[t for t in tokens if e.span.overlaps(t.span)] for e in people]


@cache
def _office_words() -> frozenset[str]:
    return words("people", "titles", "honorific").union(*(words("people", "officials", s) for s in table("people")["officials"]))


def _beside(tokens: list[Token]) -> tuple[int, int] | None:
    """Where "as well as" or "along with" stands between two sources: the first word and the one behind."""
    low = [t.text.lower() for t in tokens]
    for words_between in (["as", "well", "as"], ["along", "with"], ["together", "with"]):
        for i in range(1, len(low) - len(words_between)):
            if low[i : i + len(words_between)] == words_between and tokens[i + len(words_between)].upos in ("DET", "PRON", "PROPN", "NOUN"):
                return i, i + len(words_between)
    return None


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
    if b.head == a.index and b.rel == "conj" and b.upos in ("NOUN", "PROPN", "PRON") and a.upos in ("NOUN", "PROPN", "PRON"):
        return not any(t.upos == "ADP" for t in left) or a.upos == "PROPN"
    people = a.upos == "NOUN" and head_of(a) in known_heads() and first is None and all(t.upos != "ADP" for t in left)
    if people and second is not None and second.label in ("Person", "Organization") and all(second.span.contains(t.span) for t in right):
        return True  # "harbour lawyers and the Reef Trust"
    if _whole(annotation, left) and b.upos in ("NOUN", "PROPN") and len(right) <= 7 and not any(t.upos in ("VERB", "AUX") for t in right):
        return True
    kinds = {e.label for e in (first, second) if e is not None}
    short = len(left) <= 4 and len(right) <= 4
    return (
        short
        and first is not None
        and second is not None
        and len(kinds) == 1
        and kinds <= _NAMING
        and not any(t.upos == "ADP" for t in left)
    )


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
    return (
        entity is not None
        and entity.label in ("Person", "Organization", "Location")
        and entity.span.start <= bare[min(1, len(bare) - 1)].span.start
    )


def _mention(annotation: Annotation, tokens: list[Token]) -> Mention | None:
    spoken = [t for t in tokens if t.upos != "PUNCT"]
    if not spoken:
        return None
    first = next(i for i, t in enumerate(tokens) if t.upos != "PUNCT")
    last = next(i for i in range(len(tokens) - 1, -1, -1) if tokens[i].upos != "PUNCT" or tokens[i].text in ('"', "”", ")"))
    tokens = tokens[first : last + 1]
    span = Span(tokens[0].span.start, tokens[-1].span.end)
    low = spoken[0].text.lower()
    if (low in PRONOUNS and (len(spoken) == 1 or low in ("who", "which"))) or (
        len(spoken) == 2 and low in PRONOUNS - _NOT_ALONE and spoken[1].upos in ("ADV", "PRON", "DET")
    ):
        return Mention(span, low, MentionKind.PRONOUN)
    if body_name(span.of(annotation.text)):
        return Mention(span, spoken[-1].lemma, MentionKind.NAME, "Organization")
    if len(spoken) >= 2 and spoken[-2].lemma in _APPOSED and spoken[-1].text[:1].isupper() and spoken[-1].upos in ("PROPN", "NOUN", "ADJ"):
        return Mention(span, spoken[-1].lemma, MentionKind.NAME, "Organization")
    if _firm(tokens):
        return Mention(span, spoken[-1].lemma, MentionKind.NAME, "Organization")
    name = named_person(annotation, tokens)
    if name is not None:
        return Mention(span, name.span.of(annotation.text).split()[-1].lower(), MentionKind.NAME, "Person")
    if len(spoken) == len(tokens) and title_case(spoken):
        return Mention(span, spoken[-1].lemma, MentionKind.NAME, "Organization")
    top = root(annotation, tokens)
    entity = annotation.entity_at(top.span.start)
    if entity is None or _possesses(annotation, entity, span):
        named = [
            e
            for e in annotation.entities_over(span)
            if e.label == "Organization" and span.contains(e.span) and not _possesses(annotation, e, span)
        ]
        latest = named[-1] if named else None
        if latest is not None and top.lemma in _APPOSED and not any(t.upos == "ADP" and t.span.end <= latest.span.start for t in spoken):
            entity, top = latest, annotation.inside(latest.span)[-1]
    if entity is not None and entity.label in _NAMING and entity.label != "NORP" and top.upos in ("PROPN", "X", "NOUN", "ADJ"):
        outside = [t for t in spoken if not entity.span.contains(t.span) and t.upos not in ("DET", "ADJ", "PART")]
        if entity.span.end >= top.span.end and (top.upos == "PROPN" or len(outside) <= 2):
            return Mention(span, top.lemma, MentionKind.NAME, entity.label)
    proper = top.upos == "PROPN" and top.text[:1].isupper() and top.index == spoken[-1].index and len(spoken) <= 4
    kind = MentionKind.NAME if proper and low not in _ARTICLES and head_of(top) not in known_heads() else MentionKind.NOMINAL
    return Mention(span, head_of(top), kind, entity.label if entity is not None and kind is MentionKind.NAME else None)


def _firm(tokens: list[Token]) -> bool:
    """Whether a phrase is names that "&" joins, and is not only about them: "Orre & Vane", not "a clerk of Orre & Vane"."""
    at = next((i for i, t in enumerate(tokens) if t.text == "&"), 0)
    return at > 0 and tokens[at - 1].text[:1].isupper() and not any(t.upos in _BEHIND or t.text in ("who", "which") for t in tokens[:at])


def title_case(spoken: list[Token]) -> bool:
    """Whether a phrase is a body's name by its capitals: "the International Reef Initiative", "the Harbour and Dams Trust"."""
    the = bool(spoken) and spoken[0].text.lower() == "the"
    if len(spoken) < 3 or not (the or any(t.text == "and" for t in spoken)) or any(t.upos in ("VERB", "AUX") for t in spoken):
        return False
    body = [t for t in spoken[the:] if t.text.lower() not in ("of", "for", "and", "&", "on", "the", "in")]
    people = words("people", "heads", "person") | words("people", "heads", "group") | words("people", "heads", "spokes")
    last = body[-1] if body else spoken[-1]
    return len(body) >= 3 - the and all(t.text[:1].isupper() for t in body) and not {last.lemma, last.text.lower()} & people


_APPOSED = frozenset(
    {
        "agency",
        "newspaper",
        "source",
        "collective",
        "group",
        "company",
        "firm",
        "network",
        "broadcaster",
        "magazine",
        "charity",
        "outlet",
        "site",
        "organisation",
        "organization",
        "party",
        "union",
    }
)


def body_name(printed: str) -> bool:
    """Whether words are exactly a body, outlet, country or capital of the lexicon, printed as a name."""
    bare = printed.removeprefix("the ").removeprefix("The ")
    low = bare.lower().replace(".", "")
    if not bare[:1].isupper() or (low in words("people", "heads", "organisation") and not printed[:4].lower().startswith("the ")):
        return False
    return low in speaking_places() or low in _institutions()


@cache
def _institutions() -> frozenset[str]:
    return frozenset(n.replace(".", "") for kind in _INSTITUTIONS for n in names(kind))


def _possesses(annotation: Annotation, entity: Entity, span: Span) -> bool:
    """Whether the entity is only the owner of what follows: "Korea's agency"."""
    after = annotation.text[entity.span.end : span.end]
    return (entity.span.of(annotation.text).endswith(("'s", "’s")) and bool(after.strip())) or after.startswith(("'s ", "’s ", "' ", "’ "))


_EXAMPLES = frozenset({"including", "like", "led", "headed", "such", "among"})
"""Words behind which a phrase names one of its many: "the board, including Mara Quill"."""


def named_person(annotation: Annotation, tokens: list[Token]) -> Entity | None:
    """The person whom a phrase names, not one who only stands in it ("Mr Obama's aides", "a spokesman for Clinton")."""
    span = Span(tokens[0].span.start, tokens[-1].span.end)
    for entity in annotation.entities_over(span):
        if entity.label != "Person":
            continue
        inside = [t for t in tokens if entity.span.overlaps(t.span)]
        if not inside:
            continue
        position = tokens.index(inside[0])
        before, after = tokens[:position], tokens[position + len(inside) :]
        if after and after[0].text in ("'s", "’s", "'", "’") and len(after) > 1 and after[1].upos != "PUNCT":
            continue
        if after and after[0].upos in ("NOUN", "PROPN") and after[0].text not in (",", "("):
            continue
        if after and after[0].upos != "PUNCT" and annotation.text[entity.span.start : entity.span.end].endswith(("'s", "’s")):
            continue
        if any(t.text.lower() in _EXAMPLES or t.text.lower() in ("who", "which", "whose") for t in before):
            continue
        if len(after) == 1 and after[0].lemma in known_heads() and after[0].upos in ("NOUN", "ADJ"):
            continue
        comma = max((i for i, t in enumerate(before) if t.text in (",", "(", "–", "—")), default=-1)
        owned = bool(before) and (before[-1].text in ("'s", "’s") or before[-1].text.endswith(("'s", "’s")))
        if any(t.upos == "ADP" for t in before[comma + 1 :]) and comma < position - 1 and not owned:
            continue
        if (
            comma >= 0
            and comma == position - 1
            and any(e.label == "Person" and not _possesses(annotation, e, span) for e in annotation.entities_over(before[0].span))
        ):
            continue
        return entity
    return None
