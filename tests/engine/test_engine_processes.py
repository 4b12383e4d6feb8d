"""Real worker processes, with an auditor that needs no models."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing.connection import Connection

import pytest

from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.text import Article, SkippedInput
from audit.engine import processes
from audit.engine.dispatch import Died, Dispatch
from audit.engine.processes import Processes, serve
from audit.engine.work import Make, Result
from audit.errors import EngineError, ModelError
from tests.engine.stub import KILLS, SLEEPS, Stub, article, make, make_stillborn, make_unloadable
from tests.engine.test_engine_dispatch import batches, results, texts


def engine(jobs: int = 2, maker: Make = make, timeout: float = 60) -> Dispatch:
    return Dispatch(Processes(maker, Settings()), jobs, timeout)


def test_poison_of_every_kind_is_set_aside_and_the_rest_is_done() -> None:
    given = batches(4, 3, 1, 2, words=f"Ada {KILLS}", at=2)
    given[1][0] = article(f"Cas {SLEEPS}")
    found = results(engine(timeout=1.5), given)
    expected = [[one.text for one in batch] for batch in given]
    expected[0][2], expected[1][0] = "died", "timeout"
    assert texts(found) == expected
    lost = found[0][2]
    assert isinstance(lost, SkippedInput)
    assert "SIGKILL, perhaps because memory ran out" in lost.reason
    assert multiprocessing.active_children() == []


def test_a_worker_that_is_killed_from_outside_is_replaced() -> None:
    team = Processes(make, Settings())
    worker = team.hire()
    assert worker.take() is None
    os.kill(worker._process.pid, signal.SIGTERM)  # type: ignore[attr-defined]
    with pytest.raises(Died, match="SIGTERM"):
        worker.take()
    worker.give([article("Ada said so.")])
    worker.end()


def test_models_are_loaded_or_the_run_ends() -> None:
    with pytest.raises(ModelError, match="not there"):
        results(engine(maker=make_unloadable), batches(1))
    with pytest.raises(EngineError, match="exit code 7"):
        results(engine(maker=make_stillborn), batches(1))


def test_a_machine_without_a_fork_server_starts_workers_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    monkeypatch.setattr(processes, "Connection", type("PipeConnection", (), {}))  # Windows has pipes of another class
    assert texts(results(engine(1), batches(2))) == [["Ada said so 0.", "Ben said this 1."]]


def test_workers_have_one_thread_and_the_environment_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "5")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    with processes._one_thread():
        assert (os.environ["OMP_NUM_THREADS"], os.environ["MKL_NUM_THREADS"]) == ("1", "1")
    assert os.environ["OMP_NUM_THREADS"] == "5"
    assert "MKL_NUM_THREADS" not in os.environ


class Until(Stub):
    """Leaves when an article says so."""

    def audit(self, articles: Iterable[Article | SkippedInput], *, batch: int = 16) -> Iterator[Result]:
        articles = list(articles)
        if isinstance(articles[0], Article) and "leave" in articles[0].text:
            raise KeyboardInterrupt
        return super().audit(articles, batch=batch)


@pytest.fixture
def pipe() -> Iterator[tuple[Connection, Connection]]:
    ours, theirs = multiprocessing.Pipe()
    yield ours, theirs
    ours.close()
    theirs.close()


def test_a_workers_life(pipe: tuple[Connection, Connection], monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process, so that its lines are seen."""
    left: list[int] = []
    gone = threading.Event()

    def leave(code: int) -> None:
        left.append(code)
        gone.set()

    monkeypatch.setattr(os, "_exit", leave)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    ours, theirs = pipe
    for text in ("Ada said so.", "leave"):
        ours.send([article(text)])
    with pytest.raises(KeyboardInterrupt):
        serve(theirs, lambda settings: Until(settings), Settings())
    assert ours.recv() is None
    (found,) = ours.recv()
    assert isinstance(found, Audit)
    ours.close()
    assert gone.wait(10)
    assert left == [0]


def test_a_workers_last_word_is_why_it_cannot_load(pipe: tuple[Connection, Connection], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "_exit", lambda code: None)
    monkeypatch.setattr(processes, "_receive", lambda connection, batches: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    ours, theirs = pipe
    serve(theirs, make_unloadable, Settings())
    assert isinstance(ours.recv(), ModelError)


def test_workers_end_with_their_parent() -> None:
    team = Processes(make, Settings())
    workers = [team.hire(), team.hire()]
    for worker in workers:
        assert worker.take() is None
    workers[0].give([article(f"Ada {SLEEPS}")])
    pids = [worker._process.pid for worker in workers]  # type: ignore[attr-defined]
    for worker in workers:
        worker.connection.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + 10
    while any(alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [alive(pid) for pid in pids] == [False, False]
    for worker in workers:
        worker.end()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def order(found: Sequence[Sequence[Result]]) -> list[str]:
    return [text for batch in texts(found) for text in batch]


def test_results_are_the_same_for_any_number_of_workers() -> None:
    given = batches(3, 1, 4, 1, 5, 9, 2, 6)
    assert order(results(engine(1), given)) == order(results(engine(3), given)) == [one.text for batch in given for one in batch]
