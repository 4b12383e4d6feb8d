"""The word lists, the places, and the anonymity catalogue where it is at hand."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.lexicons import boilerplate, names, patterns, table, words
from audit.lexicons.patterns import find, line
from audit.lexicons.places import also_a_person, country_of, demonyms, speaking_places
from tests.build import plain_tokens

CATALOGUE = Path(__file__).parents[3] / "shared" / "data" / "anonymity" / "catalogue.json"
"""Beside the repository, as the corpora are; the tests that need it say so where it is not there."""
DISCLOSING = ("status", "partial_name", "pseudonym", "ground_rule")
REASONS = ("leave", "reason_around", "reason")
LISTS = (*DISCLOSING, *REASONS, "apart", "reason_apart", "basis", "boilerplate")
WORDS = re.findall(r"\w+|[,.]", "not authorised to speak because of on condition anonymity and who said name his fear, .")
LEADS = ("A person, who ", "The official ")


def hits(text: str, *keys: str) -> list[str]:
    """The words of ``text`` that the anonymity lists under ``keys`` mark."""
    tokens = plain_tokens(text)
    return [" ".join(t.text for t in tokens[a:b]) for key in keys for a, b, _ in find(patterns("anonymity", key), line(tokens))]


@pytest.mark.parametrize("name", ["anonymity", "responses", "reach"])
def test_every_pattern_can_be_read(name: str) -> None:
    for key, value in table(name).items():
        if key not in ("adjective", "legal", "words") and isinstance(value, list):
            assert patterns(name, key)
            assert len(set(value)) == len(value), f"{name}.{key} says something twice"


def test_words_are_read_from_strings_and_lists() -> None:
    assert "spokeswoman" in words("people", "heads", "spokes")
    assert "unnamed" in words("anonymity", "adjective")
    assert {"white house", "pentagon"} <= names("state")


def test_a_list_that_does_not_exist_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        words("people", "heads", "nonsense")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a clerk who spoke on condition of anonymity", "status"),
        ("speaking under the condition of strict anonymity", "status"),
        ("on the condition that they would not be quoted", "status"),
        ("two clerks insisted on anonymity", "status"),
        ("she agreed to talk only if not named", "status"),
        ("he insisted on not being identified", "status"),
        ("they asked that their names be withheld", "status"),
        ("he asked for his identity to be concealed", "status"),
        ("a nurse whose name is being withheld to protect her", "status"),
        ("the paper has agreed not to name the clerk", "status"),
        ("the newspaper is not identifying them", "status"),
        ("the site is withholding her name", "status"),
        ("a guard who didn’t want to be named", "status"),
        ("a guard who can't be identified by name", "status"),
        ("an officer who cannot be named under army rules", "status"),
        ("the remark was not for attribution", "status"),
        ("she spoke confidentially", "status"),
        ("he gave his name only as Tom", "partial_name"),
        ("a driver identified only as Ines", "partial_name"),
        ("a driver who goes by the name Pockets", "partial_name"),
        ("he would not give his last name", "status"),
        ("Ines, not her real name", "pseudonym"),
        ("their names have been changed", "pseudonym"),
        ("she said on background", "ground_rule"),
        ("speaking off the record", "ground_rule"),
        ("at a background briefing", "ground_rule"),
        ("who was not yet authorised to discuss it", "reason"),
        ("neither was formally cleared to talk about it", "reason"),
        ("an aide unauthorised to speak", "reason"),
        ("lacking permission to speak to the press", "reason"),
        ("out of fear for her job", "reason"),
        ("worried about losing a contract", "reason"),
        ("to speak more openly about the clinic", "reason"),
        ("because the sale is not final", "reason"),
        ("three clerks with first-hand knowledge of the sale", "basis"),
        ("an aide who has read the draft", "basis"),
        ("a friend close to the family", "basis"),
        ("people aware of the plan", "basis"),
    ],
)
def test_a_marker_is_found(text: str, key: str) -> None:
    assert hits(text, *(REASONS if key == "reason" else [key])), text


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("a law on background checks", DISCLOSING),
        ("it fell off the record books", DISCLOSING),
        ("an anonymity order of the court", DISCLOSING),
        ("a woman whose name has been withheld pending a hearing", DISCLOSING),
        ("he was authorised to speak for the family", (*DISCLOSING, "leave")),
        ("she was not authorised to enter", (*DISCLOSING, "leave")),
        ("he asked not to be disturbed", (*DISCLOSING, "leave")),
        ("they stayed away for fear of flooding", REASONS),
        ("a family close to tears", ("basis",)),
        ("shops close to the river", ("basis",)),
        ("she is familiar with the area", ("basis",)),
    ],
)
def test_no_marker_where_there_is_none(text: str, keys: tuple[str, ...]) -> None:
    assert hits(text, *keys) == []


@pytest.mark.skipif(not CATALOGUE.is_file(), reason="the catalogue of anonymity phrases is not on this machine")
@pytest.mark.parametrize(("group", "keys"), [("status", DISCLOSING), ("reason", REASONS), ("know", ("basis",))])
def test_every_form_of_the_catalogue_is_found(group: str, keys: tuple[str, ...]) -> None:
    forms = [e["form"] for e in json.loads(CATALOGUE.read_text(encoding="utf-8"))["positive"] if e["group"] == group]
    adjectives = set(table("anonymity")["adjective"])

    def found(form: str) -> bool:
        if group == "status" and adjectives & set(form.lower().split()):
            return True
        return any(hits(lead + form, *keys) for lead in LEADS)

    assert forms
    assert [f for f in forms if not found(f)] == []


@pytest.mark.skipif(not CATALOGUE.is_file(), reason="the catalogue of anonymity phrases is not on this machine")
def test_few_of_the_counter_examples_are_hit() -> None:
    texts = [e["text"] for e in json.loads(CATALOGUE.read_text(encoding="utf-8"))["negative"]]
    assert [t for t in texts if hits(t, "partial_name", "pseudonym", "ground_rule", "leave")] == []
    # these four need to know who is meant and who is told; audit.evidence.owners looks at that
    assert len([t for t in texts if hits(t, "status")]) <= 4


@given(st.text(max_size=80))
def test_no_text_breaks_the_lists(text: str) -> None:
    tokens = plain_tokens(text)
    for key in LISTS:
        for first, last, _ in find(patterns("anonymity", key), line(tokens)):
            assert 0 <= first < last <= len(tokens)


@given(st.lists(st.sampled_from(WORDS), max_size=20))
def test_matches_do_not_overlap(parts: list[str]) -> None:
    tokens = plain_tokens(" ".join(parts))
    for key in LISTS:
        found = find(patterns("anonymity", key), line(tokens))
        assert all(a[1] <= b[0] for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("phrase", "country"),
    [
        ("US Defence Secretary", "United States"),
        ("U.S. officials", "United States"),
        ("the US's envoy", "United States"),
        ("he told us", None),
        ("a senior South Korean presidential official", "South Korea"),
        ("North Korea’s leader", "North Korea"),
        ("Seoul", "South Korea"),
        ("the Iranians", "Iran"),
        ("the Chinese", "China"),
        ("a Dutch minister", "Netherlands"),
        ("Papua New Guinea", "Papua New Guinea"),
        ("Nigerian", "Nigeria"),
        ("The North", "North Korea"),
        ("the South said", "South Korea"),
        ("the north of the town", None),
        ("the North of the town", None),
        ("the mayor", None),
        ("", None),
    ],
)
def test_the_country_of_a_phrase(phrase: str, country: str | None) -> None:
    assert country_of(phrase) == country


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("astana", "Kazakhstan"),
        ("nur-sultan", "Kazakhstan"),
        ("eswatini", "Eswatini"),
        ("swaziland", "Eswatini"),
        ("türkiye", "Türkiye"),
        ("turkiye", "Türkiye"),
        ("turkey", "Türkiye"),
        ("czechia", "Czechia"),
        ("czech republic", "Czechia"),
        ("north macedonia", "North Macedonia"),
        ("skopje", "North Macedonia"),
        ("bogota", "Colombia"),
        ("gitega", "Burundi"),
        ("ivory coast", "Ivory Coast"),
        ("côte d'ivoire", "Ivory Coast"),
        ("brussels", "European Union"),
        ("delhi", "India"),
        ("drc", "Democratic Republic of the Congo"),
    ],
)
def test_countries_as_they_are_called_today_and_were_before(name: str, country: str) -> None:
    assert speaking_places()[name] == country


@pytest.mark.parametrize("town", ["kingston", "hamilton", "victoria", "stanley", "georgetown"])
def test_towns_and_people_that_share_a_name_with_a_small_capital_speak_for_nobody(town: str) -> None:
    assert town not in speaking_places()


@pytest.mark.parametrize("name", ["Jordan", "Chad", "Holland", "Israel", "Georgia"])
def test_countries_that_are_names_of_people(name: str) -> None:
    assert also_a_person(name)
    assert not also_a_person("Norway")


def test_what_news_adds_speaks_of_known_countries() -> None:
    known = {country["name"] for country in table("countries").values()} | {"European Union", "Korea", "Scotland", "Wales"}
    assert (set(speaking_places().values()) | set(demonyms().values())) - known == set()
    assert len(demonyms()) > 200


@pytest.mark.parametrize(
    ("line", "is_boilerplate"),
    [
        ("Sign up for our morning newsletter", True),
        ("You can sign up to the weekly briefing here", True),
        ("Subscribe now", True),
        ("Our newsletter lands in your inbox every morning", True),
        ("Read more: the long road to the dam", True),
        ("Advertisement", True),
        ("© 2026 The Harbour Gazette", True),
        ("Copyright The Harbour Gazette 2026", True),
        ("All rights reserved.", True),
        ("Reporting by Mara Quill; editing by Tom Vane", True),
        ("Do you have questions about the dam?", True),
        ("This story has been updated to add a reply.", True),
        ("Media contact: press@harbour.example", True),
        ("Contact the reporter at desk@harbour.example", True),
        ("For more information visit harbour.example", True),
        ("Support us", True),
        ("* * *", True),
        ("ADVERTISEMENT", True),
        ("Story Continued Below", True),
        ("Advertisement Continue reading the main story", True),
        ("LISTEN TO ARTICLE 4:15 SHARE THIS ARTICLE Share Tweet Post Email", True),
        ("Listen 6 min", True),
        ("Facebook Twitter WhatsApp Email Print", True),
        ("Share", True),
        ("5 min read", True),
        ("Image copyright Quill Pictures Image caption The mayor said she would not go", True),
        ("Enlarge this image toggle caption Ida Marsh/Harbour Wire", True),
        ("FILE - In this May 3, 2031, file photo, the mayor leaves the hall after she said that she would stay.", True),
        ("The mayor leaves the hall on May 3, 2031. (AP Photo/Ida Marsh, File)", True),
        ("The mayor leaves the hall. Photograph: Ida Marsh/AFP", True),
        ("Quill mayor says she will stay Read more", True),
        ("More: Quill mayor says she will stay", True),
        ("Related Coverage Quill mayor says she will stay", True),
        ("(RELATED: Quill mayor says she will stay)", True),
        ("JUST WATCHED Quill mayor: I will stay Replay More Videos ... MUST WATCH Quill mayor: I will stay 02:19", True),
        ("Slideshow (4 images)", True),
        ("This article is more than 1 year old", True),
        ("Ida Marsh in Port Hale contributed to this report.", True),
        ("— With assistance by Ida Marsh and Tom Roe", True),
        ("Follow Ida Marsh on Twitter: @idamarsh", True),
        ("Write to Ida Marsh at ida@harbour.example", True),
        ("Get the stories you care about delivered to your inbox.", True),
        ("Share prices fell on Monday, the fund said.", False),
        ("More people came than in May, she said.", False),
        ("Related parties may not bid, the ministry said.", False),
        ("The mayor told the class to read more.", False),
        ("He was photographed by Ida Marsh.", False),
        ("Follow the money, the prosecutor said.", False),
        ("File the form by Monday, the office said.", False),
        ("Close the pier, the mayor said.", False),
        ("Listen to the people, she told the council.", False),
        ("Advertisement revenue fell by a tenth, the paper said.", False),
        ("Two hours ago the ferry left, she said.", False),
        ("The clerk contributed to this report by the ombudsman, which nobody has read to its end.", False),
        ("Watch the pier, he said.", False),
        ("The council read more than forty letters before it voted.", False),
        ("About 300 people signed the petition.", False),
        ("She had to sign up to the plan, she said.", False),
        ("Subscribers are now paying twice as much, the union said.", False),
        ("In a newsletter he asked residents to sign a petition.", False),
        ("Contact between the two sides was broken off, the minister said.", False),
        ("Copyright law was made for printers, she said.", False),
        ("Advertisement spending rose, the firm said.", False),
        ("The image shows a broken wall, police said.", False),
        ("Photo albums were lost in the flood, residents said.", False),
        ("Support us or leave the square tonight, the mayor told the crowd of strikers.", False),
        ("This story was updated by hand for decades, the archivist said.", False),
    ],
)
def test_boilerplate(line: str, is_boilerplate: bool) -> None:
    assert any(p.search(line) for p in boilerplate("patterns")) is is_boilerplate
