"""The messages between the program and its reading process: lines of JSON, and bytes if there is no file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO

from audit.domain.text import Article, SkippedInput
from audit.ingest.budget import Budget
from audit.ingest.place import Place


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be read: the file ``path``, or ``raw`` where there is none, as files that end in ``suffix`` are.

    ``after``: how many parts of an archive are to be passed over. ``url``: where ``raw`` was fetched from.
    """

    place: Place
    suffix: str
    path: str | None = None
    raw: bytes = b""
    after: int = 0
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A part of an archive is opened now; ``number`` counts from 1."""

    number: int
    origin: str


Message = Article | SkippedInput | Begun | None
"""What the reading process sends; None at the end of an input."""


def send_request(stream: BinaryIO, request: Request) -> None:
    """Writes a request."""
    head = asdict(request) | {"raw": len(request.raw)}
    stream.write(json.dumps(head).encode() + b"\n" + request.raw)
    stream.flush()


def read_request(stream: BinaryIO) -> Request | None:
    """The next request; None at the end of the stream."""
    line = stream.readline()
    if not line:
        return None
    found: dict[str, Any] = json.loads(line)
    place = found["place"]
    place["columns"] = tuple((field, heading) for field, heading in place["columns"])
    place["budget"] = Budget(**place["budget"])
    return Request(**found | {"place": Place(**place), "raw": stream.read(found["raw"])})


def send_message(stream: BinaryIO, message: Message) -> None:
    """Writes a line on what was found."""
    kind = type(message).__name__ if message is not None else None
    stream.write(json.dumps([kind, asdict(message) if message is not None else {}]).encode() + b"\n")
    stream.flush()


def read_message(line: bytes) -> Message:
    """What a line says. Raises ``ValueError`` where it is none of ours."""
    kind, found = json.loads(line)
    if kind == "Article":
        return Article(**found | {"notes": tuple(found["notes"])})
    if kind == "SkippedInput":
        return SkippedInput(**found)
    return Begun(**found) if kind == "Begun" else None
