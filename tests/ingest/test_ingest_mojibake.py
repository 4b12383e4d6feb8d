"""Text that was encoded twice is kept as it was meant, told, and nothing else is changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.config import Settings
from audit.domain.text import Article
from audit.ingest import read_paths, read_text
from audit.ingest.mojibake import mended

MEANT = "The quay’s keeper — Zoë Marsh — said: “We’re shut.”"


def twice(text: str) -> str:
    """``text`` in UTF-8, read as Windows-1252."""
    return text.encode("utf-8").decode("windows-1252", "replace")


def read(text: str) -> Article:
    found = read_text(text, Settings())
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Commerce\u00c3\u00a2\u00e2\u201a\u00ac\u00e2\u201e\u00a2s chief left on Monday.", "Commerce’s chief left on Monday."),
        ("The cafÃ© stays open, ZoÃ« Marsh said.", "The café stays open, Zoë Marsh said."),
        ("The quay is shut â€” for now, she said.", "The quay is shut — for now, she said."),
        ("A fine line — “the cafÃ©” — is gone, she said.", "A fine line — “the café” — is gone, she said."),
    ],
)
def test_it_is_read_as_it_was_meant(text: str, meant: str) -> None:
    found = read(f"Quay shut\n\n{text}\n")
    assert found.text == f"Quay shut\n\n{meant}\n"
    (note,) = [note for note in found.notes if "doubly encoded" in note]
    assert note.startswith("doubly encoded text mended in line 3: “")


def test_the_note_counts_lines_and_shows_the_first_words() -> None:
    (note,) = read("The cafÃ© shut.\nAda Brook left the cafÃ© early.\n").notes
    assert note == (
        "doubly encoded text mended in 2 lines, the first of them line 1: “cafÃ©” is “café”; the text that is kept is the mended one"
    )


def test_headline_and_fields_are_mended_too(tmp_path: Path) -> None:
    assert read("ZoÃ«â€™s quay shuts\nBy ZoÃ« Marsh\n\nThe quay is shut, she said.\n").title == "Zoë’s quay shuts"
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "The quay is shut.", "title": "The cafÃ©", "byline": "ZoÃ« Marsh"}\n', encoding="utf-8")
    (found,) = read_paths([str(file)], Settings())
    assert isinstance(found, Article)
    assert (found.title, found.byline) == ("The café", "Zoë Marsh")


@pytest.mark.parametrize(
    "text",
    [
        MEANT,
        "It’s “a joke”… said Müller-Ångström in Ærøskøbing; ‘so what?’ £3m, 5 €, 40 °C, naïve.",
        "ﬁne ligatures, ｗｉｄｅ letters, 1½ hours, soft\u00adhyphen, no\u00a0break, a&amp;b, <b>",
        "one\r\ntwo\rthree\x85four\u2028five\u2029six",
        "A GARÇON À LA CARTE; SÃO TOMÉ; “São Tomé”.",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    article = Article(text, "test", "test", title=text)
    assert mended(article) == article


@given(st.text(alphabet=st.sampled_from("ab é—’“”…\n\r\x85"), max_size=60))
def test_lines_end_where_they_ended(text: str) -> None:
    kept = mended(Article(twice(text), "test", "test")).text
    assert [end for end in kept if end in "\r\n\x85"] == [end for end in twice(text) if end in "\r\n\x85"]
    assert mended(Article(kept, "test", "test")).notes == ()


def test_letters_that_would_become_a_character_that_does_not_exist_stay() -> None:
    article = Article("“Ī¨,” said Ida Marsh.", "a.txt", "a")
    assert mended(article) == article
