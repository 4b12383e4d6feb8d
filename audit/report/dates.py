"""Dates as people and spreadsheets write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from dateutil.parser import parse

_TIME = re.compile(r"[T ]\d{1,2}:\d\d(:\d\d)?(\.\d+)?Z?\Z")
_SERIAL = re.compile(r"\d{5}(\.0*)?\Z")
_YEAR_FIRST = re.compile(r"\d{4}\D")
_FIRST_SERIAL_DAY = date(1899, 12, 30)
"""Day 0 of the numbers that spreadsheets keep for dates."""
_SOME, _OTHER = datetime(2000, 1, 1), datetime(2001, 2, 2)
"""What is left open in words is filled in from these: where they differ, it was not a whole date."""


class Order(StrEnum):
    """Which number comes first where a date is written in numbers."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class NoDateError(ValueError):
    """Words that are no whole date."""


class AmbiguousDateError(NoDateError):
    """Day and month cannot be told apart. ``days``: what it may be, ISO 8601."""

    def __init__(self, days: tuple[str, str]) -> None:
        super().__init__(" or ".join(days))
        self.days = days


def day_of(words: str, order: Order | None = None) -> str:
    """A whole date as ISO 8601: ``2026-05-31``, ``31/05/2026``, ``5/31/26``, ``31 May 2026``, or a spreadsheet's day number.

    ``order`` tells which number is the day where both could be. Raises ``AmbiguousDateError`` where it would have to, ``NoDateError`` for
    what is no date.
    """
    bare = _TIME.sub("", words.strip())
    if _SERIAL.match(bare):
        return (_FIRST_SERIAL_DAY + timedelta(int(bare.partition(".")[0]))).isoformat()
    if _YEAR_FIRST.match(bare):
        return _parsed(bare, Order.MONTH_FIRST)
    one, other = (_parsed(bare, each) for each in Order)
    if one != other and order is None:
        raise AmbiguousDateError((one, other))
    return other if order is Order.MONTH_FIRST else one


def order_in(words: Iterable[str]) -> Order | None:
    """The order in which one hand wrote dates in numbers, told by those that can be read in one way only (``31/05/2026``); else None."""
    seen = {found for one in words if (found := _order(one)) is not None}
    return seen.pop() if len(seen) == 1 else None


_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})\Z")


def _order(words: str) -> Order | None:
    found = _NUMBERS.match(_TIME.sub("", words.strip()))
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    return Order.DAY_FIRST if first > 12 >= second else Order.MONTH_FIRST if second > 12 >= first else None


def _parsed(words: str, order: Order) -> str:
    try:
        found: set[date] = {parse(words, dayfirst=order is Order.DAY_FIRST, default=default).date() for default in (_SOME, _OTHER)}
    except (ValueError, OverflowError) as error:
        raise NoDateError(str(error)) from error
    if len(found) != 1:
        raise NoDateError("day, month or year is not there")
    return found.pop().isoformat()
