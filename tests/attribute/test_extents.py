"""Where contents begin and end."""

from __future__ import annotations

from typing import Any

import pytest

from audit.attribute.statements import statements
from tests.build import annotation

FIN = {"leaked": "VERB", "held": "VERB", "noted": "VERB"}


def said(text: str, **built: Any) -> list[tuple[str | None, list[str]]]:
    found = statements(annotation(text, people="Quill", **built))
    return [(s.cue.span.of(text) if s.cue else None, [p.of(text) for p in s.content]) for s in found]


def test_a_clause_is_taken_in_with_the_marks_of_its_quotation() -> None:
    text = "Quill praised dams that leak ‘in May’, on Monday."
    arcs = ["leak acl:relcl dams", "that nsubj leak", "May obl leak", "in case May", "‘ punct May", "’ punct May"]
    arcs += ["dams obj praised", "Monday obl praised"]
    found = said(text, tags=[("praised", "Quill", "dams")], arcs=arcs, pos={"praised": "VERB", "leak": "VERB", "that": "PRON"})
    assert found == [("praised", ["dams that leak ‘in May’"])]


def test_a_word_that_asks_for_another_gets_it() -> None:
    text = "Quill said dams leak in the spring."
    found = said(text, tags=[("said", "Quill", "dams leak in the")], arcs=["spring obl leak", "the det spring", "in case spring"])
    assert found == [("said", ["dams leak in the spring"])]


@pytest.mark.parametrize(
    ("clause", "arcs"),
    [
        ("where nobody saw it", ["saw acl:relcl leaked", "where advmod saw", "nobody nsubj saw", "it obj saw", ", punct saw"]),
        (
            "which he said nobody saw",
            ["saw acl:relcl leaked", "which obj saw", "said#2 parataxis saw", "he nsubj said#2", "nobody nsubj saw", ", punct saw"],
        ),
    ],
)
def test_a_clause_of_place_and_one_that_the_speaker_says_are_taken_in(clause: str, arcs: list[str]) -> None:
    text = f"Quill said the dam leaked in May, {clause}."
    found = said(text, tags=[("said", "Quill", "the dam leaked in May")], pos=FIN | {"saw": "VERB"}, arcs=[*arcs, "leaked ccomp said"])
    assert found == [("said", [f"the dam leaked in May, {clause}"])]


def test_a_relative_clause_behind_a_comma_is_the_writers_unless_the_tagger_has_it() -> None:
    text = "Quill said the dam leaked in May, which nobody saw."
    arcs = ["saw acl:relcl leaked", "which obj saw", "nobody nsubj saw", ", punct saw", "leaked ccomp said"]
    for content in ("the dam leaked in May", "the dam leaked in May, which nobody saw"):
        assert said(text, tags=[("said", "Quill", content)], pos=FIN, arcs=arcs) == [("said", [content])]


@pytest.mark.parametrize("text", ["Quill said dams leak, they hold.", "Quill said dams leak and hold.", "Quill said dams leak"])
def test_a_content_that_is_whole_ends_where_it_did(text: str) -> None:
    assert said(text, tags=[("said", "Quill", "dams leak")]) == [("said", ["dams leak"])]


def test_it_does_not_go_on_over_another_source() -> None:
    text = "Quill said the dam in May Vane said."
    found = said(
        text,
        tags=[("said", "Quill", "the dam in"), ("said#2", "May Vane", "the dam")],
        arcs=["May nmod dam", "Vane flat May", "in case May"],
    )
    assert ("said", ["the dam in"]) in found


@pytest.mark.parametrize(
    ("text", "tag", "arcs", "content"),
    [
        (
            "Quill told Orre it would close.",
            ("told", "Quill", "Orre it would close"),
            ["Orre iobj told", "it nsubj close", "would aux close", "close ccomp told"],
            "it would close",
        ),
        (
            "Quill told the old clerk that it would close.",
            ("told", "Quill", "the old clerk that it would close"),
            ["clerk obj told", "that mark close", "it nsubj close", "would aux close", "close ccomp told"],
            "it would close",
        ),
        (
            "Quill said Monday the gate was shut.",
            ("said", "Quill", "Monday the gate was shut"),
            ["Monday obl:tmod said", "gate nsubj shut", "the det gate", "was cop shut", "shut ccomp said"],
            "the gate was shut",
        ),
        (  # said of those who are told, not of what hangs on any verb
            "Quill showed half of them would close.",
            ("showed", "Quill", "half of them would close"),
            ["half obj showed", "them nmod half", "of case them", "would aux close", "close ccomp showed", "them nsubj close"],
            "half of them would close",
        ),
        (
            "But the gate is shut, Quill said.",
            ("said", "Quill", "But the gate is shut"),
            ["But cc shut", "shut ccomp said"],
            "the gate is shut",
        ),
    ],
)
def test_addressee_day_and_opening_conjunction_are_no_content(text: str, tag: Any, arcs: list[str], content: str) -> None:
    pos = {"But": "CCONJ", "that": "SCONJ", "close": "VERB", "shut": "ADJ", "Monday": "PROPN", "half": "NOUN"}
    assert said(text, tags=[tag], arcs=[*arcs, f"{tag[0]} root"], pos=pos) == [(tag[0], [content])]


def test_so_far_is_no_conjunction() -> None:
    tags: list[Any] = [("said", "Quill", "So far it is shut")]
    assert said("So far it is shut, Quill said.", tags=tags, pos={"So": "CCONJ"}) == [("said", ["So far it is shut"])]


def test_a_conjunction_inside_quotation_marks_is_quoted() -> None:
    assert said("“But the gate is shut,” Quill said.", tags=[("said", "Quill", "“But the gate is shut,”")]) == [
        ("said", ["“But the gate is shut,”"])
    ]


@pytest.mark.parametrize(
    ("content", "rest", "whole"),
    [
        ("the gate is shut and", " open again", "the gate is shut"),
        ("the gate is shut, giving", " up", "the gate is shut"),
        ("the gate is shut but gave", " no reason", "the gate is shut"),
        ("the gate is shut for the pilots who", " came", "the gate is shut for the pilots"),
        ("the gate is shut (", "see below for everything that is known)", "the gate is shut"),
        ("the gate is shut (1:52", " of the whole of the long tape of May", "the gate is shut"),
        ("the gate is shut (in May", ")", "the gate is shut (in May)"),
        ("gates and", " shut", "gates"),
        ("the gate cost at least $2", "-4", "the gate cost at least $2"),  # half of a word
    ],
)
def test_no_content_stops_on_a_word_or_bracket_that_asks_for_more(content: str, rest: str, whole: str) -> None:
    pos = {"giving": "VERB", "gave": "VERB", "shut": "ADJ", "open": "VERB", "came": "VERB"}
    assert said(f"Quill said {content}{rest}.", tags=[("said", "Quill", content)], pos=pos) == [("said", [whole])]


def test_a_content_stops_before_what_the_same_speaker_did_next() -> None:
    text = "Quill said it would rain and told Orre it was late."
    arcs = ["rain ccomp said", "told conj said", "and cc told", "Orre iobj told", "late ccomp told", "it#2 nsubj late", "was cop late"]
    tags = [("said", "Quill", "it would rain and told Orre"), ("told", "Quill", "it was late")]
    assert said(text, tags=tags, arcs=arcs, pos={"rain": "VERB", "late": "ADJ"}) == [
        ("said", ["it would rain"]),
        ("told", ["it was late"]),
    ]


def test_a_content_stops_before_what_the_same_speaker_adds() -> None:
    text = "Quill said he had been asleep, claiming it was late."
    tags = [("said", "Quill", "he had been asleep, claiming it was late"), ("claiming", "Quill", "it was late")]
    assert said(text, tags=tags, pos={"claiming": "VERB"}) == [("said", ["he had been asleep"]), ("claiming", ["it was late"])]


def test_a_content_without_a_clause_goes_on_behind_an_aside() -> None:
    text = "Quill said the dam, calling it old, would close."
    tags = [("said", "Quill", "the dam, calling it old, would close"), ("calling", "Quill", "it old")]
    assert said(text, tags=tags, pos={"calling": "VERB", "close": "VERB"})[0] == ("said", ["the dam, calling it old, would close"])


def test_a_content_goes_on_to_what_its_last_word_owns() -> None:
    text = "Quill said it was the son of Orre’s founder."
    arcs = ["son ccomp said", "founder nmod son", "of case founder", "Orre nmod founder", "’s case Orre"]
    assert said(text, tags=[("said", "Quill", "it was the son of Orre")], arcs=arcs) == [("said", ["it was the son of Orre’s founder"])]


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        ("any interest and left the dam", "any interest"),  # no more than a noun is denied
        ("any interest", "any interest"),
    ],
)
def test_what_the_same_person_does_next_is_not_said(content: str, whole: str) -> None:
    arcs = ["interest obj denied", "left conj denied", "and cc left", "dam obj left", "denied root"]
    pos = {"left": "VERB", "interest": "NOUN", "denied": "VERB"}
    assert said("Quill denied any interest and left the dam.", tags=[("denied", "Quill", content)], arcs=arcs, pos=pos) == [
        ("denied", [whole])
    ]


def test_a_content_that_stops_inside_the_next_clause_ends_before_it() -> None:
    arcs = [
        "rain ccomp wrote",
        "it nsubj rain",
        "left conj wrote",
        "and cc left",
        "Vane nsubj left",
        "never advmod left",
        ", punct left",
        "wrote root",
    ]
    pos = {"rain": "VERB", "left": "VERB", "never": "ADV", "wrote": "VERB"}
    text = "Quill wrote it would rain, and Vane never left it."
    assert said(text, tags=[("wrote", "Quill", "it would rain, and Vane never")], arcs=arcs, pos=pos) == [("wrote", ["it would rain"])]


def test_that_is_a_subject_where_no_other_stands() -> None:
    text = "Quill said that changed the dam."
    arcs = ["that nsubj changed", "changed ccomp said", "said root"]
    assert said(text, tags=[("said", "Quill", "that changed the dam")], arcs=arcs, pos={"that": "SCONJ"}) == [
        ("said", ["that changed the dam"])
    ]


def test_the_first_words_of_the_next_sentence_are_left_out() -> None:
    text = "Quill said it holds. It has shut the gate for good."
    assert said(text, tags=[("said", "Quill", "it holds. It")]) == [("said", ["it holds"])]
    text = "Quill said it is the DREAM Act. It has gone."
    assert said(text, tags=[("said", "Quill", "it is the DREAM Act")]) == [("said", ["it is the DREAM Act"])]
    text = "Quill said it holds. It does."
    assert said(text, tags=[("said", "Quill", "it holds. It does")]) == [("said", ["it holds. It does"])]


def test_an_abbreviation_at_the_end_is_whole() -> None:
    text = "Quill said it was in D.C. on Monday."
    assert said(text, tags=[("said", "Quill", "it was in D")]) == [("said", ["it was in D.C."])]


def test_behind_according_to_that_is_no_conjunction() -> None:
    text = "According to Quill, that gate leaked."
    arcs = ["gate nsubj leaked", "that det gate", "leaked root"]
    pos = {"that": "SCONJ", "According": "VERB", "gate": "NOUN"}
    assert said(text, tags=[("According to", "Quill", "that gate leaked")], arcs=arcs, pos=FIN | pos) == [
        ("According to", ["that gate leaked"])
    ]
