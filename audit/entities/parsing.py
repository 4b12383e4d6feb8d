"""Reads a phrase, once: what the words of a source or a mention say before anything else of the article is known."""

from __future__ import annotations

from audit.attribute.heads import head_of, named_person, root, several_before
from audit.domain.annotation import Annotation, Entity, Token
from audit.domain.text import Span
from audit.entities.head_word import head_word, plural_form, portion_of, stands_for_several
from audit.entities.names import person_name, title_gender
from audit.entities.person_words import person_words
from audit.entities.phrase import Phrase, Sort
from audit.entities.sorts import proper_name, sort_of, voted
from audit.entities.taken_for_people import in_a_title, next_person, title_only
from audit.entities.wording import bare_words, respondents
from audit.lexicons import table, words
from audit.lexicons.heads import known_heads

_GLOSS = 6
"""Tokens of a gloss in brackets, at most."""


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
        behind = next_person(annotation, person)
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
    return head is not None and plural_form(head) and (head.upos == "NOUN" or head.text.islower()) and bool(behind or earlier)


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
    portion = portion_of(annotation, spoken)
    top = portion or head_word(annotation, spoken[2:] if partly else spoken)
    noun = head_of(top)
    determiner = _determiner(spoken)
    entity = annotation.entity_at(top.span.start)
    proper = proper_name(annotation, spoken, top, noun, entity, printed)
    before = [t for t in spoken if t.index < top.index and not (t.index == spoken[0].index and determiner)]
    after = [t for t in spoken if t.index > top.index]
    plural = not proper and stands_for_several(top, noun, determiner) and not _one_of(spoken)
    counts: dict[str, int] = table("sources")["numbers"]
    counting = counts.get(determiner) or next((counts[t.text.lower()] for t in (*before[:2], top) if t.text.lower() in counts), None)
    count = None if portion else counting
    plural = plural or (top.upos == "NUM" and count != 1)
    sort = sort_of(noun, top, plural, proper, entity, printed)
    if sort is Sort.THING or (sort is Sort.GROUP and noun not in known_heads()):
        sort = voted(annotation, span, sort)
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
