"""Values as the text of one table cell, safe for Excel and other spreadsheets."""

from __future__ import annotations

import re

from audit.report.column import Cell

LONGEST = 32_767
"""Characters that a spreadsheet cell can hold."""
CUT = " … [cut]"
BREAK = " ¶ "
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_SIGNS = "=+\\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff1d\uff0b\uff0d\uff20"
"""What a formula begins with; the minus sign, and the small and wide forms too, which some programs fold."""
_BLANK = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
"""Characters without a form."""
_BEFORE = f"[ '\"\xa0\x00-\x08\x0b-\x1f\x7f-\x9f\u1680\u2000-\u200a\u202f\u205f\u3000{_BLANK}]*"
"""What a spreadsheet may leave out before it: spaces, quotation marks, what has no form."""
_FORMULA = re.compile(f"(?!'){_BEFORE}[{_SIGNS}]|[\t\r\0]")
_GUARDED = re.compile(f"{_BEFORE}[{_SIGNS}]|'*(?:[\t\r\0]|{BREAK})")
"""What gets a ' in front: formulas, and words that look as if they had been guarded, so that the guard can be undone. A break at the
start counts too: it may have been the carriage return of a formula."""
_WITHIN = re.compile(f"(?<=[;\t])(?={_BEFORE}[{_SIGNS}])")
"""Where a formula would begin if a spreadsheet took a semicolon or a tab within the cell for the end of it."""
_GUARD_WITHIN = re.compile(f"(?<=[;\t])'(?={_BEFORE}[{_SIGNS}])")

_FIGURES = re.compile(r"'*+[.,:/() -]*+\d[\d.,:/()eE+ -]*+\Z")
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


def guarded(value: Cell) -> str:
    """As ``plain``, with a ``'`` before whatever in a text could be taken for a formula. Numbers are none."""
    words = plain(value)
    if not isinstance(value, str):
        return words
    within = _WITHIN.sub("'", words) if ";" in words or "\t" in words else words
    front = "" if (words[:1].isascii() and words[:1].isalnum()) or not (_GUARDED.match(words) or _quoted_figures(words)) else "'"
    return _cut(front + within)


def held(value: Cell) -> str:
    """As ``guarded``, and with a leading ``'`` too where a spreadsheet could take the text for a figure and rewrite it."""
    words = guarded(value)
    figures = isinstance(value, str) and _FIGURES.match(value) is not None and not _quoted_figures(value)
    return _cut("'" + words) if figures and not _GUARDED.match(plain(value)) else words


def escaped(value: Cell) -> str:
    """As ``plain``, with one more ``'`` where there is one that looks like a guard: for cells that are text whatever they hold."""
    words = plain(value)
    if "'" not in words:
        return words
    within = _GUARD_WITHIN.sub("''", words)
    return _cut("'" + within if words.startswith("'") and _looks_guarded(words) else within)


def is_formula(words: str) -> bool:
    """Whether a spreadsheet could take ``words`` for a formula."""
    return _FORMULA.match(words) is not None


def restored(cell: str) -> str:
    """The words behind a cell that came back: without the guards, with line breaks for `` ¶ ``."""
    bare = _GUARD_WITHIN.sub("", cell)
    if cell.startswith("'") and _looks_guarded(cell):
        bare = bare[1:]
    return _BREAKS.sub("\n", bare).replace(BREAK, "\n")


def _quoted_figures(words: str) -> bool:
    """Whether ``words`` are figures behind a ``'`` of their own, as if they had been guarded."""
    return words.startswith("'") and _FIGURES.match(words) is not None


def _looks_guarded(words: str) -> bool:
    """Whether the ``'`` at the beginning of ``words`` may be a guard."""
    return bool(_GUARDED.match(words) or _FIGURES.match(words))


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - len(CUT)] + CUT
