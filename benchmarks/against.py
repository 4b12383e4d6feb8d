"""``audit run`` and an extractor on spaCy over the same articles on the same machine, one after the other.

    python -m benchmarks.against ARTICLES.jsonl --python OTHER/bin/python --model OTHER/en_core_web_sm

``--python`` is an interpreter of another environment that has spaCy, ``--model`` what it loads. Each is run with one and with two
processes; what counts is the steady state, without loading. ``--rounds`` repeats it all, and the best of each is told.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

EXTRACTOR = Path(__file__).with_name("spacy_extractor.py")
SPEED = re.compile(r"([\d,]+) words per second")
START = re.compile(r"start-up ([\d.]+) s")


def ours(articles: Path, models: str, jobs: int) -> tuple[int, float]:
    """Words per second of annotation, rules and storing, and seconds of start-up, as ``audit run`` tells them."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["run", str(articles), "--models", models, "--jobs", str(jobs), "--db", f"{folder}/a.db", "--fail-on", "never"]
        words += ["--format", "csv", "-o", f"{folder}/a.csv"]
        done = subprocess.run([sys.executable, "-W", "ignore", "-m", "audit", *words], capture_output=True, text=True, check=True)
    speed, start = SPEED.search(done.stderr), START.search(done.stderr)
    if speed is None or start is None:
        raise ValueError(f"audit run told no speed: {done.stderr}")
    return int(speed[1].replace(",", "")), float(start[1])


def theirs(articles: Path, python: str, model: str, processes: int) -> int:
    command = [python, "-W", "ignore", str(EXTRACTOR), model, str(processes)]
    done = subprocess.run(command, input=articles.read_bytes(), capture_output=True, check=True)
    return int(json.loads(done.stdout.splitlines()[-1])["words_per_second"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--python", required=True)
    parser.add_argument("--model", action="append", required=True)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    best: dict[str, int] = {}
    for _ in range(asked.rounds):
        for processes in (1, 2):
            for model in asked.model:
                name = f"spaCy, {Path(model).name}, {processes}"
                best[name] = max(best.get(name, 0), theirs(asked.articles, asked.python, model, processes))
            for models in ("bundled", "fast"):
                name = f"audit run --models {models} --jobs {processes}"
                speed, start = ours(asked.articles, models, processes)
                best[name] = max(best.get(name, 0), speed)
                print(f"{name}: {speed} words per second, start-up {start} s", flush=True)
    for name, speed in best.items():
        print(f"{speed:7,} words per second  {name}")


if __name__ == "__main__":
    main()
