"""Trees out of scores."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

from audit.annotate.syntax import UNLIKELY, heads, is_tree


def test_the_best_heads_are_taken_where_they_are_a_tree() -> None:
    scores = np.array([[0, 0, 9, 0], [9, 0, 0, 0], [0, 0, 9, 0]], dtype=np.float32)
    assert heads(scores) == [2, 0, 2]


def test_a_circle_is_broken_at_its_weakest_place() -> None:
    scores = np.array([[1, 0, 9, 0], [5, 9, 0, 0], [0, 0, 9, 0]], dtype=np.float32)
    assert heads(scores) == [2, 0, 2]


def test_one_root_only() -> None:
    scores = np.array([[9, 0, 1], [8, 3, 0]], dtype=np.float32)
    assert heads(scores) == [0, 1]


def test_no_root() -> None:
    scores = np.array([[-50, 0, 9, 0], [-60, 0, 0, 9], [-70, 9, 0, 0]], dtype=np.float32)
    assert heads(scores).count(0) == 1


def test_is_tree() -> None:
    assert is_tree([2, 0, 2])
    assert not is_tree([0, 0])
    assert not is_tree([0, 3, 2])


@given(st.integers(1, 9).flatmap(lambda n: arrays(np.float32, (n, n + 1), elements=st.floats(-50, 50, width=32))))
def test_whatever_the_scores_the_result_is_a_tree(scores: np.ndarray) -> None:
    assert is_tree(heads(scores))


@given(st.integers(1, 12), st.integers(0, 10_000))
def test_the_trees_are_those_of_stanza(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, words + 1)).astype(np.float32)
    square = np.full((words + 1, words + 1), UNLIKELY)
    square[0, 0] = 0.0
    square[1:] = scores
    square[np.arange(1, words + 1), np.arange(1, words + 1)] = UNLIKELY
    assert heads(scores) == [int(h) for h in chuliu_edmonds_one_root(square)[1:]]
