"""Values as the text of one table cell that Excel and its like read without harm."""

from __future__ import annotations

import re

from audit.report.records import Cell

LONGEST = 32_767
"""Characters that a spreadsheet cell can hold."""
CUT = " … [cut]"
BREAK = " ¶ "
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
_GUARDED = re.compile(f"'*(?:[=+\\-@\t\r\0]|{BREAK})")
"""What gets a ' in front: formulas, and words that look as if they had been guarded, so that the guard can be undone. A break at the
start counts too: it may have been the carriage return of a formula."""

_FIGURES = re.compile(r"'*[\d.,:/() -]*\d[\d.,:/()eE+ -]*\Z")
"""Text that a spreadsheet reads as a number, date or time when it opens CSV, and then writes otherwise: ``00123`` comes back as ``123``."""


def plain(value: Cell) -> str:
    """``value`` on one line and not too long for a cell; nothing for None, ``yes`` or ``no`` for a bool."""
    if isinstance(value, str):
        if len(value) <= LONGEST and value.isprintable():  # most cells
            return value
        return _cut(_BREAKS.sub(BREAK, value))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def is_formula(value: Cell) -> bool:
    """Whether a spreadsheet could take the text ``value`` for a formula. Numbers are none."""
    return isinstance(value, str) and value.startswith(_FORMULA)


def is_guarded(value: Cell) -> bool:
    """Whether ``guarded`` puts a ``'`` in front of ``value``."""
    if not isinstance(value, str) or value[:1].isalnum():  # most cells
        return False
    return bool(_GUARDED.match(value) or _GUARDED.match(plain(value)))


def guarded(value: Cell) -> str:
    """As ``plain``, with a leading ``'`` where the text could be taken for a formula."""
    words = plain(value)
    return _cut("'" + words) if is_guarded(value) else words


def held(value: Cell) -> str:
    """As ``guarded``, and with a leading ``'`` too where a spreadsheet could take the text for a figure and rewrite it."""
    figures = isinstance(value, str) and _FIGURES.match(value) is not None
    return _cut("'" + plain(value)) if figures and not is_guarded(value) else guarded(value)


def restored(cell: str) -> str:
    """The words behind a cell that came back: without the guard, with line breaks for `` ¶ ``."""
    bare = cell[1:] if cell.startswith("'") and (is_guarded(cell) or _FIGURES.match(cell)) else cell
    return _BREAKS.sub("\n", bare).replace(BREAK, "\n")


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - len(CUT)] + CUT
