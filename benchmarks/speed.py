"""Words per second of an audit by stage, one process of one thread, and the memory it took.

    python -m benchmarks.speed ARTICLES.jsonl [--copies N]

``ARTICLES.jsonl`` has a ``text`` a line; without it the samples are read. A word is what stands between spaces. Nothing is stored; for a
whole run, ``audit run`` prints its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def texts(path: Path | None) -> list[str]:
    if path is not None:
        return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.txt"))]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed")
    parser.add_argument("articles", type=Path, nargs="?")
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--models", default="bundled")
    args = parser.parse_args()
    started = time.perf_counter()
    from audit.annotate.pipeline import Annotator
    from audit.auditor import examine
    from audit.config import Settings
    from audit.domain.text import Article

    annotator = Annotator(Settings(threads=1, models=args.models))
    annotator.load()
    ready = time.perf_counter()
    articles = [Article(text, "benchmark", str(i)) for i, text in enumerate(texts(args.articles) * args.copies)]
    words = sum(len(a.text.split()) for a in articles)
    spent: dict[str, float] = defaultdict(float)
    for name, processor in annotator._pipeline.processors.items():
        processor.bulk_process = timed(name, processor.bulk_process, spent)
    annotator.annotate(articles[:4])
    spent.clear()
    begun = time.perf_counter()
    for i in range(0, len(articles), 16):
        before = time.perf_counter()
        annotations = annotator.annotate(articles[i : i + 16])
        spent["annotate, all"] += time.perf_counter() - before
        for annotation in annotations:
            before = time.perf_counter()
            examine(annotation, annotator.settings)
            spent["attribute, resolve, classify"] += time.perf_counter() - before
    total = time.perf_counter() - begun
    print(f"{len(articles)} articles, {words} words; start-up {ready - started:.1f} s; {words / total:.0f} words per second")
    for stage, seconds in spent.items():
        print(f"{stage:<30} {seconds:7.2f} s  {words / seconds:9.0f} words per second")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


def timed(name: str, call: Callable[[list[Any]], list[Any]], spent: dict[str, float]) -> Callable[[list[Any]], list[Any]]:
    def run(docs: list[Any]) -> list[Any]:
        before = time.perf_counter()
        out = call(docs)
        spent[name] += time.perf_counter() - before
        return out

    return run


if __name__ == "__main__":
    main()
