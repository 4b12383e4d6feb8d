"""Messages as mail programs save them, read by the standard library: the plain text, else the HTML; attachments are told, not read."""

from __future__ import annotations

import hashlib
from email import message_from_bytes, policy
from email.headerregistry import AddressHeader
from email.message import EmailMessage, Message
from typing import BinaryIO

from audit import __version__
from audit.domain.text import Article
from audit.ingest import markup
from audit.ingest.decode import decode
from audit.ingest.fields import field, published
from audit.ingest.place import Place, take
from audit.ingest.refused import Refused

_MOST_PARTS = 200


def read(stream: BinaryIO, place: Place) -> Article:
    """The message: its subject as the title, its sender as the byline. Raises ``Refused`` (too_large, empty, format)."""
    raw = take(stream, place)
    message = message_from_bytes(raw, policy=policy.default)
    parts = _parts(message)
    kinds = [(part.get_content_type(), part) for part in parts if not _attached(part)]
    plain = [part for kind, part in kinds if kind == "text/plain"]
    pages = [part for kind, part in kinds if kind == "text/html"]
    if not plain and not pages:
        raise Refused("empty", "the message has no text of its own; save its attachment and give that file")
    bodies = [_decoded(part) for part in plain or pages[:1]]
    words = [_unflowed(part, text) if plain else markup.html(text) for part, (text, _) in zip(plain or pages, bodies, strict=False)]
    day, undated = published(_header(message, "Date"))
    attached = [field(part.get_filename()) or field(part.get_content_type()) or "a part" for part in parts if _attached(part)]
    return Article(
        text="\n\n".join(word.replace("\r\n", "\n").strip("\n") for word in words),
        origin=place.origin,
        doc_id=place.stem,
        title=_header(message, "Subject"),
        byline=_sender(message),
        published=day,
        language=_header(message, "Content-Language"),
        original_sha256=hashlib.sha256(raw).hexdigest(),
        reader=f"email {__version__}",
        notes=(*(note for _, notes in bodies for note in notes), *undated, *_told(attached)),
    )


def _parts(message: EmailMessage) -> list[Message]:
    """The leaves of a message, breadth first, without what stands in messages that it forwards as attachments."""
    out: list[Message] = []
    waiting: list[Message] = [message]
    while waiting and len(out) < _MOST_PARTS:
        part = waiting.pop(0)
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting = [one for one in inner if isinstance(one, Message)] + waiting
        else:
            out.append(part)
    return out


def _attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text" or part.get_filename() is not None


def _decoded(part: Message) -> tuple[str, tuple[str, ...]]:
    raw = part.get_payload(decode=True)
    decoded = decode(raw if isinstance(raw, bytes) else b"", part.get_content_charset())
    return decoded.text, decoded.notes


def _unflowed(part: Message, text: str) -> str:
    """Lines that a mail program broke for the screen (format=flowed) put together again."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    gap = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
    out: list[str] = []
    flows = False
    for line in text.splitlines():
        words = line.removeprefix(" ")
        if flows and words != "-- " and not words.startswith(">"):
            out[-1] = out[-1].rstrip(" ") + gap + words
        else:
            out.append(words)
        flows = words.endswith(" ") and words != "-- "
    return "\n".join(line.rstrip(" ") for line in out)


def _header(message: EmailMessage, name: str) -> str | None:
    """A header's value; headers can be broken in ways that the library only finds when it is asked for them."""
    try:
        return field(str(message.get(name) or ""))
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return None


def _sender(message: EmailMessage) -> str | None:
    try:
        sender = message.get("From")
        if isinstance(sender, AddressHeader) and sender.addresses:
            return field(sender.addresses[0].display_name) or field(sender.addresses[0].addr_spec)
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return None
    return _header(message, "From")


def _told(attached: list[str]) -> list[str]:
    shown = ", ".join(attached[:5]) + (", …" if len(attached) > 5 else "")
    return [f"attachments not read: {shown}; to audit them, save them and give the files"] if attached else []
