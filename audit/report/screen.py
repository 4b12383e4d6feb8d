"""The filter before a terminal: nothing in an article can control it, hide words or reverse them. Files keep the exact text."""

from __future__ import annotations

import codecs
import io
from contextlib import suppress
from typing import Any, TextIO

from audit.report.safe_text import harmless_lines


class Screen(io.TextIOWrapper):
    """A terminal that shows U+FFFD for every character that could do harm; ``styled`` is for what puts in escape sequences of our own."""

    def write(self, words: str) -> int:
        super().write(harmless_lines(words))
        return len(words)

    below: TextIO | None = None
    """What had the terminal before: it would close it if it were thrown away."""

    def close(self) -> None:
        """The terminal stays open: it belongs to whoever called the program."""
        with suppress(ValueError):  # it was detached
            self.flush()

    @property
    def styled(self) -> TextIO:
        """The same terminal without the filter, for text that has passed it already."""
        return _Styled(self)  # type: ignore[return-value]


class _Styled:
    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def write(self, words: str) -> int:
        return io.TextIOWrapper.write(self._screen, words)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._screen, name)


def screened(stream: TextIO) -> TextIO:
    """``stream``, as a ``Screen`` where it is a terminal."""
    if isinstance(stream, Screen) or not isinstance(stream, io.TextIOWrapper) or not stream.isatty():
        return stream
    stream.flush()
    ascii_only = codecs.lookup(stream.encoding).name == "ascii"  # Click would go round it
    made = Screen(stream.buffer, "utf-8" if ascii_only else stream.encoding, errors="replace", line_buffering=True)
    made.below = stream
    return made
