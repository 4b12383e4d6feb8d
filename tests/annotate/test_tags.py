"""From probabilities to spans."""

from __future__ import annotations

import numpy as np
import pytest

from audit.annotate.tags import Table, argument_spans, bio_spans, expected_overlap, rival


def test_a_span_reaches_as_far_as_words_are_likely_and_counts_where_one_is_sure() -> None:
    table = np.array([[0.1, 0.8, 0.1], [0.55, 0.1, 0.35], [0.9, 0.05, 0.05], [0.55, 0.4, 0.05], [0.9, 0.05, 0.05], [0.4, 0.5, 0.1]])
    assert [(a, b) for a, b, _ in bio_spans(table, 0.4, 0.5)] == [(0, 1), (5, 5)]


def table(source: list[float], content: list[float]) -> Table:
    return np.array([[1 - s - c, s / 2, s / 2, c / 2, c / 2] for s, c in zip(source, content, strict=True)])


def spans(source: list[float], content: list[float]) -> list[tuple[str, int, int]]:
    return [(role, a, b) for role, a, b, _ in argument_spans(table(source, content))]


def test_a_part_reaches_as_far_as_words_are_likely() -> None:
    assert spans([0.9, 0.4, 0.1, 0, 0, 0], [0, 0, 0, 0.4, 0.9, 0.2]) == [("source", 0, 1), ("content", 3, 4)]


def test_a_part_that_is_never_sure_is_left_out_beside_one_that_is() -> None:
    assert spans([0.9, 0, 0, 0, 0, 0.6], [0] * 6) == [("source", 0, 0)]
    assert spans([0, 0, 0, 0, 0, 0.6], [0] * 6) == [("source", 5, 5)]
    assert spans([0, 0, 0, 0, 0, 0.5], [0] * 6) == []


def test_parts_with_few_words_between_are_one() -> None:
    assert spans([0] * 6, [0.9, 0.1, 0.1, 0.1, 0.9, 0]) == [("content", 0, 4)]
    assert spans([0.9, 0.1, 0.9, 0, 0, 0], [0] * 6) == [("source", 0, 2)]
    assert spans([0, 0, 0.35, 0, 0, 0], [0.9, 0.1, 0.1, 0.1, 0.9, 0]) == [("content", 0, 0), ("content", 4, 4)]


def test_a_word_belongs_to_the_likelier_role() -> None:
    assert spans([0.9, 0.55, 0], [0, 0.45, 0.9]) == [("source", 0, 1), ("content", 2, 2)]


def test_the_overlap_that_is_expected_of_a_content() -> None:
    sure = [0.0, 0.9, 1.0, 0.5, 0.1]
    probabilities = table([0.0] * 5, sure)
    assert expected_overlap(probabilities, [(1, 2)]) == pytest.approx(1.9 / (2 + 0.6))
    assert expected_overlap(probabilities, [(1, 3)]) == pytest.approx(2.4 / (3 + 0.1))
    assert expected_overlap(probabilities, [(1, 1), (3, 3)]) == pytest.approx(1.4 / (2 + 1.1))


def test_a_content_that_is_certain_is_expected_to_be_right() -> None:
    assert expected_overlap(table([0.0] * 3, [0.0, 1.0, 1.0]), [(1, 2)]) == 1.0


def test_the_likeliest_other_words_for_a_source() -> None:
    probabilities = table([0.75, 0.75, 0.125, 0.25, 0.5, 0.125], [0.0] * 6)
    assert rival(probabilities, [(0, 1)]) == (3, 4, 0.5)
    assert rival(probabilities, [(3, 4)]) == (0, 1, 0.75)
    assert rival(probabilities, []) == (0, 1, 0.75)
    assert rival(table([0.9], [0.0]), [(0, 0)]) == (0, 0, 0.0), "all words are the source's"
