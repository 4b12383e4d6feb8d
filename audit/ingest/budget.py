"""What one archive may take up in all, however many files and archives are in it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from audit.config import Settings
from audit.ingest.refused import Refused

_USUAL = Settings()
_NEVER_DENSE = 100_000_000
"""Bytes that any archive may unpack to, however small it is: a few pages of one template are as dense as a bomb."""
_ENTRY = 300
"""Bytes that a file may take in the list of a zip, on average: a long name, and what systems add to it."""


class LimitReached(Refused):
    """The end of an archive, with all that it stands in: what was read before stays, and nothing of the rest is read."""


def limit_reached(code: str, what: str, setting: str) -> LimitReached:
    """The refusal of the rest of an archive that ``what`` is said of; ``setting`` is the limit's name."""
    reason = (
        f"{what}; the files before that point were read, the rest were not: unpack it and give the folder, or raise {setting} "
        "(docs/inputs.md)"
    )
    return LimitReached(code, reason)


@dataclass(slots=True)
class Budget:
    """The limits of one archive, everything in it counted, and what was taken of them: files, and bytes as they are unpacked.

    ``packed``: bytes of the outermost file, 0 where that is not known. Every method raises ``LimitReached`` where a limit is passed.
    """

    members: int = _USUAL.archive_members
    unpacked: int = _USUAL.archive_bytes
    ratio: int = _USUAL.archive_ratio
    depth: int = _USUAL.archive_depth
    packed: int = 0
    counted: int = 0
    spent: int = 0

    @classmethod
    def of(cls, settings: Settings) -> Budget:
        """Nothing taken yet."""
        return cls(settings.archive_members, settings.archive_bytes, settings.archive_ratio, settings.archive_depth)

    def member(self) -> None:
        """One more file, whether it is read or passed over."""
        self.counted += 1
        if self.counted > self.members:
            raise limit_reached("too_many", f"the archive has more than {self.members:,} files", "archive_members")

    def listed(self, size: int) -> None:
        """A list of files that has so many bytes and is held as a whole."""
        if size > self.members * _ENTRY:
            raise limit_reached("too_many", f"its list of files alone takes {size:,} bytes", "archive_members")

    def spend(self, size: int) -> None:
        """So many more bytes were unpacked, or have to be to get on."""
        self.spent += max(0, size)
        if self.spent > self.unpacked:
            raise limit_reached("too_much", f"the archive unpacks to more than {self.unpacked:,} bytes", "archive_bytes")
        if self.packed and self.spent > max(_NEVER_DENSE, self.ratio * self.packed):
            raise limit_reached("too_dense", f"the archive unpacks to more than {self.ratio:,} times its size", "archive_ratio")

    def reading(self, stream: BinaryIO) -> BinaryIO:
        """``stream``, which spends as it is read. Closing it leaves ``stream`` open."""
        return cast(BinaryIO, io.BufferedReader(_Spending(stream, self)))


class _Spending(io.RawIOBase):
    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        room = memoryview(buffer)
        found = self._stream.read(len(room))
        self._budget.spend(len(found))
        room[: len(found)] = found
        return len(found)
