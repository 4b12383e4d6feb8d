"""Articles under other names."""

from __future__ import annotations

import random

import pytest

from tests.build import annotation, place
from training.corpora import Document
from training.renamed import COPIES, copies, moved, named_sentences, renamed

TEXT = "QUILL SPEAKS\n\nMinister Mary Quill said the dam was safe. Quill’s aide left Quillport."


def document() -> Document:
    quill, said, dam = ([[p.start, p.end]] for p in (place(TEXT, "Mary Quill"), place(TEXT, "said"), place(TEXT, "the dam was safe")))
    spans = [(p.start, p.end) for p in (place(TEXT, "Mary"), place(TEXT, "aide"))]
    return Document(
        TEXT,
        [(0, 12), (14, len(TEXT))],
        attributions=[{"source": quill, "cue": said, "content": dam, "markers": [], "speaker": "Mary Quill"}],
        sources={"a": {"markers": [], "reason_spans": dam}},
        words=spans,
        chains={0: 0},
    )


def test_every_span_moves_with_the_names() -> None:
    other = moved(document(), {"Mary": "Clementina", "Quill": "Orr"})
    assert other.text == "ORR SPEAKS\n\nMinister Clementina Orr said the dam was safe. Orr’s aide left Quillport."
    assert [other.text[a:b] for a, b in other.paragraphs] == other.text.split("\n\n")
    assert other.attributions is not None
    (one,) = other.attributions
    told = {key: other.text[one[key][0][0] : one[key][0][1]] for key in ("source", "cue", "content")}
    assert told == {"source": "Clementina Orr", "cue": "said", "content": "the dam was safe"}
    assert one["markers"] == []
    assert other.sources is not None
    assert [other.text[a:b] for a, b in other.sources["a"]["reason_spans"]] == ["the dam was safe"]
    assert [other.text[a:b] for a, b in other.words] == ["Clementina", "aide"]
    assert other.chains == {0: 0}


def test_nothing_to_change_changes_nothing() -> None:
    assert moved(document(), {}) == document()


def test_people_get_names_of_their_gender_and_other_words_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.renamed._surnames", lambda: ["Orre"])
    monkeypatch.setattr("training.renamed._given", {"f": ["Ida"], "m": ["Bo"]}.__getitem__)
    made = annotation("Mary Quill met Zork Vane in Velmar. Quill left the vane.", people="Mary Quill; Zork Vane; Quill", places="Velmar")
    other = renamed(Document(made.text, [(0, len(made.text))]), made, random.Random(1))
    assert other.text == "Ida Orre met Zork Vane in Velmar. Orre left the vane."


def test_the_entities_of_an_annotation_are_labels() -> None:
    made = annotation("Mary Quill left Zork.", people="Mary Quill", places="Zork")
    (sentence,) = named_sentences(made).sentences
    assert sentence.labels["entity"] == ["B-Person", "E-Person", "O", "S-Location", "O"]


def test_each_copy_has_names_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    made = annotation("Zork Vane left.", people="Zork Vane")
    monkeypatch.setattr("training.renamed._annotations", lambda: [made])
    monkeypatch.setattr("training.renamed._surnames", lambda: ["Orre", "Mohle", "Trand", "Kolb", "Ranft", "Dunn"])
    texts = [one.text for one in copies([Document(made.text, [(0, len(made.text))], corpus="news")])]
    assert len(texts) == COPIES
    assert len(set(texts)) > 1
