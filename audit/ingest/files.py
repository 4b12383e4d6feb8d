"""From what the user named to single files."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterator

from audit.domain.text import SkippedInput
from audit.ingest.decode import storable
from audit.ingest.refused import Refused


def find(named: str, apart: Collection[str] = ()) -> Iterator[str | SkippedInput]:
    """The files of a path, a folder (sorted, with its folders, hidden ones left out) or a glob that no shell expanded.

    ``apart`` are real paths of files that no folder is to give, because they are the program's own. A file is given as it is, whether it
    can be read or not. What is not there, is a folder that cannot be opened, or holds nothing, comes as ``SkippedInput``.
    """
    try:
        paths = [named] if os.path.lexists(named) or not glob.has_magic(named) else sorted(glob.glob(named, recursive=True))
    except ValueError:
        paths = []
    if not paths:
        yield Refused("missing", "no file has a name like this; check the pattern and the folder you are in").at(shown(named))
    seen: set[str] = set()
    for path in paths:
        if not os.path.isdir(path):
            yield path
            continue
        if os.path.realpath(path) in seen:
            continue
        empty = True
        for found in _inside(path, seen, apart):
            empty = False
            yield found
        if empty:
            yield Refused("empty", "the folder holds no files, or only hidden ones; name another").at(shown(path))


def real(path: str) -> str:
    """The path without links, by which a file is known under all of its names."""
    try:
        return os.path.realpath(path)
    except ValueError:  # no path can have that character
        return path


def shown(path: str) -> str:
    """``path`` as it can be printed and stored: bytes of a name that are no UTF-8 become U+FFFD."""
    return storable(path)[0]


def _inside(folder: str, seen: set[str], apart: Collection[str]) -> Iterator[str | SkippedInput]:
    """Links to folders are followed, each real folder once.

    A folder's README tells of the folder and is no article; name it to audit it.
    """
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        with os.scandir(folder) as entries:
            inside = sorted((entry.name, os.path.isdir(entry.path)) for entry in entries if not entry.name.startswith("."))
    except OSError as error:
        reason = f"the folder cannot be opened ({error.strerror}); check its permissions"
        yield Refused("unreadable", reason).at(shown(folder))
        return
    for name, is_folder in inside:
        path = os.path.join(folder, name)
        if is_folder:
            yield from _inside(path, seen, apart)
        elif not name.upper().startswith("README") and os.path.join(real, name) not in apart:
            yield path
