"""Where a command reads from and writes to: its database, its output, and the files it must not overwrite."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from audit import making
from audit.cli.messages import tell
from audit.config import Settings
from audit.destination import STDOUT, Destination
from audit.errors import StoreError


def shown_database(url: str) -> str:
    """The name of a database without a password."""
    from audit.store.engine import shown

    return shown(url)


def tell_database(settings: Settings) -> None:
    """Says where the results go, where that is not the default, or a link that came with the folder makes it another."""
    files = _database_files(settings)
    if files and files[0].is_symlink():
        tell(f"database: {shown_database(settings.db)}, a link to {os.path.realpath(files[0])}")
    elif settings.db != Settings().db:
        tell(f"database: {shown_database(settings.db)}")


def own_files(settings: Settings, output: Destination | None) -> set[str]:
    """Real paths of what a run writes, its SQLite database and ``output`` (None: standard output): in a folder they are no articles."""
    return {os.path.realpath(file) for file in (*_database_files(settings), output.path if output else STDOUT)}


def destination(
    settings: Settings, output: Path | None, overwrite: bool, inputs: Iterable[str] = (), folder: Sequence[str] = ()
) -> Destination | None:
    """Where a command's output goes; None for standard output. ``folder``: it is a folder with files of those names.

    Raises ``InputError`` where that is the database, one of the command's ``inputs`` or what a stored article was read from, cannot be
    written, or would be replaced without ``overwrite``.
    """
    if output is None or str(output) == "-":
        _refuse_needed(Destination(STDOUT), settings, inputs)
        return None
    for place in [output / name for name in folder] or [output]:
        _refuse_needed(Destination(place, overwrite), settings, inputs)
    out = Destination(output, overwrite)
    if folder:
        out.check_folder(folder)
    else:
        out.check()
    return out


def _refuse_needed(place: Destination, settings: Settings, inputs: Iterable[str]) -> None:
    from audit.report.own import made_by_this

    place.refuse(_database_files(settings), "a file of the database")
    if place.replaces:
        place.refuse((Path("/dev/stdin" if one == "-" else one) for one in inputs), "an input to this command")
        if place.overwrite and not made_by_this(place.path):
            place.refuse(_within(inputs, settings.follow_links), "in a folder that this command reads")
            place.refuse(_sources(settings), "the file of a stored article")


def _database_files(settings: Settings) -> list[Path]:
    from audit.store.engine import files_of

    with suppress(StoreError):  # where the database is asked for, opening it tells what is wrong with the URL
        return files_of(settings.db)
    return []


def _within(inputs: Iterable[str], follow_links: bool) -> Iterator[Path]:
    """The files that are read from folders and patterns."""
    from audit.ingest.files import find

    for named in inputs:
        yield from (Path(found) for found in find(named, follow=follow_links) if isinstance(found, str))


def _sources(settings: Settings) -> set[Path]:
    """What the stored articles may have been read from, by paths from here or from the database; nothing where there is none to be had."""
    folders = {Path(), *(file.parent for file in _database_files(settings))}
    with suppress(StoreError):
        origins = making.open_repository(settings).origins()
        return {folder / path for origin in origins for path in _read_from(origin) for folder in folders}
    return set()


def _read_from(origin: str) -> Iterator[Path]:
    """The paths that an origin may mean: a file, one before a line number, an archive before the name of a member."""
    path = Path(re.sub(r":\d+$", "", origin))
    yield from (Path(origin), path, *path.parents)
