"""Where a content begins and ends: without addressee and day, with clauses that were broken off, and on no word that asks for another."""

from __future__ import annotations

from functools import cache

from audit.attribute.cues import known, verb_of
from audit.attribute.drafts import Draft, trimmed
from audit.attribute.places import SpanIndex, by, cue_of
from audit.attribute.quotes import Quote, overlapping
from audit.domain.annotation import Annotation, Token
from audit.domain.statement import CueKind
from audit.domain.text import Span
from audit.lexicons import words

_FINITE = "VerbForm=Fin"
_UNFINISHED = frozenset({"ADP", "DET", "ADJ", "SCONJ", "AUX", "PART", "NUM"})
"""Classes of words on which no content ends."""
_OPENING = frozenset({"But", "And", "Yet"})
_SHORTEST = 2
"""Words that a content keeps at least, whatever it begins or ends with."""
_STRAYED = 3
"""Words of the next sentence that a content may have taken with it, at most."""
_BRACKET = 6
"""Words behind a content in which a bracket that it opens may close."""
_DEPTH = 12
"""Heads that are climbed from a word, at most."""
_SAID = (CueKind.SPEECH, CueKind.WRITING)
_RELATIVE = frozenset({"which", "who", "whom", "whose", "where"})


def without_that(annotation: Annotation, part: Span) -> Span:
    """A part of a content without the conjunction that opens it; PolNeAR's annotators keep that."""
    if annotation.convention != "house":
        return part
    tokens = annotation.inside(part)
    opens = len(tokens) > 1 and tokens[0].upos == "SCONJ" and tokens[0].text.lower() == "that" and tokens[0].span.start == part.start
    subject = opens and tokens[1].upos in ("AUX", "VERB") and _FINITE in tokens[1].feats  # "that was false"
    return Span(tokens[1].span.start, part.end) if opens and not subject else part


def settled(annotation: Annotation, drafts: list[Draft], marks: list[Quote]) -> None:
    """Take in the rest of a clause that a content breaks off, and leave out what hangs on the cue, in place."""
    sources = SpanIndex((d.source, (d.source,)) for d in drafts if d.source is not None)
    cues = by(drafts, cue_of)
    for draft in drafts:
        draft.content[-1] = _whole(annotation, draft, sources, marks)
        if annotation.convention == "house":
            draft.content[0] = _begun(annotation, draft, marks)
            draft.content[-1] = _ended(annotation, draft, marks, cues)


def _begun(annotation: Annotation, draft: Draft, marks: list[Quote]) -> Span:
    """The first part without a conjunction that opens its sentence, and without addressee or day between cue and clause: "told Orre it
    would close", "said Monday the gate was shut"."""
    part = draft.content[0]
    inside = [t for t in annotation.inside(part) if part.contains(t.span)]
    if len(inside) < _SHORTEST or any(q.span.start <= part.start for q in overlapping(marks, Span(part.start, part.start + 1))):
        return part
    sentence = annotation.sentences[inside[0].sentence]
    if inside[0].text in _OPENING and inside[0].index == sentence.first and inside[1].upos != "PUNCT":
        return Span(inside[1].span.start, part.end)
    verb = verb_of(annotation, draft.cue) if draft.cue is not None and draft.cue.end <= part.start else None
    if verb is None or draft.cue is None or annotation.text[draft.cue.end : part.start].strip():
        return part
    clause = next((t for t in inside if t.head == verb.index and t.rel == "ccomp"), None)
    if clause is None or not any(annotation.tokens[i].rel == "nsubj" for i in annotation.children.get(clause.index, ())):
        return part
    first = clause.index
    while first > inside[0].index and _hangs(annotation, annotation.tokens[first - 1], {clause.index}):
        first -= 1
    between = [t for t in inside if t.index < first]
    if not between or not (_addressee(annotation, between, verb) or all(t.text.lower() in _when() for t in between)):
        return part
    return without_that(annotation, Span(annotation.tokens[first].span.start, part.end))


def _addressee(annotation: Annotation, tokens: list[Token], verb: Token) -> bool:
    """Whether words are whoever something is told to: what hangs on a verb of telling and is no clause."""
    told = verb.lemma in words("cues", "addressed")
    tops = [t for t in tokens if t.head == verb.index]
    return told and bool(tops) and all(t.rel in ("obj", "iobj") for t in tops) and not any("VerbForm=Fin" in t.feats for t in tokens)


@cache
def _when() -> frozenset[str]:
    return words("sources", "months_and_days") | words("sources", "times_of_day")


def _ended(annotation: Annotation, draft: Draft, marks: list[Quote], cues: SpanIndex[Draft]) -> Span:
    """The last part without what the same speaker did next, without a conjunction, a relative pronoun or one word behind a comma that it
    stops on, and with its brackets closed."""
    part = draft.content[-1]
    if any(q.span.overlaps(Span(part.end - 1, part.end)) for q in overlapping(marks, part)):
        return part
    part = _of_its_sentence(annotation, part)
    held = annotation.inside(part)
    if held and held[-1].span.end > part.end and "." in held[-1].text.rstrip("."):
        return Span(part.start, held[-1].span.end)  # "Velmar, D.C."
    inside = held[:]
    opened = max((i for i, t in enumerate(inside) if t.text in ("(", "[")), default=None)
    if opened is not None and not any(t.text in (")", "]") for t in inside[opened:]):
        following = annotation.tokens[inside[-1].index + 1 : inside[-1].index + 1 + _BRACKET]
        close = next((t for t in following if t.text in (")", "]") and t.sentence == inside[-1].sentence), None)
        if close is not None:
            return Span(part.start, close.span.end)
        inside = inside[:opened]
    beyond = min((d.cue.start for d in cues.over(part) if d.cue is not None and _next_cue(annotation, draft, d)), default=part.end)
    inside = _without_next_verb(annotation, draft, [t for t in inside if t.span.start < beyond])
    while len(inside) > 1 and _dangles(inside):
        inside.pop()
    if not inside or len(inside) == len(held):
        return part
    return trimmed(Span(part.start, inside[-1].span.end), annotation.text) or part


def _of_its_sentence(annotation: Annotation, part: Span) -> Span:
    """A part of a content without the first words of the next sentence: "nobody is sick. It"."""
    tokens = annotation.inside(part)
    here = [t for t in tokens if t.sentence == tokens[0].sentence]
    if not here or here[-1].text not in (".", "!", "?"):
        return part
    while len(here) > 1 and here[-1].text == "." and "." not in here[-2].text:
        here.pop()
    if not 0 < sum(t.sentence != tokens[0].sentence for t in tokens) <= _STRAYED:
        return part
    sentence = annotation.sentences[tokens[-1].sentence]
    whole = tokens[-1].index >= sentence.last - 2  # nothing but the full stop is left of it
    return part if whole else trimmed(Span(part.start, here[-1].span.end), annotation.text) or part


def _without_next_verb(annotation: Annotation, draft: Draft, inside: list[Token]) -> list[Token]:
    """The words of a content before what the sentence goes on to tell: "denied any interest and busied himself with …", where no more than
    a noun is said, or where the content stops in the middle of it: "wrote that it would rain, and Vane never" got there."""
    verb = verb_of(annotation, draft.cue) if draft.cue is not None and inside and draft.cue.end <= inside[0].span.start else None
    if verb is None:
        return inside
    within = {t.index for t in inside}
    said = [t for part in draft.content for t in annotation.inside(part)]
    clause = any(t.head == verb.index and t.rel in ("ccomp", "xcomp", "parataxis", "advcl", "csubj") for t in said)
    following = [annotation.tokens[i] for i in annotation.children.get(verb.index, ()) if annotation.tokens[i].rel == "conj"]
    following = [t for t in following if t.upos in ("VERB", "AUX") and t.index > inside[0].index and "VerbForm=Fin" in t.feats]
    for one in following:
        if one.index in within and clause:
            continue
        below = annotation.children.get(one.index, ())
        first = min((i for i in below if i >= inside[0].index), default=one.index)
        joined = next((i for i in below if annotation.tokens[i].upos == "CCONJ"), None)
        if first == inside[0].index or joined is None or annotation.tokens[joined + 1].text.lower() == "that":
            continue
        if first in within and _hangs(annotation, inside[-1], {one.index} if one.index not in within else within):
            return [t for t in inside if t.index < first]
    return inside


def _next_cue(annotation: Annotation, draft: Draft, other: Draft) -> bool:
    """Whether another draft is what the same speaker did next: "said it would rain and told Orre it was late", "…, adding that it was"."""
    if draft.cue is None or other.cue is None or other is draft or other.cue.start < draft.cue.end or draft.source != other.source:
        return False
    verb, following = verb_of(annotation, draft.cue), verb_of(annotation, other.cue)
    if verb is None or following is None:
        return False
    before = annotation.token_before(following.span.start)
    behind = following.text.endswith("ing") and before is not None and before.text in (",", "--", "—", "–")
    said = annotation.inside(Span(draft.content[-1].start, following.span.start)) if draft.content[-1].start < following.span.start else []
    added = behind and any(t.upos in ("VERB", "AUX") for t in said)  # not "the dam, calling it old, would close"
    return added or (following.rel == "conj" and following.head == verb.index)


def _dangles(inside: list[Token]) -> bool:
    """Whether words stop on one that asks for more: "and", "who", or a single word behind a comma that is no noun."""
    last, before = inside[-1], inside[-2]
    if last.upos == "CCONJ":
        return True
    if last.text.lower() in ("who", "whom", "whose", "which") and "PronType=Int" not in last.feats:
        return True
    alone = before.text == "," and last.upos in ("SCONJ", "VERB", "AUX", "ADP", "DET")
    return alone or (before.upos == "CCONJ" and _FINITE in last.feats)


def _whole(annotation: Annotation, draft: Draft, sources: SpanIndex[Span], marks: list[Quote]) -> Span:
    """The last part, gone on to the end of the phrase in whose middle it stops."""
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
    comma = tokens[at].text == "," and _goes_on(annotation, at + 1)
    if not comma and not _breaks_off(last, tokens[at]):
        return part
    held = {t.index for t in inside}
    own = [s for s in (draft.cue, draft.source) if s is not None]
    end = at + comma
    while end < len(tokens) and tokens[end].sentence == last.sentence and _hangs(annotation, tokens[end], held):
        others = not comma and any(s.start >= part.end for s in sources.over(tokens[end].span))
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


def _goes_on(annotation: Annotation, at: int) -> bool:
    """Whether a clause behind a comma is what is said rather than the writer's aside: "where …", "which he said …"."""
    first, *following = annotation.tokens[at : at + 3]
    if first.text.lower() == "where":
        return True
    pronoun, verb = following if len(following) == 2 else (first, first)
    said = known(verb.lemma)
    return first.text.lower() in _RELATIVE and pronoun.upos == "PRON" and verb.upos == "VERB" and said is not None and said[1] in _SAID


def _breaks_off(last: Token, following: Token) -> bool:
    """A content that stops in the middle: before the verb of its clause, before "that" or "who", or on a word that asks for another."""
    if following.text in ("'s", "’s"):
        return True  # "the son of Orre" before "’s founder"
    if following.upos in ("PUNCT", "CCONJ"):
        return False
    return last.upos in _UNFINISHED or _FINITE in following.feats or following.text.lower() in ("that", *_RELATIVE)


def _hangs(annotation: Annotation, token: Token, held: set[int]) -> bool:
    """Whether a token hangs from held words, by one or more heads within the sentence."""
    at: Token | None = token
    for _ in range(_DEPTH):
        if at is None or at.head is None:
            return False
        if at.head in held:
            return True
        at = annotation.tokens[at.head]
    return False
