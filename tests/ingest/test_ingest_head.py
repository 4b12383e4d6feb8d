"""What plain text prints about itself: found with the words that say so, and never guessed."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from audit.domain.text import Article
from audit.ingest.head import completed, completed_document

BODY = "The council of Port Ansel put off the vote on Monday night, and nobody could say when it would be held."


def told(text: str) -> dict[str, str]:
    found = completed(Article(text, "-", "x"))
    fields = {"title": found.title, "byline": found.byline, "outlet": found.outlet, "published": found.published}
    assert found.text == text
    return {name: value for name, value in fields.items() if value is not None}


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ("Bridge vote delayed\n\n", {"title": "Bridge vote delayed"}),
        ("# Bridge vote delayed\n\n", {"title": "Bridge vote delayed"}),
        ("Will the bridge ever be built?\n\n", {"title": "Will the bridge ever be built?"}),
        ("Bridge vote delayed\nBy Ida Marsh\n", {"title": "Bridge vote delayed", "byline": "Ida Marsh"}),
        ("Bridge vote delayed\nBy Ida Marsh and J. R. Roe\n\n", {"title": "Bridge vote delayed", "byline": "Ida Marsh and J. R. Roe"}),
        ("Bridge vote delayed\r\nA night of words\r\nBy Ida Marsh\r\n", {"title": "Bridge vote delayed", "byline": "Ida Marsh"}),
        ("By Ida Marsh\n", {"byline": "Ida Marsh"}),
        ("By Ida Marsh, science correspondent\n", {"byline": "Ida Marsh"}),
        ("By Ida Marsh at Quill Park\n", {"byline": "Ida Marsh"}),
        ("By Ida Marsh, Tom Roe, and Bo Vane in Port Ansel\n", {"byline": "Ida Marsh, Tom Roe, and Bo Vane"}),
        ("Published 3 October 2031\n", {"published": "2031-10-03"}),
        ("Bridge vote delayed\nUpdated: March 8, 2036 at 10:32 GMT\n", {"title": "Bridge vote delayed", "published": "2036-03-08"}),
        ("Saturday, 8 March 2036\n", {"published": "2036-03-08"}),
        ("2036-03-08\n", {"published": "2036-03-08"}),
        ("PORT ANSEL, March 3 (Meridian Wire) - ", {"outlet": "Meridian Wire"}),
        ("PORT ANSEL (Meridian Wire) — ", {"outlet": "Meridian Wire"}),
    ],
)
def test_what_stands_at_the_head(head: str, fields: dict[str, str]) -> None:
    assert told(f"{head}{BODY}\n{BODY}\n") == fields


@pytest.mark.parametrize(
    ("foot", "fields"),
    [
        ("(Reporting by Ida Marsh; Editing by Tom Roe)", {"byline": "Ida Marsh"}),
        ("(Reporting by Ida Marsh in Port Ansel and Tom Roe in Velmar; Editing by Bo Vane)", {"byline": "Ida Marsh and Tom Roe"}),
        ("Reporting by Ida Marsh and Tom Roe", {"byline": "Ida Marsh and Tom Roe"}),
        ("Copyright 2031 The Harbour Gazette. All rights reserved.", {"outlet": "The Harbour Gazette"}),
        ("© 2031 Harbour Gazette", {"outlet": "Harbour Gazette"}),
    ],
)
def test_what_stands_at_the_foot(foot: str, fields: dict[str, str]) -> None:
    assert told(f"{BODY}\n{BODY}\n\n{foot}\n") == fields


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\n{BODY}\n",
        "Bridge vote delayed",
        "The council put off its vote on the new bridge,\nsaying that nobody had explained\nthe cost of it to anybody.\n",
        f"Bridge.\n\n{BODY}\n",
        f"For immediate release\n\n{BODY}\n",
        f"By the end of the week the bridge was gone.\n{BODY}\n",
        f"By then nothing was left\n{BODY}\n",
        f"In March 2031 the bridge fell.\n{BODY}\n",
        f"03/04/2031\n{BODY}\n",
        f"PORT ANSEL, March 3 - {BODY}\n",
        f"{BODY} Copyright law was not mentioned.\n{BODY}\n",
        "",
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    assert told(text) == {}


def test_the_words_that_say_so_are_told_and_what_is_known_stays() -> None:
    article = Article(f"Bridge vote delayed\nBy Ida Marsh\n3 October 2031\n\n{BODY}\n", "-", "x", notes=("a note",))
    found = completed(article)
    proof = "taken from the text: headline “Bridge vote delayed” (line 1), byline “By Ida Marsh” (line 2), date “3 October 2031” (line 3)"
    assert found.notes == ("a note", proof)
    known = replace(article, title="Another", byline="Tom Roe", published="2030")
    assert completed(known) is known


def test_a_printed_byline_comes_before_the_author_of_a_file() -> None:
    printed = Article(f"Bridge vote delayed\nBy Ida Marsh\n\n{BODY}", "-", "x", byline="Ona Reed")
    assert completed_document(printed).byline == "Ida Marsh"
    silent = completed_document(Article(BODY, "-", "x", byline="Ona Reed"))
    assert (silent.byline, silent.notes) == ("Ona Reed", ("the byline “Ona Reed” is the author in the file’s properties",))
    for program in ("python-docx", "Microsoft Office User", "Windows User", "Unknown", "admin"):
        assert completed_document(Article(BODY, "-", "x", byline=program)).byline is None
    assert completed_document(Article(BODY, "-", "x", byline="Ida User")).byline == "Ida User"


@pytest.mark.parametrize("piece", ["By A.", "A", "PORT ", "Copyright 2031 A", "By A B. ", "(c) ", "1 "])
def test_it_is_looked_for_in_linear_time(piece: str) -> None:
    began = time.process_time()
    completed(Article(piece * 200_000, "-", "x"))
    completed(Article(f"{piece}\n" * 100_000, "-", "x"))
    assert time.process_time() - began < 2
