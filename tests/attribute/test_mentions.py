"""From a source phrase to its mentions."""

from __future__ import annotations

from typing import Any

import pytest

from audit.attribute.heads import named_person, root
from audit.attribute.mentions import mentions
from audit.domain.statement import MentionKind
from audit.domain.text import Span
from tests.build import annotation, place

NAME, NOMINAL, PRONOUN = MentionKind.NAME, MentionKind.NOMINAL, MentionKind.PRONOUN
END = " said the dam was safe."

CASES: dict[str, tuple[str, dict[str, Any], list[tuple[str, MentionKind, str | None]]]] = {
    "a person": ("Mary Quill", {"people": "Mary Quill"}, [("quill", NAME, "Person")]),
    "a title and a person": ("Fisheries Minister Mary Quill", {"people": "Mary Quill"}, [("quill", NAME, "Person")]),
    "a person and what he is": (
        "Mary Quill, a clerk",
        {"people": "Mary Quill", "arcs": ["clerk appos Quill"]},
        [("quill", NAME, "Person")],
    ),
    "what he is and a person": ("The leader of the league, Mary Quill", {"people": "Mary Quill"}, [("quill", NAME, "Person")]),
    "one who named another": ("A clerk who named Quill", {"people": "Quill", "arcs": ["clerk nsubj said"]}, [("clerk", NOMINAL, None)]),
    "a person as well as a body": (
        "Mary Quill herself, as well as her campaign",
        {"people": "Mary Quill", "arcs": ["her nmod:poss campaign", "campaign nsubj said"]},
        [("quill", NAME, "Person"), ("campaign", NOMINAL, None)],
    ),
    "as well as nothing that speaks": ("A clerk as well as", {}, [("clerk", NOMINAL, None)]),
    "a body's man": ("Zork's clerk, Mary Quill", {"people": "Zork; Mary Quill"}, [("quill", NAME, "Person")]),
    "a board and one of its members": ("The board, including Mary Quill", {"people": "Mary Quill"}, [("board", NOMINAL, None)]),
    "a company's official": ("An Zork official", {"people": "Zork", "pos": {"official": "ADJ"}}, [("official", NOMINAL, None)]),
    "a name with and in it": ("Dams and Harbour Watch", {"organisations": "Harbour Watch"}, [("watch", NAME, "Organization")]),
    "a name by its capitals": ("the Upper Harbour Initiative", {}, [("initiative", NAME, "Organization")]),
    "a trade in capitals": ("the Upper Harbour Clerk", {}, [("clerk", NOMINAL, None)]),
    "a body with what it is": ("the harbour collective Zork", {}, [("zork", NAME, "Organization")]),
    "one that is a thing": ("One striking sheet", {"arcs": ["One nummod sheet", "sheet nsubj said"]}, [("sheet", NOMINAL, None)]),
    "a person's aide": ("Mary Quill's aide", {"people": "Mary Quill"}, [("aide", NOMINAL, None)]),
    "a person's people": ("Quill aides", {"people": "Quill"}, [("aide", NOMINAL, None)]),
    "a spokesman for a person": (
        "A spokesman for Mary Quill",
        {"people": "Mary Quill", "arcs": ["Quill nmod spokesman"]},
        [("spokesman", NOMINAL, None)],
    ),
    "a pronoun": ("She", {}, [("she", PRONOUN, None)]),
    "a pronoun and an adverb": ("She also", {}, [("she", PRONOUN, None)]),
    "a relative": ("who", {}, [("who", PRONOUN, None)]),
    "a body": ("The Harbour Office", {"organisations": "Harbour Office"}, [("office", NAME, "Organization")]),
    "a body of the lexicon": ("The White House", {}, [("house", NAME, "Organization")]),
    "a country": ("Norway", {"places": "Norway"}, [("norway", NAME, "Organization")]),
    "a description": ("A senior harbour clerk", {}, [("clerk", NOMINAL, None)]),
    "a name that nobody tagged": ("the Zorkmid", {}, [("zorkmid", NAME, None)]),
    "the people of a body": ("Pentagon officials", {"organisations": "Pentagon"}, [("official", NOMINAL, None)]),
    "two people": (
        "Mary Quill and Robert Vane",
        {"people": "Mary Quill; Robert Vane", "arcs": ["Vane conj Quill"]},
        [("quill", NAME, "Person"), ("vane", NAME, "Person")],
    ),
    "both of two people": (
        "Both Quill and Vane",
        {"people": "Quill; Vane", "arcs": ["Vane conj Quill"]},
        [("quill", NAME, "Person"), ("vane", NAME, "Person")],
    ),
    "three people": (
        "Quill, Vane and Marsh",
        {"people": "Quill; Vane; Marsh", "arcs": ["Vane conj Quill", "Marsh conj Quill"]},
        [("quill", NAME, "Person"), ("vane", NAME, "Person"), ("marsh", NAME, "Person")],
    ),
    "two names without a tree": ("Quill and Vane", {"people": "Quill; Vane"}, [("quill", NAME, "Person"), ("vane", NAME, "Person")]),
    "experts and clerks": ("experts and clerks", {"arcs": ["clerks conj experts"]}, [("expert", NOMINAL, None), ("clerk", NOMINAL, None)]),
    "a pronoun and a clerk": ("He and a clerk", {}, [("he", PRONOUN, None), ("clerk", NOMINAL, None)]),
    "one body with and in its name": (
        "The Ports and Harbours Office",
        {"organisations": "Ports and Harbours Office", "arcs": ["Ports compound Office", "and cc Office"]},
        [("office", NAME, "Organization")],
    ),
    "one person with two offices": (
        "Quill, a clerk and guard",
        {"people": "Quill", "arcs": ["clerk appos Quill", "guard conj clerk"]},
        [("quill", NAME, "Person")],
    ),
    "senators and their seats": (
        "Senators Mary Quill (R) of Ohio and Robert Vane, D-Texas",
        {"people": "Mary Quill; Robert Vane"},
        [("quill", NAME, "Person"), ("vane", NAME, "Person")],
    ),
    "people with names and others": (
        "Mary Quill, Robert Vane and a dozen officials",
        {"people": "Mary Quill; Robert Vane"},
        [("quill", NAME, "Person"), ("vane", NAME, "Person"), ("official", NOMINAL, None)],
    ),
    "a name, and a name behind what he is": (
        "Quill and the spokesman of the union, Robert Vane",
        {"people": "Quill; Robert Vane"},
        [("quill", NAME, "Person"), ("vane", NAME, "Person")],
    ),
    "three bodies": (
        "Norway, the Zork, and Finland",
        {"places": "Norway; Finland", "organisations": "Zork"},
        [("norway", NAME, "Organization"), ("zork", NAME, "Organization"), ("finland", NAME, "Organization")],
    ),
    "two titles of one person": (
        "Zork spokesman and vice president Mary Quill",
        {"people": "Mary Quill", "organisations": "Zork"},
        [("quill", NAME, "Person")],
    ),
    "two firms of one chief": (
        "Zork and Velmar founder Mary Quill",
        {"people": "Mary Quill", "organisations": "Zork; Velmar"},
        [("quill", NAME, "Person")],
    ),
    "an office and another's": (
        "the president and mayor Mary Quill",
        {"people": "Mary Quill", "arcs": ["Quill conj president"]},
        [("president", NOMINAL, None), ("quill", NAME, "Person")],
    ),
    "a group that shares its description": (
        "harbour guards and teachers",
        {"arcs": ["harbour compound guards", "teachers conj guards"], "lemmas": {"guards": "guard"}},
        [("teacher", NOMINAL, None)],
    ),
    "officials of two countries": (
        "U.S. and Norwegian officials",
        {"places": "U.S.", "arcs": ["U.S. nmod officials", "Norwegian amod officials"]},
        [("official", NOMINAL, None)],
    ),
    "neither of two": (
        "Neither Mary Quill nor the union",
        {"people": "Mary Quill", "arcs": ["union nsubj said"]},
        [("quill", NAME, "Person"), ("union", NOMINAL, None)],
    ),
    "one player of two teams": (
        "The former Zork and Velmar player",
        {"organisations": "Zork; Velmar", "pos": {"player": "NOUN"}},
        [("player", NOMINAL, None)],
    ),
    "people at a place and one more": (
        "sources inside the hospital and a doctor",
        {"arcs": ["sources nsubj said", "doctor conj sources"], "pos": {"inside": "ADP"}},
        [("source", NOMINAL, None), ("doctor", NOMINAL, None)],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_mentions_of_a_phrase(case: str) -> None:
    phrase, built, expected = CASES[case]
    a = annotation(phrase + END, **built)
    found = mentions(a, place(a.text, phrase))
    assert [(m.head, m.kind, m.entity_type) for m in found] == expected
    assert all(place(a.text, phrase).contains(m.span) for m in found)


def test_a_phrase_without_words_has_no_mention() -> None:
    a = annotation("Quill, said it.")
    assert mentions(a, place(a.text, ",")) == ()
    assert mentions(a, Span(6, 7)) == ()


def test_a_phrase_that_ends_in_a_bracket_keeps_it() -> None:
    a = annotation("Vera (not her real name) said it.", people="Vera")
    (mention,) = mentions(a, place(a.text, "Vera (not her real name)"))
    assert mention.span.of(a.text) == "Vera (not her real name)"


@pytest.mark.parametrize(
    ("phrase", "arcs", "head"),
    [
        ("the clerk of the court", ["court nmod clerk"], "clerk"),
        ("the harbour clerk", [], "clerk"),
        ("one of the clerks", ["clerks nmod one"], "one"),
    ],
)
def test_the_root_of_a_phrase(phrase: str, arcs: list[str], head: str) -> None:
    a = annotation("Yesterday " + phrase + END, arcs=arcs)
    assert root(a, a.inside(place(a.text, phrase))).text == head


def test_a_person_beside_the_phrase_is_not_named_by_it() -> None:
    a = annotation("Mary Quill told a clerk it was safe.", people="Mary Quill")
    assert named_person(a, a.inside(place(a.text, "a clerk"))) is None


TORN = (
    "Both the mayor, Mary Quill, and her deputy, Robert Vane, as well as two clerks and representatives for Quill and Vane, "
    "neither Quill nor the Reef Trust spokesman and vice president Mary Quill said it."
)


@pytest.mark.parametrize("first", range(len(TORN.split())))
def test_a_phrase_may_break_off_anywhere(first: int) -> None:
    a = annotation(TORN, people="Mary Quill; Robert Vane; Quill; Vane", organisations="Reef Trust")
    for last in range(first, len(a.tokens)):
        span = Span(a.tokens[first].span.start, a.tokens[last].span.end)
        assert all(span.contains(one.span) for one in mentions(a, span))
