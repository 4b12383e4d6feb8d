"""A network of a few numbers, without trained weights."""

from __future__ import annotations

import torch

from audit.annotate.network import NetworkSettings, SharedNetwork
from audit.annotate.reader import Reader
from audit.annotate.reading import Labels

VOCAB = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "mayor", "said", "fish", "##monger", "##s", ".", ",", '"', "café"]
LABELS = Labels(["NOUN", "VERB", "PUNCT"], ["_", "Number=Sing"], ["root", "nsubj", "punct"], ["O", "S-Person", "B-Person", "E-Person"])
SETTINGS = NetworkSettings(
    3, 2, 3, 4, vocab=len(VOCAB), width=16, heads=2, inner=32, layers=1, positions=64, pair=8, arc=8, label=4, dropout=0.0
)


def small(seed: int = 1) -> Reader:
    torch.manual_seed(seed)
    return Reader(SharedNetwork(SETTINGS), VOCAB, LABELS)
