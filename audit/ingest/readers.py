"""Which reader takes which file: the one place where formats are listed, ours and those that other packages bring."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import BinaryIO

from audit.domain.text import Article, SkippedInput
from audit.errors import ConfigError
from audit.ingest import archive, docx, epub, feed, html, jsonfile, jsonlines, mail, markdown, odt, pdf, plain, rtf, table, warc, xmlfile
from audit.ingest.format import Format, Reader
from audit.ingest.head import completed, completed_document
from audit.ingest.place import Place, take
from audit.plugins import READERS, installed


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


def _document(parse: Callable[[BinaryIO, Place], Article]) -> Reader:
    """The same for documents that are written to be printed: what they print about themselves is taken where their fields are empty."""

    def read(stream: BinaryIO, place: Place) -> Iterator[Article | SkippedInput]:
        yield completed_document(parse(stream, place))

    return read


_TEXT = Format(_bytes(plain.parse), bounded=False)
_MARKDOWN = Format(_bytes(markdown.parse), bounded=False)
_HTML = Format(_bytes(lambda raw, place: completed(html.parse(raw, place))))
_JSON_LINES = Format(jsonlines.read, whole=False, bounded=False)
_FEED = Format(feed.read)
_ZIP = Format(parts=archive.zip_parts, whole=False)
_TAR = Format(parts=archive.tar_parts, whole=False)
_WARC = Format(parts=warc.parts, whole=False)

_OURS = {
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
    ".docx": Format(_document(docx.read)),
    ".odt": Format(_document(odt.read)),
    ".epub": Format(epub.read, whole=False),
    ".rtf": Format(_document(rtf.read)),
    ".pdf": Format(_document(pdf.read)),
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


@cache
def formats() -> Mapping[str, Format]:
    """Suffix in lower case to format, ours and those of other packages.

    Raises ``ConfigError`` where one of these is no format, or its suffix is taken.
    """
    out = dict(_OURS)
    for name, place, form in installed(READERS):
        end = f".{name.lower()}"
        if not isinstance(form, Format) or form.read is None:
            raise ConfigError(
                f"{place} provides {name} for {READERS}, which is not a Format with a reader; see docs/python.md, or uninstall it"
            )
        if end in out:
            raise ConfigError(f"{place} provides a reader for {end}, but there already is one; uninstall it")
        out[end] = form
    return MappingProxyType(out)


def suffix(name: str) -> str:
    """The end of a file's name that tells its format, in lower case; empty where no format has it."""
    lowered = name.lower()
    return max((end for end in formats() if lowered.endswith(end)), key=len, default="")
