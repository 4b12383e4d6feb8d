"""The primary type: every combination of the axes under every policy."""

from __future__ import annotations

from itertools import product

import pytest

from audit.classify.policy import source_type
from audit.config import Settings
from audit.domain.source import AnonymityStatus, Identity, Kind, Source, SourceType

PEOPLE = (Kind.PERSON, Kind.GROUP)
HIDDEN = (AnonymityStatus.DISCLOSED, AnonymityStatus.BLANKET)
COMBINATIONS = list(product(Kind, Identity, AnonymityStatus, (True, False), ("anonymous", "official"), ("named", "official")))


def expected(kind: Kind, identity: Identity, status: AnonymityStatus, official: bool, unnamed: str, holders: str) -> str:
    if status in HIDDEN:
        return "anonymous"
    if identity is Identity.UNNAMED:
        return "official" if kind in PEOPLE and official and unnamed == "official" else "anonymous"
    if kind in PEOPLE:
        return "official" if official and holders == "official" else "named"
    return "official"


@pytest.mark.parametrize(("unnamed", "holders"), list(product(("anonymous", "official"), ("named", "official"))))
def test_every_combination(unnamed: str, holders: str) -> None:
    settings = Settings(unnamed_officials_of_a_body=unnamed, named_office_holders=holders)
    for kind, identity, status, official in product(Kind, Identity, AnonymityStatus, (True, False)):
        source = Source("a1", "x", kind, identity, None, official, None, status, ())
        assert source_type(source, settings) is SourceType(expected(kind, identity, status, official, unnamed, holders)), source


def test_an_explicit_disclosure_wins_over_every_policy() -> None:
    assert {expected(*c) for c in COMBINATIONS if c[2] in HIDDEN} == {"anonymous"}
