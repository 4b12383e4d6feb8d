"""Kills ``audit run`` at random SQL statements, resumes it, and compares all rows with those of an unbroken run.

    python -m benchmarks.kills [--times 20] [--postgres URL] [--seed 1]

Needs no models (see ``tests/engine/stub.py``). Each round kills one run, or two in a row, of one or two workers. ``--postgres`` names a
server on which databases may be made, for example postgresql://postgres@localhost.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
from pathlib import Path

from tests.engine.broken_off import rows, run, statements, write_inputs
from tests.store.conftest import create_database


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--postgres", metavar="URL")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder) / "feed.jsonl"
        write_inputs(inputs, 60)

        def new_url(name: str) -> str:
            return create_database(options.postgres) if options.postgres else str(Path(folder) / f"{name}.db")

        whole = new_url("whole")
        most = statements(run(inputs, whole, "--jobs", "1"))
        expected, wrong = rows(whole), 0
        for time in range(options.times):
            url, points = new_url(f"audit{time}"), sorted(dice.sample(range(1, most), dice.choice((1, 2))))
            jobs = dice.choice(("1", "2"))
            codes = [run(inputs, url, "--jobs", jobs, "--resume", die_at=point).returncode for point in points]
            last = run(inputs, url, "--jobs", jobs, "--resume").returncode
            same = rows(url) == expected and last == 0
            wrong += not same
            killed = sum(code == -signal.SIGKILL for code in codes)
            print(f"{time + 1:3}  statements {points}, {jobs} jobs, {killed} killed: {'same rows' if same else 'OTHER ROWS'}", flush=True)
        print(f"{options.times - wrong} of {options.times} runs ended with the rows of an unbroken run ({most} statements)")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
