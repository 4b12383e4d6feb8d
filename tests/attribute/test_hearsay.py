"""Hearsay that nobody answers for."""

from __future__ import annotations

from typing import Any

from audit.attribute.statements import statements
from audit.domain.statement import Scope, Statement
from tests.build import annotation


def said(text: str, **built: Any) -> tuple[Statement, ...]:
    return statements(annotation(text, **built))


def test_an_adverb_that_opens_a_sentence() -> None:
    text = "It rained. Allegedly, the lamp was out."
    (one,) = said(text)
    assert (one.words(text), one.source_span, one.scope) == ("the lamp was out", None, Scope.STATEMENT)
    assert one.cue is not None
    assert one.cue.span.of(text) == "Allegedly"


def test_it_opens_nothing_where_somebody_says_it() -> None:
    text = "Allegedly, the lamp was out, a clerk said."
    assert [s.words(text) for s in said(text, tags=[("said", "a clerk", "the lamp was out")])] == ["the lamp was out"]
    assert said("The lamp was allegedly out.") == ()


def test_a_passive_that_hides_who_alleges() -> None:
    text = "The keeper is alleged to have slept."
    (one,) = said(
        text, tags=[("is alleged", None, "The keeper is alleged to have slept")], lemmas={"alleged": "allege"}, pos={"alleged": "VERB"}
    )
    assert one.scope is Scope.STATEMENT


def test_other_words_of_nobody_stay_attitudes() -> None:
    text = "The lamp was reportedly out."
    (one,) = said(text, tags=[("reportedly", None, "The lamp was")])
    assert one.scope is Scope.ATTITUDE
