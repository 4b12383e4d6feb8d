"""From what the user named to single files."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterator

from audit.domain.text import SkippedInput
from audit.ingest.decode import storable
from audit.ingest.refused import Refused


def find(named: str, apart: Collection[str] = (), *, follow: bool = False) -> Iterator[str | SkippedInput]:
    """The files of a path, a folder (sorted, with its folders, hidden ones left out) or a glob that no shell expanded.

    ``apart`` are real paths of files that no folder is to give, because they are the program's own. A file is given as it is, whether it
    can be read or not. Links that lead out of the folder given, or of the one that a glob begins in, are not followed unless ``follow``
    says so. What is not there, leads out, is a folder that cannot be opened, or holds nothing, comes as ``SkippedInput``.
    """
    try:
        paths = [named] if os.path.lexists(named) or not glob.has_magic(named) else sorted(glob.glob(named, recursive=True))
    except ValueError:
        paths = []
    if not paths:
        yield Refused("missing", "no file matches this pattern; check the pattern and the folder you are in").at(shown(named))
    seen: set[str] = set()
    for path in paths:
        given = None if follow else path if path == named else _fixed(named)
        if given is not None and path != named and (link := _way_out(path, given)) is not None:
            if link not in seen:
                seen.add(link)
                yield _outside(link)
            continue
        if not os.path.isdir(path):
            yield path
            continue
        if os.path.realpath(path) in seen:
            continue
        empty = True
        for found in _inside(path, seen, apart, given):
            empty = False
            yield found
        if empty:
            yield Refused("empty", "the folder has no files, or only hidden ones; give another").at(shown(path))


def real(path: str) -> str:
    """The path without links, by which a file is known under all of its names."""
    try:
        return os.path.realpath(path)
    except ValueError:  # no path can have that character
        return path


def shown(path: str) -> str:
    """``path`` as it can be printed and stored: bytes of a name that are no UTF-8 become U+FFFD."""
    return storable(path)[0]


def _inside(folder: str, seen: set[str], apart: Collection[str], given: str | None) -> Iterator[str | SkippedInput]:
    """Links are followed within the folder ``given`` (None: everywhere), each real folder once.

    A folder's README tells of the folder and is no article; name it to audit it.
    """
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        with os.scandir(folder) as entries:
            shown_ones = [entry for entry in entries if not entry.name.startswith(".")]
            inside = sorted((entry.name, os.path.isdir(entry.path), entry.is_symlink()) for entry in shown_ones)
    except OSError as error:
        reason = f"the folder cannot be opened ({error.strerror}); check its permissions"
        yield Refused("unreadable", reason).at(shown(folder))
        return
    for name, is_folder, is_link in inside:
        path = os.path.join(folder, name)
        if is_link and given is not None and _leads_out(path, given):
            yield _outside(path)
        elif is_folder:
            yield from _inside(path, seen, apart, given)
        elif not name.upper().startswith("README") and os.path.join(real, name) not in apart:
            yield path


def _leads_out(path: str, folder: str) -> bool:
    real, root = os.path.realpath(path), os.path.realpath(folder)
    return real != root and not real.startswith(os.path.join(root, ""))


def _way_out(path: str, folder: str) -> str | None:
    """The first link on the way from ``folder`` to ``path``, which a glob found in it, that leads out of it."""
    way = folder
    for name in os.path.relpath(path, folder).split(os.sep):
        way = os.path.join(way, name)
        if os.path.islink(way) and _leads_out(way, folder):
            return way
    return None


def _fixed(pattern: str) -> str:
    """The folder that a glob begins in: what stands before its first sign."""
    folder = pattern
    while glob.has_magic(folder):
        folder = os.path.dirname(folder)
    return folder or os.curdir


def _outside(path: str) -> SkippedInput:
    reason = "it is a link that leads out of the folder; give the file itself, or follow such links with --follow-links"
    return Refused("unsafe", reason).at(shown(path))
