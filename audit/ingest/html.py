"""Saved web pages, read by trafilatura: the article's paragraphs a line each, without menus, comments and footers."""

from __future__ import annotations

import hashlib
import logging
import re
from typing import TYPE_CHECKING, Any

from audit.domain.text import Article
from audit.ingest.decode import decode, storable
from audit.ingest.fields import field, published
from audit.ingest.place import Place
from audit.ingest.refused import Refused

if TYPE_CHECKING:
    from trafilatura.settings import Document

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_HEAD = 4096
"""How many bytes are searched for the declared encoding."""
_DOCTYPE = "<!DOCTYPE html>\n"
"""Put before every page, as trafilatura refuses fragments and pages that begin with something else."""
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_PARAGRAPH = re.compile(r"<p\b[^<]*(?:<(?!/?p\b)[^<]*)*", re.IGNORECASE)
_SHORT = 250
"""Below this many characters trafilatura would give up its own paragraphs and cut the page at every tag."""


def parse(raw: bytes, place: Place) -> Article:
    """The article on a saved page. Raises ``Refused`` (binary, empty, format)."""
    import trafilatura

    declared = _CHARSET.search(raw, 0, _HEAD)
    decoded = decode(raw, declared[1].decode("ascii", "replace") if declared else None)
    found = _article(_DOCTYPE + decoded.text)
    title = field(found.title) if found else None
    text, replaced = storable(_without(title, found.text or "") if found else "")
    if found is None or not text.strip():
        raise Refused("empty", "no article was found on the page; save its text as .txt and give that file")
    day, undated = published(_date(found, decoded.text))
    saved = _SAVED_FROM.search(decoded.text)
    return Article(
        text=text,
        origin=place.origin,
        doc_id=place.stem,
        title=title,
        byline=field(found.author),
        outlet=field(found.sitename),
        published=day,
        url=field(found.url) or (field(saved[1]) if saved else None),
        original_sha256=hashlib.sha256(raw).hexdigest(),
        reader=f"trafilatura {trafilatura.__version__}",
        notes=(*decoded.notes, *replaced, *undated),
    )


def _date(found: Document, page: str) -> str | None:
    """The page's date, unless it stands in a paragraph of the article and nowhere else: that is a date of the story."""
    day = found.date
    return None if day and day in (found.text or "") and day not in _PARAGRAPH.sub("", page) else day


def _article(page: str) -> Document | None:
    """The better of two readings. A page with few words is first taken as it is; where most of it is lost so, as trafilatura would."""
    found = _extracted(page, 1)
    length = len(found.text or "") if found else 0
    if length < _SHORT:
        rescued = _extracted(page, _SHORT)
        if rescued and len(rescued.text or "") > 2 * length:
            return rescued
    return found


def _extracted(page: str, least: int) -> Document | None:
    from copy import deepcopy

    from trafilatura import bare_extraction
    from trafilatura.settings import DEFAULT_CONFIG, Document

    for name in ("trafilatura", "htmldate"):
        _quiet(logging.getLogger(name))
    config = deepcopy(DEFAULT_CONFIG)
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(least))
    dates: dict[str, Any] = {"original_date": True, "extensive_search": False}
    try:
        found = bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=dates, config=config)
    except Exception as error:  # a parser of other people's pages may fail in ways that nobody can list
        reason = f"the page could not be read ({type(error).__name__}); save its text as .txt and give that file"
        raise Refused("format", reason) from error
    return found if isinstance(found, Document) else None


def _quiet(logger: logging.Logger) -> None:
    """Keep the library's remarks off the terminal of a user who has not set up logging."""
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _without(title: str | None, text: str) -> str:
    """``text`` without a first line that only repeats the title."""
    first, _, rest = text.partition("\n")
    return rest if rest and title and " ".join(first.split()) == title else text
