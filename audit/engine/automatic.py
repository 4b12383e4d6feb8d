"""The engine if nobody says how many workers to use."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import chain

from audit.engine.work import Batch, Clock, Engine, Result


class Automatic:
    """One batch alone is done by ``small``, where no process has to be started for it; more than one by ``large``."""

    def __init__(self, small: Engine, large: Engine) -> None:
        self._small = small
        self._large = large
        self._chosen = small

    @property
    def clock(self) -> Clock:
        return self._chosen.clock

    @property
    def workers(self) -> int:
        return self._chosen.workers

    def run(self, batches: Iterator[Batch]) -> Generator[tuple[int, list[Result]]]:
        """See ``Engine.run``."""
        for before, first in enumerate(batches):
            if not first:
                yield before, []
                continue
            second = next(batches, None)
            self._chosen = self._small if second is None else self._large
            rest = [first] if second is None else [first, second]
            for number, results in self._chosen.run(chain(rest, batches)):
                yield before + number, results
            return
