"""Where contents end."""

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
