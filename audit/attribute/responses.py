"""Speech that did not happen ("declined to comment", "have yet to say"), kept as notes."""

from __future__ import annotations

from audit.domain.annotation import Annotation, Token
from audit.domain.statement import ResponseNote
from audit.domain.text import Span, digest
from audit.lexicons import patterns
from audit.lexicons.patterns import find, line

_TERMS = frozenset({"speak", "talk", "agree", "speaking"})
_OWN_CONTENT = frozenset({"say", "tell", "confirm", "comment", "describe", "discuss", "reply"})
"""Verbs that tell something besides the terms: "said on condition of anonymity" attributes, only what follows the verb does not."""
_TURNS = frozenset({"on", "under", "anonymously"})
_NOBODY = frozenset({"nobody", "no", "none", "neither"})
"""Words with which a subject begins who said nothing."""
KINDS = ("declined", "unreachable", "not_yet")


def response_notes(annotation: Annotation) -> tuple[ResponseNote, ...]:
    """One note a place, with the words of who did not speak where the tree shows a subject."""
    out = []
    for sentence in annotation.sentences:
        tokens = annotation.tokens[sentence.first : sentence.last]
        taken: list[Span] = []
        within = line(tokens)
        for kind in KINDS:
            for first, last, _ in find(patterns("responses", kind), within):
                span = Span(tokens[first].span.start, tokens[last - 1].span.end)
                if any(span.overlaps(t) for t in taken):
                    continue
                of_nobody = tokens[first].lemma in _NOBODY and tokens[last - 1].upos == "VERB"
                who = subject(annotation, tokens[last - 1] if of_nobody else tokens[first])
                if of_nobody and (who is None or not who.contains(tokens[first].span) or "," in span.of(annotation.text)):
                    continue
                taken.append(span)
                name = digest(annotation.article.id, "response", str(span.start), kind)
                out.append(ResponseNote(name, span, who, kind))
    return tuple(sorted(out, key=lambda n: n.span))


def disclosures(annotation: Annotation) -> list[Span]:
    """Where a sentence gives the terms of anonymity ("speaking on condition of anonymity"): speech about speaking, no statement."""
    out = []
    for sentence in annotation.sentences:
        tokens = annotation.tokens[sentence.first : sentence.last]
        for first, last, _ in find(patterns("anonymity", "status"), line(tokens)):
            start = first
            while start < last - 1 and tokens[first].lemma in _OWN_CONTENT and tokens[start].lemma not in _TURNS:
                start += 1
            if start and start == first and tokens[start].upos == "ADP" and tokens[start - 1].lemma in _TERMS:
                start -= 1
            out.append(Span(tokens[start].span.start, tokens[last - 1].span.end))
    return out


def subject(annotation: Annotation, verb: Token) -> Span | None:
    """The subject's phrase of the clause that ``verb`` opens, climbing at most three heads."""
    at: Token | None = verb
    for _ in range(4):
        if at is None:
            return None
        for child in annotation.children.get(at.index, ()):
            token = annotation.tokens[child]
            if token.rel == "nsubj" and token.index < verb.index:
                return phrase(annotation, token)
        at = annotation.tokens[at.head] if at.head is not None else None
    return None


def phrase(annotation: Annotation, head: Token) -> Span:
    """The words that hang from ``head``, clauses and what follows them left out."""
    keep = {head.index}
    stack = [head.index]
    while stack:
        for child in annotation.children.get(stack.pop(), ()):
            token = annotation.tokens[child]
            if child not in keep and token.rel not in ("acl", "punct", "parataxis", "conj", "cc", "advcl"):
                keep.add(child)
                stack.append(child)
    low = high = head.index
    while low - 1 in keep:
        low -= 1
    while high + 1 in keep:
        high += 1
    return Span(annotation.tokens[low].span.start, annotation.tokens[high].span.end)
