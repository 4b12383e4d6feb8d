"""Web archives, read by warcio: the pages that a server answered with, each by the reader of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any, BinaryIO

from audit.domain.text import SkippedInput
from audit.ingest.extras import package
from audit.ingest.fields import field
from audit.ingest.media import KINDS, kind
from audit.ingest.part import Part
from audit.ingest.place import Place
from audit.ingest.refused import Refused

_RECORDS = ("response", "resource", "conversion")


def parts(stream: BinaryIO, place: Place) -> Iterator[Part | SkippedInput]:
    """The pages of a web archive; redirects, errors, pictures and scripts are passed over.

    Raises ``Refused``: package; format where the archive breaks off or is none; empty where no page is in it.
    """
    iterator = package("warcio.archiveiterator", ".warc")
    empty, number = True, 0
    try:
        for number, record in enumerate(iterator.ArchiveIterator(stream), start=1):
            place.budget.member()
            before = place.budget.spent
            suffix = _suffix(record)
            if suffix is None:
                place.budget.spend(record.length or 0)
                continue
            empty = False
            url = field(record.rec_headers.get_header("WARC-Target-URI"))
            yield Part(place.inside(f":{number}", f"{place.stem}:{number}"), f"{number}{suffix}", partial(_content, record), url)
            place.budget.spend(before + (record.length or 0) - place.budget.spent)  # as in a tar
    except Refused:
        raise
    except Exception as error:  # warcio lets through what gzip, chunks and headers can raise
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise Refused("format", f"the archive is damaged after record {number} ({error}); get a clean copy") from error
    if empty:
        raise Refused("empty", f"none of its {number} records is a page; give another")


def _content(record: Any) -> AbstractContextManager[BinaryIO]:
    """The body of a record; closing it would close the archive."""
    return nullcontext(record.content_stream())


def _suffix(record: Any) -> str | None:
    """The suffix of a record that can hold an article."""
    if record.rec_type not in _RECORDS:
        return None
    headers = record.http_headers
    if headers is not None and str(headers.get_statuscode()) != "200":
        return None
    told = headers.get_header("Content-Type") if headers is not None else record.rec_headers.get_header("Content-Type")
    return KINDS.get(kind(told))
