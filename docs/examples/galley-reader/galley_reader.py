"""Galleys: lines such as ``headline: …`` and ``by: …``, an empty line, and the words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from audit.extend import Article, Format, Place, Refused, take


def read(stream: BinaryIO, place: Place) -> Iterator[Article]:
    """The one article of a galley. Raises ``Refused`` (format, too_large, empty)."""
    raw = take(stream, place)
    head, gap, text = raw.decode("utf-8", "replace").partition("\n\n")
    if not gap:
        raise Refused("format", "a galley needs an empty line between its head and its words; save it again")
    told = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    yield Article(
        text=text,
        origin=place.origin,
        doc_id=place.stem,
        title=told.get("headline"),
        byline=told.get("by"),
        original_sha256=hashlib.sha256(raw).hexdigest(),
        reader="galley-reader 1.0",
    )


GALLEY = Format(read)
