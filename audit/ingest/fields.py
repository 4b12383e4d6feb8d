"""What an input says about itself, cleaned for the database: titles, names, dates."""

from __future__ import annotations

from datetime import date, datetime
from email.utils import parsedate_to_datetime

from audit.ingest.decode import storable

_WRITTEN = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%A, %B %d, %Y", "%A, %d %B %Y", "%A %d %B %Y", "%Y/%m/%d")
_MONTHS_ONLY = ("%Y-%m", "%Y")


def field(value: object) -> str | None:
    """One line of text from a string, a number or a list of these. None for nothing and for anything else."""
    parts = value if isinstance(value, list) else [value]
    return ", ".join(line for line in map(_line, parts) if line) or None


def _line(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(storable(str(value))[0].split())


def published(value: object) -> tuple[str | None, tuple[str, ...]]:
    """``value`` as an ISO 8601 date, date and time, or year (and month), and a note where it cannot be read as one."""
    words = field(value)
    if words is None:
        return None, ()
    found = _iso(words) or _written(words) or _mailed(words)
    if found is None:
        return None, (f"the date {words[:60]!r} was left out; write it as 2024-01-31",)
    return found, ()


def _iso(words: str) -> str | None:
    for parse in (date.fromisoformat, datetime.fromisoformat):
        try:
            return parse(words).isoformat()
        except ValueError:
            continue
    return next((words for form in _MONTHS_ONLY if _parsed(words, form) and len(words) in (4, 7)), None)


def _written(words: str) -> str | None:
    found = next((day for form in _WRITTEN if (day := _parsed(words, form))), None)
    return found.date().isoformat() if found else None


def _mailed(words: str) -> str | None:
    try:
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _parsed(words: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(words, form)
    except ValueError:
        return None
