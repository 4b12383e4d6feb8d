"""How often each row that ties a mention by the words alone is right (``audit/entities/links.json``).

    python -m training links

Counted on house train, on statements that are found with the right words and whose gold has one source. A row that is seldom met is drawn
to the mean of all rows, as if ``DRAWN`` mentions of that mean had been seen beside its own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from audit.auditor import found
from audit.config import Settings
from audit.domain.annotation import Annotation
from audit.domain.source import Source
from audit.domain.statement import Statement
from audit.entities.rows import Row
from audit.evaluate.compare import same_speakers
from training.common import ROOT
from training.ranker import annotated, wanted

TARGET = ROOT / "audit" / "entities" / "links.json"
DRAWN = 5


def main() -> None:
    counts = counted(annotated("house/train.jsonl"))
    record = {
        "source": "python -m training links",
        "data": "house train: mentions of single sources that the words alone tie, in statements that were found",
        "right_on_house_dev": [sum(counted(annotated("house/dev.jsonl")).get(row.title, (0, 0))[at] for row in Row) for at in range(2)],
        "rows": probabilities(counts),
    }
    TARGET.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(TARGET.read_text(encoding="utf-8"))


def counted(documents: Iterable[tuple[dict[str, Any], Annotation]]) -> dict[str, tuple[int, int]]:
    """For each row, how many mentions it led right and how many it led."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for document, annotation in documents:
        said, who = found(annotation, Settings())
        for row, led in _led(document, said, {one.id: one for one in who}):
            asked[row] += 1
            right[row] += led
    return {row: (right[row], asked[row]) for row in asked}


def _led(document: dict[str, Any], said: tuple[Statement, ...], known: dict[str, Source]) -> Iterator[tuple[str, bool]]:
    for (at, _), source in wanted(document, said).items():
        statement = said[at]
        if len(statement.source_ids) == 1 and statement.grounds:
            yield statement.grounds[0].row, same_speakers([source["speaker"]], [known[statement.source_ids[0]].label])


def probabilities(counts: dict[str, tuple[int, int]]) -> dict[str, dict[str, float]]:
    """The rows of ``links.json``."""
    mine = {row.title: counts.get(row.title, (0, 0)) for row in Row}
    mean = sum(right for right, _ in mine.values()) / max(1, sum(asked for _, asked in mine.values()))
    return {
        title: {"right": right, "asked": asked, "probability": round((right + DRAWN * mean) / (asked + DRAWN), 4)}
        for title, (right, asked) in mine.items()
    }


if __name__ == "__main__":
    main()
