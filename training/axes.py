"""The deciders of the axes (``audit/axes/axes.json``): what sort of source an entity is, whether it is named, whose office it holds.

    python -m training axes

Two multinomial logistic models over the features of ``audit.axes.features``, which hold the verdicts of the tables: ``standing`` (kind and
identity together, since they go together) and ``scope`` (of the office, or none). Fitted on the sources of house train whose statements are
found, with the gold chains forced; L2; a row counts by the root of its statements. Every figure is measured on folds of articles that the
fit had not seen; the weights that ship are fitted on all of them. How far the network's own answers are trusted beside them is fitted on the
articles of house that it did not learn from, with what the models of the folds say there.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import torch

from audit.attribute.statements import statements
from audit.axes.axes import PUBLIC, known, scope_voted
from audit.axes.decision import Features, decider_of, log, normal, ranked
from audit.axes.view import View
from audit.domain.source import PEOPLE
from audit.entities.entities import Entities, Entity
from audit.entities.linker import entities
from training.annotated import annotated
from training.common import ROOT
from training.corpora import house_parts
from training.ranker import is_named, wanted

TARGET = ROOT / "audit" / "axes" / "axes.json"
FOLDS = 5
COMMON = 3
"""How often a word that is a last name has to stand in small letters to be no name."""
LEAST = 4
"""Articles in which a feature has to be seen to get a weight, and rows that a value has to have."""
LEAST_AROUND = 10
"""… and a word around."""
SMALL = 0.02
"""Weights that are smaller for every value are left out."""
DECAY = {"standing": 1.0, "scope": 4.0}
PRECISION = 0.965
"""Of ``anonymous``, on the folds: to accuse an article falsely costs more than to miss."""


@dataclass(frozen=True)
class Row:
    """One gold source of one article: what is known of it, what it is, how many statements it has."""

    article: int
    unseen: bool
    """Whether no network has learnt from the article."""
    features: Features
    told: Mapping[str, str]
    voted: Mapping[str, Mapping[str, float]]
    """The network's probabilities; empty where it was not asked."""
    statements: int
    label: str


def main(argv: Sequence[str] = ()) -> None:
    argparse.ArgumentParser(prog="python -m training axes").parse_args(argv)
    torch.set_num_threads(1)
    data = rows()
    deciders: dict[str, Any] = {}
    figures: dict[str, Any] = {}
    for axis, decay in DECAY.items():
        held = held_out(data, axis, decay)
        made = fit(data, axis, decay)
        figures[axis] = {"words alone": measured(data, axis, held)}
        unseen = [i for i, one in enumerate(data) if one.voted[axis] and one.unseen]
        if unseen:
            chosen, probabilities = [data[i] for i in unseen], [held[i] for i in unseen]
            made["trust"] = trust(chosen, probabilities, axis)
            both = [combined(p, one.voted[axis], made["trust"]) for one, p in zip(chosen, probabilities, strict=True)]
            figures[axis] |= {
                "words alone, where the network saw nothing": measured(chosen, axis, probabilities),
                "with the network": measured(chosen, axis, both),
            }
        deciders[axis] = made
        if axis == "standing":
            figures["anonymous by least_anonymous"] = table = thresholds(data, held)
            made["least_anonymous"] = least_anonymous(table)
    record = {
        "made_by": "python -m training axes",
        "data": f"house train and our own news, {len({one.article for one in data})} articles, {len(data)} sources, {sum(map(_weight, data))} statements",
        "folds": FOLDS,
        "decay": DECAY,
        "held_out": figures,
        "deciders": deciders,
    }
    TARGET.write_text(printed(record), encoding="utf-8")
    print(json.dumps({name: record[name] for name in ("data", "held_out")}, indent=1))


def printed(record: Mapping[str, Any]) -> str:
    """The record as JSON, a feature a line."""
    whole = json.dumps(record, ensure_ascii=False, indent=1)
    return re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda found: "[" + re.sub(r"\s*\n\s*", " ", found.group(1)) + "]", whole) + "\n"


def rows() -> list[Row]:
    """The gold sources of house whose statements are found, in their entities."""
    out = []
    unseen = annotated("calibration")
    for number, (document, annotation) in enumerate([*unseen, *annotated("train")]):
        found = statements(annotation)
        told = wanted(document, found)
        by_id = {source["id"]: source for source in document["sources"]}
        made = entities(annotation, found, gold={span: source["id"] for (_, span), source in told.items()})
        counted: dict[str, Counter[int]] = {}
        for (statement, span), source in told.items():
            tied = next((t.entity for t in made.ties[statement] if t.mention == span), None)
            if tied is not None:
                counted.setdefault(source["id"], Counter())[tied] += 1
        for source_id, places in counted.items():
            source = by_id[source_id]
            entity = whole(made, places.most_common(1)[0][0], source)
            axes = {"standing": f"{source['kind']}, {source['identity']}", "scope": scope_of(source)}
            view = View(annotation, made, entity)
            voted = {"standing": view.standing_voted, "scope": scope_voted(view)}
            out.append(Row(number, number < len(unseen), known(view), axes, voted, places.total(), source["speaker"]))
    return out


def whole(made: Entities, number: int, source: Mapping[str, Any]) -> Entity:
    """The entity of a gold source: where a pronoun of it was tied to nobody, together with the one that bears its name."""
    entity = made.all[number]
    named = next((one for one in made.all if not entity.named and is_named(one, source)), None)
    if named is None:
        return entity
    return replace(named, mentions=tuple(sorted({*named.mentions, *entity.mentions}, key=lambda m: m.span)))


def scope_of(source: Mapping[str, Any]) -> str:
    return str(source["official_scope"] or "none")


@cache
def surnames() -> frozenset[str]:
    """Last names of the people of house train and our own news that are no common words there: no weight may be one of somebody we know."""
    documents = [document for part in ("train", "calibration") for document in house_parts()[part]]
    common = Counter(word for d in documents for word in re.findall(r"\b[a-z]+\b", d["text"]))
    named = (s["speaker"] for d in documents for s in d["sources"] if (s["kind"], s["identity"]) == ("person", "named"))
    return frozenset(last for name in named if common[last := name.split()[-1].lower().strip(".")] < COMMON)


def fit(data: Sequence[Row], axis: str, decay: float) -> dict[str, Any]:
    """A decider as ``axes.json`` has it."""
    often = Counter(one.told[axis] for one in data)
    data = [one for one in data if often[one.told[axis]] >= LEAST]
    values = sorted({one.told[axis] for one in data})
    seen: dict[str, set[int]] = {}
    for one in data:
        for name, amount in one.features.items():
            if amount:
                seen.setdefault(name, set()).add(one.article)
    persons = surnames()
    seen = {name: articles for name, articles in seen.items() if name.rpartition("=")[2] not in persons}
    names = sorted(
        name for name, articles in seen.items() if len(articles) >= (LEAST_AROUND if name.startswith(("sentence=", "beside=")) else LEAST)
    )
    at = {name: i for i, name in enumerate(names)}
    x, across = sparse(data, at)
    y = torch.tensor([values.index(one.told[axis]) for one in data])
    weight = torch.tensor([math.sqrt(one.statements) for one in data])
    w, b = torch.zeros(len(names), len(values)), torch.zeros(len(values))
    optimiser = torch.optim.LBFGS([w, b], max_iter=60, history_size=10, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        told = torch.log_softmax(x @ w + b, 1)
        missed = told.exp()
        missed[torch.arange(len(y)), y] -= 1
        missed *= weight[:, None]
        w.grad, b.grad = across @ missed + decay * w, missed.sum(0)
        return -(told[torch.arange(len(y)), y] * weight).sum() + decay / 2 * (w**2).sum()

    optimiser.step(closure)
    kept = w
    weights = {name: [round(float(v), 3) for v in kept[i]] for i, name in enumerate(names) if float(kept[i].abs().max()) >= SMALL}
    return {"values": values, "bias": [round(float(v), 3) for v in b], "weights": weights}


def sparse(data: Sequence[Row], at: Mapping[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    """The features of all rows, and the same with rows and columns changed over; mostly noughts, which are not multiplied."""
    cells = [(i, at[name], amount) for i, one in enumerate(data) for name, amount in one.features.items() if amount and name in at]
    places = torch.tensor([[i for i, _, _ in cells], [j for _, j, _ in cells]])
    amounts = torch.tensor([amount for _, _, amount in cells])
    rows = torch.sparse_coo_tensor(places, amounts, (len(data), len(at)), check_invariants=True)
    return rows.to_sparse_csr(), rows.t().coalesce().to_sparse_csr()


def held_out(data: Sequence[Row], axis: str, decay: float) -> list[dict[str, float]]:
    """The probabilities of each row by a decider that saw nothing of its article."""
    out: list[dict[str, float]] = [{} for _ in data]
    for fold in range(FOLDS):
        blind = fit([one for one in data if one.article % FOLDS != fold], axis, decay)
        decider = decider_of(blind)
        for i, one in enumerate(data):
            if one.article % FOLDS == fold:
                out[i] = decider.probabilities(one.features)
    return out


def trust(data: Sequence[Row], held: Sequence[Mapping[str, float]], axis: str) -> list[float]:
    """How much the decider's and the network's logarithms count together, on articles that neither saw."""
    kept = [(one, p) for one, p in zip(data, held, strict=True) if one.told[axis] in p]
    values = sorted({value for _, p in kept for value in p})
    x = torch.tensor([[[log(p.get(v, 0.0)), log(one.voted[axis].get(v, 0.0))] for v in values] for one, p in kept])
    y = torch.tensor([values.index(one.told[axis]) for one, _ in kept])
    weight = torch.tensor([math.sqrt(one.statements) for one, _ in kept])
    w = torch.tensor([0.5, 0.5], requires_grad=True)
    optimiser = torch.optim.LBFGS([w], max_iter=60, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        loss = (torch.nn.functional.cross_entropy(x @ w, y, reduction="none") * weight).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    return [round(float(one), 3) for one in w.detach()]


def combined(own: Mapping[str, float], voted: Mapping[str, float], weights: Sequence[float]) -> dict[str, float]:
    return normal({value: weights[0] * log(p) + weights[1] * log(voted.get(value, 0.0)) for value, p in own.items()})


def measured(data: Sequence[Row], axis: str, held: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Accuracy by statements of the axis and of what follows from it, and the calibration of that (ten bins of equal width)."""
    whole = sum(map(_weight, data))
    sure, right, follows = [], 0, 0
    for one, p in zip(data, held, strict=True):
        summed: dict[str, float] = {}
        for value, q in p.items():
            summed[_meaning(axis, value)] = summed.get(_meaning(axis, value), 0.0) + q
        best = ranked(summed)[0]
        hit = best == _meaning(axis, one.told[axis])
        follows += one.statements * hit
        right += one.statements * (ranked(p)[0] == one.told[axis])
        sure += [(summed[best], float(hit))] * one.statements
    bins: dict[int, list[tuple[float, float]]] = {}
    for pair in sure:
        bins.setdefault(min(int(pair[0] * 10), 9), []).append(pair)
    error = sum(abs(sum(p for p, _ in one) - sum(h for _, h in one)) for one in bins.values()) / whole
    return {
        "right": round(right / whole, 4),
        {"standing": "type right", "scope": "official right"}[axis]: round(follows / whole, 4),
        "ece": round(error, 4),
        "statements": whole,
    }


def _meaning(axis: str, value: str) -> str:
    """What a value comes to: the type of a standing, public or not of a scope."""
    if axis == "scope":
        return str(value in PUBLIC)
    kind, identity = value.split(", ")
    return "anonymous" if identity != "named" else "named" if kind in PEOPLE else "official"


def thresholds(data: Sequence[Row], held: Sequence[Mapping[str, float]]) -> dict[str, list[float]]:
    """Precision and recall of ``anonymous`` by statements, by the least probability of no name."""
    out = {}
    for step in range(6, 20):
        least = step * 0.05
        marked = [sum(q for v, q in p.items() if not v.endswith(", named")) >= least for p in held]
        truly = [not one.told["standing"].endswith(", named") for one in data]
        both = sum(one.statements for one, m, t in zip(data, marked, truly, strict=True) if m and t)
        precision = both / max(1, sum(one.statements for one, m in zip(data, marked, strict=True) if m))
        recall = both / sum(one.statements for one, t in zip(data, truly, strict=True) if t)
        out[f"{least:.2f}"] = [round(precision, 4), round(recall, 4)]
    return out


def least_anonymous(table: Mapping[str, Sequence[float]]) -> float:
    """The lowest threshold from one half on whose precision is ``PRECISION``."""
    return next((float(least) for least, (precision, _) in table.items() if float(least) >= 0.5 and precision >= PRECISION), 0.95)


def _weight(one: Row) -> int:
    return one.statements
