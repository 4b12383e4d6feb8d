"""Who is meant, in texts of our own: ``tests/cases/entities/*.toml``."""

from __future__ import annotations

from typing import Any

import pytest

from audit.attribute.statements import statements
from audit.entities.linker import entities
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
