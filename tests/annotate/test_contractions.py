"""Contractions: asked once, and never in letters that the text does not have."""

from __future__ import annotations

from typing import Any

import pytest

from audit.annotate.contractions import exact, spelt
from tests.models import annotator


@pytest.mark.parametrize(
    ("token", "said", "words"),
    [
        ("don’t", "do n’t", "do n’t"),
        ("government’s", "governmmen ’s", "government ’s"),
        ("BULLETIN’s", "BULLETIINN ’s", "BULLETIN ’s"),
        ("Quarry", "Quarry", "Quarry"),
        ("Quarry", "Quarrry", "Quarry"),
        ("’s", "x ’s", "’s"),
        ("", "", ""),
    ],
)
def test_words_have_the_letters_of_their_token(token: str, said: str, words: str) -> None:
    assert exact(token, said) == words


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("don’t", "do n’t"),
        ("CAN'T", "CA N'T"),
        ("quarry's", "quarry 's"),
        ("they’ll", "they ’ll"),
        ("cannot", None),
        ("voters’", None),
        ("’s", None),
        ("n't", None),
        ("", None),
    ],
)
def test_most_contractions_are_known_by_their_letters(token: str, words: str | None) -> None:
    assert spelt(token) == words


@pytest.mark.models
def test_a_contraction_is_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    import stanza

    annotator().load()
    processors = annotator()._pipeline.processors
    variant = processors["mwt"]._variant

    def read(*texts: str) -> list[list[str]]:
        docs = processors["tokenize"].bulk_process([stanza.Document([], text=t) for t in texts])
        return [[w.text for s in d.sentences for w in s.words] for d in processors["mwt"].bulk_process(docs)]

    first = read("They won’t say.", "The harbour’s crane cannot move.")
    assert first[0] == ["They", "wo", "n’t", "say", "."]
    assert first[1][1:3] == ["harbour", "’s"]

    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("asked again")

    monkeypatch.setattr(variant._trainer, "predict", never)
    assert read("They won’t say.", "The harbour’s crane cannot move.") == first
