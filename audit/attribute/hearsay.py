"""Hearsay without a source: "Allegedly, the lamp was out", "The captain is alleged to have slept"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from audit.attribute.drafts import Draft, trimmed
from audit.attribute.places import by, cue_of
from audit.domain.annotation import Annotation
from audit.domain.text import Span
from audit.lexicons import words
from audit.lexicons.patterns import inflections


def hearsay(annotation: Annotation, drafts: list[Draft]) -> Iterator[Draft]:
    """A draft without a source for each sentence that an adverb of hearsay opens, where no cue is in it."""
    cues = by(drafts, cue_of)
    for sentence in annotation.sentences:
        first, following = annotation.tokens[sentence.first], annotation.tokens[sentence.first + 1 : sentence.first + 2]
        if first.text.lower() not in words("cues", "hidden") or not following or following[0].text != ",":
            continue
        if any(d.cue is not None and sentence.span.contains(d.cue) for d in cues.over(sentence.span)):
            continue
        last = annotation.tokens[sentence.last - 1]
        said = trimmed(Span(following[0].span.end, last.span.start if last.upos == "PUNCT" else last.span.end), annotation.text)
        if said is not None:
            yield Draft([said], first.span, None)


def of_nobody(annotation: Annotation, draft: Draft) -> bool:
    """Whether a draft is hearsay: one of ``hearsay``, or by a passive such as "is alleged"."""
    if draft.cue is None:
        return False
    if draft.tags is None:
        return draft.cue.of(annotation.text).lower() in words("cues", "hidden")
    tokens = annotation.inside(draft.cue)
    return any(t.lemma == "be" and t.upos == "AUX" for t in tokens) and any(t.text.lower() in _passives() for t in tokens)


@cache
def _passives() -> frozenset[str]:
    return frozenset(form for word in words("cues", "hearsay") for form in inflections(word))
