"""Speakers that the form of the text shows."""

from __future__ import annotations

from typing import Any

import pytest

from audit.attribute.statements import statements
from audit.domain.statement import MentionKind, Statement
from tests.build import annotation, read


def said(text: str, **built: Any) -> list[tuple[str | None, str]]:
    return [(s.source_span.of(text) if s.source_span else None, s.words(text)) for s in statements(annotation(text, **built))]


INTERVIEW = "Mara Quill runs the dam.\nHARTLEY: Is it safe?\nQUILL: It has never leaked.\nIt will hold.\nHARTLEY: And dry?"


def test_the_turns_of_a_transcript_and_what_goes_on_below_them() -> None:
    assert said(INTERVIEW, people="Mara Quill") == [
        ("HARTLEY", "Is it safe?"),
        ("QUILL", "It has never leaked."),
        ("QUILL", "It will hold."),
        ("HARTLEY", "And dry?"),
    ]


def test_a_turn_belongs_to_the_person_named_in_full_before() -> None:
    assert read(annotation(INTERVIEW, people="Mara Quill")).source("never leaked").label == "Mara Quill"


def test_a_turn_takes_the_place_of_a_tag_that_read_its_label_as_words() -> None:
    found = said(INTERVIEW, people="Mara Quill", tags=[("Is", None, "HARTLEY: Is it safe?"), (":", "QUILL", "It has never leaked.")])
    assert ("HARTLEY", "Is it safe?") in found
    assert len(found) == 4


def test_a_tag_inside_a_turn_stays() -> None:
    text = "HARTLEY: Is it safe?\nQUILL: A clerk said it was dry.\nHARTLEY: And now?"
    found = said(text, tags=[("said", "A clerk", "it was dry")])
    assert ("A clerk", "it was dry") in found


def test_under_q_and_a_the_person_of_the_introduction_answers() -> None:
    text = "Mara Quill runs the dam. Vane asked Quill.\nQ: Is it safe?\nA: It has never leaked.\nQ. And dry?\nA. It is."
    assert said(text, people="Mara Quill; Vane; Quill") == [("Mara Quill", "It has never leaked."), ("Mara Quill", "It is.")]


def test_answers_without_anybody_named_before_are_left_alone() -> None:
    assert said("Q: Is it safe?\nA: It has never leaked.\nQ: And dry?") == []


@pytest.mark.parametrize(
    "text",
    [
        "Time: noon on Monday\nPlace: the harbour\nPrice: ten crowns",
        "Dam: built in May\nDam: closed in June\nDam: open in July",
        "Quill: it is safe\nVane: it is dry",
    ],
)
def test_a_list_is_no_transcript(text: str) -> None:
    assert said(text) == []


def test_a_label_that_comes_once_ends_a_turn() -> None:
    text = "Quill: It is safe.\nVane: It is dry.\nQuill: It holds.\nPlace: the harbour wall.\nVane: Until May."
    found = said(text, people="Quill; Vane")
    assert [who for who, _ in found] == ["Quill", "Vane", "Quill", "Vane"]


@pytest.mark.parametrize(
    "text",
    [
        "“The dam is safe and dry.” — Mara Quill, a clerk",
        "“The dam is safe and dry.”\n— Mara Quill, a clerk",
        "“The dam is safe and dry.”\n-- Mara Quill, a clerk\nThe boats stayed out.",
    ],
)
def test_a_signed_quotation(text: str) -> None:
    assert said(text, people="Mara Quill") == [("Mara Quill, a clerk", "“The dam is safe and dry.”")]


@pytest.mark.parametrize(
    "text",
    [
        "The “dam” is dry.\n— Mara Quill",
        "“The dam is dry”\n— Quill said in May",
        "“The dam is dry”\nMara Quill",
        "“Dam”\n— Mara Quill",
    ],
)
def test_what_is_not_signed(text: str) -> None:
    assert all(not (who or "").startswith("Mara") and who != "Quill said in May" for who, _ in said(text))


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Mayor: bridge is safe", ("Mayor", "bridge is safe")),
        ("Bridge is safe: mayor", ("mayor", "Bridge is safe")),
        ("Quill: bridge is safe", ("Quill", "bridge is safe")),
        ("Bridge is safe: Quill", ("Quill", "Bridge is safe")),
    ],
)
def test_the_head_of_a_headline(headline: str, expected: tuple[str, str]) -> None:
    text = f"{headline}\nThe bridge of Quill opened on Monday."
    assert said(text, people="Quill") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Bridge: a history\nThe bridge opened on Monday.",
        "A history: bridge\nThe bridge opened on Monday.",
        "Mayor: bridge is safe.\nThe bridge opened on Monday.",
        "Mayor: bridge is safe",
        "The bridge is safe\nIt opened on Monday.",
    ],
)
def test_a_colon_alone_is_no_speaker(text: str) -> None:
    assert said(text) == []


def test_a_headline_that_the_tagger_read_is_not_read_twice() -> None:
    text = "Mayor: bridge is safe\nThe bridge opened on Monday."
    assert len(said(text, tags=[(":", "Mayor", "bridge is safe")])) == 1


def one_a_paragraph(text: str, **built: Any) -> list[Statement]:
    return list(statements(annotation(text, **built)))


def test_a_quotation_over_paragraphs_is_a_statement_a_paragraph() -> None:
    text = "He left.\n“It is safe.\n“It is dry,” Quill said."
    first, second = one_a_paragraph(text, people="Quill", tags=[("said", "Quill", "“It is safe.\n“It is dry,”")])
    assert (first.cue, first.mentions[0].kind) == (None, MentionKind.NAME)
    assert second.cue is not None
    assert [s.words(text) for s in (first, second)] == ["“It is safe.", "“It is dry,”"]
    assert (first.tags, second.tags is None) == (None, False)


def test_without_a_cue_the_first_paragraph_keeps_the_draft() -> None:
    text = "“It is safe and it is very dry.\n“It will hold for good.”"
    assert [s.cue for s in one_a_paragraph(text)] == [None, None]


def test_a_quotation_at_the_very_end_has_no_signature() -> None:
    assert said("“The dam is safe and it is dry.”") == [(None, "“The dam is safe and it is dry.”")]


def test_words_without_marks_in_another_paragraph_are_dropped() -> None:
    text = "Quill said it was safe.\nRead more: the dam."
    found = one_a_paragraph(text, people="Quill", tags=[("said", "Quill", ("it was safe", "the dam"))])
    assert [s.words(text) for s in found] == ["it was safe"]


def test_words_that_another_cue_claims_are_left_to_it() -> None:
    text = "“It is safe.\n“It is dry,” Quill said. Vane agreed."
    tags = [("agreed", "Vane", ("“It is safe.", "“It is dry,”")), ("said", "Quill", "“It is dry,”")]
    found = one_a_paragraph(text, people="Quill; Vane", tags=tags)
    assert all(s.source_span is not None for s in found)
