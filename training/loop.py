"""How a network learns: a step takes a batch of house and, in turn, one of each other corpus; resumable.

AdamW with a rate that falls in a line, over the minutes given or over steps; what is kept is a moving average of the weights. bfloat16 where
the processor has it.
"""

from __future__ import annotations

import copy
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
import torch.distributed as dist
from torch import nn

from audit.annotate.network import SharedNetwork
from audit.annotate.passages import Pieces
from audit.annotate.reader import FORMAT, PIECES, Reader
from audit.annotate.reading import Labels
from training import chains, corpora, renamed
from training.batches import endless
from training.common import MODELS, SEED, WORK, Card, export
from training.corpora import Document, Example
from training.losses import loss_of
from training.measures import score
from training.quick import hasten
from training.soft import SoftArticle, feed
from training.syntax import PARTS

NEWS = 1024
SIZES = {"house": 1280, "attribution": 768, "trees": 512, "entities": 512, "chains": 1024, "markers": 512}
"""Word pieces of each corpus in one step; ``NEWS`` is for what a teacher said."""
EVERY = {"attribution": (2, 0), "trees": (2, 1), "entities": (2, 1), "chains": (6, 2), "markers": (8, 4)}
"""Corpora that are not in every step, but in one of so many, and which."""
CORPORA = ("ud_ewt", "ud_gum", "worldwide", "house", "ontogum", "polnear", "gum_attribution", "ewt_propbank", "snippets", "minilm")
KEEP = 0.99
SNAPSHOT_MINUTES = 15
CHECKPOINT_MINUTES = 5
WARM = 100
"""Steps in which the rate grows."""
NEAR = 10.0
"""Weight of the distance to a teacher's layers beside the losses of the tasks at the beginning; it fades with the rate."""


@dataclass(frozen=True)
class Recipe:
    """What a training starts from. ``rates`` are the encoder's and the heads'.

    Where there is a ``teacher``, of *k* times as many layers, each layer is also drawn to the output of the teacher's layer that it stands for.
    """

    name: str
    begin: Callable[[Labels], tuple[SharedNetwork, list[str]]]
    what: str
    rates: tuple[float, float] = (3e-4, 1e-3)
    teacher: SharedNetwork | None = None
    settings: dict[str, str] = field(default_factory=dict)
    """What the card says of the training beside its length."""
    pieces: str = ""
    """The shipped file whose table of word pieces this one shares."""
    sizes: dict[str, int] = field(default_factory=lambda: SIZES)
    every: dict[str, tuple[int, int]] = field(default_factory=lambda: EVERY)
    """``SIZES`` and ``EVERY``; a corpus that has no size is not learnt."""
    network: type[SharedNetwork] = SharedNetwork
    news: Path | None = None
    """The folder of what a teacher said of news, to learn from as well."""
    ships: bool = True
    """Whether the end is exported to ``audit/models``."""
    steps: int = 0
    """Where there is a number, the rate falls over so many steps, in as many sittings of some minutes as they need; else over the minutes."""
    warm: int = WARM
    learnt_house: bool = False
    """Whether the network has learnt house before: then it sees each article of it once, under other names, and our own news four times."""
    start_share: float = 0.0
    """Share of the weights that a training began with in what comes out of it, which reads new texts more steadily than its end alone."""
    back_to: Callable[[Labels], SharedNetwork] | None = None
    """The network that this share is of, where it is not what the training began with."""
    only: str = ""
    """The head that learns alone, where there is one: everything else says what it said before, to the last bit."""
    snapshots: float = SNAPSHOT_MINUTES
    """Minutes between two looks at the dev score."""

    @property
    def folder(self) -> Path:
        """Checkpoints and the last model."""
        return WORK / self.name


def train(minutes: float, recipe: Recipe) -> None:
    """Learn for ``minutes``, or until the recipe's steps are done; the network that comes out is measured and exported."""
    training = Training(recipe, *_joined())
    done = training.learn(minutes)
    if training.world > 1:
        dist.barrier()
        dist.destroy_process_group()
    if training.rank:
        return
    training.keep_state()
    training.save()
    if not done:
        print(f"{training.step} of {recipe.steps} steps; the same command goes on", flush=True)
        return
    if recipe.start_share:
        training.draw_back()
        training.save()
    ended = training.score(None)
    print("end", ended, flush=True)
    told = {"score": ended, "steps": training.step, "minutes": training.minutes, "settings": recipe.settings}
    (recipe.folder / "score.json").write_text(json.dumps(told))
    if recipe.ships:
        ship(recipe)


def _joined() -> tuple[int, int]:
    """The number of this process and how many there are, each with one thread where there are several."""
    if not dist.is_torchelastic_launched():
        return 0, 1
    dist.init_process_group("gloo")
    torch.set_num_threads(1)
    return dist.get_rank(), dist.get_world_size()


class Training:
    """A network, its moving average and its optimizer, and how far they have come; begun anew or from the recipe's checkpoint."""

    def __init__(self, recipe: Recipe, rank: int, world: int) -> None:
        self.recipe, self.rank, self.world = recipe, rank, world
        recipe.folder.mkdir(parents=True, exist_ok=True)
        documents, self.labels = _learnt(recipe.learnt_house)
        torch.manual_seed(SEED)
        self.network, self.vocab = recipe.begin(self.labels)
        if recipe.only:
            for name, weights in self.network.named_parameters():
                weights.requires_grad_(name.split(".")[0] in (recipe.only, f"for_{recipe.only}"))
        torch.manual_seed(SEED + rank)
        self.pieces = Pieces(self.vocab)
        self.optimizer = _optimizer(self.network)
        self.average = copy.deepcopy(self.network).requires_grad_(False)
        self.step, self.minutes = 0, 0.0
        self._go_on()
        self.feeds: dict[str, Iterator[list[Example] | SoftArticle]] = {
            name: endless(self.pieces, documents[name](), size, rank, world, SEED + self.step) for name, size in recipe.sizes.items()
        }
        if recipe.news:
            self.feeds["news"] = feed(recipe.news, NEWS, rank, world, SEED + self.step)
        self.smooth = dict.fromkeys(self.feeds, 0.0)

    @property
    def checkpoint(self) -> Path:
        return self.recipe.folder / "checkpoint.pt"

    def learn(self, minutes: float) -> bool:
        """Take steps. Returns whether the training is over: all minutes, or all steps, of this sitting and those before."""
        recipe, before = self.recipe, self.minutes
        shown = saved = before
        self.network.train()
        hasten(self.network)
        started = time.time() - before * 60
        while True:
            self.minutes = self._together((time.time() - started) / 60)
            done = self.step / recipe.steps if recipe.steps else self.minutes / minutes
            if done >= 1 or (recipe.steps and self.minutes - before >= minutes):
                return done >= 1
            self._take_step(done)
            if self.rank:
                continue
            self._follow()
            if self.step % 20 == 0:
                print(f"{self.minutes:.1f} min, step {self.step}: " + ", ".join(f"{k} {v:.3f}" for k, v in self.smooth.items()), flush=True)
            if self.minutes - saved >= CHECKPOINT_MINUTES:
                saved = self.minutes
                self.keep_state()
            if self.minutes - shown >= recipe.snapshots:
                shown = self.minutes
                self.save()
                print("dev", self.score(40), flush=True)

    @torch.no_grad()
    def draw_back(self) -> None:
        """Mix the average with what the training began with."""
        begun = self.recipe.back_to(self.labels) if self.recipe.back_to is not None else self.recipe.begin(self.labels)[0]
        for one, start in zip(self.average.parameters(), begun.parameters(), strict=True):
            one.lerp_(start, self.recipe.start_share)

    def _together(self, value: float) -> float:
        """The first process's value, in all of them."""
        one = torch.tensor([value])
        if self.world > 1:
            dist.broadcast(one, 0)
        return one.item()

    def _take_step(self, done: float) -> None:
        """``done``: the share of the training that is over."""
        recipe = self.recipe
        rate = min(1.0, (self.step + 1) / recipe.warm) * max(0.01, 1 - done)
        for group, base in zip(self.optimizer.param_groups, recipe.rates, strict=True):
            group["lr"] = base * rate
        for name, batches in self.feeds.items():
            often, when = recipe.every.get(name, (1, 0))
            if self.step % often != when:
                continue
            loss = loss_of(self.network, self.pieces, name, next(batches), recipe.teacher, NEAR * (1 - done))
            loss.backward()
            self.smooth[name] = 0.98 * self.smooth[name] + 0.02 * loss.item() if self.smooth[name] else loss.item()
        _average_gradients(self.network, self.world)
        nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1

    @torch.no_grad()
    def _follow(self) -> None:
        """Let the average follow the network."""
        keep = min(KEEP, (1 + self.step) / (10 + self.step))
        for slow, quick in zip(self.average.parameters(), self.network.parameters(), strict=True):
            if quick.requires_grad:
                slow.lerp_(quick, 1 - keep)

    def _go_on(self) -> None:
        """From the checkpoint, where there is one."""
        if not self.checkpoint.exists():
            return
        stored = torch.load(self.checkpoint, weights_only=True)
        for name, part in self._parts().items():
            part.load_state_dict(stored[name])
        self.step, self.minutes = stored["step"], stored["minutes"]

    def keep_state(self) -> None:
        """Write the checkpoint, in one go: a file that has its name is whole."""
        state = {name: part.state_dict() for name, part in self._parts().items()} | {"step": self.step, "minutes": self.minutes}
        fresh = self.checkpoint.with_suffix(".new")
        torch.save(state, fresh)
        fresh.replace(self.checkpoint)

    def _parts(self) -> dict[str, nn.Module | torch.optim.Optimizer]:
        return {"model": self.network, "average": self.average, "optimizer": self.optimizer}

    def save(self) -> None:
        """Write the average as a model file."""
        save(self.average, self.vocab, self.labels, self.recipe.folder / "model.pt")

    def score(self, articles: int | None) -> dict[str, float]:
        """Dev scores of the model file; PolNeAR's on its first ``articles``."""
        learnt = SIZES if self.recipe.only else self.recipe.sizes
        return score(Reader.load(self.recipe.folder / "model.pt", network=self.recipe.network), articles, learnt)


def _learnt(house_before: bool) -> tuple[dict[str, Callable[[], list[Document]]], Labels]:
    """The corpora by name, each made when it is asked for, and the labels that their trees and entities have."""
    trees = corpora.treebank(map(Path.read_text, PARTS["train"]))
    names = corpora.entities("train", random.Random(SEED))
    labels = corpora.labels(trees, names)
    names_of_news = renamed.people()
    for documents in (trees, names, names_of_news):
        corpora.number(documents, labels)
    return {
        "house": lambda: _of_house(house_before),
        "attribution": lambda: [
            *corpora.attributions("polnear/train.jsonl", "polnear"),
            *corpora.attributions("gum_attribution/train.jsonl", "gum"),
            *corpora.attributions("ewt_propbank/train.jsonl", "propbank"),
        ],
        "trees": lambda: trees,
        "entities": lambda: [*names, *names_of_news],
        "chains": lambda: chains.gum("train"),
        "markers": corpora.markers,
    }, labels


def _of_house(before: bool) -> list[Document]:
    """As they are and under other names; ``before``: as ``Recipe.learnt_house`` has it."""
    learnt = chains.house("train")
    if not before:
        return [*learnt, *renamed.copies(learnt)]
    return [*(one for one in learnt if one.corpus == "news"), *renamed.copies(learnt, of_house=1)]


def _optimizer(network: SharedNetwork) -> torch.optim.Optimizer:
    """Two groups, the encoder and the heads, which learn at rates of their own."""
    learns = {name: p for name, p in network.named_parameters() if p.requires_grad}
    encoder = {name: p for name, p in learns.items() if name.startswith(("position", "norm", "encoder"))}
    heads = [p for name, p in learns.items() if name not in encoder]
    return torch.optim.AdamW([{"params": list(encoder.values())}, {"params": heads}], weight_decay=0.01, fused=True)


def _average_gradients(network: SharedNetwork, world: int) -> None:
    """Over all processes."""
    if world == 1:
        return
    held = [p for p in network.parameters() if p.requires_grad]
    flat = torch.cat([(p.grad if p.grad is not None else torch.zeros_like(p)).reshape(-1) for p in held])
    dist.all_reduce(flat)
    at = 0
    for p in held:
        p.grad = flat[at : at + p.numel()].view_as(p) / world
        at += p.numel()


def save(network: SharedNetwork, vocab: list[str], labels: Labels, path: Path, pieces: str = "") -> None:
    """Write the model file in half precision; the table of word pieces stays out where the file ``pieces`` has the same."""
    stored = {
        "pieces": pieces,
        "format": FORMAT,
        "settings": asdict(network.settings),
        "vocab": "\n".join(vocab),
        "labels": asdict(labels),
        "model": {k: v.half() for k, v in network.state_dict().items() if not pieces or k != PIECES},
    }
    torch.save(stored, path)


def ship(recipe: Recipe) -> None:
    done = json.loads((recipe.folder / "score.json").read_text())
    target = MODELS / f"{recipe.name}.pt"
    made = Reader.load(recipe.folder / "model.pt")
    save(made.network, made.pieces.vocab, made.labels, target, recipe.pieces)
    export(
        Card(
            recipe.name,
            recipe.what,
            [*CORPORA, *(("news", "mpnet") if recipe.news else ())],
            f"python -m training {recipe.name}",
            done["score"],
            "UPOS, LAS: UD EWT dev, gold words; NER: Worldwide dev, 9 classes; source, cue, content: exact spans on house dev and PolNeAR dev",
            steps=done["steps"],
            minutes=round(done["minutes"], 1),
            settings=done["settings"],
        ),
        target,
    )
