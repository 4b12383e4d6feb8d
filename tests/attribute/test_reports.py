"""Which cues report and which only talk of saying."""

from __future__ import annotations

from typing import Any

import pytest
from build import annotation

from audit.attribute.statements import statements
from audit.domain.statement import Scope


def scope(text: str, **built: Any) -> Scope:
    (statement,) = statements(annotation(text, **built))
    return statement.scope


def of_quill(rest: str, cue: str, content: str, **built: Any) -> Scope:
    return scope(f"Quill {rest}", people="Quill", tags=[(cue, "Quill", content)], **built)


@pytest.mark.parametrize(
    ("rest", "cue", "content"),
    [
        ("said the dam was safe.", "said", "the dam was safe"),
        ("said that nobody knew.", "said", "that nobody knew"),
        ("asked why the dam leaked.", "asked", "why the dam leaked"),
        ("called for a new dam.", "called for", "a new dam"),
        ("warned of a flood.", "warned", "of a flood"),
        ("suggests the dam is safe.", "suggests", "the dam is safe"),
    ],
)
def test_a_clause_a_demand_and_a_verdict_are_reported(rest: str, cue: str, content: str) -> None:
    assert of_quill(rest, cue, content) is Scope.STATEMENT


@pytest.mark.parametrize(
    ("rest", "cue", "content"),
    [
        ("discussed the plans.", "discussed", "the plans"),
        ("announced a breach.", "announced", "a breach"),
        ("showed an inclination.", "showed", "an inclination"),
    ],
)
def test_a_mere_topic_is_not(rest: str, cue: str, content: str) -> None:
    assert of_quill(rest, cue, content) is Scope.ATTITUDE


def test_quoted_words_always_are() -> None:
    assert of_quill("discussed “the plans”.", "discussed", "“the plans”") is Scope.STATEMENT


def test_content_before_its_cue_is_a_clause_whatever_the_tree_says() -> None:
    text = "Harbour towers plans, new ledgers announced."
    built = annotation(text, tags=[("announced", "new ledgers", "Harbour towers plans")])
    assert [s.scope for s in statements(built)] == [Scope.STATEMENT]


@pytest.mark.parametrize(
    "rest", ["must say the dam was safe.", "will say the dam was safe.", "might say the dam was safe.", "should say the dam was safe."]
)
def test_what_is_still_to_be_said_is_not_reported(rest: str) -> None:
    modal = rest.split()[0]
    assert of_quill(rest, "say", "the dam was safe", arcs=[f"{modal} aux say"]) is Scope.ATTITUDE


def test_what_has_been_said_is() -> None:
    assert of_quill("has said the dam was safe.", "said", "the dam was safe", arcs=["has aux said"]) is Scope.STATEMENT


def test_a_condition_is_not_reported() -> None:
    text = "If Quill says the dam is safe, they build."
    built = {"people": "Quill", "tags": [("says", "Quill", "the dam is safe")], "arcs": ["If mark says"]}
    assert scope(text, **built) is Scope.ATTITUDE


@pytest.mark.parametrize(
    ("text", "arc", "expected"),
    [
        ("Quill came to say the dam was safe.", "say advcl came", Scope.ATTITUDE),
        ("Quill refused to say the dam was safe.", "say xcomp refused", Scope.ATTITUDE),
        ("Quill went on to say the dam was safe.", "say xcomp went", Scope.STATEMENT),
    ],
)
def test_an_infinitive_reports_where_it_happened(text: str, arc: str, expected: Scope) -> None:
    built = annotation(
        text,
        people="Quill",
        tags=[("say", "Quill", "the dam was safe")],
        pos={"to": "PART", "came": "VERB", "refused": "VERB", "went": "VERB"},
        lemmas={"refused": "refuse", "came": "come", "went": "go"},
        arcs=["to mark say", arc],
    )
    assert {s.scope for s in statements(built)} <= {expected}


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("Quill was told that the dam was safe.", "told", Scope.ATTITUDE),
        ("Quill was also told that the dam was safe.", "told", Scope.ATTITUDE),
        ("Quill was quoted as saying the dam was safe.", "quoted", Scope.STATEMENT),
        ("Quill was saying the dam was safe.", "saying", Scope.STATEMENT),
    ],
)
def test_who_is_told_does_not_speak(text: str, cue: str, expected: Scope) -> None:
    content = text.rstrip(".").split("that ")[-1] if "that" in text else "the dam was safe"
    assert scope(text, people="Quill", tags=[(cue, "Quill", content)]) is expected


def test_a_fact_does_not_speak() -> None:
    text = "That suggests the dam is safe."
    assert scope(text, tags=[("suggests", "That", "the dam is safe")]) is Scope.ATTITUDE
    text = "The wall held, which suggests the dam is safe."
    assert scope(text, tags=[("suggests", "which", "the dam is safe")]) is Scope.ATTITUDE


def test_a_cue_without_a_verb_is_read_by_its_content() -> None:
    text = "Quill’s claim that the dam was safe."
    assert scope(text, people="Quill", tags=[("claim", "Quill", "that the dam was safe")]) is Scope.STATEMENT


def test_words_of_nobody_and_beliefs_are_not_reported() -> None:
    text = "Quill believes the dam is safe."
    assert scope(text, people="Quill", tags=[("believes", "Quill", "the dam is safe")]) is Scope.ATTITUDE
    text = "It was said the dam was safe."
    assert scope(text, tags=[("said", None, "the dam was safe")]) is Scope.ATTITUDE
