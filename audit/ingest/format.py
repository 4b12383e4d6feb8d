"""What a format is: how files of one kind are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from audit.domain.text import Article, SkippedInput
from audit.ingest.part import Part
from audit.ingest.place import Place

Reader = Callable[[BinaryIO, Place], Iterator[Article | SkippedInput]]
"""Reads a stream. Raises ``Refused`` for the input as a whole and lets ``OSError`` through."""
Parts = Callable[[BinaryIO, Place], Iterator[Part | SkippedInput]]
"""What is in an archive, opened only when it is asked for. Raises as a ``Reader`` does."""


@dataclass(frozen=True, slots=True)
class Format:
    """How files of one kind are read: by a reader, or, for archives, part by part.

    ``whole``: it is one article, or is held as a whole, so that the limit is for the file. ``bounded``: it is taken apart by other
    people's code, and therefore in a process of its own that can be stopped.
    """

    read: Reader | None = None
    parts: Parts | None = None
    whole: bool = True
    bounded: bool = True
