"""Standard streams that are closed, full or without a reader, and words that are not UTF-8, in processes as a shell starts them."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from audit.cli.formats import of_run
from audit.errors import StoreError
from audit.store.engine import open_engine
from audit.store.schema import check

ROOT = Path(__file__).resolve().parents[2]
BASH = "/bin/bash"
pytestmark = pytest.mark.skipif(not Path(BASH).exists() or not Path("/dev/full").exists(), reason="needs a shell of Unix, and /dev/full")


@pytest.fixture(autouse=True)
def _articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [json.dumps({"text": f"Ada said {number} boats left the quay of Velmar.", "doc_id": str(number)}) for number in range(3)]
    Path("feed.jsonl").write_text("\n".join(lines), encoding="utf-8")
    Path("one.txt").write_text("Ada said the boats left the quay of Velmar.\n", encoding="utf-8")


def called(words: str, after: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    """``audit words`` in a shell, with ``after`` behind it; the code is that of ``audit``."""
    line = f"{shlex.quote(sys.executable)} -m tests.cli.called {words} {after}; exit ${{PIPESTATUS[0]}}"
    given = {**os.environ, "PYTHONPATH": str(ROOT), "AUDIT_JOBS": "1", **environ}
    return subprocess.run([BASH, "-c", line], capture_output=True, text=True, errors="replace", env=given, check=False)


@pytest.mark.parametrize("form", [*of_run()])
def test_a_run_without_a_reader_stops_and_says_so(form: str) -> None:
    done = called(f"run feed.jsonl --fail-on info --profile all --format {form}", "| true", PYTHONUNBUFFERED="1" if form == "csv" else "")
    assert done.returncode == 2
    assert "audit: nothing is reading the output any more; stopped, " in done.stderr
    assert "stored, and kept" in done.stderr


@pytest.mark.parametrize("form", [*of_run()])
@pytest.mark.parametrize(("after", "why"), [(">&-", "it is closed"), ("> /dev/full", "No space left on device")])
def test_a_run_without_output_stops_and_says_so(form: str, after: str, why: str) -> None:
    unbuffered = "1" if form == "jsonl" else ""
    done = called(f"run feed.jsonl --fail-on info --profile all --format {form}", after, PYTHONUNBUFFERED=unbuffered)
    assert done.returncode == 2
    assert done.stderr.startswith(f"audit: cannot write to standard output: {why}; choose a file with -o")
    assert "audit: stopped; " in done.stderr


def test_a_listing_without_a_reader_is_at_its_end() -> None:
    called("run feed.jsonl")
    for words in ("articles", "articles --format csv", "articles --format jsonl", "statements", "report", "report --format html", "rules"):
        done = called(words, "| true")
        assert (done.returncode, done.stderr) == (0, ""), words


@pytest.mark.parametrize(
    ("words", "after"),
    [("-h", ">&-"), ("run -h", "> /dev/full"), ("--version", ">&-"), ("rules", "> /dev/full"), ("config show", ">&-")],
)
def test_every_command_says_that_it_cannot_write(words: str, after: str) -> None:
    done = called(words, after)
    assert done.returncode == 2
    assert done.stderr.startswith("audit: cannot write to standard output: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("after", ["2>&-", "2> /dev/full"])
def test_messages_that_cannot_be_written_stop_nothing(after: str, unbuffered: str) -> None:
    done = called("run feed.jsonl missing.txt --format jsonl", after, PYTHONUNBUFFERED=unbuffered)
    assert (done.returncode, len(done.stdout.splitlines()), done.stderr) == (0, 3, "")
    assert called("run", after).returncode == 2
    assert called("run missing.txt", after).returncode == 2


def test_everything_is_closed_and_the_database_is_whole() -> None:
    done = called("run feed.jsonl -o out.jsonl --format jsonl --jobs 2", "<&- >&- 2>&-")
    assert done.returncode == 0
    assert len(Path("out.jsonl").read_text(encoding="utf-8").splitlines()) == 3
    assert check(open_engine("audit.db")) == []


def test_a_closed_standard_input_is_an_empty_one() -> None:
    done = called("run -", "<&-")
    assert done.returncode == 2
    assert "internal" not in done.stderr
    called("run one.txt")
    assert "internal" not in called("review queue --by Ona", "<&-").stderr


@pytest.mark.parametrize(
    "words", ["run {0}.txt", "run one.txt -o {0}.txt", "run one.txt --db {0}.db", "articles --outlet {0}", "review import {0}.csv --by Ona"]
)
def test_words_that_are_not_utf_8(words: str) -> None:
    done = called(words.format(r"$'\xff'"))
    assert done.returncode in (0, 2), done.stderr
    assert "internal" not in done.stderr


def test_a_database_that_is_deleted_under_a_run() -> None:
    lines = [json.dumps({"text": f"Ada said {number} boats left.", "doc_id": str(number)}) for number in range(200)]
    Path("feed.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = called("run - --format jsonl", "< <(head -n 150 feed.jsonl; sleep 3; rm audit.db; tail -n 50 feed.jsonl)")
    assert done.returncode == 2
    assert "was deleted or replaced, with everything in it, while it was in use" in done.stderr
    assert "stopped; 0 articles stored" in done.stderr
    with pytest.raises(StoreError, match="there is no database"):
        open_engine("audit.db", must_exist=True)
