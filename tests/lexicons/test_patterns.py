"""The small language of phrases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.lexicons.patterns import clause_end, compiled, find, inflections, line
from tests.build import annotation, place, plain_tokens


def marked(pattern: str, text: str) -> list[str]:
    tokens = plain_tokens(text)
    return [" ".join(t.text for t in tokens[a:b]) for a, b, _ in find([compiled(pattern)], line(tokens))]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("ask not to", "He asked not to wait", ["asked not to"]),
        ("(ask|beg) to", "She begged to go and asked to stay", ["begged to", "asked to"]),
        ("give ?his name", "gave name, gave his name", ["gave name", "gave his name"]),
        ("?(his|her) name", "her name and a name", ["her name", "name"]),
        ("tell ~ it", "told them it", ["told them it"]),
        ("tell ~ it", "told it", []),
        ("tell ?~ it", "told it", ["told it"]),
        ("on ... record", "on the very long public record", ["on the very long public record"]),
        ("on ... record", "on one two three four five record", []),
        ("on .... record", "on one two three four five record", ["on one two three four five record"]),
        ("on ... record", "on. record", []),
        ("close to !(river|sea) ~", "close to the river, close to the mayor", ["close to the"]),
        ("off the record !book", "off the record books", []),
        ("off the record !book", "off the record", ["off the record"]),
        ("because $", "because they fear him, he said", ["because they fear him"]),
        ("because $", "because", ["because"]),
        ("n't say", "He didn’t say", ["n’t say"]),
        ("anonymity", "ANONYMITY", ["ANONYMITY"]),
    ],
)
def test_a_pattern_finds(pattern: str, text: str, found: list[str]) -> None:
    assert marked(pattern, text) == found


@pytest.mark.parametrize("pattern", ["", "$", "~", "... ?so", "!this", "?maybe $"])
def test_a_pattern_without_a_sure_word_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="has no word that must be there"):
        compiled(pattern)


def test_the_longer_of_two_overlapping_matches_stays() -> None:
    tokens = plain_tokens("she asked not to be named")
    found = find([compiled("not to"), compiled("ask not to be name"), compiled("be name")], line(tokens))
    assert [p.source for _, _, p in found] == ["ask not to be name"]


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("name", {"name", "names", "named", "naming"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("permit", {"permit", "permits", "permitted", "permitting"}),
        ("ask", {"ask", "asks", "asked", "asking"}),
    ],
)
def test_inflections(word: str, forms: set[str]) -> None:
    assert forms <= inflections(word)


@pytest.mark.parametrize("word", ["to", "n't", "'s", "off-the-record"])
def test_short_words_and_marks_stay_as_they_are(word: str) -> None:
    assert inflections(word) == {word}


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("not authorised to speak publicly and spoke on condition", "publicly", "publicly"),
        ("not authorised to speak to press and radio", "to#2", "radio"),
        ("because the sale is private; nobody said more", "the", "private"),
        ("because the sale (now over) is private", "the", "sale"),
        ("for fear of him, he said", "him", "him"),
        ("privy to the sale but not to the price", "the", "sale"),
        ("privy to the sale who left", "the", "sale"),
    ],
)
def test_where_a_clause_ends(text: str, start: str, end: str) -> None:
    tokens = annotation(text).tokens
    first = next(t.index for t in tokens if t.span == place(text, start))
    assert tokens[clause_end(tokens, first) - 1].text == end


def test_a_clause_ends_before_the_verb_of_the_sentence() -> None:
    a = annotation("A person briefed on the sale confirmed it.", arcs=["confirmed root", "briefed acl person"])
    assert a.tokens[clause_end(a.tokens, 4) - 1].text == "sale"


def test_a_verb_of_the_reason_itself_does_not_end_it() -> None:
    a = annotation("He spoke because he feared prison.", arcs=["feared advcl spoke"])
    assert a.tokens[clause_end(a.tokens, 3) - 1].text == "prison"


def test_a_lemma_that_the_tagger_missed_is_met_by_its_form() -> None:
    tokens = tuple(replace(t, lemma="?") for t in plain_tokens("they requested anonymity"))
    assert [(a, b) for a, b, _ in find([compiled("request anonymity")], line(tokens))] == [(1, 3)]


@given(
    st.lists(st.sampled_from(["ask", "(a|b)", "?x", "~", "?~", "...", "....", "!no", "$"]), max_size=6),
    st.text("ask abx ,.no", max_size=40),
)
def test_no_pattern_and_no_text_break_it(parts: list[str], text: str) -> None:
    source = " ".join(parts)
    tokens = plain_tokens(text)
    try:
        pattern = compiled(source)
    except ValueError:
        return
    assert all(0 <= a < b <= len(tokens) for a, b, _ in find([pattern], line(tokens)))
