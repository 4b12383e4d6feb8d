"""Word pieces and their packing into passages."""

from __future__ import annotations

import pytest

from audit.annotate.passages import Pieces, case_of
from tests.annotate.small import VOCAB

PIECES = Pieces(VOCAB)


def test_pieces_have_offsets_into_the_text() -> None:
    text = 'xx The fishmongers said "fish".'
    passage = PIECES.of(text, 3, len(text))
    assert [text[s:e] for s, e in passage.offsets] == ["The", "fish", "monger", "s", "said", '"', "fish", '"', "."]
    assert passage.starts == [True, True, False, False, True, True, True, True, True]
    assert passage.words()[1] == (1, 3)


@pytest.mark.parametrize(("word", "case"), [("mayor", 0), ("Mayor", 1), ("UN", 2), ("A", 1), ("12", 3), ("McCoy", 4), ("iPod", 4)])
def test_case_of(word: str, case: int) -> None:
    assert case_of(word) == case


def test_passages_pack_paragraphs_and_lend_context() -> None:
    text = "the mayor said\nthe fish\nthe mayor said the fish said the mayor"
    packed = PIECES.passages(text, [(0, 14), (15, 23), (24, len(text))], limit=16)
    assert [len(p.ids) for p in packed] == [8, 13]
    assert packed[0].own_from == 1
    assert packed[1].own_from == 4, "the short paragraph before stands there as context"


def test_no_passage_is_longer_than_the_limit() -> None:
    text = "the mayor said " * 100
    assert all(len(p.ids) <= 20 for p in PIECES.passages(text, [(0, len(text))], limit=20))


def test_a_long_paragraph_is_cut_at_words() -> None:
    text = "fishmongers " * 10
    passages = PIECES.passages(text, [(0, len(text))], limit=10)
    assert all(p.starts[1] for p in passages)
    assert sum(len(p.ids) - 2 for p in passages) == 30


def test_a_batch_is_padded() -> None:
    short, long = PIECES.passages("said", [(0, 4)])[0], PIECES.passages("the mayor said", [(0, 14)])[0]
    ids, cases, mask = PIECES.batch([short, long])
    assert ids.shape == cases.shape == mask.shape == (2, 5)
    assert mask.sum(1).tolist() == [3, 5]
