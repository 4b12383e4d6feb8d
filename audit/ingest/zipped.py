"""Zip files that are one document (Word, OpenDocument): held to the limits before a library opens them."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from typing import BinaryIO

from audit.ingest import archive, markup
from audit.ingest.budget import LimitReached
from audit.ingest.place import Place, take, too_large
from audit.ingest.refused import Refused

PARTS = 4
"""The XML of a document may have this many times the bytes that a file may have."""
_XML = (".xml", ".rels")


def document(stream: BinaryIO, place: Place, needed: str) -> tuple[bytes, zipfile.ZipFile]:
    """The bytes of a document and the zip in them, which holds ``needed``.

    Raises ``Refused``: too_large where its XML would fill more than ``PARTS`` limits, format where it is no such document or its XML
    declares entities, encrypted where a password was set.
    """
    raw = take(stream, place)
    try:
        packed = archive.opened(io.BytesIO(raw), place)
    except LimitReached:
        raise
    except Refused as error:
        if raw.startswith(b"\xd0\xcf\x11\xe0"):
            raise Refused(
                "encrypted", ("it is an old Office file or has a password; save it in a current format without a password")
            ) from error
        raise _damaged(error.__cause__ or error) from error
    for _ in packed.infolist():
        place.budget.member()
    parts = [part for part in packed.infolist() if part.filename.lower().endswith(_XML)]
    size = sum(part.file_size for part in parts)
    if size > PARTS * place.limit:
        raise too_large(size, PARTS * place.limit)
    if needed not in packed.namelist():
        raise Refused(
            "format", (f"it has no {needed} in it, so it is not such a document; open it in the program that made it and save it again")
        )
    for part in parts:
        if part.flag_bits & 1:
            raise Refused("encrypted", "it has a password; save it without one")
        xml = _unpacked(packed, part)
        place.budget.spend(len(xml))
        markup.refuse_declarations(xml)
    return raw, packed


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    try:
        return packed.read(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, lzma.LZMAError, OSError) as error:
        raise _damaged(error) from error


def _damaged(error: BaseException) -> Refused:
    return Refused("format", f"it is damaged or not such a document ({error}); open it in the program that made it and save it again")
