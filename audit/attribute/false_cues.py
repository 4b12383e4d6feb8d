"""What looks like a cue and is none: gestures, what something is called, why somebody is not named."""

from __future__ import annotations

import re

from audit.attribute.cues import kind_of
from audit.attribute.drafts import Draft, trimmed
from audit.attribute.quotes import SENTENCE_END, Quote, overlapping
from audit.domain.annotation import Annotation
from audit.domain.statement import CueKind
from audit.domain.text import Span
from audit.lexicons import words

_FAR = 20
"""Code points in which "named" stands before the reason why somebody is not, at most."""
_WITHHELD = re.compile(r"\b(?:named|identified),? $")


def without_false_cues(annotation: Annotation, drafts: list[Draft], marks: list[Quote]) -> list[Draft]:
    """``drafts`` without those whose cue tells of no speech, and without whole sentences in marks behind what was only thought or done."""
    rows = (_names_a_thing, _gives_a_reason)
    out = [d for d in drafts if not _gesture(annotation, d, marks) and not any(row(annotation, d) for row in rows)]
    for draft in out:
        _leave_out_sentences(annotation, draft, marks)
    return [d for d in out if d.content]


def _gesture(annotation: Annotation, draft: Draft, marks: list[Quote]) -> bool:
    """Whether what looks like a cue is a sentence of its own that says nothing of speech: "“It is closed.” Quill nodded."."""
    if draft.cue is None or len(annotation.inside(draft.cue)) != 1 or kind_of(annotation, draft.cue)[1] is not CueKind.OTHER:
        return False
    quote = next((q for q in overlapping(marks, draft.content[0]) if draft.content == [q.span]), None)
    if quote is None:
        return False
    first, last = sorted((draft.cue, quote.span))
    between = Span(first.end, last.start).of(annotation.text)
    stopped = draft.cue.start > quote.span.start and quote.inner.of(annotation.text).rstrip()[-1:] in (".", "!", "?", "…")
    capital = draft.source is not None and draft.source.of(annotation.text)[:1].isupper()
    return bool(SENTENCE_END.search(between)) or (stopped and capital and draft.source is not None and draft.source.start < draft.cue.start)


def _names_a_thing(annotation: Annotation, draft: Draft) -> bool:
    """Whether what looks like a cue without a source only says what something is called: "commonly known as “stingrays”"."""
    if draft.source is not None or draft.cue is None:
        return False
    cue = annotation.inside(draft.cue)
    if not cue:
        return False
    beside = annotation.tokens[max(0, cue[0].index - 1) : cue[-1].index + 1]
    return cue[-1].text.lower() == "as" and any(t.text.lower() in words("cues", "naming") for t in beside)


def _gives_a_reason(annotation: Annotation, draft: Draft) -> bool:
    """Whether what is cited is why somebody is not named: "He declined to be named, citing the inquiry"."""
    if draft.cue is None or draft.cue.of(annotation.text).lower() != "citing":
        return False
    return _WITHHELD.search(annotation.text, max(0, draft.cue.start - _FAR), draft.cue.start) is not None


def _leave_out_sentences(annotation: Annotation, draft: Draft, marks: list[Quote]) -> None:
    """Take whole sentences in marks out of what somebody only thought or did: "What she recalls is the noise. “Like a train.”"."""
    if draft.reported or draft.cue is None:
        return
    for i, part in enumerate(draft.content):
        for quote in overlapping(marks, part):
            since = min(part.start, draft.cue.end)
            if draft.cue.end <= quote.span.start < part.end and SENTENCE_END.search(annotation.text[since : quote.span.start]):
                rest = trimmed(Span(part.start, quote.span.start), annotation.text) if part.start < quote.span.start else None
                draft.content = [*draft.content[:i], *([rest] if rest is not None else [])]
                return
