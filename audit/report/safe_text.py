"""Makes words of an article safe to show: no character in them can control a terminal, reverse the text or hide."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audit.domain.doubt import doubtful
from audit.domain.source import Source
from audit.domain.statement import Statement

_LONGEST = 240
"""Characters of a statement that are shown; the rest is in every other format."""

_STEERING = "\x00-\x1f\x7f-\x9f\ud800-\udfff"
_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDDEN = "\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
"""Characters without a form, of which one or many may stand in a name or between words unseen."""
_JOINERS = "\u200c\u200d"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_JOINED = "[\u0590-\u1fff\u2100-\ufdff\ufe0f\ufe10-\ufefe\uff00-\uffdc\U00010000-\U000dffff]"
"""Letters of scripts that need joiners, and emoji."""
_HARMFUL = re.compile(
    f"[{_STEERING}{_TURNING}{_HIDDEN}]|(?<!{_JOINED})[{_JOINERS}]|[{_JOINERS}](?!{_JOINED})|(?<=[{_SELECTORS}])[{_SELECTORS}]"
)


def by_hand(statement: Statement, sources: Iterable[Source]) -> str:
    """``check by hand: speaker 39 %``, with the part that is most doubtful; empty where the statement needs no review."""
    doubt = doubtful(statement, sources)
    what = f": {doubt.in_words()}" if doubt else ""
    return f"check by hand{what}" if statement.needs_review else ""


def printable(words: str) -> str:
    """``words`` on one line without control characters (among them those that steer terminals) and half surrogate pairs."""
    return harmless(" ".join(words.split()))


def harmless(words: str) -> str:
    """``words`` as long as they are, with U+FFFD for each character that could steer a terminal, turn the text round, hide, or not be
    written. Joiners stay where a script or an emoji needs them.
    """
    return words if words.isascii() and words.isprintable() else _HARMFUL.sub("\ufffd", words)


def harmless_lines(words: str) -> str:
    """The same, with line feeds (also behind a carriage return) and tabs left."""
    return "\n".join("\t".join(map(harmless, line.split("\t"))) for line in words.replace("\r\n", "\n").split("\n"))


def one_line(words: str) -> str:
    """``words`` with a space for each line break, so that no name in a message can make a message of its own."""
    return " ".join(words.splitlines())


def shortened(words: str, longest: int = _LONGEST) -> str:
    """``words`` on one line, the end replaced by … where it is longer than ``longest``."""
    line = printable(words)
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
