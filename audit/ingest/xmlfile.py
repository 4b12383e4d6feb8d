"""XML files: feeds, NewsML-G2 and NITF, told apart by their root element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from audit.domain.text import Article, SkippedInput
from audit.ingest import feed, html, newsml
from audit.ingest.place import Place, take
from audit.ingest.refused import Refused

_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?([a-zA-Z][\w.-]{0,40})[\s>/]")
_HEAD = 16_384
_NEWS = {b"newsitem", b"newsmessage", b"packageitem", b"nitf"}
_FEEDS = {b"rss", b"feed", b"rdf"}


def read(stream: BinaryIO, place: Place) -> Iterator[Article | SkippedInput]:
    """The articles of an XML file. Raises ``Refused`` (package, too_large, empty, format)."""
    raw = take(stream, place)
    found = _ROOT.search(raw.replace(b"\0", b"") if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else raw, 0, _HEAD)
    root = found[1].lower() if found else b""
    if root in _FEEDS:
        yield from feed.entries(raw, place)
    elif root in _NEWS:
        yield from newsml.items(raw, place)
    elif root == b"html":
        yield html.parse(raw, place)
    else:
        raise Refused("format", "it is not a feed, NewsML-G2 or NITF; save the article as .txt or .html and give that file")
