"""What somebody is told to have said, without marks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from audit.attribute.statements import statements
from tests.build import annotation

OUTER = "Mary Quill"


def inner(text: str, content: str, arcs: list[str], convention: str = "house", **built: Any) -> list[tuple[str | None, str]]:
    """The statements in what Mary Quill says."""
    read = replace(annotation(text, people=OUTER, tags=[("said", OUTER, content)], arcs=arcs, **built), convention=convention)
    nested = [s for s in statements(read) if s.nested_in is not None]
    return [(s.source_span.of(text) if s.source_span is not None else None, s.words(text)) for s in nested]


@pytest.mark.parametrize(
    ("told", "arcs", "expected"),
    [
        ("he had told her it was old", ["he nsubj told", "old ccomp told", "it nsubj old", "was cop old"], ("he", "it was old")),
        (
            "the clerk warned that it was old",
            ["clerk nsubj warned", "the det clerk", "old ccomp warned", "that mark old", "it nsubj old", "was cop old"],
            ("the clerk", "it was old"),
        ),
        (
            "the clerk had insisted it was old",
            ["clerk nsubj insisted", "the det clerk", "had aux insisted", "old ccomp insisted", "it nsubj old", "was cop old"],
            ("the clerk", "it was old"),
        ),
    ],
)
def test_what_another_said_is_a_statement_in_the_first(told: str, arcs: list[str], expected: tuple[str, str]) -> None:
    built: Any = {"pos": {"that": "SCONJ"}}
    assert inner(f"Mary Quill said {told}.", told, arcs, **built) == [expected]
    assert inner(f"Mary Quill said {told}.", told, arcs, "polnear", **built) == []


@pytest.mark.parametrize(
    ("told", "arcs"),
    [
        ("he would say it was old", ["he nsubj say", "would aux say", "old ccomp say"]),
        ("if he told her it was old", ["if mark told", "he nsubj told", "old ccomp told"]),
        ("nobody told her it was old", ["nobody nsubj told", "old ccomp told"]),
        ("he thinks it was old", ["he nsubj thinks", "old ccomp thinks"]),
        ("he told her of the dam", ["he nsubj told"]),
        ("the man who told her it was old left", ["who nsubj told", "old ccomp told"]),
        ("“he told her it was old”", ["he nsubj told", "old ccomp told"]),
    ],
)
def test_what_was_not_said_or_stands_in_marks_is_none(told: str, arcs: list[str]) -> None:
    assert inner(f"Mary Quill said {told}.", told, arcs) == []


def test_what_the_tagger_has_is_not_told_twice() -> None:
    text = "Mary Quill said he told her it was old."
    tags = [("said", OUTER, "he told her it was old"), ("told", "he", "it was old")]
    read = annotation(text, people=OUTER, tags=tags, arcs=["he nsubj told", "old ccomp told"])
    assert len(statements(read)) == 2
