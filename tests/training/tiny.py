"""An MPNet of a few numbers, without trained weights, and its vocabulary."""

from __future__ import annotations

import torch
from torch import Tensor

WIDTH, INNER, HEADS, LAYERS, POSITIONS = 16, 32, 2, 2, 64
WRITING = [
    "[PAD]",
    "[unused0]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "the",
    "mayor",
    "said",
    "fish",
    "##monger",
    "##s",
    '"',
    "'",
    "“",
    "”",
    "’",
]
THEIRS = ["<s>", "<pad>", "</s>", "<unk>", *WRITING, "<mask>"]


def weights(seed: int = 5) -> dict[str, Tensor]:
    torch.manual_seed(seed)
    sizes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(THEIRS), WIDTH),
        "embeddings.position_embeddings.weight": (POSITIONS + 2, WIDTH),
        "embeddings.LayerNorm.weight": (WIDTH,),
        "embeddings.LayerNorm.bias": (WIDTH,),
        "encoder.relative_attention_bias.weight": (32, HEADS),
    }
    for i in range(LAYERS):
        a = f"encoder.layer.{i}."
        for name, out, into in (
            *((f"attention.attn.{n}", WIDTH, WIDTH) for n in "qkvo"),
            ("intermediate.dense", INNER, WIDTH),
            ("output.dense", WIDTH, INNER),
        ):
            sizes |= {f"{a}{name}.weight": (out, into), f"{a}{name}.bias": (out,)}
        for name in ("attention.LayerNorm", "output.LayerNorm"):
            sizes |= {f"{a}{name}.weight": (WIDTH,), f"{a}{name}.bias": (WIDTH,)}
    return {name: torch.randn(size) for name, size in sizes.items()}
