"""Where contents begin and end."""

from __future__ import annotations

from typing import Any

import pytest
from build import annotation

from audit.attribute.statements import statements

FIN = {"leaked": "VERB", "held": "VERB", "noted": "VERB"}


def said(text: str, **built: Any) -> list[tuple[str | None, list[str]]]:
    found = statements(annotation(text, people="Quill", **built))
    return [(s.cue.span.of(text) if s.cue else None, [p.of(text) for p in s.content]) for s in found]


def test_a_lone_conjunction_is_no_part() -> None:
    text = "The dam, Quill said, was safe and dry."
    assert said(text, tags=[("said", "Quill", ("The dam", "was safe", "and"))]) == [("said", ["The dam", "was safe and"])]
    text = "Dams leak, Quill said, that is known."
    assert said(text, tags=[("said", "Quill", ("Dams leak", "that"))]) == [("said", ["Dams leak"])]


def test_a_content_of_nothing_but_small_words_is_kept_whole() -> None:
    text = "It is, Quill said, and it was."
    assert said(text, tags=[("said", "Quill", ("It is", "and it was"))]) == [("said", ["It is", "and it was"])]


def test_the_reporter_s_own_words_behind_a_quotation_are_dropped() -> None:
    text = "“It is safe and dry,” Quill said, but the boats left."
    assert said(text, tags=[("said", "Quill", ("“It is safe and dry,”", "but the boats left"))]) == [("said", ["“It is safe and dry,”"])]


def test_what_goes_on_in_quotation_marks_is_kept() -> None:
    text = "“It is safe,” Quill said, “but wet.”"
    assert said(text, tags=[("said", "Quill", ("“It is safe,”", "“but wet.”"))]) == [("said", ["“It is safe,”", "“but wet.”"])]


@pytest.mark.parametrize("arcs", [["said#2 conj said"], []])
def test_a_report_that_was_swallowed_is_cut_out_and_kept(arcs: list[str]) -> None:
    text = "Quill said the dam leaked but said it would hold."
    out = statements(annotation(text, people="Quill", tags=[("said", "Quill", "the dam leaked but said it would hold")]))
    assert [s.words(text) for s in out] == ["the dam leaked", "it would hold"]
    assert out[0].source_span == out[1].source_span


def test_a_report_that_was_swallowed_is_not_made_twice() -> None:
    text = "Quill said the dam leaked but said it would hold."
    tags = [("said", "Quill", "the dam leaked but said it would hold"), ("said#2", "Quill", "it would hold")]
    assert [parts for _, parts in said(text, tags=tags)] == [["the dam leaked"], ["it would hold"]]


def test_a_deed_is_no_report_and_stays_where_the_tagger_had_it() -> None:
    text = "Quill said the dam leaked and closed it."
    found = said(text, tags=[("said", "Quill", "the dam leaked and closed it")], arcs=["closed conj said"])
    assert found == [("said", ["the dam leaked and closed it"])]


def test_a_report_by_a_verb_of_many_uses_is_cut_off_but_not_made() -> None:
    text = "Quill said the dam leaked and asked no questions."
    found = said(text, tags=[("said", "Quill", "the dam leaked and asked no questions")], arcs=["asked conj said"])
    assert found == [("said", ["the dam leaked"])]


def test_what_belongs_to_the_content_stays() -> None:
    text = "Quill said the dam leaked and closed in May."
    found = said(text, tags=[("said", "Quill", "the dam leaked and closed in May")], arcs=["closed conj leaked"], pos=FIN)
    assert found == [("said", ["the dam leaked and closed in May"])]
    text = "Quill said “the dam leaked but said nothing at all”."
    assert len(said(text, tags=[("said", "Quill", "“the dam leaked but said nothing at all”")])) == 1


def test_a_clause_is_taken_in_with_the_marks_of_its_quotation() -> None:
    text = "Quill praised dams, which leak ‘in May’, on Monday."
    arcs = ["leak acl:relcl dams", "which nsubj leak", ", punct leak", "May obl leak", "in case May", "‘ punct May", "’ punct May"]
    arcs += ["dams obj praised", "Monday obl praised"]
    found = said(text, tags=[("praised", "Quill", "dams")], arcs=arcs, pos={"praised": "VERB", "leak": "VERB"})
    assert found == [("praised", ["dams, which leak ‘in May’"])]


def test_a_word_that_asks_for_another_gets_it() -> None:
    text = "Quill said dams leak in the spring."
    found = said(text, tags=[("said", "Quill", "dams leak in the")], arcs=["spring obl leak", "the det spring", "in case spring"])
    assert found == [("said", ["dams leak in the spring"])]


def test_a_relative_clause_behind_a_comma_is_taken_in() -> None:
    text = "Quill said the dam leaked in May, which nobody saw."
    found = said(
        text,
        tags=[("said", "Quill", "the dam leaked in May")],
        pos=FIN,
        arcs=["saw acl:relcl leaked", "which obj saw", "nobody nsubj saw", ", punct saw", "leaked ccomp said"],
    )
    assert found == [("said", ["the dam leaked in May, which nobody saw"])]


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
