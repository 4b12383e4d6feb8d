"""The part of a statement that is doubtful."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.domain.doubt import Doubt, Part, doubtful
from audit.domain.source import AnonymityStatus, Identity, Kind, Source
from audit.domain.statement import Form, Statement
from audit.domain.text import Span

SAID = Statement("s1", 0, (Span(0, 5),), Form.DIRECT, None, None, (), source_ids=("a1",), needs_review=True)
SURE = Source("a1", "Ida Marsh", Kind.PERSON, Identity.NAMED, None, False, None, AnonymityStatus.NOT_APPLICABLE, ())
UNSURE = replace(SURE, id="a2", type_confidence=0.1)


@pytest.mark.parametrize(
    ("statement", "doubt"),
    [
        (replace(SAID, words_confidence=0.5, phrase_confidence=0.6), Doubt(Part.WORDS, 0.5)),
        (replace(SAID, words_confidence=0.6, phrase_confidence=0.5), Doubt(Part.PHRASE, 0.5)),
        (replace(SAID, words_confidence=0.6, speaker_confidence=0.0), Doubt(Part.SPEAKER, 0.0)),
        (replace(SAID, words_confidence=0.6, source_ids=("a1", "a2")), Doubt(Part.TYPE, 0.1, "Ida Marsh")),
        (replace(SAID, words_confidence=0.6, source_ids=("a2",)), Doubt(Part.TYPE, 0.1)),
        (replace(SAID, words_confidence=0.6), Doubt(Part.WORDS, 0.6)),
        (replace(SAID, words_confidence=0.5, speaker_confidence=0.5), Doubt(Part.WORDS, 0.5)),
        (SAID, None),
        (replace(SAID, words_confidence=0.5, needs_review=False), None),
    ],
    ids=[
        "words",
        "phrase",
        "speaker",
        "type of one source",
        "type of the source",
        "type of another statement’s",
        "first of equals",
        "certain",
        "no review",
    ],
)
def test_the_least_likely_part(statement: Statement, doubt: Doubt | None) -> None:
    assert doubtful(statement, (SURE, UNSURE)) == doubt


def test_in_words() -> None:
    assert Doubt(Part.SPEAKER, 0.384).in_words() == "speaker 38 %"
    assert Doubt(Part.TYPE, 0.29).in_words() == "type 29 %"
