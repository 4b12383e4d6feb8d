"""Replies whose content is a pronoun: "The authority denied that", "Orre confirmed it"."""

from __future__ import annotations

from collections.abc import Iterator

from audit.attribute.cues import negated
from audit.attribute.drafts import Draft
from audit.attribute.places import by, cue_of
from audit.attribute.quotes import Quote, overlapping
from audit.attribute.responses import phrase
from audit.domain.annotation import Annotation, Token
from audit.domain.text import Span
from audit.lexicons import words


def replied(annotation: Annotation, drafts: list[Draft], marks: list[Quote]) -> Iterator[Draft]:
    """A draft for each such reply outside quotation marks. One of the tagger's stands for it where there is one, and is no longer only the
    tagger's: what the pronoun stands for was said before, so it cannot be weighed by its own words."""
    cues = by(drafts, cue_of)
    for verb in annotation.tokens:
        if verb.lemma not in words("cues", "replies") or verb.upos != "VERB" or overlapping(marks, verb.span):
            continue
        said = _pronoun(annotation, verb)
        if said is None or negated(annotation, verb.span):
            continue
        same = next((d for d in cues.over(verb.span) if d.content == [said.span]), None)
        if same is not None:
            same.tags, same.reported = None, True
        elif not cues.over(verb.span) and (source := _subject(annotation, verb)) is not None:
            yield Draft([said.span], verb.span, source)


def _pronoun(annotation: Annotation, verb: Token) -> Token | None:
    """The pronoun right behind a verb that is all its object, at the end of a clause."""
    if verb.index + 2 >= len(annotation.tokens):
        return None
    said, following = annotation.tokens[verb.index + 1 : verb.index + 3]
    if said.text.lower() not in words("cues", "said_before") or said.head != verb.index or said.sentence != verb.sentence:
        return None
    return said if following.sentence != said.sentence or following.upos in ("PUNCT", "CCONJ", "ADP", "ADV", "SCONJ") else None


def _subject(annotation: Annotation, verb: Token) -> Span | None:
    """The subject of the verb, or of the one that it is joined to by "and"."""
    at: Token | None = verb
    for _ in range(2):
        if at is None:
            return None
        below = (annotation.tokens[i] for i in annotation.children.get(at.index, ()))
        token = next((t for t in below if t.rel == "nsubj" and t.index < verb.index), None)
        if token is not None:
            return phrase(annotation, token) if token.text.lower() not in words("phrases", "relative") else None
        at = annotation.tokens[at.head] if at.rel == "conj" and at.head is not None else None
    return None
