"""How often each row that ties a mention by the words alone is right (``audit/entities/links.json``).

    python -m training links

Counted on house train and our own news, on statements whose words and source words are found. A row that is seldom met is drawn to the mean of the rows, each
of which counts once, as if ``DRAWN`` statements of that mean had been seen beside its own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from audit.auditor import found
from audit.config import Settings
from audit.domain.annotation import Annotation
from audit.domain.statement import Statement
from audit.entities.rows import Row
from audit.evaluate.compare import pairs, same_speakers
from training.annotated import annotated
from training.common import ROOT
from training.ranker import overlapping

TARGET = ROOT / "audit" / "entities" / "links.json"
DRAWN = 5


def main() -> None:
    counts, held = counted([*annotated("train"), *annotated("calibration")]), counted(annotated("dev"))
    record = {
        "source": "python -m training links",
        "data": "house train and our own news: statements that were found with their source's words, by what tied these",
        "right_on_house_dev": {row.title: held[row.title] for row in Row if row.title in held},
        "rows": probabilities(counts),
    }
    TARGET.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(TARGET.read_text(encoding="utf-8"))


def counted(documents: Iterable[tuple[dict[str, Any], Annotation]]) -> dict[str, tuple[int, int]]:
    """For each row, how many statements it led right and how many it led."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for document, annotation in documents:
        said, who = found(annotation, Settings())
        for row, led in _led(document, said, {one.id: one.label for one in who}):
            asked[row] += 1
            right[row] += led
    return {row: (right[row], asked[row]) for row in asked}


def _led(document: dict[str, Any], said: tuple[Statement, ...], labels: dict[str, str]) -> Iterator[tuple[str, bool]]:
    """The row behind each statement that one mention gives its sources, and whether these are the gold's."""
    told = [one for one in document["attributions"] if one["content"]]
    ours: Any = [SimpleNamespace(content=one["content"]) for one in told]
    theirs: Any = [SimpleNamespace(content=[(c.start, c.end) for c in one.content]) for one in said]
    for at, other in pairs(ours, theirs, document["text"], False):
        statement, speaker = said[other], told[at]["speaker"]
        spans = {one.span for one in statement.mentions}
        if speaker and statement.grounds and len(spans) == 1 and overlapping(told[at]["source"], *spans):
            names = speaker if isinstance(speaker, list) else [speaker]
            yield statement.grounds[0].row, same_speakers(names, [labels[one] for one in statement.source_ids])


def probabilities(counts: dict[str, tuple[int, int]]) -> dict[str, dict[str, float]]:
    """The rows of ``links.json``."""
    mine = {row.title: counts.get(row.title, (0, 0)) for row in Row}
    met = [right / asked for right, asked in mine.values() if asked]
    mean = sum(met) / max(1, len(met))
    return {
        title: {"right": right, "asked": asked, "probability": round((right + DRAWN * mean) / (asked + DRAWN), 4)}
        for title, (right, asked) in mine.items()
    }


if __name__ == "__main__":
    main()
