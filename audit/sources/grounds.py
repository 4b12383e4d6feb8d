"""The grounds of each decision as they are stored: axes and links as plain words and a few rounded weights."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING, Any

from audit.domain.ground import Axis, Ground

if TYPE_CHECKING:
    from audit.axes.axes import Axes
    from audit.axes.decision import Decision
    from audit.axes.office import Office
    from audit.entities.chain import Link

MOST = 6
"""Pulls that are kept of a decision, the strongest."""


def axis_grounds(axes: Axes) -> tuple[Ground, ...]:
    """What decided each axis of a source: kind, identity, office, status and type."""
    return (
        _decided(Axis.KIND, axes.kind),
        _decided(Axis.IDENTITY, axes.identity),
        _decided(Axis.OFFICE, axes.office),
        _decided(Axis.STATUS, axes.status),
        _decided(Axis.TYPE, axes.type),
    )


def link_ground(link: Link, label: str) -> Ground:
    """What tied a mention to the source with that ``label``."""
    return Ground(Axis.SPEAKER, label, _probability(link.probability), link.row or link.tie.value, _strongest(link.pulls), link.runner_up)


def _decided(axis: Axis, decision: Decision[Any]) -> Ground:
    other = f"{_plain(decision.runner_up[0])} ({abs(decision.runner_up[1]):.2f})" if decision.runner_up else ""
    value = _plain(decision.value)
    return Ground(axis, value, _probability(decision.probability), decision.row, _strongest(decision.pulls), other)


def _plain(value: Enum | Office) -> str:
    """``state`` is not said of what is no office: ``official, state, former``, ``not official``."""
    if isinstance(value, Enum):
        return str(value.value)
    scope = (value.scope.value,) if value.scope else ()
    return ", ".join(("official" if value.official else "not official", *scope, *(("former",) if value.former else ())))


def _probability(value: float) -> float:
    return round(value, 4)


def _strongest(pulls: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """The pulls that count most, in hundredths; those of nothing are left out."""
    rounded = ((name, round(weight, 2)) for name, weight in pulls)
    return tuple(sorted((one for one in rounded if one[1]), key=lambda one: -abs(one[1])))[:MOST]
