"""Teasers run on from a name without a space: "Ann Orre Ann Maria OrreBudget talks stall Mayor warns of cuts MORE (R-Ky.) said"."""

from __future__ import annotations

import re

from audit.domain.text import Span

_END = re.compile(r"\bMORE\b")
_NAME_AGAIN = re.compile(
    r"(?<![\w'’-])(?P<last>[^\W\d_][\w'’-]{1,40})(?:,? (?:Jr|Sr)\.?)?"
    r"(?P<teaser> (?:[^\W\d_(][\w.'’-]{0,40} |\([\w.'’ -]{1,40}\) ){0,5}(?P=last)(?=\W|[^\W\da-z_]|\d))"
)
_LONGEST = 1200
"""Code points of a teaser: three or four headlines."""


def teasers(text: str) -> tuple[Span, ...]:
    """The teasers in ``text``: from the second printing of a name, in full, to the capitals "MORE" in the same line."""
    found: list[Span] = []
    for end in _END.finditer(text):
        line = max(text.rfind("\n", 0, end.start()) + 1, end.start() - _LONGEST, found[-1].end if found else 0)
        again = _again(text, line, end.start())
        if again is not None:
            found.append(Span(again, end.end()))
    return tuple(found)


def _again(text: str, line: int, end: int) -> int | None:
    """Where the first name that is printed again ends: of "Ann Orre Ann Maria Orre…" behind "Orre", not behind "Ann"."""
    place, limit = None, end
    while (match := _NAME_AGAIN.search(text, line, end)) is not None and match.start() <= limit:
        line = match.end("last")
        if match["last"][0].isupper() and not match["last"].isupper():
            place, limit = match.start("teaser"), min(limit, match.end())
    return place
