"""The sources of an article, put together: who is meant, what is known of them, what follows; and the statements with their ids."""

from __future__ import annotations

from dataclasses import replace

from audit.axes.axes import Axes, axes
from audit.axes.fitted import Fitted, fitted
from audit.axes.type import source_type
from audit.config import Settings
from audit.domain.annotation import Annotation
from audit.domain.source import AnonymityMarker, Kind, MarkerKind, Source
from audit.domain.statement import Mention, MentionKind, Statement, Tie
from audit.domain.text import digest
from audit.entities.entities import Entities, Entity, Tied
from audit.entities.linker import entities
from audit.evidence.claims import ClaimKind, Reach, claims
from audit.evidence.owners import owned
from audit.sources.grounds import axis_grounds, link_ground

_MARKERS = {
    ClaimKind.MARKER: MarkerKind.STATUS,
    ClaimKind.REASON: MarkerKind.REASON,
    ClaimKind.GROUND_RULE: MarkerKind.GROUND_RULE,
    ClaimKind.PSEUDONYM: MarkerKind.PSEUDONYM,
    ClaimKind.PARTIAL_NAME: MarkerKind.PARTIAL_NAME,
}


def sources(
    annotation: Annotation, statements: tuple[Statement, ...], settings: Settings, by: Fitted | None = None
) -> tuple[tuple[Source, ...], tuple[Statement, ...]]:
    """The sources in the order of their first mention, and the statements with their source ids and ties.

    ``by``: what decides, where that is not what ships.

    Raises ``ValueError`` where two sources would bear one id.
    """
    by = by or fitted()
    known = entities(annotation, statements, by=by.ranker)
    held = owned(annotation, known, statements, claims(annotation))
    told = {number: axes(annotation, known, known.all[number], held.by_entity.get(number, ()), settings, by) for number in known.speaking}
    made = {number: _source(annotation, statements, known, known.all[number], one, settings) for number, one in told.items()}
    ids = [one.id for one in made.values()]
    if len(set(ids)) != len(ids):
        raise ValueError("two sources of one article have the same id")
    linked = tuple(_linked(statement, row, made) for statement, row in zip(statements, known.ties, strict=True))
    ordered = sorted(made.values(), key=lambda s: s.mentions[0].span)
    return tuple(ordered), linked


def _source(
    annotation: Annotation, statements: tuple[Statement, ...], known: Entities, entity: Entity, axes: Axes, settings: Settings
) -> Source:
    mentions = _mentions(statements, known, entity.number)
    first = next((m for m in entity.mentions), None)
    label = axes.label or entity.label
    made = Source(
        id=digest(annotation.article.id, "source", str(first.span if first else mentions[0].span), entity.label.lower()),
        label=label,
        kind=axes.kind.value,
        identity=axes.identity.value,
        source_type=None,
        official=axes.office.value.official,
        official_scope=axes.office.value.scope,
        anonymity_status=axes.status.value,
        mentions=mentions,
        markers=_markers(axes),
        reason=axes.reason,
        reason_class=axes.reason_class,
        basis=axes.basis,
        ground_rule=axes.ground_rule,
        title=axes.title,
        affiliation=axes.affiliation,
        country=axes.country,
        former=axes.office.value.former,
        head_count=axes.head_count,
        document_title=axes.document_title if axes.kind.value is Kind.DOCUMENT else None,
        document_issuer=axes.issuer if axes.kind.value is Kind.DOCUMENT else None,
        decided_by=axes.kind.row,
        type_confidence=round(axes.type.probability, 4),
        office_confidence=round(axes.office.probability, 4),
        status_confidence=round(axes.status.probability, 4),
        grounds=axis_grounds(axes),
    )
    return replace(made, source_type=source_type(made, settings))


def _mentions(statements: tuple[Statement, ...], known: Entities, number: int) -> tuple[Mention, ...]:
    """The mentions of an entity that are sources of statements, each place once."""
    found = {
        mention.span: mention
        for statement, row in zip(statements, known.ties, strict=True)
        for mention in statement.mentions
        if any(t.entity == number and t.mention == mention.span for t in row)
    }
    return tuple(found[span] for span in sorted(found))


def _markers(axes: Axes) -> tuple[AnonymityMarker, ...]:
    return tuple(
        AnonymityMarker(claim.span, _MARKERS[claim.kind], claim.reach is not Reach.ONE, claim.by)
        for claim in axes.claims
        if claim.kind in _MARKERS
    )


def _linked(statement: Statement, row: tuple[Tied, ...], made: dict[int, Source]) -> Statement:
    """A statement with its source ids, each once. Joint mentions whose source cannot be told are left out."""
    by_span = {m.span: m for m in statement.mentions}
    told: list[Tied] = []
    for tied in row:
        if tied.entity is not None and all(t.entity != tied.entity for t in told):
            told.append(tied)
    return replace(
        statement,
        mentions=tuple(by_span[t.mention] for t in told) or statement.mentions,
        source_ids=tuple(made[t.entity].id for t in told if t.entity is not None),
        resolution_scores=tuple(t.link.probability for t in told),
        resolved_by=tuple(_tie(t, by_span[t.mention]) for t in told),
        grounds=tuple(link_ground(t.link, made[t.entity].label) for t in told if t.entity is not None),
    )


def _tie(tied: Tied, mention: Mention) -> Tie:
    return Tie.CARRIED_ON if mention.kind is MentionKind.IMPLICIT else tied.link.tie
