"""Marks of emphasis: found, and read as blanks."""

from __future__ import annotations

import pytest

from audit.annotate.emphasis import emphasis
from tests.models import audit_of


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("**Ola Orre**, the clerk", ["**", "**"]),
        ("*Ola Orre* and _Tess Vane_ left", ["*", "*", "_", "_"]),
        ("said __Ola Orre__.", ["__", "__"]),
        ("***Ola***", ["***", "***"]),
        ("2 * 3 * 4 and snake_case_name", []),
        ("* a list\n* of two", []),
        ("**Ola Orre\nthe clerk**", []),
        ("a * footnote, *one mark", []),
        ("**Ola_ Orre*", []),
    ],
)
def test_marks_that_have_another(text: str, marks: list[str]) -> None:
    assert [s.of(text) for s in emphasis(text)] == marks


def test_the_networks_read_the_name_without_them() -> None:
    audit = audit_of(
        "The sluice jammed on Friday.\n\n**Tom Weller**, the keeper, said the chain was rusty. “It snapped,” said _Ines Orlo_."
    )
    labels = {s.id: s.label for s in audit.sources}
    assert [labels[i] for s in audit.statements for i in s.source_ids] == ["Tom Weller", "Ines Orlo"]
