"""Zip files that are one document (Word, OpenDocument): held to the limits before a library opens them."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from typing import BinaryIO

from audit.ingest import markup
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
        packed = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        if raw.startswith(b"\xd0\xcf\x11\xe0"):
            raise Refused("encrypted", "it is an old Office file or one with a password; save it anew without one") from error
        raise _damaged(error) from error
    parts = [part for part in packed.infolist() if part.filename.lower().endswith(_XML)]
    size = sum(part.file_size for part in parts)
    if size > PARTS * place.limit:
        raise too_large(size, PARTS * place.limit)
    if needed not in packed.namelist():
        raise Refused("format", f"it has no {needed} in it, so it is no such document; open it in its own program and save it anew")
    for part in parts:
        if part.flag_bits & 1:
            raise Refused("encrypted", "it has a password; save it without one")
        markup.refuse_declarations(_unpacked(packed, part))
    return raw, packed


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    try:
        return packed.read(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, lzma.LZMAError, OSError) as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> Refused:
    return Refused("format", f"it is damaged or no such document ({error}); open it in its own program and save it anew")
