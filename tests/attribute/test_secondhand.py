"""Words that an outlet or a document passes on."""

from __future__ import annotations

from typing import Any

import pytest

from audit.attribute.statements import statements
from audit.domain.statement import Channel
from tests.build import annotation


def said(text: str, **built: Any) -> list[tuple[str, str | None, str | None]]:
    found = statements(annotation(text, **built))
    return [(s.words(text), s.source_span.of(text) if s.source_span else None, s.via) for s in found]


@pytest.mark.parametrize(
    ("text", "tags", "source", "via"),
    [
        (
            "It sank, the Harbour Gazette reported, citing an unnamed clerk.",
            [("reported", "the Harbour Gazette", "It sank"), ("citing", "the Harbour Gazette", "an unnamed clerk")],
            "an unnamed clerk",
            "Harbour Gazette",
        ),
        ("According to the Gazette, which cited a clerk, It sank.", [("According to", "the Gazette", "It sank")], "a clerk", "Gazette"),
        (
            "It sank, the Gazette said, citing clerks briefed on it.",
            [("said", "the Gazette", "It sank"), ("citing", "the Gazette", "clerks briefed on it")],
            "clerks briefed on it",
            "Gazette",
        ),
        ("Citing a memo, the Gazette said It sank.", [("said", "the Gazette", "It sank")], "a memo", "Gazette"),
        (
            "The Gazette quoted a clerk as saying It sank.",
            [("quoted", "The Gazette", "a clerk as saying It sank"), ("saying", "a clerk", "It sank")],
            "a clerk",
            "Gazette",
        ),
        ("It sank, the Gazette quoted a clerk as saying.", [("quoted", "the Gazette", "It sank")], "a clerk", "Gazette"),
        ("A clerk was quoted by the Gazette as saying It sank.", [("quoted", "A clerk", "It sank")], "A clerk", "Gazette"),
        ("A clerk was quoted as saying It sank.", [("saying", "A clerk", "It sank")], "A clerk", None),
        ("A clerk was quoted as saying that It sank.", [("saying", "A clerk", "that It sank")], "A clerk", None),
        (
            "It sank, a clerk said, according to the Gazette.",
            [("said", "a clerk", "It sank"), ("according to", "the Gazette", "It sank, a clerk said")],
            "a clerk",
            "Gazette",
        ),
        (
            "It sank, a clerk said, according to minutes seen in May.",
            [("said", "a clerk", "It sank"), ("according to", "minutes seen in May", "It sank, a clerk said")],
            "a clerk",
            "minutes seen in May",
        ),
    ],
)
def test_the_origin_is_the_source(text: str, tags: Any, source: str, via: str | None) -> None:
    arcs = ["clerk nsubj quoted"] if "A clerk was" in text else ["Gazette nsubj quoted"] if "quoted" in text else []
    assert said(text, tags=tags, pos={"cited": "VERB", "that": "SCONJ"}, arcs=arcs) == [("It sank", source, via)]


def test_a_person_who_passes_words_on_is_kept_too() -> None:
    text = "It sank, a clerk claimed, Mary Quill said."
    tags = [("claimed", "a clerk", "It sank"), ("said", "Mary Quill", "It sank, a clerk claimed")]
    assert sorted(said(text, people="Mary Quill", tags=tags), key=str) == [
        ("It sank", "a clerk", "Mary Quill"),
        ("It sank, a clerk claimed", "Mary Quill", None),
    ]


def test_a_report_that_says_more_than_it_passes_on_is_kept() -> None:
    text = "The keeper, who was ill in the long winter, claimed It sank, according to the Gazette."
    whole = "The keeper, who was ill in the long winter, claimed It sank"
    tags = [("claimed", "The keeper", "It sank"), ("according to", "the Gazette", whole)]
    assert {source for _, source, _ in said(text, tags=tags)} == {"The keeper", "the Gazette"}


def test_a_document_that_says_what_somebody_said_is_kept() -> None:
    text = "It sank, a clerk told them, the report added."
    tags = [("told", "a clerk", "It sank"), ("added", "the report", "It sank, a clerk told them")]
    assert {source for _, source, _ in said(text, tags=tags)} == {"a clerk", "the report"}


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said It sank, citing a report.",
        "It sank, Zork Bloomberg said, citing a report.",
        "The Gazette said It sank and cited a report.",
        "The Gazette said It sank, citing.",
    ],
)
def test_who_cites_and_is_no_outlet_stays_the_source(text: str) -> None:
    who = text.split(" said")[0].removeprefix("It sank, ")
    found = said(text, people="Zork Bloomberg" if "Bloomberg" in text else (), tags=[("said", who, "It sank")], pos={"cited": "VERB"})
    assert found == [("It sank", who, None)]


def test_second_hand_is_a_channel() -> None:
    text = "It sank, the Harbour Gazette reported, citing a clerk."
    (one,) = statements(annotation(text, tags=[("reported", "the Harbour Gazette", "It sank")]))
    assert one.channel is Channel.SECOND_HAND


def test_the_conjunction_behind_who_is_cited_is_no_part_of_the_content() -> None:
    text = "The Gazette reported, citing two clerks, that it sank."
    tags = [("reported", "The Gazette", "citing two clerks, that it sank"), ("citing", "The Gazette", "two clerks")]
    assert said(text, tags=tags, pos={"that": "SCONJ"}) == [("it sank", "two clerks", "Gazette")]
