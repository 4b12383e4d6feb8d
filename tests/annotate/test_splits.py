"""Sentences cut behind abbreviations."""

from __future__ import annotations

from typing import Any

import pytest
from stanza.models.common.doc import Document

from audit.annotate.splits import mended


def document(*sentences: list[str], text: str) -> Any:
    rows: list[list[dict[str, Any]]] = []
    at = 0
    for words in sentences:
        rows.append([])
        for number, word in enumerate(words, 1):
            at = text.index(word, at)
            rows[-1].append({"id": number, "text": word, "start_char": at, "end_char": at + len(word)})
            at += len(word)
    return Document(rows, text=text)


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        (["said", "Rep."], ["Ada", "Brookmyre", "."], "said Rep. Ada Brookmyre."),
        (["on", "Sept."], ["4", "he", "left"], "on Sept. 4 he left"),
        (["It", "began", "at", "3", "p.m."], ["and", "ended", "late"], "It began at 3 p.m. and ended late"),
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(first: list[str], second: list[str], text: str) -> None:
    found = mended(document(first, second, text=text))
    assert [w.text for s in found.sentences for w in s.words] == [*first, *second]
    assert len(found.sentences) == 1
    assert [w.id for w in found.sentences[0].words] == list(range(1, len(first) + len(second) + 1))
    assert found.sentences[0].words[-1].end_char == len(text)


@pytest.mark.parametrize(
    ("sentences", "text", "words"),
    [
        ([["said", "Rep", "."], ["Ada", "Orre"]], "said Rep. Ada Orre", ["said", "Rep.", "Ada", "Orre"]),
        ([["Lt.", "Col", ".", "Ada", "Orre", "left"]], "Lt. Col. Ada Orre left", ["Lt.", "Col.", "Ada", "Orre", "left"]),
        ([["on", "Feb", ".", "4", "he", "left"]], "on Feb. 4 he left", ["on", "Feb.", "4", "he", "left"]),
        ([["Reef", "Inc", ".", ",", "she", "said", "."]], "Reef Inc., she said.", ["Reef", "Inc.", ",", "she", "said", "."]),
    ],
)
def test_a_full_stop_that_was_cut_off_goes_back_to_its_abbreviation(sentences: list[list[str]], text: str, words: list[str]) -> None:
    (sentence,) = mended(document(*sentences, text=text)).sentences
    assert [w.text for w in sentence.words] == words
    assert [text[w.start_char : w.end_char] for w in sentence.words] == words
    assert [w.id for w in sentence.words] == list(range(1, len(words) + 1))


def test_what_stands_behind_a_mended_abbreviation_keeps_its_words() -> None:
    text = "Rep. Orre doesn't"
    rows = [
        {"id": 1, "text": "Rep", "start_char": 0, "end_char": 3},
        {"id": 2, "text": ".", "start_char": 3, "end_char": 4},
        {"id": 3, "text": "Orre", "start_char": 5, "end_char": 9},
        {"id": (4, 5), "text": "doesn't", "start_char": 10, "end_char": 17},
        {"id": 4, "text": "does", "start_char": 10, "end_char": 14},
        {"id": 5, "text": "n't", "start_char": 14, "end_char": 17},
    ]
    (sentence,) = mended(Document([rows], text=text)).sentences
    assert [(t.id, t.text) for t in sentence.tokens] == [((1,), "Rep."), ((2,), "Orre"), ((3, 4), "doesn't")]
    assert [w.text for w in sentence.words] == ["Rep.", "Orre", "does", "n't"]


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        (["He", "left", "."], ["Ada", "stayed"], "He left. Ada stayed"),
        (["He", "waited", "..."], ["and", "left"], "He waited ... and left"),
        (["He", "left", "."], ["iPads", "stayed"], "He left. iPads stayed"),
        (["They", "left", "at", "3", "p.m."], ["Ada", "stayed"], "They left at 3 p.m. Ada stayed"),
        (["the", "Rep."], ["Ada", "left"], "the Rep.\n\nAda left"),
        (["He", "left", ".", "Ada", "stayed"], ["and", "left"], "He left. Ada stayed\n\nand left"),
    ],
)
def test_other_sentences_stay_apart(first: list[str], second: list[str], text: str) -> None:
    given = document(first, second, text=text)
    assert mended(given) is given
