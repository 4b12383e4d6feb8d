"""From a source phrase to its mentions: one, or several where a joint source speaks."""

from __future__ import annotations

from functools import cache

from audit.attribute.coordination import NAMING, members
from audit.attribute.heads import BEHIND, head_of, named_person, possesses, root
from audit.domain.annotation import Annotation, Token
from audit.domain.statement import Mention, MentionKind
from audit.domain.text import Span
from audit.lexicons import names, words
from audit.lexicons.heads import known_heads
from audit.lexicons.places import speaking_places

PRONOUNS = words("people", "heads", "pronouns")
_NOT_ALONE = frozenset({"this", "these", "those", "that", "his", "her", "their", "its", "whose"})
_ARTICLES = frozenset({"a", "an", "some", "many", "several", "two", "three", "one", "other", "these", "those"})
_INSTITUTIONS = ("state", "military_police_judicial", "intergovernmental", "legislature", "party", "de_facto", "media")


def mentions(annotation: Annotation, span: Span) -> tuple[Mention, ...]:
    """The mentions in the source phrase ``span``, in order; never empty where the phrase has a word."""
    tokens = [t for t in annotation.inside(span) if t.upos != "PUNCT"]
    if not tokens:
        return ()
    parts = members(annotation, annotation.inside(span))
    out = [m for m in (_mention(annotation, part) for part in parts) if m is not None]
    return tuple(out)


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
    if entity is None or possesses(annotation, entity, span):
        named = [
            e
            for e in annotation.entities_over(span)
            if e.label == "Organization" and span.contains(e.span) and not possesses(annotation, e, span)
        ]
        latest = named[-1] if named else None
        if latest is not None and top.lemma in _APPOSED and not any(t.upos == "ADP" and t.span.end <= latest.span.start for t in spoken):
            entity, top = latest, annotation.inside(latest.span)[-1]
    if entity is not None and entity.label in NAMING and entity.label != "NORP" and top.upos in ("PROPN", "X", "NOUN", "ADJ"):
        outside = [t for t in spoken if not entity.span.contains(t.span) and t.upos not in ("DET", "ADJ", "PART")]
        if entity.span.end >= top.span.end and (top.upos == "PROPN" or len(outside) <= 2):
            return Mention(span, top.lemma, MentionKind.NAME, entity.label)
    proper = top.upos == "PROPN" and top.text[:1].isupper() and top.index == spoken[-1].index and len(spoken) <= 4
    kind = MentionKind.NAME if proper and low not in _ARTICLES and head_of(top) not in known_heads() else MentionKind.NOMINAL
    return Mention(span, head_of(top), kind, entity.label if entity is not None and kind is MentionKind.NAME else None)


def _firm(tokens: list[Token]) -> bool:
    """Whether a phrase is names that "&" joins, and is not only about them: "Orre & Vane", not "a clerk of Orre & Vane"."""
    at = next((i for i, t in enumerate(tokens) if t.text == "&"), 0)
    return at > 0 and tokens[at - 1].text[:1].isupper() and not any(t.upos in BEHIND or t.text in ("who", "which") for t in tokens[:at])


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
