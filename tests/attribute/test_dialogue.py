"""Dialogue that dashes open."""

from __future__ import annotations

import pytest

from audit.attribute.statements import statements
from tests.build import annotation


def said(text: str) -> list[tuple[str | None, str | None, str]]:
    found = statements(annotation(text, people=[p for p in ("Quill", "Vane") if p in text]))
    return [(s.source_span.of(text) if s.source_span else None, s.cue.span.of(text) if s.cue else None, s.words(text)) for s in found]


def test_the_cue_ends_the_paragraph() -> None:
    text = "— The lamp was out, said the keeper, Quill.\n— Who put it out? asked Vane.\n— Nobody, as far as I saw, Quill answered."
    assert said(text) == [
        ("the keeper, Quill", "said", "The lamp was out"),
        ("Vane", "asked", "Who put it out?"),
        ("Quill", "answered", "Nobody, as far as I saw"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "— The lamp was out, said Quill. Vane",
        "— The lamp was out, said Quill.\nIt was dark in May, said Vane.",
        "— The lamp was out, and Quill left.\n— The gate was open, to be told by Vane.",
        "— Lamps\n— Gates, Quill",
    ],
)
def test_other_lines_with_dashes(text: str) -> None:
    assert said(text) == []
