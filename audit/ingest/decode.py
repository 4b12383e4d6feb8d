"""From bytes to text, with a note of everything that was guessed or changed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from audit.ingest.refused import Refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip, Word or other Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_NEVER_STORED = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROL = 0.2
"""Above this share of control characters, it is no text."""
_FAITH = 4
"""Bytes are UTF-8 with faults if this many characters beyond ASCII are right for each wrong one."""
_TIE = 0.01
"""Guesses whose measured mess differs by no more than this are equally good."""
_PREFERRED = ("cp1252", "mac_roman", "cp1251")
"""What is commonest where guesses are equally good; every Western code page reads a lone accent alike."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without NUL and lone surrogates, and what there is to tell of it."""

    text: str
    notes: tuple[str, ...] = ()


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """The text of ``raw``: by its byte order mark, as UTF-8, as the encoding it declares, or as the likeliest one.

    Raises ``Refused`` (binary) where there is no plausible text.
    """
    for signature, kind in _SIGNATURES:
        if raw.startswith(signature):
            raise Refused("binary", f"it is {kind}, not text; save the article as .txt or .html and give that file")
    text, notes = _text(raw, declared)
    if _mostly_control(text):
        raise _no_text()
    kept, noted = storable(text)
    return Decoded(kept, (*notes, *noted))


def storable(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` with NULs and lone surrogates replaced one for one by U+FFFD, and a note where there were any."""
    kept, count = _NEVER_STORED.subn("\ufffd", text)
    if not count:
        return text, ()
    return kept, (f"characters that no database can store (NUL, half a surrogate pair) replaced by U+FFFD: {count}",)


def _text(raw: bytes, declared: str | None) -> tuple[str, tuple[str, ...]]:
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            note = f"byte order mark of {codec} left out of the text"
            return raw[len(mark) :].decode(codec, "replace"), (note,)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _mended(raw) or _declared(raw, declared) or _guessed(raw)
    return (_wide(raw) or (text, ())) if "\0" in text and _mostly_control(text) else (text, ())


def _mended(raw: bytes) -> tuple[str, tuple[str, ...]] | None:
    """UTF-8 that is cut off or has a few broken bytes. None where it is more likely something else."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd") - raw.count("\ufffd".encode())
    right = len(text) - len(text.encode("ascii", "ignore")) - broken
    if right < _FAITH * broken:
        return None
    return text, (f"bytes that are not UTF-8 replaced by U+FFFD: {broken}; get a clean copy if words are missing",)


def _declared(raw: bytes, name: str | None) -> tuple[str, tuple[str, ...]] | None:
    if name is None:
        return None
    try:
        codec = codecs.lookup(name).name
        if codec in ("iso8859-1", "ascii"):
            codec = "cp1252"
        if b"<a>".decode(codec) == "<a>":
            return raw.decode(codec), (f"read as {_printed(codec)}, as the file declares",)
    except (LookupError, ValueError):
        pass
    return None


def encoding(head: bytes) -> tuple[str, tuple[str, ...]]:
    """The encoding of a text that begins with the lines ``head``, and what there is to tell of it. Raises ``Refused`` (binary)."""
    text, notes = _text(head, None)
    if _mostly_control(text):
        raise _no_text()
    is_utf8 = head.startswith(codecs.BOM_UTF8) or head.decode("utf-8", "replace") == text
    return ("utf-8" if is_utf8 else _likeliest(head)), notes


def _guessed(raw: bytes) -> tuple[str, tuple[str, ...]]:
    codec = _likeliest(raw)
    return raw.decode(codec, "replace"), (f"read as {_printed(codec)}, not UTF-8: check the quotation marks",)


def _likeliest(raw: bytes) -> str:
    from charset_normalizer import from_bytes

    matches = from_bytes(raw)
    best = matches.best()
    if best is None:
        raise _no_text()
    alike = {codec for match in matches if match.chaos <= best.chaos + _TIE for codec in (match.encoding, *match.could_be_from_charset)}
    return next((name for name in _PREFERRED if name in alike), best.encoding)


def _wide(raw: bytes) -> tuple[str, tuple[str, ...]] | None:
    """UTF-16 or UTF-32 without a byte order mark."""
    from charset_normalizer import from_bytes

    best = from_bytes(raw).best()
    if best is None or not best.encoding.startswith(("utf_16", "utf_32")):
        return None
    return raw.decode(best.encoding, "replace"), (f"read as {_printed(best.encoding)}, not UTF-8: check the quotation marks",)


def _mostly_control(text: str) -> bool:
    return len(text) - len(_CONTROL.sub("", text)) > _MOST_CONTROL * len(text)


def _no_text() -> Refused:
    return Refused("binary", "it cannot be read as text in any encoding; open it in the program that made it and save it as UTF-8 text")


def _printed(codec: str) -> str:
    return codec.replace("cp125", "windows-125").replace("_", "-")
