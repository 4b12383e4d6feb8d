"""Headlines that attribute without a cue."""

from __future__ import annotations

from typing import Any

import pytest

from audit.attribute.statements import statements
from tests.build import annotation


def said(text: str, **built: Any) -> list[tuple[str | None, str]]:
    return [(s.source_span.of(text) if s.source_span else None, s.words(text)) for s in statements(annotation(text, **built))]


@pytest.mark.parametrize("label", ["OPINION", "Opinion", "Analysis"])
def test_the_sort_of_a_piece_is_nobody(label: str) -> None:
    text = f"{label}: The dam must go\nQuill has kept the dam since May."
    assert said(text, people="Quill") == []


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Gates leaking for years - report", ("report", "Gates leaking for years")),
        ("Keeper to quit – sources", ("sources", "Keeper to quit")),
        ("Keeper to quit — Quill", ("Quill", "Keeper to quit")),
        ("‘We had no warning’: families sue", ("families", "‘We had no warning’")),
    ],
)
def test_a_dash_or_a_colon_names_the_speaker(headline: str, expected: tuple[str, str]) -> None:
    text = f"{headline}\nQuill has kept the dam since May."
    assert said(text, people="Quill", pos={"sue": "VERB"}) == [expected]


@pytest.mark.parametrize("headline", ["Dam gates leak - Zork Gazette", "A dam - a history", "‘No warning’: a long night"])
def test_the_name_of_an_outlet_behind_a_dash_is_no_speaker(headline: str) -> None:
    assert said(f"{headline}\nThe dam opened in May.", organisations="Zork Gazette" if "Zork" in headline else ()) == []


@pytest.mark.parametrize(
    ("text", "tags", "expected"),
    [
        ("Tide Probe: Quill to launch\nIt rained in May.", [], []),
        (
            "Tide Board: dam is safe\nThe Tide Board said it held.",
            [("said", "The Tide Board", "it held")],
            [("Tide Board", "dam is safe"), ("The Tide Board", "it held")],
        ),
        ("Pentagon: dam is safe\nIt rained in May.", [], [("Pentagon", "dam is safe")]),
    ],
)
def test_a_body_before_a_colon_speaks_below_or_is_known(text: str, tags: list[Any], expected: list[tuple[str, str]]) -> None:
    assert said(text, organisations=text.split(":")[0], tags=tags) == expected


def test_the_head_of_a_post_in_a_live_blog() -> None:
    text = "It rained.\n10:15\nVane: no danger\nOla Vane told a clerk it held."
    assert said(text, tags=[("told", "Ola Vane", "it held")]) == [("Vane", "no danger"), ("Ola Vane", "it held")]


def test_a_line_in_the_body_without_a_time_is_no_head() -> None:
    text = "It rained.\nIt was May.\nVane: no danger\nOla Vane told a clerk it held."
    assert said(text, tags=[("told", "Ola Vane", "it held")]) == [("Ola Vane", "it held")]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Strike to go on - union", [("union", "Strike to go on")]),
        ("Two held – police", [("police", "Two held")]),
        ("Police: two held", [("Police", "two held")]),
        ("Union: a short history", []),
    ],
)
def test_a_body_speaks_behind_a_dash_and_not_before_a_colon_unless_it_always_does(headline: str, expected: list[tuple[str, str]]) -> None:
    assert said(f"{headline}\nIt rained in May.") == expected


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Gates unsafe, says union\nIt rained.", "union"),
        ("Gates unsafe, warn keepers of the dam\nIt rained.", "keepers of the dam"),
        ("Gates unsafe, says\nIt rained.", None),
        ("Gates unsafe, says who was there\nIt rained.", None),
        ("Gates unsafe, says a man, a keeper\nIt rained.", None),
        ("Gates unsafe so says union\nIt rained.", None),
    ],
)
def test_who_ends_a_headline_behind_a_cue_is_its_source(text: str, source: str | None) -> None:
    cue = "says" if "says" in text else "warn"
    found = said(text, tags=[(cue, None, "Gates unsafe")], pos={"warn": "VERB"})
    assert [who for who, _ in found] == [source]
