"""Each row that ties a mention by the words alone has a measured probability, and says that it decided."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from audit.domain.ground import Axis
from audit.domain.text import Span
from audit.entities.rows import Row
from tests.models import audit_of
from training.links import DRAWN, probabilities

FITTED = json.loads((files("audit.entities") / "links.json").read_text(encoding="utf-8"))["rows"]


def test_the_table_has_the_rows_that_there_are() -> None:
    assert set(FITTED) == {row.title for row in Row}
    assert len({row.title for row in Row}) == len(Row)


@pytest.mark.parametrize("row", list(Row))
def test_a_row_gives_its_own_probability(row: Row) -> None:
    link = row.link(Span(3, 7))
    assert (link.span, link.tie, link.row) == (Span(3, 7), row.tie, row.title)
    assert 0 < link.probability < 1
    assert link.probability == FITTED[row.title]["probability"]


def test_probabilities_follow_the_counts() -> None:
    out = probabilities({Row.NAME.title: (90, 100), Row.NEXT.title: (0, 2)})
    mean = (0.9 + 0.0) / 2
    assert out[Row.NAME.title] == {"right": 90, "asked": 100, "probability": round((90 + DRAWN * mean) / 105, 4)}
    assert out[Row.NEXT.title]["probability"] == round(DRAWN * mean / 7, 4)
    assert out[Row.FAMILY.title]["probability"] == round(mean, 4)


def test_the_ground_of_a_speaker_is_the_row() -> None:
    audit = audit_of("The quay will close, said Ola Orre, who owns it.\n\n“It is old,” Ola Orre said.\n")
    grounds = [ground for one in audit.statements for ground in one.grounds if ground.axis is Axis.SPEAKER]
    assert {ground.row for ground in grounds} <= {row.title for row in Row}
    assert Row.NAME.title in {ground.row for ground in grounds}
