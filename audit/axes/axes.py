"""What is known of one entity as a source: every axis with what decided it, and the words that go with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

from audit.axes import kind as kinds
from audit.axes.decision import Decider, Decision, Features, ranked
from audit.axes.features import features
from audit.axes.fitted import Fitted, fitted
from audit.axes.identity import LAW, identity
from audit.axes.kind import kind
from audit.axes.office import LAW as OFFICE_LAW
from audit.axes.office import PLAIN, Office
from audit.axes.status import Withheld, status
from audit.axes.type import known_by_office, typed
from audit.axes.view import View
from audit.config import Settings
from audit.domain.annotation import Annotation
from audit.domain.source import AnonymityStatus, Identity, Kind, OfficialScope, ReasonClass, SourceType
from audit.entities.entities import Entities, Entity
from audit.evidence.claims import Claim, ClaimKind
from audit.lexicons import table
from audit.lexicons.places import country_of

PUBLIC = frozenset(OfficialScope) - {OfficialScope.PARTY, OfficialScope.PRIVATE}
"""The scopes of officials."""

_IN_PART = (ClaimKind.PARTIAL_NAME, ClaimKind.PSEUDONYM)
_AFFILIATED = re.compile(
    r"\b(?:for|of|at|with|in|from)\s+((?:the\s+)?[A-Z][\w.&'’-]*(?:\s+(?:of|the|and|for|[A-Z][\w.&'’-]*))*)",
)

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Axes:
    """Everything that a source's row says beside who it is. ``label`` is "" where the entity's own stands."""

    kind: Decision[Kind]
    identity: Decision[Identity]
    office: Decision[Office]
    status: Decision[AnonymityStatus]
    type: Decision[SourceType]
    claims: tuple[Claim, ...]
    label: str
    reason: str | None
    reason_class: ReasonClass
    basis: str | None
    ground_rule: str | None
    title: str | None
    affiliation: str | None
    country: str | None
    head_count: int | None
    document_title: str | None
    issuer: str | None


def axes(
    annotation: Annotation, entities: Entities, entity: Entity, claims: tuple[Claim, ...], settings: Settings, by: Fitted | None = None
) -> Axes:
    """The axes of one entity, with the claims that it owns. ``by``: what decides, where that is not what ships."""
    by = by or fitted()
    view = View(annotation, entities, entity)
    told = known(view, by.left_out)
    decider = by.deciders["standing"]
    kind_told, identity_told = kind(view, by.left_out), identity(view, by.left_out)
    standing = _lawful(
        decider.probabilities(told, view.standing_voted),
        kind_told[1] if by.lawful(kind_told[0], kinds.LAW) else None,
        identity_told[1] if by.lawful(identity_told[0], LAW) else None,
    )
    chosen = _standing(standing, decider.least_anonymous)
    what = _marginal(decider, view, told, standing, chosen, 0, Kind, kind_told)
    who = _marginal(decider, view, told, standing, chosen, 1, Identity, identity_told)
    group = _whole(entities, entity)
    whole = view if group is entity else View(annotation, entities, group)
    office = _office(whole, told if whole is view else known(whole, by.left_out), by)
    if what.value is Kind.MEDIA and office.value.official:  # state media, too
        row = "an outlet holds no office"
        office = Decision(Office(False, None, row=row), what.probability, row, runner_up=(office.value, round(1 - what.probability, 4)))
    in_part = any(c.kind in _IN_PART and c.discloses for c in claims)
    if in_part and what.value is Kind.PERSON:
        sure = max(c.probability for c in claims if c.kind in _IN_PART)
        who = Decision(Identity.PARTIAL, sure, "a part of the name withheld", runner_up=(Identity.NAMED, round(1 - sure, 4)))
    named = sum(p for value, p in standing.items() if value.endswith(", named"))
    hidden = status(Withheld(claims, what.value, who.value, entity.named and not view.spokesperson), named, by.left_out)
    if hidden.value in (AnonymityStatus.DISCLOSED, AnonymityStatus.BLANKET) and who.value is Identity.NAMED:
        doubt = round(1 - hidden.probability, 4)
        if what.value is Kind.ORGANISATION:
            what = Decision(Kind.PERSON, hidden.probability, "a name withheld is a person's", runner_up=(Kind.ORGANISATION, doubt))
        who = Decision(Identity.UNNAMED, hidden.probability, hidden.row, runner_up=(Identity.NAMED, doubt))
    shown = hidden.value is not AnonymityStatus.NOT_APPLICABLE
    kept = claims if shown else ()
    reasons = [c for c in kept if c.kind is ClaimKind.REASON]
    text = annotation.text
    paper = what.value in (Kind.DOCUMENT, Kind.POLL_OR_DATA)
    return Axes(
        kind=what,
        identity=who,
        office=office,
        status=hidden,
        type=_type(what, who, hidden, office, view, standing, settings),
        claims=kept,
        label=view.people_of or "",
        reason=reasons[0].span.of(text) if reasons else None,
        reason_class=_reason_class(reasons),
        basis=_words_of(kept, ClaimKind.BASIS, text),
        ground_rule=_words_of(kept, ClaimKind.GROUND_RULE, text),
        title=next((t for t in view.titles), None) if view.person else None,
        affiliation=_affiliation(whole),
        country=country_of(view.issuer or "") if paper else next((c for t in (*view.titles, view.printed) if (c := country_of(t))), None),
        head_count=_head_count(view, what.value),
        document_title=entity.label if what.value is Kind.DOCUMENT else None,
        issuer=view.issuer if paper else None,
    )


def _whole(entities: Entities, entity: Entity) -> Entity:
    """Whose words tell the office: the group's where an entity is nothing but some of it ("one of them")."""
    group = entities.all[entity.group] if entity.group is not None else None
    return group if group is not None and group.label == entity.label else entity


def known(view: View, left_out: Collection[str] = ()) -> Features:
    """All features of an entity: its own and what the tables say of it, whose rows in ``left_out`` are not asked."""
    out = features(view)
    row, what = kind(view, left_out)
    told, who = identity(view, left_out)
    return out | {
        f"kind by the table: {row}": 1.0,
        f"kind={what.value}": 1.0,
        f"identity by the table: {told}": 1.0,
        f"by the tables: {what.value}, {who.value}": 1.0,
    }


def scope_voted(view: View) -> dict[str, float]:
    """The network's probabilities of the scope; empty where it was not asked."""
    return view.voted.get("official_scope", {})


def _lawful(standing: Mapping[str, float], what: Kind | None, who: Identity | None) -> dict[str, float]:
    """The probabilities among the pairs that plain rows leave."""
    plain = {str(one) for one in (what, who) if one is not None}
    kept = {pair: p for pair, p in standing.items() if plain <= set(pair.split(", "))}
    if not kept:
        return dict(standing)
    whole = sum(kept.values())
    return {pair: kept.get(pair, 0.0) / whole for pair in standing}


def _standing(probabilities: Mapping[str, float], least: float) -> str:
    """The likeliest kind and identity; unnamed only where no name at all is likely enough (``least``)."""
    order = ranked(probabilities)
    unnamed = sum(p for value, p in probabilities.items() if not value.endswith(", named"))
    if unnamed < least:
        return next(value for value in order if value.endswith(", named"))
    return next(value for value in order if not value.endswith(", named"))


def _marginal(
    by: Decider,
    view: View,
    told: Features,
    standing: Mapping[str, float],
    chosen: str,
    part: int,
    values: Callable[[str], Value],
    tabled: tuple[str, Value],
) -> Decision[Value]:
    """One side of the standing: the chosen value, with the table's row where the table says the same."""
    summed: dict[str, float] = {}
    for pair, p in standing.items():
        side = pair.split(", ")[part]
        summed[side] = summed.get(side, 0.0) + p
    value = chosen.split(", ")[part]
    second = next(one for one in ranked(summed) if one != value)
    other = next(pair for pair in ranked(standing) if pair.split(", ")[part] == second)
    row = tabled[0] if values(value) == tabled[1] else "the fitted decider"
    pulls = by.pulls(told, view.standing_voted, chosen, other)
    return Decision(values(value), round(summed[value], 4), row, pulls, (values(second), round(summed[second], 4)))


def _office(view: View, told: Features, by: Fitted) -> Decision[Office]:
    """The office: public or not first, then the likeliest scope."""
    voted, decider = scope_voted(view), by.deciders["scope"]
    scopes = decider.probabilities(told, voted)
    if by.lawful(view.office.row, OFFICE_LAW):
        left = {scope: p for scope, p in scopes.items() if (scope in PUBLIC) is view.office.official}
        scopes = dict.fromkeys(scopes, 0.0) | {scope: p / sum(left.values()) for scope, p in left.items()}
    public = sum(p for scope, p in scopes.items() if scope in PUBLIC)
    official = public >= 0.5
    value = next(scope for scope in ranked(scopes) if (scope in PUBLIC) is official)
    other = next(scope for scope in ranked(scopes) if (scope in PUBLIC) is not official)
    same = view.office.official is official
    tabled = view.office.scope if same and (official or view.office.row in PLAIN) else None
    scope = tabled or (OfficialScope(value) if value != "none" else None)
    office = Office(official, scope, view.office.former and not official, view.office.row if same else "the fitted decider")
    second = Office(not official, OfficialScope(other) if other != "none" else None)
    sure = public if official else 1 - public
    return Decision(office, round(sure, 4), office.row, decider.pulls(told, voted, value, other), (second, round(1 - sure, 4)))


def _type(
    what: Decision[Kind],
    who: Decision[Identity],
    hidden: Decision[AnonymityStatus],
    office: Decision[Office],
    view: View,
    standing: Mapping[str, float],
    settings: Settings,
) -> Decision[SourceType]:
    """The type by the policy; as likely as the kinds and identities that give it, or as the disclosure."""
    by_office = office.value.official and known_by_office(view.entity.label, what.row == kinds.BY_NAME)
    value, rule = typed(what.value, who.value, hidden.value, office.value.official, by_office, settings)
    if hidden.value in (AnonymityStatus.DISCLOSED, AnonymityStatus.BLANKET):
        otherwise, _ = typed(what.value, who.value, AnonymityStatus.UNDISCLOSED, office.value.official, by_office, settings)
        other = otherwise if otherwise is not value else SourceType.NAMED
        return Decision(value, hidden.probability, rule, hidden.pulls, (other, round(1 - hidden.probability, 4)))
    summed = dict.fromkeys(SourceType, 0.0)
    for pair, p in standing.items():
        kind_, identity_ = pair.split(", ")
        state = AnonymityStatus.NOT_APPLICABLE if identity_ == "named" else AnonymityStatus.UNDISCLOSED
        summed[typed(Kind(kind_), Identity(identity_), state, office.value.official, by_office, settings)[0]] += p
    second = max((one for one in summed if one is not value), key=lambda one: summed[one])
    return Decision(value, round(summed[value], 4), rule, who.pulls, (second, round(summed[second], 4)))


def _reason_class(reasons: list[Claim]) -> ReasonClass:
    if not reasons:
        return ReasonClass.NONE
    return ReasonClass.BOILERPLATE if all(c.boilerplate for c in reasons) else ReasonClass.INFORMATIVE


def _words_of(claims: tuple[Claim, ...], kind: ClaimKind, text: str) -> str | None:
    return next((c.span.of(text) for c in claims if c.kind is kind), None)


def _affiliation(view: View) -> str | None:
    """The body that a title or description names."""
    for said in view.titles if view.person else (view.bare,):
        match = _AFFILIATED.search(said)
        if match:
            return match.group(1)
        lead = re.match(r"((?:[A-Z][\w.&'’-]*\s+)+)", said)
        if lead and not view.entity.named:
            return lead.group(1).strip()
    return None


def _head_count(view: View, kind: Kind) -> int | None:
    """How many people: 1, 2 …; None for anything else and where the text does not say."""
    if kind is Kind.PERSON:
        return 1
    counted: dict[str, int] = table("sources")["numbers"]
    first = view.low.split()[0] if view.low.split() else ""
    return counted.get(first) if kind is Kind.GROUP else None
