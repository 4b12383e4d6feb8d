"""OpenDocument texts, read by odfdo: a paragraph a line, as they read when every tracked change is accepted."""

from __future__ import annotations

import hashlib
import io
from typing import BinaryIO

from audit.domain.text import Article
from audit.ingest.decode import storable
from audit.ingest.extras import package, reader
from audit.ingest.fields import field
from audit.ingest.place import Place
from audit.ingest.zipped import document

_ASIDE = ("text:tracked-changes", "text:note", "office:annotation", "office:annotation-end")


def read(stream: BinaryIO, place: Place) -> Article:
    """The body of a document. Raises ``Refused`` (package, format, too_large, empty, encrypted)."""
    odfdo = package("odfdo", ".odt")
    raw, _ = document(stream, place, "content.xml")
    found = odfdo.Document(io.BytesIO(raw))
    body = found.body
    counts = {name: len(body.get_elements(f"descendant::{name}")) for name in (*_ASIDE, "text:insertion", "text:deletion")}
    for element in body.get_elements("|".join(f"descendant::{name}" for name in _ASIDE)):
        element.delete()
    lines = (str(line.inner_text) for line in body.get_elements("descendant::text:h|descendant::text:p"))
    text, replaced = storable("\n".join(line for line in lines if line.strip()))
    return Article(
        text=text,
        origin=place.origin,
        doc_id=place.stem,
        title=field(found.meta.title),
        byline=field(found.meta.initial_creator or found.meta.creator),
        language=field(found.meta.language),
        original_sha256=hashlib.sha256(raw).hexdigest(),
        reader=reader("odfdo"),
        notes=(*replaced, *_notes(counts)),
    )


def _notes(counts: dict[str, int]) -> list[str]:
    out = []
    if counts["text:tracked-changes"]:
        told = f"insertions: {counts['text:insertion']}, deletions: {counts['text:deletion']}"
        out.append(f"tracked changes read as accepted, with insertions in the text and deletions left out ({told})")
    if counts["text:note"]:
        out.append("footnotes and endnotes were left out")
    if counts["office:annotation"]:
        out.append("comments in the margin were left out")
    return out
