"""Replies whose content is a pronoun."""

from __future__ import annotations

import pytest

from audit.attribute.statements import statements
from audit.domain.annotation import Annotation
from tests.build import annotation

OBJECT = ["that obj denied", "denied root"]


def said(annotated: Annotation) -> list[tuple[str | None, str | None, str]]:
    text = annotated.text
    return [
        (s.source_span.of(text) if s.source_span else None, s.cue.span.of(text) if s.cue else None, s.words(text))
        for s in statements(annotated)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The port denied that.", [("The port", "denied", "that")]),
        ("The port denied that, though Orre was there.", [("The port", "denied", "that")]),
        ("The port never denied that.", []),
        ("“The port denied that.”", []),
        ("The port denied that gate.", []),
        ("Who denied that?", []),
    ],
)
def test_what_a_pronoun_stands_for_is_denied(text: str, found: list[tuple[str, str, str]]) -> None:
    arcs = ["that det gate", "gate obj denied"] if "gate" in text else OBJECT
    read = annotation(text, arcs=arcs, pos={"that": "PRON"})
    assert [one for one in said(read) if one[1] == "denied"] == found


def test_one_that_the_tagger_found_is_no_longer_weighed_by_its_words() -> None:
    text = "The port denied that."
    read = annotation(text, arcs=OBJECT, pos={"that": "PRON"}, tags=[("denied", "The port", "that")])
    (one,) = statements(read)
    assert one.tags is None
    assert said(read) == [("The port", "denied", "that")]
