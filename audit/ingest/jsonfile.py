"""JSON files: IPTC ninjs, one item or a list of them, and records as a line of JSON Lines has them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from audit import __version__
from audit.domain.text import Article, SkippedInput
from audit.ingest import jsonlines, markup
from audit.ingest.decode import decode, storable
from audit.ingest.fields import field, published
from audit.ingest.place import Place, take
from audit.ingest.refused import Refused

_DATES = ("versioncreated", "firstcreated", "contentcreated")


def read(stream: BinaryIO, place: Place) -> Iterator[Article | SkippedInput]:
    """The items of a file. Raises ``Refused`` (too_large, empty, format, binary)."""
    raw = take(stream, place)
    decoded = decode(raw)
    try:
        found = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        raise Refused("format", f"it is not JSON ({error}); if it has one record per line, its name has to end in .jsonl") from error
    listed = found.get("items") if isinstance(found, dict) and isinstance(found.get("items"), list) else found
    items = listed if isinstance(listed, list) else [listed]
    if not items:
        raise Refused("empty", "it has no items; check that all of it was saved")
    digest = hashlib.sha256(raw).hexdigest()
    for number, item in enumerate(items, start=1):
        inside = place if item is found else place.inside(f":{number}", f"{place.stem}:{number}")
        try:
            yield _article(item, inside, digest, decoded.notes)
        except Refused as refused:
            yield refused.at(inside.origin)


def _article(item: Any, place: Place, digest: str, notes: tuple[str, ...]) -> Article:
    if not isinstance(item, dict):
        raise Refused("format", "it is not a news item; use ninjs, or records with a text as in JSON Lines")
    if isinstance(item.get("text"), str):
        return jsonlines.article(item, place.origin, place.stem, digest, f"json {__version__}", notes)
    text, replaced = storable(_body(item))
    if not text.strip():
        raise Refused("empty", "the item has no body text; give the file that it refers to")
    day, undated = published(next((item[key] for key in _DATES if field(item.get(key))), None))
    uri = field(item.get("uri"))
    status = field(item.get("pubstatus")) or "usable"
    return Article(
        text=text,
        origin=place.origin,
        doc_id=uri or place.stem,
        title=_valued(item, "headlines", "headline"),
        byline=field(item.get("by")) or field(item.get("byline")),
        outlet=field(item.get("copyrightholder")) or field(item.get("provider")),
        section=_section(item),
        published=day,
        url=uri if uri and uri.startswith(("http://", "https://")) else None,
        language=field(item.get("language")),
        original_sha256=digest,
        reader=f"ninjs {__version__}",
        notes=(*notes, *replaced, *undated, *(() if status == "usable" else (f"its status is {status!r}, not usable",))),
    )


def _body(item: dict[str, Any]) -> str:
    """The body in HTML, which keeps the paragraphs, else as plain text: ``bodies`` of version 2 and later, ``body_…`` of version 1."""
    bodies = item.get("bodies")
    known = [one for one in bodies if isinstance(one, dict)] if isinstance(bodies, list) else []
    found = [(str(one.get("contenttype") or one.get("role") or ""), one.get("value")) for one in known]
    found += [(key, value) for key, value in item.items() if key.startswith("body")]
    written = [(kind.lower(), words) for kind, words in found if isinstance(words, str) and words.strip()]
    pages = [words for kind, words in written if "html" in kind or "richtext" in kind]
    if pages:
        return markup.html(pages[0])
    words = next((words for _, words in written), "")
    return markup.html(words) if markup.HTML.search(words) else words


def _valued(item: dict[str, Any], listed: str, single: str) -> str | None:
    """A field that version 2 and later keep in a list of values, the main one first, and version 1 under names that begin alike."""
    found = item.get(listed)
    values = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    values.sort(key=lambda one: one.get("role") != "main")
    plain = sorted(key for key in item if key.startswith(single) and isinstance(item[key], str))
    words = next((field(one.get("value")) for one in values), None) or next((field(item[key]) for key in plain), None)
    return field(markup.html(words)) if words and markup.HTML.search(words) else words


def _section(item: dict[str, Any]) -> str | None:
    for key in ("subjects", "subject"):
        found = item.get(key)
        if isinstance(found, list):
            return next((field(one.get("name")) for one in found if isinstance(one, dict)), None)
    return None
