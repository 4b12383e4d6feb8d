"""Files that only their owner may read: they hold unpublished articles and what newsrooms think of sources."""

from __future__ import annotations

import os


def private_opener(path: str, flags: int) -> int:
    """For ``open(..., opener=private_opener)``: only its owner can read a new file; an existing one keeps its permissions."""
    return os.open(path, flags, 0o600)


def create_private(path: str | os.PathLike[str]) -> None:
    """Creates an empty private file if there is none. Raises ``OSError``."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
