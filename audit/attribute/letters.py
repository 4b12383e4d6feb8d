"""Texts that an article prints whole, without quotation marks: letters, e-mails, statements in full, block quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from audit.attribute.cues import kind_of, verb_of
from audit.attribute.drafts import Draft, trimmed
from audit.attribute.outlets import is_outlet
from audit.attribute.places import SpanIndex
from audit.attribute.responses import subject
from audit.domain.annotation import Annotation, AttributionTag, Paragraph
from audit.domain.statement import Channel, CueKind
from audit.domain.text import Span
from audit.lexicons import table, words

_FIELDS = 2
"""Lines of a header that an e-mail has at least."""
_HEADER = 12
"""Lines of a header, at most."""
_LONGEST = 300
"""Paragraphs of a text, at most."""
_TOP = 3
"""Paragraphs of an article within which a header makes all of it an e-mail."""
_SIGNERS = 20
"""Signatures from which on a letter is an appeal of many: its own words name its source."""
_SIGNATURE = 14
"""Words of a line that is a signature, at most."""
_NAME = 3
"""Words of a name above or below a message, at most."""
_ADDRESSED = 4
"""Words of an addressee or a day behind a cue that ends a line, at most."""
_SENTENCE = 6
"""Words of the first paragraph of an announced text, at least."""
_PASSAGE = 12
"""… and of one that a colon alone announces."""
_WHO = ("Person", "Organization")
_PRINTED_OTHERWISE = re.compile(
    r"[“\"«„‘'>]|[-–—•*·▪‣●○]{1,2}[ \t]|\d{1,2}[.)][ \t]|@|[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,4} ?:|[^“\"\n]{1,80}: ?[“\"]"
)
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_HEADING = 4
"""Longer words from which on a line with a capital on its cue and on three of four of them is a heading."""
_QUOTED = re.compile(r"(?:>[ \t]*)+")
_STOP = (".", "!", "?", "…", "”", '"', ")", "’")
_SPOKEN = (CueKind.SPEECH, CueKind.WRITING, CueKind.ACCORDING)


Tags = SpanIndex[AttributionTag]


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


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where a text begins: ``first`` is the number of its first paragraph."""

    author: Span | None
    lines: tuple[Span, ...]
    first: int
    channel: Channel | None
    cue: Span | None = None
    mail: bool = False
    signed: bool = False
    """Whether only a sign-off shows that it is a letter."""
    continues: bool = False
    passage: bool = False
    """Whether a colon alone announces it."""


def printed(annotation: Annotation) -> list[Printed]:
    """The texts that are printed whole, in order and apart."""
    out: list[Printed] = []
    number, tags = 0, SpanIndex((tag, (tag.cue,)) for tag in annotation.attributions)
    while number < len(annotation.paragraphs):
        opening = _opening(annotation, tags, number)
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


def _opening(annotation: Annotation, tags: Tags, number: int) -> _Opening | None:
    paragraph = annotation.paragraphs[number]
    if paragraph.zone == "boilerplate" or number + 1 == len(annotation.paragraphs):
        return None
    return (
        _mail(annotation, number)
        or _answered(annotation, paragraph)
        or _announced(annotation, tags, paragraph)
        or _addressed(annotation, paragraph)
    )


def _mail(annotation: Annotation, number: int) -> _Opening | None:
    """The header of an e-mail, a field a paragraph."""
    lines: list[Span] = []
    author: Span | None = None
    for paragraph in annotation.paragraphs[number : number + _HEADER]:
        match = _pattern("header").fullmatch(annotation.text, paragraph.span.start, paragraph.span.end)
        if match is None or "\n" in paragraph.span.of(annotation.text):
            break
        if match["field"].lower() == table("letters")["sender"] and match["value"]:
            author = _sender(annotation.text, Span(*match.span("value")))
        lines.append(paragraph.span)
    if author is None or len(lines) < _FIELDS:
        return None
    return _Opening(author, tuple(lines), number + len(lines), Channel.DOCUMENT, mail=number < _TOP)


def _sender(text: str, value: Span) -> Span:
    """The name in "Mara Quill <quill@zork.example>"; the address where there is no name."""
    name = trimmed(Span(value.start, end), text) if (end := text.find("<", value.start, value.end)) > value.start else None
    return name or trimmed(value, text) or value


def _answered(annotation: Annotation, paragraph: Paragraph) -> _Opening | None:
    """ "On Monday, 3 May, Mara Quill wrote:"."""
    match = _pattern("wrote").fullmatch(annotation.text, paragraph.span.start, paragraph.span.end)
    if match is None:
        return None
    return _Opening(Span(*match.span("author")), (paragraph.span,), paragraph.index + 1, Channel.DOCUMENT, mail=True)


def _announced(annotation: Annotation, tags: Tags, paragraph: Paragraph) -> _Opening | None:
    """A line that ends with a colon and says that a text follows, or has a cue without words of its own."""
    text = annotation.text
    if text[paragraph.span.end - 1] != ":" or paragraph.zone not in ("body", "deck"):
        return None
    last = annotation.sentence_at(paragraph.span.end - 1)
    line = Span(max(paragraph.span.start, last.span.start), paragraph.span.end) if last is not None else paragraph.span
    tag = _last_tag(annotation, tags, line)
    for pattern in _announcements():
        match = pattern.search(line.of(text))
        if match is None:
            continue
        found = match.groupdict().get("author")
        author = Span(line.start + match.start("author"), line.start + match.end("author")) if found else None
        author = _undated(text, author) or (_source(tag) if tag is not None else None) or _author_before(annotation, paragraph)
        spoken = match["text"].lower() in ("remarks", "speech", "address", "testimony")
        channel = None if spoken else Channel.STATEMENT if match["text"].lower() == "statement" else Channel.DOCUMENT
        return _Opening(author, (line,), paragraph.index + 1, channel, tag.cue if tag is not None else None)
    if tag is not None and _ends_with_cue(annotation, line, tag):
        return _Opening(_source(tag), (line,), paragraph.index + 1, None, tag.cue, continues=True)
    return _introduced(annotation, tags, line, paragraph.index + 1)


def _introduced(annotation: Annotation, tags: Tags, line: Span, number: int) -> _Opening | None:
    """A line that ends with a colon and introduces the words of an outlet that it names, "The Harbour Gazette reported how the dam broke:",
    "From the Gazette:", or of a person who explains, writes or argues there, "Orre explains why:". ``number`` is the paragraph below.

    In house and our own news the paragraph below a line that tells of somebody's words and names somebody is a quotation in 49 of 60
    cases, where it has no quotation marks. Of other verbs and sources a reader could not tell which: "Officials said Orre ignored three
    warnings before the storm:".
    """
    told = sorted((t for t in tags.over(line) if line.contains(t.cue) and t.source), key=lambda t: t.cue.start)
    for tag in told:
        source = _source(tag)
        if source is None or not _introduces(annotation, tag, source):
            continue
        below = any(part.start >= line.end for part in tag.content)
        return _Opening(source, (line,), number, None, tag.cue if below else None, continues=True, passage=True)
    names = (e.span for e in annotation.entities_over(line) if e.label == "Organization" and is_outlet(e.span.of(annotation.text)))
    outlet = next(names, None)
    if told or outlet is None or _pattern("passes_on").match(annotation.text, line.start, line.end) is None:
        return None
    return _Opening(outlet, (line,), number, None, continues=True, passage=True)


def _introduces(annotation: Annotation, tag: AttributionTag, source: Span) -> bool:
    """Whether the source of a tag is an outlet by name, or a person by name of whom the sentence tells nothing but what he explains."""
    named = [e for e in annotation.entities_over(source) if e.label in _WHO]
    if any(is_outlet(e.span.of(annotation.text)) for e in named):
        return True
    verb = verb_of(annotation, tag.cue)
    if verb is None or not any(e.label == "Person" for e in named) or verb.lemma not in words("cues", "explaining"):
        return False
    below = (annotation.tokens[i] for i in annotation.children.get(verb.index, ()))
    return verb.rel == "root" and not any(t.rel == "conj" and "VerbForm=Fin" in t.feats for t in below)


def _undated(text: str, name: Span | None) -> Span | None:
    """A name without the day behind it: "the statement from Mara Quill Friday"; None where nothing but a day stands there."""
    while name is not None:
        rest, _, last = name.of(text).rpartition(" ")
        if last.lower() not in words("sources", "months_and_days"):
            break
        name = trimmed(Span(name.start, name.start + len(rest)), text)
    return name


@cache
def _announcements() -> tuple[re.Pattern[str], ...]:
    listed = table("letters")
    return tuple(re.compile(p.replace("{text}", f"(?P<text>{listed['texts']})s?"), re.IGNORECASE) for p in listed["announced"])


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(table("letters")[key], re.IGNORECASE)


def _last_tag(annotation: Annotation, tags: Tags, line: Span) -> AttributionTag | None:
    """The last tag of a line with a source and a cue of speech or writing."""
    there = (t for t in tags.over(line) if line.contains(t.cue) and t.source and kind_of(annotation, t.cue)[1] in _SPOKEN)
    return max(there, key=lambda t: t.cue.start, default=None)


def _ends_with_cue(annotation: Annotation, line: Span, tag: AttributionTag) -> bool:
    """Whether nothing but an addressee or a day stands between a cue, or the source behind it, and the end of the line.

    Not where the line is a heading in Title Case, or the article speaks of itself ("Our original post continues:").
    """
    source, text = _source(tag), line.of(annotation.text)
    if source is None or source.of(annotation.text).split()[0].lower() in words("phrases", "first_person"):
        return False
    long = _LONG_WORD.findall(text)
    if annotation.text[tag.cue.start].isupper() and len(long) >= _HEADING and 4 * sum(word[0].isupper() for word in long) >= 3 * len(long):
        return False
    behind = [t for t in annotation.inside(Span(max(tag.cue.end, source.end), line.end)) if t.upos != "PUNCT"]
    return len(behind) <= _ADDRESSED and not any(t.upos in ("VERB", "AUX", "PRON") for t in behind)


def _source(tag: AttributionTag) -> Span | None:
    return max(tag.source, key=lambda s: s.end - s.start, default=None)


def _author_before(annotation: Annotation, paragraph: Paragraph) -> Span | None:
    """Who wrote a text that is announced without a name: the subject of what was put out in the sentence before, or in the line itself."""
    text = annotation.text
    noun = re.compile(rf"(?:{table('letters')['texts']})s?", re.IGNORECASE)
    here = annotation.sentence_at(paragraph.span.end - 1)
    first = here.index if here is not None else 0
    for sentence in reversed(annotation.sentences[max(0, first - 1) : first + 1]):
        for token in annotation.tokens[sentence.first : sentence.last]:
            verb = annotation.tokens[token.head] if token.head is not None else None
            if noun.fullmatch(token.text) and verb is not None and verb.upos == "VERB" and token.rel in ("obj", "obl"):
                who = subject(annotation, verb)
                if who is not None and noun.fullmatch(who.of(text).split()[-1]) is None:
                    return who
    if here is None:
        return None
    named = next((t for t in reversed(annotation.tokens[here.first : here.last]) if noun.fullmatch(t.text)), None)
    return named.span if named is not None else None


def _addressed(annotation: Annotation, paragraph: Paragraph) -> _Opening | None:
    if _pattern("salutation").fullmatch(annotation.text, paragraph.span.start, paragraph.span.end) is None:
        return None
    return _Opening(None, (paragraph.span,), paragraph.index + 1, Channel.DOCUMENT, signed=True)


def _text(annotation: Annotation, tags: Tags, opening: _Opening) -> tuple[Printed, int] | None:
    """The text that an opening begins, with the number of the paragraph behind it; None where nothing that follows looks like one."""
    text, body, lines = annotation.text, list[Paragraph](), list(opening.lines)
    number, signers = opening.first, list[Span]()
    closed = opening.mail
    for paragraph in annotation.paragraphs[opening.first : opening.first + _LONGEST]:
        number = paragraph.index
        line = (text, paragraph.span.start, paragraph.span.end)
        if _pattern("sign_off").fullmatch(*line):
            signers, number = _signers(annotation, number + 1)
            closed = True
            break
        addressed = _pattern("salutation").fullmatch(*line) is not None
        if _ends(annotation, paragraph) or (body and (addressed or _announced(annotation, tags, paragraph) is not None)):
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
    if _pattern("end").fullmatch(*line) or _pattern("between").fullmatch(*line):
        return True
    return _answered(annotation, paragraph) is not None or _mail(annotation, paragraph.index) is not None


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


def _own_words(annotation: Annotation, tags: Tags, opening: _Opening, body: list[Paragraph]) -> list[Paragraph]:
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


def _told(annotation: Annotation, tags: Tags, opening: _Opening, paragraph: Paragraph) -> bool:
    """Whether a paragraph is the article's own: it names the writer, quotes in marks, or tells what somebody but "I" and "we" says."""
    said = paragraph.span.of(annotation.text)
    if _names_the_writer(annotation, opening, paragraph):
        return True
    there = [t for t in tags.over(paragraph.span) if t.statement and paragraph.span.contains(t.cue)]
    own = _first_person(annotation, paragraph, [c for t in there for c in t.content])
    return any(c in said for c in '“”"') if own else bool(there)


def _names_the_writer(annotation: Annotation, opening: _Opening, paragraph: Paragraph) -> bool:
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
