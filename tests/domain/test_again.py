"""The headline's words in the body."""

from __future__ import annotations

import pytest

from audit.domain.again import said_again


@pytest.mark.parametrize(
    ("headline", "body", "again"),
    [
        ("Crane unsafe for years", "The crane at Zork was unsafe for years", True),
        ("Kolb to quit", "Tam Kolb will quit on Friday", True),
        ("Kolb to resign", "Kolb had resigned", True),
        ("‘We had no warning’", "“We had no warning at all,”", True),
        ("It is", "It is so", False),  # too few words
        ("Crane unsafe for years", "The crane fell", False),  # one word of three
        ("Port to pay fishers for lost nets", "The port has lost money", False),  # two of five
    ],
)
def test_most_of_the_longer_words_or_all_of_them_in_order(headline: str, body: str, again: bool) -> None:
    assert said_again(headline, body) is again
