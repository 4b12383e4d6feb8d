"""The ranker of entities (``audit/entities/ranker.json``): whom a description or a pronoun means.

    python -m training ranker
    python -m training ranker --kind body       # where a feature is new that this kind is about: a new fit of all moves them all

Fitted on the chains of house train. For every mention of a source that no name decides, everybody it can mean and somebody new are
candidates; the right ones are those that the gold chain holds or whose name is the gold speaker's. One softmax over the candidates of a
mention; a set of weights for each kind of mention, drawn (L2) to one for all kinds; in a few rounds, since what was linked before is evidence for what comes next.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor

from audit.attribute.statements import statements
from audit.domain.annotation import Annotation
from audit.domain.statement import Statement
from audit.domain.text import Span
from audit.entities.bodies import same_body
from audit.entities.chain import Chain
from audit.entities.entities import Entity
from audit.entities.features import Features
from audit.entities.linker import Linker
from audit.entities.mentions import Found
from audit.entities.names import person_name, same
from audit.entities.phrase import Sort
from audit.entities.ranker import Ranker
from audit.evaluate.compare import pairs
from training.annotated import annotated
from training.common import ROOT

TARGET = ROOT / "audit" / "entities" / "ranker.json"
ROUNDS = 3
DECAY = 0.5
DECAY_TO_SHARED = 3.0
"""How strongly each kind's weights are drawn to those of all kinds together: the best of 0.3 to 12 on folds of house train."""
DECAY_TO_PLAIN = 10.0
"""How strongly the weights are held where the network's are found beside them: the best of 0.5 to 30 on folds of the calibration part."""
ENOUGH = 20
"""Mentions of the calibration part below which the network's links are not weighed for a kind."""
NETWORK = ("network", "new, network")
"""Features that the network's links give: it has learned from all of house train but the calibration part, so they are weighed there."""
LEAST = 8
"""Mentions in which a feature has to be seen to get a weight."""

KINDS = ("he", "they", "it", "person", "people", "body", "paper", "words")

Row = tuple[str, list[Features], list[int]]
"""Kind of mention, its candidates' features, indices of the right candidates."""


def wanted(document: dict[str, Any], found: tuple[Statement, ...]) -> dict[tuple[int, Span], dict[str, Any]]:
    """For each mention of a found statement that matches a gold one of a single source: the gold source."""
    return {at: sources[0] for at, sources in meant(document, found).items() if len(sources) == 1}


def meant(document: dict[str, Any], found: tuple[Statement, ...]) -> dict[tuple[int, Span], list[dict[str, Any]]]:
    """For each found statement's only mention that matches the source of a gold one: the gold sources."""
    gold = [a for a in document["attributions"] if a["content"]]
    sources = {s["id"]: s for s in document["sources"]}
    ours: Any = [SimpleNamespace(content=a["content"]) for a in gold]
    theirs: Any = [SimpleNamespace(content=[(c.start, c.end) for c in s.content]) for s in found]
    out = {}
    for i, j in pairs(ours, theirs, document["text"], False):
        ids = gold[i]["source_ids"]
        if ids and len(found[j].mentions) == 1 and overlapping(gold[i]["source"], found[j].mentions[0].span):
            out[j, found[j].mentions[0].span] = [sources[one] for one in ids]
    return out


def overlapping(spans: Iterable[tuple[int, int]], other: Span) -> bool:
    return any(a < other.end and other.start < b for a, b in spans)


def is_named(chain: Chain | Entity, source: Mapping[str, Any]) -> bool:
    """Whether a chain, or an entity, has the gold speaker's name."""
    if not chain.named or source["identity"] == "unnamed":
        return False
    if chain.sort is Sort.PERSON:
        name = person_name(source["speaker"]) if source["kind"] == "person" else None
        return name is not None and any(same(name, n) for n in chain.names)
    return source["kind"] not in ("person", "group") and same_body(source["speaker"], chain.printed)


def are_named(group: Chain, sources: list[dict[str, Any]]) -> bool:
    """Whether the members of a group are the gold speakers, one each."""
    each = [[is_named(c, one) for c in group.members] for one in sources]
    return len(group.members) == len(sources) and all(map(any, each)) and all(map(any, zip(*each, strict=True)))


def rows(document: dict[str, Any], annotation: Annotation, by: Ranker) -> list[Row]:
    """The mentions of one article whose source the gold tells, with their candidates."""
    found = statements(annotation)
    every = meant(document, found)
    told = {at: sources[0] for at, sources in every.items() if len(sources) == 1}
    before: dict[str, list[Span]] = {}
    out: list[Row] = []

    def watch(linker: Linker, one: Found, kind: str, candidates: list[tuple[Chain | None, Features]]) -> Chain | bool | None:
        sources = every.get((one.statement, one.mention.span), []) if one.statement is not None else []
        if len(sources) > 1 and (groups := [i for i, (c, _) in enumerate(candidates) if c is not None and are_named(c, sources)]):
            out.append((kind, [f for _, f in candidates], groups))
            return candidates[groups[0]][0]
        if len(sources) != 1:
            return None if not by.weights else False
        source = sources[0]
        met = [c for s in before.get(source["id"], []) for c in linker.at(s)]
        right = [i for i, (c, _) in enumerate(candidates) if c is not None and (c in met or is_named(c, source))]
        before.setdefault(source["id"], []).append(one.mention.span)
        out.append((kind, [f for _, f in candidates], right or [len(candidates) - 1]))
        return candidates[right[0]][0] if right else None

    linker = Linker(annotation, found, {}, by, watch)
    for (_, span), source in told.items():
        if not re.fullmatch(r"(?i)(he|she|they|it|who)", span.of(annotation.text)):
            before.setdefault(source["id"], [])
    linker.entities()
    return out


def fit(
    data: list[Row], prior: Mapping[str, Mapping[str, float]], network: bool = False, strength: float = DECAY
) -> dict[str, dict[str, float]]:
    """The weights of each kind, drawn to those of ``prior`` (0 where it has none); ``network``: its links are weighed, too."""
    return {
        kind: _weights([(c, r) for k, c, r in data if k == kind], prior.get(kind, {}), network, strength)
        for kind in {k for k, _, _ in data}
    }


def shared(data: list[Row]) -> dict[str, dict[str, float]]:
    """For each kind the weights that fit all kinds together: what the kinds' own are drawn to, since some are seldom met."""
    weights = _weights([(c, r) for _, c, r in data], {}, False, DECAY)
    return {kind: weights for kind, _, _ in data}


def _weights(data: list[tuple[list[Features], list[int]]], before: Mapping[str, float], network: bool, strength: float) -> dict[str, float]:
    if network and len(data) < ENOUGH:
        return dict(before)
    seen = Counter(name for candidates, _ in data for name in {n for f in candidates for n, v in f.items() if v})
    weighed = {n for n, often in seen.items() if often >= LEAST and n.startswith(NETWORK) is network}
    names = sorted((weighed | set(before)) & set(seen))
    place = {n: i for i, n in enumerate(names)}
    count = [len(candidates) for candidates, _ in data]
    asked = torch.repeat_interleave(torch.arange(len(data)), torch.tensor(count))
    first = [0, *accumulate(count)]
    true = torch.zeros(len(asked), dtype=torch.bool)
    true[[first[row] + k for row, (_, right) in enumerate(data) for k in right]] = True
    x = torch.zeros(len(asked), len(names))
    for k, given in enumerate(chain.from_iterable(candidates for candidates, _ in data)):
        for name, value in given.items():
            if name in place:
                x[k, place[name]] = value
    start = torch.tensor([before.get(n, 0.0) for n in names])
    weights = start.clone().requires_grad_(True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        raised = (x @ weights).clamp(-60, 60).exp()
        every = torch.zeros(len(data)).index_add(0, asked, raised)
        hit = torch.zeros(len(data)).index_add(0, asked, raised * true)
        cost = (every.log() - hit.log()).mean() + strength * ((weights - start) ** 2).sum() / len(data)
        cost.backward()
        return cost

    optimizer.step(loss)
    return {n: round(w, 4) for n, w in zip(names, weights.tolist(), strict=True) if abs(w) >= 0.01}


def right(data: list[Row], by: Ranker) -> dict[str, tuple[int, int]]:
    """For each kind (right, asked): whether the likeliest candidate is a right one."""
    out: dict[str, tuple[int, int]] = {}
    for kind, candidates, gold in data:
        sure = by.probabilities(kind, candidates)
        hit, asked = out.get(kind, (0, 0))
        out[kind] = hit + (max(range(len(sure)), key=sure.__getitem__) in gold), asked + 1
    return out


def main(argv: Sequence[str] = ()) -> None:
    parser = argparse.ArgumentParser(prog="python -m training ranker")
    parser.add_argument("--kind", choices=KINDS, help="let this kind alone learn more, from the weights that ship")
    kind = parser.parse_args(argv).kind
    shipped = json.loads(TARGET.read_text(encoding="utf-8"))
    unseen = annotated("calibration")
    by = _learn_more(unseen, shipped["weights"], kind) if kind else _learn(unseen)
    data = [row for document, annotation in unseen for row in rows(document, annotation, by)]
    print(f"{len(data)} mentions, right", right(data, by), flush=True)
    held = right([row for document, annotation in annotated("dev") for row in rows(document, annotation, by)], by)
    print("house dev", held)
    counts = {name: asked for name, (_, asked) in right(data, by).items()}
    record = {
        "source": f"{shipped['source']}, then --kind {kind}" if kind else "python -m training ranker",
        "data": "house train and our own news: mentions of single sources that no name decides",
        "mentions": shipped["mentions"] | {kind: counts[kind]} if kind else counts,
        "right_on_house_dev": {kind: [hit, asked] for kind, (hit, asked) in held.items()},
        "weights": by.weights,
    }
    TARGET.write_text(json.dumps(record, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


def _learn(unseen: Sequence[tuple[dict[str, Any], Annotation]]) -> Ranker:
    """Weights fitted anew, in rounds; those of the network's links on articles that it has not learnt."""
    train = [*annotated("train"), *unseen]
    by = Ranker({})
    for number in range(ROUNDS):
        data = [row for document, annotation in train for row in rows(document, annotation, by)]
        by = Ranker(fit(data, shared(data), strength=DECAY_TO_SHARED))
        print(f"round {number + 1}: {len(data)} mentions, right", right(data, by), flush=True)
    plain = by.weights
    for _ in range(ROUNDS - 1):
        data = [row for document, annotation in unseen for row in rows(document, annotation, by)]
        by = Ranker(fit(data, plain, network=True, strength=DECAY_TO_PLAIN))
    return by


def _learn_more(unseen: Sequence[tuple[dict[str, Any], Annotation]], shipped: Mapping[str, Mapping[str, float]], kind: str) -> Ranker:
    """The weights that ship, those of ``kind`` moved as far as ``DECAY_TO_PLAIN`` lets them, which holds a new feature near 0, too."""
    by = Ranker(shipped)
    for _ in range(ROUNDS - 1):
        data = [row for document, annotation in unseen for row in rows(document, annotation, by)]
        by = Ranker({**shipped, kind: {**shipped[kind], **fit(data, shipped, strength=DECAY_TO_PLAIN)[kind]}})
    return by


if __name__ == "__main__":
    main()
