"""How words came."""

from __future__ import annotations

import pytest

from audit.attribute.statements import statements
from audit.domain.statement import Channel
from tests.build import annotation

INTERVIEW, STATEMENT, DOCUMENT, POST, BROADCAST = (
    Channel.INTERVIEW,
    Channel.STATEMENT,
    Channel.DOCUMENT,
    Channel.POST,
    Channel.BROADCAST,
)


@pytest.mark.parametrize(
    ("text", "cue", "source", "expected"),
    [
        ("Quill said it held.", "said", "Quill", INTERVIEW),
        ("Quill told a clerk it held.", "told", "Quill", INTERVIEW),
        ("Quill, a reporter for radio, said it held.", "said", "Quill", INTERVIEW),
        ("Quill said in a statement it held.", "said", "Quill", STATEMENT),
        ("In a brief press release, Quill said it held.", "said", "Quill", STATEMENT),
        ("Quill issued a short statement that said it held.", "said", "Quill", STATEMENT),
        ("Quill said in a letter to residents it held.", "said", "Quill", DOCUMENT),
        ("Quill wrote it held.", "wrote", "Quill", DOCUMENT),
        ("Quill said by email it held.", "said", "Quill", DOCUMENT),
        ("Quill said in an e-mail to staff it held.", "said", "Quill", DOCUMENT),
        ("Quill told her in a text message it held.", "told", "Quill", DOCUMENT),
        ("In an affidavit, Quill said it held.", "said", "Quill", DOCUMENT),
        ("Quill said in court papers it held.", "said", "Quill", DOCUMENT),
        ("In her memoir, Quill said it held.", "said", "Quill", DOCUMENT),
        ("The indictment says it held.", "says", "The indictment", DOCUMENT),
        ("A report by the board found it held.", "found", "A report by the board", DOCUMENT),
        ("Quill tweeted it held.", "tweeted", "Quill", POST),
        ("Quill posted it held.", "posted", "Quill", POST),
        ("Quill wrote on Telegram it held.", "wrote", "Quill", POST),
        ("Quill said in a Facebook post it held.", "said", "Quill", POST),
        ("Quill said on social media it held.", "said", "Quill", POST),
        ("@ZorkPolice said it held.", "said", "@ZorkPolice", POST),
        ("Quill said on state television it held.", "said", "Quill", BROADCAST),
        ("In a televised address, Quill said it held.", "said", "Quill", BROADCAST),
        ("Quill told Harbour Radio it held.", "told", "Quill", BROADCAST),
        ("Quill said in a radio interview it held.", "said", "Quill", BROADCAST),
        ("Quill said on Zork Radio it held.", "said", "Quill", BROADCAST),
        ("Quill said on a podcast it held.", "said", "Quill", BROADCAST),
    ],
)
def test_the_channel(text: str, cue: str, source: str, expected: Channel) -> None:
    people = ["Quill"] if "Quill" in text else []
    (statement,) = statements(annotation(text, people=people, tags=[(cue, source, "it held")], pos={"posted": "VERB", "tweeted": "VERB"}))
    assert statement.channel is expected


def test_words_of_the_content_tell_nothing() -> None:
    text = "Quill said it held in a letter."
    (statement,) = statements(annotation(text, people="Quill", tags=[("said", "Quill", "it held in a letter")]))
    assert statement.channel is INTERVIEW


def test_what_goes_on_came_as_its_beginning_did() -> None:
    text = "Quill said in a letter:\n“It holds.\n“It has held since the spring.”"
    found = statements(annotation(text, people="Quill", tags=[("said", "Quill", "“It holds.")]))
    assert [s.channel for s in found] == [DOCUMENT, DOCUMENT]
