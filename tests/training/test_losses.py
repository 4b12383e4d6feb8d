"""What is hidden from a network while it learns."""

from __future__ import annotations

import torch

from training.losses import HIDDEN, hidden


def test_a_share_of_the_pieces_is_hidden_and_no_padding() -> None:
    torch.manual_seed(3)
    there = torch.arange(400) < torch.tensor([[400], [100]])
    ids = torch.where(there, 7, 0)
    shown, cases, mask = hidden((ids, torch.zeros_like(ids), there), 1)
    share = (shown[there] == 1).float().mean().item()
    assert abs(share - HIDDEN) < 0.03
    assert set(shown[there].tolist()) == {1, 7}
    assert (shown[~there] == 0).all()
    assert torch.equal(cases, torch.zeros_like(ids))
    assert torch.equal(mask, there)
