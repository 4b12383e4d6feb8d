"""Word documents, read by mammoth: a paragraph a line, as they read when every tracked change is accepted."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections import Counter
from typing import Any, BinaryIO

from audit.domain.text import Article
from audit.ingest import markup
from audit.ingest.decode import storable
from audit.ingest.extras import package, reader
from audit.ingest.fields import field
from audit.ingest.place import Place
from audit.ingest.refused import Refused
from audit.ingest.zipped import document

_TRACKED = {"ins": "insertions", "moveto": "moved passages", "del": "deletions", "movefrom": "moved passages"}


def read(stream: BinaryIO, place: Place) -> Article:
    """The body of a document. Raises ``Refused`` (package, format, too_large, empty, encrypted)."""
    mammoth = package("mammoth", ".docx")
    raw, packed = document(stream, place, "[Content_Types].xml")
    words = mammoth.extract_raw_text(io.BytesIO(raw)).value
    text, replaced = storable(re.sub(r"\n{3,}", "\n\n", words).strip("\n"))
    told = _properties(packed)
    return Article(
        text=text,
        origin=place.origin,
        doc_id=place.stem,
        title=field(told.get("title")),
        byline=field(told.get("creator")),
        language=field(told.get("language")),
        original_sha256=hashlib.sha256(raw).hexdigest(),
        reader=reader("mammoth"),
        notes=(*replaced, *_changes(packed)),
    )


def _properties(packed: zipfile.ZipFile) -> dict[str, str]:
    try:
        root = markup.xml(packed.read("docProps/core.xml"))
    except (KeyError, Refused):
        return {}
    return {markup.local(element): element.text or "" for element in root}


def _changes(packed: zipfile.ZipFile) -> tuple[str, ...]:
    """Which view was read, where there is more than one, and what stands outside the body."""
    names = packed.namelist()
    counted: Counter[str] = Counter()
    notes = 0
    for name in names:
        if re.fullmatch(r"word/(document|footnotes|endnotes)\d*\.xml", name):
            found = [markup.local(element) for element in _elements(markup.xml(packed.read(name)))]
            counted.update(_TRACKED[tag] for tag in found if tag in _TRACKED and "document" in name)
            notes += sum(tag in ("footnote", "endnote") for tag in found if "document" not in name)
    out = []
    if counted:
        told = ", ".join(f"{kind}: {count}" for kind, count in sorted(counted.items()))
        out.append(f"tracked changes read as accepted, with insertions in the text and deletions left out ({told})")
    if notes > 2:  # each file of notes begins with two that are rules
        out.append("footnotes and endnotes were left out")
    if any(re.fullmatch(r"word/comments\d*\.xml", name) for name in names):
        out.append("comments in the margin were left out")
    return tuple(out)


def _elements(root: Any) -> Any:
    return root.iter("{*}*")
