"""Which word stands for a phrase: the head, or the last word of a name."""

from __future__ import annotations

from audit.domain.nominal import Syntax, stands_for

# "Energy minister Ola Brandt told him the plan": nsubj of "told" is "minister", on which the name hangs
UPOS = ["NOUN", "NOUN", "PROPN", "PROPN", "VERB", "PRON", "DET", "NOUN"]
HEADS = [1, 4, 1, 1, None, 4, 7, 4]
RELATIONS = ["compound", "nsubj", "flat", "flat", "root", "iobj", "det", "obj"]
SYNTAX = Syntax(UPOS, HEADS, RELATIONS)


def test_a_name_stands_under_its_last_word_and_the_rest_of_it_is_not_asked() -> None:
    assert SYNTAX.nominal() == [0, 3, 5, 7]
    assert stands_for(SYNTAX, range(4)) == 3


def test_a_description_stands_under_its_head_whatever_hangs_on_it() -> None:
    assert stands_for(SYNTAX, [6, 7]) == 7


def test_words_that_no_noun_heads_stand_for_nobody() -> None:
    assert stands_for(SYNTAX, [4]) is None
    assert stands_for(SYNTAX, [6]) is None
    assert stands_for(SYNTAX, []) is None


def test_a_text_without_words_has_none_that_stands_for_anybody() -> None:
    assert Syntax([], [], []).nominal() == []
