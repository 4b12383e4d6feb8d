"""Named people whom the text names together, and who wrote what."""

from __future__ import annotations

import pytest

from audit.attribute.statements import statements
from audit.entities.chain import Chain
from audit.entities.features import Features
from audit.entities.linker import Linker
from audit.entities.mentions import Found
from audit.entities.ranker import ranker
from tests.build import Tag, annotation

PEOPLE = ["Ida Orre", "Bo Vane", "Mara Quill"]


def groups(text: str, tags: list[Tag], number: int) -> list[str]:
    """The groups that are weighed for the source of a statement."""
    made = annotation(text, people=[name for name in PEOPLE if name in text], tags=tags)
    said = statements(made)
    seen: list[str] = []

    def watch(linker: Linker, one: Found, kind: str, candidates: list[tuple[Chain | None, Features]]) -> bool:
        if one.statement == number:
            seen.extend(chain.label for chain, _ in candidates if chain is not None and chain.members)
        return False

    Linker(made, said, {}, ranker(), watch).entities()
    return seen


@pytest.mark.parametrize(
    ("text", "who", "weighed"),
    [
        ("Divers said the dam was safe. Ida Orre and Bo Vane had seen it.", "Divers", []),
        ("Ida Orre and Bo Vane had seen it. Divers said the dam was safe.", "Divers", ["Ida Orre and Bo Vane"]),
        ("Ida Orre and Bo Vane had seen it. Two divers said the dam was safe.", "Two divers", []),
        ("Ida Orre and Bo Vane had seen it. The officials said the dam was safe.", "The officials", []),
        ("Two divers said the dam was safe. Ida Orre, Bo Vane and Mara Quill had seen it.", "Two divers", []),
        ("A clerk said the dam was safe. Ida Orre and Bo Vane had seen it.", "A clerk", []),
        ("Democrats said the dam was safe. Ida Orre and Bo Vane had seen it.", "Democrats", []),
        ("Divers said the dam was safe. Ida Orre sang and left. Bo Vane had seen it.", "Divers", []),
        ("Divers said the dam was safe.\nOrre and loss: Ida Orre\nBread and cakes, by Bo Vane", "Divers", []),
    ],
)
def test_people_named_together_are_weighed_for_a_group_that_they_can_be(text: str, who: str, weighed: list[str]) -> None:
    assert groups(text, [("said", who, "the dam was safe")], 0) == weighed


def test_those_who_speak_next_are_weighed_for_a_group_of_the_lede() -> None:
    text = "Divers said the dam was safe. Ida Orre said the bed was dry. Bo Vane said it was not."
    tags: list[Tag] = [
        ("said", "Divers", "the dam was safe"),
        ("said#2", "Ida Orre", "the bed was dry"),
        ("said#3", "Bo Vane", "it was not"),
    ]
    assert groups(text, tags, 0) == ["Ida Orre and Bo Vane"]
