"""What two texts have in common, word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audit.compare.common import Common
from audit.domain.text import Span

OLD = "The quay is shut.\n\nIt opens on Monday, “at noon”.\nNobody came."


def span(words: str, text: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_a_paragraph_that_went_leaves_the_others_where_they_are() -> None:
    new = "The quay is shut.\nNobody came."
    common = Common(OLD, new)
    assert [common.in_old(span(one, OLD)) for one in ("The quay is shut.", "It opens", "Nobody came.")] == [True, False, True]
    assert [common.in_new(span(one, new)) for one in ("The quay is shut.", "Nobody came.")] == [True, True]
    assert not common.in_old(Span(0, len(OLD)))
    assert common.now(span("Nobody came", OLD)) == span("Nobody came", new)
    assert common.now(span("opens", OLD)) is None


def test_an_edit_changes_its_own_words_only() -> None:
    new = OLD.replace("Monday", "Tuesday").replace("“at noon”", '"At  noon"').replace("\n\n", "\n")
    common = Common(OLD, new)
    assert common.in_old(span("at noon”.\nNobody came.", OLD))
    assert not common.in_old(span("on Monday", OLD))
    assert not common.in_new(span("on Tuesday", new))
    assert common.now(span("at noon", OLD)) == span("At  noon", new)


def test_a_stretch_without_words_is_no_change() -> None:
    common = Common("“…”", "")
    assert common.in_old(Span(0, 3))
    assert common.in_new(Span(0, 0))
    assert common.now(Span(0, 3)) is None


LINES = st.lists(st.sampled_from(["a b", "c", "d e f", "x", ""]), max_size=8)


@given(LINES, LINES)
def test_what_is_found_again_has_the_same_words(old: list[str], new: list[str]) -> None:
    then, here = "\n".join(old), "\n".join(new)
    common = Common(then, here)
    assert Common(then, then).in_old(Span(0, len(then)))
    for start in range(len(then)):
        for end in range(start + 1, len(then) + 1):
            place = common.now(Span(start, end))
            if place is not None:
                assert common.in_old(Span(start, end))
                assert common.in_new(place)
                assert then[start:end].split() == place.of(here).split()
