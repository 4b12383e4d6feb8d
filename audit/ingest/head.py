"""What plain text says about itself: headline, byline, date and outlet, each with the words that prove it. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from audit.domain.text import Article
from audit.ingest.fields import published
from audit.ingest.mojibake import mended
from audit.lexicons.datelines import agency, dateline

_FIRST_LINES, _LAST_LINES = 8, 5
"""Lines with words at the beginning and the end in which it is looked for."""
_WIDEST = 400
"""Characters of a line that are looked at."""
_LONGEST = 30
"""Words of a headline."""
_BYLINE = re.compile(r"(?:words |reporting |story |written )?by\s+(?=[A-Z])(?P<names>[^.:;?!]+(?:\b[A-Z]\.[^.:;?!]*)*)\Z", re.IGNORECASE)
_CREDIT = re.compile(r"[(\[]?\s*(?:additional )?reporting by (?P<names>[A-Z][^;)\].]+)", re.IGNORECASE)
_DATE_LABEL = re.compile(r"(?:(?:first |last )?(?:published|updated|posted)|date)\b[: ]*(?:on )?", re.IGNORECASE)
_CLOCK = re.compile(r"(?:,|\bat|\|)?\s{0,3}\d{1,2}[:.]\d\d\s{0,3}(?:[ap]\.?m\.?)?(?:\s{0,3}[A-Z]{2,4})?\Z", re.IGNORECASE)
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright(?: ©| \(c\))?)\s*(?:19|20)\d\d,?\s+(?:by )?(?P<outlet>[A-Z][\w&’' -]{1,60})", re.IGNORECASE)
_NO_HEADLINE = re.compile(r"(?:for immediate release|dear\b|from:|to:|subject:|date:|copyright|©|http)", re.IGNORECASE)
_NO_NAME = re.compile(r"\d|\b(?:the end|then|now|law|far|all means|contrast|and large)\b", re.IGNORECASE)
_ROLE = re.compile(r",\s(?!and\b)[a-z].*", re.DOTALL)
_PLACE = re.compile(r" (?:in|at) [A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}")
_PROGRAM = re.compile(
    r"python-docx|(?:microsoft|ms)(?: office)?(?: word)?(?: user)?|(?:windows )?user|unknown|admin(?:istrator)?", re.IGNORECASE
)
"""Authors that programs give where nobody is named."""
_MARKUP = re.compile(r"\A[#*_\s]+|[*_\s]+\Z")


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    words: str
    after_blank: bool
    """Whether a line without words stands before the next one."""


def completed(article: Article) -> Article:
    """``article`` with what its text prints where the input says nothing, and a note that quotes the words for each."""
    article = mended(article)
    lines = _lines(article.text)
    told: dict[str, str] = {}
    proofs: list[str] = []
    for field, value, line, proof in (*_headline(lines), *_top(lines), *_foot(lines)):
        if field not in told and getattr(article, field) is None:
            told[field] = value
            name = {"title": "headline", "published": "date"}.get(field, field)
            proofs.append(f"{name} “{proof}” (line {line.number})")
    if not told:
        return article
    return replace(article, **told, notes=(*article.notes, f"taken from the text: {', '.join(proofs)}"))


def completed_document(article: Article) -> Article:
    """The same for a file whose author is whoever's program wrote it: what the text prints as its byline comes first."""
    author = article.byline
    article = completed(replace(article, byline=None))
    if article.byline or author is None or _PROGRAM.fullmatch(author):
        return article
    return replace(article, byline=author, notes=(*article.notes, f"the byline “{author}” is the author in the file’s properties"))


_Found = Iterator[tuple[str, str, _Line, str]]
"""Field of the article, its value, the line, and the words that say so."""


def _lines(text: str) -> list[_Line]:
    whole = text.split("\n")
    with_words = [(at, line.strip()[:_WIDEST]) for at, line in enumerate(whole, 1) if line.strip()]
    return [_Line(at, words, at >= len(whole) or not whole[at].strip()) for at, words in with_words]


def _headline(lines: list[_Line]) -> _Found:
    """The first line where it is short, ends no sentence, and is set off from what follows."""
    if len(lines) < 2:
        return
    first, second = lines[:2]
    words = _MARKUP.sub("", first.words) if first.words.startswith(("#", "*", "_")) else first.words
    short = 2 <= len(words.split()) <= _LONGEST and len(words) < _WIDEST and words[-1] not in ".,;:…-"
    about_itself = bool(_BYLINE.match(words) or _day(words) or _NO_HEADLINE.match(words) or _wire(words))
    goes_on = second.words[0].islower()
    set_off = first.after_blank or bool(_BYLINE.match(second.words) or _day(second.words) or len(second.words.split()) > _LONGEST)
    by_and_by = any(_BYLINE.match(line.words) or _day(line.words) for line in lines[1:4])
    if short and not about_itself and not goes_on and (set_off or by_and_by) and any(map(str.isalpha, words)):
        yield "title", words, first, words


def _top(lines: list[_Line]) -> _Found:
    for line in lines[:_FIRST_LINES]:
        if (found := _BYLINE.match(line.words)) and len(line.words.split()) <= 12 and not _NO_NAME.search(found["names"]):
            yield "byline", _people(found["names"]), line, line.words
        elif (day := _day(line.words)) is not None:
            yield "published", day, line, line.words
        elif wire := _wire(line.words):
            yield "outlet", wire[0], line, wire[1]
            return


def _people(names: str) -> str:
    """The names of a byline without what the people are and where they wrote: "Ida Marsh, science correspondent", "Tom Roe in Velmar"."""
    return _PLACE.sub("", _ROLE.sub("", names)).strip(" ,|–—-")


def _wire(words: str) -> tuple[str, str] | None:
    """The agency that a dateline at the beginning of ``words`` names, and the dateline."""
    found = dateline(words)
    name = agency(found) if found else None
    return (name, found.group().strip(" -–—")) if found and name else None


def _foot(lines: list[_Line]) -> _Found:
    for line in lines[max(1, len(lines) - _LAST_LINES) :]:
        if found := _CREDIT.match(line.words):
            yield "byline", _people(found["names"]), line, found.group().strip("([ ")
        if found := _RIGHTS.search(line.words):
            outlet = re.split(r"\.|,|\ball rights\b", found["outlet"], flags=re.IGNORECASE)[0].strip()
            if outlet:
                yield "outlet", outlet, line, found.group().strip()


def _day(words: str) -> str | None:
    """The date that a whole line is, a label such as "Published" and a time of day aside; None for any other line."""
    if len(words.split()) > 9 or not re.search(r"\d{4}", words):
        return None
    return published(_CLOCK.sub("", _DATE_LABEL.sub("", words, count=1)).strip(" .|,–—-"))[0]
