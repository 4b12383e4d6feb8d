"""What is kept of decisions and links."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.axes.axes import Axes
from audit.axes.decision import Decision
from audit.axes.office import Office
from audit.domain.ground import Axis, Ground
from audit.domain.source import AnonymityStatus, Identity, Kind, OfficialScope, ReasonClass, SourceType
from audit.domain.statement import Tie
from audit.domain.text import Span
from audit.entities.chain import Link
from audit.sources.grounds import MOST, axis_grounds, link_ground

LAND = Office(True, OfficialScope.STATE)
AXES = Axes(
    kind=Decision(Kind.POLL_OR_DATA, 0.912345, "a poll", (("figures", 1.234), ("of people", -0.001))),
    identity=Decision(Identity.NAMED, 0.5, "the fitted decider", runner_up=(Identity.UNNAMED, 0.5)),
    office=Decision(replace(LAND, former=True), 0.7, "minister of a land", runner_up=(Office(False, None), 0.3)),
    status=Decision(AnonymityStatus.NOT_APPLICABLE, 1.0, "named"),
    type=Decision(SourceType.OFFICIAL, 0.9, "bodies are official", runner_up=(SourceType.NAMED, 0.1)),
    claims=(),
    label="",
    reason=None,
    reason_class=ReasonClass.NONE,
    basis=None,
    ground_rule=None,
    title=None,
    affiliation=None,
    country=None,
    head_count=None,
    document_title=None,
    issuer=None,
)


def test_every_axis_is_kept_in_plain_words() -> None:
    assert axis_grounds(AXES) == (
        Ground(Axis.KIND, "poll_or_data", 0.9123, "a poll", (("figures", 1.23),)),
        Ground(Axis.IDENTITY, "named", 0.5, "the fitted decider", (), "unnamed (0.50)"),
        Ground(Axis.OFFICE, "official, state, former", 0.7, "minister of a land", (), "not official (0.30)"),
        Ground(Axis.STATUS, "not_applicable", 1.0, "named"),
        Ground(Axis.TYPE, "official", 0.9, "bodies are official", (), "named (0.10)"),
    )
    assert {type(one.value) for one in axis_grounds(AXES)} == {str}


@pytest.mark.parametrize(
    ("office", "words"),
    [(LAND, "official, state"), (Office(True, None), "official"), (Office(False, OfficialScope.PRIVATE), "not official, private")],
)
def test_an_office_in_words(office: Office, words: str) -> None:
    assert axis_grounds(replace(AXES, office=Decision(office, 1.0, "a row")))[2].value == words


def test_the_strongest_pulls_of_a_link_are_kept() -> None:
    pulls = tuple((f"feature {number}", number - 4.5) for number in range(10))
    kept = link_ground(Link(Span(0, 2), 0.87654, Tie.PRONOUN, pulls, "Ansel Roe"), "Ida Marsh")
    assert replace(kept, pulls=()) == Ground(Axis.SPEAKER, "Ida Marsh", 0.8765, "pronoun", (), "Ansel Roe")
    assert [abs(weight) for _, weight in kept.pulls] == [4.5, 4.5, 3.5, 3.5, 2.5, 2.5]
    assert len(kept.pulls) == MOST
