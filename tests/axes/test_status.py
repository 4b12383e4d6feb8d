"""What the article says of a name, from the claims that are a source's."""

from __future__ import annotations

import pytest

from audit.axes.status import Withheld, status
from audit.domain.source import AnonymityStatus as Status
from audit.domain.source import Identity, Kind
from audit.domain.text import Span
from audit.evidence.claims import Claim, ClaimKind, Reach


def claim(kind: ClaimKind = ClaimKind.MARKER, reach: Reach = Reach.ONE, discloses: bool = True) -> Claim:
    return Claim(Span(0, 5), kind, reach, "pattern x", 0.9, discloses=discloses)


NAMED, UNNAMED = Identity.NAMED, Identity.UNNAMED
PERSON, BODY = Kind.PERSON, Kind.ORGANISATION


@pytest.mark.parametrize(
    ("claims", "kind", "identity", "printed", "expected"),
    [
        pytest.param([], PERSON, NAMED, True, Status.NOT_APPLICABLE, id="named"),
        pytest.param([], PERSON, UNNAMED, False, Status.UNDISCLOSED, id="unnamed, nothing said"),
        pytest.param([claim()], PERSON, UNNAMED, False, Status.DISCLOSED, id="its own marker"),
        pytest.param([claim(reach=Reach.ALL)], PERSON, UNNAMED, False, Status.BLANKET, id="everybody's marker"),
        pytest.param([claim(reach=Reach.GROUP), claim()], PERSON, UNNAMED, False, Status.DISCLOSED, id="its own beside the group's"),
        pytest.param([claim(discloses=False)], PERSON, UNNAMED, False, Status.UNDISCLOSED, id="a reason of something else"),
        pytest.param([claim()], PERSON, NAMED, True, Status.NOT_APPLICABLE, id="named all the same"),
        pytest.param([claim(ClaimKind.PARTIAL_NAME)], PERSON, NAMED, True, Status.DISCLOSED, id="a surname withheld"),
        pytest.param([claim(ClaimKind.PSEUDONYM)], PERSON, NAMED, True, Status.DISCLOSED, id="a pseudonym"),
        pytest.param([claim()], BODY, NAMED, False, Status.DISCLOSED, id="a spokesperson of a body who hides"),
        pytest.param([claim()], BODY, NAMED, True, Status.NOT_APPLICABLE, id="a body's name"),
    ],
)
def test_status(claims: list[Claim], kind: Kind, identity: Identity, printed: bool, expected: Status) -> None:
    told = status(Withheld(claims, kind, identity, printed), 0.8)
    assert told.value is expected
    assert told.runner_up is not None
    assert told.probability + told.runner_up[1] == pytest.approx(1, abs=0.001)
