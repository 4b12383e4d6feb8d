"""Tables of articles (CSV, TSV): a row an article, read as they come; the columns are known by their headings."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from audit import __version__
from audit.domain.text import Article, SkippedInput
from audit.ingest import jsonlines
from audit.ingest.decode import decode, encoding
from audit.ingest.place import Place, take, too_large
from audit.ingest.refused import Refused

HEADINGS = {
    "text": ("text", "body", "content", "article", "full text"),
    "doc_id": ("doc_id", "id"),
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors"),
    "outlet": ("outlet", "publisher", "publication"),
    "section": ("section", "category"),
    "published": ("published", "date", "publication date"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
}
"""Field of an article to the headings that are taken for it where ``--columns`` names none."""
_HEAD = 262_144
"""How many bytes are looked at to find the encoding."""
_SEPARATORS = ",;\t|"
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def read(stream: BinaryIO, place: Place) -> Iterator[Article | SkippedInput]:
    """An article for each row after the headings; a row that cannot be used is a ``SkippedInput`` with its number, the headings being 1.

    Raises ``Refused`` (empty, binary, format) where no column holds the words, or the table breaks off.
    """
    csv.field_size_limit(max(csv.field_size_limit(), place.limit + 1))
    budget = _Budget(place.limit)
    lines, notes = _lines(stream, place, budget)
    first = next(lines, "")
    rows = csv.reader(chain([first], lines), delimiter=max(_SEPARATORS, key=first.count))
    number = 0
    try:
        headings = next(rows, [])
        chosen = _columns(headings, place.columns)
        for number, row in enumerate(rows, start=2):
            budget.spent = 0
            if any(cell.strip() for cell in row):
                yield _article(row, chosen, place.inside(f":{number}", f"{place.stem}:{number}"), notes)
    except csv.Error as error:
        raise Refused("format", f"row {number + 1} cannot be read ({error}); is a closing quotation mark missing?") from error
    if number == 0:
        raise Refused("empty", "it has no rows below the headings; check that it was saved")


class _Budget:
    """How many code points one row has taken. A quotation mark that is never closed would make all that follows one row."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.spent = 0

    def take(self, line: str) -> str:
        self.spent += len(line)
        if self.spent > self.limit:
            refused = too_large(None, self.limit)
            raise Refused(refused.code, f"a row is too large, or a closing quotation mark is missing: {refused.reason}")
        return line


def _lines(stream: BinaryIO, place: Place, budget: _Budget) -> tuple[Iterator[str], tuple[str, ...]]:
    """The lines in the encoding that the first of them are in, and what there is to tell of it."""
    coming = jsonlines.lines(stream, place.limit)
    head: list[bytes] = []
    for line in coming:
        if line is None:
            raise too_large(None, place.limit)
        head.append(line)
        if head[0].startswith(_WIDE) or sum(map(len, head)) > _HEAD:
            break
    if not b"".join(head).strip():
        raise Refused("empty", "it has no lines; check that it was saved")
    if head[0].startswith(_WIDE):
        decoded = decode(take(stream, place, b"".join(head)))
        return map(budget.take, decoded.text.splitlines(keepends=True)), decoded.notes
    codec, notes = encoding(b"".join(head))
    return (budget.take(_decoded(line, codec, place)) for line in chain(head, coming)), notes


def _decoded(line: bytes | None, codec: str, place: Place) -> str:
    if line is None:
        raise too_large(None, place.limit)
    return line.decode(codec, "replace").removeprefix("\ufeff")


def _columns(headings: list[str], named: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Field to the number of its column. Raises ``Refused`` (format)."""
    known = {_same(heading): number for number, heading in reversed(list(enumerate(headings)))}
    wanted = {field: (heading,) for field, heading in named}
    for heading in (heading for (heading,) in wanted.values() if _same(heading) not in known):
        raise Refused("format", f"there is no column {heading!r}; the headings are: {_listed(headings)}")
    chosen = {}
    for field, usual in HEADINGS.items():
        found = next((known[_same(heading)] for heading in wanted.get(field, usual) if _same(heading) in known), None)
        if found is not None:
            chosen[field] = found
    if "text" not in chosen:
        raise Refused(
            "format", (f"no column is known to have the text; name it with --columns text=HEADING (the headings are: {_listed(headings)})")
        )
    return chosen


def _article(row: list[str], chosen: dict[str, int], place: Place, notes: tuple[str, ...]) -> Article | SkippedInput:
    found = {field: row[number] for field, number in chosen.items() if number < len(row)}
    if not found.get("text", "").strip():
        return Refused("empty", "the row has nothing in the text column; fill it in or remove the row").at(place.origin)
    digest = hashlib.sha256("\x1f".join(row).encode("utf-8", "surrogatepass")).hexdigest()
    return jsonlines.article(found, place.origin, place.stem, digest, f"table {__version__}", notes)


def _same(heading: str) -> str:
    return " ".join(heading.replace("_", " ").lower().split())


def _listed(headings: list[str]) -> str:
    return ", ".join(repr(heading[:40]) for heading in headings[:12]) or "none"
