"""Speech that did not happen, and the terms of anonymity."""

from __future__ import annotations

import pytest

from audit.attribute.responses import disclosures, response_notes
from tests.build import annotation


@pytest.mark.parametrize(
    ("text", "kind", "words", "source"),
    [
        ("The ministry declined to comment.", "declined", "declined to comment", "The ministry"),
        ("Mara Quill refused to answer.", "declined", "refused to answer", "Mara Quill"),
        ("The firm had no comment.", "declined", "had no comment", "The firm"),
        ("She would not elaborate on it.", "declined", "would not elaborate on", "She"),
        ("The firm did not immediately respond to a letter.", "unreachable", "did not immediately respond to", "The firm"),
        ("Mara Quill could not be reached.", "unreachable", "could not be reached", "Mara Quill"),
        ("The clerk failed to reply.", "unreachable", "failed to reply", "The clerk"),
        ("The court did not comment.", "declined", "did not comment", "The court"),
        ("Officials have yet to say why.", "not_yet", "have yet to say", "Officials"),
        ("The court did not say when.", "not_yet", "did not say", "The court"),
        ("Mara Quill said nothing.", "declined", "said nothing", "Mara Quill"),
        ("Mara Quill said nothing about the dam.", "declined", "said nothing about", "Mara Quill"),
        ("Mara Quill said little and left.", "declined", "said little", "Mara Quill"),
        ("Nobody said the dam was safe.", "not_yet", "Nobody said", "Nobody"),
        ("None told the clerk.", "not_yet", "None told", "None"),
        ("No official said why.", "not_yet", "No official said", "No official"),
    ],
)
def test_a_note_is_kept(text: str, kind: str, words: str, source: str) -> None:
    a = annotation(text, people="Mara Quill" if "Mara" in text else "", pos={"None": "PRON"})
    (note,) = response_notes(a)
    assert (note.kind, note.span.of(text)) == (kind, words)
    assert note.source_span is not None
    assert note.source_span.of(text) == source


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said it would comment on Monday.",
        "A clerk who declined to be named said it.",
        "A clerk who declined to give her name said it.",
        "A clerk who would not give his last name said it.",
        "The firm did not rise.",
        "They left without giving their names.",
        "Mara Quill said nothing of the sort would rise.",
        "Nobody knows what the court said.",
        "No new name, the court said, would rise.",
    ],
)
def test_what_is_no_note(text: str) -> None:
    assert response_notes(annotation(text)) == ()


def test_one_place_gives_one_note_and_notes_stand_in_the_order_of_the_text() -> None:
    text = "The court did not say when. The ministry declined to comment, and the clerk did not respond to a letter."
    notes = response_notes(annotation(text))
    assert [n.kind for n in notes] == ["not_yet", "declined", "unreachable"]
    assert len({n.id for n in notes}) == 3


def test_a_note_without_a_subject_has_no_source() -> None:
    (note,) = response_notes(annotation("Declined to comment."))
    assert note.source_span is None


def test_the_subject_is_looked_for_four_heads_up_and_no_further() -> None:
    text = "Quill asked them to call and to wait and to see and to know and to decline to comment."
    near = annotation(text, people="Quill", arcs=["decline xcomp asked", "Quill nsubj asked"])
    far = annotation(
        text,
        people="Quill",
        arcs=["decline conj know", "know conj see", "see conj call", "call xcomp asked", "Quill nsubj asked"],
        pos={"wait": "VERB"},
    )
    (note,) = response_notes(near)
    assert note.source_span is not None
    (note,) = response_notes(far)
    assert note.source_span is None


def test_the_source_phrase_leaves_out_clauses_and_conjuncts() -> None:
    text = "The clerk of the court, who left, and the judge declined to comment."
    a = annotation(
        text, arcs=["declined root", "clerk nsubj declined", "left acl:relcl clerk", "who nsubj left", "judge conj clerk", "and cc judge"]
    )
    (note,) = response_notes(a)
    assert note.source_span is not None
    assert note.source_span.of(text) == "The clerk of the court"


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("The clerk spoke on condition of anonymity.", "spoke on condition of anonymity"),
        ("The clerk, who asked not to be named, said it.", "asked not to be named"),
        ("The dam leaks, a clerk said on condition of anonymity.", "on condition of anonymity"),
        ("A clerk told the paper on condition of anonymity that it leaks.", "on condition of anonymity"),
        ("A clerk said anonymously that it leaks.", "anonymously"),
        ("Speaking on the condition that they not be named, they left.", "Speaking on the condition that they not be named"),
        ("Speaking on the condition of not being named, they left.", "Speaking on the condition of not being named"),
        ("They talked, on condition they not be named.", "on condition they not be named"),
    ],
)
def test_the_terms_of_anonymity_are_no_statement_but_a_verb_that_tells_is_none_of_them(text: str, covered: str) -> None:
    assert [s.of(text) for s in disclosures(annotation(text))] == [covered]


def test_no_terms_where_none_are_given() -> None:
    assert disclosures(annotation("The clerk said it.")) == []
