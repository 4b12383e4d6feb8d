"""Paragraphs, their zones, and the pieces that go to the parser."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.annotate.paragraphs import paragraph_spans, pieces, zoned

WRAPPED = """Ferry stops for good

The night ferry between the two islands will make its last trip on
Sunday, the harbour office said. The boat has run since the war and
carried the mail, the milk and most of the brides of the smaller
island.

Its captain, who has steered it for thirty years, said he would sleep
for a week and then buy a bicycle, which he called the better boat
because it never had to be painted.
"""


def printed(text: str) -> list[str]:
    return [text[s:e] for s, e in paragraph_spans(text)]


def zones(text: str, title: str | None = None) -> list[str]:
    return [p.zone for p in zoned(text, paragraph_spans(text), title)]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        pytest.param("One.\nTwo.", ["One.", "Two."], id="lines"),
        pytest.param("One.\r\n\r\nTwo.\r\n", ["One.", "Two."], id="windows"),
        pytest.param("One.\rTwo.", ["One.", "Two."], id="old mac"),
        pytest.param("  One. \u2028\tTwo.\u00a0\n\n   \n", ["One.", "Two."], id="space and separators"),
        pytest.param("", [], id="nothing"),
        pytest.param(" \n \n", [], id="only space"),
    ],
)
def test_paragraphs(text: str, paragraphs: list[str]) -> None:
    assert printed(text) == paragraphs


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_hard_wrapped_lines_are_joined_up_to_a_blank_line(line_end: str) -> None:
    found = printed(WRAPPED.replace("\n", line_end))
    assert [p.split()[0] for p in found] == ["Ferry", "The", "Its"]
    assert found[1].endswith("island.")


def test_lines_that_end_their_sentences_are_paragraphs() -> None:
    text = "\n".join(f"The harbour office said on day {i} that nothing had changed at all." for i in range(6))
    assert len(printed(text)) == 6


@pytest.mark.parametrize("line", ["x" * 1_000_000, "word " * 200_000, "A sentence. " * 80_000, "ab " * 700 + "x" * 5000 + ". End."])
def test_a_long_line_is_cut_into_pieces_without_loss(line: str) -> None:
    begun = time.perf_counter()
    cut = pieces(line, paragraph_spans(line))
    assert "".join(line[s:e] for s, e in cut).split() == line.split() or "".join(line[s:e] for s, e in cut) == line.strip()
    assert all(a[1] <= b[0] for a, b in pairwise(cut))
    if "." not in line:
        assert max(e - s for s, e in cut) <= 1500
    assert time.perf_counter() - begun < 10


def test_a_short_paragraph_is_one_piece() -> None:
    assert pieces("One. Two.", [(0, 9)]) == [(0, 9)]


@given(st.text(st.sampled_from("ab .\n\r\u2028\t\u00a0”xA"), max_size=200))
def test_paragraphs_and_pieces_keep_every_visible_character(text: str) -> None:
    spans = paragraph_spans(text)
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    cut = pieces(text, spans)
    assert "".join("".join(text[s:e].split()) for s, e in cut) == "".join(text.split())
    assert [p.span.start for p in zoned(text, spans)] == [s for s, _ in spans]


@given(st.text(max_size=200))
def test_any_text_has_paragraphs(text: str) -> None:
    spans = paragraph_spans(text)
    assert all(0 <= s < e <= len(text) and not text[s].isspace() and not text[e - 1].isspace() for s, e in spans)
    zoned(text, spans, "A title")
    pieces(text, spans)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["Ferry stops for good", "The ferry stops.", "It ran."], ["headline", "body", "body"], id="headline"),
        pytest.param(
            ["Ferry stops for good", "A captain looks for a bicycle", "By Mara Quill", "Published 3 May 2026", "The ferry stops."],
            ["headline", "deck", "byline", "dateline", "body"],
            id="all of it",
        ),
        pytest.param(
            ["Ferry stops", "By Mara Quill", "After thirty years of milk and mail", "It stops."],
            ["headline", "byline", "deck", "body"],
            id="deck late",
        ),
        pytest.param(["The ferry stops.", "It ran."], ["body", "body"], id="no headline"),
        pytest.param(["The ferry stops.", "A line without a stop"], ["body", "body"], id="no deck in the body"),
        pytest.param(["By Tuesday the ferry had stopped.", "It ran."], ["body", "body"], id="a sentence that begins with by"),
        pytest.param(["from the wall, silence", "It ran."], ["headline", "body"], id="from in lower case"),
        pytest.param(["Updated rules for ferries", "It ran."], ["headline", "body"], id="updated is no date"),
        pytest.param(["Ferry stops", "Monday, May 4, 2026", "It ran."], ["headline", "dateline", "body"], id="weekday"),
        pytest.param(["Ferry stops", "4 May 2026", "It ran."], ["headline", "dateline", "body"], id="date"),
        pytest.param(["Captain Leaves Ferry Behind.", "It ran.", "It stopped."], ["headline", "body", "body"], id="title case with a stop"),
        pytest.param(["Captain left the Ferry.", "It ran.", "It stopped."], ["body", "body", "body"], id="a sentence with a stop"),
        pytest.param(
            ["Ferry stops", "It ran.", "Sign up for our newsletter", "It stops."],
            ["headline", "body", "boilerplate", "body"],
            id="newsletter",
        ),
        pytest.param(["Advertisement", "Ferry stops", "It ran."], ["boilerplate", "headline", "body"], id="advertisement first"),
    ],
)
def test_zones(lines: list[str], expected: list[str]) -> None:
    assert zones("\n".join(lines)) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Ferry stops for good!", "It ran."], ["headline", "body"]),
        (["A captain looks for a bicycle", "It ran."], ["deck", "body"]),
        (["It ran.", "It stops."], ["body", "body"]),
    ],
    ids=["the title again", "deck before the body", "no headline in the text"],
)
def test_zones_where_the_input_brought_its_title(lines: list[str], expected: list[str]) -> None:
    assert zones("\n".join(lines), "Ferry Stops for Good") == expected


PRINTED = """The night ferry between the two islands will make its last trip on
Sunday, the harbour office said. The boat has run since the war and
carried the mail, the milk and most of the brides of the smaller
island.
Its captain, who has steered it for thirty years, said he would sleep
for a week and then buy a bicycle, which he called the better boat
because it never had to be painted. Sign up for newsletters of the
ferry line, a poster on the quay still says.
The line said nothing.
Nobody knows what becomes of the boat, which has no other berth, and
the harbour office would not say who had asked for it.
"""


def test_without_blank_lines_a_short_line_ends_a_paragraph() -> None:
    spans = paragraph_spans(PRINTED)
    firsts = [PRINTED[start:end].split()[0] for start, end in spans]
    assert firsts == ["The", "Its", "The", "Nobody"]


def test_most_of_a_text_is_no_boilerplate_whatever_stands_in_it() -> None:
    text = " ".join(PRINTED.split()) * 2
    assert [one.zone for one in zoned(text, [(0, len(text))])] == ["body"]
    short = "Sign up for newsletters of the ferry line."
    assert [one.zone for one in zoned(f"{text}\n{short}", [(0, len(text)), (len(text) + 1, len(text) + 1 + len(short))])] == [
        "body",
        "boilerplate",
    ]
