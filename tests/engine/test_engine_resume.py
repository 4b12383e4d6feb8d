"""Runs that are killed, and runs side by side, on both databases: the rows are those of one unbroken run."""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from audit.store import schema
from audit.store.engine import open_engine
from tests.engine.broken_off import rows, run, statements, write_inputs

NewUrl = Callable[[], str]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def new_url(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> NewUrl:
    """Makes databases at the newest schema, all of one kind."""
    if request.param == "sqlite":
        numbers = iter(range(100))
        return lambda: str(shutil.copy(sqlite_template, tmp_path / f"audit{next(numbers)}.db"))
    from tests.store.conftest import create_database

    server = request.getfixturevalue("postgres_server")

    def made() -> str:
        url = create_database(server)
        engine = open_engine(url)
        schema.upgrade(engine)
        engine.dispose()
        return url

    return made


def test_a_killed_run_is_resumed(new_url: NewUrl, tmp_path: Path) -> None:
    inputs = tmp_path / "feed.jsonl"
    write_inputs(inputs, 40)
    whole = new_url()
    unbroken = run(inputs, whole, "--jobs", "1")
    assert unbroken.returncode == 0, unbroken.stderr
    expected, url, dice = rows(whole), new_url(), random.Random(10)
    assert len(expected["articles"]) == 32
    assert len(expected["skipped_inputs"]) == 6
    shown = []
    for jobs in ("1", "2"):
        broken = run(inputs, url, "--jobs", jobs, "--resume", die_at=dice.randint(statements(unbroken) // 4, statements(unbroken) // 2))
        assert broken.returncode == -signal.SIGKILL, broken.stderr
        shown += broken.stdout.splitlines()
    before = {name: len(found) for name, found in rows(url).items()}
    assert 0 < before["articles"] < len(expected["articles"])
    resumed = run(inputs, url, "--jobs", "2", "--resume")
    assert resumed.returncode == 0, resumed.stderr
    assert rows(url) == expected
    told = resumed.stderr.partition("articles (")
    assert told[0].endswith("34 ")
    assert int(told[2].split()[0]) >= before["articles"]
    assert len(resumed.stdout.splitlines()) <= 34 - before["articles"]
    assert set(shown + resumed.stdout.splitlines()) <= set(unbroken.stdout.splitlines())  # what was stored and not yet shown is in export


def test_two_runs_at_once_do_no_harm(new_url: NewUrl, tmp_path: Path) -> None:
    inputs = tmp_path / "feed.jsonl"
    write_inputs(inputs, 60)
    alone, shared = new_url(), new_url()
    assert run(inputs, alone, "--jobs", "1").returncode == 0
    with ThreadPoolExecutor(2) as both:
        done = list(both.map(lambda jobs: run(inputs, shared, "--jobs", jobs), ("1", "2")))
    assert [one.returncode for one in done] == [0, 0], done
    assert done[0].stdout == done[1].stdout
    assert rows(shared) == rows(alone)
