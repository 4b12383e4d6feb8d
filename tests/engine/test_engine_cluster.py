"""The same job on a real Ray cluster of this machine, with two workers; but for one test with an auditor that needs no models."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audit import making
from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.text import SkippedInput
from audit.engine.cluster import Cluster, Servant
from audit.engine.dispatch import Dispatch
from audit.engine.work import Result
from audit.errors import EngineError, ModelError
from tests.engine.stub import KILLS, SLEEPS, article, make, make_once, make_unloadable
from tests.engine.test_engine_dispatch import batches, results, texts
from tests.store.conftest import create_database

ray = pytest.importorskip("ray", reason="there is no wheel of Ray for this Python and machine")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def address() -> Any:
    """A cluster of two processors."""
    context = ray.init(address="local", num_cpus=2, include_dashboard=False, log_to_driver=False)
    found = context.address_info["gcs_address"]
    from ray._private import worker

    node = worker._global_node
    worker._global_node = None
    ray.shutdown()
    yield found
    node.kill_all_processes(check_alive=False, allow_graceful=False)


def test_poison_is_set_aside_on_a_cluster_too(address: str) -> None:
    given = batches(4, 3, 1, 2, words=f"Ada {KILLS}", at=2)
    given[1][0] = article(f"Cas {SLEEPS}")
    team = Cluster(make, Settings(), address)
    assert team.processors == 2
    found = results(Dispatch(team, 2, 2), given)
    expected = [[one.text for one in batch] for batch in given]
    expected[0][2], expected[1][0] = "died", "timeout"
    assert texts(found) == expected
    lost = found[0][2]
    assert isinstance(lost, SkippedInput)
    assert "ended twice (its actor is gone" in lost.reason


def test_a_worker_that_is_killed_in_the_middle_costs_nothing(address: str, tmp_path: Path) -> None:
    given = [[replace(one, title=str(tmp_path / "killed")) for one in batch] for batch in batches(2, 1, 3)]
    found = results(Dispatch(Cluster(make_once, Settings(), address), 2, 60), given)
    assert (tmp_path / "killed").exists()
    assert texts(found) == [[one.text for one in batch] for batch in given]


def test_models_that_cannot_be_loaded_are_told(address: str) -> None:
    with pytest.raises(ModelError, match="not there"):
        results(Dispatch(Cluster(make_unloadable, Settings(), address), 1, 60), batches(1))


def test_no_cluster_and_no_ray(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise ConnectionError("nobody answers")

    monkeypatch.setattr(ray, "init", refuse)
    with pytest.raises(EngineError, match=r"no Ray cluster at 10\.0\.0\.1:6379 .*nobody answers.*--address"):
        Cluster(make, Settings(), "10.0.0.1:6379")
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(EngineError, match=r"source-audit\[cluster\]"):
        Cluster(make, Settings())


def test_what_runs_on_the_cluster() -> None:
    """In this process, so that its lines are seen."""
    servant = Servant(make, Settings())
    assert servant.load() is None
    found: list[Result] = servant.audit([article("Ada said so.")])
    assert isinstance(found[0], Audit)
    assert isinstance(Servant(make_unloadable, Settings()).load(), ModelError)


def test_the_rows_are_those_of_one_process(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from audit.cli.app import cli
    from audit.engine import batches as cuts
    from tests.engine.broken_off import rows, write_inputs

    monkeypatch.setattr(making, "make_auditor", make)
    monkeypatch.setattr(cuts, "WINDOW", 8)
    write_inputs(tmp_path / "feed.jsonl", 40)
    one, other = str(tmp_path / "one.db"), str(tmp_path / "ray.db")
    words = ["run", str(tmp_path / "feed.jsonl"), "--format", "jsonl", "-o"]
    alone = CliRunner().invoke(cli, [*words, str(tmp_path / "one"), "--db", one, "--jobs", "1"])
    shared = CliRunner().invoke(cli, [*words, str(tmp_path / "ray"), "--db", other, "--engine", "ray", "--address", address])
    assert (alone.exit_code, shared.exit_code) == (0, 0), shared.output
    assert (tmp_path / "ray").read_bytes() == (tmp_path / "one").read_bytes()
    assert "by 2 workers" in shared.stderr
    assert rows(other) == rows(one)


@pytest.mark.models
@pytest.mark.postgres
def test_real_models_on_a_cluster_fill_postgresql_with_the_rows_of_one_process(address: str, tmp_path: Path, postgres_server: str) -> None:
    from tests.engine.broken_off import rows

    one, other = str(tmp_path / "one.db"), create_database(postgres_server)
    samples = [str(p) for p in sorted((Path(__file__).parents[2] / "samples").glob("0[34568]-*.txt"))]
    words = [sys.executable, "-W", "ignore", "-m", "audit", "run", *samples, "--fail-on", "never", "--format", "jsonl", "-o"]
    alone = [*words, "one", "--db", one, "--jobs", "1", "--threads", "1"]
    shared = [*words, "ray", "--db", other, "--engine", "ray", "--address", address]
    for command in (alone, shared):
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "ray").read_bytes() == (tmp_path / "one").read_bytes()
    assert rows(other) == rows(one)
