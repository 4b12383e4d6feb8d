"""Titles, names and dates that inputs bring."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.ingest.fields import field, published


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (" Ada\n Brook ", "Ada Brook"),
        (["Ada Brook", "", None, "Bo Ek"], "Ada Brook, Bo Ek"),
        (12, "12"),
        ("a\0b\ud800", "a\ufffdb\ufffd"),
        ("  ", None),
        (None, None),
        (True, None),
        ({"name": "Ada"}, None),
        ([["Ada"]], None),
    ],
)
def test_field(given_: object, expected: str | None) -> None:
    assert field(given_) == expected


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("2015-05-18", "2015-05-18"),
        ("20150518", "2015-05-18"),
        ("2015-05", "2015-05"),
        (2015, "2015"),
        ("2024-03-05T10:00:00Z", "2024-03-05T10:00:00+00:00"),
        ("Monday, May 18, 2015", "2015-05-18"),
        ("18 May 2015", "2015-05-18"),
        ("Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05T10:00:00+00:00"),
    ],
)
def test_dates_become_iso(given_: object, expected: str) -> None:
    assert published(given_) == (expected, ())


@pytest.mark.parametrize("words", ["05/06/2015", "yesterday", "2015-13", "1700000000", "2015-5", "Tue, 99 Mar 2024 10:00:00 GMT"])
def test_a_date_that_cannot_be_read_is_told(words: str) -> None:
    assert published(words) == (None, (f"the date {words!r} was left out; write it as 2024-01-31",))


def test_no_date_is_no_note() -> None:
    assert published(None) == (None, ())


@given(st.text())
def test_no_date_crashes(words: str) -> None:
    day, notes = published(words)
    assert day is None or not notes


@given(st.datetimes())
def test_iso_dates_stay(moment: datetime) -> None:
    assert published(moment.isoformat()) == (moment.isoformat(), ())
