"""Takes boilerplate and datelines out of contents."""

from __future__ import annotations

from audit.attribute.drafts import Draft, trimmed
from audit.attribute.places import SpanIndex
from audit.domain.annotation import Annotation
from audit.domain.text import Span


def uninterrupted(annotation: Annotation, drafts: list[Draft]) -> list[Draft]:
    """``drafts`` with their contents cut where the story is interrupted; those of which nothing is left are dropped."""
    interruptions = SpanIndex((span, (span,)) for span in annotation.interruptions)
    for draft in drafts:
        if any(interruptions.over(part) for part in draft.content):
            draft.content = [piece for part in draft.content for piece in _cut(annotation.text, part, interruptions.over(part))]
    return [draft for draft in drafts if draft.content]


def _cut(text: str, part: Span, interruptions: list[Span]) -> list[Span]:
    """What is left of ``part``, in order."""
    left, start = [], part.start
    for one in interruptions:
        left.append(Span(start, max(start, one.start)))
        start = max(start, one.end)
    left.append(Span(min(start, part.end), part.end))
    return [piece for one in left if (piece := trimmed(one, text)) is not None]
