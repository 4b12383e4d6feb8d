"""Turns: words whose speaker is clear from the layout, one statement per paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from audit.attribute.dialogue import spoken
from audit.attribute.drafts import Draft, trimmed
from audit.attribute.headlines import headed
from audit.attribute.letters import written
from audit.attribute.lists import listed
from audit.attribute.places import SpanIndex, by, content_of
from audit.attribute.posts import posted, with_posts
from audit.attribute.quotes import Quote, overlapping, quoted_share
from audit.attribute.signatures import signed
from audit.attribute.tagged import without_stop
from audit.attribute.transcripts import transcript
from audit.domain.annotation import Annotation
from audit.domain.text import Span

_ENDED = re.compile(r"[.!?…][”\"’')\]]?\s*$")
"""The end of a sentence right before a quotation."""
_SHOUT = 3
"""Words of a shout, at most."""
_MARKS = "“\"‘'«„"
_QUOTED = 0.5
"""The share of a part in quotation marks from which it is a quotation."""


def shown(annotation: Annotation, drafts: list[Draft], marks: list[Quote]) -> list[Draft]:
    """``drafts`` with what the form of the text shows beside them; a turn takes the place of drafts that read its label as words."""
    turns = list(_turns(annotation))
    labels = SpanIndex((t.source, (t.source,)) for t in turns if t.source is not None)
    kept = [d for d in drafts if not _reads(d, labels)]
    said = {content_of(d) for d in kept}
    out = kept + [t for t in turns if content_of(t) not in said]
    if not turns:
        out = written(annotation, out)
    out = listed(annotation, out)
    lines = list(spoken(annotation))
    led = {line.cue for line in lines}
    out = [d for d in out if d.cue is None or d.cue not in led]
    out = with_posts(annotation, out, posted(annotation, marks))
    taken = by(out, content_of)
    for draft in (*signed(annotation, marks), *headed(annotation, out, marks), *lines):
        if not any(taken.over(part) for part in draft.content):
            out.append(draft)
            taken.add(draft, draft.content)
    return out


def by_paragraph(annotation: Annotation, drafts: list[Draft], marks: list[Quote]) -> list[Draft]:
    """One draft a paragraph: a quotation that goes on in another paragraph than its cue's is a statement of its own by the same source.

    Words without quotation marks in another paragraph, or words that another cue claims, are dropped.
    """
    claims = SpanIndex(((d, c), (c,)) for d in drafts if d.cue is not None for c in d.content)
    drafts = [one for draft in drafts for one in _quotation_apart(annotation, draft, marks, claims)]
    claimed = SpanIndex(((d, c), (c,)) for d in drafts if d.cue is not None for c in d.content)
    out = []
    for draft in drafts:
        own, *others = _apart(annotation, draft)
        out.append(own)
        for other in others:
            quoted = overlapping(marks, other.content[0]) or draft.cue is None
            if quoted and not any(d is not draft and _takes(d, c, s) for s in other.content for d, c in claimed.over(s)):
                out.append(other)
    return out


def _quotation_apart(annotation: Annotation, draft: Draft, marks: list[Quote], claims: SpanIndex[tuple[Draft, Span]]) -> list[Draft]:
    """A draft, and as one of its own the quotation that opens a sentence after reported speech: "he said that it was up to the board. “It
    has not asked.”". Not a shout, which may be anybody's.

    In house and our own news 177 such quotations are statements of their own, and five are not.
    """
    text = annotation.text
    if draft.cue is None:
        return [draft]
    within = [quote for part in draft.content for quote in overlapping(marks, part) if part.contains(quote.span)]
    for quote in within:
        if quote.span.start < draft.cue.end or not _opens_a_sentence(annotation, quote) or _shouted(quote.inner.of(text)):
            continue
        if any(other is not draft and content.contains(quote.span) for other, content in claims.over(quote.span)):
            continue
        told = [Span(part.start, min(part.end, quote.span.start)) for part in draft.content if part.start < quote.span.start]
        told = [piece for part in told if (piece := trimmed(without_stop(part, text), text)) is not None]
        said = [Span(max(part.start, quote.span.start), part.end) for part in draft.content if part.end > quote.span.start]
        if told and draft.cue.end <= told[0].start and not any(_is_quoted(part, marks, text) for part in told):
            return [replace(draft, content=told), _going_on(draft, said)]
    return [draft]


def _shouted(said: str) -> bool:
    return said.rstrip().endswith("!") and len(said.split()) <= _SHOUT


def _is_quoted(part: Span, marks: list[Quote], text: str) -> bool:
    return text[part.start] in _MARKS or quoted_share(part, marks, text) >= _QUOTED


def _opens_a_sentence(annotation: Annotation, quote: Quote) -> bool:
    """Whether a quotation opens a sentence after another has ended in the same paragraph."""
    sentence, begins = annotation.sentence_at(quote.inner.start), annotation.paragraphs[quote.paragraph].span.start
    opens = sentence is not None and sentence.span.start >= quote.span.start - 1 and annotation.text[quote.inner.start].isupper()
    return opens and _ENDED.search(annotation.text, begins, quote.span.start) is not None


def _going_on(draft: Draft, parts: list[Span]) -> Draft:
    """A draft for words that carry on from ``draft`` without a cue."""
    return replace(draft, content=parts, cue=None, score=0.0, implicit=True, tags=None, led_by=draft.cue or draft.led_by)


def _takes(draft: Draft, content: Span, piece: Span) -> bool:
    """Whether ``piece`` is claimed by a draft's content, which does not only stand in it with its cue."""
    return content.overlaps(piece) and not (draft.cue is not None and piece.contains(draft.cue) and piece.contains(content))


def _apart(annotation: Annotation, draft: Draft) -> list[Draft]:
    """The draft as it stands in its cue's paragraph, then what stands in others."""
    groups: dict[int, list[Span]] = {}
    for part in draft.content:
        for index, piece in _pieces(annotation, part):
            groups.setdefault(index, []).append(piece)
    if len(groups) < 2:
        return [draft]
    anchor = draft.cue or draft.source
    home = annotation.paragraph_at(anchor.start) if anchor is not None else None
    own = home.index if home is not None and home.index in groups else min(groups)
    return [replace(draft, content=groups[own]), *(_going_on(draft, parts) for at, parts in sorted(groups.items()) if at != own)]


def _pieces(annotation: Annotation, part: Span) -> Iterator[tuple[int, Span]]:
    """``part`` cut at the ends of paragraphs, with their numbers."""
    first = annotation.paragraph_at(part.start)
    at = first.index if first is not None else 0
    while at < len(annotation.paragraphs) and (paragraph := annotation.paragraphs[at].span).start < part.end:
        if paragraph.overlaps(part):
            piece = trimmed(Span(max(part.start, paragraph.start), min(part.end, paragraph.end)), annotation.text)
            if piece is not None:
                yield at, piece
        at += 1


def _reads(draft: Draft, labels: SpanIndex[Span]) -> bool:
    """Whether a draft takes a label for words, or what stands right behind it for a cue."""
    behind = labels.over(Span(draft.cue.start - 2, draft.cue.start)) if draft.cue is not None else []
    return any(labels.over(part) for part in draft.content) or any(draft.cue and 0 <= draft.cue.start - s.end <= 1 for s in behind)


def _turns(annotation: Annotation) -> Iterator[Draft]:
    """The turns of a transcript or an interview."""
    found = transcript(annotation.text, annotation.paragraphs, annotation.entities)
    if found is None:
        return
    answering = _answering(annotation, found.first)
    for turn in found.turns:
        source = turn.name or answering
        if source is not None:
            yield Draft([turn.said], None, source, verbatim=True)


def _answering(annotation: Annotation, first: int) -> Span | None:
    """Who answers under "A:": the person named most often before ``first``, where the first question stands."""
    before = [e.span for e in annotation.entities if e.label == "Person" and e.span.end <= first]
    count = Counter(s.of(annotation.text).split()[-1] for s in before)
    return max(before, key=lambda s: (count[s.of(annotation.text).split()[-1]], s.end - s.start, -s.start), default=None)
