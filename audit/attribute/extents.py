"""Where a content begins and ends: stray parts dropped, clauses that are not said cut off, clauses that were broken off taken in whole."""

from __future__ import annotations

from audit.attribute.cues import known
from audit.attribute.drafts import Draft, trimmed
from audit.attribute.quotes import Quote, quoted_share
from audit.attribute.reports import verb_of
from audit.domain.annotation import Annotation, Token
from audit.domain.statement import CueKind
from audit.domain.text import Span
from audit.lexicons import words

_EMPTY = frozenset({"CCONJ", "SCONJ", "PUNCT", "ADP", "DET", "PART", "AUX", "PRON"})
_AND = frozenset({"and", "but", "yet", "while", "though", "although"})
_FINITE = "VerbForm=Fin"
_UNFINISHED = frozenset({"ADP", "DET", "ADJ", "SCONJ", "AUX", "PART", "NUM"})
"""Classes of words on which no content ends."""
_RELATIVE = frozenset({"which", "who", "whom", "whose", "where"})


def settled(annotation: Annotation, drafts: list[Draft], marks: list[Quote]) -> list[Draft]:
    """``drafts`` with their contents put right, and a draft more for every report that a content had swallowed."""
    out: list[Draft] = []
    for draft in drafts:
        draft.content = _without_strays(annotation, draft, marks)
        following = _swallowed(annotation, draft, drafts, marks)
        draft.content = [p for p in draft.content if trimmed(p, annotation.text) is not None]
        if not draft.content:
            continue
        if following is None:
            draft.content[-1] = _whole(annotation, draft, drafts, marks)
        out += [draft] if following is None else [draft, following]
    return out


def _without_strays(annotation: Annotation, draft: Draft, marks: list[Quote]) -> list[Span]:
    """The parts that say something: a lone "and" or "which" is none beside others, nor are the reporter's words behind a quotation."""
    if len(draft.content) < 2:
        return draft.content
    full = [p for p in draft.content if any(t.upos not in _EMPTY for t in annotation.inside(p))] or draft.content
    if draft.cue is None or quoted_share(full[0], marks, annotation.text) < 0.9:
        return full
    return [full[0], *(p for p in full[1:] if p.start < draft.cue.start or not _narrates(annotation, p, marks))]


def _narrates(annotation: Annotation, part: Span, marks: list[Quote]) -> bool:
    """ "…," she said, "but the boats were leaving": unquoted words behind the cue that open with a conjunction."""
    tokens = annotation.inside(part)
    return bool(tokens) and tokens[0].text.lower() in _AND and quoted_share(part, marks, annotation.text) == 0


def _swallowed(annotation: Annotation, draft: Draft, drafts: list[Draft], marks: list[Quote]) -> Draft | None:
    """Cut the content before a second report of the same source ("… but said …"), and return that report unless the tagger has it."""
    verb = verb_of(annotation, draft.cue) if draft.cue is not None else None
    if verb is None or draft.cue is None or draft.source is None:
        return None
    text = annotation.text
    for at, part in enumerate(draft.content):
        if part.start < draft.cue.end:
            continue
        for token in annotation.inside(part):
            conjunction = _conjunction(annotation, token, verb)
            if conjunction is None or conjunction.span.start <= part.start or any(q.inner.contains(token.span) for q in marks):
                continue
            rest = trimmed(Span(token.span.end, part.end), text)
            head = trimmed(Span(part.start, conjunction.span.start), text)
            draft.content = [*draft.content[:at], *([head] if head is not None else [])]
            own = any(d is not draft and d.cue is not None and d.cue.overlaps(token.span) for d in drafts)
            if own or rest is None or token.lemma not in words("reports", "plain"):
                return None
            return Draft([rest], token.span, draft.source, draft.score * 0.9, implicit=True, via=draft.via, tags=draft.tags)
    return None


def _conjunction(annotation: Annotation, token: Token, verb: Token) -> Token | None:
    """The "and" or "but" before a verb without a subject of its own, where the tree or the verb ("but said") ties it to ``verb``."""
    if token.upos != "VERB" or token.sentence != verb.sentence or _FINITE not in token.feats:
        return None
    before = token.index - 1
    while before > verb.index and annotation.tokens[before].upos in ("ADV", "AUX"):
        before -= 1
    conjunction = annotation.tokens[before]
    if conjunction.text.lower() not in ("and", "but") or before <= verb.index:
        return None
    if token.rel == "conj" and token.head == verb.index and _speech(token):
        return conjunction
    return conjunction if conjunction.text.lower() == "but" and _speech(token) else None


def _speech(token: Token) -> bool:
    found = known(token.lemma)
    return found is not None and found[1] is CueKind.SPEECH


def _whole(annotation: Annotation, draft: Draft, drafts: list[Draft], marks: list[Quote]) -> Span:
    """The last part, gone on to the end of the phrase or the relative clause in whose middle it stops."""
    part = draft.content[-1]
    inside = [t for t in annotation.inside(part) if part.contains(t.span)]
    if not inside or (draft.cue is not None and part.end <= draft.cue.start) or any(q.span.end == part.end for q in marks):
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
    blocked = [draft.cue, draft.source, *(d.source for d in drafts if d.source is not None and d.source.start >= part.end and not comma)]
    end = at + 1 if comma else at
    while end < len(tokens) and tokens[end].sentence == last.sentence and _hangs(annotation, tokens[end], held):
        if any(b is not None and b.overlaps(tokens[end].span) for b in blocked):
            return part
        held.add(end)
        end += 1
    stop = end - 1
    while stop > last.index and tokens[stop].upos in ("PUNCT", "CCONJ"):
        stop -= 1
    if stop <= last.index + comma:
        return part
    close = next((q.span.end for q in marks if q.span.start >= part.start and q.span.contains(tokens[stop].span)), 0)
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
