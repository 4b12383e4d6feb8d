"""What of a content is the source's own: other people's quotations and the narrator's words are left out."""

from __future__ import annotations

from typing import Any

import pytest

from audit.attribute.statements import statements
from tests.build import annotation

PEOPLE = "Mary Quill; Vane"


def said(text: str, **built: Any) -> list[tuple[str | None, list[str]]]:
    found = statements(annotation(text, people=[p for p in PEOPLE.split("; ") if p in text], **built))
    return [(s.source_span.of(text) if s.source_span else None, [p.of(text) for p in s.content]) for s in found]


def test_a_quotation_belongs_to_the_cue_of_its_own_sentence() -> None:
    text = "“It holds,” said Mary Quill. “It leaks,” said Vane."
    tags = [("said", "Mary Quill", ("“It holds,”", "“It leaks,”")), ("said#2", "Vane", ("“It holds,”", "“It leaks,”"))]
    assert said(text, tags=tags) == [("Mary Quill", ["“It holds,”"]), ("Vane", ["“It leaks,”"])]


def test_a_quotation_that_two_cues_of_its_sentence_claim_stays_with_both() -> None:
    text = "Vane testified that Mary Quill told her, “It leaks.”"
    tags = [("testified", "Vane", "Mary Quill told her, “It leaks.”"), ("told", "Mary Quill", "“It leaks.”")]
    assert said(text, tags=tags) == [("Vane", ["Mary Quill told her, “It leaks.”"]), ("Mary Quill", ["“It leaks.”"])]


def test_parts_are_not_joined_over_what_somebody_else_said() -> None:
    text = "“It holds,” Mary Quill said. “It leaks,” Vane said."
    tags = [("said", "Mary Quill", "“It holds,”"), ("said#2", "Vane", ("“It holds", "“It leaks,”"))]
    assert said(text, tags=tags) == [("Mary Quill", ["“It holds,”"]), ("Vane", ["“It leaks,”"])]


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("The dam shook in May. “It holds,” said Vane.", "The dam shook in May. “It holds,”", ["“It holds,”"]),
        ("The dam — “old as stone,” Vane said — shook.", "The dam — “old as stone,”", ["“old as stone,”"]),
        ("The dam is “old as stone,” Vane said.", "The dam is “old as stone,”", ["The dam is “old as stone,”"]),
        ("Vane said: “It holds.” The boats stayed out.", "“It holds.” The boats stayed out", ["“It holds.”"]),
        ("Vane said it was “old” and safe.", "it was “old” and safe", ["it was “old” and safe"]),
    ],
)
def test_the_narrators_words_around_a_quotation_are_left_out(text: str, content: str, expected: list[str]) -> None:
    assert said(text, tags=[("said", "Vane", content)]) == [("Vane", expected)]


def test_a_content_ends_before_the_next_attribution() -> None:
    text = "Mary Quill said it came from Zork Inc. Vane said it did not."
    tags = [("said", "Mary Quill", "it came from Zork Inc. Vane said it did not"), ("said#2", "Vane", "it did not")]
    assert [content for _, content in said(text, tags=tags)] == [["it came from Zork Inc."], ["it did not"]]


def test_unquoted_words_of_another_sentence_are_left_out() -> None:
    text = "It was a very good dam. The keeper agreed with that in the end, and now It leaks, Vane said."
    assert said(text, tags=[("said", "Vane", ("a very good dam", "It leaks"))]) == [("Vane", ["It leaks"])]


def test_words_that_are_said_twice_are_the_named_ones() -> None:
    text = "The clerk, Mary Quill, rose and said: “It leaks,” she said."
    tags = [("said", "Mary Quill", "“It leaks,”"), ("said#2", "she", "The clerk, Mary Quill, rose and said: “It leaks,”")]
    assert said(text, tags=tags) == [("Mary Quill", ["“It leaks,”"])]


def test_what_is_quoted_in_a_quotation_ends_with_the_second_marks() -> None:
    text = "“They fell. ‘It leaks,’ the Zork wrote of it,” Vane said."
    tags = [("wrote", "the Zork", "“They fell. ‘It leaks,’"), ("said", "Vane", "“They fell. ‘It leaks,’ the Zork wrote of it,”")]
    assert said(text, tags=tags) == [("Vane", ["“They fell. ‘It leaks,’ the Zork wrote of it,”"]), ("the Zork", ["‘It leaks,’"])]


def test_a_title_in_marks_is_no_cue() -> None:
    assert said("Vane said it on “Harbour Hour.”", tags=[("“Harbour Hour.”", "on", "it")]) == []


def test_a_cue_that_opens_the_sentence_leaves_the_words_before_the_colon_to_the_source() -> None:
    text = "Added the clerk, Mary Quill: “Twice.”"
    assert said(text, tags=[("Added", "Mary Quill", ("the clerk", "“Twice.”"))]) == [("the clerk, Mary Quill", ["“Twice.”"])]


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("The dam — “old as stone,” Vane said — shook in May.", ("The dam — “old as stone,”", "shook in May"), ["“old as stone,”"]),
        ("The dam (“old as stone,” said Vane) shook in May.", ("The dam (“old as stone,”", "shook in May"), ["“old as stone,”"]),
        ("The dam – “old as stone,” according to Vane – shook.", "The dam – “old as stone,”", ["“old as stone,”"]),
        ("The dam – a big one – “held,” Vane said, “in May.”", ("“held,”", "“in May.”"), ["“held,”", "“in May.”"]),
        ("The dam (in May) “held,” Vane said (in June).", "The dam (in May) “held,”", ["The dam (in May) “held,”"]),
    ],
)
def test_a_quotation_set_off_with_its_cue_is_all_that_is_said(text: str, content: Any, expected: list[str]) -> None:
    cue = "according to" if "according" in text else "said"
    assert said(text, tags=[(cue, "Vane", content)]) == [("Vane", expected)]


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        (
            "Mary Quill said it came from Zork Inc. Clerk Vane said it did not.",
            "it came from Zork Inc. Clerk Vane",
            "it came from Zork Inc.",
        ),
        ("Mary Quill said it met Mr. Vane, who said it did not.", "it met Mr. Vane", "it met Mr. Vane"),
    ],
)
def test_a_content_ends_before_the_next_source(text: str, content: str, expected: str) -> None:
    source = "Clerk Vane" if "Clerk" in text else "Vane"
    tags = [("said", "Mary Quill", content), ("said#2", source, "it did not")]
    assert said(text, tags=tags)[0] == ("Mary Quill", [expected])
