"""Owners: whose a claim is. Cases as data, metamorphic variants, and one owner a claim."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.attribute.statements import statements
from audit.domain.annotation import Annotation
from audit.domain.statement import Scope
from audit.domain.text import Article
from audit.entities.entities import Entities
from audit.entities.linker import entities
from audit.evidence.claims import Claim, Reach, claims
from audit.evidence.clauses import Clauses
from audit.evidence.owners import Owned, owned
from tests.build import annotation
from tests.models import annotator

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parents[1] / "cases" / "evidence" / "owners.toml").read_text(encoding="utf-8"))[
    "case"
]


def judged(a: Annotation) -> tuple[Entities, Owned]:
    """Owners where every source phrase means somebody of his own, so that only this package is tried; "the official" and "he" are read."""
    said = statements(a)
    who = entities(a, said, gold={m.span: f"{n}" for n, s in enumerate(said) if s.scope is Scope.STATEMENT for m in s.mentions})
    return who, owned(a, who, said, claims(a))


def read(text: str) -> Annotation:
    return annotator().annotate([Article(text, "test", "test")])[0]


def holders(text: str, who: Entities, out: Owned) -> dict[str, list[str]]:
    """The words of each claim with the labels of those that hold it."""
    told: dict[str, list[str]] = {}
    for number, held in out.by_entity.items():
        for words in dict.fromkeys(claim.span.of(text) for claim in held):
            told.setdefault(words, []).append(who.all[number].label)
    return told


def matches(wanted: str, got: str) -> bool:
    return any(w.lower() in got.lower() for w in wanted.split("|"))


def case_of(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=case["known_wrong"], strict=True)] if "known_wrong" in case else []
    return pytest.param(case, id=case["id"], marks=marks)


@pytest.mark.parametrize("case", [case_of(c) for c in CASES])
def test_each_claim_has_its_owner(case: dict[str, Any]) -> None:
    text = case["text"]
    who, out = judged(read(text))
    told = holders(text, who, out)
    for wanted, labels in case.get("owns", ()):
        got = next((held for words, held in told.items() if any(w in words for w in wanted.split("|"))), [])
        assert len(got) == len(labels), (wanted, told, out.rejected)
        assert all(any(matches(label, g) for g in got) for label in labels), (wanted, got)
    for wanted in case.get("nobody", ()):
        assert not [words for words in told if wanted in words], told
    if "reach" in case:
        assert {str(c.reach) for held in out.by_entity.values() for c in held if c.discloses and c.kind == "marker"} == {case["reach"]}


@pytest.mark.parametrize(
    ("teller", "between", "held"),
    [("A keeper", "", {"her name was not printed": ["keeper"]}), ("A father", "", {}), ("A keeper", " A woman had drowned.", {})],
)
def test_the_woman_whom_nothing_ties_is_who_spoke_last_and_no_man(teller: str, between: str, held: dict[str, list[str]]) -> None:
    a = read(f"{teller} said the lamp was out.{between} The woman wore a mask and her name was not printed.")
    said = statements(a)
    gold = {m.span: f"{n}" for n, s in enumerate(said) for m in s.mentions}
    who = entities(a, said, gold=gold, watch=lambda *_: None)  # whatever is ranked is somebody new
    assert holders(a.text, who, owned(a, who, said, claims(a))) == held


HIDDEN = "who asked not to be named for fear of reprisals"
NAMES = ("Mara Quill", "Idris Vane", "Lena Ost")
COUNTRIES = ("Sulvanian", "Norwegian", "Peruvian", "South Korean")
NUMBERS = ("Two", "Three", "Five", "Several")
ASIDES = (
    "",
    "The harbour was built in 1911 and rebuilt twice since.\n\n",
    "Rain fell on Isen for a week, and the ferries stood still.\n\n",
)
VARIANTS = [
    pytest.param(
        f"Mayor {name} said the lamp was out.\n\n{aside}A {country} official, {HIDDEN}, said it was lit.",
        ["official"],
        id=f"{name}, {country}, {len(aside)}",
    )
    for name in NAMES[:2]
    for country in COUNTRIES[:3]
    for aside in ASIDES[:2]
] + [
    pytest.param(
        f"{number} {country} officials, {HIDDEN}, said the lamp was out.\n\n{aside}Mayor {NAMES[2]} said it was lit.",
        ["officials"],
        id=f"{number}, {country}, {len(aside)}",
    )
    for number in NUMBERS
    for country in COUNTRIES[2:]
    for aside in ASIDES[:3:2]
]


@pytest.mark.parametrize(("text", "labels"), VARIANTS)
def test_another_number_name_country_or_paragraph_changes_no_owner(text: str, labels: list[str]) -> None:
    who, out = judged(read(text))
    told = holders(text, who, out)
    for words in ("asked not to be named", "for fear of reprisals"):
        assert len(told[words]) == 1
        assert matches(labels[0], told[words][0])


_SENTENCES = {
    "A keeper said the dam was safe.": ("A keeper", "the dam was safe"),
    "A pilot, who asked not to be named, said the dam was wet.": ("A pilot", "the dam was wet"),
    "Two clerks said the dam was open.": ("Two clerks", "the dam was open"),
    "Mary Quill said it was dry.": ("Mary Quill", "it was dry"),
    "The clerks, most of whom requested anonymity, said it was full.": ("The clerks", "it was full"),
    "He spoke on condition of anonymity.": None,
    "Both asked not to be named because of their jobs.": None,
    "“Nobody asked not to be named here,” it read.": None,
}


@given(st.lists(st.sampled_from(sorted(_SENTENCES)), min_size=1, max_size=6, unique=True))
def test_a_claim_has_one_owner_unless_its_reach_says_more(parts: list[str]) -> None:
    told = [one for part in parts if (one := _SENTENCES[part]) is not None]
    tags = [(f"said#{n}" if n > 1 else "said", who, what) for n, (who, what) in enumerate(told, 1)]
    people = "Mary Quill" if any("Mary" in part for part in parts) else ""
    a = annotation(" ".join(parts), people=people, tags=tags)
    who, out = judged(a)
    owners: dict[Claim, list[int]] = {}
    for number, held in out.by_entity.items():
        assert number in who.speaking
        for claim in held:
            assert (claim, number) in out.why
            if out.why[claim, number] != "its group's":
                owners.setdefault(claim, []).append(number)
    for claim, numbers in owners.items():
        assert len(numbers) == 1 or (claim.reach is not Reach.ONE and len(set(numbers)) == len(numbers))
    given_or_not = {(c.span, c.kind) for c in owners} | {(r.claim.span, r.claim.kind) for r in out.rejected}
    assert given_or_not == {(c.span, c.kind) for c in claims(a)}


def test_who_is_about_the_noun_right_before_it_where_the_tree_hangs_its_clause_elsewhere() -> None:
    made = annotation(
        "The guards would help, said the official, who spoke on condition of anonymity.",
        arcs=["said root", "help ccomp said", "guards nsubj help", "official nsubj said", "spoke parataxis help", "who nsubj spoke"],
    )
    (claim,) = claims(made)
    assert [t.text for t in Clauses(made).subjects(claim)][:2] == ["who", "official"]
