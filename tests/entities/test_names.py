"""Names of people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.entities.names import given_gender, person_name, same, title_gender


@pytest.mark.parametrize(
    ("printed", "full", "given", "last", "gender", "title"),
    [
        ("Robert Quill", "Robert Quill", "robert", "quill", "m", ""),
        ("Mary Quill", "Mary Quill", "mary", "quill", "f", ""),
        ("Zork Quill", "Zork Quill", "zork", "quill", "", ""),
        ("Quill", "Quill", "", "quill", "", ""),
        ("Mr Quill", "Quill", "", "quill", "m", "Mr"),
        ("Mrs. Quill", "Quill", "", "quill", "f", "Mrs."),
        ("Dr Mary Quill", "Mary Quill", "mary", "quill", "f", "Dr"),
        ("President Quill", "Quill", "", "quill", "", "President"),
        ("Col. Robert Quill", "Robert Quill", "robert", "quill", "m", "Col."),
        ("Lt. Gen. Robert Quill", "Robert Quill", "robert", "quill", "m", "Lt. Gen."),
        ("Former Senator Mary Quill", "Mary Quill", "mary", "quill", "f", "Former Senator"),
        ("Democrat Robert Quill", "Robert Quill", "robert", "quill", "m", "Democrat"),
        ("Robert Quill Jr.", "Robert Quill Jr.", "robert", "quill", "m", ""),
        ("Robert Quill, III", "Robert Quill III", "robert", "quill", "m", ""),
        ("Mary Quill MP", "Mary Quill", "mary", "quill", "f", ""),
        ("Mary Quill's", "Mary Quill", "mary", "quill", "f", ""),
        ("Mary Quills’", "Mary Quills", "mary", "quills", "f", ""),
        ("“Mary Quill,”", "Mary Quill", "mary", "quill", "f", ""),
        ("Mary\u00a0Quill", "Mary Quill", "mary", "quill", "f", ""),
        ("Mary Quill AM", "Mary Quill", "mary", "quill", "f", ""),
        ("DPP Mary Quill", "Mary Quill", "mary", "quill", "f", "DPP"),
        ("Lt. Cmdr. Zork Quill", "Zork Quill", "zork", "quill", "", "Lt. Cmdr."),
        ("ZorkLee Quill", "ZorkLee Quill", "zorklee", "quill", "", ""),
        ("Zork QuillThis", "Zork Quill", "zork", "quill", "", ""),
        ("Kim Yong-hyun", "Kim Yong-hyun", "kim", "yong-hyun", "", ""),
        ("King", "King", "", "king", "", ""),
        ("Judge", "Judge", "", "judge", "", ""),
        ("R. J. Quill", "R. J. Quill", "r.", "quill", "", ""),
    ],
)
def test_a_name_is_read(printed: str, full: str, given: str, last: str, gender: str, title: str) -> None:
    name = person_name(printed)
    assert name is not None
    assert (name.full, name.given, name.last, name.gender, name.title) == (full, given, last, gender, title)
    assert name.single is (given == "")


@pytest.mark.parametrize("printed", ["", "  ", "“”", "Mr", "Mrs.", "Dr."])
def test_what_is_no_name(printed: str) -> None:
    assert person_name(printed) is None


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("Robert Quill", "Quill", True),
        ("Robert Quill", "Mr Quill", True),
        ("Robert Quill", "Mrs Quill", False),
        ("Mary Quill", "Mr Quill", False),
        ("Robert Quill", "Robert", True),
        ("Robert Quill", "R. Quill", True),
        ("Robert Quill", "T. Quill", False),
        ("Robert Quill", "Rob Quill", True),
        ("Robert Quill", "Thomas Quill", False),
        ("Robert Quill", "Robert Vane", False),
        ("Robert Quill", "Robert James Quill", True),
        ("Robert Quill Vane", "Robert Quill", True),
        ("Kim Yong-hyun", "Kim", True),
        ("Kim Jong Un", "Kim", True),
        ("Kim Jong Un", "Moon", False),
        ("Ursula von der Leyen", "von der Leyen", True),
        ("Ursula von der Leyen", "Leyen", True),
        ("Juan de la Vega", "la Vega", True),
        ("Ann Li", "Joann Lister", False),
        ("Quill", "Quill", True),
        ("Quill", "Vane", False),
    ],
)
def test_whether_two_names_can_be_one_person(a: str, b: str, one: bool) -> None:
    first, second = person_name(a), person_name(b)
    assert first is not None
    assert second is not None
    assert same(first, second) is one
    assert same(second, first) is one


@pytest.mark.parametrize(("word", "gender"), [("mrs", "f"), ("spokesman", "m"), ("spokeswoman", "f"), ("minister", ""), ("", "")])
def test_gender_of_a_title(word: str, gender: str) -> None:
    assert title_gender(word) == gender


@pytest.mark.parametrize(("given_name", "gender"), [("robert", "m"), ("mary", "f"), ("jean", ""), ("zork", "")])
def test_gender_of_a_given_name(given_name: str, gender: str) -> None:
    assert given_gender(given_name) == gender


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_can_be_compared(a: str, b: str) -> None:
    first, second = person_name(a), person_name(b)
    if first is not None:
        assert same(first, first)
        assert first.last
        if second is not None:
            assert same(first, second) is same(second, first)
