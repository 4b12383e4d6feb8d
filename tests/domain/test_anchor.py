"""Places found again by their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.anchor import Anchor, anchored, exactly, find, same_words
from audit.domain.text import Span

TEXT = (
    "The ferry was late. “Nobody told the crew about the fog,” said Ida Marsh. She sat down.\n"
    "Later the harbour master, Ansel Roe, spoke. “We knew nothing,” he said. “We knew nothing,” said the pilot.\n"
)


def at(words: str, text: str = TEXT, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


def words_of(anchor: Anchor, text: str) -> str | None:
    place = find(anchor, text)
    return place and place.of(text)


def test_in_the_same_text_a_place_is_itself() -> None:
    for span in (at("Ida Marsh"), at("“Nobody told the crew about the fog,”"), at("“We knew nothing,”", after=TEXT.index("he said"))):
        assert find(anchored(TEXT, span), TEXT) == span


def test_words_that_moved_are_found() -> None:
    edited = "A new first paragraph.\n\n" + TEXT.replace("The ferry was late.", "")
    assert words_of(anchored(TEXT, at("Nobody told the crew about the fog")), edited) == "Nobody told the crew about the fog"


def test_equal_words_are_told_apart_by_their_context() -> None:
    second = anchored(TEXT, at("We knew nothing", after=TEXT.index("he said")))
    edited = TEXT.replace(
        "Later the harbour master, Ansel Roe, spoke.", "Then, at length, and with many a pause, spoke the harbour master."
    )
    place = find(second, edited)
    assert place == at("We knew nothing", edited, edited.index("he said"))


def test_line_breaks_case_and_marks_do_not_count() -> None:
    anchor = anchored(TEXT, at("“Nobody told the crew about the fog,”"))
    assert words_of(anchor, 'x "Nobody told\r\n  THE crew ¶ about the fog," y') == '"Nobody told\r\n  THE crew ¶ about the fog,"'
    assert same_words("“a – b”", '"A - b"')
    assert not same_words("a", "b")


def test_edited_words_are_found_where_most_are_left() -> None:
    anchor = anchored(TEXT, at("Nobody told the crew about the fog"))
    assert words_of(anchor, TEXT.replace("told the crew about", "warned the crew about")) == "Nobody warned the crew about the fog"
    assert words_of(anchor, TEXT.replace("the crew about the fog", "us")) is None
    assert words_of(anchor, "No such words here, whatever one does, and none that are alike.") is None
    assert words_of(anchor, "") is None
    assert words_of(anchor, "...") is None


def test_few_words_need_their_context() -> None:
    anchor = anchored(TEXT, at("We knew nothing"))
    assert words_of(anchor, "An essay on doubt. We knew nothing of it.") is None
    assert words_of(Anchor("We knew nothing", "", "", 0), "An essay on doubt. We knew nothing of it.") == "We knew nothing"
    assert words_of(anchor, "Quite other words.") is None
    assert words_of(Anchor("", "", "", 0), TEXT) is None


def test_exactly_takes_the_nearest() -> None:
    first, second = at("We knew nothing"), at("We knew nothing", after=TEXT.index("he said"))
    assert exactly("we knew  nothing", TEXT, 0) == first
    assert exactly("we knew nothing", TEXT, len(TEXT)) == second
    assert exactly("nobody knew", TEXT, 0) is None


def test_fingerprints_know_words_and_context_but_no_offsets() -> None:
    span = at("Ida Marsh")
    moved = TEXT.replace("The ferry", "A\nlong line of other words that pushes everything a good way down the page, for a test. The ferry")
    assert anchored(TEXT, span).fingerprint != anchored(TEXT, at("Ansel Roe")).fingerprint
    assert Anchor("“a”", "b c", "", 3).fingerprint == Anchor('"A"', "b\nc", "", 99).fingerprint
    assert find(anchored(TEXT, span), moved) == at("Ida Marsh", moved)


@pytest.mark.parametrize("words", ["ß", "İ", "ﬁn", "\u2028", "é"])
def test_letters_that_change_length_keep_their_place(words: str) -> None:
    text = f"ẞİß Ǆ {words} end of the line"
    assert exactly("end of the line", text, 0) == at("end of the line", text)


@given(st.text(min_size=1, max_size=80), st.data())
def test_every_place_with_words_is_found_in_its_own_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    found = find(anchored(text, span), text)
    if span.of(text).replace("¶", " ").strip():
        assert found is not None
        assert same_words(found.of(text), span.of(text))
    else:
        assert found is None
