"""Handing out batches: back-pressure, losses, lateness; with workers that do their work when they are asked for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence

import pytest

from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.text import Article, SkippedInput
from audit.engine import dispatch
from audit.engine.dispatch import Died, Dispatch, Worker
from audit.engine.work import Batch, Engine, Result, audited
from audit.errors import EngineError, ModelError
from tests.engine.stub import KILLS, RAISES, SKIPS, SLEEPS, article, make


class Hand:
    """A worker that answers at once; ``fate`` decides how it ends on a batch."""

    def __init__(self, fate: Callable[[Hand, Batch | None], None]) -> None:
        self.given: deque[Batch | None] = deque([None])
        self.batches: list[int] = []
        self.ended = False
        self.fate = fate

    def give(self, batch: Batch) -> None:
        self.given.append(batch)
        assert len([one for one in self.given if one is not None]) <= dispatch.DEPTH

    def take(self) -> list[Result] | None:
        batch = self.given.popleft()
        self.fate(self, batch)
        if batch is None:
            return None
        self.batches.append(len(batch))
        return audited(make(Settings()), batch, Settings())

    def end(self) -> None:
        self.ended = True


class Hands:
    """A team of them; one at a time has an answer, the last one hired first, and those asleep never have one."""

    def __init__(self, fate: Callable[[Hand, Batch | None], None] = lambda hand, batch: None) -> None:
        self.hired: list[Hand] = []
        self.closed = False
        self.fate = fate

    def hire(self) -> Worker:
        self.hired.append(Hand(self.fate))
        return self.hired[-1]

    def wait(self, workers: Sequence[Worker], seconds: float | None) -> Sequence[Worker]:
        awake = [one for one in workers if isinstance(one, Hand) and one.given and not self._sleeps(one)]
        return awake[-1:]

    def close(self) -> None:
        self.closed = True

    @staticmethod
    def _sleeps(hand: Hand) -> bool:
        return any(SLEEPS in one.text for one in hand.given[0] or ())


def killed(hand: Hand, batch: Batch | None) -> None:
    if any(KILLS in one.text for one in batch or ()):
        raise Died("SIGKILL")


def batches(*sizes: int, words: str = "Ada said so", at: int = 0) -> list[list[Article]]:
    """Batches of so many articles; the one with the number ``at`` of all has ``words``."""
    numbers = iter(range(sum(sizes)))
    return [[article(f"{words if (n := next(numbers)) == at else 'Ben said this'} {n}.") for _ in range(size)] for size in sizes]


def results(engine: Engine, given: Sequence[Batch]) -> list[list[Result]]:
    """The results, batch by batch in the order of the batches."""
    done = dict(engine.run(iter(given)))
    assert sorted(done) == list(range(len(given)))
    return [done[number] for number in sorted(done)]


def texts(found: Sequence[Sequence[Result]]) -> list[list[str]]:
    return [[one.article.text if isinstance(one, Audit) else one.code for one in batch] for batch in found]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_article_has_its_result_in_its_place(jobs: int) -> None:
    given = batches(3, 0, 1, 2, 0)
    team = Hands()
    engine = Dispatch(team, jobs, 60)
    assert texts(results(engine, given)) == [[one.text for one in batch] for batch in given]
    assert len(team.hired) == engine.workers == min(jobs, 3)
    assert all(hand.ended for hand in team.hired)
    assert team.closed
    assert engine.clock.start_up + engine.clock.annotation >= 0


def test_nothing_to_do_hires_nobody() -> None:
    team = Hands()
    assert results(Dispatch(team, 2, 60), []) == []
    assert results(Dispatch(team, 2, 60), [[], []]) == [[], []]
    assert team.hired == []


def test_batches_are_taken_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []

    def coming() -> Iterator[list[Article]]:
        for number, batch in enumerate(batches(*[1] * 40)):
            taken.append(number)
            yield batch

    done = Dispatch(Hands(), 2, 60).run(coming())
    next(done)
    assert len(taken) <= 2 * dispatch.DEPTH
    done.close()
    monkeypatch.setattr(dispatch, "AHEAD", 2)
    taken.clear()
    slow = iter([[article(f"Ada {SLEEPS}")], *batches(*[1] * 40)])

    def slow_first() -> Iterator[list[Article]]:
        for number, batch in enumerate(slow):
            taken.append(number)
            yield batch

    done = Dispatch(Hands(), 2, 0.2).run(slow_first())
    assert [next(done)[0] for _ in range(2)] == [1, 3]  # 2 is held by the worker that sleeps
    assert len(taken) == 4
    assert next(done)[0] == 0
    assert sorted(number for number, _ in done) == [2, *range(4, 41)]


def test_whoever_stops_reading_ends_the_workers() -> None:
    team = Hands()
    done = Dispatch(team, 2, 60).run(iter(batches(1, 1, 1)))
    next(done)
    done.close()
    assert [hand.ended for hand in team.hired] == [True, True]
    assert team.closed


def test_a_kept_worker_goes_on_in_the_next_run_until_it_is_closed() -> None:
    team = Hands()
    engine = Dispatch(team, 2, 60, kept=1)
    assert texts(results(engine, batches(1, 1))) == texts(results(engine, batches(1, 1)))
    first, second, third = team.hired
    assert [first.ended, second.ended, third.ended] == [False, True, True]
    assert len(first.batches) > 1
    assert not team.closed
    engine.close()
    assert first.ended
    assert team.closed


def test_a_worker_at_work_is_not_kept_and_nothing_of_its_run_is_left() -> None:
    team = Hands()
    engine = Dispatch(team, 1, 60, kept=1)
    broken_off = engine.run(iter(batches(1, 1, 1)))
    next(broken_off)
    broken_off.close()
    assert [hand.ended for hand in team.hired] == [True]
    assert texts(results(engine, batches(1))) == [["Ada said so 0."]]


def test_a_kept_worker_that_takes_too_long_or_dies_has_a_successor() -> None:
    for words in (SLEEPS, KILLS):
        team = Hands(killed)
        engine = Dispatch(team, 1, 0.05, kept=1)
        results(engine, batches(1))
        assert texts(results(engine, batches(1, words=f"Ada {words}"))) == [["timeout" if words == SLEEPS else "died"]]
        assert texts(results(engine, batches(1))) == [["Ada said so 0."]]
        assert team.hired[0].ended
        assert not team.hired[-1].ended


def test_an_article_that_kills_its_worker_twice_is_set_aside_alone() -> None:
    given = batches(2, 4, 2, words=f"Ada {KILLS}", at=3)
    team = Hands(killed)
    found = results(Dispatch(team, 2, 60), given)
    expected = [[one.text for one in batch] for batch in given]
    expected[1][1] = "died"
    assert texts(found) == expected
    lost = found[1][1]
    assert isinstance(lost, SkippedInput)
    assert lost == SkippedInput(given[1][1].origin, lost.reason, "died")
    assert "ended twice (SIGKILL)" in lost.reason
    assert sum(not hand.batches or hand.batches[-1] != 1 for hand in team.hired) <= 4


def test_a_single_article_gets_a_second_chance() -> None:
    deaths: list[str] = []

    def once(hand: Hand, batch: Batch | None) -> None:
        if batch and not deaths:
            deaths.append(batch[0].text)
            raise Died("SIGKILL")

    given = batches(1, 1)
    assert texts(results(Dispatch(Hands(once), 1, 60), given)) == [[one.text for one in batch] for batch in given]
    assert len(deaths) == 1
    assert texts(results(Dispatch(Hands(killed), 1, 60), batches(1, words=f"Ada {KILLS}"))) == [["died"]]


def test_a_worker_that_dies_with_nothing_at_hand_takes_nothing_along() -> None:
    class Mortal(Hand):
        def take(self) -> list[Result] | None:
            if not self.given:
                raise Died("exit code 1")
            return super().take()

    class Mortals(Hands):
        def hire(self) -> Worker:
            self.hired.append(Mortal(self.fate))
            return self.hired[-1]

        def wait(self, workers: Sequence[Worker], seconds: float | None) -> Sequence[Worker]:
            idle = [one for one in workers if isinstance(one, Hand) and not one.given]
            return idle or super().wait(workers, seconds)

    team, given = Mortals(), batches(1, 1)
    engine = Dispatch(team, 2, 60)
    assert texts(results(engine, given)) == [[one.text for one in batch] for batch in given]
    assert (len(team.hired), engine.workers) == (2, 1)


def test_an_article_that_takes_too_long_is_set_aside_alone() -> None:
    given = batches(3, 2, words=f"Ada {SLEEPS}", at=1)
    found = results(Dispatch(Hands(), 1, 0.05), given)
    assert texts(found)[0][1] == "timeout"
    assert [code for batch in texts(found) for code in batch if "said" not in code] == ["timeout"]
    late = found[0][1]
    assert isinstance(late, SkippedInput)
    assert late.reason == "it took longer than 0.05 seconds; allow more with --timeout"


def test_an_article_that_breaks_the_code_is_set_aside_alone() -> None:
    found = results(Dispatch(Hands(), 1, 60), batches(3, words=f"Ada {RAISES}", at=1))
    assert [code for code in texts(found)[0] if "said" not in code] == ["internal"]
    assert texts(results(Dispatch(Hands(), 1, 60), batches(1, words=f"Ada {SKIPS}"))) == [["asked"]]


def test_workers_that_never_start_are_told() -> None:
    def stillborn(hand: Hand, batch: Batch | None) -> None:
        if batch is None:
            raise Died("exit code 7")

    team = Hands(stillborn)
    with pytest.raises(EngineError, match=r"3 workers in a row .*exit code 7.*--jobs 1"):
        results(Dispatch(team, 2, 60), batches(1, 1))
    assert all(hand.ended for hand in team.hired)


def test_models_that_cannot_be_loaded_end_the_run() -> None:
    def unloadable(hand: Hand, batch: Batch | None) -> None:
        raise ModelError("not there")

    team = Hands(unloadable)
    with pytest.raises(ModelError, match="not there"):
        results(Dispatch(team, 1, 60), batches(1))
    assert team.closed
