"""Reading in a process of its own: an article that takes too long or too much memory is skipped, and the next is read.

What that process reads waits here in a bounded queue. If the queue is full, the process waits, so no archive can fill the memory.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import replace
from time import monotonic
from typing import BinaryIO, cast

from audit.domain.text import Article, SkippedInput
from audit.ingest import wire
from audit.ingest.budget import limit_reached
from audit.ingest.refused import Refused
from audit.ingest.wire import Begun, Message, Request
from audit.isolation import importable

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from audit.ingest.worker import main; main()"
START_UP = 120
"""Seconds that a process may take before it is asked for anything."""
AHEAD, AHEAD_BYTES = 64, 16_000_000
"""Answers that may wait to be asked for, and their bytes; a single larger one waits alone."""
_idle: list[_Worker] = []
"""Processes that wait for the next request; starting one and loading a parser takes a second."""


def read(request: Request, seconds: int, in_all: int) -> Iterator[Article | SkippedInput]:
    """The articles of ``request``, each within ``seconds`` of being asked for, and all of them with no more than ``in_all`` of waiting.

    An archive goes on after a part that was given up; where the archive itself cannot be got through, what is left of it is given up.
    ``in_all`` counts from ``seconds`` on, so that it never cuts a single article short.
    """
    patience = _Patience(seconds, max(seconds, in_all))
    while True:
        begun = yield from _attempt(request, patience)
        if begun is None:
            return
        if patience.left <= 0:
            what = f"unpacking the archive took more than {patience.in_all:,} seconds"
            yield limit_reached("too_slow", what, "archive_seconds").at(request.place.origin)
            return
        request = replace(request, after=begun.number)


def _attempt(request: Request, patience: _Patience) -> Generator[Article | SkippedInput, None, Begun | None]:
    """Reads until the end (None) or until a part, which is returned, had to be given up."""
    worker = _idle.pop() if _idle else _Worker()
    begun: Begun | None = None
    try:
        worker.ask(request)
        while True:
            told = patience.next(worker)
            if told is None:
                _idle.append(worker)
                return None
            if isinstance(told, Begun):
                begun = told
            else:
                yield told
    except Refused as refused:
        yield refused.at(begun.origin if begun else request.place.origin)
        return begun
    finally:
        if worker not in _idle:
            worker.stop()


class _Patience:
    """The seconds that are left for one input; only those count in which it is waited for."""

    def __init__(self, seconds: int, in_all: int) -> None:
        self.in_all = in_all
        self.left = float(in_all)
        self._seconds = seconds

    def next(self, worker: _Worker) -> Message:
        """What ``worker`` tells next. Raises ``Refused`` (timeout, crash)."""
        started = monotonic()
        try:
            return worker.next(min(self._seconds, self.left))
        finally:
            self.left -= monotonic() - started


class _Worker:
    """A process that reads, and the thread that listens to it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _START, json.dumps(importable())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._answers = _Answers()
        self._ready = False
        threading.Thread(target=self._listen, daemon=True).start()

    def ask(self, request: Request) -> None:
        """Puts a request, once the process is there. Raises ``Refused`` (timeout, crash)."""
        if not self._ready:
            self.next(START_UP)
            self._ready = True
        with suppress(BrokenPipeError):  # it died; the next answer is that
            wire.send_request(cast(BinaryIO, self._process.stdin), request)

    def next(self, seconds: float) -> Message:
        """What it tells next. Raises ``Refused`` (timeout, crash)."""
        line = self._answers.get(seconds)
        if line is None:
            reason = f"reading it took more than {seconds:.0f} seconds; save its text as .txt, or allow more time with --timeout"
            raise Refused("timeout", reason)
        if not line:
            raise Refused("crash", "it crashed the program that reads such files; save its text as .txt and give that file")
        return wire.read_message(line)

    def stop(self) -> None:
        self._answers.close()
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()

    def _listen(self) -> None:
        answers = cast(BinaryIO, self._process.stdout)
        with suppress(ValueError, OSError):  # closed when it was stopped
            while line := answers.readline():
                self._answers.put(line)
        self._answers.put(b"")


class _Answers:
    """Lines on their way from the thread that listens to the one that asks. Who puts one where there is no room waits."""

    def __init__(self) -> None:
        self._lines: deque[bytes] = deque()
        self._bytes = 0
        self._closed = False
        self._changed = threading.Condition()

    def put(self, line: bytes) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._room(len(line)))
            self._lines.append(line)
            self._bytes += len(line)
            self._changed.notify_all()

    def get(self, seconds: float) -> bytes | None:
        """The next line; None where none has come after so many seconds."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._lines, seconds):
                return None
            line = self._lines.popleft()
            self._bytes -= len(line)
            self._changed.notify_all()
            return line

    def close(self) -> None:
        """Nobody asks any more: who waits for room is let go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _room(self, size: int) -> bool:
        return not self._lines or (len(self._lines) < AHEAD and self._bytes + size <= AHEAD_BYTES)


@atexit.register
def _stop_all() -> None:
    while _idle:
        _idle.pop().stop()
