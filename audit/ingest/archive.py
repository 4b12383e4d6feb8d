"""Zip and tar files: what is in them, in their order, read from the archive and never unpacked to the disk."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from audit.domain.text import SkippedInput
from audit.ingest.decode import storable
from audit.ingest.part import Part
from audit.ingest.place import Place
from audit.ingest.refused import Refused

_BROKEN = "the archive is damaged ({}); make it again, or unpack it and give the folder"


def zip_parts(stream: BinaryIO, place: Place) -> Iterator[Part | SkippedInput]:
    """The files of a zip. Raises ``Refused`` (format, empty)."""
    packed = opened(stream, place)
    empty = True
    for member in packed.infolist():
        place.budget.member()
        if member.is_dir() or _passed_over(member.filename):
            continue
        empty = False
        within = inside(place, member.filename)
        if refused := _unsafe(member.filename):
            yield refused.at(within.origin)
        elif member.flag_bits & 1:
            yield Refused("encrypted", "it has a password; unpack the archive and give the folder").at(within.origin)
        else:
            yield Part(within, member.filename, partial(_open_zip, packed, member))
    if empty:
        raise Refused("empty", "the archive has no files in it; give another")


def opened(stream: BinaryIO, place: Place) -> zipfile.ZipFile:
    """The list of a zip. Raises ``Refused`` (format) and ``LimitReached``, the latter before the list is read."""
    try:
        end = zipfile._EndRecData(stream)  # type: ignore[attr-defined]
        place.budget.listed(end[zipfile._ECD_SIZE] if end else 0)  # type: ignore[attr-defined]
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused("format", _BROKEN.format(error)) from error


def tar_parts(stream: BinaryIO, place: Place) -> Iterator[Part | SkippedInput]:
    """The files of a tar, compressed or not. Raises ``Refused`` (format, empty)."""
    empty = True
    try:
        packed = tarfile.open(fileobj=stream, mode="r:*")  # noqa: SIM115 - its members are read while it is open, and the stream is not ours
        for member in packed:
            packed.members = []  # type: ignore[attr-defined]  # else every header would be kept
            place.budget.member()
            before = place.budget.spent
            if member.isdir() or _passed_over(member.name):
                place.budget.spend(member.size)
                continue
            empty = False
            within = inside(place, member.name)
            if refused := _unsafe(member.name):
                yield refused.at(within.origin)
            elif not member.isreg():
                yield Refused("unreadable", "it is a link or a device; put the file itself into the archive").at(within.origin)
            else:
                yield Part(within, member.name, partial(_open_tar, packed, member))
            place.budget.spend(before + member.size - place.budget.spent)  # what was not read of it has to be unpacked to get past it
    except (tarfile.TarError, EOFError, ValueError, OSError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise Refused("format", _BROKEN.format(error)) from error
    if empty:
        raise Refused("empty", "the archive has no files in it; give another")


def _open_zip(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    return cast(BinaryIO, packed.open(member))


def _open_tar(packed: tarfile.TarFile, member: tarfile.TarInfo) -> BinaryIO:
    found: IO[bytes] | None = packed.extractfile(member)
    assert found is not None  # it is an ordinary file
    return cast(BinaryIO, found)


def inside(place: Place, name: str) -> Place:
    """The place of the file ``name`` of an archive."""
    shown = storable("".join(letter if letter.isprintable() else "\ufffd" for letter in name))[0]
    return place.inside(f"/{shown}", PurePosixPath(shown.replace("\\", "/")).stem or place.stem)


def _passed_over(name: str) -> bool:
    """Hidden files, those that a Mac adds, and READMEs, as in folders."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    hidden = any(part.startswith(".") and part.strip(".") for part in parts)
    return hidden or "__MACOSX" in parts or (bool(parts) and parts[-1].upper().startswith("README"))


def _unsafe(name: str) -> Refused | None:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if ".." in parts or name.startswith(("/", "\\")) or ":" in name[:3]:
        return Refused("unsafe", "its name leads out of the archive, by mistake or with intent to harm; make the archive again")
    return None
