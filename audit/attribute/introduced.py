"""Quotations that the sentence before introduces, without a cue or with one: "Quill shook his head. “Never.”", "Orre’s answer: “No.”"."""

from __future__ import annotations

import re

from audit.attribute.cues import known
from audit.attribute.drafts import Draft
from audit.attribute.heads import head_of
from audit.attribute.places import SpanIndex
from audit.attribute.quotes import Quote
from audit.attribute.responses import phrase
from audit.domain.annotation import Annotation, Sentence, Token
from audit.domain.text import Span
from audit.lexicons import words

_FAR = 20
"""Code points between two sentences, or that a word has, at most."""
_PERSONAL = frozenset({"he", "she", "they"})
_SPEAKING = ("official", "person", "group", "spokes")
"""The lists of heads in ``people.toml`` that stand for somebody who speaks."""


def introduced(annotation: Annotation, drafts: SpanIndex[Draft], quote: Quote) -> Draft | None:
    """A draft, new or one of ``drafts``, by whoever the words right before the quotation are about, or who says something there."""
    if not _finished(annotation, quote):
        return None
    paragraph = annotation.paragraphs[quote.paragraph]
    lead = _sentence_before(annotation, quote.span.start)
    if lead is None:
        return None
    colon = _before(annotation.text, quote)[-1:] == ":"
    here = annotation.paragraph_at(lead.span.start) == paragraph
    if any(t.head is None and t.lemma in words("cues", "wordless") for t in annotation.tokens[lead.first : lead.last]):
        return None
    said = [d for d in drafts.over(lead.span) if d.cue is not None and lead.span.contains(d.cue)]
    if any(d.reported for d in said):
        return _said_before(annotation, said, quote) if here else None
    named = not here and _name_alone(annotation, lead)
    if not (colon or here or named):
        return None
    source = lead.span if named else _person(annotation, lead, colon)
    if source is None:
        return None
    beside = Span(_last_word(annotation.text, lead.span.start), lead.span.start)
    ended = (d for d in drafts.over(beside) if d.content[-1].end <= lead.span.start)
    previous = max(ended, key=lambda d: d.content[-1].end, default=None)
    if previous is not None and not colon and here and _goes_on(annotation, previous, source, lead):
        return previous
    return Draft([quote.span], _cue(annotation, lead, source) if colon else None, source)


def _said_before(annotation: Annotation, said: list[Draft], quote: Quote) -> Draft | None:
    """A draft, new or one of ``said``, by the speaker of the sentence before: the outer one where somebody tells what another said."""
    inner = [d for d in said if d.cue and any(o is not d and any(c.contains(d.cue) for c in o.content) for o in said)]
    outer = [d for d in said if d.reported and all(d is not i for i in inner)]
    if not outer or outer[-1].source is None:
        return None
    if same_paragraph(annotation, outer[-1], quote):
        return outer[-1]
    return Draft([quote.span], None, outer[-1].source, implicit=True, led_by=outer[-1].cue)


def _finished(annotation: Annotation, quote: Quote) -> bool:
    """Whether a quotation opens a sentence and ends one, inside its marks or before the next sentence."""
    inner = quote.inner.of(annotation.text).strip()
    before = _before(annotation.text, quote)
    return (inner[:1].isupper() and inner[-1:] in (".", "!", "?", "…") and before[-1:] in (".", "!", "?", ":", "”", '"', "’")) or (
        quote.span == annotation.paragraphs[quote.paragraph].span and bool(inner)
    )


def _before(text: str, quote: Quote) -> str:
    """The last characters before a quotation, spaces left out."""
    return text[max(0, quote.span.start - _FAR) : quote.span.start].rstrip()


def _last_word(text: str, place: int) -> int:
    """Where the last letter or digit before ``place`` stands, or what is as far away as no quotation and its speaker are."""
    at = place - 1
    while at > max(0, place - _FAR) and not text[at].isalnum():
        at -= 1
    return at


def _sentence_before(annotation: Annotation, place: int) -> Sentence | None:
    """The sentence, or the part of one, that ends before ``place``."""
    last = annotation.token_before(place)
    if last is None:
        return None
    whole = annotation.sentences[last.sentence]
    return Sentence(whole.index, Span(whole.span.start, last.span.end), whole.first, last.index + 1, whole.paragraph)


def _name_alone(annotation: Annotation, lead: Sentence) -> bool:
    """Whether a paragraph is nothing but a person's name."""
    paragraph = annotation.paragraphs[lead.paragraph].span
    return any(e.label == "Person" and e.span == paragraph for e in annotation.entities_over(paragraph))


def _person(annotation: Annotation, lead: Sentence, colon: bool) -> Span | None:
    """Whom a sentence is about: its subject, where that is a person, or else the only person that it names."""
    tokens = annotation.tokens[lead.first : lead.last]
    if any(t.text in ("“", '"', "”") for t in tokens):
        return None
    top = next((t for t in tokens if t.head is None), None)
    subjects = [t for t in tokens if t.rel in ("nsubj", "nsubjpass") and (top is None or t.head == top.index)]
    for token in subjects[:1]:
        words_of = phrase(annotation, token)
        entity = annotation.entity_at(token.span.start)
        if (entity is not None and entity.label == "Person") or _somebody(token):
            return Span(max(words_of.start, lead.span.start), min(words_of.end, lead.span.end))
        if entity is not None and not colon:
            return None
    people = [e.span for e in annotation.entities_over(lead.span) if e.label == "Person"]
    if len(people) != 1:
        return None
    inside = annotation.inside(people[0])
    within = {t.index for t in inside}
    head = next((t for t in inside if t.head not in within), inside[0])
    found = phrase(annotation, head)
    start = next((t.span.start for t in annotation.inside(found) if t.upos not in ("ADP", "CCONJ")), found.start)
    found = Span(start, found.end)
    return found if found.contains(people[0]) and lead.span.contains(found) else people[0]


def _somebody(token: Token) -> bool:
    low = token.text.lower()
    if token.upos == "PRON":
        return low in _PERSONAL
    return token.upos in ("NOUN", "PROPN") and any(head_of(token) in words("people", "heads", kind) for kind in _SPEAKING)


def _cue(annotation: Annotation, lead: Sentence, source: Span) -> Span | None:
    """The word of a sentence before a colon that tells of speech."""
    for token in annotation.tokens[lead.first : lead.last]:
        if not token.span.overlaps(source) and token.upos in ("VERB", "NOUN") and (known(token.lemma) or known(token.text.lower())):
            return token.span
    return None


def _goes_on(annotation: Annotation, draft: Draft, source: Span, lead: Sentence) -> bool:
    """Whether the subject of ``lead`` is the speaker of ``draft``, a quotation right before it: "“Twice,” he said. He paused. “Never.”"."""
    text = annotation.text
    end = max(draft.content[-1].end, draft.cue.end if draft.cue else 0, draft.source.end if draft.source else 0)
    here = annotation.paragraph_at(end - 1)
    if draft.source is None or here is None or here.index != lead.paragraph or any(c.isalnum() for c in text[end : lead.span.start]):
        return False
    mine, theirs = source.of(text).lower().split()[-1], draft.source.of(text).lower().split()[-1]
    return mine == theirs or mine in _PERSONAL


def same_paragraph(annotation: Annotation, draft: Draft, quote: Quote) -> bool:
    """Whether the quotation goes on in the paragraph of a quotation by the same speaker, nothing but that speaker's words between."""
    place = annotation.paragraph_at(draft.content[-1].end - 1)
    if place is None or place.index != quote.paragraph:
        return False
    end = max(draft.content[-1].end, draft.cue.end if draft.cue else 0, draft.source.end if draft.source else 0)
    between = annotation.text[end : quote.span.start]
    return len(re.findall(r"[.!?]\s", between)) <= 1 and any(c in "“\"«‘'" for c in draft.content[-1].of(annotation.text))
