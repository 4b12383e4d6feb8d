"""Texts that an article prints whole, without quotation marks: letters, e-mails, statements in full, block quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit.attribute.drafts import Draft
from audit.attribute.openings import Opening, Tags, announced, answered, letter_pattern, mail, opening_at
from audit.attribute.places import SpanIndex
from audit.domain.annotation import Annotation, Paragraph
from audit.domain.statement import Channel
from audit.domain.text import Span
from audit.lexicons import words

_LONGEST = 300
"""Paragraphs of a text, at most."""
_SIGNERS = 20
"""Signatures from which on a letter is an appeal of many: its own words name its source."""
_SIGNATURE = 14
"""Words of a line that is a signature, at most."""
_NAME = 3
"""Words of a name above or below a message, at most."""
_SENTENCE = 6
"""Words of the first paragraph of an announced text, at least."""
_PASSAGE = 12
"""… and of one that a colon alone announces."""
_PRINTED_OTHERWISE = re.compile(
    r"[“\"«„‘'>]|[-–—•*·▪‣●○]{1,2}[ \t]|\d{1,2}[.)][ \t]|@|[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,4} ?:|[^“\"\n]{1,80}: ?[“\"]"
)
_QUOTED = re.compile(r"(?:>[ \t]*)+")
_STOP = (".", "!", "?", "…", "”", '"', ")", "’")


@dataclass(frozen=True, slots=True)
class Printed:
    """A text of the article: ``parts`` are its words, a paragraph each, ``lines`` what announces and addresses it."""

    author: Span | None
    parts: tuple[Span, ...]
    lines: tuple[Span, ...]
    channel: Channel | None
    cue: Span | None = None
    continues: bool = False
    """Whether words of the same speaker may stand in the line itself: "It fell, Quill wrote:"."""


def printed(annotation: Annotation) -> list[Printed]:
    """The texts that are printed whole, in order and apart."""
    out: list[Printed] = []
    number, tags = 0, SpanIndex((tag, (tag.cue,)) for tag in annotation.attributions)
    while number < len(annotation.paragraphs):
        opening = opening_at(annotation, tags, number)
        found = _text(annotation, tags, opening) if opening is not None else None
        if found is None:
            number += 1
            continue
        out.append(found[0])
        number = found[1]
    return out


def written(annotation: Annotation, drafts: list[Draft]) -> list[Draft]:
    """``drafts`` with a statement for each paragraph of a text that is printed whole, and without what its writer says "I" or "we" for."""
    found = printed(annotation)
    silent = SpanIndex((line, (line,)) for one in found for line in one.lines if not one.continues)
    parts = SpanIndex((part, (part,)) for one in found for part in one.parts)
    kept = [d for d in drafts if not _of_the_text(annotation, d, silent, parts)]
    leading = {one.cue: one.lines for one in found if one.continues and one.cue is not None}
    for draft in kept:
        if draft.cue is not None and draft.cue in leading:
            draft.content = [c for c in draft.content if any(line.contains(c) for line in leading[draft.cue])]
    kept = [d for d in kept if d.content]
    led = {d.cue for d in kept}
    for one in found:
        cue = one.cue if one.cue not in led else None
        for number, part in enumerate(one.parts):
            first = None if number else cue
            led_by = one.cue if first is None else None
            kept.append(Draft([part], first, one.author, implicit=first is None, verbatim=True, led_by=led_by, channel=one.channel))
    return kept


def _of_the_text(annotation: Annotation, draft: Draft, silent: SpanIndex[Span], parts: SpanIndex[Span]) -> bool:
    """Whether a draft takes a line that only announces or addresses for a statement ("On Monday, Quill wrote:"), or repeats what the writer
    says of himself."""
    if draft.cue is None:
        return any(part.contains(draft.content[0]) for part in parts.over(draft.content[0]))
    own = draft.source is None or draft.source.of(annotation.text).lower() in words("phrases", "first_person")
    return bool(silent.over(draft.cue)) or (own and bool(parts.over(draft.cue)))


def _text(annotation: Annotation, tags: Tags, opening: Opening) -> tuple[Printed, int] | None:
    """The text that an opening begins, with the number of the paragraph behind it; None where nothing that follows looks like one."""
    text, body, lines = annotation.text, list[Paragraph](), list(opening.lines)
    number, signers = opening.first, list[Span]()
    closed = opening.mail
    for paragraph in annotation.paragraphs[opening.first : opening.first + _LONGEST]:
        number = paragraph.index
        line = (text, paragraph.span.start, paragraph.span.end)
        if letter_pattern("sign_off").fullmatch(*line):
            signers, number = _signers(annotation, number + 1)
            closed = True
            break
        addressed = letter_pattern("salutation").fullmatch(*line) is not None
        if _ends(annotation, paragraph) or (body and (addressed or announced(annotation, tags, paragraph) is not None)):
            break
        if addressed or (not body and _called_on(paragraph.span.of(text))):
            lines.append(paragraph.span)
        elif paragraph.zone != "boilerplate":
            if not body and not opening.mail and _PRINTED_OTHERWISE.match(*line):
                return None
            body.append(paragraph)
        number += 1
    if opening.signed and not signers:
        return None
    if opening.mail and len(body) > 1 and _first_name(body[-1].span.of(text)):
        lines.append(body.pop().span)
    if not closed:
        body = _own_words(annotation, tags, opening, body)
        number = body[-1].index + 1 if body else number
    parts = tuple(part for p in body if (part := _said(annotation, p)) is not None)
    author = Span(signers[0].start, signers[-1].end) if signers else opening.author
    return (Printed(author, parts, tuple(lines), opening.channel, opening.cue, opening.continues), number) if parts else None


def _called_on(line: str) -> bool:
    """Whether a line that opens a text is nothing but a name with a comma: "Mara,"."""
    return line.endswith(",") and _first_name(line)


def _first_name(line: str) -> bool:
    """Whether a line is a few capitalised words without a stop, as a name above or below a message is."""
    return len(line.split()) <= _NAME and all(word[:1].isupper() for word in line.split()) and not line.endswith(_STOP)


def _ends(annotation: Annotation, paragraph: Paragraph) -> bool:
    """Whether another message, or what stands below a release, begins."""
    line = (annotation.text, paragraph.span.start, paragraph.span.end)
    if letter_pattern("end").fullmatch(*line) or letter_pattern("between").fullmatch(*line):
        return True
    return answered(annotation, paragraph) is not None or mail(annotation, paragraph.index) is not None


def _signers(annotation: Annotation, number: int) -> tuple[list[Span], int]:
    """The lines of signatures from the paragraph of that number on, and the number of the paragraph behind them."""
    out: list[Span] = []
    for paragraph in annotation.paragraphs[number : number + _SIGNERS]:
        line = paragraph.span.of(annotation.text)
        signs = len(line.split()) <= _SIGNATURE and line[:1].isupper() and not line.endswith(_STOP) and ":" not in line
        if not signs or paragraph.zone == "boilerplate" or _ends(annotation, paragraph):
            break
        out.append(paragraph.span)
    return (out if len(out) < _SIGNERS else []), number + len(out)


def _own_words(annotation: Annotation, tags: Tags, opening: Opening, body: list[Paragraph]) -> list[Paragraph]:
    """Of the paragraphs below an announcement those that are the text's: the first, and others up to the last that says "I" or "we" before
    the article tells of somebody's words again, or of the writer."""
    kept: list[Paragraph] = []
    last = 0
    for paragraph in body:
        passage = not kept and opening.passage
        if passage and _names_the_writer(annotation, opening, paragraph):
            break
        if not passage and (kept or opening.cue is None) and _told(annotation, tags, opening, paragraph):
            break
        if kept and paragraph.index != kept[-1].index + 1:
            break
        kept.append(paragraph)
        last = len(kept) if _first_person(annotation, paragraph) else last
        if not last:
            break
    kept = kept[: max(last, 1)]
    first = kept[0].span.of(annotation.text) if kept else ""
    return kept if first.endswith(_STOP) and len(first.split()) >= (_PASSAGE if opening.passage else _SENTENCE) else []


def _told(annotation: Annotation, tags: Tags, opening: Opening, paragraph: Paragraph) -> bool:
    """Whether a paragraph is the article's own: it names the writer, quotes in marks, or tells what somebody but "I" and "we" says."""
    said = paragraph.span.of(annotation.text)
    if _names_the_writer(annotation, opening, paragraph):
        return True
    there = [t for t in tags.over(paragraph.span) if t.statement and paragraph.span.contains(t.cue)]
    own = _first_person(annotation, paragraph, [c for t in there for c in t.content])
    return any(c in said for c in '“”"') if own else bool(there)


def _names_the_writer(annotation: Annotation, opening: Opening, paragraph: Paragraph) -> bool:
    name = opening.author.of(annotation.text).split()[-1] if opening.author is not None else ""
    return name[:1].isupper() and re.search(rf"\b{re.escape(name)}\b", paragraph.span.of(annotation.text)) is not None


def _first_person(annotation: Annotation, paragraph: Paragraph, told: Sequence[Span] = ()) -> bool:
    """Whether a paragraph says "I" or "we" outside ``told``; "US" is no pronoun."""
    pronouns = (t for t in annotation.inside(paragraph.span) if t.text.lower() in words("phrases", "first_person"))
    return any((t.text == "I" or not t.text.isupper()) and not any(c.overlaps(t.span) for c in told) for t in pronouns)


def _said(annotation: Annotation, paragraph: Paragraph) -> Span | None:
    """The words of a paragraph without the marks with which an e-mail quotes another."""
    mark = _QUOTED.match(annotation.text, paragraph.span.start, paragraph.span.end)
    start = mark.end() if mark else paragraph.span.start
    return Span(start, paragraph.span.end) if any(c.isalnum() for c in annotation.text[start : paragraph.span.end]) else None
