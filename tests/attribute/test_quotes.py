"""Quotations by their marks."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.annotate.paragraphs import paragraph_spans, zoned
from audit.attribute.quotes import MAX_PER_PARAGRAPH, Quote, inner_quotes, overlapping, quoted_share, quotes
from audit.domain.annotation import Paragraph
from audit.domain.text import Span
from tests.build import place


def found(text: str) -> list[Quote]:
    return quotes(text, zoned(text, paragraph_spans(text)))


@pytest.mark.parametrize(
    ("text", "inners"),
    [
        pytest.param('"The dam holds," Quill said.', ["The dam holds,"], id="straight"),
        pytest.param("“The dam holds,” Quill said. “For now.”", ["The dam holds,", "For now."], id="curly"),
        pytest.param("‘It doesn’t leak,’ she said.", ["It doesn’t leak,"], id="single with an apostrophe"),
        pytest.param("'It doesn't leak,' she said.", ["It doesn't leak,"], id="straight single with an apostrophe"),
        pytest.param("‘The farmers’ fields are dry,’ she said.", ["The farmers’ fields are dry,"], id="plural possessive"),
        pytest.param("She called it ‘a farce’ and left.", ["a farce"], id="single words"),
        pytest.param("The farmers' fields and the guards' huts stood.", [], id="possessives alone"),
        pytest.param("The '90s were dry, rock 'em all.", [], id="years and clipped words"),
        pytest.param("She said: «The dam holds».", ["The dam holds"], id="guillemets"),
        pytest.param("She said: « The dam holds ».", [" The dam holds "], id="guillemets with spaces"),
        pytest.param("»The dam holds«, she said.", ["The dam holds"], id="guillemets the other way"),
        pytest.param("„Der Damm hält“, she said. „Gut.“", ["Der Damm hält", "Gut."], id="low German marks"),
        pytest.param("‹The dam holds›, she said.", ["The dam holds"], id="single guillemets"),
        pytest.param("“He told me ‘never’ twice,” she said.", ["He told me ‘never’ twice,"], id="single in double"),
        pytest.param("‘He told me “never” twice,’ she said.", ["He told me “never” twice,"], id="double in single"),
        pytest.param("“He told me “never” twice,” she said.", ["He told me “never” twice,"], id="double in double"),
        pytest.param('"He said "never" to me', ['He said "never'], id="straight in straight, one mark short"),
        pytest.param("“She said “he said “it” to me”", ["She said “he said “it” to me”"], id="too deep to pair"),
        pytest.param("“The dam holds, Quill said.", ["The dam holds, Quill said."], id="never closed"),
        pytest.param("The dam holds,” Quill said.", [], id="never opened"),
        pytest.param('The board is 5" wide.', [], id="inches"),
        pytest.param('It was ("so-called") aid—"help" to some.', ["so-called", "help"], id="brackets and dashes"),
        pytest.param('A mark at the very end "', [], id="mark at the end"),
        pytest.param('"The dam holds,” Quill said. “It leaks" Vane added.', ["The dam holds,", "It leaks"], id="straight and curly"),
        pytest.param('“The dam holds" he said. “It leaks" she said.', ["The dam holds", "It leaks"], id="curly closed by straight, twice"),
        pytest.param('"He told me “never” twice," she said.', ["He told me “never” twice,"], id="curly in straight"),
        pytest.param('“He told me "never" twice,” she said.', ['He told me "never" twice,'], id="straight in curly"),
        pytest.param("&#8220;It holds,&#8221; she said. &quot;It doesn&#8217;t&quot;", ["It holds,", "It doesn&#8217;t"], id="as HTML"),
        pytest.param("&#8216;It holds,&#8217; she said.", ["It holds,"], id="single as HTML"),
        pytest.param("``It holds,'' she said. ``For now.''", ["It holds,", "For now."], id="as LaTeX"),
        pytest.param("''It holds,'' she said.", ["It holds,"], id="two straight single marks"),
        pytest.param("No marks at all.", [], id="none"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_quotations(text: str, inners: list[str]) -> None:
    assert [q.inner.of(text) for q in found(text)] == inners


def test_marks_of_several_characters_are_part_of_the_span() -> None:
    text = "Yes, &#8220;it holds&#8221; now."
    (quote,) = found(text)
    assert (quote.span.of(text), quote.inner.of(text)) == ("&#8220;it holds&#8221;", "it holds")


@pytest.mark.parametrize(
    ("text", "inners"),
    [
        ("“They sang. ‘It holds,’ he wrote, ‘it doesn’t leak’,” she said.", ["It holds,", "it doesn’t leak"]),
        ("‘They sang “It holds” at noon,’ she said.", ["It holds"]),
        ("“It holds,” she said.", []),
    ],
)
def test_quotations_in_a_quotation(text: str, inners: list[str]) -> None:
    assert [q.inner.of(text) for q in inner_quotes(text, found(text)[0])] == inners


def test_marks_are_part_of_the_span_and_not_of_the_inner() -> None:
    (quote,) = found("Yes, “it holds” now.")
    assert quote == Quote(Span(5, 15), Span(6, 14), closed=True, carried=False, paragraph=0)


@pytest.mark.parametrize("mark", ["“", '"', "«"])
def test_a_quotation_is_carried_on_by_a_repeated_mark(mark: str) -> None:
    close = {"“": "”", '"': '"', "«": "»"}[mark]
    text = f"She said: {mark}The dam holds.\n{mark}It has held since spring.\n{mark}It will hold.{close}\nThe crowd left."
    carried = [(q.closed, q.carried) for q in found(text)]
    assert carried == [(False, True), (False, True), (True, False)]


def test_a_quotation_is_carried_on_behind_an_advertisement() -> None:
    text = "“The dam is cracked.\n\nADVERTISEMENT\n\nStory Continued Below\n\n“It leaks,” Quill said."
    assert [(q.closed, q.carried) for q in found(text)] == [(False, True), (True, False)]


def test_an_open_quotation_is_not_carried_over_a_paragraph_without_a_mark_at_its_start() -> None:
    text = "“The dam holds.\nShe paused. “It will hold.”"
    assert [(q.closed, q.carried) for q in found(text)] == [(False, False), (True, False)]


@pytest.mark.parametrize(
    "text",
    [
        '" ' * 100_000,
        ' "a' * 100_000,
        " 'a" * 100_000,
        " ‘as’ b" * 100_000,
        "“" * 100_000,
        "s' b" * 100_000,
        "“a” " * 100_000,
        " 'tis" * 200_000,
    ],
    ids=["spaced", "openers", "single openers", "plurals", "only opening", "possessives", "pairs", "clipped"],
)
def test_a_hundred_thousand_marks_take_bounded_time(text: str) -> None:
    begun = time.perf_counter()
    assert len(found(text)) <= MAX_PER_PARAGRAPH
    assert time.perf_counter() - begun < 10


@given(st.text("“”\"'‘’„«»‹›` abs.,\n—(&#34;", max_size=80))
def test_any_marks_give_ordered_quotations_inside_their_paragraphs(text: str) -> None:
    paragraphs = zoned(text, paragraph_spans(text))
    out = quotes(text, paragraphs)
    for quote in out:
        assert paragraphs[quote.paragraph].span.contains(quote.span)
        assert quote.span.contains(quote.inner)
        assert not (quote.closed and quote.carried)
    assert all(a.span.end <= b.span.start for a, b in pairwise(out))


@given(st.text("“”\"' ab.\n", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_the_quoted_share_is_a_share(text: str, a: int, b: int) -> None:
    span = Span(min(a, b, len(text)), min(max(a, b), len(text)))
    assert 0.0 <= quoted_share(span, found(text), text) <= 1.0


@pytest.mark.parametrize(
    ("part", "share"),
    [("“the dam holds”", 1.0), ("it is “the dam", 0.6), ("She said", 0.0), (", ", 0.0)],
)
def test_how_much_is_quoted(part: str, share: float) -> None:
    text = "She said, it is “the dam holds”."
    span = place(text, part)
    letters = len(re.sub(r"\W", "", part))
    assert quoted_share(span, found(text), text) == pytest.approx(share, abs=0.5 / max(letters, 1))


@pytest.mark.parametrize(
    "text",
    ["'a " * 33_000, "‘a’s " * 20_000, ("'a " * 400 + "\n") * 80, "'\n" * 50_000],
    ids=["words", "curly", "paragraphs", "lines"],
)
def test_a_hundred_thousand_single_marks_take_no_time(text: str) -> None:
    paragraphs = zoned(text, paragraph_spans(text))
    begun = time.process_time()
    quotes(text, paragraphs)
    assert time.process_time() - begun < 5


def test_quotations_over_a_place_are_found_without_looking_at_all() -> None:
    text = "“A b,” he said. “C.” d “E\n“f” and “g” h"
    ends = [0, *(n + 1 for n, letter in enumerate(text) if letter == "\n"), len(text) + 1]
    marks = quotes(text, tuple(Paragraph(n, Span(a, b - 1)) for n, (a, b) in enumerate(pairwise(ends))))
    assert len(marks) == 5
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            span = Span(start, end)
            assert overlapping(marks, span) == [one for one in marks if one.span.overlaps(span)]
