"""Applies one correction or dismissal to an audit: statements, speakers, types, and all that depends on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from audit.domain.audited import Audit
from audit.domain.decided import named_source_id
from audit.domain.ground import Axis, Ground
from audit.domain.review import Judgement, Review
from audit.domain.source import PEOPLE, AnonymityStatus, Identity, Kind, MarkerKind, ReasonClass, Source, SourceType
from audit.domain.statement import Mention, MentionKind, Scope, Statement, Tie
from audit.domain.text import Span
from audit.rules.placing import content_again

_TELLS = (MarkerKind.STATUS, MarkerKind.PARTIAL_NAME, MarkerKind.PSEUDONYM)


def applied(audit: Audit, review: Review, texts: Mapping[str, str]) -> Audit:
    """The audit with what a review says of one of its statements; ``texts``: article id to text. A stale review changes nothing."""
    statement = next((one for one in audit.statements if one.id == review.target.id), None)
    if statement is None or review.stale:
        return audit
    if review.judgement is Judgement.DISMISSED:
        return _dismissed(audit, statement, review.target.source_id)
    changed = replace(statement, needs_review=False)
    source_id = review.target.source_id
    if review.correction.words is not None:
        changed = replace(changed, content=content_again(review, audit.article.text, texts))
    audit = _with_statement(audit, changed)
    if review.correction.speaker is not None:
        audit, source_id = _respoken(audit, changed, source_id, review)
    if source_id is not None:
        audit = replace(audit, sources=tuple(_relabelled(s, review) if s.id == source_id else s for s in audit.sources))
    return audit


def _with_statement(audit: Audit, changed: Statement) -> Audit:
    return replace(audit, statements=tuple(changed if one.id == changed.id else one for one in audit.statements))


def _dismissed(audit: Audit, statement: Statement, source_id: str | None) -> Audit:
    """The statement out of the count; of a joint one, only the source at issue goes."""
    if len(statement.source_ids) <= 1 or source_id not in statement.source_ids:
        return _with_statement(audit, replace(statement, scope=Scope.DISMISSED, needs_review=False))
    return _with_statement(audit, _without(statement, statement.source_ids.index(source_id)))


def _without(statement: Statement, at: int) -> Statement:
    return replace(
        statement,
        source_ids=statement.source_ids[:at] + statement.source_ids[at + 1 :],
        mentions=statement.mentions[:at] + statement.mentions[at + 1 :],
        resolution_scores=statement.resolution_scores[:at] + statement.resolution_scores[at + 1 :],
        resolved_by=statement.resolved_by[:at] + statement.resolved_by[at + 1 :],
        grounds=statement.grounds[:at] + statement.grounds[at + 1 :],
    )


def _respoken(audit: Audit, statement: Statement, source_id: str | None, review: Review) -> tuple[Audit, str | None]:
    """The statement given to another speaker: one of the article, or a new one of the type that the correction says."""
    label = (review.correction.speaker or "").strip()
    speaker = audit.speaker(label)
    at = statement.source_ids.index(source_id) if source_id in statement.source_ids else len(statement.source_ids)
    mention = statement.mentions[at] if at < len(statement.mentions) else None
    mention = mention or Mention(Span(statement.span.start, statement.span.start), "", MentionKind.IMPLICIT)
    if speaker is None:
        speaker = _new_source(audit, label, mention)
        audit = replace(audit, sources=(*audit.sources, speaker))
    if speaker.id in statement.source_ids:  # it speaks here already: the wrong one only goes
        changed = statement if speaker.id == source_id else _without(statement, at)
    else:
        scores, ties, grounds = statement.resolution_scores, statement.resolved_by, statement.grounds
        ground = Ground(Axis.SPEAKER, speaker.label, 1.0, _by(review))
        changed = replace(
            statement,
            source_ids=(*statement.source_ids[:at], speaker.id, *statement.source_ids[at + 1 :]),
            mentions=(*statement.mentions[:at], mention, *statement.mentions[at + 1 :]),
            resolution_scores=(*scores[:at], 1.0, *scores[at + 1 :]) if scores else (),
            resolved_by=(*ties[:at], Tie.REVIEW, *ties[at + 1 :]) if ties or not statement.source_ids else (),
            grounds=(*grounds[:at], ground, *grounds[at + 1 :]) if grounds or not statement.source_ids else (),
        )
    return _without_idle(_with_statement(audit, changed), source_id), speaker.id


def _without_idle(audit: Audit, source_id: str | None) -> Audit:
    """The audit without a source that lost its last statement to another, unless a response is still its own."""
    speaking = {one for statement in audit.statements for one in statement.source_ids} | {note.source_id for note in audit.responses}
    return replace(audit, sources=tuple(one for one in audit.sources if one.id != source_id or one.id in speaking))


def _new_source(audit: Audit, label: str, mention: Mention) -> Source:
    """A speaker whom the tool had not seen; ``_relabelled`` gives the type."""
    return Source(
        id=named_source_id(audit, label),
        label=label,
        kind=Kind.PERSON,
        identity=Identity.NAMED,
        source_type=SourceType.NAMED,
        official=False,
        official_scope=None,
        anonymity_status=AnonymityStatus.NOT_APPLICABLE,
        mentions=(mention,),
    )


def _relabelled(source: Source, review: Review) -> Source:
    """The source with corrected type and reason, and the axes that hang on them."""
    wanted, reason = review.correction.source_type, review.correction.reason
    by = _by(review)
    if wanted is not None and wanted is not source.source_type:
        was = source
        source = replace(_retyped(source, wanted, bool(reason)), source_type=wanted, decided_by=by, confidence=1.0, type_confidence=1.0)
        source = replace(source, grounds=tuple(_decided_anew(one, was, source, by) for one in source.grounds))
    if reason is not None and reason != (source.reason or ""):
        markers = source.markers if reason else tuple(one for one in source.markers if one.kind is not MarkerKind.REASON)
        worth = ReasonClass.INFORMATIVE if reason else ReasonClass.NONE
        source = replace(source, reason=reason or None, reason_class=worth, markers=markers, decided_by=by)
    return source


def _by(review: Review) -> str:
    return f"review by {review.reviewer}"


def _decided_anew(ground: Ground, was: Source, now: Source, by: str) -> Ground:
    """What decided an axis, once a person changed some of them."""
    before, after = ((one.kind, one.identity, one.anonymity_status, one.source_type) for one in (was, now))
    axes = (Axis.KIND, Axis.IDENTITY, Axis.STATUS, Axis.TYPE)
    changed = {axis: value for axis, other, value in zip(axes, before, after, strict=True) if value is not other}
    value = changed.get(ground.axis)
    return ground if value is None else Ground(ground.axis, value.value, 1.0, by)


def _retyped(source: Source, wanted: SourceType, explained: bool) -> Source:
    """Identity, kind and anonymity as they must be for a source of that type; what else is known stays."""
    if wanted is SourceType.ANONYMOUS:
        disclosed = explained or any(marker.kind in _TELLS for marker in source.markers)
        status = source.anonymity_status
        if status is AnonymityStatus.NOT_APPLICABLE:
            status = AnonymityStatus.DISCLOSED if disclosed else AnonymityStatus.UNDISCLOSED
        hidden = Identity.UNNAMED if source.identity is Identity.NAMED else source.identity
        return replace(source, identity=hidden, anonymity_status=status)
    source = replace(source, anonymity_status=AnonymityStatus.NOT_APPLICABLE, reason=None, reason_class=ReasonClass.NONE)
    if wanted is SourceType.NAMED:
        return replace(source, identity=Identity.NAMED if source.identity is Identity.UNNAMED else source.identity)
    return replace(source, identity=Identity.NAMED, kind=Kind.ORGANISATION if source.kind in PEOPLE else source.kind)
