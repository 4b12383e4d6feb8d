"""RSS and Atom files, read by feedparser: an article an entry, with what the feed carries of it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from audit.domain.text import Article, SkippedInput
from audit.ingest import markup
from audit.ingest.decode import storable
from audit.ingest.extras import package, reader
from audit.ingest.fields import field, published
from audit.ingest.place import Place, take
from audit.ingest.refused import Refused, refusal


def read(stream: BinaryIO, place: Place) -> Iterator[Article | SkippedInput]:
    """The entries of a feed. Raises ``Refused`` (package, too_large, empty, format)."""
    return entries(take(stream, place), place)


def entries(raw: bytes, place: Place) -> Iterator[Article | SkippedInput]:
    """The entries of a feed in ``raw``. Raises as ``read`` does."""
    feedparser = package("feedparser", "feeds")
    found = feedparser.parse(io.BytesIO(raw), sanitize_html=True, resolve_relative_uris=False)
    if not found.entries:
        raise Refused("empty", "it has no entries, or is not a feed; check that all of it was saved")
    digest = hashlib.sha256(raw).hexdigest()
    for number, entry in enumerate(found.entries, start=1):
        inside = place.inside(f":{number}", f"{place.stem}:{number}")
        try:
            yield _article(entry, found.feed, inside, digest)
        except (Refused, ValueError, AttributeError, TypeError, LookupError) as error:
            yield refusal(error).at(inside.origin)


def _article(entry: Any, feed: Any, place: Place, digest: str) -> Article:
    contents = [one for one in entry.get("content") or () if field(one.get("value"))]
    chosen = contents[0] if contents else entry.get("summary_detail") or {"value": entry.get("summary") or ""}
    text = _text(str(chosen.get("value") or ""))
    if not text.strip():
        raise Refused("empty", "the entry has no text of its own, only a title or a link; save the page it links to")
    day, undated = published(entry.get("published") or entry.get("updated"))
    notes = () if contents else ("only the summary in the feed, which may not be the whole article",)
    return Article(
        text=text,
        origin=place.origin,
        doc_id=field(entry.get("id")) or place.stem,
        title=field(_text(str(entry.get("title") or ""))),
        byline=field([author.get("name") for author in entry.get("authors") or ()]) or field(entry.get("author")),
        outlet=field(_text(str((entry.get("source") or {}).get("title") or feed.get("title") or ""))),
        section=field([tag.get("term") for tag in entry.get("tags") or ()][:1]),
        published=day,
        url=field(entry.get("link")),
        language=field(chosen.get("language")) or field(feed.get("language")),
        original_sha256=digest,
        reader=reader("feedparser"),
        notes=(*undated, *notes),
    )


def _text(words: str) -> str:
    return markup.html(words) if markup.HTML.search(words) else storable(words.strip())[0]
