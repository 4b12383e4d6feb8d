"""The fast network: every second layer of the shared one, taught by it (resumable, as ``training.shared``).

    python -m training fast --minutes 60
    python -m torch.distributed.run --nproc-per-node 2 -m training fast --minutes 60

The losses of the tasks, and beside them the distance of each layer to the one of the bundled ``shared.pt`` that it stands for. The table of
word pieces is the same in both and stays out of the file.
"""

from __future__ import annotations

import argparse
import copy
from dataclasses import replace
from pathlib import Path

import torch

from audit.annotate.network import SharedNetwork, can_narrow
from audit.annotate.reader import Reader
from audit.annotate.reading import Labels
from training.common import MODELS
from training.loop import Recipe, train

KEPT = ("position", "case", "norm", "encoder", "trees", "entities", "for_trees", "for_entities")
"""What of an earlier file is kept."""
STEP = 2
"""Layers of the teacher that one layer of the fast network stands for."""


def halved(teacher: SharedNetwork) -> SharedNetwork:
    """A network with the first of every ``STEP`` layers, and the teacher's heads."""
    settings = replace(teacher.settings, layers=teacher.settings.layers // STEP)
    network = SharedNetwork(settings)
    state = {}
    for name, value in teacher.state_dict().items():
        if name.startswith("encoder.layers."):
            number, rest = name.removeprefix("encoder.layers.").split(".", 1)
            if int(number) % STEP == 0:
                state[f"encoder.layers.{int(number) // STEP}.{rest}"] = value
        elif name.startswith("for_") and name.endswith(".weight"):
            shares = value.softmax(0)
            state[name] = torch.cat([shares[:1], shares[1:].view(-1, STEP).sum(1)]).log()
        else:
            state[name] = value
    network.load_state_dict(state)
    network.word.weight.requires_grad_(False)
    return network


def continued(file: Path, teacher: SharedNetwork) -> SharedNetwork:
    """The layers, trees and entities of an earlier file, with the teacher's heads for all that has to do with attribution."""
    network = halved(teacher)
    stored = torch.load(file, weights_only=True, map_location="cpu")["model"]
    network.load_state_dict({name: value.float() for name, value in stored.items() if name.startswith(KEPT)}, strict=False)
    return network


def stored(file: Path, teacher: SharedNetwork) -> SharedNetwork:
    """The network of an earlier file, heads and all."""
    network = halved(teacher)
    held = torch.load(file, weights_only=True, map_location="cpu")["model"]
    network.load_state_dict({name: value.float() for name, value in held.items()}, strict=False)
    return network


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m training fast")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument(
        "--from", dest="file", type=Path, help="go on from this fast model's file instead of every second layer of the teacher"
    )
    parser.add_argument("--start-share", type=float, default=0.0, help="share of the weights of --from, heads and all, in what comes out")
    parser.add_argument("--news", type=Path, help="learn also from what the large teacher said of news: the folder that ``labels`` names")
    args = parser.parse_args(argv)
    if args.start_share and not args.file:
        parser.error("--start-share needs --from: without it there is nothing to go back to")
    reader = Reader.load(MODELS / "shared.pt")
    teacher = reader.network.requires_grad_(False)

    def begin(labels: Labels) -> tuple[SharedNetwork, list[str]]:
        if labels != reader.labels:
            raise ValueError("the corpora give other labels than the teacher has: train the shared network first")
        return continued(args.file, teacher) if args.file else halved(teacher), reader.pieces.vocab

    what = "the same as shared, in three layers instead of six, taught by it; its table of word pieces is in shared.pt"
    shown = copy.deepcopy(teacher)
    if can_narrow():  # half of a step's time is the teacher's
        shown.narrow()
    settings = {"went on from": args.file.name} if args.file else {}
    if args.start_share:
        settings["share of it"] = str(args.start_share)
    recipe = Recipe("fast", begin, what, (3e-4, 3e-4), shown, settings, "shared.pt", news=args.news)
    train(args.minutes, replace(recipe, start_share=args.start_share, back_to=lambda _: stored(args.file, teacher)))
