"""Where bytes come from, and the limit on how many are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO

from audit.ingest.budget import Budget
from audit.ingest.refused import Refused


@dataclass(frozen=True, slots=True)
class Place:
    """``origin`` as told to the user, ``stem`` for the ``doc_id`` of inputs that bring none, ``limit`` in bytes.

    ``columns`` are pairs of a field of the article and the heading of the column that holds it, for tables. ``budget`` is that of the
    outermost archive, shared by everything in it.
    """

    origin: str
    stem: str
    limit: int
    columns: tuple[tuple[str, str], ...] = ()
    budget: Budget = field(default_factory=Budget, compare=False)

    def inside(self, name: str, stem: str) -> Place:
        """The place of something in this one: a member of an archive, an entry of a feed."""
        return Place(f"{self.origin}{name}", stem, self.limit, self.columns, self.budget)


def too_large(size: int | None, limit: int) -> Refused:
    """The refusal of an input of ``size`` bytes (None: not counted to its end)."""
    measured = "more bytes" if size is None else f"{size:,} bytes, more"
    return Refused("too_large", f"it has {measured} than the limit of {limit:,}; split it, or raise the limit with --max-bytes")


def take(stream: BinaryIO, place: Place, head: bytes = b"") -> bytes:
    """``head`` and all that follows it in ``stream``.

    Raises ``Refused`` (too_large, empty) and lets ``OSError`` of the stream through.
    """
    raw = head + stream.read(max(0, place.limit + 1 - len(head)))
    if len(raw) > place.limit:
        raise too_large(None, place.limit)
    if not raw.strip():
        raise Refused("empty", "it is empty; check that it was saved")
    return raw
