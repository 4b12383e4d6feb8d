"""Texts that are printed whole, without quotation marks."""

from __future__ import annotations

from typing import Any

import pytest

from audit.attribute.statements import statements
from audit.domain.statement import Channel, Form, Statement
from tests.build import Tag, annotation

ORRE, VANE, QUILL = "Ola Orre", "Ann Vane", "Mara Quill"


def read(text: str, **built: Any) -> tuple[Statement, ...]:
    return statements(annotation(text, people=[name for name in (ORRE, VANE, QUILL) if name in text], **built))


def said(text: str, **built: Any) -> list[tuple[str | None, str]]:
    found = read(text, **built)
    assert all(s.form is Form.DIRECT for s in found)
    return [(s.source_span.of(text) if s.source_span else None, s.words(text)) for s in found]


WE = "We are sorry that the gate was shut."
IT = "It was checked in May, and nobody saw rust."


@pytest.mark.parametrize(
    ("lead", "author", "channel"),
    [
        (f"Statement from {ORRE}:", ORRE, Channel.STATEMENT),
        (f"Here is the full statement by {ORRE} on the gate:", ORRE, Channel.STATEMENT),
        (f"The full statement from {ORRE} Friday:", ORRE, Channel.STATEMENT),
        (f"The full statement from {ORRE} Friday May:", ORRE, Channel.STATEMENT),
        ("The full statement from Friday:", "statement", Channel.STATEMENT),
        (f"{ORRE}’s letter in full:", ORRE, Channel.DOCUMENT),
        (f"{ORRE} issued a statement on Monday. The full text of the statement:", ORRE, Channel.STATEMENT),
        (f"{ORRE}’s full remarks:", ORRE, Channel.INTERVIEW),
        ("The full text of the statement:", "statement", Channel.STATEMENT),
    ],
)
def test_a_line_that_announces_a_text_says_whose_it_is(lead: str, author: str, channel: Channel) -> None:
    text = f"The gate is shut.\n{lead}\n{WE}\n{IT}\n{WE}\nThe gate is old."
    arcs = [f"{ORRE.split()[1]} nsubj issued", "statement obj issued"] if "issued" in lead else []
    found = read(text, arcs=arcs, pos={"issued": "VERB"})
    assert [(s.source_span.of(text) if s.source_span else None, s.words(text)) for s in found] == [(author, WE), (author, IT), (author, WE)]
    assert {s.channel for s in found} == {channel}


@pytest.mark.parametrize(
    ("lead", "below"),
    [
        (f"Statement from {ORRE}:", f"“{WE}”"),  # in marks: not ours to read
        (f"Statement from {ORRE}:", "Every word of this."),
        (f"Statement from {ORRE}", WE),
        ("The gate has three locks:", WE),
        ("Our original post continues:", WE),
    ],
)
def test_what_is_no_text_below_an_announcement(lead: str, below: str) -> None:
    text = f"The gate is shut.\n{lead}\n{below}\nThe gate is old."
    tags: list[Tag] = [("continues", "Our original post", WE)] if "continues" in lead else []
    found = read(text, tags=tags, pos={"continues": "VERB"})
    assert [s for s in found if s.words(text) == WE and s.form is Form.DIRECT and s.cue is None] == []


@pytest.mark.parametrize(
    ("lead", "tag", "words"),
    [
        (f"As {ORRE} wrote:", ("wrote", ORRE, WE), [IT]),
        (f"{ORRE} told the Gazette on Monday:", ("told", ORRE, WE), [IT]),
        (f"The gate leaks, {ORRE} wrote:", ("wrote", ORRE, "The gate leaks"), ["The gate leaks", IT]),
        ("As The Harbour Gate Shuts Again, Ola Orre Says:", ("Says", ORRE, WE), None),  # a heading
        (f"{ORRE} said that he would list:", ("said", ORRE, "he would list"), None),
    ],
)
def test_a_block_quotation_stands_below_a_cue_that_ends_its_line(lead: str, tag: Any, words: list[str] | None) -> None:
    text = f"{lead}\n{IT}\n{WE}"
    found = read(text, tags=[tag], pos={"Says": "VERB", "list": "VERB", "would": "AUX"})
    block = [s for s in found if s.words(text) == IT]
    assert bool(block) == (words is not None)
    if words is not None:
        assert [s.words(text) for s in found] == words
        assert {s.source_span.of(text) for s in found if s.source_span} == {ORRE}


def test_a_text_stops_where_the_article_speaks_again() -> None:
    text = f"Statement from {ORRE}:\n{WE}\nVane said we had no plan.\n{WE}"
    tags: list[Tag] = [("said", "Vane", "we had no plan")]
    found = read(text, tags=tags)
    assert [s.words(text) for s in found if s.form is Form.DIRECT] == [WE]


def test_what_the_writer_says_of_himself_is_no_second_statement() -> None:
    text = f"Statement from {ORRE}:\nWe believe that the gate is safe, and Vane said it was old."
    tags: list[Tag] = [("believe", "We", "the gate is safe"), ("said", "Vane", "it was old")]
    found = read(text, tags=tags)
    assert [s.source_span.of(text) for s in found if s.source_span] == [ORRE, "Vane"]


LETTER = f"Dear Mr. Weir,\n{IT}\nOpen it.\nYours sincerely,\n"


@pytest.mark.parametrize(
    ("signatures", "mentions"),
    [
        (ORRE, [ORRE]),
        (f"{ORRE}, skipper\n{VANE}, clerk\n{QUILL}", [f"{ORRE}, skipper", f"{VANE}, clerk", QUILL]),
        (f"{ORRE}, skipper\nContributing: {VANE}", [f"{ORRE}, skipper"]),
    ],
)
def test_a_letter_is_all_its_signatories(signatures: str, mentions: list[str]) -> None:
    text = f"The letter was printed on Monday.\n{LETTER}{signatures}"
    found = read(text)
    assert [s.words(text) for s in found] == [IT, "Open it."]
    assert [[m.span.of(text) for m in s.mentions] for s in found] == [mentions, mentions]
    assert {s.channel for s in found} == {Channel.DOCUMENT}


def test_an_address_without_a_sign_off_is_no_letter() -> None:
    assert said(f"Dear Mr. Weir,\n{IT}\nOpen it.\nThe gate is old.") == []


MAIL = f"From: {QUILL} <quill@zork.example>\nTo: {ORRE}\nSubject: The gate\nOla,\nThe gate was shut.\nMara\n"


def test_e_mails_belong_to_their_senders() -> None:
    text = f"{MAIL}On Sunday, May 2, 2031, {ORRE} <orre@zork.example> wrote:\n> Was it shut?\n> I have to tell them.\nSent from my phone"
    assert said(text, tags=[("wrote", ORRE, "On Sunday, May 2, 2031")]) == [
        (QUILL, "The gate was shut."),
        (ORRE, "Was it shut?"),
        (ORRE, "I have to tell them."),
    ]
    assert {s.channel for s in read(text)} == {Channel.DOCUMENT}


def test_an_address_is_the_sender_where_no_name_is() -> None:
    assert said("From: quill@zork.example\nTo: Ola\nThe gate was shut at noon.\nIt is open.")[0][0] == "quill@zork.example"


@pytest.mark.parametrize("text", ["From: Zork\nThe gate was shut at noon.", "To: Ola\nSubject: The gate\nThe gate was shut at noon."])
def test_a_single_field_or_none_of_the_sender_is_no_header(text: str) -> None:
    assert said(text) == []


LONG = "The gate was shut in the night, and since the storm no clerk of the port has seen it open."


GAZETTE = "Zork Gazette"


@pytest.mark.parametrize(
    ("lead", "tag", "author"),
    [
        (f"The {GAZETTE} reported how the gate broke:", ("reported", f"The {GAZETTE}", "how the gate broke"), f"The {GAZETTE}"),
        (f"{ORRE} explains how the gate broke:", ("explains", ORRE, "how the gate broke"), ORRE),
        (f"Here is the {GAZETTE}:", None, GAZETTE),
        (f"From the {GAZETTE}:", None, GAZETTE),
    ],
)
def test_a_passage_below_a_line_with_a_colon_is_whose_words_the_line_tells_of(lead: str, tag: Tag | None, author: str) -> None:
    text = f"The gate is old.\n{lead}\n{LONG}\nIt rained."
    pos, lemmas, arcs = {"explains": "VERB", "reported": "VERB"}, {"explains": "explain"}, ["explains root"] if "explains" in lead else []
    found = read(text, tags=[tag] if tag else [], organisations=GAZETTE if GAZETTE in text else "", pos=pos, lemmas=lemmas, arcs=arcs)
    assert [(s.source_span.of(text) if s.source_span else None, s.cue is None) for s in found if s.words(text) == LONG] == [(author, True)]


def test_what_the_tagger_finds_below_is_no_second_statement() -> None:
    text = f"The gate is old.\nFrom the {GAZETTE}:\n{LONG}\nIt rained."
    found = read(text, tags=[("From", f"the {GAZETTE}", LONG)], organisations=GAZETTE if GAZETTE in text else "")
    assert [(s.words(text), s.cue is not None and s.cue.span.of(text)) for s in found] == [(LONG, "From")]


@pytest.mark.parametrize(
    ("lead", "tag"),
    [
        (f"Officials said {ORRE} ignored three warnings:", ("said", "Officials", f"{ORRE} ignored three warnings")),
        (f"{ORRE} denied the claims, and the council took a vote:", ("denied", ORRE, "the claims")),
        (f"{ORRE} reported a loss for the year:", ("reported", ORRE, "a loss for the year")),
        (f"Here is how {ORRE} spent the money:", None),
        (f"From {ORRE} to {VANE}, everybody had the same problem:", None),
    ],
)
def test_what_an_article_tells_below_a_colon_is_its_own(lead: str, tag: Tag | None) -> None:
    text = f"The gate is old.\n{lead}\n{LONG}\nIt rained."
    assert all(s.words(text) != LONG for s in read(text, tags=[tag] if tag else []))


@pytest.mark.parametrize(
    ("lead", "below"),
    [
        ("The clerk told how the gate broke:", LONG),  # nobody is named
        (f"The gate of {ORRE} has two locks:", LONG),
        (f"From the {GAZETTE}:", "The gate was shut in the night."),  # too short for a passage
        (f"From the {GAZETTE}:", f"Ann Vane, clerk: “{LONG}”"),
        (f"From the {GAZETTE}:", f"The {GAZETTE} saw the gate. {LONG}"),
    ],
)
def test_other_lines_with_a_colon_lead_to_nobodys_words(lead: str, below: str) -> None:
    text = f"The gate is old.\n{lead}\n{below}\nIt rained."
    assert all(s.words(text) != below for s in read(text, organisations=GAZETTE if GAZETTE in text else ""))
