"""Cuts a stream of inputs into windows, and the articles of a window into batches of similar length.

The cuts depend on the inputs alone, never on how many workers there are, so that the models see the same batches in every run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from audit.domain.text import Article, SkippedInput

WINDOW = 64
"""Inputs that are looked up, sorted and stored together."""
WINDOW_CHARACTERS = 2_000_000
BATCH = 16
"""Articles of one batch, at most."""
BATCH_CHARACTERS = 48_000
"""A batch is full from this size on; a longer article is a batch of its own. Larger ones are no quicker and leave workers idle."""
SHARE, LEAST_CHARACTERS = 8, 12_000
"""In a short window, the last one or a small folder, a batch is full from the eighth part of it on, but not before so many code points: so
that all workers have something to do until the end."""


def windows(inputs: Iterable[Article | SkippedInput]) -> Iterator[list[Article | SkippedInput]]:
    """The inputs in their order, some at a time."""
    window: list[Article | SkippedInput] = []
    size = 0
    for item in inputs:
        window.append(item)
        size += len(item.text) if isinstance(item, Article) else 0
        if len(window) >= WINDOW or size >= WINDOW_CHARACTERS:
            yield window
            window, size = [], 0
    if window:
        yield window


def cut(articles: Sequence[Article]) -> Iterator[list[int]]:
    """Batches as places in ``articles``, the longest articles first, so that no long one is begun when the others are done."""
    batch: list[int] = []
    size = 0
    full = min(BATCH_CHARACTERS, max(LEAST_CHARACTERS, sum(len(one.text) for one in articles) // SHARE))
    for place in sorted(range(len(articles)), key=lambda at: -len(articles[at].text)):
        length = len(articles[place].text)
        if batch and (len(batch) >= BATCH or size + length > full):
            yield batch
            batch, size = [], 0
        batch.append(place)
        size += length
    if batch:
        yield batch
