"""Items of a list or a block quotation below the words that attribute them: "She said:" and three lines that begin with a dash."""

from __future__ import annotations

import re
from itertools import pairwise

from audit.attribute.drafts import Draft, trimmed
from audit.attribute.places import by, content_of, cue_of
from audit.domain.annotation import Annotation
from audit.domain.text import Span

_ITEM = re.compile(r"(?:[-–—•*·▪‣»>]|\d{1,2}[.)])[ \t]+(?=\S)")


def listed(annotation: Annotation, drafts: list[Draft]) -> list[Draft]:
    """``drafts`` with a statement an item, by the source of the words before the colon."""
    added: list[Draft] = []
    dropped: set[int] = set()
    cues, contents = by(drafts, cue_of), by(drafts, content_of)
    text, paragraphs = annotation.text, annotation.paragraphs
    for lead, first in pairwise(paragraphs):
        if not text[lead.span.start : lead.span.end].endswith(":") or _ITEM.match(text, first.span.start) is None:
            continue
        asked = [d for d in cues.over(lead.span) if d.cue is not None and lead.span.contains(d.cue) and d.reported]
        holder = max(asked, key=lambda d: d.cue.start if d.cue else 0, default=None)
        if holder is None or any(lead.span.overlaps(c) for c in holder.content):
            continue
        items = _items(annotation, first.index)
        holder.content = [items[0]]
        for item in items[1:]:
            if not any(d.cue is not None and item.contains(d.cue) for d in cues.over(item)):
                dropped |= {id(d) for d in contents.over(item) if d is not holder and d.cue is None}
                added.append(Draft([item], None, holder.source, implicit=True, led_by=holder.cue))
    return [*(d for d in drafts if id(d) not in dropped), *added]


def _items(annotation: Annotation, number: int) -> list[Span]:
    """The words of the items from the paragraph of that number on."""
    out = []
    for paragraph in annotation.paragraphs[number:]:
        match = _ITEM.match(annotation.text, paragraph.span.start, paragraph.span.end)
        item = trimmed(Span(match.end(), paragraph.span.end), annotation.text) if match else None
        if item is None:
            break
        out.append(item)
    return out
