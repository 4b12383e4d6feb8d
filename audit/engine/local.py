"""The engine without workers: everything in this process, one batch after the other."""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from time import perf_counter
from types import FrameType

from audit.config import Settings
from audit.engine.work import Auditing, Batch, Clock, Result, audited, too_slow, undisturbed


class Local:
    """Does batches with ``auditor``, whose models are loaded with the first of them."""

    workers = 1

    def __init__(self, auditor: Auditing, settings: Settings) -> None:
        self.clock = Clock()
        self._auditor = auditor
        self._settings = settings
        self._loaded = False

    def run(self, batches: Iterator[Batch]) -> Generator[tuple[int, list[Result]]]:
        """See ``Engine.run``. ``timeout`` holds where the system has alarms (not on Windows) and this is the main thread."""
        for number, batch in enumerate(batches):
            if batch and not self._loaded:
                started = perf_counter()
                self._auditor.load()
                self.clock.start_up += perf_counter() - started
                self._loaded = True
            started = perf_counter()
            results = self._in_time(batch)
            self.clock.annotation += perf_counter() - started
            yield number, results

    def _in_time(self, batch: Batch) -> list[Result]:
        if not batch:
            return []
        seconds = self._settings.timeout
        try:
            with limit(seconds), undisturbed():
                return audited(self._auditor, batch, self._settings)
        except OutOfTime:
            if len(batch) == 1:
                return [too_slow(batch[0], seconds)]
            return [result for article in batch for result in self._in_time([article])]


class OutOfTime(BaseException):
    """Raised in the middle of work that takes too long; no ``except Exception`` on the way may stop it."""


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Raises ``OutOfTime`` in the block after so many seconds, once Python is reached again; does nothing where there are no alarms."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
