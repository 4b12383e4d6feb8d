"""Parts of what was fitted can be left out by name."""

from __future__ import annotations

import pytest

from audit.auditor import examine
from audit.axes.decision import NETWORK
from audit.axes.fitted import fitted, rows
from audit.config import Settings
from audit.domain.source import Kind
from audit.domain.text import Article
from tests.models import annotator

TEXT = "44% of voters said they would stay at home, a survey by Pellworth Polls found.\n\nMayor Ola Orre said the quay was safe.\n"


def test_everything_that_decides_can_be_named() -> None:
    names = fitted().names
    assert {"same noun", "a body's name", "institution by name", "name withheld", NETWORK} <= names
    assert rows() < names


def test_a_feature_left_out_weighs_nothing() -> None:
    assert "same noun" in fitted().ranker.weights["person"]
    kept = fitted().without("same noun")
    assert all("same noun" not in weights for weights in kept.ranker.weights.values())
    assert kept.left_out == frozenset()


def test_a_pattern_stands_for_several() -> None:
    kept = fitted().without("spoke last, *")
    gone = fitted().names - kept.names
    assert gone
    assert all(name.startswith("spoke last, ") for name in gone)


def test_the_network_left_out_is_not_heard() -> None:
    assert all(one.trust is None for one in fitted().without(NETWORK).deciders.values())


def test_a_row_left_out_is_not_asked_and_binds_nobody() -> None:
    row = "respondents of a poll"
    annotation = annotator().annotate([Article(TEXT, "test", "poll")])[0]
    whole = examine(annotation, Settings())
    left = examine(annotation, Settings(), fitted().without(row))
    assert [s.kind for s in whole.sources if "voters" in s.label] == [Kind.POLL_OR_DATA]
    assert row in {g.row for s in whole.sources for g in s.grounds}
    assert row not in {g.row for s in left.sources for g in s.grounds}


def test_an_unknown_name_is_refused_with_those_near_it() -> None:
    with pytest.raises(ValueError, match="did you mean 'same noun'"):
        fitted().without("same nuon")
