"""The three standard streams, even if they are closed, full or without a reader."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any, TextIO


def prepare() -> None:
    """Makes the streams such that nothing that is closed is mistaken for another file, and that messages nobody can read stop no work.

    A closed standard input is an empty one; writing to a closed standard output is an ``OSError``, as on a full disk.
    """
    for number in (0, 1, 2):  # the next file to be opened would get the free number, and what is printed would go into it
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - for as long as the program runs
    sys.stdout = _rewritten(sys.stdout, _Output)
    sys.stderr = _rewritten(sys.stderr, _Messages)


def fault() -> OSError | None:
    """Why standard output did not take something, where that is so and it was not given up; what waits is written first."""
    try:
        sys.stdout.flush()
    except OSError as error:
        return error
    raw = _raw(sys.stdout)
    return raw.fault if isinstance(raw, _Output) and not raw.given_up else None


def give_up_output() -> None:
    """What waits for standard output, and what comes, goes nowhere, so that nothing complains at the end."""
    raw = _raw(sys.stdout)
    if isinstance(raw, _Output):
        raw.given_up = True


class _Stream(io.RawIOBase):
    """Writes to ``raw``; None where it is closed."""

    def __init__(self, raw: io.RawIOBase | None) -> None:
        self.raw = raw

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self.raw is not None and self.raw.isatty()

    def fileno(self) -> int:
        return super().fileno() if self.raw is None else self.raw.fileno()

    def write(self, words: Any) -> int | None:
        if self.raw is None:
            raise OSError(errno.EBADF, "it is closed")
        return self.raw.write(words)


class _Output(_Stream):
    """Remembers why it could not write."""

    fault: OSError | None = None
    given_up = False

    def write(self, words: Any) -> int | None:
        if self.given_up:
            return len(words)
        try:
            return super().write(words)
        except OSError as error:
            self.fault = error
            raise


class _Messages(_Stream):
    """Lets go of what cannot be written."""

    def write(self, words: Any) -> int | None:
        try:
            return super().write(words)
        except OSError:
            return len(words)


def _rewritten(stream: TextIO | None, kind: type[_Stream]) -> TextIO:
    """``stream`` with a raw stream of ``kind`` beneath it; one that a program put there itself stays."""
    if stream is None:
        return io.TextIOWrapper(io.BufferedWriter(kind(None)), encoding="utf-8", errors="replace", line_buffering=True)
    raw = _raw(stream)
    if not isinstance(raw, io.RawIOBase) or not isinstance(stream, io.TextIOWrapper):
        return stream
    buffer = io.BufferedWriter(kind(raw))
    at_once = stream.line_buffering or stream.write_through
    return io.TextIOWrapper(buffer, encoding=stream.encoding, errors="replace", line_buffering=at_once)


def _raw(stream: TextIO) -> Any:
    buffer = getattr(stream, "buffer", None)
    return buffer if isinstance(buffer, io.RawIOBase) else getattr(buffer, "raw", None)  # without a buffer for python -u
