"""The primary type: every combination of the axes under every policy."""

from __future__ import annotations

from itertools import product

import pytest

from audit.axes.type import decision, known_by_office, source_type
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
    if kind in PEOPLE and identity is Identity.PARTIAL:
        return "anonymous"
    if kind in PEOPLE:
        return "official" if official and holders == "official" else "named"
    return "official"


def source(label: str, kind: Kind, identity: Identity, official: bool, status: AnonymityStatus = AnonymityStatus.NOT_APPLICABLE) -> Source:
    return Source("a1", label, kind, identity, None, official, None, status, ())


@pytest.mark.parametrize(("unnamed", "holders"), list(product(("anonymous", "official"), ("named", "official"))))
def test_every_combination(unnamed: str, holders: str) -> None:
    settings = Settings(unnamed_officials_of_a_body=unnamed, named_office_holders=holders)
    for kind, identity, status, official in product(Kind, Identity, AnonymityStatus, (True, False)):
        one = source("Mara Quill", kind, identity, official, status)
        assert source_type(one, settings) is SourceType(expected(kind, identity, status, official, unnamed, holders)), one


def test_an_explicit_disclosure_wins_over_every_policy() -> None:
    assert {expected(*c) for c in COMBINATIONS if c[2] in HIDDEN} == {"anonymous"}


@pytest.mark.parametrize(
    ("label", "by_office"),
    [
        ("Velmar finance minister", True),
        ("central bank chief", True),
        ("Prime Minister", True),
        ("Mara Quill", False),
        ("Quill", False),
        ("Bank of Velmar", False),
        ("", False),
    ],
)
def test_an_office_that_one_person_holds_answers_for_itself(label: str, by_office: bool) -> None:
    told, rule = decision(source(label, Kind.PERSON, Identity.NAMED, True), Settings())
    assert known_by_office(label) is by_office
    assert (told is SourceType.OFFICIAL) is by_office
    assert ("look up" in rule) is by_office


def test_a_description_without_an_office_is_no_office() -> None:
    assert source_type(source("neighbour", Kind.PERSON, Identity.NAMED, False), Settings()) is SourceType.NAMED
