"""How time, memory and the database grow with the number of articles.

    python -m benchmarks.growth 10 100 1000 10000 [--models fast] [--jobs 2] [--paragraphs 12]

Made articles (``benchmarks.made``) go through ``audit run`` into a new SQLite database. Memory is the sum of the processes' proportional
shares (PSS), looked at four times a second: its peak, and the mean and peak of each quarter of the run, which are flat where nothing
piles up.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean

from benchmarks.made import articles


def family(pid: int) -> list[int]:
    """A process and all below it."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            parents.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    out = [pid]
    for one in out:
        out += parents.get(one, [])
    return out


def shares(pid: int) -> int:
    """Bytes of memory of a process and all below it; pages that several of them use are shared out."""
    total = 0
    for one in family(pid):
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))
    return total


def run(number: int, asked: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        feed, db = Path(folder) / "made.jsonl", Path(folder) / "made.db"
        with feed.open("w", encoding="utf-8") as stream:
            for record in articles(number, asked.paragraphs):
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        words = ["run", str(feed), "--models", asked.models, "--jobs", str(asked.jobs), "--db", str(db), "--fail-on", "never"]
        words += ["--format", "jsonl", "-o", os.devnull]
        command = [sys.executable, "-W", "ignore", "-m", "audit", *words]
        started = time.monotonic()
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            seen = []
            while process.poll() is None:
                seen.append(shares(process.pid))
                time.sleep(0.25)
            told = (process.stderr.read() if process.stderr else "").strip().splitlines()[-1]
        seconds = time.monotonic() - started
        quarter = max(1, len(seen) // 4)
        parts = [seen[i : i + quarter] for i in range(0, quarter * 4, quarter)]
        print(f"{number} articles, {seconds:.0f} s, peak {max(seen) / 1e9:.2f} GB, database {db.stat().st_size / 1e6:.0f} MB; {told}")
        print("   by quarter: " + "; ".join(f"mean {mean(p) / 1e9:.3f}, peak {max(p) / 1e9:.3f} GB" for p in parts if p), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("numbers", type=int, nargs="+")
    parser.add_argument("--models", default="bundled")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--paragraphs", type=int, default=12)
    asked = parser.parse_args()
    for number in asked.numbers:
        run(number, asked)


if __name__ == "__main__":
    main()
