"""Datelines: the place, day and agency that open a story, "PORT HALE, Nov. 3 (Harbour Wire) —"."""

from __future__ import annotations

import re

_CITY = r"[A-Z][A-Z .’'/-]+[A-Z.]"
_TITLED = r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}"
_MORE = r"(?:, ?[\w .,’'-]{1,50})?"
_AGENCY = r"\((?P<%s>[A-Z][\w&.’' -]{1,40})\)"
_DASH = r"(?:\s?[–—]{1,2}\s?|\s-{1,2}\s|--)"
_NEXT = r"(?=[“‘\"'«(]?[A-Z0-9])"
_DATELINE = re.compile(
    rf"(?:{_CITY}{_MORE}(?:\s{_AGENCY % 'wire'})?(?:{_DASH}|:\s(?=[“‘\"'«]?[A-Z][a-z]))"
    rf"|{_TITLED}{_MORE}\s{_AGENCY % 'agency'}{_DASH}"
    rf"|{_AGENCY % 'alone'}{_DASH}"
    rf"|{_TITLED}, [A-Z][a-z]{{2,8}}\.? \d{{1,2}}(?:, ?[A-Z]{{2,8}})?{_DASH}){_NEXT}"
)
_LONGEST = 120


def dateline(line: str) -> re.Match[str] | None:
    """The dateline that ``line`` begins with, its dash or colon and the space behind it included; ``agency`` tells whose it is.

    Words in capitals are none where the line goes on in capitals.
    """
    found = _DATELINE.match(line[:_LONGEST])
    return None if found is None or line[found.end() : found.end() + 30].isupper() else found


def agency(found: re.Match[str]) -> str | None:
    """The agency or outlet that a dateline names in brackets."""
    return found["wire"] or found["agency"] or found["alone"]
