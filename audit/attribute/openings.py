"""Where a text that an article prints whole begins: the header of an e-mail, a salutation, a line that announces it or whom it is by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from audit.attribute.cues import kind_of, verb_of
from audit.attribute.drafts import trimmed
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
_TOP = 3
"""Paragraphs of an article within which a header makes all of it an e-mail."""
_ADDRESSED = 4
"""Words of an addressee or a day behind a cue that ends a line, at most."""
_WHO = ("Person", "Organization")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_HEADING = 4
"""Longer words from which on a line with a capital on its cue and on three of four of them is a heading."""
_SPOKEN = (CueKind.SPEECH, CueKind.WRITING, CueKind.ACCORDING)
Tags = SpanIndex[AttributionTag]


@dataclass(frozen=True, slots=True)
class Opening:
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


def opening_at(annotation: Annotation, tags: Tags, number: int) -> Opening | None:
    """The text that the paragraph of that number opens; None where it opens none."""
    paragraph = annotation.paragraphs[number]
    if paragraph.zone == "boilerplate" or number + 1 == len(annotation.paragraphs):
        return None
    return (
        mail(annotation, number)
        or answered(annotation, paragraph)
        or announced(annotation, tags, paragraph)
        or _addressed(annotation, paragraph)
    )


def mail(annotation: Annotation, number: int) -> Opening | None:
    """The header of an e-mail, a field a paragraph."""
    lines: list[Span] = []
    author: Span | None = None
    for paragraph in annotation.paragraphs[number : number + _HEADER]:
        match = letter_pattern("header").fullmatch(annotation.text, paragraph.span.start, paragraph.span.end)
        if match is None or "\n" in paragraph.span.of(annotation.text):
            break
        if match["field"].lower() == table("letters")["sender"] and match["value"]:
            author = _sender(annotation.text, Span(*match.span("value")))
        lines.append(paragraph.span)
    if author is None or len(lines) < _FIELDS:
        return None
    return Opening(author, tuple(lines), number + len(lines), Channel.DOCUMENT, mail=number < _TOP)


def _sender(text: str, value: Span) -> Span:
    """The name in "Mara Quill <quill@zork.example>"; the address where there is no name."""
    name = trimmed(Span(value.start, end), text) if (end := text.find("<", value.start, value.end)) > value.start else None
    return name or trimmed(value, text) or value


def answered(annotation: Annotation, paragraph: Paragraph) -> Opening | None:
    """ "On Monday, 3 May, Mara Quill wrote:"."""
    match = letter_pattern("wrote").fullmatch(annotation.text, paragraph.span.start, paragraph.span.end)
    if match is None:
        return None
    return Opening(Span(*match.span("author")), (paragraph.span,), paragraph.index + 1, Channel.DOCUMENT, mail=True)


def announced(annotation: Annotation, tags: Tags, paragraph: Paragraph) -> Opening | None:
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
        return Opening(author, (line,), paragraph.index + 1, channel, tag.cue if tag is not None else None)
    if tag is not None and _ends_with_cue(annotation, line, tag):
        return Opening(_source(tag), (line,), paragraph.index + 1, None, tag.cue, continues=True)
    return _introduced(annotation, tags, line, paragraph.index + 1)


def _introduced(annotation: Annotation, tags: Tags, line: Span, number: int) -> Opening | None:
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
        return Opening(source, (line,), number, None, tag.cue if below else None, continues=True, passage=True)
    names = (e.span for e in annotation.entities_over(line) if e.label == "Organization" and is_outlet(e.span.of(annotation.text)))
    outlet = next(names, None)
    if told or outlet is None or letter_pattern("passes_on").match(annotation.text, line.start, line.end) is None:
        return None
    return Opening(outlet, (line,), number, None, continues=True, passage=True)


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
def letter_pattern(key: str) -> re.Pattern[str]:
    """An expression of ``letters.toml``."""
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


def _addressed(annotation: Annotation, paragraph: Paragraph) -> Opening | None:
    if letter_pattern("salutation").fullmatch(annotation.text, paragraph.span.start, paragraph.span.end) is None:
        return None
    return Opening(None, (paragraph.span,), paragraph.index + 1, Channel.DOCUMENT, signed=True)
