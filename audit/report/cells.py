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


def plain(value: Cell) -> str:
    """``value`` on one line and not too long for a cell; nothing for None, ``yes`` or ``no`` for a bool."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _cut(_BREAKS.sub(BREAK, str(value)))


def is_formula(value: Cell) -> bool:
    """Whether a spreadsheet could take the text ``value`` for a formula. Numbers are none."""
    return isinstance(value, str) and value.startswith(_FORMULA)


def guarded(value: Cell) -> str:
    """As ``plain``, with a leading ``'`` where the text could be taken for a formula."""
    return _cut("'" + plain(value)) if is_formula(value) else plain(value)


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - len(CUT)] + CUT
