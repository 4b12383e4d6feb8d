"""NewsML-G2 and NITF, the agencies' XML, taken apart with lxml: an article for each item that is text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from audit.domain.text import Article, SkippedInput
from audit.ingest import markup
from audit.ingest.decode import storable
from audit.ingest.extras import reader
from audit.ingest.fields import field, published
from audit.ingest.place import Place
from audit.ingest.refused import Refused

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_USABLE = ("", "usable")


def items(raw: bytes, place: Place) -> Iterator[Article | SkippedInput]:
    """The news items in ``raw``. Raises ``Refused`` (format, empty)."""
    root = markup.xml(raw)
    digest = hashlib.sha256(raw).hexdigest()
    if markup.local(root) == "nitf":
        yield _nitf(root, place, digest)
        return
    found = [root] if markup.local(root) == "newsitem" else [one for one in root.iter("{*}newsItem")]
    if not found:
        raise Refused("empty", "it has no news item; give the files of the items that the package lists")
    for number, item in enumerate(found, start=1):
        inside = place if item is root else place.inside(f":{number}", f"{place.stem}:{number}")
        try:
            yield _item(item, inside, digest)
        except Refused as refused:
            yield refused.at(inside.origin)


def _item(item: Any, place: Place, digest: str) -> Article:
    body = _first(item, "contentSet", "inlineXML")
    data = _first(item, "contentSet", "inlineData")
    nitf = next(iter(body.iter("{*}nitf")), None) if body is not None else None
    if nitf is not None:
        content = next(iter(nitf.iter("{*}body.content")), nitf)
        text = markup.text(content)
    else:
        text = markup.text(body) if body is not None else _words(data) or ""
        if body is None and markup.HTML.search(text):
            text = markup.html(text)
    if not text.strip():
        raise Refused("empty", "the item has no text of its own; give the file that it refers to")
    meta, content_meta = _first(item, "itemMeta"), _first(item, "contentMeta")
    day, undated = published(_words(_first(meta, "versionCreated")) or _words(_first(meta, "firstCreated")))
    guid = field(item.get("guid"))
    language = _first(content_meta, "language")
    status = (_attribute(_first(meta, "pubStatus"), "qcode") or "").rpartition(":")[2].lower()
    return Article(
        text=storable(text)[0],
        origin=place.origin,
        doc_id=guid or place.stem,
        title=_words(_first(content_meta, "headline")) or (_words(_below(nitf, "hl1")) if nitf is not None else None),
        byline=_words(_first(content_meta, "by")) or (_words(_below(nitf, "byline")) if nitf is not None else None),
        outlet=_words(_first(meta, "provider", "name")) or _words(_first(content_meta, "creditline")) or _provider(meta),
        section=_words(_first(content_meta, "subject", "name")),
        published=day,
        url=guid if guid and guid.startswith(("http://", "https://")) else None,
        language=_attribute(language, "tag") or field(item.get(_LANGUAGE)),
        original_sha256=digest,
        reader=reader("lxml"),
        notes=(*undated, *(() if status in _USABLE else (f"its status is {status!r}, not usable",))),
    )


def _nitf(root: Any, place: Place, digest: str) -> Article:
    text = markup.text(next(iter(root.iter("{*}body.content")), None))
    if not text.strip():
        raise Refused("empty", "its body.content has no text; check that all of it was saved")
    issued, paper = _below(root, "date.issue"), _below(root, "pubdata")
    day, undated = published(_attribute(issued, "norm") or _attribute(paper, "date.publication"))
    return Article(
        text=text,
        origin=place.origin,
        doc_id=_attribute(_below(root, "doc-id"), "id-string") or place.stem,
        title=_words(_below(root, "hl1")) or _words(_below(root, "title")),
        byline=_words(_below(root, "byline")),
        outlet=_attribute(paper, "name") or _words(_below(root, "distributor")),
        section=_attribute(paper, "position.section"),
        published=day,
        language=field(root.get(_LANGUAGE)),
        original_sha256=digest,
        reader=reader("lxml"),
        notes=undated,
    )


def _first(element: Any, *path: str) -> Any:
    """The first element down a path of names, whatever their namespace; None where there is none."""
    for name in path:
        element = None if element is None else element.find(f"{{*}}{name}")
    return element


def _below(element: Any, name: str) -> Any:
    """The first element of a name anywhere below."""
    return next(iter(element.iter(f"{{*}}{name}")), None)


def _words(element: Any) -> str | None:
    return None if element is None else field(" ".join(element.itertext()))


def _attribute(element: Any, name: str) -> str | None:
    return None if element is None else field(element.get(name))


def _provider(meta: Any) -> str | None:
    """The code of who sent it, without its scheme."""
    provider = _first(meta, "provider")
    code = _attribute(provider, "literal") or _attribute(provider, "qcode")
    return code.rpartition(":")[2] or None if code else None
