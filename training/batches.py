"""Batches of passages to learn from, in an order that is new in each epoch."""

from __future__ import annotations

import random
from collections.abc import Iterator

from audit.annotate.passages import Pieces
from training import corpora
from training.corpora import Document, Example


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
