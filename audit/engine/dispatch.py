"""The engine with workers: hands out batches, watches the clock, replaces workers that die, sets aside articles that crash them.

The team decides what a worker is: a process or a Ray actor.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

from audit.domain.text import Article
from audit.engine.work import DIED, Batch, Clock, Result, set_aside, too_slow
from audit.errors import EngineError

DEPTH = 2
"""Batches that a worker holds: the one under way, and the next, so that it never waits for this process."""
AHEAD = 8
"""Batches a worker that may be taken, done or not, before the oldest of them is finished. This is the back-pressure."""
FALSE_STARTS = 3
"""Workers that may die one after the other before any of them has loaded its models."""


class Died(Exception):
    """A worker is gone; the message says how, for a reader ("it was killed by signal 9")."""


class Worker(Protocol):
    """One worker. It answers first that it is ready (None), then each batch in turn."""

    def give(self, batch: Batch) -> None:
        """Hands over a batch; never waits for the work."""
        ...

    def take(self) -> list[Result] | None:
        """The next answer, None being "ready". Raises ``Died``, and ``AuditError`` where the models cannot be loaded."""
        ...

    def end(self) -> None:
        """Ends the worker, whatever it does."""
        ...


class Team(Protocol):
    """Where workers come from."""

    def hire(self) -> Worker:
        """A new worker, which loads its models. Raises ``EngineError``."""
        ...

    def wait(self, workers: Sequence[Worker], seconds: float | None) -> Sequence[Worker]:
        """Those that have an answer, or died, once there are any; none after so many seconds."""
        ...

    def close(self) -> None:
        """Lets go of everything; the workers were ended before."""
        ...


@dataclass(slots=True, eq=False)
class _Open:
    """A batch that was taken and is not finished; ``results`` by the article's place in it."""

    number: int
    articles: Batch
    results: dict[int, Result] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class _Task:
    """Articles of one batch that go to a worker together: all of them, or after a loss one."""

    batch: _Open
    places: Sequence[int]
    losses: int = 0

    @property
    def articles(self) -> list[Article]:
        return [self.batch.articles[place] for place in self.places]


@dataclass(slots=True, eq=False)
class _Seat:
    """A worker and what it holds: some tasks, or one over which a worker was lost.

    ``since``: when it began the first of them; it counts once the models are loaded (``ready``).
    """

    worker: Worker
    held: deque[_Task] = field(default_factory=deque)
    ready: bool = False
    since: float = 0.0


class Dispatch:
    """Does batches with up to ``jobs`` workers of ``team``; a worker is hired when there is a batch for it.

    An article that is alone under way for more than ``timeout`` seconds is set aside, and so is one whose worker died twice, the second
    time with nothing else under way. Up to ``kept`` workers wait, with their models, for the next ``run``, until ``close``.
    """

    def __init__(self, team: Team, jobs: int, timeout: float, *, kept: int = 0) -> None:
        self.clock = Clock()
        self._team = team
        self._jobs = jobs
        self._timeout = timeout
        self._kept = kept
        self._seats: list[_Seat] = []
        self._waiting: deque[_Task] = deque()
        self._open: dict[int, _Open] = {}
        self._false_starts = 0
        self._began = 0.0

    @property
    def workers(self) -> int:
        return len(self._seats)

    def run(self, batches: Iterator[Batch]) -> Generator[tuple[int, list[Result]]]:
        """See ``Engine.run``. When the results are read to the end, or no longer read, every worker is ended that is not kept."""
        number, more = 0, True
        self._waiting.clear()
        self._open.clear()
        self._began = monotonic()
        try:
            while more or self._open:
                while more and self._room(number):
                    batch = next(batches, None)
                    if batch is None:
                        more = False
                    elif batch:
                        opened = self._open[number] = _Open(number, batch)
                        self._waiting.append(_Task(opened, range(len(batch))))
                        self._hand_out()
                    else:
                        yield number, []
                    number += 1
                yield from self._collected()
        finally:
            idle = [seat for seat in self._seats if seat.ready and not seat.held][: self._kept]
            self._end([seat for seat in self._seats if seat not in idle])
            if self._kept:
                self._seats = idle
            else:
                self._team.close()

    def close(self) -> None:
        """Ends the workers that were kept, and lets go of the team."""
        self._end(self._seats)
        self._seats = []
        self._team.close()

    def _end(self, seats: Sequence[_Seat]) -> None:
        for seat in seats:
            seat.worker.end()

    def _room(self, number: int) -> bool:
        """Whether the batch of that number may be taken: a worker can have it, and the oldest one is not too far behind."""
        held = sum(len(seat.held) for seat in self._seats) + len(self._waiting)
        return held < self._jobs * DEPTH and number - min(self._open, default=number) < self._jobs * AHEAD

    def _hand_out(self) -> None:
        while self._waiting:
            seat = min(self._seats, key=lambda one: len(one.held), default=None)
            if (seat is None or seat.held) and len(self._seats) < self._jobs:
                seat = _Seat(self._team.hire())
                self._seats.append(seat)
            alone = self._waiting[0].losses > 0  # what a worker was lost over has one to itself
            if seat is None or (seat.held and (alone or len(seat.held) >= DEPTH or seat.held[0].losses)):
                return
            task = self._waiting.popleft()
            if not seat.held:
                seat.since = monotonic()
            seat.held.append(task)
            seat.worker.give(task.articles)

    def _collected(self) -> Iterator[tuple[int, list[Result]]]:
        """Waits until something happens; the batches that are finished by it."""
        self._hand_out()
        by_worker = {id(seat.worker): seat for seat in self._seats}
        for worker in self._team.wait([seat.worker for seat in self._seats], self._patience()) if self._open else ():
            self._answered(by_worker[id(worker)])
        now = monotonic()
        for seat in [seat for seat in self._seats if seat.ready and seat.held and now - seat.since >= self._timeout]:
            self._late(seat)
        for opened in [one for one in self._open.values() if len(one.results) == len(one.articles)]:
            del self._open[opened.number]
            yield opened.number, [opened.results[place] for place in range(len(opened.articles))]

    def _patience(self) -> float | None:
        """Seconds until the first worker is late; None where none is at work."""
        ends = [seat.since + self._timeout for seat in self._seats if seat.ready and seat.held]
        return max(0.0, min(ends) - monotonic()) if ends else None

    def _answered(self, seat: _Seat) -> None:
        try:
            results = seat.worker.take()
        except Died as error:
            self._lost(seat, str(error))
            return
        seat.since = monotonic()
        if results is None:
            seat.ready = True
            self._false_starts = 0
            self.clock.start_up = self.clock.start_up or seat.since - self._began
            return
        self._keep(seat.held.popleft(), results)
        self.clock.annotation = seat.since - self._began - self.clock.start_up

    def _lost(self, seat: _Seat, how: str) -> None:
        """A worker died: the article that it was alone with for the second time is set aside, the rest is done again."""
        if not seat.ready:
            self._false_starts += 1
            if self._false_starts >= FALSE_STARTS:
                raise EngineError(
                    f"{FALSE_STARTS} workers in a row ended while loading the models ({how}); there may be too little memory: try fewer "
                    "workers with --jobs, or one process with --jobs 1"
                )
            self._part(seat, list(seat.held))
            return
        if len(seat.held) == 1 and seat.held[0].losses:
            task = seat.held[0]
            reason = f"the process that was reading it ended twice ({how}); please report it with the file"
            self._keep(task, [set_aside(task.articles[0], reason, DIED)])
            self._part(seat, ())
        else:  # an answer may be lost with its worker, so that it cannot be known over which of them it died
            self._part(seat, [one for task in seat.held for one in _singly(task)])

    def _late(self, seat: _Seat) -> None:
        """A worker takes too long: it is ended, and an article that it was alone with is set aside."""
        late, *rest = seat.held
        if len(late.places) == 1:
            self._keep(late, [too_slow(late.articles[0], self._timeout)])
            self._part(seat, rest)
        else:
            self._part(seat, [*_singly(late), *rest])

    def _part(self, seat: _Seat, tasks: Sequence[_Task]) -> None:
        """Ends a worker; its tasks go to others, before what comes."""
        self._seats.remove(seat)
        seat.worker.end()
        self._waiting.extendleft(reversed(tasks))

    def _keep(self, task: _Task, results: Sequence[Result]) -> None:
        task.batch.results.update(zip(task.places, results, strict=True))


def _singly(task: _Task) -> list[_Task]:
    return [_Task(task.batch, (place,), task.losses + 1) for place in task.places]
