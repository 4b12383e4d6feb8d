"""Workers that are processes of this machine, each with models and one thread of its own."""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from typing import Any

from audit.config import Settings
from audit.engine.dispatch import Died, Worker
from audit.engine.work import Batch, Make, Result, audited, settle, tidy
from audit.errors import AuditError, EngineError
from audit.isolation import handed_on

PRELOADED: tuple[str, ...] = ("audit.annotate.processors", "audit.annotate.contractions", "audit.auditor", "audit.rules.registry")
"""Imported once, in the server that workers are forked from, so that they share its pages and start at once."""
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")} | {"TOKENIZERS_PARALLELISM": "false"}
ENDING = 5.0
"""Seconds until a process that was killed must be gone."""

_READY = None


class Processes:
    """Hires processes that make their auditor with ``make``, which must be importable by its name, and ``settings``."""

    def __init__(self, make: Make, settings: Settings) -> None:
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        self._context: Any = multiprocessing.get_context(method)
        if method == "forkserver":
            self._context.set_forkserver_preload(list(PRELOADED))
        self._make = make
        self._settings = replace(settings, threads=1)

    def hire(self) -> Worker:
        """See ``Team.hire``. Raises ``EngineError`` where a process would import from the working folder."""
        if not handed_on():
            raise EngineError(
                "started with python -E, the worker processes would run Python files from this folder; start with python -I, or use "
                "--jobs 1"
            )
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs, self._make, self._settings), daemon=True)
        with _one_thread():
            process.start()
        theirs.close()
        return _Process(process, ours)

    def wait(self, workers: Sequence[Worker], seconds: float | None) -> Sequence[Worker]:
        """See ``Team.wait``."""
        by_end: dict[Any, Worker] = {worker.connection: worker for worker in workers if isinstance(worker, _Process)}
        return [by_end[end] for end in wait(by_end, seconds)]  # the ends are of another class on Windows

    def close(self) -> None:
        """Nothing is left to let go of."""


class _Process:
    def __init__(self, process: Any, connection: Connection) -> None:
        self.connection = connection
        self._process = process

    def give(self, batch: Batch) -> None:
        with suppress(OSError):  # it is gone; ``take`` will say so
            self.connection.send(list(batch))

    def take(self) -> list[Result] | None:
        try:
            answer = self.connection.recv()
        except (EOFError, OSError):
            raise Died(self._how()) from None
        if isinstance(answer, AuditError):
            raise answer
        results: list[Result] | None = answer
        return results

    def end(self) -> None:
        self._process.kill()
        self._process.join(ENDING)
        self.connection.close()

    def _how(self) -> str:
        self._process.join(ENDING)
        code = self._process.exitcode
        if code is not None and code < 0:
            name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
            return f"{name}, perhaps because memory ran out" if name == "SIGKILL" else name
        return f"exit code {code}"


def serve(connection: Connection, make: Make, settings: Settings) -> None:
    """A worker's life: load the models once, say so, then batch after batch until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all processes of a terminal; the first one decides
    batches: queue.SimpleQueue[Batch] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(connection, batches), daemon=True).start()
    auditor = make(settings)
    try:
        auditor.load()
    except AuditError as error:
        connection.send(error)
        return
    settle()
    connection.send(_READY)
    while True:
        connection.send(audited(auditor, batches.get(), settings))
        tidy()


def _receive(connection: Connection, batches: queue.SimpleQueue[Batch]) -> None:
    """Takes batches from the pipe while others are under way, and ends the process with its parent, even in the middle of work."""
    with suppress(EOFError, OSError):
        while True:
            batches.put(connection.recv())
    os._exit(0)


@contextmanager
def _one_thread() -> Iterator[None]:
    """An environment in which numeric libraries of a new process start no threads of their own."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(ONE_THREAD)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
