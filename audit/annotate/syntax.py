"""From the scores of arcs to trees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

UNLIKELY = -1e6


def heads(scores: NDArray[np.float32]) -> list[int]:
    """The best tree with one root. ``scores``: (words, words + 1), column 0 the root's. Returns a head a word, counted from 1, 0 the root.

    Where the best head of each word already gives a tree, that is the answer; only else is the spanning tree searched.
    """
    words = len(scores)
    open_ = np.array(scores, dtype=np.float64)
    open_[np.arange(words), np.arange(1, words + 1)] = -np.inf
    best: list[int] = open_.argmax(1).tolist()
    if is_tree(best):
        return best
    square = np.full((words + 1, words + 1), UNLIKELY)
    square[0, 0] = 0.0
    square[1:] = np.maximum(open_, UNLIKELY)
    return [int(h) for h in chuliu_edmonds_one_root(square)[1:]]


def is_tree(found: Sequence[int]) -> bool:
    """Whether every word reaches the root and only one hangs on it."""
    if sum(h == 0 for h in found) != 1:
        return False
    safe = [False] * (len(found) + 1)
    safe[0] = True
    for i in range(1, len(found) + 1):
        path: list[int] = []
        at = i
        while not safe[at]:
            if len(path) > len(found):
                return False
            path.append(at)
            at = found[at - 1]
        for seen in path:
            safe[seen] = True
    return True
