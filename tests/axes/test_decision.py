"""The deciders: probabilities that sum to one, pulls that say why, and how far the network is trusted beside."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.axes.axes import PUBLIC
from audit.axes.decision import Decider, deciders, deciders_of, ranked
from audit.domain.source import Identity, Kind, OfficialScope

TWO = Decider(("person", "group"), (0.5, -0.5), {"plural": (-2.0, 2.0), "a name": (1.0, -1.0)})
SHARES = st.dictionaries(st.sampled_from(["plural", "a name", "never seen"]), st.floats(0, 1), max_size=3)


@given(SHARES)
def test_probabilities_sum_to_one(features: dict[str, float]) -> None:
    assert sum(TWO.probabilities(features).values()) == pytest.approx(1)


def test_features_that_were_not_fitted_say_nothing() -> None:
    assert TWO.probabilities({"never seen": 1.0}) == TWO.probabilities({}) == TWO.probabilities({"plural": 0.0})


@given(SHARES)
def test_pulls_and_biases_are_the_odds(features: dict[str, float]) -> None:
    told = TWO.probabilities(features)
    moved = sum(weight for _, weight in TWO.pulls(features, None, "group", "person"))
    assert math.log(told["group"] / told["person"]) == pytest.approx(moved - 1, abs=0.01)


def test_the_strongest_pull_comes_first() -> None:
    assert TWO.pulls({"a name": 1.0, "plural": 1.0}, None, "group", "person") == (("plural", 4.0), ("a name", -2.0))


def test_the_network_counts_as_far_as_it_is_trusted() -> None:
    told = Decider(TWO.values, TWO.bias, TWO.weights, (1.0, 0.5))
    voted = {"person": 0.01, "group": 0.99}
    assert told.probabilities({}, voted)["group"] > told.probabilities({})["group"]
    assert told.probabilities({}, {}) == TWO.probabilities({}) == TWO.probabilities({}, voted)
    ((feature, pull),) = told.pulls({}, voted, "group", "person")
    assert feature == "the network"
    assert pull == pytest.approx(0.5 * math.log(99), abs=0.001)


def test_a_value_that_the_network_rules_out_stays_possible() -> None:
    told = Decider(TWO.values, TWO.bias, TWO.weights, (1.0, 1.0))
    assert 0 < told.probabilities({"a name": 1.0}, {"group": 1.0})["person"] < 1


def test_equal_values_have_one_order() -> None:
    assert list(ranked({"b": 0.5, "a": 0.5})) == ["a", "b"]


def test_the_shipped_deciders_know_the_axes() -> None:
    shipped = deciders()
    pairs = {tuple(value.split(", ")) for value in shipped["standing"].values}
    assert {kind for kind, _ in pairs} == {kind.value for kind in Kind}
    assert {identity for _, identity in pairs} == {identity.value for identity in Identity}
    assert set(shipped["scope"].values) - {"none"} <= {scope.value for scope in OfficialScope}
    assert {scope.value for scope in PUBLIC} <= set(shipped["scope"].values)
    assert all(len(row) == len(one.values) == len(one.bias) for one in shipped.values() for row in one.weights.values())


def test_no_weight_is_one_of_somebody_we_know() -> None:
    words = {name.split("=")[-1] for one in deciders().values() for name in one.weights if "=" in name}
    assert words & {"trump", "obama", "clinton", "pelosi", "mcconnell", "biden", "netanyahu", "putin"} == set()


def test_weights_that_are_missing_are_told() -> None:
    with pytest.raises(KeyError):
        deciders_of({"deciders": {"scope": {"values": []}}})
