"""Which reader takes which file: the one place where formats are listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import BinaryIO

from audit.domain.text import Article, SkippedInput
from audit.ingest import html, jsonlines, markdown, plain
from audit.ingest.place import Place, take

Reader = Callable[[BinaryIO, Place], Iterator[Article | SkippedInput]]
"""Reads a stream. Raises ``Refused`` for the input as a whole and lets ``OSError`` through."""


def _whole(parse: Callable[[bytes, Place], Article]) -> Reader:
    """A reader of formats with one article a file."""

    def read(stream: BinaryIO, place: Place) -> Iterator[Article | SkippedInput]:
        yield parse(take(stream, place), place)

    return read


_TEXT, _MARKDOWN, _HTML = map(_whole, (plain.parse, markdown.parse, html.parse))

READERS = MappingProxyType(
    {
        ".txt": _TEXT,
        ".text": _TEXT,
        ".md": _MARKDOWN,
        ".markdown": _MARKDOWN,
        ".html": _HTML,
        ".htm": _HTML,
        ".xhtml": _HTML,
        ".jsonl": jsonlines.read,
        ".ndjson": jsonlines.read,
    }
)
"""Suffix in lower case to reader."""
