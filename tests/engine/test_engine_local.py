"""Everything in one process; the choice between that and workers; how many of them."""

from __future__ import annotations

import gc
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from audit.config import Settings
from audit.domain.text import Article, SkippedInput
from audit.engine import batches as cuts
from audit.engine import capacity
from audit.engine.automatic import Automatic
from audit.engine.local import Local, OutOfTime, limit
from audit.engine.work import Batch, Clock, Result
from tests.engine.stub import SLEEPS, Stub, article, make
from tests.engine.test_engine_dispatch import batches, results, texts


def test_batches_are_done_in_their_order() -> None:
    given = batches(2, 0, 1)
    engine = Local(make(Settings()), Settings())
    assert texts(results(engine, given)) == [[one.text for one in batch] for batch in given]
    assert engine.workers == 1
    assert engine.clock.annotation > 0


def test_the_models_are_loaded_for_the_first_article() -> None:
    class Counting(Stub):
        loads = 0

        def load(self) -> None:
            Counting.loads += 1

    list(Local(Counting(Settings()), Settings()).run(iter([[], []])))
    assert Counting.loads == 0
    list(Local(Counting(Settings()), Settings()).run(iter(batches(1, 1))))
    assert Counting.loads == 1


def test_an_article_that_takes_too_long_is_set_aside() -> None:
    found = results(Local(make(Settings()), Settings(timeout=1)), batches(2, words=f"Ada {SLEEPS}"))
    assert texts(found) == [["timeout", "Ben said this 1."]]


@pytest.fixture(params=[True, False], ids=["collecting", "not collecting"])
def collecting(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether the caller lets Python look for garbage; afterwards it is as it was, since a worker in this process may have stopped it."""
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if before else gc.disable)()


def test_no_garbage_is_looked_for_within_a_batch(collecting: bool) -> None:
    class Asking(Stub):
        seen: ClassVar[list[bool]] = []

        def audit(self, articles: Iterable[Article | SkippedInput], *, batch: int = 16) -> Iterator[Result]:
            Asking.seen.append(gc.isenabled())
            return super().audit(articles, batch=batch)

    for _ in Local(Asking(Settings()), Settings()).run(iter(batches(1, 1))):
        assert gc.isenabled() == collecting
    assert Asking.seen == [False, False]
    assert gc.isenabled() == collecting


def test_the_alarm_is_silent_elsewhere() -> None:
    rung: list[str] = []

    def work() -> None:
        with limit(0.01):
            time.sleep(0.03)
        rung.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert rung == ["done"]
    with pytest.raises(OutOfTime), limit(0.01):
        time.sleep(5)
    with limit(0.01):
        """Nothing is late."""
    time.sleep(0.02)


def test_no_alarm_where_the_system_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "setitimer")
    with limit(0.01):
        time.sleep(0.02)


class Named:
    """An engine that notes what it was given."""

    def __init__(self) -> None:
        self.given: list[int] = []
        self.clock = Clock()
        self.workers = 7

    def run(self, batches: Iterator[Batch]) -> Iterator[tuple[int, list[Result]]]:
        for number, batch in enumerate(batches):
            self.given.append(len(batch))
            yield number, [SkippedInput(one.origin, "", "") for one in batch]


@pytest.mark.parametrize(
    ("sizes", "small", "large"),
    [((), [], []), ((0, 0), [], []), ((3,), [3], []), ((0, 2), [2], []), ((0, 1, 2, 0, 1), [], [1, 2, 0, 1]), ((1, 0), [], [1, 0])],
)
def test_more_than_one_batch_is_worth_workers(sizes: tuple[int, ...], small: list[int], large: list[int]) -> None:
    one, other = Named(), Named()
    engine = Automatic(one, other)  # type: ignore[arg-type]
    found = results(engine, batches(*sizes))
    assert [len(batch) for batch in found] == list(sizes)
    assert (one.given, other.given) == (small, large)
    assert engine.clock is (other if large else one).clock
    assert engine.workers == 7


def test_windows_and_batches_have_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cuts, "WINDOW", 3)
    monkeypatch.setattr(cuts, "WINDOW_CHARACTERS", 50)
    skipped = SkippedInput("x", "empty", "empty")
    items = [article("a" * n) for n in (1, 2)] + [skipped] + [article("b" * n) for n in (10, 50, 1)]
    cutting = list(cuts.windows(iter(items)))
    assert [len(window) for window in cutting] == [3, 2, 1]
    assert [one for window in cutting for one in window] == items
    assert list(cuts.windows([])) == []
    monkeypatch.setattr(cuts, "BATCH", 2)
    monkeypatch.setattr(cuts, "BATCH_CHARACTERS", 20)
    lengths = [1, 30, 5, 5, 12, 7]
    assert list(cuts.cut([article("x" * n) for n in lengths])) == [[1], [4, 5], [2, 3], [0]]
    assert list(cuts.cut([])) == []


@pytest.mark.parametrize(("articles", "of", "batches"), [(10, 5_000, 5), (40, 5_000, 8), (64, 5_000, 8), (3, 500, 1), (2, 60_000, 2)])
def test_a_small_folder_keeps_several_workers_busy(articles: int, of: int, batches: int) -> None:
    cutting = list(cuts.cut([article("x" * of) for _ in range(articles)]))
    assert len(cutting) == batches
    assert sorted(place for batch in cutting for place in batch) == list(range(articles))


def test_the_machine_says_how_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capacity, "_CGROUP", tmp_path)
    monkeypatch.setattr(capacity, "_MEMINFO", tmp_path / "meminfo")
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(8)), raising=False)
    assert capacity.workers() == 8
    (tmp_path / "cpu.max").write_text("max 100000\n")
    (tmp_path / "memory.max").write_text("max\n")
    assert capacity.workers() == 8
    (tmp_path / "cpu.max").write_text("250000 100000\n")
    assert capacity.workers() == 2
    (tmp_path / "meminfo").write_text(f"MemTotal: 1 kB\nMemAvailable: {capacity.WORKER_BYTES // 1024 * 5} kB\n")
    (tmp_path / "cpu.max").unlink()
    assert capacity.workers() == 4
    (tmp_path / "memory.max").write_text(f"{capacity.WORKER_BYTES * 2}\n")
    (tmp_path / "memory.current").write_text("1000\n")
    assert capacity.workers() == 1
    monkeypatch.delattr("os.sched_getaffinity", raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: None)
    assert capacity.processors() == 1
