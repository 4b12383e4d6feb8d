"""Owners: whose a claim is. Cases as data, metamorphic variants, and one owner a claim."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from models import annotator

from audit.attribute.statements import statements
from audit.domain.annotation import Annotation
from audit.domain.text import Article
from audit.entities.entities import Entities, entities
from audit.evidence.claims import claims
from audit.evidence.owners import Owned, owned

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parents[1] / "cases" / "evidence" / "owners.toml").read_text(encoding="utf-8"))["case"]


def judged(a: Annotation) -> tuple[Entities, Owned]:
    """Owners where every source phrase means somebody of his own, so that only this room is tried; "the official" and "he" are read."""
    said = statements(a)
    who = entities(a, said, gold={m.span: f"{n}" for n, s in enumerate(said) for m in s.mentions})
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
