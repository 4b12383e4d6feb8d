"""What sort of source a phrase speaks of, and the proper name that it is, by its head word and the lists of such words."""

from __future__ import annotations

import re

from audit.attribute.mentions import body_name, title_case
from audit.attribute.outlets import is_outlet
from audit.domain.annotation import Annotation, Entity, Token
from audit.domain.text import Span
from audit.entities.head_word import plural_form
from audit.entities.person_words import person_words
from audit.entities.phrase import NAMED_SORT, Sort
from audit.entities.wording import asked_by, clean, respondents
from audit.lexicons import words
from audit.lexicons.places import demonyms, speaking_places

_SORT_OF_KIND = {
    "person": Sort.PERSON,
    "group": Sort.GROUP,
    "organisation": Sort.BODY,
    "document": Sort.DOCUMENT,
    "media": Sort.OUTLET,
    "poll_or_data": Sort.POLL,
}


def proper_name(annotation: Annotation, spoken: list[Token], top: Token, noun: str, entity: Entity | None, printed: str) -> str:
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
    if entity is not None and entity.label in NAMED_SORT:
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


def voted(annotation: Annotation, span: Span, sort: Sort) -> Sort:
    """What the network takes a source for whose head no list knows; ``sort`` where it was not asked."""
    voted = annotation.axes(span).get("kind", {})
    return _SORT_OF_KIND[max(voted, key=lambda kind: voted[kind])] if voted else sort


def sort_of(noun: str, top: Token, plural: bool, proper: str, entity: Entity | None, printed: str) -> Sort:
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
    if low in words("kinds", "collective") and not plural_form(top):
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
    if entity is not None and entity.label in NAMED_SORT and top.upos == "PROPN":
        return NAMED_SORT[entity.label]
    if re.search(r"(man|woman|person|ist|ian|eer)$", low) and not plural:
        return Sort.PERSON
    if re.search(r"(men|women|people|ists|ians|eers)$", top.text.lower()):
        return Sort.GROUP
    return Sort.GROUP if plural else Sort.THING
