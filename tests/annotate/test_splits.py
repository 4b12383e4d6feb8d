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
        (["said", "Rep", "."], ["Ada", "Brookmyre", "."], "said Rep. Ada Brookmyre."),
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
    ("first", "second", "text"),
    [
        (["He", "left", "."], ["Ada", "stayed"], "He left. Ada stayed"),
        (["He", "waited", "..."], ["and", "left"], "He waited ... and left"),
        (["He", "left", "."], ["iPads", "stayed"], "He left. iPads stayed"),
        (["They", "left", "at", "3", "p.m."], ["Ada", "stayed"], "They left at 3 p.m. Ada stayed"),
        (["the", "Rep."], ["Ada", "left"], "the Rep.\n\nAda left"),
    ],
)
def test_other_sentences_stay_apart(first: list[str], second: list[str], text: str) -> None:
    given = document(first, second, text=text)
    assert mended(given) is given
