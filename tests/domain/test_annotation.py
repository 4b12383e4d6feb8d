"""What the network says of sources and of words that stand for the same, read from an annotation."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from audit.domain.annotation import AXES, Annotation
from tests.build import annotation, place

TEXT = "The envoy, Ola Brandt, spoke on Monday. He said the talks had stalled."


@pytest.fixture
def built() -> Annotation:
    return annotation(TEXT, people="Ola Brandt", tags=(("said", "He", "the talks had stalled"),))


def at(built: Annotation, word: str) -> int:
    return built.inside(place(TEXT, word))[0].index


def scored(**best: str) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(2.0 if label == best.get(axis) else 0.0 for label in labels) for axis, labels in AXES.items())


def test_the_answers_of_a_sources_words_are_averaged_before_they_become_probabilities(built: Annotation) -> None:
    said = replace(built, answers={at(built, "Ola"): scored(kind="person"), at(built, "Brandt"): scored(kind="group")})
    kinds = said.axes(place(TEXT, "Ola Brandt"))["kind"]
    assert list(kinds) == list(AXES["kind"])
    assert kinds["person"] == kinds["group"] == pytest.approx(math.e / (2 * math.e + 4))
    assert sum(kinds.values()) == pytest.approx(1)


def test_a_source_that_was_not_asked_has_no_answers(built: Annotation) -> None:
    said = replace(built, answers={at(built, "Ola"): scored(kind="person")})
    assert said.axes(place(TEXT, "He")) == {}


def test_two_phrases_are_the_same_as_likely_as_the_words_that_stand_for_them(built: Annotation) -> None:
    name, he, talks = at(built, "Brandt"), at(built, "He"), at(built, "talks")
    linked = replace(built, links={he: ((name, 0.9),), name: ((he, 0.9),)})
    assert linked.stands_for(place(TEXT, "Ola Brandt")) == name
    assert linked.same(place(TEXT, "He"), place(TEXT, "Ola Brandt")) == 0.9
    assert linked.same(place(TEXT, "Ola Brandt"), place(TEXT, "He")) == 0.9
    assert linked.same(place(TEXT, "He"), place(TEXT, "the talks")) == 0.0
    assert linked.same(place(TEXT, "He"), place(TEXT, "He")) == 1.0
    assert linked.same(place(TEXT, "He"), place(TEXT, "spoke")) is None
    assert linked.stands_for(place(TEXT, "the talks")) == talks
