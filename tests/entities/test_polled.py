"""Shares of those whom a poll asked are the poll's words; what nobody said is no statement; several are none of those named."""

from __future__ import annotations

import pytest

from audit.domain.source import Kind
from audit.entities.wording import respondents
from tests.models import audit_of

POLL = (
    "A survey by Pellworth Polls put the mayor ahead.\n\n"
    "Some 26 percent of voters said the ferry was too dear. Nearly half of residents said they never take it.\n"
)
WRITER = (
    "Bakers in Zork find themselves short of flour this spring.\n\nAll of this suggests that the old mill will close.\n\n"
    "Ola Orre, who owns the mill, said it would stay open.\n"
)
FIRMS = (
    "Quayline Corp. said on Monday that it would delete the accounts.\n\n"
    "Shipping companies say that they cannot check every name on a list.\n"
)


@pytest.mark.parametrize(
    "printed",
    ["44% of voters", "some 26 percent", "nearly 80% of Americans", "half of residents", "a third of them"],
)
def test_a_share_is_of_those_asked(printed: str) -> None:
    assert respondents(printed)


@pytest.mark.parametrize("printed", ["some voters", "two of the people", "the half-brother", "percentages", "one in the boat"])
def test_other_people_are_no_share(printed: str) -> None:
    assert not respondents(printed)


def test_a_share_is_led_to_the_poll_told_of_before() -> None:
    audit = audit_of(POLL)
    shares = [s for s in audit.statements if s.source_span is not None and "percent" in s.source_span.of(POLL)]
    assert shares
    (held,) = {audit.source(one) for s in shares for one in s.source_ids}
    assert held.kind is Kind.POLL_OR_DATA
    assert "survey" in held.label.lower()


def test_findings_of_the_writer_are_nobodys() -> None:
    audit = audit_of(WRITER)
    assert {audit.source(one).label for s in audit.in_scope("statements") for one in s.source_ids} == {"Ola Orre"}


def test_several_firms_are_not_the_one_that_is_named() -> None:
    audit = audit_of(FIRMS)
    labels = [audit.source(one).label for s in audit.statements for one in s.source_ids]
    assert any("companies" in label for label in labels)
