"""EPUB, as magazines and news readers save issues: each page of the reading order is an article, read as a saved web page is."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast
from urllib.parse import unquote

from audit.domain.text import Article, SkippedInput
from audit.ingest import archive, html, markup
from audit.ingest.budget import LimitReached
from audit.ingest.decode import decode
from audit.ingest.fields import field, published
from audit.ingest.place import Place, take
from audit.ingest.refused import Refused, refusal

_CONTAINER, _LOCKED = "META-INF/container.xml", "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html")
_REMADE = "the file is not a valid EPUB ({}); open it in the program that made it and save it again"


@dataclass(frozen=True, slots=True)
class _Issue:
    """What the package says of the whole, and the names of its pages in reading order."""

    pages: tuple[str, ...]
    title: str | None
    publisher: str | None
    language: str | None
    day: str | None
    notes: tuple[str, ...]


def read(stream: BinaryIO, place: Place) -> Iterator[Article | SkippedInput]:
    """The pages with words, in reading order (EPUB 2 and 3, https://www.w3.org/TR/epub-33/); tables of contents are passed over.

    Raises ``Refused`` (format, empty, too_large).
    """
    packed = archive.opened(stream if stream.seekable() else BytesIO(take(stream, place)), place)
    issue = _issue(packed, place)
    locked = _locked(packed, place)
    for name in issue.pages:
        place.budget.member()
        inside = archive.inside(place, name)
        try:
            if name in locked:
                raise Refused("encrypted", "it is copy-protected; save its text as .txt and give that file")
            page = _page(_taken(packed, name, inside), inside)
            if page is not None:
                yield _article(page, issue)
        except LimitReached:
            raise
        except Exception as error:  # one page that cannot be read costs no other
            yield refusal(error).at(inside.origin)


def _page(raw: bytes, place: Place) -> Article | None:
    """The article of a page; None of a cover, which holds no words. Raises ``Refused``."""
    try:
        return html.parse(raw, place)
    except Refused as refused:
        if refused.code == "empty" and not markup.html(decode(raw).text):
            return None
        raise


def _article(page: Article, issue: _Issue) -> Article:
    return replace(
        page,
        outlet=issue.publisher or page.outlet or issue.title,
        published=page.published or issue.day,
        language=page.language or issue.language,
        notes=(*page.notes, *issue.notes),
    )


def _issue(packed: zipfile.ZipFile, place: Place) -> _Issue:
    root = next(_elements(markup.xml(_taken(packed, _CONTAINER, place)), "rootfile"), None)
    if root is None:
        raise Refused("format", _REMADE.format("it names no package"))
    at = str(root.get("full-path"))
    package = markup.xml(_taken(packed, at, place))
    items = {item.get("id"): item for item in _elements(package, "item")}
    ordered = (items.get(one.get("idref")) for one in _elements(package, "itemref"))
    pages = [item for item in ordered if item is not None and item.get("media-type") in _PAGES]
    names = (_resolved(at, item.get("href")) for item in pages if "nav" not in (item.get("properties") or "").split())
    found = tuple(dict.fromkeys(names))
    if not found:
        raise Refused("empty", "its reading order has no pages; open it in the program that made it and save it again")
    day, undated = published(_told(package, "date"))
    return _Issue(found, _told(package, "title"), _told(package, "publisher"), _told(package, "language"), day, undated)


def _told(package: Any, name: str) -> str | None:
    """The first of the metadata elements of that name that has words."""
    return next((words for one in _elements(package, name) if (words := field(one.text))), None)


def _locked(packed: zipfile.ZipFile, place: Place) -> set[str]:
    """Names of what was encrypted; fonts may be, and are not pages."""
    if _LOCKED not in packed.namelist():
        return set()
    return {_resolved("", one.get("URI")) for one in _elements(markup.xml(_taken(packed, _LOCKED, place)), "cipherreference")}


def _elements(root: Any, name: str) -> Iterator[Any]:
    return (one for one in root.iter() if isinstance(one.tag, str) and markup.local(one) == name)


def _resolved(at: str, href: object) -> str:
    """The name in the zip that a link in the file ``at`` leads to."""
    path = unquote(str(href or "").partition("#")[0])
    return posixpath.normpath(posixpath.join(PurePosixPath(at).parent.as_posix() if at else "", path))


def _taken(packed: zipfile.ZipFile, name: str, place: Place) -> bytes:
    try:
        member = packed.getinfo(name)
    except KeyError:
        raise Refused("format", _REMADE.format(f"{name[:80]} is not in it")) from None
    if member.flag_bits & 1:
        raise Refused("encrypted", "it has a password; save it without one")
    with packed.open(member) as opened:
        return take(place.budget.reading(cast(BinaryIO, opened)), place)
