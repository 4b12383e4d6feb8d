"""Where a content ends: clauses that were broken off are taken in whole."""

from __future__ import annotations

from audit.attribute.drafts import Draft
from audit.attribute.places import SpanIndex
from audit.attribute.quotes import Quote, overlapping
from audit.domain.annotation import Annotation, Token
from audit.domain.text import Span

_FINITE = "VerbForm=Fin"
_UNFINISHED = frozenset({"ADP", "DET", "ADJ", "SCONJ", "AUX", "PART", "NUM"})
"""Classes of words on which no content ends."""
_RELATIVE = frozenset({"which", "who", "whom", "whose", "where"})


def without_that(annotation: Annotation, part: Span) -> Span:
    """A part of a content without the conjunction that opens it; PolNeAR's annotators keep that."""
    if annotation.convention != "house":
        return part
    tokens = annotation.inside(part)
    opens = len(tokens) > 1 and tokens[0].upos == "SCONJ" and tokens[0].text.lower() == "that" and tokens[0].span.start == part.start
    return Span(tokens[1].span.start, part.end) if opens else part


def settled(annotation: Annotation, drafts: list[Draft], marks: list[Quote]) -> None:
    """Take in the rest of a clause that a content breaks off, in place."""
    sources = SpanIndex((d.source, (d.source,)) for d in drafts if d.source is not None)
    for draft in drafts:
        draft.content[-1] = _whole(annotation, draft, sources, marks)


def _whole(annotation: Annotation, draft: Draft, sources: SpanIndex[Span], marks: list[Quote]) -> Span:
    """The last part, gone on to the end of the phrase or the relative clause in whose middle it stops."""
    part = draft.content[-1]
    inside = [t for t in annotation.inside(part) if part.contains(t.span)]
    if not inside or (draft.cue is not None and part.end <= draft.cue.start):
        return part
    if any(q.span.end == part.end for q in overlapping(marks, part)):
        return part
    last = inside[-1]
    tokens = annotation.tokens
    at = last.index + 1
    if at >= len(tokens) or tokens[at].sentence != last.sentence:
        return part
    comma = tokens[at].text == "," and at + 1 < len(tokens) and tokens[at + 1].text.lower() in _RELATIVE
    if not comma and not _breaks_off(last, tokens[at]):
        return part
    held = {t.index for t in inside}
    own = [s for s in (draft.cue, draft.source) if s is not None]
    end = at + 1 if comma else at
    while end < len(tokens) and tokens[end].sentence == last.sentence and _hangs(annotation, tokens[end], held):
        others = [] if comma else [s for s in sources.over(tokens[end].span) if s.start >= part.end]
        if others or any(b.overlaps(tokens[end].span) for b in own):
            return part
        held.add(end)
        end += 1
    stop = end - 1
    while stop > last.index and tokens[stop].upos in ("PUNCT", "CCONJ"):
        stop -= 1
    if stop <= last.index + comma:
        return part
    held_by = (q.span for q in overlapping(marks, tokens[stop].span) if q.span.start >= part.start)
    close = next((s.end for s in held_by if s.contains(tokens[stop].span)), 0)
    return Span(part.start, max(tokens[stop].span.end, close))


def _breaks_off(last: Token, following: Token) -> bool:
    """A content that stops in the middle: before the verb of its clause, before "that" or "who", or on a word that asks for another."""
    if following.upos in ("PUNCT", "CCONJ"):
        return False
    return last.upos in _UNFINISHED or _FINITE in following.feats or following.text.lower() in ("that", *_RELATIVE)


def _hangs(annotation: Annotation, token: Token, held: set[int]) -> bool:
    """Whether a token hangs from held words, by one or more heads within the sentence."""
    at: Token | None = token
    for _ in range(12):
        if at is None or at.head is None:
            return False
        if at.head in held:
            return True
        at = annotation.tokens[at.head]
    return False
