"""Words of an article made safe to show: no character in them can steer a terminal or turn the text round."""

from __future__ import annotations

_LONGEST = 240
"""Characters of a statement that are shown; the rest is in every other format."""


def printable(words: str) -> str:
    """``words`` on one line without control characters (among them those that steer terminals) and half surrogate pairs."""
    return harmless(" ".join(words.split()))


def harmless(words: str) -> str:
    """``words`` as long as they are, with U+FFFD for each character that could steer a terminal, turn the text round or not be written."""
    return "".join(letter if _safe(letter) else "\ufffd" for letter in words)


def shortened(words: str, longest: int = _LONGEST) -> str:
    """``words`` on one line, the end replaced by … where it is longer than ``longest``."""
    line = printable(words)
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _safe(letter: str) -> bool:
    code = ord(letter)
    steering = code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000
    turning = letter in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return not steering and not turning
