"""Drafts from the tagger's attributions, with whole words, names and quotations; those that only say that nobody spoke are left out."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from audit.attribute.cues import kind_of, negated, verb_of
from audit.attribute.drafts import Draft, trimmed
from audit.attribute.extents import without_that
from audit.attribute.places import SpanIndex
from audit.attribute.quotes import Quote, overlapping
from audit.attribute.responses import disclosures, response_notes
from audit.attribute.source_words import source_words
from audit.attribute.unspoken import unspoken
from audit.domain.annotation import Annotation, AttributionTag
from audit.domain.statement import CueKind, TagScores
from audit.domain.text import Span
from audit.lexicons import table, words

_SILENT_ZONES = frozenset({"boilerplate", "byline", "dateline"})
_GAP = 40
"""Code points; a gap in a content no longer than this is closed. Split contents of PolNeAR have the cue or the source in their gaps."""
_BLOCK = re.compile(r"\s*(?:>\s*)+")
_STOP = re.compile(r"(?<![^\W\d_])(?P<word>[^\W\d_]{0,20}[a-zà-ÿ]{3})(?P<stop>\.)\s{0,5}$")
_ENDED = re.compile(r"\n|\w[.!?]\s")


def tagged(annotation: Annotation, marks: list[Quote]) -> list[Draft]:
    """A draft for each attribution of the tagger, each once, those without a source of their own with the one that they share."""
    unsaid = [*(n.span for n in response_notes(annotation)), *disclosures(annotation)]
    silent = SpanIndex((span, (span,)) for span in unsaid)
    cues = SpanIndex((t.cue, (t.cue,)) for t in annotation.attributions)
    drafts = [d for d in (_draft(annotation, tag, marks, cues) for tag in annotation.attributions) if d is not None]
    drafts = [d for d in drafts if not any(_silenced(annotation, d, s) for s in silent.over(_about(annotation, d)))]
    drafts = _without_doubles(drafts)
    _share_subjects(annotation, drafts)
    return drafts


def _draft(annotation: Annotation, tag: AttributionTag, marks: list[Quote], cues: SpanIndex[Span]) -> Draft | None:
    text = annotation.text
    paragraph = annotation.paragraph_at(tag.cue.start)
    if paragraph is None or paragraph.zone in _SILENT_ZONES or negated(annotation, tag.cue):
        return None
    if any(tag.cue.contains(q.inner) for q in overlapping(marks, tag.cue)):
        return None
    source = source_words(annotation, tag, marks)
    parts = [one for s in tag.content if (one := _content(s, text, marks, tag.cue)) is not None]
    if kind_of(annotation, tag.cue)[1] is not CueKind.ACCORDING:  # "according to Quill, that gate is shut": no conjunction
        parts = [without_that(annotation, one) for one in parts]
    content = joined(parts, text, cues, source)
    if not content or unspoken(annotation, tag.cue, source, content[0]):
        return None
    score = tag.cue_score * tag.content_score * (tag.source_score if source else 0.7)
    return Draft(content, tag.cue, source, score, tags=tag_scores(tag, source), reported=tag.statement)


def tag_scores(tag: AttributionTag, source: Span | None) -> TagScores:
    """The scores of an attribution with the source words ``source``. Where none of them are the tagger's, its own words are the rival."""
    others = [(tag.rival, tag.rival_score)] if tag.rival is not None else []
    if source is None or not any(one.overlaps(source) for one in tag.source):
        others += [(one, tag.source_score) for one in tag.source]
    rival = max((score for span, score in others if source is None or not span.overlaps(source)), default=0.0)
    return TagScores(tag.cue_score, tag.source_score if source else None, tag.content_score, tag.cue_by_others, rival)


def _about(annotation: Annotation, draft: Draft) -> Span:
    """From the beginning of a draft and of its cue's sentence to their end: where it may be said that nothing was said."""
    spans = [draft.content[0], *([draft.cue] if draft.cue is not None else [])]
    sentence = annotation.sentence_at(draft.cue.start) if draft.cue is not None else None
    spans += [sentence.span] if sentence is not None else []
    return Span(min(s.start for s in spans) - 2, max(s.end for s in spans))


def _silenced(annotation: Annotation, draft: Draft, silent: Span) -> bool:
    """Whether a draft only says what ``silent`` does: that somebody did not speak, or on what terms."""
    if draft.cue is None:
        return False
    same = draft.cue.overlaps(silent) or silent.contains(draft.content[0])
    return same or _purpose(annotation, draft.cue, silent) or _terms(annotation, draft, silent)


def _purpose(annotation: Annotation, cue: Span, disclosure: Span) -> bool:
    """Whether the cue is what anonymity was given for: "on condition of anonymity to describe private talks"."""
    return 0 <= cue.start - disclosure.end <= 1 and cue.of(annotation.text).lower().startswith("to ")


def _terms(annotation: Annotation, draft: Draft, disclosure: Span) -> bool:
    """Whether a cue says on what terms somebody spoke: "spoke about the raids only on condition of anonymity"."""
    verb = verb_of(annotation, draft.cue) if draft.cue is not None else None
    there = annotation.sentence_at(disclosure.start)
    if verb is None or there is None or verb.lemma not in ("speak", "talk") or verb.sentence != there.index:
        return False
    quoted = any(mark in part.of(annotation.text) for part in draft.content for mark in '“"')
    return verb.span.start < disclosure.start and not quoted


def _content(span: Span, text: str, marks: list[Quote], cue: Span) -> Span | None:
    """A part of a content: edges trimmed; a quotation that it reaches to an end of is taken whole, with its marks."""
    bare = trimmed(without_stop(span, text), text)
    if bare is None:
        return None
    start, end = bare.start, bare.end
    for quote in overlapping(marks, bare):
        if quote.span.contains(cue):
            continue
        at_start = quote.span.start - 1 <= start <= quote.inner.start + 1
        at_end = quote.inner.end - 2 <= end <= quote.span.end + 1
        shared = min(end, quote.span.end) - max(start, quote.span.start)
        if at_start or at_end or shared * 2 > quote.span.end - quote.span.start:
            start, end = min(start, quote.span.start), max(end, quote.span.end)
    return Span(start, end) if end > start else None


def without_stop(span: Span, text: str) -> Span:
    """A part of a content without the mark of a block quotation at its head, and without the full stop of the sentence that it ends, unless
    an abbreviation has it."""
    head = _BLOCK.match(text, span.start, span.end)
    stop = _STOP.search(text, span.start, span.end)
    ends = stop is not None and f"{stop['word']}." not in _abbreviations()
    return Span(head.end() if head else span.start, stop.start("stop") if stop is not None and ends else span.end)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset[str]().union(*(words("abbreviations", kind) for kind in table("abbreviations")))


def joined(parts: list[Span], text: str, between: SpanIndex[Span], source: Span | None) -> list[Span]:
    """Parts with at most a few words between them are one, unless the source, a sentence or one of ``between`` stands there: the tagger's
    gaps, not the text's."""
    out: list[Span] = []
    for part in sorted(parts):
        if out and part.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(part.end, out[-1].end))
        elif (
            out
            and part.start - out[-1].end <= _GAP
            and not _ENDED.search(text[out[-1].end : part.start])
            and not between.over(gap := Span(out[-1].end, part.start))
            and (source is None or not source.overlaps(gap))
        ):
            out[-1] = Span(out[-1].start, part.end)
        else:
            out.append(part)
    return out


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    """Two cues that claim the same words with the same source are one attribution ("said in a statement, saying"): the surer stays."""
    kept: list[Draft] = []
    said: dict[tuple[Span, ...], set[Span | None]] = {}
    for draft in sorted(drafts, key=lambda d: -d.score):
        sources = said.setdefault(tuple(draft.content), set())
        if draft.source not in sources and (draft.source is not None or not sources):
            kept.append(draft)
            sources.add(draft.source)
    return kept


def _share_subjects(annotation: Annotation, drafts: list[Draft]) -> None:
    """A cue without a source of its own ("…, adding that …", "and said …") has the source of the cue before it in its sentence."""
    ordered = sorted((d for d in drafts if d.cue is not None), key=lambda d: d.cue.start if d.cue else 0)
    for before, draft in pairwise(ordered):
        if draft.source is not None or before.source is None or draft.cue is None or before.cue is None:
            continue
        here, there = annotation.sentence_at(draft.cue.start), annotation.sentence_at(before.cue.start)
        tokens = annotation.inside(draft.cue)
        joined = tokens and (
            "VerbForm=Ger" in tokens[0].feats
            or tokens[0].text.lower().endswith("ing")
            or annotation.tokens[max(0, tokens[0].index - 1)].text.lower() in ("and", "but", "then", "also")
        )
        passive = any(t.upos == "AUX" and t.lemma == "be" for t in tokens)
        if here is not None and here == there and joined and not passive:
            draft.source, draft.implicit = before.source, True
