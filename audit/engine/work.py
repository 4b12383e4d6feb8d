"""One batch of articles through an auditor and the rules: what every worker does, wherever it is."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol, cast

from audit.config import Settings
from audit.domain.audited import Audit, Run
from audit.domain.text import Article, SkippedInput
from audit.rules.registry import run_rules

Result = Audit | SkippedInput
Batch = Sequence[Article]

DIED, TIMEOUT, INTERNAL = "died", "timeout", "internal"
"""Codes of articles that were set aside: the worker ended, it took too long, a fault of ours."""
SET_ASIDE = (DIED, TIMEOUT, INTERNAL)


class Auditing(Protocol):
    """What an engine needs of an auditor."""

    @property
    def run(self) -> Run: ...

    def load(self) -> None: ...

    def audit(self, articles: Iterable[Article | SkippedInput], *, batch: int = 16) -> Iterator[Result]: ...


Make = Callable[[Settings], Auditing]
"""Makes an auditor whose models are loaded later. Engines with workers need one that can be imported by its name."""


@dataclass(slots=True)
class Clock:
    """Seconds of a run, in this process and by its wall clock."""

    start_up: float = 0.0
    """Until the models were loaded, in the first worker where there are several."""
    annotation: float = 0.0
    """With articles under way."""


class Engine(Protocol):
    """Does batches."""

    @property
    def clock(self) -> Clock: ...

    @property
    def workers(self) -> int:
        """How many there are, or were at the end."""
        ...

    def run(self, batches: Iterator[Batch]) -> Generator[tuple[int, list[Result]]]:
        """(number of the batch from 0 on, its results in the order of its articles), each as it is done; an empty batch at once.

        ``batches`` is read a bounded way ahead. An article that cannot be audited is a ``SkippedInput``. Raises ``ModelError`` where the
        models cannot be loaded, and ``EngineError`` where no worker can be had.
        """
        ...


def settle() -> None:
    """For a process that only works: from now on garbage is looked for after a batch (``tidy``), and never in what was there before.

    Annotations are many small objects with cycles, which live for a batch: to look through them as often as Python does by itself took an
    eighth of the time.
    """
    gc.freeze()
    gc.disable()


@contextmanager
def undisturbed() -> Iterator[None]:
    """The same for a process that is not ours alone: no garbage is looked for in the block, and afterwards as before."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def tidy() -> None:
    """After a batch, once its results are gone. What the C library keeps of freed memory between other pieces goes back to the system.

    Without that a worker had grown by a fifth after 4,000 articles (docs/performance.md).
    """
    gc.collect()
    if (trim := _trim()) is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    """``malloc_trim``, where the C library has it (glibc)."""
    try:
        return cast(Callable[[int], int], ctypes.CDLL(None).malloc_trim)
    except (AttributeError, OSError, TypeError):  # musl and macOS; Windows, which has no library without a name
        return None


def audited(auditor: Auditing, batch: Batch, settings: Settings) -> list[Result]:
    """The audits of a batch with their findings. Where a fault stops it, its articles are done one by one, and that one is skipped."""
    try:
        return [_ruled(result, settings) for result in auditor.audit(batch, batch=max(1, len(batch)))]
    except Exception as error:
        if len(batch) == 1:
            reason = f"it could not be audited ({type(error).__name__}: {error}); please report it with the file"
            return [set_aside(batch[0], reason, INTERNAL)]
        return [result for article in batch for result in audited(auditor, [article], settings)]


def set_aside(article: Article, reason: str, code: str) -> SkippedInput:
    """The article as a value with the reason why it was not audited."""
    return SkippedInput(article.origin, reason, code)


def too_slow(article: Article, seconds: float) -> SkippedInput:
    """The article as one that took longer than it may."""
    return set_aside(article, f"it took longer than {seconds:g} seconds; allow more with --timeout", TIMEOUT)


def _ruled(result: Result, settings: Settings) -> Result:
    return replace(result, findings=run_rules(result, settings)) if isinstance(result, Audit) else result
