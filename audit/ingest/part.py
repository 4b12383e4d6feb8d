"""One thing in an archive."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO

from audit.ingest.place import Place


@dataclass(frozen=True, slots=True)
class Part:
    """``name`` ends in the suffix that chooses the reader; ``open`` gives the bytes, and may only be called before the next part comes.

    ``url`` is where it was fetched from, for articles that do not say so themselves.
    """

    place: Place
    name: str
    open: Callable[[], AbstractContextManager[BinaryIO]]
    url: str | None = None
