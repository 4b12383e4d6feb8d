"""From the paths that were given to articles, one by one. What cannot be used becomes a ``SkippedInput`` with its reason."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from pathlib import PurePath
from typing import BinaryIO

from audit.config import Settings
from audit.domain.text import Article, SkippedInput
from audit.errors import InputError
from audit.ingest import bounded, fetch, files, jsonlines, plain
from audit.ingest.budget import Budget
from audit.ingest.decode import storable
from audit.ingest.head import completed
from audit.ingest.place import Place, take, too_large
from audit.ingest.readers import formats, suffix
from audit.ingest.refused import Refused, refusal
from audit.ingest.screen import screen
from audit.ingest.wire import Request

STDIN = "-"


def read_paths(
    paths: Sequence[str], settings: Settings, stdin: BinaryIO | None = None, *, apart: Collection[str] = ()
) -> Iterator[Article | SkippedInput]:
    """The articles of files, folders, globs, addresses and ``-`` (``stdin``, by default the process's own), in the order given.

    Addresses are fetched where ``settings.fetch`` says so. Lazy: a file is opened when its turn comes, and one is held at a time. A file
    that is named twice is read once; ``apart`` are real paths of files that are no articles and are passed over in folders.
    Raises ``InputError`` at once where no path is given; everything else that goes wrong is a ``SkippedInput``.
    """
    if not paths:
        raise InputError("no articles given; give files, folders or - for standard input")
    return _read_all(tuple(paths), settings, stdin, apart)


def read_text(text: str, settings: Settings, *, doc_id: str = "text", origin: str = "text") -> Article | SkippedInput:
    """One article from words that are already at hand, kept as a text file would be (NUL and lone surrogates replaced)."""
    kept, notes = storable(text)
    raw = kept.encode("utf-8")
    try:
        if len(raw) > settings.max_bytes:
            raise too_large(len(raw), settings.max_bytes)
        article = plain.article(kept, raw, Place(origin, doc_id, settings.max_bytes), notes)
        return screen(completed(article), settings)
    except Refused as refused:
        return refused.at(origin)


def _read_all(
    paths: tuple[str, ...], settings: Settings, stdin: BinaryIO | None, apart: Collection[str]
) -> Iterator[Article | SkippedInput]:
    seen: set[str] = set()
    for named in paths:
        if named == STDIN:
            place = Place(STDIN, "stdin", settings.max_bytes, settings.columns)
            yield from _screened(_standard_input(stdin or sys.stdin.buffer, place), place, settings)
            continue
        if fetch.is_address(named):
            place = Place(fetch.without_secrets(named), fetch.stem(named), settings.max_bytes, settings.columns, Budget.of(settings))
            yield from _screened(_address(named, place, settings), place, settings)
            continue
        for found in files.find(named, apart, follow=settings.follow_links):
            if isinstance(found, SkippedInput):
                yield found
            elif (real := files.real(found)) not in seen:
                seen.add(real)
                shown = files.shown(found)
                place = Place(shown, PurePath(shown).stem, settings.max_bytes, settings.columns, Budget.of(settings))
                yield from _screened(_file(found, place, settings), place, settings)


def _screened(articles: Iterator[Article | SkippedInput], place: Place, settings: Settings) -> Iterator[Article | SkippedInput]:
    """``articles`` that pass; refusals and the system's errors as values."""
    try:
        for article in articles:
            if isinstance(article, SkippedInput):
                yield article
                continue
            try:
                passed: Article | SkippedInput = screen(article, settings)
            except Refused as refused:
                passed = refused.at(article.origin)
            yield passed
    except (Refused, OSError) as error:
        yield refusal(error).at(place.origin)


def _file(path: str, place: Place, settings: Settings) -> Iterator[Article | SkippedInput]:
    status = _status(path)
    end = suffix(path)
    if not end:
        raise Refused("format", f"files of this kind cannot be read; the name has to end in one of: {' '.join(formats())}")
    form = formats()[end]
    if not stat.S_ISREG(status.st_mode):
        raise Refused("unreadable", "it is not an ordinary file; to read a pipe, send it to standard input and give -")
    if form.whole and status.st_size > place.limit:
        raise too_large(status.st_size, place.limit)
    if form.bounded or form.read is None:
        request = Request(place, end, os.path.abspath(path))  # absolute, as the reader may have started in another folder
        yield from bounded.read(request, settings.timeout, settings.archive_seconds)
        return
    with open(path, "rb") as stream:
        yield from form.read(stream, place)


def _address(named: str, place: Place, settings: Settings) -> Iterator[Article | SkippedInput]:
    if not settings.fetch:
        raise fetch.refused_unasked()
    yield from bounded.read(fetch.fetch(named, place, settings.timeout), settings.timeout, settings.archive_seconds)


def _status(path: str) -> os.stat_result:
    try:
        return os.stat(path)
    except ValueError:
        raise FileNotFoundError(path) from None


def _standard_input(stream: BinaryIO, place: Place) -> Iterator[Article | SkippedInput]:
    """JSON Lines where the first line with anything on it is a JSON object; otherwise plain text."""
    head: list[bytes] = []
    coming = jsonlines.lines(stream, place.limit)
    for line in coming:
        if line is None or sum(map(len, head)) > place.limit:
            raise too_large(None, place.limit)
        head.append(line)
        if line.strip():
            break
    if head and _is_record(head[-1]):
        yield from jsonlines.read_lines(chain(head, coming), place)
    else:
        yield plain.parse(take(stream, place, b"".join(head)), place)


def _is_record(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line.removeprefix(b"\xef\xbb\xbf")), dict)
    except (ValueError, RecursionError):
        return False
