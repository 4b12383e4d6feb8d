"""Titles and descriptions beside a name."""

from __future__ import annotations

from typing import Any

import pytest

from audit.entities.beside import Beside
from audit.entities.names import person_name
from audit.entities.shared_titles import SharedTitles
from tests.build import annotation

PEOPLE = ("Ann Orre", "Bo Vane", "Cy Dunn", "Orre")


def told(text: str, name: str, **corrected: Any) -> list[str]:
    """What stands beside ``name``."""
    made = annotation(text, people=[one for one in PEOPLE if one in text], **corrected)
    entity = next(e for e in made.entities if e.span.of(text) == name)
    parsed = person_name(name)
    assert parsed is not None
    beside = Beside(made)
    return [d.text for d in (*beside.of_person(entity, parsed), *SharedTitles(made, beside).of(entity))]


@pytest.mark.parametrize(
    ("text", "name", "description"),
    [
        ("The harbour mayor, Dr. Ann Orre, said so.", "Ann Orre", "harbour mayor"),
        ("Port director Dr. Ann Orre said so.", "Ann Orre", "Port director"),
        ("The union leader, Mr. Orre, spoke.", "Orre", "union leader"),
        ("The then-mayor Ann Orre spoke.", "Ann Orre", "then-mayor"),
        ("Minister for education Ann Orre spoke.", "Ann Orre", "Minister for education"),
    ],
)
def test_a_courtesy_title_does_not_hide_what_stands_before_it(text: str, name: str, description: str) -> None:
    assert description in told(text, name)


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("Senators Ann Orre and Bo Vane said so.", "senator"),
        ("Senators Ann Orre of Velmar and Bo Vane of Ostrava said so.", "senator"),
        ("Senators Ann Orre (R) and Bo Vane (I-Velmar) said so.", "senator"),
        ("Former mayors Ann Orre, Cy Dunn and Bo Vane said so.", "Former mayor"),
        ("Two port officials, Ann Orre and Bo Vane, said so.", "port official"),
        ("Two planning officials, Ann Orre and Bo Vane, said so.", "planning official"),
        ("Ann Orre and Bo Vane, spokesmen for the port, said so.", "spokesman for the port"),
        ("Ann Orre and Bo Vane, who were both students at the port, said so.", "student at the port"),
    ],
)
def test_a_plural_describes_each_of_those_named_together(text: str, described: str) -> None:
    pos = {"students": "NOUN", "spokesmen": "NOUN", "officials": "NOUN", "mayors": "NOUN"}
    for name in ("Ann Orre", "Bo Vane"):
        assert described in told(text, name, pos={k: v for k, v in pos.items() if k in text})


@pytest.mark.parametrize(
    "text",
    [
        "The mayor’s plans, Ann Orre said, are late.",
        "Besides the clerks, Ann Orre spoke.",
        "Asked by a senator, Ann Orre spoke.",
        "When the clerk was mayor, Ann Orre spoke.",
        "Bo Vane, skipper Ann Orre and others spoke.",
    ],
)
def test_words_beside_a_comma_that_say_nothing_of_the_name(text: str) -> None:
    found = told(text, "Bo Vane" if text.startswith("Bo") else "Ann Orre")
    assert found == []


@pytest.mark.parametrize(
    ("text", "verb", "description"),
    [
        ("Ann Orre, head of the Velmar-owned fund, spoke.", "owned", "head of the Velmar-owned fund"),
        ("Ann Orre, managing editor of the Courant, spoke.", "managing", "managing editor of the Courant"),
        ("Ann Orre, then the mayor, spoke.", "", "then the mayor"),
    ],
)
def test_a_participle_within_a_title_does_not_end_it(text: str, verb: str, description: str) -> None:
    pos = {verb: "VERB"} if verb else {}
    arcs = [f"{verb} amod {'fund' if verb == 'owned' else 'editor'}"] if verb else []
    assert told(text, "Ann Orre", pos=pos, arcs=arcs) == [description]


def test_a_name_that_opens_a_clause_about_somebody_has_no_title_there() -> None:
    arcs = ["Orre nsubj says", "says acl woman", "woman obj saw", "saw root"]
    assert told("The clerk saw a woman Orre says was there.", "Orre", arcs=arcs) == []


def test_a_title_begins_where_the_name_of_its_body_begins() -> None:
    made = annotation("Bank of Velmar Governor Ann Orre spoke.", people=["Ann Orre"], organisations=["Bank of Velmar"])
    person = next(e for e in made.entities if e.label == "Person")
    name = person_name("Ann Orre")
    assert name is not None
    assert [d.text for d in Beside(made).of_person(person, name)] == ["Bank of Velmar Governor"]


def test_the_next_person_of_a_list_is_no_party() -> None:
    assert "Rep. Bo Vane" not in told("The skipper Ann Orre, Rep. Bo Vane, and others spoke.", "Ann Orre")
    assert "R-Velmar" in told("The skipper Ann Orre (R-Velmar) spoke.", "Ann Orre")


def test_what_is_said_of_the_last_of_several_is_said_of_nobody_else() -> None:
    assert told("Ann Orre and Bo Vane, an aide to several senators, spoke.", "Ann Orre") == []


def test_whom_several_subjects_speak_to_is_not_what_they_are() -> None:
    arcs = ["Orre nsubj spoke", "Vane conj Orre", "spoke root"]
    assert told("Speaking to mayors, Ann Orre and Bo Vane spoke.", "Bo Vane", arcs=arcs) == []


def test_who_somebody_is_a_lawyer_for_is_no_lawyer() -> None:
    assert told("A lawyer for rapper Ann Orre spoke.", "Ann Orre") == ["rapper"]
