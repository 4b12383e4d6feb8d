"""Rich text, read by striprtf, without what is marked as deleted."""

from __future__ import annotations

import hashlib
import re
from typing import BinaryIO

from audit.domain.text import Article
from audit.ingest.decode import storable
from audit.ingest.extras import package, reader
from audit.ingest.fields import field
from audit.ingest.place import Place, take
from audit.ingest.refused import Refused

_DELETED = re.compile(r"\\deleted(?![a-z0-9]) ?")
_INSERTED = re.compile(r"\\revised(?![a-z0-9])")
_FIELD = re.compile(r"\\field(?=\{)")
"""A field, before striprtf searches it for an address: it needs minutes where many spaces follow, and writes the address into the text."""
_CHARSET = re.compile(r"\\fcharset\d+")
_SILENT = "\\*"
"""The sign of a group that programs may pass over, which is what deleted words are made."""
_PROPERTY = r"\{\\%s (?P<value>(?:[^{}\\]|\\'[0-9a-f]{2}|\\u-?\d{1,6} ?\??|\\[{}\\])*+)\}"


def read(stream: BinaryIO, place: Place) -> Article:
    """The words of a file. Raises ``Refused`` (package, format, too_large, empty)."""
    striprtf = package("striprtf.striprtf", ".rtf")
    raw = take(stream, place)
    if not raw.lstrip().startswith(b"{\\rtf"):
        raise Refused("format", "it is not RTF, whatever its name says; give it the right ending")
    written = raw.decode("latin-1")
    deleted, inserted = len(_DELETED.findall(written)), len(_INSERTED.findall(written))
    text, replaced = storable(_words(striprtf, _quick(striprtf, _DELETED.sub(lambda _: _SILENT, written))).strip("\n"))
    told = f"insertions: {inserted}, deletions: {deleted}"
    changes = f"tracked changes read as accepted, with insertions in the text and deletions left out ({told})"
    return Article(
        text=text,
        origin=place.origin,
        doc_id=place.stem,
        title=_property(striprtf, written, "title"),
        byline=_property(striprtf, written, "author"),
        original_sha256=hashlib.sha256(raw).hexdigest(),
        reader=reader("striprtf"),
        notes=(*replaced, *((changes,) if deleted or inserted else ())),
    )


def _quick(striprtf: object, written: str) -> str:
    """``written`` without what striprtf's searches try over and over: fields, and fonts whose names have no end."""
    fonts = str(striprtf.font_table_group(written))  # type: ignore[attr-defined]
    named = _CHARSET.sub(lambda charset: charset[0] + " -;", fonts)
    return _FIELD.sub(r"\\field ", written.replace(fonts, named, 1) if fonts else written)


def _words(striprtf: object, written: str) -> str:
    """Text of RTF, with the halves of letters beyond the first plane, which RTF writes apart, put together."""
    words = str(striprtf.rtf_to_text(written, errors="replace"))  # type: ignore[attr-defined]
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _property(striprtf: object, written: str, name: str) -> str | None:
    start = written.find("{\\info")
    found = re.compile(_PROPERTY % name, re.IGNORECASE).search(written, start, start + 10_000) if start >= 0 else None
    return field(_words(striprtf, "{\\rtf1\\ansi " + found["value"] + "}")) if found else None
