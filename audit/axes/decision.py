"""The decision on one axis, and the fitted deciders: multinomial logistic models over named features, in pure Python.

The weights (``axes.json``) come from ``python -m training axes``, with the data, the folds and the figures of the fit.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from operator import add
from typing import Any, Generic, TypeVar

Asked = TypeVar("Asked")
Value = TypeVar("Value")
Features = dict[str, float]
"""What is known, by name: 1 where it holds, a share between 0 and 1, or a logarithm of odds."""

NETWORK = "the network"
"""What the network's answers are called among the features."""
_UNLIKELY = 0.001
_TOLD = 6
"""Pulls that a decision keeps: the strongest ones."""


@dataclass(frozen=True, slots=True)
class Decision(Generic[Value]):
    """What an axis says, how sure that is (0 to 1), and why.

    ``row`` names the row of a table that decided, or the decider. ``pulls`` are the features that spoke most for the value and against
    ``runner_up`` (negative: for the runner-up), as logarithms of odds; ``runner_up`` is the next likely value with its probability.
    """

    value: Value
    probability: float
    row: str
    pulls: tuple[tuple[str, float], ...] = ()
    runner_up: tuple[Value, float] | None = None


@dataclass(frozen=True, slots=True)
class Decider:
    """A multinomial logistic model: for each value a bias and the weight of each feature, in the order of ``values``.

    ``trust``: how much the logarithms of its own probabilities and of the network's count together; where the network was not asked, its
    own stand alone. ``least_anonymous``: the probability of no name from which a source is taken for unnamed, since to accuse an article
    falsely costs more than to miss.
    """

    values: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    trust: tuple[float, float] | None = None
    least_anonymous: float = 0.5

    def probabilities(self, features: Features, voted: Mapping[str, float] | None = None) -> dict[str, float]:
        """The probability of each value; features that were not fitted say nothing. ``voted`` are the network's probabilities."""
        own = self._own(features)
        if self.trust is None or not voted:
            return own
        ours, theirs = self.trust
        return normal({value: ours * log(p) + theirs * log(voted.get(value, 0.0)) for value, p in own.items()})

    def without(self, names: Collection[str]) -> Decider:
        """The same without some features, or without the network's answers."""
        kept = {name: row for name, row in self.weights.items() if name not in names}
        return replace(self, weights=kept, trust=None if NETWORK in names else self.trust)

    def _own(self, features: Features) -> dict[str, float]:
        sums = list(self.bias)
        for name, amount in features.items():
            row = self.weights.get(name) if amount else None
            if row is not None:
                sums = list(map(add, sums, row if amount == 1 else [amount * weight for weight in row]))
        return normal(dict(zip(self.values, sums, strict=True)))

    def pulls(self, features: Features, voted: Mapping[str, float] | None, value: str, other: str) -> tuple[tuple[str, float], ...]:
        """By how much each feature, and the network, moves the logarithm of the odds of ``value`` to ``other``, strongest first."""
        a, b = self.values.index(value), self.values.index(other)
        ours, theirs = self.trust if self.trust is not None and voted else (1.0, 0.0)
        rows = ((name, amount, self.weights[name]) for name, amount in features.items() if amount and name in self.weights)
        moved = [(name, round(ours * amount * (row[a] - row[b]), 3)) for name, amount, row in rows]
        if voted and theirs:
            moved.append((NETWORK, round(theirs * (log(voted.get(value, 0.0)) - log(voted.get(other, 0.0))), 3)))
        return tuple(sorted((one for one in moved if one[1]), key=lambda one: (-abs(one[1]), one[0]))[:_TOLD])


def first_row(
    table: Sequence[tuple[str, Callable[[Asked], bool], Value]], asked: Asked, left_out: Collection[str] = ()
) -> tuple[str, Value]:
    """The name and the value of the first row of a table that holds. Rows in ``left_out`` are not asked, but for the last."""
    return next((name, value) for name, holds, value in table if (name not in left_out or name == table[-1][0]) and holds(asked))


def log(probability: float) -> float:
    """The logarithm of a probability, of one in a thousand for anything less likely."""
    return math.log(max(probability, _UNLIKELY))


def normal(scores: Mapping[str, float]) -> dict[str, float]:
    """Probabilities of logarithmic scores."""
    top = max(scores.values())
    raised = {value: math.exp(score - top) for value, score in scores.items()}
    whole = sum(raised.values())
    return {value: one / whole for value, one in raised.items()}


@cache
def deciders() -> Mapping[str, Decider]:
    """The fitted deciders that ship with the tool, by axis."""
    return deciders_of(json.loads((files(__package__) / "axes.json").read_text(encoding="utf-8")))


def deciders_of(fitted: Mapping[str, Any]) -> Mapping[str, Decider]:
    """Deciders from the contents of ``axes.json``. Raises ``KeyError`` where something is missing."""
    return {name: decider_of(one) for name, one in fitted["deciders"].items()}


def decider_of(fitted: Mapping[str, Any]) -> Decider:
    """One decider from its entry in ``axes.json``."""
    weights = {feature: tuple(row) for feature, row in fitted["weights"].items()}
    trust = (fitted["trust"][0], fitted["trust"][1]) if "trust" in fitted else None
    return Decider(tuple(fitted["values"]), tuple(fitted["bias"]), weights, trust, fitted.get("least_anonymous", 0.5))


def ranked(probabilities: Mapping[str, float]) -> Sequence[str]:
    """Values, the likeliest first."""
    return sorted(probabilities, key=lambda value: (-probabilities[value], value))
