"""Words that somebody signed."""

from __future__ import annotations

from typing import Any

import pytest

from audit.attribute.signatures import people_above, signed_people
from audit.attribute.statements import statements
from audit.domain.statement import Form
from tests.build import annotation, place


def said(text: str, **built: Any) -> list[tuple[str | None, str]]:
    return [(s.source_span.of(text) if s.source_span else None, s.words(text)) for s in statements(annotation(text, **built))]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("> The gate never shut.\n>\n> — Mara Quill, clerk of Zork", "Mara Quill, clerk of Zork", "The gate never shut."),
        ("“The gate never shut.”\n— Mara Quill, clerk", "Mara Quill, clerk", "“The gate never shut.”"),
    ],
)
def test_quotations_and_block_quotations(text: str, source: str, content: str) -> None:
    assert said(text) == [(source, content)]
    (one,) = statements(annotation(text))
    assert one.form is Form.DIRECT


def test_a_block_quotation_of_several_paragraphs_is_a_statement_each() -> None:
    text = "It rained.\n> The gate never shut.\n> It fell.\n— Mara Quill, clerk"
    assert [words for _, words in said(text)] == ["The gate never shut.", "It fell."]


@pytest.mark.parametrize(
    "text",
    [
        "The gate never shut.\n— Mara Quill, clerk",
        "@quill\nThe gate shut.",
        "It shut — Mara Quill, clerk",
        "“The gate never shut,” she told me. “It will not.” — Mara Quill (@quill) May 3, 2031",
    ],
)
def test_a_name_below_ordinary_words_signs_nothing(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("— Zork B. Orre (@orre) May 3, 2031", "Zork B. Orre"),
        ("— Mary Orre, of Zork", "Mary Orre"),
        ("— Ola Orre, clerk of Zork", "Ola Orre"),
        ("— Zork Police (@zork) May 3, 2031", None),
        ("— Orre, clerk of Zork", None),
        ("Ola Orre, clerk of Zork", None),
    ],
)
def test_the_people_who_sign(line: str, name: str | None) -> None:
    found = signed_people(line, annotation(line).paragraphs)
    assert [s.of(line) for s in found] == ([name] if name else [])


@pytest.mark.parametrize(
    ("text", "people", "found"),
    [
        ("Orre\n“We will pay.”\nVane\n“You will not.”", ["Orre"], ["Orre", "Vane"]),
        ("Ola Orre\n\n“We will pay.”\n\nTess Vane\n\n«You will not.»", ["Tess Vane"], ["Ola Orre", "Tess Vane"]),
        ("Background\n“We will pay.”\nCosts\n“You will not.”", [], []),
        ("Orre\n“We will pay.”\nVane\nIt rained.", ["Orre"], ["Orre"]),
        ("Orre\n“We will pay.”\nVane left.\n“You will not.”", ["Orre"], ["Orre"]),
    ],
)
def test_names_above_quotations(text: str, people: list[str], found: list[str]) -> None:
    paragraphs = annotation(text).paragraphs
    assert [s.of(text) for s in people_above(text, paragraphs, [place(text, p) for p in people])] == found
