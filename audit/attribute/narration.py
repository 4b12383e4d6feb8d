"""Takes out of a content what is not the source's: other people's quotations, and the reporter's own words around them."""

from __future__ import annotations

import re
from dataclasses import replace

from audit.attribute.drafts import Draft, trimmed
from audit.attribute.mentions import PRONOUNS
from audit.attribute.places import by, content_of, cue_of
from audit.attribute.quotes import Quote, inner_quotes, overlapping
from audit.domain.annotation import Annotation
from audit.domain.text import Span

_STOP = re.compile(r"[.!?…][\"”’')\]]*\s")
_STOPPED = re.compile(r"[.!?…:][\"”’')\]]*\s*$")
_SET_OFF = (("—", "—"), ("–", "–"), ("--", "--"), ("(", ")"))
_NEW_SENTENCE = re.compile(r"\s*[A-Z]")


def told_apart(annotation: Annotation, drafts: list[Draft], marks: list[Quote]) -> list[Draft]:
    """``drafts`` with each quotation given to one cue, and without what the narrator says before and behind."""
    for draft in drafts:
        _turned_round(annotation, draft, marks)
    drafts = _each_to_one(annotation, drafts, marks)
    for draft in drafts:
        draft.content = _of_one_sentence(annotation, draft, marks)
    claims = by(drafts, lambda d: (*cue_of(d), *((d.source,) if d.source is not None else ())))
    for draft in drafts:
        own = []
        for part in _set_off(annotation.text, draft, marks):
            others = [d for d in claims.over(part) if d is not draft]
            own.append(_own(annotation.text, draft, _quoted(annotation, draft, part, others, marks), marks))
        if own != draft.content:
            draft.content = [p for p in (trimmed(part, annotation.text) for part in own) if p is not None]
    return _said_once([d for d in drafts if d.content], annotation.text)


def _turned_round(annotation: Annotation, draft: Draft, marks: list[Quote]) -> None:
    """Give the words between a cue that opens a sentence and a colon to the source: "Added the clerk, Mary Quill: “Twice.”"."""
    sentence = annotation.sentence_at(draft.cue.start) if draft.cue is not None else None
    if draft.cue is None or sentence is None or draft.cue.start != sentence.span.start:
        return
    for quote in overlapping(marks, Span(draft.cue.end, annotation.paragraphs[sentence.paragraph].span.end)):
        between = trimmed(Span(draft.cue.end, quote.span.start), annotation.text)
        before = annotation.text[max(0, quote.span.start - 20) : quote.span.start].rstrip()
        if between is None or before[-1:] != ":" or not _claims(draft, quote):
            continue
        if any(t.upos in ("VERB", "AUX") or (t.text in (".", ":") and t.span.end < between.end) for t in annotation.inside(between)):
            return
        draft.source, draft.content, draft.reported = between, [quote.span], True
        return


def _said_once(drafts: list[Draft], text: str) -> list[Draft]:
    """Without what a pronoun is said to say that somebody with a name says too ("Quill got up and said: “No,” she said"), and without
    attitudes of which no more is left than what a surer cue has."""

    def pronoun(draft: Draft) -> bool:
        return draft.source is not None and draft.source.of(text).lower() in PRONOUNS

    named = {content_of(d) for d in drafts if d.reported and not pronoun(d)}
    once = [d for d in drafts if not (pronoun(d) and content_of(d) in named)]
    surest: dict[tuple[Span, ...], float] = {}
    for draft in once:
        surest[content_of(draft)] = max(draft.score, surest.get(content_of(draft), draft.score))
    return [d for d in once if d.reported or d.score >= surest[content_of(d)]]


def _each_to_one(annotation: Annotation, drafts: list[Draft], marks: list[Quote]) -> list[Draft]:
    """Where several cues claim one quotation, those lose it that stand in another sentence: "“No,” said Quill. “Yes,” said Vane."."""
    taken: dict[int, list[Span]] = {}
    said = by(drafts, content_of)
    for quote in marks:
        claimants = [d for d in said.over(quote.span) if _claims(d, quote)]
        near = [d for d in claimants if _beside(annotation.text, d, quote)]
        if near and len(near) < len(claimants):
            for draft in claimants:
                nested = any(part.contains(quote.span) and n.cue and part.contains(n.cue) for n in near for part in draft.content)
                if draft not in near and not nested:
                    taken.setdefault(id(draft), []).append(quote.span)
    return [replace(d, content=_without(d.content, taken[id(d)], annotation.text)) if id(d) in taken else d for d in drafts]


def _claims(draft: Draft, quote: Quote) -> bool:
    if draft.cue is None or quote.span.contains(draft.cue):
        return False
    shared = sum(max(0, min(p.end, quote.span.end) - max(p.start, quote.span.start)) for p in draft.content)
    return shared * 2 > quote.span.end - quote.span.start


def _beside(text: str, draft: Draft, quote: Quote) -> bool:
    """Whether no sentence ends between a quotation and the cue that claims it, the words for the source left out."""
    assert draft.cue is not None
    first, last = (draft.cue.end, quote.span.start) if draft.cue.end <= quote.span.start else (quote.span.end, draft.cue.start)
    between = "".join(text[i] for i in range(first, last) if draft.source is None or not draft.source.start <= i < draft.source.end)
    return not _STOP.search(between) and "\n" not in between


def _without(parts: list[Span], taken: list[Span], text: str) -> list[Span]:
    out = list(parts)
    for cut in taken:
        out = [
            piece
            for part in out
            for piece in ([Span(part.start, cut.start), Span(cut.end, part.end)] if part.overlaps(cut) else [part])
            if piece.start < piece.end
        ]
    return [piece for piece in (trimmed(p, text) for p in out) if piece is not None]


def _of_one_sentence(annotation: Annotation, draft: Draft, marks: list[Quote]) -> list[Span]:
    """The parts that stand in the cue's sentence or are quoted; all of them where none does."""
    home = annotation.sentence_at(draft.cue.start) if draft.cue is not None else None
    if home is None:
        return draft.content
    kept = [p for p in draft.content if home.span.overlaps(p) or overlapping(marks, p)]
    return kept if any(home.span.overlaps(p) for p in kept) else draft.content


def _quoted(annotation: Annotation, draft: Draft, part: Span, others: list[Draft], marks: list[Quote]) -> Span:
    """A part without the narrator's sentence before its quotation ("It fell. “It leaks,” said Quill"), or behind it, and without what
    others say in the next one ("Quill said it was made by Zork Inc. Vane said it was not").
    """
    text = annotation.text
    for other in others:
        if other.cue is None or other.source is None:
            continue
        begin = min(other.cue.start, other.source.start)
        sentence = annotation.sentence_at(begin)
        opens = sentence is not None and sentence.span.start == begin
        quoted = any(q.span.start <= begin < q.span.end for q in overlapping(marks, part))
        stopped = text[max(0, begin - 8) : begin].rstrip().endswith((".", "!", "?"))
        if part.start < begin < part.end and not quoted and stopped and (opens or part.contains(other.cue)):
            part = Span(part.start, begin)
    for quote in overlapping(marks, part):
        if draft.cue is None or not part.contains(quote.span):
            continue
        before, after = text[part.start : quote.span.start], text[quote.span.end : part.end]
        follows = draft.cue.start >= part.end
        introduced = any(o.cue and part.contains(o.cue) and o.cue.end <= quote.span.start for o in others)
        if follows and any(c.isalnum() for c in before) and _STOPPED.search(before) and (not before.rstrip().endswith(":") or introduced):
            return Span(quote.span.start, part.end)
        stopped = quote.inner.of(text).rstrip()[-1:] in (".", "!", "?", "…")
        if (
            not follows
            and stopped
            and _NEW_SENTENCE.match(after)
            and not any(q.span.start >= quote.span.end for q in overlapping(marks, part))
        ):
            return Span(part.start, quote.span.end)
    return part


def _set_off(text: str, draft: Draft, marks: list[Quote]) -> list[Span]:
    """The parts of a content, or of one whose quotation stands with its cue between dashes or in brackets only that: "It fell — “like a
    tree,” Quill said — in May"."""
    for part in draft.content:
        for quote in overlapping(marks, part):
            end = max(draft.cue.end, draft.source.end if draft.source is not None else 0) if draft.cue is not None else 0
            before, behind = text[max(0, quote.span.start - 4) : quote.span.start].rstrip(), text[end : end + 4].lstrip()
            if quote.span.end <= end and any(before.endswith(a) and behind.startswith(b) for a, b in _SET_OFF):
                cut = [Span(max(p.start, quote.span.start), min(p.end, end)) for p in draft.content]
                return [p for p in cut if p.start < p.end]
    return draft.content


def _own(text: str, draft: Draft, part: Span, marks: list[Quote]) -> Span:
    """Of words around a cue that itself is quoted, only what the second marks hold: "“He said, ‘Never,’ and left,” Quill recalled."."""
    if draft.cue is None:
        return part
    holder = next((q for q in overlapping(marks, draft.cue) if q.span.contains(draft.cue)), None)
    if holder is None:
        return part
    for quote in inner_quotes(text, holder):
        if part.start <= holder.inner.start and part.contains(quote.span):
            return quote.span
    return part
