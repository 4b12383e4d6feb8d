"""Turns of transcripts and interviews: who speaks in which paragraphs, by labels, headings, or questions and answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.domain.annotation import Entity, Paragraph
from audit.domain.text import Span
from audit.lexicons import words

_TIME = re.compile(r"(?:\[\d{1,2}:\d\d(?::\d\d)?\]|\(\d{1,2}:\d\d(?::\d\d)?\)|\d{1,2}:\d\d(?::\d\d)?)[ \t]*+(?:[-–—][ \t]*+)?")
_MARKUP = re.compile(r"#{1,6}[ \t]++|\*\*|__")
_COLON = re.compile(r"(?:\*\*|__)?:(?:\*\*|__)?(?=\s|$)")
_TIMED = re.compile(r"(?<![ \t])[ \t]++[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?$")
_LETTER = re.compile(r"(?P<name>[QA])(?:[:.)](?=\s)|(?=[ \t][A-Z]))")
_PART = re.compile(r"[,(]|[ \t][-–—][ \t]")
_WORD = re.compile(r"[A-Z(][\w.'’&)-]*+|\d++|(?:of|for|the|de|der|den|van|von|bin|al|la|le|da|di|du|and|&)")
_HOLDER = re.compile(r"The [^()]{1,80}\((?P<name>[A-Z][\w.'’-]*+(?: [A-Z][\w.'’-]*+){1,4})\)")
"""An office with who holds it: "The Minister for Roads (Tom Weir)"."""
_HONORIFIC = re.compile(r"(?:the|mr|mrs|ms|miss|dr|prof|sen|rep|hon|sir|lord|lady|justice|judge)\.? ", re.IGNORECASE)
_ASIDE = re.compile(r"[\[(][^\[\]()]{0,200}[\])]|[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?")
_REACH = 160
"""Code points within which a label ends."""
_TURNS = 3
"""Labelled paragraphs from which on a text is a transcript; two, where each bears a time or an office; four, where none comes again."""
_CLOSE = 3
"""Of so many paragraphs from the first label to the last, one at least has a label."""
_LETTERS = ("Q", "A")
_ENDS = (".", "?", "!", "…", "-", "–", "—")
_QUESTIONS = 3
_ANSWER = 5
"""Paragraphs that a question and its answer have at most, on average."""
_FIRST_PERSON = re.compile(r"\b(?:I|I’m|I'm|we|my|our|me|us)\b")


@dataclass(frozen=True, slots=True)
class Label:
    """How a turn begins. ``name`` is the words for the speaker, ``said`` the words of the turn in the label's own paragraph, if any."""

    paragraph: int
    name: Span
    said: Span | None
    key: str
    """What two labels of one speaker share."""
    sure: bool
    """Whether the label is printed as one: in capitals, with a time, as a heading, or with an office behind the name."""


@dataclass(frozen=True, slots=True)
class Turn:
    """``said`` by the speaker of ``name``; None where only the introduction tells who answers."""

    name: Span | None
    said: Span


@dataclass(frozen=True, slots=True)
class Transcript:
    """The turns of a text, in order. ``first`` is where the first label or question begins: what stands before introduces them."""

    turns: tuple[Turn, ...]
    labels: tuple[Label, ...]
    first: int


def transcript(text: str, paragraphs: Sequence[Paragraph], entities: Iterable[Entity]) -> Transcript | None:
    """The turns of a text that is a transcript or an interview, else None. ``entities`` tell names of people from other labels."""
    labels = _labels(text, paragraphs, entities)
    if _are_turns(text, labels):
        return Transcript(tuple(_spoken(text, paragraphs, labels)), tuple(labels), paragraphs[labels[0].paragraph].span.start)
    return _interview(text, paragraphs)


def note(text: str, paragraphs: Sequence[Paragraph], entities: Iterable[Entity]) -> str | None:
    """What to tell of the form of a text: that it was read as a transcript or an interview, or that it may be one and was not."""
    found = transcript(text, paragraphs, entities)
    if found is not None and found.labels:
        return f"read as a transcript: {len(found.turns)} turns of {len({label.key for label in found.labels})} speakers"
    if found is not None:
        return f"read as an interview: {len(found.turns)} paragraphs of answers"
    count = len(_labels(text, paragraphs, entities))
    if count < _TURNS:
        return None
    return f"{count} paragraphs begin like turns of a transcript, but it is not clear who speaks; they were read as running text"


def person_named(text: str, label: Label) -> Span | None:
    """The person's name in a label, titles and offices left out; None for "THE COURT", "Q" and other parts in the proceedings."""
    whole = label.name.of(text)
    holder = _HOLDER.fullmatch(whole)
    if holder is not None:
        return Span(label.name.start + holder.start("name"), label.name.start + holder.end("name"))
    end = _PART.search(whole)
    start = 0
    while honorific := _HONORIFIC.match(whole, start):
        start = honorific.end()
    name = Span(label.name.start + start, label.name.start + (end.start() if end else len(whole)))
    printed = name.of(text).rstrip()
    low = printed.lower().split()
    part = frozenset[str]().union(*(words("turns", kind) for kind in ("roles", "questions", "answers")))
    if not low or low[-1] in part or (low[0] in part and not low[-1].isdigit()):
        return None
    return Span(name.start, name.start + len(printed))


def _labels(text: str, paragraphs: Sequence[Paragraph], entities: Iterable[Entity]) -> list[Label]:
    named = {e.span.of(text) for e in entities if e.label == "Person"}
    people = {name.split()[-1].upper() for name in named}
    body = [p for p in paragraphs if p.zone != "boilerplate"]
    found = [label for p in body if (label := _label(text, p) or _alone(text, p, named)) is not None]
    asked = sum(label.key in _LETTERS[0] for label in found)
    return [label for label in found if (asked > 1 if label.key in _LETTERS else _names_somebody(text, label, people))]


def _names_somebody(text: str, label: Label, people: set[str]) -> bool:
    """Whether a label stands for a person or a part in the proceedings, and is no "READ:", "UPDATE:" or date."""
    printed = _PART.split(label.name.of(text))[0].split()
    ends = {word.lower().rstrip(".") for word in (printed[0], printed[-1])}
    role = bool(ends & words("turns", "roles"))
    if ends & words("turns", "headings") or (printed[-1].isdigit() and not role):
        return False
    return label.sure or label.key in people or role


def _label(text: str, paragraph: Paragraph) -> Label | None:
    start, end = paragraph.span.start, paragraph.span.end
    time = _TIME.match(text, start, end)
    at = time.end() if time else start
    letter = _LETTER.match(text, at, end)
    if letter is not None and letter.end() < end:
        return Label(paragraph.index, Span(*letter.span("name")), _rest(text, letter.end(), end), letter["name"], True)
    markup = _MARKUP.match(text, at, end)
    at = markup.end() if markup else at
    timed = _TIMED.search(text, at, end) if end - at < _REACH else None
    end = timed.start() if timed else end
    colon = _COLON.search(text, at, min(end, at + _REACH)) if timed is None else None
    stop = colon.start() if colon else end
    if "\n" in text[at:stop] or stop - at > _REACH:
        return None
    name = Span(at, at + len(text[at:stop].rstrip("*_ \t")))
    printed = name.of(text)
    parts = _PART.split(printed)
    heading = colon is None and (markup is not None or timed is not None or len(re.findall(r"[ \t][-–—][ \t]", printed)) == 2)
    if (colon is None and not heading) or not _is_name(parts[0]):
        return None
    capitals = printed == printed.upper() and any(c.isalpha() for c in printed)
    bracket = "(" in printed
    if len(parts) > 1 and not (capitals or heading or bracket):
        return None
    if printed.count("(") != printed.count(")") or (heading and not all(part[:1].isupper() for part in parts)):
        return None
    said = _rest(text, colon.end(), end) if colon else None
    sure = capitals or heading or time is not None or markup is not None or bracket
    holder = _HOLDER.fullmatch(printed)
    return Label(paragraph.index, name, said, _key(holder["name"] if holder else parts[0]), sure)


def _alone(text: str, paragraph: Paragraph, named: set[str]) -> Label | None:
    """A person's name, or a part in the proceedings, that is a paragraph of its own."""
    printed = paragraph.span.of(text)
    if printed not in named and printed.lower() not in words("turns", "roles"):
        return None
    return Label(paragraph.index, paragraph.span, None, _key(printed), False)


def _rest(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end) if start < end else None


def _is_name(printed: str) -> bool:
    found = printed.split()
    return 0 < len(found) <= 6 and printed[:1].isupper() and all(_WORD.fullmatch(word) for word in found)


def _key(printed: str) -> str:
    found = printed.upper().split()
    return printed.upper() if found[-1].isdigit() else found[-1]


def _are_turns(text: str, labels: list[Label]) -> bool:
    """Whether labels are those of turns: of two speakers at least, one of whom comes again, close together, before sentences."""
    count = Counter(label.key for label in labels)
    if len(count) < 2 or len(labels) * _CLOSE < labels[-1].paragraph - labels[0].paragraph:
        return False
    said = [label.said.of(text) for label in labels if label.said is not None]
    if sum(words_said.rstrip("”\"’')]*_ ").endswith(_ENDS) and not words_said[:1].isdigit() for words_said in said) * 2 < len(said):
        return False
    if max(count.values()) > 1 and len(labels) >= _TURNS:
        return True
    return all(label.sure for label in labels) and (len(labels) > _TURNS or all(label.said is None for label in labels))


def _spoken(text: str, paragraphs: Sequence[Paragraph], labels: list[Label]) -> list[Turn]:
    """A turn a paragraph: the words behind a label and the paragraphs below it, up to the paragraph of the last label or the one behind."""
    by_index = {label.paragraph: label for label in labels}
    last = labels[-1].paragraph + (labels[-1].said is None)
    speaker: Label | None = None
    out = []
    for paragraph in paragraphs[labels[0].paragraph : last + 1]:
        label = by_index.get(paragraph.index)
        if label is not None:
            speaker = label
        elif paragraph.zone == "boilerplate" or _ASIDE.fullmatch(paragraph.span.of(text)):
            continue
        elif _label(text, paragraph) is not None:
            speaker = None
        said = label.said if label is not None else paragraph.span
        low = speaker.key.lower() if speaker is not None else ""
        if speaker is not None and said is not None and low not in words("turns", "questions"):
            out.append(Turn(None if low in words("turns", "answers") else speaker.name, said))
    return out


def _interview(text: str, paragraphs: Sequence[Paragraph]) -> Transcript | None:
    """Questions that are paragraphs of their own, and below them what one person answers, whom an introduction presents."""
    body = [p for p in paragraphs if p.zone == "body"]
    asked = [i for i, p in enumerate(body) if _asks(text, p)]
    if len(asked) < _QUESTIONS or not asked[0] or len(asked) * _ANSWER < asked[-1] - asked[0]:
        return None
    introduced = " ".join(p.span.of(text) for p in body[: asked[0]]).lower()
    if not any(re.search(rf"\b(?:{w}|{w}s|{w}ed|spoke|sat)\b", introduced) for w in words("turns", "interviews")):
        return None
    answers = [p for i, p in enumerate(body) if i > asked[0] and i not in asked and i <= asked[-1] + 1]
    own = sum(bool(_FIRST_PERSON.search(p.span.of(text))) for p in answers)
    if own * 2 < len(answers) or len(answers) < _QUESTIONS:
        return None
    return Transcript(tuple(Turn(None, p.span) for p in answers), (), body[asked[0]].span.start)


def _asks(text: str, paragraph: Paragraph) -> bool:
    line = paragraph.span.of(text)
    return line.endswith("?") and line[:1].isupper() and len(line) < 300 and not any(c in line for c in '“”"')
