"""Characters that could do harm on a screen, and those that may stay."""

from __future__ import annotations

import time

import pytest

from audit.report.safe_text import harmless, harmless_lines, one_line

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
HINDI = "\u0915\u094d\u200d\u0937"
FIRE = "\u2764\ufe0f\u200d\U0001f525"
LETTERS = [chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0), 0xD800, 0xDFFF)]
UNSEEN = [*"\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\u206f\ufeff\ufff9\U000e0001\U000e0041\U000e007f"]


@pytest.mark.parametrize("letter", [*LETTERS, *UNSEEN], ids=lambda letter: f"{ord(letter):04x}")
def test_no_such_character_is_shown(letter: str) -> None:
    assert harmless(f"a{letter}b") == "a\ufffdb"
    assert harmless(letter) == "\ufffd"


@pytest.mark.parametrize("words", [FAMILY, PERSIAN, HINDI, FIRE, "naïve – “so”, 5 €", "", "\u05e9\u05dc\u05d5\u05dd", "\u845b\U000e0100"])
def test_what_scripts_and_emoji_need_stays(words: str) -> None:
    assert harmless(words) == words


def test_joiners_and_selectors_that_hide_something_are_shown() -> None:
    assert harmless("Ona\u200dReed") == "Ona\ufffdReed"
    assert harmless("\U0001f468\u200d\u200d\u200b\U0001f469") == "\U0001f468\ufffd\ufffd\ufffd\U0001f469"
    assert harmless("a\ufe01\ufe02\U000e0101") == "a\ufe01\ufffd\ufffd"


def test_lines_and_tabs_stay_and_nothing_else_breaks_a_line() -> None:
    assert harmless_lines("a\tb\r\nc\nd\re\x0bf\x85g") == "a\tb\nc\nd\ufffde\ufffdf\ufffdg"
    assert one_line("a\nb\rc\x85d\u2028e\r\nf") == "a b c d e f"


def test_harm_is_found_in_linear_time() -> None:
    began = time.process_time()
    for letter in ("\u200d", "\ufe0f", "\u202e", "\U0001f468\u200d"):
        harmless(letter * 200_000)
    assert time.process_time() - began < 3
