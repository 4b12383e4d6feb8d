"""Items of a list or a block quotation below the words that attribute them: "She said:" and three lines that begin with a dash."""

from __future__ import annotations

import re
from itertools import pairwise

from audit.attribute.drafts import Draft, trimmed
from audit.attribute.places import SpanIndex, by, content_of, cue_of
from audit.attribute.responses import phrase
from audit.domain.annotation import Annotation, Token
from audit.domain.text import Span
from audit.lexicons import words

_ITEM = re.compile(r"(?:[-–—]{1,2}|[•*·▪‣●○»>]|\d{1,2}[.)])[ \t]+(?=\S)")

_POINTS = 2
"""Items from which on a lead without a cue has a list."""


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
        items = _items(annotation, first.index)
        if holder is None and (holder := _set_out(annotation, lead.span, items, cues)) is not None:
            added.append(holder)
        if holder is None or any(lead.span.overlaps(c) for c in holder.content):
            continue
        holder.content = [items[0]]
        for item in items[1:]:
            if not any(d.cue is not None and item.contains(d.cue) for d in cues.over(item)):
                dropped |= {id(d) for d in contents.over(item) if d is not holder and d.cue is None}
                added.append(Draft([item], None, holder.source, implicit=True, led_by=holder.cue))
    return [*(d for d in drafts if id(d) not in dropped), *added]


def _set_out(annotation: Annotation, lead: Span, items: list[Span], cues: SpanIndex[Draft]) -> Draft | None:
    """A draft for a lead without a cue that says whose points follow: "Orre set out her plan:", "Among Orre’s demands:".

    None where more than one item has a speaker of its own.
    """
    sentence = annotation.sentence_at(lead.end - 1)
    if sentence is None or len(items) < _POINTS:
        return None
    told = [any(d.cue is not None and i.contains(d.cue) and d.source is not None and d.reported for d in cues.over(i)) for i in items]
    if sum(told) > 1:
        return None
    for noun in reversed(annotation.tokens[sentence.first : sentence.last]):
        owner = _owner(annotation, noun) if noun.lemma in words("cues", "points") and noun.upos == "NOUN" else None
        if owner is not None:
            return Draft([], noun.span, owner)
    return None


def _owner(annotation: Annotation, noun: Token) -> Span | None:
    """Whose points a noun names: its possessor, or the subject of the verb that it is the object of."""
    below = [annotation.tokens[i] for i in annotation.children.get(noun.index, ())]
    owner = next((t for t in below if t.deprel == "nmod:poss"), None)
    verb = annotation.tokens[noun.head] if noun.head is not None and noun.rel in ("obj", "obl") else None
    sets_out = verb is not None and verb.lemma in words("cues", "setting_out")
    above = [annotation.tokens[i] for i in annotation.children.get(verb.index, ())] if verb is not None and sets_out else []
    subject = next((t for t in above if t.rel == "nsubj" and verb is not None and t.index < verb.index), None)
    speaker = subject if owner is None or owner.upos == "PRON" else owner
    if speaker is None:
        return phrase(annotation, owner) if owner is not None and owner.text.lower() not in words("phrases", "first_person") else None
    found = phrase(annotation, speaker)
    end = next((t.span.start for t in annotation.inside(found) if t.text in ("'s", "’s", "'", "’")), found.end)
    return Span(found.start, end)


def _items(annotation: Annotation, number: int) -> list[Span]:
    """The words of the items from the paragraph of that number on, as far as they have the mark of the first, or a number as it has."""
    out: list[Span] = []
    marks = set[str]()
    for paragraph in annotation.paragraphs[number:]:
        match = _ITEM.match(annotation.text, paragraph.span.start, paragraph.span.end)
        item = trimmed(Span(match.end(), paragraph.span.end), annotation.text) if match else None
        marks.add("1" if match is not None and match.group()[0].isdigit() else match.group().rstrip() if match is not None else "")
        if item is None or len(marks) > 1:
            break
        out.append(item)
    return out
