"""The reader's plumbing, without trained weights: which piece belongs to which word, empty texts, the model file."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from audit.annotate import processors
from audit.annotate.network import BUCKETS, CONVENTIONS, Chain, Narrow, SharedNetwork, bucket, can_narrow
from audit.annotate.piece_index import PieceIndex
from audit.annotate.reader import FORMAT, KEPT_LINKS, PIECES, Precision, Reader
from audit.annotate.reading import Labels, Text, WordTags
from audit.domain.annotation import AXES
from tests.annotate.small import LABELS, SETTINGS, VOCAB, small


def test_buckets_are_signed_and_bounded() -> None:
    steps = bucket(torch.tensor([-100_000, -3, 0, 3, 100_000])).tolist()
    assert steps == sorted(steps)
    assert steps[2] == BUCKETS // 2
    assert min(steps) >= 0
    assert max(steps) < BUCKETS


def test_words_are_found_among_the_pieces_of_all_passages() -> None:
    text = "the fishmongers\nsaid fish"
    passages = small().pieces.passages(text, [(0, 15), (16, 25)], limit=7)
    places = PieceIndex(passages, [4, 5])
    assert len(passages) == 2
    assert places.locate([(4, 15), (16, 20), (24, 25)]) == [(1, 3), (4, 4), (5, 5)]
    assert places.rows[places.locate([(16, 20)])[0][0]] == 5


def test_a_span_between_pieces_takes_a_neighbour() -> None:
    places = PieceIndex(small().pieces.passages("the  mayor", [(0, 10)]), [0])
    assert places.locate([(3, 5), (50, 51)]) == [(1, 1), (1, 1)]


def test_every_word_gets_a_tag_and_every_sentence_a_tree() -> None:
    text = "the mayor said.\nthe fishmongers said fish"
    words = [[(0, 3), (4, 9), (10, 14), (14, 15)], [(16, 19), (20, 31), (32, 36), (37, 41)]]
    reading = small().read([Text("", []), Text(text, [(0, 15), (16, 41)], words)])
    assert reading[0].words == []
    for sentence, names in zip(reading[1].words, reading[1].entities, strict=True):
        assert len(sentence) == len(names) == 4
        assert [w.head for w in sentence].count(0) == 1
        assert [w.relation == "root" for w in sentence] == [w.head == 0 for w in sentence]
        assert {w.upos for w in sentence} <= set(LABELS.upos)
        assert set(names) <= set(LABELS.entities)


def test_a_text_of_signs_without_pieces_is_read() -> None:
    reading = small().read([Text("\u200d", [(0, 1)], [[(0, 1)]])])[0]
    assert reading.words == [[WordTags("X", "_", 0, "root")]], "one entry a word, as for every text"
    assert reading.entities == [["O"]]


def test_nothing_to_read() -> None:
    assert small().read([]) == []


@given(st.text(max_size=300))
def test_tags_stay_inside_the_text(text: str) -> None:
    tags = small(2).read([Text(text, [(0, len(text))])], syntax=False)[0].tags
    assert all(0 <= one <= 1 for a in tags.attributions for one in (a.cue_by_others, a.rival_score))
    spans = [s for a in tags.attributions for s in (a.cue, a.rival, *a.source, *a.content)] + [
        m[:2] for found in (tags.markers, *tags.phrases.values()) for m in found
    ]
    assert all(0 <= s < e <= len(text) for s, e in spans)


def always(reader: Reader, convention: str, tag: int) -> None:
    """From now on every word has ``tag`` of ``BIO`` for a cue of ``convention``."""
    head = reader.network.cues[CONVENTIONS.index(convention)]
    assert isinstance(head, torch.nn.Linear)
    torch.nn.init.zeros_(head.weight)
    torch.nn.init.constant_(head.bias, 0.0)
    head.bias[tag] = 20.0


def test_what_only_polnears_annotators_take_for_a_cue_is_no_statement() -> None:
    reader, text = small(), Text("the mayor said", [(0, 14)])
    always(reader, "house", 0)
    always(reader, "polnear", 1)
    for convention in ("house", "polnear"):
        tags = reader.read([text], syntax=False, convention=convention)[0].tags
        assert [(a.cue, a.statement) for a in tags.attributions] == [((0, 14), False)]
    always(reader, "house", 1)
    for convention in ("house", "polnear"):
        tags = reader.read([text], syntax=False, convention=convention)[0].tags
        assert [(a.cue, a.statement) for a in tags.attributions] == [((0, 14), True)], "our own cue stands for PolNeAR's at the same place"
    always(reader, "polnear", 0)
    assert reader.read([text], syntax=False, convention="polnear")[0].tags.attributions == []


def test_others_are_asked_whether_a_cue_is_one() -> None:
    reader, text = small(), Text("the mayor said", [(0, 14)])
    always(reader, "house", 1)
    for polnear, gum, expected in ((1, 1, 1.0), (1, 0, 0.5), (0, 0, 0.0)):
        always(reader, "polnear", polnear)
        always(reader, "gum", gum)
        (tag,) = reader.read([text], syntax=False)[0].tags.attributions
        assert tag.cue_by_others == expected


def test_the_words_of_a_source_are_asked_about_it() -> None:
    reader, text = small(), Text("the mayor said", [(0, 14)])
    always(reader, "house", 1)
    last = reader.network.argument[CONVENTIONS.index("house")]
    assert isinstance(last, torch.nn.Linear)
    torch.nn.init.zeros_(last.weight)
    last.bias[:] = torch.tensor([0.0, 20.0, 0.0, 0.0, 0.0])
    tags = reader.read([text], syntax=False)[0].tags
    assert [a.source for a in tags.attributions] == [[(0, 14)]]
    assert sorted(tags.answers) == [(0, 3), (4, 9), (10, 14)]
    assert {len(row) for row in tags.answers.values()} == {sum(map(len, AXES.values()))}


def test_words_that_stand_for_the_same_are_linked_both_ways_across_passages() -> None:
    torch.manual_seed(1)
    labels = Labels(["NOUN"] * 3, LABELS.feats, LABELS.relations, LABELS.entities)
    reader = Reader(SharedNetwork(replace(SETTINGS, positions=512)), VOCAB, labels)
    for part in reader.network.links.parameters():
        torch.nn.init.zeros_(part)
    reader.network.links.alike.weight[1] = 3.0  # words spelt alike are the same, others are not
    reader.network.links.score.weight[:] = 3.0
    reader.network.links.score.bias[:] = -5.0
    form = ["the", "mayor", *["said"] * 178, "the", "mayor", *["said"] * 178]
    text = " ".join(form)
    spans: list[tuple[int, int]] = []
    for word in form:
        start = spans[-1][1] + 1 if spans else 0
        spans.append((start, start + len(word)))
    halves = [spans[:180], spans[180:]]
    paragraphs = [(half[0][0], half[-1][1]) for half in halves]
    assert len(reader.pieces.passages(text, paragraphs)) == 2
    links = reader.read([Text(text, paragraphs, halves)])[0].links
    assert [other for other, _ in links[1]] == [181]
    assert [other for other, _ in links[181]] == [1]
    assert links[1][0][1] == links[181][0][1] > 0.9
    assert len(links[2]) == KEPT_LINKS
    assert {form[other] for other, _ in links[2]} == {"said"}
    assert 2 not in dict(links[2])


def test_a_text_of_one_word_has_no_links() -> None:
    assert small().read([Text("fish", [(0, 4)], [[(0, 4)]])])[0].links == {}


def test_the_best_chain_is_the_likeliest_of_all() -> None:
    torch.manual_seed(3)
    chain = Chain(SETTINGS)
    torch.nn.init.normal_(chain.follows)
    scores, mask = torch.randn(1, 4, 4), torch.ones(1, 4, dtype=torch.bool)
    every = torch.cartesian_prod(*[torch.arange(4)] * 4)
    losses = torch.stack([chain.loss(scores, path[None], mask) for path in every])
    assert chain.best(scores, mask)[0].tolist() == every[losses.argmin()].tolist()
    assert torch.isclose(torch.exp(-4 * losses).sum(), torch.tensor(1.0), atol=1e-4)


def test_what_stands_behind_the_end_changes_nothing() -> None:
    torch.manual_seed(4)
    chain = Chain(SETTINGS)
    torch.nn.init.normal_(chain.follows)
    scores = torch.randn(1, 5, 4)
    short = torch.tensor([[True, True, True, False, False]])
    alone = chain.best(scores[:, :3], short[:, :3])
    assert chain.best(scores, short)[:, :3].tolist() == alone.tolist()
    tags = torch.tensor([[1, 0, 2, 3, 3]])
    assert torch.isclose(chain.loss(scores, tags, short), chain.loss(scores[:, :3], tags[:, :3], short[:, :3]))


def test_a_saved_model_reads_the_same(tmp_path: Path) -> None:
    made = small()
    path = tmp_path / "shared.pt"
    state = {k: v.half() for k, v in made.network.state_dict().items()}
    torch.save({"format": FORMAT, "settings": asdict(SETTINGS), "vocab": "\n".join(VOCAB), "labels": asdict(LABELS), "model": state}, path)
    text = Text("the mayor said", [(0, 14)], [[(0, 3), (4, 9), (10, 14)]])
    again = Reader.load(path)
    assert again.labels == LABELS
    assert len(again.read([text])[0].words[0]) == 3


def test_a_model_of_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "shared.pt"
    torch.save({"format": FORMAT + 1}, path)
    with pytest.raises(ValueError, match="format"):
        Reader.load(path)


def test_the_table_of_pieces_can_stand_in_another_file(tmp_path: Path) -> None:
    made = small()
    stored = {"format": FORMAT, "settings": asdict(SETTINGS), "vocab": "\n".join(VOCAB), "labels": asdict(LABELS)}
    state = dict(made.network.state_dict())
    torch.save(stored | {"model": state}, tmp_path / "shared.pt")
    torch.save(stored | {"model": {k: v for k, v in state.items() if k != PIECES}, "pieces": "shared.pt"}, tmp_path / "fast.pt")
    text = Text("the mayor said", [(0, 14)], [[(0, 3), (4, 9), (10, 14)]])
    assert Reader.load(tmp_path / "fast.pt").read([text]) == Reader.load(tmp_path / "shared.pt").read([text])


@pytest.mark.skipif(not can_narrow(), reason="no quick integers here")
def test_integers_come_close_to_floats() -> None:
    wide, narrow = small(), small()
    narrow.network.narrow()
    batch = wide.pieces.batch(wide.pieces.passages("the mayor said. the fishmongers said fish", [(0, 15), (16, 41)]))
    with torch.inference_mode():
        a, b = wide.network(*batch)[-1], narrow.network(*batch)[-1]
        words = torch.randn(300, wide.network.settings.label, generator=torch.Generator().manual_seed(1))
        c, d = (one.network.trees.relations(words, words.flip(0)) for one in (wide, narrow))
    for floats, integers in ((a, b), (c, d)):
        assert not torch.equal(floats, integers)
        assert (floats - integers).pow(2).mean() < 0.02 * floats.pow(2).mean()


@pytest.mark.skipif(not can_narrow(), reason="no quick integers here")
def test_a_word_with_large_numbers_takes_no_precision_from_others() -> None:
    made = torch.Generator().manual_seed(1)
    wide = torch.nn.Linear(64, 32)
    narrow = Narrow(wide.weight, wide.bias, by_word=True)
    rows = torch.randn(8, 64, generator=made)
    with torch.inference_mode():
        beside = narrow(torch.cat([rows, 1000 * rows[:1]]))[:8]
        apart = (beside - wide(rows)).pow(2).mean() / wide(rows).pow(2).mean()
    assert apart < 0.001


@pytest.mark.parametrize(
    ("precision", "bfloat16", "amx", "integers", "chosen"),
    [
        ("auto", True, False, True, Precision.BFLOAT16),
        ("auto", False, True, True, Precision.BFLOAT16),
        ("auto", False, False, True, Precision.INTEGERS),
        ("auto", False, False, False, Precision.FULL),
        ("fast", True, True, True, Precision.INTEGERS),
        ("fast", True, False, False, Precision.BFLOAT16),
        ("fast", False, False, False, Precision.FULL),
        ("full", True, True, True, Precision.FULL),
    ],
)
def test_the_processor_decides_what_is_computed_in(
    precision: str, bfloat16: bool, amx: bool, integers: bool, chosen: Precision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: bfloat16)
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: amx)
    monkeypatch.setattr(processors, "can_narrow", lambda: integers)
    assert processors.chosen(precision) is chosen


def test_a_torch_that_cannot_be_asked_for_the_processor_computes_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in dir(torch.cpu) if name.startswith("_is_")]:
        monkeypatch.delattr(torch.cpu, name)
    assert not can_narrow()
    assert processors.chosen("fast") is processors.chosen("auto") is Precision.FULL
