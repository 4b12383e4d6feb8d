"""JSON Lines: one article a line, read as they come."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from audit import __version__
from audit.domain.text import Article, SkippedInput
from audit.ingest.decode import decode, storable
from audit.ingest.fields import field, published
from audit.ingest.place import Place, too_large
from audit.ingest.refused import Refused


def read(stream: BinaryIO, place: Place) -> Iterator[Article | SkippedInput]:
    """An article for each line of ``stream``; a bad line is a ``SkippedInput`` with its number.

    Raises ``Refused`` (binary, empty) where the whole input is no JSON Lines, and lets ``OSError`` of the stream through.
    """
    return read_lines(lines(stream, place.limit), place)


def lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The lines of ``stream`` with their line feeds; None for a line of more than ``limit`` bytes, which is never held whole."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)
        yield None


def read_lines(given: Iterable[bytes | None], place: Place) -> Iterator[Article | SkippedInput]:
    """As ``read``, of lines as ``lines`` gives them. Blank lines are passed over."""
    anything = False
    for number, line in enumerate(given, start=1):
        if line is not None and not line.strip():
            continue
        if not anything and b"\0" in (line or b""):
            raise Refused("binary", "it is not JSON Lines in UTF-8; save it as UTF-8 with one {...} per line")
        anything = True
        origin = f"{place.origin}:{number}"
        try:
            if line is None:
                raise too_large(None, place.limit)
            yield _article(line.rstrip(b"\r\n"), origin, f"{place.stem}:{number}")
        except Refused as refused:
            yield refused.at(origin)
    if not anything:
        raise Refused("empty", "it has no lines; check that it was saved")


def record(line: str) -> dict[str, Any]:
    """The JSON object on a line. Raises ``Refused`` (bad_line)."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Refused("bad_line", f"the line is not JSON ({error}); correct or remove it") from error
    if not isinstance(found, dict):
        raise Refused("bad_line", 'the line is not a JSON object; write it as {"doc_id": "...", "text": "..."}')
    return found


def _article(raw: bytes, origin: str, otherwise: str) -> Article:
    decoded = decode(raw)
    digest = hashlib.sha256(raw).hexdigest()
    return article(record(decoded.text), origin, otherwise, digest, f"jsonl {__version__}", decoded.notes)


def article(found: dict[str, Any], origin: str, otherwise: str, digest: str, reader: str, notes: tuple[str, ...]) -> Article:
    """The article of a record; ``otherwise`` is its ``doc_id`` where it brings none. Raises ``Refused`` (bad_line)."""
    text = found.get("text")
    if not isinstance(text, str):
        raise Refused("bad_line", 'the record has no "text" with the words of the article; add it or take the record out')
    text, replaced = storable(text)
    given = found.get("source_meta")
    meta = given if isinstance(given, dict) else {}
    day, undated = published(_first(found.get("published"), found.get("date"), meta.get("date")))
    return Article(
        text=text,
        origin=origin,
        doc_id=field(found.get("doc_id")) or field(found.get("id")) or otherwise,
        title=_told(found.get("title"), meta.get("title")),
        byline=_told(found.get("byline"), found.get("author"), meta.get("author")),
        outlet=_told(found.get("outlet"), found.get("publisher"), meta.get("publisher")),
        section=_told(found.get("section")),
        published=day,
        url=_told(found.get("url"), meta.get("url")),
        language=_told(found.get("language")),
        original_sha256=digest,
        reader=reader,
        notes=(*notes, *replaced, *undated),
    )


def _first(*values: object) -> object:
    return next((value for value in values if field(value)), None)


def _told(*values: object) -> str | None:
    return field(_first(*values))
