"""Files that only their owner may read: what is written here holds unpublished articles and what desks think of sources."""

from __future__ import annotations

import os


def opener(path: str, flags: int) -> int:
    """For ``open(..., opener=opener)``: a file that is made new is readable by its owner only; one that is there keeps its permissions."""
    return os.open(path, flags, 0o600)


def make(path: str | os.PathLike[str]) -> None:
    """Makes an empty private file where there is none. Raises ``OSError``."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
