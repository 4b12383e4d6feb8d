"""Items of a list below the words that attribute them."""

from __future__ import annotations

from typing import Any

import pytest

from audit.attribute.statements import statements
from tests.build import Tag, annotation


def said(text: str, **built: Any) -> list[tuple[str | None, str]]:
    people = [p for p in ("Mary Quill", "Vane") if p in text]
    found = statements(annotation(text, people=people, **built))
    return [(s.source_span.of(text) if s.source_span else None, s.words(text)) for s in found]


@pytest.mark.parametrize("mark", ["- ", "• ", "* ", "– ", "1. ", "2) ", "> ", "» "])
def test_every_item_is_a_statement(mark: str) -> None:
    text = f"The report found:\n{mark}Gates leak\n{mark}Nobody looked\nIt rained."
    tags = [("found", "The report", f"Gates leak\n{mark}Nobody looked")]
    assert said(text, tags=tags, pos={"found": "VERB"}) == [("The report", "Gates leak"), ("The report", "Nobody looked")]


def test_quoted_items() -> None:
    text = "Mary Quill said:\n- “It holds.”\n- “It is dry.”"
    assert said(text, tags=[("said", "Mary Quill", "“It holds.”")]) == [("Mary Quill", "“It holds.”"), ("Mary Quill", "“It is dry.”")]


def test_an_item_that_somebody_else_says_is_theirs() -> None:
    text = "Mary Quill said:\n- It holds\n- It leaks, Vane added"
    tags = [("said", "Mary Quill", "It holds"), ("added", "Vane", "It leaks")]
    assert said(text, tags=tags) == [("Mary Quill", "It holds"), ("Vane", "It leaks")]


@pytest.mark.parametrize(
    "text",
    [
        "Mary Quill said “It holds”:\n- Gates\n- Walls",
        "Mary Quill said “It holds”.\n- Gates\n- Walls",
        "Gates that Mary Quill said “It holds” of.\nThese:\n- Gates\n- Walls",
    ],
)
def test_a_list_that_nobody_says_is_left_alone(text: str) -> None:
    assert said(text, tags=[("said", "Mary Quill", "“It holds”")]) == [("Mary Quill", "“It holds”")]


ITEMS = "- The gate opens.\n- The crane stays shut."


@pytest.mark.parametrize(
    ("lead", "arcs", "source"),
    [
        ("Quill set out her plan:", ["Quill nsubj set", "plan obj set", "her nmod:poss plan"], "Quill"),
        ("Among Quill’s demands:", ["Quill nmod:poss demands", "’s case Quill"], "Quill"),
        ("Quill faces three demands:", ["Quill nsubj faces", "demands obj faces"], None),  # somebody else's
        ("The plan of Quill is this:", ["plan nsubj is"], None),
    ],
)
def test_items_below_a_line_without_a_cue_are_whose_points_it_names(lead: str, arcs: list[str], source: str | None) -> None:
    pos = {"set": "VERB", "faces": "VERB", "plan": "NOUN", "demands": "NOUN"}
    text = f"{lead}\n{ITEMS}\nIt rained."
    found = statements(annotation(text, people="Quill", arcs=arcs, pos=pos, lemmas={"demands": "demand"}))
    listed = [(s.source_span.of(text) if s.source_span else None, s.words(text)) for s in found]
    assert listed == ([(source, "The gate opens."), (source, "The crane stays shut.")] if source else [])


def test_items_with_speakers_of_their_own_are_theirs() -> None:
    text = "Among Quill’s demands:\n- Vane said it fell.\n- Orre said it stood."
    tags: list[Tag] = [("said", "Vane", "it fell"), ("said#2", "Orre", "it stood")]
    found = statements(annotation(text, people="Quill", tags=tags, arcs=["Quill nmod:poss demands"], lemmas={"demands": "demand"}))
    assert [s.source_span.of(text) for s in found if s.source_span] == ["Vane", "Orre"]


def test_a_list_ends_where_another_mark_begins() -> None:
    text = "Quill said:\n- it leaks\n- it sank\n— Who asked?"
    found = statements(annotation(text, people="Quill", tags=[("said", "Quill", "it leaks")]))
    assert [s.words(text) for s in found] == ["it leaks", "it sank"]
