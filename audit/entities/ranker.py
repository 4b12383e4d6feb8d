"""The fitted ranker: whom a description or pronoun means, as a probability over everybody it can mean and somebody new.

Its weights (``ranker.json``) come from ``python -m training ranker``, with the data and the figures of the fit; none is set by hand.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from audit.entities.features import Features


@dataclass(frozen=True, slots=True)
class Ranker:
    """``weights``: for each kind of mention (see ``features.kind_of``), the weight of each feature."""

    weights: Mapping[str, Mapping[str, float]]

    def without(self, names: Collection[str]) -> Ranker:
        """The same without some features."""
        return Ranker({kind: {name: w for name, w in weights.items() if name not in names} for kind, weights in self.weights.items()})

    def pulls(self, kind: str, features: Features) -> dict[str, float]:
        """By how much each feature moves the score of a candidate."""
        known = self.weights.get(kind, {})
        return {name: known[name] * value for name, value in features.items() if value and name in known}

    def probabilities(self, kind: str, candidates: Sequence[Features]) -> list[float]:
        """The probability of each candidate; they sum to 1."""
        known = self.weights.get(kind, {})
        scores = [sum(known[name] * value for name, value in one.items() if value and name in known) for one in candidates]
        top = max(scores, default=0.0)
        odds = [math.exp(score - top) for score in scores]
        return [one / sum(odds) for one in odds]


@cache
def ranker() -> Ranker:
    """The fitted ranker that ships with the tool."""
    return ranker_of(json.loads((files(__package__) / "ranker.json").read_text(encoding="utf-8")))


def ranker_of(fitted: Mapping[str, Any]) -> Ranker:
    """A ranker from the contents of ``ranker.json``. Raises ``KeyError`` where the weights are missing."""
    return Ranker({kind: dict(weights) for kind, weights in fitted["weights"].items()})
