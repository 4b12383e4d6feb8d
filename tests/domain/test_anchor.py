"""Places found again by their words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.anchor import Anchor, anchored, exactly, find, find_edited, likeness, same_words, words_of
from audit.domain.text import Span

TEXT = (
    "The ferry was late. “Nobody told the crew about the fog,” said Ida Marsh. She sat down.\n"
    "Later the harbour master, Ansel Roe, spoke. “We knew nothing,” he said. “We knew nothing,” said the pilot.\n"
)


def at(words: str, text: str = TEXT, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


def found(place: Span, now: str, then: str = TEXT) -> str | None:
    again = find(place, then, now)
    return again.of(now) if again else None


CREW = "Nobody told the crew about the fog"


def test_in_the_same_text_a_place_is_itself() -> None:
    for span in (at("Ida Marsh"), at("“Nobody told the crew about the fog,”"), at("“We knew nothing,”", after=TEXT.index("he said"))):
        assert find(span, TEXT, TEXT) == span


def test_words_that_moved_are_found() -> None:
    assert found(at(CREW), "A new first paragraph.\n\n" + TEXT.replace("The ferry was late.", "")) == CREW
    assert found(at(CREW), "Other words stand here. “Nobody told the crew about the fog,” said Ida Marsh to a court.") == CREW


def test_equal_words_are_told_apart_by_their_context() -> None:
    first, second = at("We knew nothing"), at("We knew nothing", after=TEXT.index("he said"))
    edited = TEXT.replace("Later the harbour master, Ansel Roe, spoke.", "Then, at length, with many a pause, spoke the harbour master.")
    assert find(first, TEXT, edited) == at("We knew nothing", edited)
    assert find(second, TEXT, edited) == at("We knew nothing", edited, edited.index("he said"))


def test_of_equal_words_those_left_are_not_those_that_went() -> None:
    first, second = at("We knew nothing"), at("We knew nothing", after=TEXT.index("he said"))
    left = TEXT.replace("“We knew nothing,” he said. ", "")
    assert find(first, TEXT, left) is None
    assert find(second, TEXT, TEXT.replace("“We knew nothing,” said the pilot.", "")) is None


def test_places_that_nothing_tells_apart_are_told_by_order_while_none_is_missing() -> None:
    line = "He shook his head at each of the questions that the judges put to him. “No,” he said.\n"
    tail = "With that the court rose for the day, and everybody went home.\n"
    text = line * 5 + tail
    places = [Span(m.start(), m.end()) for m in re.finditer("No", text)]
    assert [find(one, text, "It was noon, and hot.\n" + text) for one in places] == [Span(p.start + 22, p.end + 22) for p in places]
    assert [find(one, text, line * 4 + tail) for one in places] == [*[None] * 4, places[3]], "only the last is known"


def test_line_breaks_case_and_marks_do_not_count() -> None:
    now = TEXT.replace("“Nobody told the crew about the fog,”", '"Nobody told\r\n  THE crew ¶ about the fog,"')
    assert found(at("“Nobody told the crew about the fog,”"), now) == '"Nobody told\r\n  THE crew ¶ about the fog,"'
    assert same_words("“a – b”", '"A - b"')
    assert not same_words("a", "b")


def test_edited_words_are_found_where_most_are_left() -> None:
    def edited(words: str) -> tuple[Span | None, Span]:
        now = TEXT.replace(CREW, words)
        place = at(words, now)
        return find_edited(at(CREW), TEXT, now, [place, at("We knew nothing", now)]), place

    assert found(at(CREW), TEXT.replace("told the crew", "warned the crew")) is None
    again, place = edited("Nobody warned the crew about the fog")
    assert again == place
    assert edited("Nobody told us")[0] is None
    assert find_edited(at("We knew nothing"), TEXT, TEXT, [at("We knew nothing")]) is None, "too few words"


def test_edited_words_give_way_to_unchanged_ones_in_a_better_context() -> None:
    now = "No word of it stands here. “Nobody warned the crew about the fog,” said Ida Marsh. At last it grew dark.\n" + TEXT
    assert find_edited(at(CREW), TEXT, now, [at("Nobody warned the crew about the fog", now)]) is None


def test_the_new_wording_may_have_been_there_before() -> None:
    then = TEXT + "In May it had been the same. “Nobody told the crew about the ice,” said Ida Marsh.\n"
    ice = "Nobody told the crew about the ice"
    now = then.replace("“Nobody told the crew about the fog,” said Ida Marsh.", "")
    assert find_edited(at(CREW, then), then, now, [at(ice, now)]) is None


def test_few_words_need_their_context() -> None:
    few = at("We knew nothing", after=TEXT.index("he said"))
    assert found(few, "An essay on doubt. We knew nothing of it.", TEXT) is None
    assert found(few, "", TEXT) is None
    assert found(Span(0, 0), TEXT) is None


def test_whole_words_only_and_not_those_that_stand_everywhere() -> None:
    then = "She was asked. “No,” she said, and sat down."
    assert found(at("No", then), "She was asked. “Nobody,” she said, and sat down.", then) is None
    assert found(at("No", then), "no " * 600 + then, then) is None
    assert found(at("No", then), then + " no" * 20, then) == "No"


def test_an_anchor_of_before_is_repaired_where_its_words_stand_once() -> None:
    anchor = replace(anchored(TEXT, at(CREW)), start=3)
    assert anchor.place(TEXT) == at(CREW)
    assert replace(anchored(TEXT, at("We knew nothing")), start=3).place(TEXT) is None


def test_likeness_is_nothing_below_the_least() -> None:
    words = words_of("A b, C d")
    assert likeness(words, words) == 1
    assert likeness(words, words_of("a b c e")) == 0.75
    assert likeness(words, words_of("d c b a")) == 0


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
    assert find(span, TEXT, moved) == at("Ida Marsh", moved)


@pytest.mark.parametrize("words", ["ß", "İ", "ﬁn", "\u2028", "é"])
def test_letters_that_change_length_keep_their_place(words: str) -> None:
    text = f"ẞİß Ǆ {words} end of the line"
    assert exactly("end of the line", text, 0) == at("end of the line", text)


@given(st.text(min_size=1, max_size=80), st.data())
def test_a_place_found_in_its_own_text_has_its_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    found = find(span, text, text)
    assert found is None or same_words(found.of(text), span.of(text))
