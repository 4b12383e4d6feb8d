"""The quick way to train computes what the plain one does."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import Tensor, nn

from audit.annotate.network import Layer, NetworkSettings, SharedNetwork
from tests.annotate.small import LABELS
from tests.training.tiny import THEIRS, weights
from training.quick import STEP, hasten, padded
from training.teacher import adapted

BATCH = (
    torch.tensor([[3, 6, 7, 4, 0, 0], [3, 5, 6, 7, 8, 4]]),
    torch.zeros((2, 6), dtype=torch.long),
    torch.arange(6) < torch.tensor([[4], [6]]),
)


def plain() -> SharedNetwork:
    torch.manual_seed(3)
    upos, feats, relations, entities = (len(part) for part in (LABELS.upos, LABELS.feats, LABELS.relations, LABELS.entities))
    small = NetworkSettings(upos, feats, relations, entities, vocab=12, width=16, heads=2, inner=32, layers=2, positions=64)
    return SharedNetwork(small)


def taught(network: SharedNetwork) -> tuple[Tensor, dict[str, Tensor]]:
    """What comes out for the pieces that are there, and the gradients of its squares."""
    out = network(*padded(BATCH))[-1][padded(BATCH)[2]]
    out.square().sum().backward()
    return out.detach(), {name: p.grad for name, p in network.encoder.named_parameters() if p.grad is not None}


@pytest.mark.parametrize("made", [plain, lambda: adapted(weights(), THEIRS, LABELS)[0]], ids=["a mask of truths", "a mask of numbers"])
def test_outputs_and_gradients_are_those_of_the_plain_way(made) -> None:  # type: ignore[no-untyped-def]
    network = made()
    for part in network.modules():
        if isinstance(part, nn.Dropout):
            part.p = 0.0
    quick = copy.deepcopy(network)
    hasten(quick)
    expected, wanted = taught(network.train())
    out, gradients = taught(quick.train())
    assert torch.allclose(out, expected, atol=1e-5)
    assert gradients.keys() == wanted.keys()
    assert all(torch.allclose(gradients[name], wanted[name], atol=1e-4, rtol=1e-4) for name in wanted)


def test_dropout_takes_its_share_and_keeps_the_mean() -> None:
    network = plain()
    hasten(network)
    layer = network.encoder.layers[0]
    dropped = layer._dropped(torch.ones(400, 500))
    assert abs((dropped == 0).float().mean() - 0.1) < 0.01
    assert abs(dropped.mean() - 1) < 0.01


def test_reading_goes_the_way_of_the_program() -> None:
    network = plain().eval()
    quick = copy.deepcopy(network)
    hasten(quick)
    assert torch.equal(network(*BATCH)[-1], quick.eval()(*BATCH)[-1])
    assert isinstance(quick.encoder.layers[0], Layer)


def test_batches_are_padded_to_a_multiple() -> None:
    ids, cases, mask = padded(BATCH)
    assert ids.shape == cases.shape == mask.shape == (2, STEP)
    assert mask.sum() == 10
