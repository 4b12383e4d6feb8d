"""Words that somebody signed: a quotation or a block quotation with the name behind it or on the next line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from audit.attribute.drafts import Draft
from audit.attribute.quotes import Quote, overlapping
from audit.domain.annotation import Annotation, Paragraph
from audit.domain.statement import Channel
from audit.domain.text import Span
from audit.lexicons import words

_SIGNATURE = re.compile(r"(?:>\s*)?[—–―-]{1,2}\s*(?P<name>[A-Z@][^\n—–]{1,100}?)\s*")
_POSTED = re.compile(r"(?P<name>[^()\n]{2,60}(?= \(@)|@\w{1,30})(?: \(@\w{1,30}\))?(?:,? +(?:on )?\w[\w ,:·.]{0,40})?")
_NAME = re.compile(r"(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3})(?=\s*(?:[,(]|$))")
_ALONE = re.compile(r"[A-Z][\w.’'-]*+(?: [A-Z][\w.’'-]*+){0,3}")
_WORD_BEFORE = re.compile(r"\b(?P<word>[A-Za-z]+) $")
_TRADE_BEHIND = re.compile(r", (?:an? |the )?(?P<word>[a-z]+) (?:of|at|for|with)\b")
_TRADES = ("person", "official")
_BLOCK = re.compile(r">\s+(?=\S)")


def signed(annotation: Annotation, marks: list[Quote]) -> Iterator[Draft]:
    """A draft for what stands before each signature."""
    text, paragraphs = annotation.text, annotation.paragraphs
    for quote in marks:
        paragraph = paragraphs[quote.paragraph]
        if quote.span.start == paragraph.span.start and len(quote.inner.of(text).split()) > 1:
            name = _name(annotation, quote.span.end, paragraph.span.end)
            if name is not None:
                yield Draft([quote.span], None, name)
    for number, paragraph in enumerate(paragraphs):
        if number == 0:
            continue
        name = _name(annotation, paragraph.span.start, paragraph.span.end)
        if name is None:
            continue
        said = _signed_words(annotation, marks, number, name)
        if said:
            channel = Channel.POST if _of_account(text, name) else None
            yield from (Draft([part], None, name, implicit=i > 0, verbatim=True, channel=channel) for i, part in enumerate(said))


def signed_people(text: str, paragraphs: Sequence[Paragraph]) -> list[Span]:
    """The names in signatures that are people's: with a given name or an initial, or with an office or a trade behind them."""
    out = []
    for paragraph in paragraphs:
        match = _SIGNATURE.fullmatch(text, paragraph.span.start, paragraph.span.end)
        printed = _NAME.match(match["name"]) if match else None
        if match is None or printed is None:
            continue
        found, behind = printed["name"].split(), match["name"][printed.end() :].lower()
        known = found[0].lower() in words("names", "given") or any(len(w) == 2 and w[1] == "." for w in found)
        trade = behind.startswith(",") and any(_trade(w.strip(",.")) for w in behind.split())
        if known or trade:
            out.append(Span(match.start("name"), match.start("name") + printed.end("name")))
    return out


def people_above(text: str, paragraphs: Sequence[Paragraph], people: Sequence[Span]) -> list[Span]:
    """Names that are paragraphs of their own with a quotation below, as that of one of ``people`` is: "Orre", "“We will pay.”"."""
    pairs = ((above.span, below.span) for above, below in pairwise(p for p in paragraphs if p.span.end > p.span.start))
    alone = [above for above, below in pairs if text[below.start] in '“"«„' and _ALONE.fullmatch(text, above.start, above.end)]
    return alone if any(one in people for one in alone) else []


def called_by_trade(text: str, name: Span) -> bool:
    """Whether a name of two words or more has a trade or an office right before it, or behind it as in "Ola Orre, mayor of Zork"."""
    if not 2 <= len(name.of(text).split()) <= 4:
        return False
    before = _WORD_BEFORE.search(text, max(0, name.start - 30), name.start)
    behind = _TRADE_BEHIND.match(text, name.end)
    return any(match is not None and _trade(match["word"]) for match in (before, behind))


def _trade(word: str) -> bool:
    return any(word.lower() in words("people", "heads", kind) for kind in _TRADES)


def _name(annotation: Annotation, start: int, end: int) -> Span | None:
    """The words of a signature that fills ``start`` to ``end``, the date of a post left out."""
    text = annotation.text
    while start < end and text[start].isspace():
        start += 1
    match = _SIGNATURE.fullmatch(text, start, end)
    if match is None:
        return None
    name = Span(*match.span("name"))
    posted = _POSTED.fullmatch(text, name.start, name.end)
    if posted is not None:
        return Span(*posted.span("name"))
    return None if any("VerbForm=Fin" in t.feats for t in annotation.inside(name)) else name


def _signed_words(annotation: Annotation, marks: list[Quote], number: int, name: Span) -> list[Span]:
    """What the signature in paragraph ``number`` stands below: a quotation or a block quotation."""
    text = annotation.text
    at = number - 1
    while at >= 0 and not any(c.isalnum() for c in annotation.paragraphs[at].span.of(text)):
        at -= 1
    if at < 0:
        return []
    before = annotation.paragraphs[at]
    quote = next((q for q in overlapping(marks, before.span) if q.span == before.span), None)
    if quote is not None:
        return [quote.span] if len(quote.inner.of(text).split()) > 1 else []
    if _BLOCK.match(text, before.span.start):
        return _block(annotation, before)
    return []


def _of_account(text: str, name: Span) -> bool:
    """Whether a signature is that of an account: "@quill", "Mara Quill (@quill)"."""
    return text[name.start] == "@" or text.startswith(" (@", name.end)


def _block(annotation: Annotation, last: Paragraph) -> list[Span]:
    """The paragraphs of a block quotation that ends with ``last``, up to an earlier signature, without their marks."""
    out: list[Span] = []
    for at in range(last.index, -1, -1):
        paragraph = annotation.paragraphs[at].span
        match = _BLOCK.match(annotation.text, paragraph.start, paragraph.end)
        if match is not None and _name(annotation, paragraph.start, paragraph.end) is None:
            out.append(Span(match.end(), paragraph.end))
        elif any(c.isalnum() for c in paragraph.of(annotation.text)):
            break
    return out[::-1]
