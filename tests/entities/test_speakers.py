"""Who is meant, in texts of our own: ``tests/cases/entities/*.toml``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from audit.attribute.statements import statements
from audit.entities.linker import entities
from audit.entities.phrase import Sort
from tests.build import annotation
from tests.case_files import built, cases


@pytest.mark.parametrize("case", cases("entities"))
def test_speakers(case: dict[str, Any]) -> None:
    """The speakers of the statements, in order: the labels of each, and one entity wherever a label comes again."""
    made = annotation(case["text"], **built(case))
    known = entities(made, statements(made))
    told = [[known.all[t.entity] if t.entity is not None else None for t in row] for row in known.ties]
    assert [" + ".join(one.label if one else "nobody" for one in row) for row in told] == case["want"]
    labels = {(one.label, one.number) for row in told for one in row if one}
    assert len(labels) == len({label for label, _ in labels}), "one label, two entities"


def test_capitals_that_are_an_organisation_elsewhere_are_no_person() -> None:
    text = "The prison authority SNIA said the dam was safe.\nSNIA said the bed was dry."
    tags = [("said", "The prison authority SNIA", "the dam was safe"), ("said#2", "SNIA#2", "the bed was dry")]
    made = annotation(text, organisations="SNIA", tags=tags)
    made = replace(made, entities=(made.entities[0], replace(made.entities[1], label="Person")))
    known = entities(made, statements(made))
    (first,), (second,) = known.ties
    assert first.entity == second.entity is not None
    assert known.all[second.entity].sort is Sort.BODY
