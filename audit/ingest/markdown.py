"""Markdown, kept as it is written. The text begins after the front matter, if there is any: offsets count from there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from audit import __version__
from audit.domain.text import Article
from audit.ingest import plain
from audit.ingest.fields import field, published
from audit.ingest.head import completed
from audit.ingest.place import Place

_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*\Z")
_PAIR = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?:[ \t]++(.*)|)\Z")
_ITEM = re.compile(r"[ \t]*-[ \t]++(.*)\Z")
_OTHER = re.compile(r"(?:[ \t].*|[ \t]*#.*|[ \t]*)\Z")


def parse(raw: bytes, place: Place) -> Article:
    """The article of a Markdown file. Raises ``Refused`` (binary)."""
    article = plain.bare(raw, place)
    start, pairs = front_matter(article.text)
    day, notes = published(_first(pairs, "published", "date", "pubdate"))
    if start:
        notes = (*notes, f"front matter left out of the text: the first {start} characters")
    told = replace(
        article,
        text=article.text[start:],
        title=field(_first(pairs, "title", "headline")),
        byline=field(_first(pairs, "byline", "author", "authors")),
        outlet=field(_first(pairs, "outlet", "publisher", "publication", "source", "site")),
        section=field(_first(pairs, "section", "category")),
        published=day,
        url=field(_first(pairs, "url", "link", "canonical")),
        language=field(_first(pairs, "language", "lang")),
        reader=f"markdown {__version__}",
        notes=(*article.notes, *notes),
    )
    return completed(told)


def front_matter(text: str) -> tuple[int, dict[str, list[str]]]:
    """Where the text begins after its front matter (0: there is none), and the values of each key in lower case.

    Front matter is a first line ``---``, lines of ``key: value``, list items, indented lines, comments or nothing, and a
    line ``---`` or ``...``. A rule of dashes above prose is none.
    """
    pairs: dict[str, list[str]] = {}
    key, place = None, 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        words = line.rstrip("\r\n")
        place += len(line)
        if number == 0:
            if words.rstrip() != "---":
                break
        elif _FENCE.match(words):
            return (place, pairs) if pairs else (0, {})
        elif pair := _PAIR.match(words):
            key = pair[1].lower()
            pairs[key] = _values(pair[2] or "")
        elif item := _ITEM.match(words):
            if key is None:
                break
            pairs[key].append(_bare(item[1]))
        elif not _OTHER.match(words):
            break
    return 0, {}


def _values(written: str) -> list[str]:
    words = written.strip()
    if words.startswith("[") and words.endswith("]"):
        return [_bare(part) for part in words[1:-1].split(",")]
    return [_bare(words)] if words else []


def _bare(words: str) -> str:
    words = words.strip()
    return words[1:-1] if len(words) > 1 and words[0] == words[-1] and words[0] in "\"'" else words


def _first(pairs: dict[str, list[str]], *keys: str) -> Sequence[str] | None:
    return next((pairs[key] for key in keys if pairs.get(key)), None)
