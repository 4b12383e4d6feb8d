"""A training in several sittings, with a network and corpora of a few numbers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from audit.annotate.network import SharedNetwork
from audit.annotate.reading import Labels
from audit.domain.annotation import AXES
from tests.training.tiny import THEIRS, weights
from training import loop, losses, teacher
from training.corpora import Document, Words
from training.loop import Recipe, train
from training.teacher import Teacher, adapted

TEXT = "the mayor said the fish said"
SPANS = [(0, 3), (4, 9), (10, 14), (15, 18), (19, 23), (24, 28)]


def tree() -> Document:
    row: dict[str, list[Any]] = {
        "upos": ["DET"] * 6,
        "feats": ["_"] * 6,
        "relation": ["root", *["dep"] * 5],
        "head": [0, *[1] * 5],
        "misc": ["_"] * 6,
    }
    return Document(TEXT, [(0, 28)], [Words(list(SPANS), row)])


def named() -> Document:
    return Document(TEXT, [(0, 28)], [Words(list(SPANS), {"entity": ["O", "S-Person", "O", "O", "S-Person", "O"]})])


def attributed(house: bool) -> Document:
    one = {"cue": [[10, 14]], "source": [[0, 9]], "content": [[15, 23]], "source_ids": ["m"]}
    source: dict[str, Any] = dict.fromkeys(AXES) | {"markers": [], "reason_spans": [], "basis_spans": []}
    out = Document(TEXT, [(0, 28)], attributions=[one], convention=losses.HOUSE if house else 0, sources={"m": source} if house else None)
    out.words, out.chains = list(SPANS), {1: 0, 4: 1}
    return out


@pytest.fixture
def recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recipe:
    monkeypatch.setattr(loop, "WORK", tmp_path)
    monkeypatch.setattr(loop, "PARTS", {"train": []})
    monkeypatch.setattr("training.loop.corpora.treebank", lambda _: [tree()])
    monkeypatch.setattr("training.loop.corpora.entities", lambda *_: [named()])
    monkeypatch.setattr("training.loop.corpora.attributions", lambda *_: [attributed(False)])
    monkeypatch.setattr("training.loop.chains.house", lambda _: [attributed(True)])
    monkeypatch.setattr("training.loop.renamed.copies", lambda documents: documents)
    monkeypatch.setattr("training.loop.renamed.people", lambda: [named()])
    monkeypatch.setattr("training.loop.chains.gum", lambda _: [attributed(True)])
    monkeypatch.setattr(loop, "score", lambda _reader, _articles, learnt: {"corpora": len(learnt)})
    clock = iter(range(0, 100_000, 20))  # each look at the clock is twenty seconds later
    monkeypatch.setattr("training.loop.time.time", lambda: next(clock))
    raw = weights()

    def begin(labels: Labels) -> tuple[SharedNetwork, list[str]]:
        return adapted(raw, THEIRS, labels)

    return Recipe("teacher", begin, "", sizes=teacher.SIZES, every=teacher.EVERY, network=Teacher, ships=False, steps=7, warm=2)


def test_a_training_goes_on_in_a_second_sitting(recipe: Recipe, capsys: pytest.CaptureFixture[str]) -> None:
    train(1, recipe)
    assert "of 7 steps; the same command goes on" in capsys.readouterr().out
    left = torch.load(recipe.folder / "checkpoint.pt", weights_only=True)
    assert 0 < left["step"] < 7
    assert not (recipe.folder / "score.json").exists()
    for _ in range(5):
        train(1, recipe)
    ended = json.loads((recipe.folder / "score.json").read_text())
    assert ended["steps"] == 7
    assert ended["score"] == {"corpora": len(teacher.SIZES)}
    assert ended["minutes"] > left["minutes"]


def test_the_teacher_learns_no_trees_and_keeps_its_tables(recipe: Recipe) -> None:
    before, _ = recipe.begin(Labels(["DET"], [], ["root", "dep"], ["O", "S-Person"]))
    train(10, recipe)
    after = teacher.load(recipe.folder / "model.pt").network
    assert torch.allclose(after.word.weight, before.word.weight, atol=1e-2)
    assert torch.allclose(after.relative.weight, before.relative.weight, atol=1e-2)  # type: ignore[union-attr, arg-type]
    assert not torch.allclose(after.encoder.layers[0].linear1.weight, before.encoder.layers[0].linear1.weight, atol=1e-3)
    assert "trees" not in recipe.sizes


def test_what_comes_out_can_be_drawn_back_to_the_start(recipe: Recipe) -> None:
    before, _ = recipe.begin(Labels(["DET"], [], ["root", "dep"], ["O", "S-Person"]))
    train(10, replace(recipe, start_share=1.0))
    after = teacher.load(recipe.folder / "model.pt").network
    assert torch.allclose(after.encoder.layers[0].linear1.weight, before.encoder.layers[0].linear1.weight, atol=1e-2)


def test_a_head_that_learns_alone_leaves_the_rest_as_it_was(recipe: Recipe) -> None:
    alone = replace(recipe, sizes={"entities": 512}, every={}, only="entities")
    begun = []

    def begin(labels: Labels) -> tuple[SharedNetwork, list[str]]:
        network, vocab = recipe.begin(labels)
        begun.append({name: weights.detach().clone() for name, weights in network.named_parameters()})
        return network, vocab

    train(10, replace(alone, begin=begin))
    after = dict(teacher.load(recipe.folder / "model.pt").network.named_parameters())
    changed = {name.split(".")[0] for name, weights in begun[0].items() if not torch.equal(after[name], weights.half().float())}
    assert changed <= {"entities", "for_entities"}
    assert "entities" in changed
