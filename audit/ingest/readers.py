"""Which reader takes which file: the one place where formats are listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO

from audit.domain.text import Article, SkippedInput
from audit.ingest import archive, docx, epub, feed, html, jsonfile, jsonlines, mail, markdown, odt, pdf, plain, rtf, table, warc, xmlfile
from audit.ingest.part import Part
from audit.ingest.place import Place, take

Reader = Callable[[BinaryIO, Place], Iterator[Article | SkippedInput]]
"""Reads a stream. Raises ``Refused`` for the input as a whole and lets ``OSError`` through."""
Parts = Callable[[BinaryIO, Place], Iterator[Part | SkippedInput]]
"""What is in an archive, opened only when it is asked for. Raises as a ``Reader`` does."""


@dataclass(frozen=True, slots=True)
class Format:
    """How files of one kind are read: by a reader, or, for archives, part by part.

    ``whole``: it is one article, or is held as a whole, so that the limit is for the file. ``bounded``: it is taken apart by other
    people's code, and therefore in a process of its own that can be stopped.
    """

    read: Reader | None = None
    parts: Parts | None = None
    whole: bool = True
    bounded: bool = True


def _bytes(parse: Callable[[bytes, Place], Article]) -> Reader:
    """A reader from a function of all the bytes."""

    def read(stream: BinaryIO, place: Place) -> Iterator[Article | SkippedInput]:
        yield parse(take(stream, place), place)

    return read


def _one(parse: Callable[[BinaryIO, Place], Article]) -> Reader:
    """A reader from a function of the stream."""

    def read(stream: BinaryIO, place: Place) -> Iterator[Article | SkippedInput]:
        yield parse(stream, place)

    return read


_TEXT = Format(_bytes(plain.parse), bounded=False)
_MARKDOWN = Format(_bytes(markdown.parse), bounded=False)
_HTML = Format(_bytes(html.parse))
_JSON_LINES = Format(jsonlines.read, whole=False, bounded=False)
_FEED = Format(feed.read)
_ZIP = Format(parts=archive.zip_parts, whole=False)
_TAR = Format(parts=archive.tar_parts, whole=False)
_WARC = Format(parts=warc.parts, whole=False)

READERS = MappingProxyType(
    {
        ".txt": _TEXT,
        ".text": _TEXT,
        ".md": _MARKDOWN,
        ".markdown": _MARKDOWN,
        ".html": _HTML,
        ".htm": _HTML,
        ".xhtml": _HTML,
        ".jsonl": _JSON_LINES,
        ".ndjson": _JSON_LINES,
        ".csv": Format(table.read, whole=False, bounded=False),
        ".tsv": Format(table.read, whole=False, bounded=False),
        ".json": Format(jsonfile.read),
        ".docx": Format(_one(docx.read)),
        ".odt": Format(_one(odt.read)),
        ".epub": Format(epub.read, whole=False),
        ".rtf": Format(_one(rtf.read)),
        ".pdf": Format(_one(pdf.read)),
        ".eml": Format(_one(mail.read)),
        ".xml": Format(xmlfile.read),
        ".rss": _FEED,
        ".atom": _FEED,
        ".zip": _ZIP,
        ".tar": _TAR,
        ".tar.gz": _TAR,
        ".tgz": _TAR,
        ".tar.bz2": _TAR,
        ".tar.xz": _TAR,
        ".warc": _WARC,
        ".warc.gz": _WARC,
    }
)
"""Suffix in lower case to format."""


def suffix(name: str) -> str:
    """The end of a file's name that tells its format, in lower case; empty where no format has it."""
    lowered = name.lower()
    return max((end for end in READERS if lowered.endswith(end)), key=len, default="")
