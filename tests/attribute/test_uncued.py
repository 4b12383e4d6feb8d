"""Quotations that no cue claims."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from audit.attribute.statements import statements
from audit.domain.statement import Scope
from tests.build import annotation


def said(text: str, **built: Any) -> list[tuple[str | None, list[str]]]:
    people = [p for p in ("Mary Quill", "Robert Vane", "Vane") if p in text]
    found = statements(annotation(text, people=people, **built))
    return [(s.source_span.of(text) if s.source_span else None, [p.of(text) for p in s.content]) for s in found]


def test_a_sentence_that_a_long_source_divides_is_one_statement() -> None:
    text = "“It is,” said Mary Quill of Zork, who is old, “a dam.”"
    assert said(text, tags=[("said", "Mary Quill", "“It is,”")]) == [("Mary Quill", ["“It is,”", "“a dam.”"])]


def test_a_half_may_follow_cue_and_source_without_a_comma() -> None:
    text = "“It is,” said Mary Quill “a dam.”"
    assert said(text, tags=[("said", "Mary Quill", "“It is,”")]) == [("Mary Quill", ["“It is,”", "“a dam.”"])]


@pytest.mark.parametrize(
    "text",
    [
        "“It is,” said Mary Quill on “Harbour Hour.”",
        "“It is.” So said Mary Quill, “a dam.”",
        "“It is,” said Mary Quill. “dam”",
        "“It is,” said Mary Quill, who drives a “green” bus.",
    ],
)
def test_what_does_not_go_on_with_the_sentence_is_no_part_of_it(text: str) -> None:
    first = text[: text.index("”") + 1]
    assert said(text, tags=[("said", "Mary Quill", first)]) == [("Mary Quill", [first])]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Mary Quill was worried. “It leaks.”", "Mary Quill"),
        ("For Mary Quill, the matter is plain: “It leaks.”", "Mary Quill"),
        ("And from Mary Quill:\n“It leaks.”", "Mary Quill"),
        ("Mary Quill\n“It leaks.”", "Mary Quill"),
        ("The clerk laughed. “It leaks.”", "The clerk"),
        ("She laughed. “It leaks.”", "She"),
    ],
)
def test_the_words_before_a_quotation_introduce_its_speaker(text: str, source: str) -> None:
    arcs = ["Quill nsubj was", "was root"] if "worried" in text else ["matter nsubj is"] if "matter" in text else []
    arcs += [f"{source.split()[-1]} nsubj laughed", "laughed root"] if "laughed" in text else []
    assert said(text, arcs=arcs, pos={"laughed": "VERB", "plain": "ADJ"}) == [(source, ["“It leaks.”"])]


@pytest.mark.parametrize(
    "text",
    [
        "The dam shook. “It leaks.”",
        "Mary Quill met Robert Vane at the dam where it rained. “dam”",
        "Mary Quill likes the song “Hold the Wall” a lot.",
        "The so-called “safe wall” fell on Mary Quill.",
    ],
)
def test_words_in_marks_that_nobody_introduces_are_no_statement(text: str) -> None:
    assert said(text, pos={"shook": "VERB", "fell": "VERB", "likes": "VERB"}) == []


def test_who_is_introduced_comes_before_who_spoke_last() -> None:
    text = "“It holds,” said Mary Quill.\nRobert Vane laughed. “It leaks in every spring of the year.”"
    found = said(text, tags=[("said", "Mary Quill", "“It holds,”")], pos={"laughed": "VERB"})
    assert found == [("Mary Quill", ["“It holds,”"]), ("Robert Vane", ["“It leaks in every spring of the year.”"])]


def test_a_gesture_between_two_quotations_does_not_part_them() -> None:
    text = "“It holds,” Mary Quill said. “It is old.” She paused. “Not one crack.”"
    tags = [("said", "Mary Quill", ("“It holds,”", "“It is old.”")), ("paused", "She", "“Not one crack.”")]
    assert said(text, tags=tags, pos={"paused": "VERB"}, arcs=["She nsubj paused", "paused root"]) == [
        ("Mary Quill", ["“It holds,”", "“It is old.”", "“Not one crack.”"])
    ]


def test_a_gesture_behind_a_quotation_is_no_cue() -> None:
    text = "Mary Quill turned to Robert Vane. “It is closed.” Vane nodded."
    tags = [("nodded", "Vane#2", "“It is closed.”")]
    arcs = ["Quill nsubj turned", "turned root"]
    assert said(text, tags=tags, pos={"turned": "VERB", "nodded": "VERB"}, arcs=arcs) == [("Mary Quill", ["“It is closed.”"])]


def test_the_end_of_a_quotation_of_several_paragraphs_tells_whose_it_is() -> None:
    text = "The crowd sang.\n“I came in May.\n“I slept here.\n“It is ours,” Mary Quill said."
    assert said(text, tags=[("said", "Mary Quill", "“It is ours,”")]) == [
        ("Mary Quill", ["“I came in May."]),
        ("Mary Quill", ["“I slept here."]),
        ("Mary Quill", ["“It is ours,”"]),
    ]


def test_what_is_quoted_inside_does_not_claim_the_whole() -> None:
    text = "Mary Quill wrote:\n“It shook.\n“The firm said ‘not in May’ and the firm was very wrong about that.\n“I am sorry.”"
    tags = [("wrote", "Mary Quill", "“It shook."), ("said", "The firm", "‘not in May’")]
    assert ("Mary Quill", ["“The firm said ‘not in May’ and the firm was very wrong about that."]) in said(text, tags=tags)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“Fine by me,” was Mary Quill’s verdict.", "Mary Quill"),
        ("“Never” was the answer of Mary Quill.", "Mary Quill"),
        ("“Dam” is how Mary Quill wrote it.", "Mary Quill"),
    ],
)
def test_what_is_called_somebodys_word(text: str, source: str) -> None:
    assert said(text, pos={"answer": "NOUN"}) == [(source, [text[: text.index("”") + 1]])]


@pytest.mark.parametrize("text", ["“Fine by me,” was a song.", "“Dam” is the word.", "He read “Fine” and it was Mary Quill’s answer."])
def test_what_is_nobodys_word(text: str) -> None:
    assert said(text, pos={"answer": "NOUN"}) == []


def test_what_a_quotation_quotes_is_a_statement_of_its_own() -> None:
    text = "“He came and said, ‘Never again,’” Mary Quill recalled."
    found = said(text, tags=[("recalled", "Mary Quill", "“He came and said, ‘Never again,’”")], arcs=["He nsubj said"])
    assert found == [("Mary Quill", ["“He came and said, ‘Never again,’”"]), ("He", ["‘Never again,’"])]


def test_a_title_in_a_quotation_is_none() -> None:
    text = "“He came and read ‘The Dam’,” Mary Quill recalled."
    assert len(said(text, tags=[("recalled", "Mary Quill", "“He came and read ‘The Dam’,”")])) == 1


def test_a_whole_sentence_is_no_part_of_what_was_only_thought() -> None:
    text = "What Mary Quill loves is the noise. “Like a train. Like ten.”"
    built = annotation(text, people="Mary Quill", tags=[("loves", "Mary Quill", "is the noise. “Like a train. Like ten.”")])
    found = statements(replace(built, attributions=tuple(replace(t, statement=False) for t in built.attributions)))
    assert [(s.words(text), s.scope) for s in found] == [("is the noise.", Scope.ATTITUDE), ("“Like a train. Like ten.”", Scope.STATEMENT)]


def thought(text: str, cue: str, source: str | None, content: Any) -> list[tuple[str | None, list[str]]]:
    """As ``said``, of an article with one attribution that only PolNeAR's annotators would make."""
    people = [p for p in ("Mary Quill", "Robert Vane") if p in text]
    arcs = [f"Quill nsubj {cue.split()[0]}", f"{cue.split()[0]} root"]
    built = annotation(text, people=people, tags=[(cue, source, content)], arcs=arcs, pos={"shook": "VERB"})
    found = statements(replace(built, attributions=tuple(replace(t, statement=False) for t in built.attributions)))
    shown = [s for s in found if s.scope is Scope.STATEMENT]
    return [(s.source_span.of(text) if s.source_span else None, [p.of(text) for p in s.content]) for s in shown]


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        ("Keeper Mary Quill was angry. “It leaks.”", "was angry", None, ("Keeper Mary", "“It leaks.”")),
        ("Keeper Mary Quill was angry. “It leaks.”", "was angry", "Keeper", "“It leaks.”"),
        ("Keeper Mary Quill shook her head. “It leaks.”", "shook", "Keeper Mary Quill", "her head. “It leaks.”"),
        ("“It leaks.” Keeper Mary Quill was angry. “It leaks.”", "was angry", "Keeper Mary Quill", "“It leaks.”#2"),
    ],
)
def test_a_quotation_after_a_state_of_mind_is_by_whom_it_is_told_of(text: str, cue: str, source: str | None, content: Any) -> None:
    assert thought(text, cue, source, content)[-1] == ("Keeper Mary Quill", ["“It leaks.”"])


@pytest.mark.parametrize(
    ("text", "tags", "expected"),
    [
        (
            "Mary Quill said the dam was old. “It leaks.”",
            [("said", "Mary Quill", "the dam was old")],
            [("Mary Quill", ["the dam was old"]), ("Mary Quill", ["“It leaks.”"])],
        ),
        (
            "Mary Quill said Robert Vane told her it leaks. “It does.”",
            [("said", "Mary Quill", "Robert Vane told her it leaks"), ("told", "Robert Vane", "it leaks")],
            [("Mary Quill", ["Robert Vane told her it leaks"]), ("Robert Vane", ["it leaks"]), ("Mary Quill", ["“It does.”"])],
        ),
        (
            "“It is old,” said Mary Quill. “It leaks.”",
            [("said", "Mary Quill", "“It is old,”")],
            [("Mary Quill", ["“It is old,”", "“It leaks.”"])],
        ),
        ("It is said to be old. “It leaks.”", [("said", None, "to be old")], []),
    ],
)
def test_a_short_quotation_after_what_somebody_said_is_by_the_same(text: str, tags: Any, expected: Any) -> None:
    assert [s for s in said(text, tags=tags) if s[0]] == expected


def test_polnears_annotators_marked_no_quotation_without_a_cue() -> None:
    read = annotation(
        "Mary Quill laughed. “It leaks.”", people="Mary Quill", arcs=["Quill nsubj laughed", "laughed root"], pos={"laughed": "VERB"}
    )
    assert [len(statements(replace(read, convention=whose))) for whose in ("house", "polnear")] == [1, 0]


def test_what_something_is_known_as_is_no_statement() -> None:
    text = "The gates, known as “the three sisters,” were shut."
    assert said(text, tags=[("known as", None, "“the three sisters,”")]) == []


def test_why_somebody_is_not_named_is_no_statement() -> None:
    text = "Mary Quill declined to be named, citing the inquiry."
    assert said(text, tags=[("citing", "Mary Quill", "the inquiry")]) == []
    text = "Mary Quill shut the gate, citing the inquiry."
    assert said(text, tags=[("citing", "Mary Quill", "the inquiry")]) == [("Mary Quill", ["the inquiry"])]


def test_a_quotation_is_carried_on_beyond_an_advertisement() -> None:
    text = "“You keep going, Mary Quill said. Be hopeful!\n\nAD\n\n“Do not get lost in a sea.”"
    made = annotation(text, people=["Mary Quill"], zones={1: "boilerplate"}, tags=[("said", "Mary Quill", "You keep going")])
    parts = [p.of(text) for one in statements(made) for p in one.content]
    assert "“Do not get lost in a sea.”" in parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won the vote!” Mary Quill rose on Twitter.", [("Mary Quill", ["“We won the vote!”"])]),
        ("“The Tide,” Mary Quill rose at noon.", []),
        ("“We won the vote!” Mary Quill left at noon.", None),
    ],
)
def test_whoever_does_something_right_behind_a_quotation_speaks(text: str, expected: Any) -> None:
    pos = {"noon": "NOUN", "Twitter": "PROPN"}
    found = said(text, pos=pos)
    assert found == expected if expected is not None else ("Mary Quill", ["“We won the vote!”"]) not in found


def test_a_colon_alone_gives_no_words_to_a_thing() -> None:
    text = "For Mary Quill, the matter is simple: “It was the sand.”"
    tags: Any = [(":", "the matter", "“It was the sand.”")]
    arcs = ["Quill obl simple", "For case Quill", "matter nsubj simple", "is cop simple", "simple root"]
    assert said(text, tags=tags, arcs=arcs, pos={"simple": "ADJ"}) == [("Mary Quill", ["“It was the sand.”"])]
