"""Turns: words whose speaker is clear from the layout, one statement per paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from audit.attribute.dialogue import spoken
from audit.attribute.drafts import Draft, trimmed
from audit.attribute.headlines import headed
from audit.attribute.letters import written
from audit.attribute.lists import listed
from audit.attribute.places import SpanIndex, by, content_of
from audit.attribute.quotes import Quote, overlapping
from audit.attribute.signatures import signed
from audit.attribute.transcripts import transcript
from audit.domain.annotation import Annotation
from audit.domain.text import Span


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
    on = replace(draft, cue=None, score=0.0, implicit=True, tags=None, led_by=draft.cue or draft.led_by)
    return [replace(draft, content=groups[own]), *(replace(on, content=parts) for at, parts in sorted(groups.items()) if at != own)]


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
