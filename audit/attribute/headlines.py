"""Headlines that attribute without a cue: "Mayor: bridge is safe", "Bridge unsafe - report", "‘No warning’: families sue"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.attribute.drafts import Draft
from audit.attribute.mentions import body_name
from audit.attribute.quotes import Quote, overlapping
from audit.domain.annotation import Annotation, Paragraph
from audit.domain.text import Span
from audit.lexicons import words

_HEAD = re.compile(r"(?P<name>[A-Z][\w.'’-]*(?: [\w.'’-]+){0,3}): (?=\S)")
_TAIL = re.compile(r"(?P<what>\S.*\S)(?:: | +[-–—] )(?P<name>[\w.'’-]+(?: [\w.'’-]+){0,2})$")
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?")
_WORDS = 20
"""A longer line is no headline."""
_HEADS = ("official", "person", "group", "spokes", "poll", "document", "state_generic")
_BODIES = (*_HEADS, "organisation")
"""Behind a dash a body speaks as well; before a colon it may be what the line is about ("City: five things to know")."""
_MOST = 5
"""Words for who speaks that end a line, at most."""


def headed(annotation: Annotation, drafts: list[Draft], marks: list[Quote]) -> Iterator[Draft]:
    """What the headline, and the heads of a live blog's posts, attribute by a colon or a dash."""
    text = annotation.text
    speaking = frozenset(d.source.of(text).split()[-1] for d in drafts if d.source is not None)
    for paragraph in _heads(annotation):
        line = paragraph.span
        quote = next((q for q in overlapping(marks, line) if q.span.start == line.start), None)
        head, tail = _HEAD.match(text, line.start, line.end), _TAIL.fullmatch(text, line.start, line.end)
        if quote is not None:
            speaker = _after_colon(annotation, quote, line)
            if speaker is not None:
                yield Draft([quote.span], None, speaker)
        elif head is not None and head.group("name").lower() in words("cues", "labels"):
            continue
        elif head is not None and _speaks(annotation, speaking, Span(*head.span("name"))):
            yield Draft([Span(head.end(), line.end)], None, Span(*head.span("name")))
        elif tail is not None and _speaks(annotation, speaking, Span(*tail.span("name")), _BODIES):
            yield Draft([Span(*tail.span("what"))], None, Span(*tail.span("name")))


def _heads(annotation: Annotation) -> Iterator[Paragraph]:
    """The first line, and each line below a time that is a line of its own, where they look like headlines and something follows."""
    for number, paragraph in enumerate(annotation.paragraphs[:-1]):
        line = paragraph.span.of(annotation.text)
        timed = number > 0 and _TIME.fullmatch(annotation.paragraphs[number - 1].span.of(annotation.text)) is not None
        if (number and not timed) or paragraph.zone not in ("headline", "deck", "body"):
            continue
        if not line.endswith((".", "”", '"')) and len(line.split()) <= _WORDS:
            yield paragraph


def _after_colon(annotation: Annotation, quote: Quote, line: Span) -> Span | None:
    """Who is named behind a quotation and a colon: the words before the first verb."""
    if not annotation.text[quote.span.end : line.end].startswith(": "):
        return None
    tokens = annotation.inside(Span(quote.span.end + 2, line.end))
    verb = next((i for i, t in enumerate(tokens) if t.upos in ("VERB", "AUX")), 0)
    if not verb or verb > 4:
        return None
    name = Span(tokens[0].span.start, tokens[verb - 1].span.end)
    return name if _speaks(annotation, frozenset(), name) else None


def behind(annotation: Annotation, cue: Span) -> Span | None:
    """Who is named between a cue and the end of a line without a stop, where a comma stands before the cue: "Bridge unsafe, says union"."""
    line = annotation.paragraph_at(cue.start)
    before = annotation.token_before(cue.start)
    if line is None or before is None or before.text != ",":
        return None
    tokens = annotation.inside(Span(cue.end, line.span.end)) if line.span.end - cue.end < 80 else []
    nominal = any(t.upos in ("NOUN", "PROPN") for t in tokens) and not any(t.upos in ("VERB", "AUX", "PUNCT") for t in tokens)
    return Span(tokens[0].span.start, tokens[-1].span.end) if nominal and len(tokens) <= _MOST else None


def _speaks(annotation: Annotation, speaking: frozenset[str], name: Span, heads: tuple[str, ...] = _HEADS) -> bool:
    """Whether words are somebody who speaks: a person or body, by an end that they share with one of those ``speaking`` elsewhere, or by a
    head of the lexicon."""
    text = annotation.text
    label = next((e.label for e in annotation.entities_over(name) if e.span == name), None)
    last = name.of(text).split()[-1]
    if label == "Person":
        return True
    if label == "Organization" and text[: name.start].rstrip()[-1:] in ("-", "–", "—"):
        return False
    if label == "Organization" and body_name(name.of(text)):
        return True
    if last[:1].isupper() and last in speaking:
        return True
    tokens = annotation.inside(name)
    forms = {last.lower(), last.lower().removesuffix("s"), tokens[-1].lemma if tokens else ""}
    return any(forms & words("people", "heads", kind) for kind in heads)
