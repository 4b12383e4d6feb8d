"""What a teacher said of texts without labels, as a corpus to learn from: logits, before they are made a choice.

``training.labels`` writes it; ``shared`` and ``fast`` learn from it where they are started with ``--news``.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from audit.annotate.attributions import HOUSE, POLNEAR
from audit.annotate.network import CONVENTIONS, SharedNetwork
from audit.annotate.passages import Passage
from audit.domain.annotation import AXES

READ_AS = (HOUSE, POLNEAR)
"""The conventions whose cues the teacher is asked for."""


@dataclass
class Soft:
    """A passage and what the teacher says of it: logits in half precision. All pieces are numbers within the passage."""

    ids: Tensor
    cases: Tensor
    words: Tensor
    """(words, 2): first and last piece."""
    cues: Tensor
    """(words, conventions of ``READ_AS``, 3)"""
    phrases: Tensor
    """(words, 3 × ``PHRASES``)"""
    entities: Tensor
    """(words, tags)"""
    asked: Tensor
    """(cues, 3): first and last piece, convention."""
    arguments: Tensor
    """(cues, words, 5)"""
    source: Tensor
    """(cues, words): True for the words that the teacher takes for the cue's source."""
    axes: Tensor
    """(cues, answers): of the source of each; means nothing where there is none."""
    linked: Tensor
    """(words that may stand for somebody, 5): first and last piece, number in the article, spelling, row of the article's table of links."""

    @property
    def passage(self) -> Passage:
        return Passage(self.ids.tolist(), self.cases.tolist(), [], [])


@dataclass
class SoftArticle:
    passages: list[Soft]
    links: Tensor
    """(linked words, linked words) of logits in half precision, the later word in the row."""

    def __iter__(self) -> Iterator[Soft]:
        return iter(self.passages)


def keep(articles: Sequence[SoftArticle], shard: Path) -> None:
    """Write a shard in one go: a file that has its name is whole."""
    fresh = shard.with_suffix(".new")
    torch.save([{"links": one.links, "passages": [vars(p) for p in one.passages]} for one in articles], fresh)
    fresh.replace(shard)


def stored(shard: Path) -> list[SoftArticle]:
    return [
        SoftArticle([Soft(**p) for p in one["passages"]], one["links"]) for one in torch.load(shard, weights_only=True, map_location="cpu")
    ]


def feed(folder: Path, size: int, rank: int, world: int, seed: int) -> Iterator[SoftArticle]:
    """Endless batches of neighbouring passages of one article, ``size`` pieces with their padding, in a new order each time round."""
    while True:
        rng = random.Random(seed)
        some = sorted(folder.glob("?????.pt"))
        if not some:
            raise ValueError(f"{folder} has no labels yet: run python -m training labels")
        rng.shuffle(some)
        some = some if len(some) < world else some[rank::world]
        for shard in some:
            articles = stored(shard)
            rng.shuffle(articles)
            for article in articles:
                if article.passages:
                    yield _cut(article, size, rng)
        seed += 1


def _cut(article: SoftArticle, size: int, rng: random.Random) -> SoftArticle:
    first = rng.randrange(len(article.passages))
    kept: list[Soft] = []
    for passage in article.passages[first:]:
        longest = max(len(p.ids) for p in [*kept, passage])
        if kept and longest * (len(kept) + 1) > size:
            break
        kept.append(passage)
    return SoftArticle(kept, article.links)


def soft_loss(network: SharedNetwork, outputs: list[Tensor], article: SoftArticle) -> Tensor:
    """How far the network is from what the teacher says, weighed as the losses of the same heads on gold are."""
    encoded, for_entities = outputs[-1], network.for_entities(outputs)
    total: Tensor = outputs[-1].new_zeros(())
    words = sum(len(p.words) for p in article)
    cues = max(1, sum(len(p.asked) for p in article))
    sources = max(1, sum(int(p.source.any(1).sum()) for p in article))
    tag = network.entities
    for i, p in enumerate(article):
        at = encoded[i][p.words[:, 0]]
        tagged = torch.stack([network.cues[CONVENTIONS.index(name)](at) for name in READ_AS], 1)
        total = total + 2 * _apart(tagged, p.cues) / words
        total = total + 2 * _apart(network.phrases(at).unflatten(-1, (-1, 3)), p.phrases.unflatten(-1, (-1, 3))) / words
        total = total + 2 * _apart(tag.tag(tag.word(ends(for_entities[i], p.words))), p.entities) / words
        if len(p.asked):
            logits = network.arguments(encoded[i], *p.asked.T)[:, p.words[:, 0]]
            total = total + _apart(logits, p.arguments) / cues / 40
        spoken = p.source.any(1)
        if spoken.any():
            sizes = [len(values) for values in AXES.values()]
            answers = network.axes(means(at, p.source[spoken])).split(sizes, -1)
            for ours, theirs in zip(answers, p.axes[spoken].split(sizes, -1), strict=True):
                total = total + 0.25 * _apart(ours, theirs) / sources
    return total + 0.3 * _links_apart(network, outputs, article)


def _apart(ours: Tensor, theirs: Tensor) -> Tensor:
    """The divergence of the two choices, summed over all that is asked."""
    return nn.functional.kl_div(ours.float().log_softmax(-1), theirs.float().log_softmax(-1), reduction="sum", log_target=True)


def _links_apart(network: SharedNetwork, outputs: list[Tensor], article: SoftArticle) -> Tensor:
    linked = torch.cat([p.linked for p in article])
    if len(linked) < 2:
        return outputs[-1].new_zeros(())
    mixed = network.for_links(outputs)
    vectors = torch.cat([ends(mixed[i], p.linked[:, :2]) for i, p in enumerate(article)])
    logits = network.links(vectors, linked[:, 2], linked[:, 3]).float()
    wanted = article.links[linked[:, 4]][:, linked[:, 4]].float().sigmoid()
    below = torch.ones_like(logits).tril(-1).bool()
    return nn.functional.binary_cross_entropy_with_logits(logits[below], wanted[below], reduction="sum") / len(linked)


def ends(vectors: Tensor, words: Tensor) -> Tensor:
    """First and last piece of words: (pieces, width) to (words, 2 × width)."""
    return torch.cat([vectors[words[:, 0]], vectors[words[:, 1]]], -1)


def means(words: Tensor, chosen: Tensor) -> Tensor:
    """The mean of the chosen words, a row of ``chosen`` at a time; zeros where none is."""
    share = chosen.to(words.dtype)
    return share @ words / share.sum(1, keepdim=True).clamp(min=1)
