"""The process that runs other people's parsers: it may hang, run out of memory or die without harm to the batch."""

from __future__ import annotations

import io
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import BinaryIO

from audit.domain.text import Article, SkippedInput
from audit.ingest.budget import LimitReached
from audit.ingest.format import Format
from audit.ingest.part import Part
from audit.ingest.place import Place, take
from audit.ingest.readers import formats, suffix
from audit.ingest.refused import Refused, refusal
from audit.ingest.wire import Begun, Message, Request, read_request, send_message

MEMORY = 3 << 30
"""Bytes of address space that the process may have, libraries included."""


def main() -> None:
    """Answers requests on standard input until it ends. Whatever libraries print goes nowhere."""
    _limit_memory()
    warnings.simplefilter("ignore")
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    send_message(answers, None)  # the clock starts when this process has
    serve(sys.stdin.buffer, answers)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers each request with what was found, then with the end of it."""
    while (request := read_request(requests)) is not None:
        for message in read(request):
            send_message(answers, message)
        send_message(answers, None)


def read(request: Request) -> Iterator[Message]:
    """The articles of one input; whatever goes wrong is a value, and the next part is read."""
    form = formats()[request.suffix]
    place = request.place
    try:
        with ExitStack() as stack:
            stream: BinaryIO = io.BytesIO(request.raw)
            if request.path is not None:
                stream = stack.enter_context(open(request.path, "rb"))
            place.budget.packed = stream.seek(0, os.SEEK_END)
            stream.seek(0)
            if form.read is not None:
                for found in form.read(stream, place):
                    yield _addressed(found, request.url)
            else:
                for number, part in enumerate(_parts(form, stream, place), start=1):
                    if number > request.after:
                        yield from _part(part, number)
    except Exception as error:
        yield refusal(error).at(place.origin)


def _parts(form: Format, stream: BinaryIO, place: Place, depth: int = 1) -> Iterator[Part | SkippedInput]:
    """What is in an archive, and in archives in it."""
    assert form.parts is not None
    for part in form.parts(stream, place):
        inner = formats().get(suffix(part.name)) if isinstance(part, Part) else None
        if isinstance(part, SkippedInput) or inner is None or inner.parts is None:
            yield part
            continue
        try:
            deepest = part.place.budget.depth
            if depth >= deepest:
                what = f"archives inside archives are opened to a depth of {deepest} at most"
                raise Refused("too_deep", f"{what}; unpack it and give the folder, or raise archive_depth (docs/inputs.md)")
            with part.open() as opened:
                raw = take(part.place.budget.reading(opened), part.place)
            yield from _parts(inner, io.BytesIO(raw), part.place, depth + 1)
        except LimitReached:
            raise
        except Exception as error:
            yield refusal(error).at(part.place.origin)


def _part(part: Part | SkippedInput, number: int) -> Iterator[Message]:
    if isinstance(part, SkippedInput):
        yield part
        return
    yield Begun(number, part.place.origin)
    form = formats().get(suffix(part.name))
    try:
        if form is None or form.read is None:
            raise Refused("format", "files of this kind cannot be read; docs/inputs.md lists those that can")
        with part.open() as opened:
            for found in form.read(part.place.budget.reading(opened), part.place):
                yield _addressed(found, part.url)
    except LimitReached:
        raise
    except Exception as error:
        yield refusal(error).at(part.place.origin)


def _addressed(found: Article | SkippedInput, url: str | None) -> Article | SkippedInput:
    """``found`` with the address that it came from, where it names none itself."""
    return replace(found, url=url) if isinstance(found, Article) and url and not found.url else found


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit still holds
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):  # a system that does not keep to them
        return
