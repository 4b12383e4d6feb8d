"""Plain text, kept exactly as it is: paragraph marks, carriage returns and all."""

from __future__ import annotations

import hashlib

from audit import __version__
from audit.domain.text import Article
from audit.ingest.decode import decode
from audit.ingest.head import completed
from audit.ingest.place import Place


def parse(raw: bytes, place: Place) -> Article:
    """The whole of ``raw`` as one article, with what it prints about itself. Raises ``Refused`` (binary)."""
    return completed(bare(raw, place))


def bare(raw: bytes, place: Place) -> Article:
    """The same as an article that says nothing of itself."""
    decoded = decode(raw)
    return article(decoded.text, raw, place, decoded.notes)


def article(text: str, raw: bytes, place: Place, notes: tuple[str, ...]) -> Article:
    """``text``, which was ``raw``, as an article that says nothing of itself."""
    return Article(
        text=text,
        origin=place.origin,
        doc_id=place.stem,
        original_sha256=hashlib.sha256(raw).hexdigest(),
        reader=f"plain {__version__}",
        notes=notes,
    )
