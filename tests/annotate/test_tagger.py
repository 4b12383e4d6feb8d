"""The tagger's plumbing, without trained weights: passages, decoding, the model file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from audit.annotate.tagger import (
    BUCKETS,
    FORMAT,
    AttributionTagger,
    Tagger,
    TaggerSettings,
    argument_spans,
    bio_spans,
    bucket,
    case_of,
    split_long,
    word_bounds,
)

VOCAB = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "mayor", "said", "fish", "##monger", "##s", ".", ",", '"', "café"]
SMALL = TaggerSettings(vocab=len(VOCAB), width=16, heads=2, inner=32, layers=1, positions=64, pair=8)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    torch.manual_seed(1)
    return Tagger(AttributionTagger(SMALL), VOCAB)


def test_pieces_have_offsets_into_the_text(tagger: Tagger) -> None:
    text = 'xx The fishmongers said "fish".'
    passage = tagger.pieces(text, 3, len(text))
    assert [text[s:e] for s, e in passage.offsets] == ["The", "fish", "monger", "s", "said", '"', "fish", '"', "."]
    assert passage.starts == [True, True, False, False, True, True, True, True, True]
    assert word_bounds(passage)[1] == (1, 3)


@pytest.mark.parametrize(("word", "case"), [("mayor", 0), ("Mayor", 1), ("UN", 2), ("A", 1), ("12", 3), ("McCoy", 4), ("iPod", 4)])
def test_case_of(word: str, case: int) -> None:
    assert case_of(word) == case


def test_buckets_are_signed_and_bounded() -> None:
    steps = bucket(torch.tensor([-100_000, -3, 0, 3, 100_000])).tolist()
    assert steps == sorted(steps)
    assert steps[2] == BUCKETS // 2
    assert min(steps) >= 0
    assert max(steps) < BUCKETS


def test_passages_pack_paragraphs_and_lend_context(tagger: Tagger) -> None:
    text = "the mayor said\nthe fish\nthe mayor said the fish said the mayor"
    spans = [(0, 14), (15, 23), (24, len(text))]
    packed = tagger.passages(text, spans, limit=16)
    assert [len(p.ids) for p in packed] == [8, 13]
    assert packed[0].own_from == 1
    assert packed[1].own_from == 4, "the short paragraph before stands there as context"


def test_no_passage_is_longer_than_the_limit(tagger: Tagger) -> None:
    text = "the mayor said " * 100
    assert all(len(p.ids) <= 20 for p in tagger.passages(text, [(0, len(text))], limit=20))


def test_a_long_paragraph_is_cut_at_words(tagger: Tagger) -> None:
    text = "fishmongers " * 10
    parts = list(split_long(tagger.pieces(text, 0, len(text)), 8))
    assert all(p.starts[0] for p in parts)
    assert sum(len(p.ids) for p in parts) == 30


def test_bio_spans() -> None:
    table = torch.tensor([[0.1, 0.8, 0.1], [0.2, 0.1, 0.7], [0.1, 0.8, 0.1], [0.9, 0.05, 0.05], [0.3, 0.1, 0.6]])
    assert [(a, b) for a, b, _ in bio_spans(table, 0.5)] == [(0, 1), (2, 2), (4, 4)]


def test_argument_spans() -> None:
    def row(label: int) -> list[float]:
        return [0.9 if i == label else 0.025 for i in range(5)]

    table = torch.tensor([row(x) for x in (1, 2, 0, 3, 4, 4, 3, 2)])
    assert [(r, a, b) for r, a, b, _ in argument_spans(table)] == [("source", 0, 1), ("content", 3, 5), ("content", 6, 6), ("source", 7, 7)]


def test_nothing_to_tag(tagger: Tagger) -> None:
    assert tagger.tag([]) == []


@given(st.text(max_size=300))
def test_tags_stay_inside_the_text(text: str) -> None:
    torch.manual_seed(2)
    tagger = Tagger(AttributionTagger(SMALL), VOCAB)
    passages = tagger.passages(text, [(0, len(text))], limit=32)
    for tags in tagger.tag(passages, cue_threshold=0.2):
        spans = [s for a in tags.attributions for s in (a.cue, *a.source, *a.content)] + [m[:2] for m in tags.markers]
        assert all(0 <= s < e <= len(text) for s, e in spans)


def test_a_saved_model_tags_the_same(tagger: Tagger, tmp_path: Path) -> None:
    path = tmp_path / "attribution.pt"
    state = {k: v.half() for k, v in tagger.network.state_dict().items()}
    torch.save({"format": FORMAT, "settings": asdict(SMALL), "vocab": "\n".join(VOCAB), "model": state}, path)
    text = "the mayor said the fish said"
    again = Tagger.load(path)
    passages = tagger.passages(text, [(0, len(text))])
    assert [len(t.attributions) for t in again.tag(passages, 0.3)] == [len(t.attributions) for t in tagger.tag(passages, 0.3)]


def test_a_model_of_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "attribution.pt"
    torch.save({"format": FORMAT + 1}, path)
    with pytest.raises(ValueError, match="format"):
        Tagger.load(path)
