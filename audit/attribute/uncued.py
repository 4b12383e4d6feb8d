"""Quotations that no cue claims: divided, carried on, introduced by the sentence before, or nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.attribute.behind_quotations import told_behind
from audit.attribute.cues import known
from audit.attribute.drafts import Draft
from audit.attribute.false_cues import without_false_cues
from audit.attribute.introduced import introduced, same_paragraph
from audit.attribute.places import SpanIndex, by, words_of
from audit.attribute.quotes import OPENING_MARKS, SENTENCE_END, Quote, inner_quotes
from audit.attribute.responses import subject
from audit.domain.annotation import Annotation, Token
from audit.domain.statement import CueKind
from audit.domain.text import Span

_SILENT_ZONES = frozenset({"headline", "deck", "boilerplate", "byline", "dateline"})
_SENTENCE_WORDS = 5
"""A quotation of fewer words that nothing introduces is a scare quote, a title or a label."""
_REACH = 2
"""Paragraphs over which a quotation without a cue still belongs to the last source."""
_FAR = 20
"""Code points in which the search for the last statement begins."""
_PAUSES = (",", ":", ";", "–", "—", "-", ")", "]")


def with_uncued(annotation: Annotation, drafts: list[Draft], marks: list[Quote]) -> list[Draft]:
    """``drafts`` and what is quoted without a cue: each such quotation becomes a part of a statement, or a draft of its own."""
    out = without_false_cues(annotation, drafts, marks)
    carrier: Draft | None = None
    known_of, ends = by(out, words_of), _ends(marks)
    for number, quote in enumerate(marks):
        claimed = next((d for d in known_of.over(quote.span) if _claims(annotation.text, d, quote)), None)
        if claimed is not None:
            carrier = claimed if quote.carried else None
            continue
        if annotation.paragraphs[quote.paragraph].zone in _SILENT_ZONES:
            continue
        at_start = quote.span.start == annotation.paragraphs[quote.paragraph].span.start
        holder = carrier if at_start else None
        holder = holder or _divided(annotation, known_of, marks[number - 1] if number else None, quote)
        last = marks[ends[number]]
        if holder is None and at_start and last is not quote:
            holder = next((d for d in known_of.over(last.span) if _claims(annotation.text, d, last)), None)
        if holder is None:
            holder = told_behind(annotation, quote) or introduced(annotation, known_of, quote) or _on_its_own(annotation, known_of, quote)
            if holder is not None and holder.content == [quote.span]:
                out.append(holder)
                known_of.add(holder, words_of(holder))
        if holder is not None and quote.span not in holder.content:
            holder.content.append(quote.span)
            holder.content.sort()
            known_of.add(holder, [quote.span])
        carrier = holder if quote.carried else None
    return [*out, *(inner for quote in marks for inner in _quoted_inside(annotation, known_of, quote))]


def _ends(marks: list[Quote]) -> list[int]:
    """For each quotation the number of that which ends it: its own, or of a quotation in several paragraphs that of the last."""
    out = list(range(len(marks)))
    for number in range(len(marks) - 2, -1, -1):
        if marks[number].carried:  # on to the next quotation, beyond an advertisement too
            out[number] = out[number + 1]
    return out


def _quoted_inside(annotation: Annotation, drafts: SpanIndex[Draft], quote: Quote) -> Iterator[Draft]:
    """What a quotation quotes with a cue right before it: "“He said, ‘Never,’” she recalled"."""
    for inner in inner_quotes(annotation.text, quote):
        near = drafts.over(inner.span)
        if any(d.cue is not None and quote.span.contains(d.cue) and any(c.overlaps(inner.span) for c in d.content) for d in near):
            continue
        mark = annotation.token_before(inner.span.start)
        verb = annotation.token_before(mark.span.start) if mark is not None and mark.text in (",", ":") else None
        if verb is None or not quote.inner.contains(verb.span) or verb.upos != "VERB" or not _tells(verb):
            continue
        source = subject(annotation, verb)
        yield Draft([inner.span], verb.span, source if source is not None and quote.span.contains(source) else None)


def _tells(verb: Token) -> bool:
    found = known(verb.lemma) or known(verb.text.lower())
    return found is not None and found[1] in (CueKind.SPEECH, CueKind.WRITING)


def _claims(text: str, draft: Draft, quote: Quote) -> bool:
    """Whether a statement has words of a quotation; one that only stands inside it must have most of them."""
    if draft.cue is None or not quote.inner.contains(draft.cue):
        return any(c.overlaps(quote.span) for c in draft.content)
    letters = [i for i in range(quote.span.start, quote.span.end) if text[i].isalnum()]
    return 2 * sum(any(c.start <= i < c.end for c in draft.content) for i in letters) > len(letters)


def _divided(annotation: Annotation, drafts: SpanIndex[Draft], before: Quote | None, quote: Quote) -> Draft | None:
    """The statement that a quotation ends: "“It is,” said Quill, who built it, “a dam.”". A pause stands before it, or cue and source."""
    if before is None or before.paragraph != quote.paragraph or before.inner.of(annotation.text).rstrip()[-1:] not in (",", "–", "—"):
        return None
    between = Span(before.span.end, quote.span.start)
    opening = quote.inner.of(annotation.text).lstrip()
    if not (opening[:1].islower() or re.match(r"I\b", opening)):
        return None
    if SENTENCE_END.search(between.of(annotation.text).rstrip() + " "):
        return None
    found = drafts.over(before.span)
    draft = next((d for d in found if d.cue is not None and between.contains(d.cue) and before.span in d.content), None)
    if draft is None or draft.cue is None:
        return None
    told = max(draft.cue.end, draft.source.end if draft.source is not None and between.contains(draft.source) else 0)
    beside = Span(told, quote.span.start).of(annotation.text).rstrip()
    return draft if not beside or beside[-1] in _PAUSES else None  # "who has a “hold” rating" ends nothing


def _on_its_own(annotation: Annotation, drafts: SpanIndex[Draft], quote: Quote) -> Draft | None:
    """A draft, new or one of ``drafts``, for a whole sentence in marks: the last speaker's within reach, else nobody's."""
    if len(quote.inner.of(annotation.text).split()) < _SENTENCE_WORDS or not _stands_alone(annotation, quote):
        return None
    previous = _previous(annotation, drafts, quote)
    if previous is not None and same_paragraph(annotation, previous, quote):
        return previous
    if previous is None:
        return Draft([quote.span], None, None, implicit=True)
    return Draft([quote.span], None, previous.source, implicit=True, led_by=previous.cue or previous.led_by)


def _stands_alone(annotation: Annotation, quote: Quote) -> bool:
    """Whether the quotation is a sentence of its own, not words lifted into one: it opens a sentence and ends one."""
    text = annotation.text
    paragraph = annotation.paragraphs[quote.paragraph].span
    before = text[paragraph.start : quote.span.start].rstrip()
    inner = quote.inner.of(text).strip()
    opens = not before or before[-1] in '.!?:”"’»'
    after = text[quote.span.end : paragraph.end].strip()
    ends = bool(inner) and (inner[-1] in ".!?…" or not after or after[0] in '.!?“"«')
    return opens and (inner[:1].isupper() or not before) and ends


def _previous(annotation: Annotation, drafts: SpanIndex[Draft], quote: Quote) -> Draft | None:
    """The last statement before ``quote`` whose words end within ``_REACH`` paragraphs. In another paragraph than the quotation's it is one
    with a quotation, if the same sentence has one, and the outer one where somebody tells what another said."""
    last = _last_before(drafts, annotation.paragraphs[max(0, quote.paragraph - _REACH)].span.start, quote.span.start)
    if last is None:
        return None
    place = annotation.paragraph_at(max(last.content[-1].end - 1, last.cue.start if last.cue else 0))
    if place is None or quote.paragraph - place.index > _REACH:
        return None
    sentence = annotation.sentence_at(last.cue.start if last.cue is not None else last.start)
    if place.index == quote.paragraph or sentence is None:
        return last
    there = [d for d in drafts.over(place.span) if d.start < quote.span.start and d.source is not None and d.reported]
    near = [d for d in there if sentence.span.overlaps(d.cue or d.content[0])]
    quoted = [d for d in (last, *near) if any(part.of(annotation.text)[:1] in OPENING_MARKS for part in d.content)]
    chosen = max(quoted, key=lambda d: d.start, default=last)
    outer = (d for d in there if d is not chosen and chosen.cue is not None and any(part.contains(chosen.cue) for part in d.content))
    return next(outer, chosen)


def _last_before(drafts: SpanIndex[Draft], first: int, place: int) -> Draft | None:
    """Of the drafts that begin before ``place`` and do not end before ``first``, the one that begins or has its cue furthest on."""

    def begins(draft: Draft) -> int:
        return max(draft.start, draft.cue.start if draft.cue else 0)

    reach = _FAR
    while True:
        since = max(first, place - reach)
        before = [d for d in drafts.over(Span(since, place)) if d.start < place]
        last = max(before, key=begins, default=None)
        if since == first or (last is not None and begins(last) >= since):
            return last
        reach *= 4
