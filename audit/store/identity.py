"""Which texts are versions of one article."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import PurePath

from audit.domain.text import Article, digest

_LINE = re.compile(r":\d+\Z")
STDIN = "-"


def identity(article: Article) -> str:
    """A short id that all versions of an article share.

    - its ``url`` without the fragment, if it has one;
    - else the file that its ``origin`` names, however its path is spelled and by whatever link, with the place inside it and an id of its
      own: a line number at the end of the origin (``file.jsonl:12``) does not count where there is one, so that a record added above does
      not turn every article below it into a version of its neighbour;
    - else, where there is no such file, ``origin`` and ``doc_id`` as they are;
    - else (standard input has no place of its own) ``outlet`` and ``doc_id``, if both are there;
    - else the text itself: such an article has no other version.
    """
    if article.url:
        return digest("url", article.url.partition("#")[0])
    origin, line = _parted(article.origin)
    if origin and origin != STDIN:
        file, inside = _file(origin)
        if file:
            return digest("file", os.path.realpath(file), inside, _own_id(article.doc_id, origin, line))
        return digest("origin", origin, article.doc_id)
    if article.outlet and article.doc_id:
        return digest("outlet", article.outlet, article.doc_id)
    return digest("text", article.id)


def former(article: Article) -> Iterator[str]:
    """The ids that versions before 0.3 gave to an article of that file, by each spelling of its path; none of an article without one."""
    origin, line = _parted(article.origin)
    file, inside = _file(origin) if origin and origin != STDIN and not article.url else ("", "")
    if not file:
        return
    own = _own_id(article.doc_id, origin, line)
    spellings = [file, os.path.abspath(file), os.path.realpath(file)]
    with suppress(OSError, ValueError):  # there may be no way from here to there
        relative = os.path.relpath(file)
        spellings += [relative, os.path.join(".", relative), os.path.relpath(spellings[2])]
    for spelled in dict.fromkeys(spellings):
        stem = PurePath(spelled + inside).stem
        yield digest("origin", spelled + inside, f"{stem}{line}" if own in ("", line) else own)


class Claims:
    """Who has an address or id in one input: the current text of the article in the database, else the first that comes.

    Other texts under it are articles of their own, each its only version.
    """

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}
        """Identity to the id of the article that has it."""

    def identities(self, articles: Iterable[Article], stored: Mapping[str, str], current: Collection[str]) -> dict[str, str]:
        """Article id to identity; ``stored`` has the same of those in the database, of which ``current`` are current versions."""
        wanted = {article.id: identity(article) for article in articles}
        for article_id, mine in wanted.items():
            if article_id in current and stored[article_id] == mine:
                self._owners.setdefault(mine, article_id)
        return {article_id: self._claimed(article_id, mine, stored.get(article_id)) for article_id, mine in wanted.items()}

    def _claimed(self, article_id: str, mine: str, stored: str | None) -> str:
        own = digest("shared", mine, article_id)
        if stored == own and self._owners.get(mine) != article_id:
            return own
        return mine if self._owners.setdefault(mine, article_id) == article_id else own


def _parted(origin: str) -> tuple[str, str]:
    """The origin without a line number at its end, and that number with its colon."""
    line = _LINE.search(origin)
    return (origin[: line.start()], line[0]) if line else (origin, "")


def _file(origin: str) -> tuple[str, str]:
    """The file that an origin begins with, and what follows (a member of an archive); empty where there is no such file."""
    path = origin
    while path:
        if os.path.isfile(path):
            return path, origin[len(path) :]
        above = os.path.dirname(path)
        path = "" if above == path else above
    return "", ""


def _own_id(doc_id: str, origin: str, line: str) -> str:
    """The ``doc_id`` where it is more than the name of the file; else the number of the record, or nothing."""
    return line if doc_id == f"{PurePath(origin).stem}{line}" else doc_id
