"""Reported speech in reported speech, unquoted: "Quill said he had told her that it leaked" is hers, and "it leaked" is his."""

from __future__ import annotations

from collections.abc import Iterator

from audit.attribute.cues import known, negated
from audit.attribute.drafts import Draft, trimmed
from audit.attribute.places import by, cue_of
from audit.attribute.quotes import Quote, overlapping
from audit.attribute.responses import phrase
from audit.domain.annotation import Annotation, Token
from audit.domain.text import Span
from audit.lexicons import words

_UNSAID = frozenset({"if", "whether", "unless", "until", "when", "to"}) | words("cues", "modal")
"""Words with which a clause does not tell that something was said."""


def retold(annotation: Annotation, drafts: list[Draft], marks: list[Quote]) -> Iterator[Draft]:
    """A draft for each clause of speech in what is said without marks, unless the tagger has its cue."""
    cues = by(drafts, cue_of)
    for draft in drafts:
        if draft.cue is None or not draft.reported:
            continue
        for part in draft.content:
            for verb in annotation.inside(part):
                if verb.upos == "VERB" and not overlapping(marks, verb.span) and not cues.over(verb.span):
                    inner = _told(annotation, part, verb)
                    if inner is not None:
                        cues.add(inner, [verb.span])
                        yield inner


def _told(annotation: Annotation, part: Span, verb: Token) -> Draft | None:
    found = known(verb.lemma)
    if found is None or found[0] not in words("cues", "retold"):
        return None
    children = [annotation.tokens[i] for i in annotation.children.get(verb.index, ())]
    before = [t for t in children if t.index < verb.index]
    subject = next((t for t in before if t.deprel == "nsubj"), None)
    finite = "VerbForm=Fin" in verb.feats or any(t.rel == "aux" for t in before)
    said = next((t for t in children if t.rel == "ccomp" and t.index > verb.index), None)
    if subject is None or said is None or not finite or negated(annotation, verb.span) or any(t.text.lower() in _UNSAID for t in before):
        return None
    source, content = phrase(annotation, subject), _clause(annotation, said, Span(verb.span.end, part.end))
    if content is None or not part.contains(source) or subject.text.lower() in words("phrases", "relative"):
        return None
    return Draft([content], verb.span, source)


def _clause(annotation: Annotation, top: Token, part: Span) -> Span | None:
    """The words of the clause that ``top`` heads, "that" left out, as far as ``part`` goes."""
    held, queue = {top.index}, [top.index]
    while queue:
        below = [c for c in annotation.children.get(queue.pop(), ()) if c not in held]
        held |= set(below)
        queue += below
    first, last = annotation.tokens[min(held)], annotation.tokens[max(held)]
    if first.text.lower() == "that" and first.upos == "SCONJ":
        first = annotation.tokens[first.index + 1]
    clause = Span(max(first.span.start, part.start), min(last.span.end, part.end))
    return trimmed(clause, annotation.text) if clause.start < clause.end else None
