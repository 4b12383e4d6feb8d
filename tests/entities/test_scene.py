"""Who is first mentioned as a source further on, and says the same."""

from __future__ import annotations

import math

import pytest

from audit.attribute.statements import statements
from audit.entities.chain import Chain
from audit.entities.features import Features
from audit.entities.linker import Linker
from audit.entities.mentions import Found, found
from audit.entities.named import Named
from audit.entities.ranker import ranker
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


def test_an_article_is_looked_back_at_from_where_a_quotation_begins() -> None:
    """Whoever says "“… …,” he said" was told of before those words, however many sentences they have."""
    text = "Ralf Quill walked on.\n“It is old. It is long. It is safe,” he said."
    made = annotation(text, people="Ralf Quill", tags=[("said", "he", "“It is old. It is long. It is safe,”")])
    away: list[float] = []

    def watch(_: Linker, one: Found, kind: str, candidates: list[tuple[Chain | None, Features]]) -> bool:
        away.extend(given["sentences away"] for chain, given in candidates if chain is not None and kind == "he")
        return False

    Linker(made, statements(made), {}, ranker(), watch).entities()
    assert away == [math.log1p(1)]
