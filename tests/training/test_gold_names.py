"""Entities corrected by the names of annotated sources."""

from __future__ import annotations

from typing import Any

import pytest

from tests.build import annotation
from training.gold_names import corrected


def named(*sources: tuple[str, str], text: str = "") -> dict[str, Any]:
    """An article of ours as far as it names its sources: (name, kind) each."""
    return {"text": text, "sources": [{"speaker": name, "kind": kind, "identity": "named"} for name, kind in sources]}


def labelled(text: str, document: dict[str, Any], **entities: Any) -> list[tuple[str, str]]:
    made = corrected(document | {"text": text}, annotation(text, **entities))
    return [(e.span.of(text), e.label) for e in made.entities]


def test_a_name_that_gold_gives_to_a_person_is_one_everywhere() -> None:
    text = "Mary Quill left Zork. Quill’s plan is Quill and nothing else."
    found = labelled(text, named(("Mary Quill", "person")), organisations="Quill’s")
    assert found == [("Mary Quill", "Person"), ("Quill", "Person"), ("Quill", "Person")]


def test_a_body_that_was_taken_for_a_person_is_a_body() -> None:
    found = labelled("Velmar denied it. Velmar left.", named(("Velmar", "organisation")), people="Velmar")
    assert found == [("Velmar", "Organization"), ("Velmar", "Organization")]


def test_what_the_model_found_once_is_found_wherever_it_stands() -> None:
    found = labelled("Quill spoke in Zork. Zork’s mayor heard Quill’s aide.", named(), people="Quill", places="Zork")
    assert found == [("Quill", "Person"), ("Zork", "Location"), ("Zork", "Location"), ("Quill", "Person")]


@pytest.mark.parametrize("longer", ["Quill Tower", "Quill administration", "Quill campaign"])
def test_a_part_of_a_longer_name_is_no_person(longer: str) -> None:
    assert labelled(f"Mary Quill left. The {longer} stays.", named(("Mary Quill", "person"))) == [("Mary Quill", "Person")]


def test_a_name_that_is_a_word_as_well_is_left_alone() -> None:
    assert labelled("Opposition members left. The opposition stays.", named(("Opposition", "organisation"))) == []


def test_a_name_ends_before_its_possessive_unless_it_never_stands_without() -> None:
    found = labelled("Moodle’s said so. Zork’s mayor left Zork.", named(), organisations="Moodle’s", places="Zork’s; Zork")
    assert found == [("Moodle’s", "Organization"), ("Zork", "Location"), ("Zork", "Location")]
