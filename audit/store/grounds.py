"""The grounds of all decisions on an article, in one row. Every word is stored once, since the same features recur."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from audit.domain.audited import Audit
from audit.domain.ground import Axis, Ground
from audit.store.counting import Values
from audit.store.rows import GroundRow

Grounds = tuple[Ground, ...]


def ground_values(audit: Audit) -> list[Values]:
    """The row of an audit's grounds; none where nothing is known of what decided."""
    words: dict[str, int] = {}
    of_sources = [[_packed(one, words) for one in source.grounds] for source in audit.sources]
    of_statements = [[_packed(one, words) for one in statement.grounds] for statement in audit.statements]
    if not words:
        return []
    return [{"article_id": audit.article.id, "words": list(words), "of_sources": of_sources, "of_statements": of_statements}]


def grounds_of(rows: Sequence[GroundRow], sources: int, statements: int) -> tuple[list[Grounds], list[Grounds]]:
    """What decided each of so many sources and statements, in their order, from the row of an article where there is one."""
    if not rows:
        return [()] * sources, [()] * statements
    (row,) = rows
    return [_unpacked(one, row.words) for one in row.of_sources], [_unpacked(one, row.words) for one in row.of_statements]


def _packed(ground: Ground, words: dict[str, int]) -> list[float]:
    """Words as their numbers: axis, value, probability, row, runner-up, then each feature with its weight."""

    def number(word: str) -> int:
        return words.setdefault(word, len(words))

    pulls = (part for feature, weight in ground.pulls for part in (number(feature), weight))
    head = number(ground.axis.value), number(ground.value), ground.probability, number(ground.row), number(ground.runner_up)
    return [*head, *pulls]


def _unpacked(stored: Sequence[Sequence[Any]], words: Sequence[str]) -> Grounds:
    return tuple(
        Ground(
            Axis(words[axis]),
            words[value],
            float(probability),
            words[row],
            tuple((words[feature], float(weight)) for feature, weight in zip(pulls[::2], pulls[1::2], strict=True)),
            words[runner_up],
        )
        for axis, value, probability, row, runner_up, *pulls in stored
    )
