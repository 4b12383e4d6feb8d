"""How the words reached the article: said to somebody, put out as a statement, written, posted, broadcast, or passed on."""

from __future__ import annotations

import re
from functools import cache

from audit.attribute.cues import known
from audit.attribute.drafts import Draft
from audit.attribute.heads import head_of, root
from audit.domain.annotation import Annotation
from audit.domain.statement import Channel
from audit.domain.text import Span
from audit.lexicons import table, words

_NEAR = 600
"""Code points before and behind a cue that are read."""


def channel(annotation: Annotation, draft: Draft) -> Channel:
    """The channel of a draft, read from its cue, its source and what stands around them; what goes on has that of its beginning."""
    if draft.via:
        return Channel.SECOND_HAND
    if draft.channel is not None:
        return draft.channel
    if draft.source is not None and "@" in draft.source.of(annotation.text):
        return Channel.POST
    cue = draft.cue or draft.led_by
    if cue is None:
        return Channel.INTERVIEW
    around = _around(annotation, draft, cue)
    found = next((one for one, patterns in _patterns() if any(p.search(around) for p in patterns)), None)
    return found or _by_verb(annotation, cue) or _by_source(annotation, draft)


def _around(annotation: Annotation, draft: Draft, cue: Span) -> str:
    """The sentence of the cue with the content left out."""
    sentence = annotation.sentence_at(cue.start)
    if sentence is None:
        return ""
    start, end = max(sentence.span.start, cue.start - _NEAR), min(sentence.span.end, cue.end + _NEAR)
    letters = list(annotation.text[start:end])
    for part in draft.content:
        for i in range(max(part.start, start), min(part.end, end)):
            letters[i - start] = " "
    return "".join(letters)


@cache
def _patterns() -> tuple[tuple[Channel, tuple[re.Pattern[str], ...]], ...]:
    listed = table("channels")["patterns"]
    return tuple((Channel(name), tuple(re.compile(p, re.IGNORECASE) for p in patterns)) for name, patterns in listed.items())


def _by_verb(annotation: Annotation, cue: Span) -> Channel | None:
    for token in annotation.inside(cue):
        forms = {token.lemma, *(found[:1] if (found := known(token.text.lower())) else ())}
        for name in table("channels")["verbs"]:
            if token.upos == "VERB" and forms & words("channels", "verbs", name):
                return Channel(name)
    return None


def _by_source(annotation: Annotation, draft: Draft) -> Channel:
    """A document as the source is written words; everybody else speaks."""
    tokens = [t for t in annotation.inside(draft.source) if t.upos != "PUNCT"] if draft.source is not None else []
    return Channel.DOCUMENT if tokens and head_of(root(annotation, tokens)) in words("people", "heads", "document") else Channel.INTERVIEW
