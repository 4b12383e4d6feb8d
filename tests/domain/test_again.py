"""The headline's words in the body."""

from __future__ import annotations

import pytest

from audit.domain.again import said_again, share_said_again


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


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("the forces will withdraw slowly", "forces withdrew on Monday", 2 / 3),  # “forces” and “withd…” of three
        ("the dam is safe", "the dam is safe", 0.0),  # one longer word tells nothing
        ("the bridge is closed", "closed bridges rust", 1.0),
        ("", "the bridge is closed", 0.0),
    ],
)
def test_the_share_of_longer_words_that_both_have(one: str, other: str, share: float) -> None:
    assert share_said_again(one, other) == pytest.approx(share)
    assert share_said_again(other, one) == pytest.approx(share)
