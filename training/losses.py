"""What a network is told of each corpus: a loss a corpus, made of the losses of its heads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from audit.annotate.network import BIO, CONVENTIONS, SharedNetwork
from audit.annotate.passages import Pieces
from audit.annotate.tags import PHRASES
from audit.domain.annotation import AXES
from training import corpora
from training.corpora import Example
from training.quick import padded
from training.soft import SoftArticle, soft_loss

MASK = "[MASK]"
HIDDEN, HIDDEN_IN = 0.05, ("house", "attribution")
"""Share of the word pieces that are hidden while a network learns, and the corpora of which."""
POLNEAR, HOUSE = (CONVENTIONS.index(name) for name in ("polnear", "house"))


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


def loss_of(
    network: SharedNetwork, pieces: Pieces, name: str, group: list[Example] | SoftArticle, teacher: SharedNetwork | None, near: float
) -> Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported()):
        batch = padded(pieces.batch([e.passage for e in group]))
        if name in HIDDEN_IN:
            batch = hidden(batch, pieces.vocab.index(MASK))
        outputs = network(*batch)
        loss = soft_loss(network, outputs, group) if isinstance(group, SoftArticle) else LOSSES[name](network, outputs, group)
        return loss if teacher is None else loss + near * distance(outputs, teacher, batch)


def hidden(batch: tuple[Tensor, Tensor, Tensor], mask: int) -> tuple[Tensor, Tensor, Tensor]:
    """The batch with a share of its pieces hidden, so that what stands beside a word has to tell what the word would."""
    ids, cases, there = batch
    return torch.where(there & (torch.rand(ids.shape) < HIDDEN), mask, ids), cases, there


def distance(outputs: list[Tensor], teacher: SharedNetwork, batch: tuple[Tensor, Tensor, Tensor]) -> Tensor:
    """Mean squared distance of the layers' outputs to those of the teacher that they stand for; the last layer counts twice."""
    with torch.no_grad(), torch.autocast("cpu", enabled=False):  # integers take float32
        wanted = teacher(*batch)
    step, mask = teacher.settings.layers // (len(outputs) - 1), batch[2]
    apart = [nn.functional.mse_loss(o[mask], wanted[step * i][mask]) for i, o in enumerate(outputs)]
    return sum(apart[1:], apart[-1]) / len(apart)
