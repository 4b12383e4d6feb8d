"""Reading in a process of its own: an article that takes too long, or too much memory, is given up, and the next is read."""

from __future__ import annotations

import atexit
import json
import queue
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import BinaryIO, cast

from audit.domain.text import Article, SkippedInput
from audit.ingest import wire
from audit.ingest.refused import Refused
from audit.ingest.wire import Begun, Request, Told

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from audit.ingest.worker import main; main()"
START_UP = 120
"""Seconds that a process may take before it is asked for anything."""
_idle: list[_Worker] = []
"""Processes that wait for the next request; starting one and loading a parser takes a second."""


def read(request: Request, seconds: int) -> Iterator[Article | SkippedInput]:
    """The articles of ``request``, each within ``seconds`` of the one before it.

    An archive goes on after a part that was given up; where the archive itself cannot be got through, what is left of it is given up.
    """
    while True:
        begun = yield from _attempt(request, seconds)
        if begun is None:
            return
        request = replace(request, after=begun.number)


def _attempt(request: Request, seconds: int) -> Generator[Article | SkippedInput, None, Begun | None]:
    """Reads until the end (None) or until a part, which is returned, had to be given up."""
    worker = _idle.pop() if _idle else _Worker()
    begun: Begun | None = None
    try:
        worker.ask(request)
        while True:
            told = worker.next(seconds)
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


class _Worker:
    """A process that reads, and the thread that listens to it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _START, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._ready = False
        threading.Thread(target=self._listen, daemon=True).start()

    def ask(self, request: Request) -> None:
        """Puts a request, once the process is there. Raises ``Refused`` (timeout, crash)."""
        if not self._ready:
            self.next(START_UP)
            self._ready = True
        with suppress(BrokenPipeError):  # it died; the next answer is that
            wire.ask(cast(BinaryIO, self._process.stdin), request)

    def next(self, seconds: int) -> Told:
        """What it tells next. Raises ``Refused`` (timeout, crash)."""
        try:
            line = self._answers.get(timeout=seconds)
        except queue.Empty:
            reason = f"reading it took more than {seconds} seconds; save its words as .txt, or allow more time with --timeout"
            raise Refused("timeout", reason) from None
        if not line:
            raise Refused("crash", "it broke the program that reads such files; save its words as .txt and name that file")
        return wire.told(line)

    def stop(self) -> None:
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


@atexit.register
def _stop_all() -> None:
    while _idle:
        _idle.pop().stop()
