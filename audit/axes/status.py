"""The table of anonymity: what the article says of a source's name, from the claims that are its own, its group's or everybody's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from audit.axes.decision import Decision, first_row
from audit.domain.source import AnonymityStatus, Identity, Kind
from audit.evidence.claims import Claim, ClaimKind, Reach

Row = tuple[str, Callable[["Withheld"], bool], AnonymityStatus]

_IN_PART = (ClaimKind.PARTIAL_NAME, ClaimKind.PSEUDONYM)


class Withheld:
    """The claims of one source that disclose, beside its kind and identity."""

    def __init__(self, claims: Sequence[Claim], kind: Kind, identity: Identity, printed_in_full: bool) -> None:
        self.disclosing = [c for c in claims if c.discloses and c.kind not in (ClaimKind.BASIS, ClaimKind.REASON)]
        self.in_part = any(c.kind in _IN_PART for c in self.disclosing)
        self.own = any(c.reach is Reach.ONE for c in self.disclosing)
        self.kind, self.identity, self.printed_in_full = kind, identity, printed_in_full


TABLE: tuple[Row, ...] = (
    ("a part of the name withheld", lambda w: w.in_part and w.kind is Kind.PERSON and w.own, AnonymityStatus.DISCLOSED),
    ("named all the same", lambda w: w.identity is Identity.NAMED and w.printed_in_full, AnonymityStatus.NOT_APPLICABLE),
    ("name withheld", lambda w: w.own, AnonymityStatus.DISCLOSED),
    ("one disclosure for several", lambda w: bool(w.disclosing), AnonymityStatus.BLANKET),
    ("named", lambda w: w.identity is Identity.NAMED, AnonymityStatus.NOT_APPLICABLE),
    ("unnamed, and nothing said of it", lambda w: True, AnonymityStatus.UNDISCLOSED),
)


def status(withheld: Withheld, named: float, left_out: Collection[str] = ()) -> Decision[AnonymityStatus]:
    """The status with its probability; ``named`` is how likely the source is identified."""
    row, value = first_row(TABLE, withheld, left_out)
    disclosed = max((c.probability for c in withheld.disclosing), default=0.0)
    if value is AnonymityStatus.NOT_APPLICABLE:
        other = AnonymityStatus.DISCLOSED if withheld.disclosing else AnonymityStatus.UNDISCLOSED
        return Decision(value, round(named, 4), row, runner_up=(other, round(1 - named, 4)))
    if value is AnonymityStatus.UNDISCLOSED:
        return Decision(value, round(1 - named, 4), row, runner_up=(AnonymityStatus.NOT_APPLICABLE, round(named, 4)))
    pulls = tuple((f"{c.kind.value}, {c.by}", round(c.probability, 3)) for c in withheld.disclosing)
    return Decision(value, round(disclosed, 4), row, pulls, (AnonymityStatus.UNDISCLOSED, round(1 - disclosed, 4)))
