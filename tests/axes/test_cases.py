"""The axes of sources in sentences of our own: ``tests/cases/axes/*.toml``."""

from __future__ import annotations

from typing import Any

import pytest

from audit.attribute.statements import statements
from audit.axes.axes import Axes, axes
from audit.config import Settings
from audit.entities.linker import entities
from audit.evidence.claims import claims
from audit.evidence.owners import owned
from tests.build import annotation
from tests.case_files import built, cases


def found(case: dict[str, Any]) -> Axes:
    """The axes of the last statement's source."""
    made = annotation(case["text"], **built(case))
    said = statements(made)
    known = entities(made, said)
    number = known.ties[-1][0].entity
    assert number is not None
    held = owned(made, known, said, claims(made))
    return axes(made, known, known.all[number], held.by_entity.get(number, ()), Settings())


@pytest.mark.parametrize("case", cases("axes"))
def test_axes(case: dict[str, Any]) -> None:
    told = found(case)
    office = told.office.value
    scope = office.scope.value if office.official and office.scope is not None else "no"
    values = (told.type.value, told.kind.value, told.identity.value, told.status.value)
    assert ", ".join((*(one.value for one in values), scope)) == case["want"]


@pytest.mark.parametrize("case", cases("axes"))
def test_every_decision_says_how_sure_it_is_and_why(case: dict[str, Any]) -> None:
    told = found(case)
    for decision in (told.kind, told.identity, told.office, told.status, told.type):
        assert 0 <= decision.probability <= 1
        assert decision.row
        assert decision.runner_up is not None
        assert decision.runner_up[0] != decision.value


SWAPS = {
    "another name": {"Mara Quill": "Ida Nakamura", "Quill": "Nakamura", "Tom Reed": "Jon Adeyemi"},
    "another country": {"Norwegian": "Spanish", "Norway": "Spain", "Velmar": "Ostrava", "Seoul": "Madrid", "Türkiye": "Eswatini"},
    "another matter": {"the dam was safe": "the bridge had been mended"},
}


def swapped(value: Any, swaps: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {swapped(name, swaps): swapped(one, swaps) for name, one in value.items()}
    if isinstance(value, list):
        return [swapped(one, swaps) for one in value]
    for old, new in swaps.items():
        value = value.replace(old, new)
    return value


@pytest.mark.parametrize("swap", SWAPS)
@pytest.mark.parametrize("case", cases("axes"))
def test_another_name_country_or_matter_changes_nothing(case: dict[str, Any], swap: str) -> None:
    other = {name: swapped(value, SWAPS[swap]) if name not in ("want", "name") else value for name, value in case.items()}
    before, after = found(case), found(other)
    for axis in ("kind", "identity", "status", "type"):
        assert getattr(before, axis).value == getattr(after, axis).value, axis
    scopes = [one.office.value.scope if one.office.value.official else None for one in (before, after)]
    assert (before.office.value.official, scopes[0]) == (after.office.value.official, scopes[1])
