"""The teacher: MPNet with the heads of the shared network, to teach the networks that ship (resumable, as ``training.shared``).

    python -m training teacher --steps 700 --minutes 60
    python -m torch.distributed.run --nproc-per-node 2 -m training teacher --steps 700 --minutes 60

Twelve layers of 768, started from all-mpnet-base-v2 (unpacked below ``WORK/../ing``, see the README), or from a teacher that was trained
before (``--from``). It learns house, attributions, entities and pairs, and no trees. It does not ship: its file stays in the work folder.
The rate falls over the steps, so that it can learn in several sittings: the same command goes on, for so many minutes more.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import torch
from torch import Tensor, nn

from audit.annotate.network import NetworkSettings, SharedNetwork
from audit.annotate.reader import Reader
from audit.annotate.reading import Labels
from training.common import WORK
from training.loop import Recipe, train
from training.shared import grown

MODEL = WORK / "teacher" / "model.pt"
SIZES = {"house": 1280, "attribution": 1024, "entities": 768, "chains": 1024}
EVERY = {"entities": (4, 1), "chains": (8, 3)}
"""As in ``training.loop``; house is what the teacher is for."""
WARM = 50
SNAPSHOT_MINUTES = 120.0
SPECIAL = {"[CLS]": "<s>", "[PAD]": "<pad>", "[SEP]": "</s>"}
"""What MPNet calls the pieces that are no writing; all others it has from BERT."""
RELATIVE_BUCKETS, FARTHEST = 32, 128
FIRST_POSITION = 2
"""MPNet counts positions from here."""


def relative_bucket(distance: Tensor) -> Tensor:
    """The number of a signed distance (of the piece that is looked at from the one that looks): half of the ``RELATIVE_BUCKETS`` for each
    direction, half of those for single steps, the rest growing in a logarithm up to ``FARTHEST``."""
    half = RELATIVE_BUCKETS // 2
    single = half // 2
    away = distance.abs()
    grown_by = torch.log(away.clamp(min=1).float() / single) / math.log(FARTHEST / single) * (half - single)
    far = (single + grown_by.long()).clamp(max=half - 1)
    return torch.where(distance > 0, half, 0) + torch.where(away < single, away, far)


class Teacher(SharedNetwork):
    """The shared network with MPNet's encoder: what a piece sees also depends on how far it is away, in the same way in all layers."""

    def __init__(self, settings: NetworkSettings) -> None:
        super().__init__(settings)
        self.relative = nn.Embedding(RELATIVE_BUCKETS, settings.heads)
        self.relative.weight.requires_grad_(False)  # with a gradient torch takes a way through attention that is far slower
        for part in (self.norm, *(norm for layer in self.encoder.layers for norm in (layer.norm1, layer.norm2))):
            part.eps = 1e-5

    def seen(self, mask: Tensor) -> Tensor:
        places = torch.arange(mask.shape[1], device=mask.device)
        bias = self.relative(relative_bucket(places[None] - places[:, None])).permute(2, 0, 1)
        if torch.is_autocast_enabled("cpu"):
            bias = bias.to(torch.get_autocast_dtype("cpu"))
        out: Tensor = bias[None].masked_fill(~mask[:, None, None], -torch.inf)
        return out


def mpnet(folder: Path, labels: Labels) -> tuple[Teacher, list[str]]:
    """A fresh teacher whose encoder has MPNet's weights, and its word pieces."""
    from safetensors.torch import load_file

    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return adapted(load_file(folder / "model.safetensors"), [piece for piece in pieces if piece], labels)


def adapted(raw: dict[str, Tensor], theirs: Sequence[str], labels: Labels) -> tuple[Teacher, list[str]]:
    """MPNet's weights ``raw`` as a teacher with fresh heads; its table of word pieces is put into the order of BERT's vocabulary, which is
    the second result. ``theirs``: MPNet's vocabulary. Raises ``KeyError`` where a weight is missing."""
    first = theirs.index("[PAD]")
    vocab = list(theirs[first : theirs.index("<mask>")])
    number = {piece: i for i, piece in enumerate(theirs)}
    settings = NetworkSettings(
        len(labels.upos),
        len(labels.feats),
        len(labels.relations),
        len(labels.entities),
        vocab=len(vocab),
        width=raw["embeddings.LayerNorm.weight"].shape[0],
        heads=raw["encoder.relative_attention_bias.weight"].shape[1],
        inner=raw["encoder.layer.0.intermediate.dense.bias"].shape[0],
        layers=sum(name.endswith(".output.dense.bias") for name in raw),
        positions=raw["embeddings.position_embeddings.weight"].shape[0] - FIRST_POSITION,
    )
    network = Teacher(settings)
    e = "embeddings."
    state = {
        "word.weight": raw[e + "word_embeddings.weight"][[number[SPECIAL.get(piece, piece)] for piece in vocab]],
        "position.weight": raw[e + "position_embeddings.weight"][FIRST_POSITION:],
        "norm.weight": raw[e + "LayerNorm.weight"],
        "norm.bias": raw[e + "LayerNorm.bias"],
        "relative.weight": raw["encoder.relative_attention_bias.weight"],
    }
    for i in range(settings.layers):
        a, b = f"encoder.layer.{i}.", f"encoder.layers.{i}."
        for kind in ("weight", "bias"):
            state[f"{b}self_attn.in_proj_{kind}"] = torch.cat([raw[f"{a}attention.attn.{n}.{kind}"] for n in "qkv"])
            state[f"{b}self_attn.out_proj.{kind}"] = raw[f"{a}attention.attn.o.{kind}"]
            state[f"{b}linear1.{kind}"] = raw[f"{a}intermediate.dense.{kind}"]
            state[f"{b}linear2.{kind}"] = raw[f"{a}output.dense.{kind}"]
            state[f"{b}norm1.{kind}"] = raw[f"{a}attention.LayerNorm.{kind}"]
            state[f"{b}norm2.{kind}"] = raw[f"{a}output.LayerNorm.{kind}"]
    network.load_state_dict(state, strict=False)
    network.word.weight.requires_grad_(False)
    return network, vocab


def load(path: Path = MODEL) -> Reader:
    """A trained teacher, ready to read."""
    return Reader.load(path, network=Teacher)


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m training teacher")
    parser.add_argument("--steps", type=int, default=700, help="of the whole training; give the same number in each sitting")
    parser.add_argument("--minutes", type=float, default=60, help="of this sitting")
    parser.add_argument("--ingredients", type=Path, default=WORK.parent / "ing")
    parser.add_argument(
        "--from", dest="file", type=Path, help="go on from this teacher's file instead of MPNet's weights, at half the rates"
    )
    args = parser.parse_args(argv)
    begin = partial(grown, args.file, Teacher) if args.file else partial(mpnet, args.ingredients / "all-mpnet-base-v2")
    rates, settings = ((5e-5, 5e-4), {"went on from": args.file.name}) if args.file else ((1e-4, 1e-3), {})
    recipe = Recipe(
        "teacher",
        begin,
        "MPNet with the heads of the shared network",
        rates,
        settings=settings,
        sizes=SIZES,
        every=EVERY,
        network=Teacher,
        ships=False,
        steps=args.steps,
        warm=WARM,
        snapshots=SNAPSHOT_MINUTES,
    )
    train(args.minutes, recipe)
