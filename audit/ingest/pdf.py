"""PDF files: words and their places by pdfplumber, put in the order of reading by ``layout``."""

from __future__ import annotations

import hashlib
import io
import logging
import re
from typing import Any, BinaryIO

from audit.domain.text import Article
from audit.ingest import layout
from audit.ingest.decode import storable
from audit.ingest.extras import package, reader
from audit.ingest.fields import field
from audit.ingest.place import Place, take
from audit.ingest.refused import Refused

_FEW = 3
"""A page with a picture and fewer words than this is a scan."""
_PICTURED = 0.4
"""Share of a page that the picture of a scan covers."""
_MOST_PAGES = 200
_MADE_BY = re.compile(
    r"^(microsoft (office )?word - |untitled|layout \d|document\d*$)|\.(docx?|indd|qxp?|pdf|pages|odt|rtf)$", re.IGNORECASE
)
"""Titles that a program gave."""


def read(stream: BinaryIO, place: Place) -> Article:
    """The words of a file. Raises ``Refused``: package, too_large, empty, format; encrypted; scan where its pages are pictures only."""
    pdfplumber = package("pdfplumber", ".pdf")
    raw = take(stream, place)
    if b"%PDF-" not in raw[:1024]:
        raise Refused("format", "it is not a PDF, whatever its name says; give it the right ending")
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(raw)) as opened:
            told = opened.metadata
            count = len(opened.pages)
            if count > _MOST_PAGES:
                raise Refused(
                    "too_large", (f"it has {count} pages, more than {_MOST_PAGES}; save the article's pages as a file of their own")
                )
            pages, scans = _pages(opened.pages)
    except Exception as error:
        if _locked(error):
            raise Refused("encrypted", "it has a password; save it without one") from error
        raise
    found = layout.flow(pages)
    text, replaced = storable(found.text)
    if not text.strip() and scans:
        reason = f"its pages are images of text ({len(scans)} of {count}); run text recognition on it, for example with ocrmypdf"
        raise Refused("scan", reason)
    title = field(told.get("Title"))
    return Article(
        text=text,
        origin=place.origin,
        doc_id=place.stem,
        title=None if title and _MADE_BY.search(title) else title,
        byline=field(told.get("Author")),
        original_sha256=hashlib.sha256(raw).hexdigest(),
        reader=reader("pdfplumber"),
        notes=(*replaced, *_notes(found, scans)),
    )


def _pages(pages: Any) -> tuple[list[list[layout.Word]], list[int]]:
    """The words of each page, and the numbers of the pages that are pictures of text."""
    words: list[list[layout.Word]] = []
    scans = []
    for number, page in enumerate(pages, start=1):
        found = page.extract_words(x_tolerance_ratio=0.15)
        words.append([layout.Word(w["text"], w["x0"], w["x1"], w["top"], w["bottom"]) for w in found])
        if len(found) < _FEW and _covered(page) > _PICTURED:
            scans.append(number)
        page.close()
    return words, scans


def _covered(page: Any) -> float:
    """The share of a page that its largest picture covers."""
    area = max(float(page.width) * float(page.height), 1.0)
    return max((abs(float(one["width"]) * float(one["height"])) for one in page.images), default=0.0) / area


def _notes(found: layout.Flow, scans: list[int]) -> list[str]:
    out = []
    if scans:
        listed = ", ".join(map(str, scans[:10])) + (", …" if len(scans) > 10 else "")
        out.append(f"pages not read because they are images of text: {listed}; run text recognition on the file to include them")
    if found.heads:
        out.append(f"running headers, footers and page numbers left out: {found.heads}")
    if found.hyphens:
        out.append(f"words rejoined that were split at the end of a line: {found.hyphens}; the text has them without the hyphen")
    return out


def _locked(error: BaseException | None) -> bool:
    while error is not None:
        if "password" in type(error).__name__.lower() or any("password" in type(one).__name__.lower() for one in error.args):
            return True
        error = error.__cause__ or error.__context__
    return False
