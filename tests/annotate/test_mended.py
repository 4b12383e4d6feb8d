"""Names that the form of the text tells better than the network."""

from __future__ import annotations

import pytest

from audit.annotate.named_entities import mended, named_entities
from audit.domain.annotation import Entity
from tests.build import annotation, place


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("Mayor Ola Orre spoke.", [("Ola Orre", "Location")], [("Ola Orre", "Person")]),
        ("We met Ola Orre, clerk of Zork.", [("Ola Orre", "Location")], [("Ola Orre", "Person")]),
        ("It rained in New Zork, as ever.", [("New Zork", "Location")], [("New Zork", "Location")]),
        ("Mayor Zork spoke.", [("Zork", "Location")], [("Zork", "Location")]),
        ("Orre, Vane & Partners sued.", [("Vane & Partners", "Organization")], [("Orre, Vane & Partners", "Organization")]),
        ("Orre & Sohn sued.", [("Orre", "Organization"), ("Sohn", "Person")], [("Orre & Sohn", "Organization")]),
        ("The Orre & Vane Health Plan sued.", [("Orre & Vane Health Plan", "Organization")], [("Orre & Vane Health Plan", "Organization")]),
        ("Orre & Vane sued.", [("Orre", "Person"), ("Vane", "Location")], [("Orre & Vane", "Organization")]),
        ("Orre & Vane sued.", [], []),
        (
            "The ferry's owner, Velmar, denied it. Velmar left.",
            [("Velmar", "Location"), ("Velmar#2", "Location")],
            [("Velmar", "Organization"), ("Velmar#2", "Organization")],
        ),
        ("The town, Norway, denied it.", [("Norway", "Location")], [("Norway", "Location")]),
        ("The owner, Orre, denied it.", [("Orre", "Person")], [("Orre", "Person")]),
        (
            "Mr Orre & Vane sang. Ola Vane left.",
            [("Orre", "Person"), ("Vane", "Person"), ("Ola Vane", "Person")],
            [("Orre", "Person"), ("Vane", "Person"), ("Ola Vane", "Person")],
        ),
        (
            "Velmaro opened. Velmaro shut. Velmaro sang.",
            [("Velmaro", "Person"), ("Velmaro#2", "Organization"), ("Velmaro#3", "Organization")],
            [("Velmaro", "Organization"), ("Velmaro#2", "Organization"), ("Velmaro#3", "Organization")],
        ),
        (
            "O&V opened. O&V shut.",
            [("O&V", "Person"), ("O&V#2", "Organization")],
            [("O&V", "Organization"), ("O&V#2", "Organization")],
        ),
        (
            "Velmaro shut. Velmaro opened. Velmaro’s mayor left.",
            [("Velmaro", "Location"), ("Velmaro#2", "Location"), ("Velmaro#3", "Person")],
            [("Velmaro", "Location"), ("Velmaro#2", "Location"), ("Velmaro#3", "Location")],
        ),
        (
            "The SNIA opened. SNIA shut.",
            [("SNIA", "Organization"), ("SNIA#2", "Person")],
            [("SNIA", "Organization"), ("SNIA#2", "Organization")],
        ),
        (
            "The Isen Department of Ferries and Quays opened. DFQ shut.",
            [("Isen Department of Ferries and Quays", "Organization"), ("DFQ", "Person")],
            [("Isen Department of Ferries and Quays", "Organization"), ("DFQ", "Organization")],
        ),
        (
            "Mazzo Norway opened. Mazzo shut.",
            [("Mazzo Norway", "Organization"), ("Mazzo#2", "Person")],
            [("Mazzo Norway", "Organization"), ("Mazzo#2", "Organization")],
        ),
        (
            "Grace Norway opened. Grace, 14, sang.",
            [("Grace Norway", "Organization"), ("Grace#2", "Person")],
            [("Grace Norway", "Organization"), ("Grace#2", "Person")],
        ),
        (
            "Ida Velm-Orre sang. Velm-Orre shut. Velm-Orre left. Velm-Orre spoke.",
            [("Ida Velm-Orre", "Person"), ("Velm-Orre#2", "Organization"), ("Velm-Orre#3", "Organization"), ("Velm-Orre#4", "Person")],
            [("Ida Velm-Orre", "Person"), ("Velm-Orre#2", "Organization"), ("Velm-Orre#3", "Organization"), ("Velm-Orre#4", "Person")],
        ),
        (
            "President Velmaro sang. Velmaro shut. Velmaro left.",
            [("Velmaro", "Person"), ("Velmaro#2", "Organization"), ("Velmaro#3", "Organization")],
            [("Velmaro", "Person"), ("Velmaro#2", "Organization"), ("Velmaro#3", "Organization")],
        ),
        (
            "Velmaro sang. Velmaro spoke. Velmaro left. Velmaro shut. Velmaro opened.",
            [
                ("Velmaro", "Person"),
                ("Velmaro#2", "Person"),
                ("Velmaro#3", "Person"),
                ("Velmaro#4", "Organization"),
                ("Velmaro#5", "Organization"),
            ],
            [
                ("Velmaro", "Person"),
                ("Velmaro#2", "Person"),
                ("Velmaro#3", "Person"),
                ("Velmaro#4", "Organization"),
                ("Velmaro#5", "Organization"),
            ],
        ),
        ("It shut.\n— Mary Orre (@orre) May 3, 2031", [("Mary Orre", "Organization")], [("Mary Orre", "Person")]),
        (
            "BELL: So?\nORRE: It is.\nBELL: Fine.",
            [("BELL", "Organization")],
            [("BELL", "Person"), ("ORRE", "Person"), ("BELL#2", "Person")],
        ),
    ],
)
def test_names_are_mended(text: str, given: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    entities = [Entity(place(text, words), label) for words, label in given]
    assert mended(text, annotation(text).paragraphs, entities) == tuple(Entity(place(text, words), label) for words, label in expected)


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("Ola Orre (R) of Ohio spoke.", ("Ola Orre (R", "Person"), "Ola Orre"),
        ("Ola Orre (D-Texas) spoke.", ("Ola Orre (D-Texas", "Person"), "Ola Orre"),
        ("Velmar VLM, +2.3% fell.", ("Velmar VLM", "Organization"), "Velmar"),
        ("Orre & Finch fell.", ("Orre & Finch", "Organization"), "Orre & Finch"),
        ("Velmar VLM fell.", ("Velmar VLM", "Organization"), "Velmar VLM"),
    ],
)
def test_what_stands_beside_a_name_is_no_part_of_it(text: str, given: tuple[str, str], expected: str) -> None:
    words, label = given
    (entity,) = named_entities(text, annotation(text).paragraphs, [(place(text, words), label)])
    assert entity == Entity(place(text, expected), label)


def test_two_names_that_an_ampersand_joins_are_a_firm() -> None:
    text = "Orre & Finch fell."
    (entity,) = named_entities(text, annotation(text).paragraphs, [(place(text, "Orre & Finch"), "Person")])
    assert entity.label == "Organization"


def test_a_headlines_verb_is_no_part_of_a_name_that_the_body_has_in_full() -> None:
    text = "Jeb Orre Mulls New Run\nJeb Orre spoke. Ida Vane Mohle left."
    made = annotation(text, people="Jeb Orre Mulls; Jeb Orre; Ida Vane Mohle", zones={0: "headline"})
    people = [e.span.of(text) for e in mended(text, made.paragraphs, list(made.entities))]
    assert people == ["Jeb Orre", "Jeb Orre", "Ida Vane Mohle"]


def test_a_sons_name_in_the_headline_is_not_cut_to_his_fathers() -> None:
    text = "Ron Vane Jr. Says So\nRon Vane Jr. spoke. His father Ron Vane left."
    made = annotation(text, people="Ron Vane Jr.; Ron Vane", zones={0: "headline"})
    people = [e.span.of(text) for e in mended(text, made.paragraphs, list(made.entities))]
    assert people == ["Ron Vane Jr.", "Ron Vane Jr.", "Ron Vane"]


def test_a_surname_in_capitals_is_somebodys_who_is_named_in_full() -> None:
    text = "BLAIR leaves\nTony Blair left. BLAIR waved. BLAIR Trust is his."
    entities = [Entity(place(text, "BLAIR"), "Organization"), Entity(place(text, "Tony Blair"), "Person")]
    entities += [Entity(place(text, "BLAIR#2"), "Person")]
    assert mended(text, annotation(text).paragraphs, entities)[-1].label == "Person"


def test_a_given_name_with_an_age_is_a_person_though_a_town_has_it() -> None:
    text = "Charlotte is wet. Charlotte is old. Charlotte, 34, spoke."
    entities = [Entity(place(text, w), label) for w, label in (("Charlotte", "Location"), ("Charlotte#2", "Location"))]
    assert mended(text, annotation(text).paragraphs, [*entities, Entity(place(text, "Charlotte#3"), "Person")])[-1].label == "Person"


def test_a_person_behind_a_countrys_full_stop_begins_a_sentence() -> None:
    text = "Mike Orre left. They may enter the U.S. Orre said so."
    entities = [Entity(place(text, "Mike Orre"), "Person"), Entity(place(text, "U.S. Orre"), "Organization")]
    assert mended(text, annotation(text).paragraphs, entities)[-1] == Entity(place(text, "Orre#2"), "Person")


def test_a_firm_with_a_countrys_letters_is_no_person() -> None:
    text = "Ann Steel sued U.S. Steel. U.S. Steel spoke."
    entities = [Entity(place(text, w), label) for w, label in (("Ann Steel", "Person"), ("U.S. Steel", "Organization"))]
    entities += [Entity(place(text, "U.S. Steel#2"), "Organization")]
    assert [e.label for e in mended(text, annotation(text).paragraphs, entities)] == ["Person", "Organization", "Organization"]
