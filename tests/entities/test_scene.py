"""Who is first mentioned as a source further on, and says the same."""

from __future__ import annotations

import pytest

from audit.attribute.statements import statements
from audit.entities.mentions import found
from audit.entities.named import Named
from audit.entities.scene import Question, Scene
from tests.build import Tag, annotation

LEDE = "A harbour clerk said the forces would withdraw slowly."


def introduced(text: str, name: str, tags: list[Tag]) -> tuple[float, float]:
    made = annotation(text, people=name, tags=tags)
    said = statements(made)
    first = next(one for one in found(made, said) if one.statement == 0)
    assert first.mention.phrase is not None
    asked = Question(first.mention, first.mention.phrase, said[0], Scene(made, said), [], None)
    return asked.introduced_next(next(c for c in Named(made).people if c.label == name))


@pytest.mark.parametrize(
    ("behind", "tags", "near", "again"),
    [
        ("Ida Orre said forces withdrew on Monday.", [("said#2", "Ida Orre", "forces withdrew on Monday")], 1.0, 2 / 3),
        ("Ida Orre said the sea was calm.", [("said#2", "Ida Orre", "the sea was calm")], 1.0, 0.0),
        (
            "Boats are slow, owners said. Ida Orre said the sea was calm.",
            [("said#2", "owners", "Boats are slow"), ("said#3", "Ida Orre", "the sea was calm")],
            0.5,
            0.0,
        ),
        ("Ida Orre left.", [], 0.0, 0.0),
    ],
)
def test_somebody_comes_as_a_source(behind: str, tags: list[Tag], near: float, again: float) -> None:
    told = introduced(f"{LEDE}\n{behind}", "Ida Orre", [("said", "A harbour clerk", "the forces would withdraw slowly"), *tags])
    assert told == pytest.approx((near, again))


def test_who_says_it_too_does_not_come_later() -> None:
    text = "A harbour clerk and Ida Orre said the forces would withdraw slowly."
    assert introduced(text, "Ida Orre", [("said", "A harbour clerk and Ida Orre", "the forces would withdraw slowly")]) == (0.0, 0.0)
