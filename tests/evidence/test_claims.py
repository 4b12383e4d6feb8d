"""Claims: what withholds a name, why, with the exact words, and where nothing is withheld."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.evidence.claims import WITHHOLDING, Claim, ClaimKind, Reach, claims
from tests.build import annotation

FORMS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parents[1] / "cases" / "evidence" / "forms.toml").read_text(encoding="utf-8"))[
    "form"
]
WORDS = re.findall(
    r"\S+", "the keeper who asked not to be named because of her job , said on condition of anonymity . Orla only by full name"
)


def found(text: str, arcs: Sequence[str] = ()) -> list[Claim]:
    """The claims of ``text``, in which "said" is a cue."""
    told = next((rest for rest in ("the lamp was out", "so") if f" said {rest}" in text), None)
    return list(claims(annotation(text, tags=[("said", None, told)] if told else [], arcs=arcs)))


@pytest.mark.parametrize("form", FORMS, ids=[f["text"][:60] for f in FORMS])
def test_every_form_is_found_with_its_exact_words_and_reason(form: dict[str, Any]) -> None:
    text = form["text"]
    held = found(text, form.get("arcs", ()))
    withheld = [c for c in held if c.discloses and c.kind in (*WITHHOLDING, ClaimKind.GROUND_RULE)]
    assert [(str(c.kind), c.span.of(text)) for c in withheld] == ([(form["kind"], form["words"])] if form["kind"] else [])
    reasons = [c for c in held if c.kind is ClaimKind.REASON]
    assert [c.span.of(text) for c in reasons] == ([form["reason"]] if "reason" in form else [])
    if "boilerplate" in form:
        assert [c.boilerplate for c in reasons] == [form["boilerplate"]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A keeper familiar with the repairs said the lamp was out.", "familiar with the repairs"),
        ("Two people who were briefed on the repairs said so.", "who were briefed on the repairs"),
        ("A source with direct knowledge of the repairs said so.", "with direct knowledge of the repairs"),
    ],
)
def test_how_a_source_knows_ends_before_the_cue(text: str, words: str) -> None:
    a = annotation(text, tags=[("said", None, "so" if "so." in text else "the lamp was out")])
    assert [c.span.of(text) for c in claims(a) if c.kind is ClaimKind.BASIS] == [words]


def test_an_adjective_before_a_noun_discloses_nothing_by_itself() -> None:
    text = "An unnamed keeper said the lamp was out."
    assert [(c.span.of(text), c.discloses) for c in found(text)] == [("unnamed", False)]


def test_a_reason_does_not_reach_over_the_cue() -> None:
    text = "A keeper who asked not to be named said the lamp failed because the oil froze."
    assert [c for c in found(text) if c.kind is ClaimKind.REASON] == []


def test_a_reason_may_stand_in_the_next_sentence() -> None:
    text = "The keeper asked not to be named. He fears reprisals from the board."
    assert [c.span.of(text) for c in found(text) if c.kind is ClaimKind.REASON] == ["fears reprisals from the board"]


def test_leave_to_speak_is_a_marker_only_where_no_other_stands_beside_it() -> None:
    text = "She was not authorised to speak publicly and asked not to be named."
    assert [c.span.of(text) for c in found(text) if c.kind is ClaimKind.MARKER] == ["asked not to be named"]


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("A keeper, who, like others interviewed, asked not to be named, said so.", Reach.ALL),
        ("Keepers, most of whom asked not to be named, said so.", Reach.KIND),
        ("Both keepers asked not to be named.", Reach.GROUP),
        ("Dozens of people, more than a dozen people, fled; the keeper asked not to be named.", Reach.ONE),
        ("A keeper asked not to be named.", Reach.ONE),
    ],
)
def test_only_words_that_say_so_reach_others(text: str, reach: Reach) -> None:
    assert [c.reach for c in found(text) if c.kind is ClaimKind.MARKER] == [reach]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=24))
def test_claims_are_whole_words_and_two_of_one_kind_do_not_overlap(parts: list[str]) -> None:
    text = " ".join(parts)
    if not any(c.isalnum() for c in text):
        return
    held = found(text)
    for claim in held:
        assert claim.span.of(text).strip()
    for kind in (ClaimKind.MARKER, ClaimKind.PARTIAL_NAME, ClaimKind.REASON):
        assert all(a.span.end <= b.span.start for a, b in pairwise([c for c in held if c.kind is kind]))
