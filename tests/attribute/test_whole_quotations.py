"""Contents that break off inside a quotation."""

from __future__ import annotations

from typing import Any

import pytest

from audit.attribute.statements import statements
from tests.build import Tag, annotation


def contents(text: str, **built: Any) -> list[list[str]]:
    return [[part.of(text) for part in statement.content] for statement in statements(annotation(text, **built))]


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        (
            "Quill posted: “The dam is safe, and it has been for years.”",
            ("posted", "Quill", "“The dam is safe, and"),
            [["“The dam is safe, and it has been for years.”"]],
        ),
        (
            "Quill posted: “The dam is safe.\n“It has been for years, and nobody came to look.”",
            ("posted", "Quill", "“The dam is safe.\n“It has been for"),
            [["“The dam is safe."], ["“It has been for years, and nobody came to look.”"]],
        ),
        (
            "Quill said Vane “had not lifted a finger” there.",
            ("said", "Quill", "Vane “had not"),
            [["Vane “had not lifted a finger”"]],
        ),
    ],
)
def test_whoever_said_some_of_a_quotation_said_all_of_it(text: str, tag: Tag, expected: list[list[str]]) -> None:
    assert contents(text, people="Quill", tags=[tag]) == expected


def test_a_quotation_with_its_cue_and_source_inside_is_left_as_it_is() -> None:
    text = "“The dam, Quill said, is safe and the bed is dry.”"
    assert ["is safe"] in contents(text, people="Quill", tags=[("said", "Quill", "is safe")])
