"""The head word of a noun phrase, and whether it stands for several."""

from __future__ import annotations

from audit.attribute.heads import head_of, root
from audit.domain.annotation import Annotation, Token
from audit.entities.person_words import person_words
from audit.entities.phrase import NAMED_SORT
from audit.lexicons import words


def head_word(annotation: Annotation, spoken: list[Token]) -> Token:
    """The head word; the last of several parts of a name ("Fish and Wildlife Service" is headed by "Service")."""
    opening = next((t for t in spoken if t.upos != "DET"), spoken[0])
    leading = annotation.entity_at(opening.span.start)
    if leading is not None and leading.label in NAMED_SORT and leading.span.start >= spoken[0].span.start:
        named = [t for t in spoken if leading.span.contains(t.span) and t.upos != "PART"]
        after = next((t for t in annotation.tokens[named[-1].index + 1 :][:1]), None) if named else None
        if after is not None and after.text in (",", "(", "–", "—") and after.span.end <= spoken[-1].span.end:
            return named[-1]  # "America's Reef Plans, the trade group …": what follows only describes
    top = root(annotation, spoken)
    owned = next((t for t in spoken if t.index == top.index + 1 and t.text in ("'s", "’s") and t.index < spoken[-1].index), None)
    had = [t for t in spoken if owned is not None and t.index > owned.index]
    if top.upos == "PROPN" and top.text[:1].isupper() and any(t.upos in ("NOUN", "PROPN") for t in had):
        return head_word(annotation, had)  # "Orre's board"
    entity = annotation.entity_at(top.span.start)
    if top.upos == "PROPN" and entity is not None and entity.label in NAMED_SORT:
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


def portion_of(annotation: Annotation, spoken: list[Token]) -> Token | None:
    """The head of the people of whom a phrase means some: "lawmakers" in "a large section of the lawmakers"; None of anything else."""
    at = next((n for n, t in enumerate(spoken[:4]) if t.text.lower() == "of"), 0)
    if at < 1 or spoken[at - 1].text.lower() not in words("phrases", "portions") or len(spoken) <= at + 1:
        return None
    if any(t.upos not in ("DET", "ADJ", "ADV") for t in spoken[: at - 1]):
        return None
    top = head_word(annotation, spoken[at + 1 :])
    noun = head_of(top)
    people = noun in words("people", "heads", "group") or (noun in person_words() and plural_form(top))
    return top if people else None


def stands_for_several(top: Token, noun: str, determiner: str) -> bool:
    """Whether a phrase with that head word and determiner means several: by its form, as "group" words do, or by "some" and the like."""
    if noun in words("kinds", "collective"):
        return plural_form(top)
    if noun in words("people", "heads", "group") or determiner in words("phrases", "plural_determiners"):
        return True
    low = top.text.lower()
    return plural_form(top) or (low.endswith("s") and top.upos == "NOUN" and noun != low)


def plural_form(top: Token) -> bool:
    """Whether a word has the form of a plural."""
    return "Number=Plur" in top.feats
