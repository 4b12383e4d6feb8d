"""What decided a link or an axis, kept beside it so that it can be told later."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Axis(StrEnum):
    """What was decided: whom a mention means, or what a source is."""

    SPEAKER = "speaker"
    KIND = "kind"
    IDENTITY = "identity"
    OFFICE = "office"
    STATUS = "status"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class Ground:
    """One decision with what spoke for it.

    ``row`` names the row of a table, the decider or the person that decided; for a speaker, what tied the mention. ``pulls`` are features
    with their weights, the strongest first, as logarithms of odds: negative ones spoke for ``runner_up``, the next likely
    value with its probability (``somebody new (0.44)``), which is empty where nothing else came into question.
    """

    axis: Axis
    value: str
    probability: float
    row: str
    pulls: tuple[tuple[str, float], ...] = ()
    runner_up: str = ""
