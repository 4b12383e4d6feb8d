"""Decisions found again in an audit, and the audit as people corrected it, with findings to match."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from audit.domain.anchor import Anchor, anchored, exactly, find, find_edited, same_words
from audit.domain.audited import Audit
from audit.domain.decided import named_source_id, newest
from audit.domain.finding import Finding
from audit.domain.ground import Axis, Ground
from audit.domain.review import Check, Decision, Judgement, Labels, Review, Target
from audit.domain.source import PEOPLE, AnonymityStatus, Identity, Kind, MarkerKind, ReasonClass, Source, SourceType
from audit.domain.statement import Mention, MentionKind, Scope, Statement, Tie
from audit.domain.text import Span
from audit.rules.registry import run_rules

ENOUGH = 0.5
"""Least share of two stretches that one statement of then and one of now have in common. The scorer's measure."""
PARTS = " … "
Findings = Callable[[Audit], tuple[Finding, ...]]
"""What finds the flaws of a corrected audit: the rules that are in force."""
_TELLS = (MarkerKind.STATUS, MarkerKind.PARTIAL_NAME, MarkerKind.PSEUDONYM)


def reviewed(
    found: Audit, decisions: Sequence[Decision], texts: Mapping[str, str], findings: Findings = run_rules
) -> tuple[Audit, list[Decision]]:
    """What the tool ``found`` as corrected by ``decisions`` (oldest first), and those of them that stand in it.

    Their targets are those of this audit. Of several on one thing, the newest counts; all are returned. ``texts`` has, by article id, the
    other texts on which they were made. A decision whose words are not surely there, or there of no statement of the same speaker, is
    left out: it is kept in the database and tried again on the next version.
    """
    texts = {**texts, found.article.id: found.article.text}
    placed: list[Decision] = []
    for decision in decisions:
        on_finding = isinstance(decision, Review) and decision.of_finding
        again = None if on_finding else _again(found, decision, texts)
        placed += [again] if again else []
    corrected = found
    for review in newest(placed):
        if isinstance(review, Review):
            corrected = _applied(corrected, review, texts)
    if (corrected.statements, corrected.sources) != (found.statements, found.sources):
        corrected = replace(corrected, findings=findings(corrected))
    for decision in decisions:
        if isinstance(decision, Review) and decision.of_finding:
            finding = finding_again(corrected, decision.target, texts)
            if finding is not None:
                placed.append(replace(decision, target=replace(decision.target, id=finding.fingerprint, source_id=finding.source_id)))
    return corrected, placed


def labels(audit: Audit, source_id: str | None) -> Labels:
    """What the audit says of a source; nothing for None."""
    source = next((one for one in audit.sources if one.id == source_id), None)
    return Labels(source.label, source.source_type, source.reason) if source else Labels()


def statement_target(audit: Audit, statement: Statement, source_id: str | None) -> Target:
    """A statement with one of its sources as something to decide about."""
    return Target(
        anchored(audit.article.text, statement.span), audit.article.id, statement.id, source_id, labels(audit, source_id).speaker, None
    )


def finding_target(audit: Audit, finding: Finding) -> Target:
    """A finding as something to decide about; one on the whole article is held by no words but its fingerprint."""
    anchor = anchored(audit.article.text, finding.span) if finding.span else Anchor("", "", "", 0)
    speaker = labels(audit, finding.source_id).speaker
    return Target(anchor, audit.article.id, finding.fingerprint, finding.source_id, speaker, finding.code)


def statement_again(audit: Audit, target: Target, texts: Mapping[str, str]) -> Statement | None:
    """The statement of ``audit`` that ``target`` is about.

    In the text on which it was decided it is the one at that place. In another it is a statement of the same speaker that surely has the
    same words, or most of them, in the same context.
    """
    if target.article_id == audit.article.id:
        same = next((one for one in audit.statements if one.id == target.id), None)
        if same is not None:
            return same
    here, then = audit.article.text, texts[target.article_id]
    was = target.anchor.place(then)
    if was is None:
        return None
    if then == here:
        return _at(was, audit.statements, lambda one: _speaks(audit, one, target.speaker))
    theirs = [one for one in audit.statements if _speaks(audit, one, target.speaker)]
    place = find(was, then, here)
    statement = _at(place, theirs) if place else None
    if statement is None:
        place = find_edited(was, then, here, {one.span for one in theirs})
        statement = _at(place, theirs) if place else None
    return statement


def finding_again(audit: Audit, target: Target, texts: Mapping[str, str]) -> Finding | None:
    """The finding of ``audit`` that ``target`` is about: of the same rule, on the same words of the same source in the same context.

    One on a whole article is known by its fingerprint.
    """
    like = [one for one in audit.findings if one.code == target.code]
    if not target.anchor.quote:
        return next((one for one in like if one.fingerprint == target.id), None)
    then, here = texts[target.article_id], audit.article.text
    was = target.anchor.place(then)
    place = was if was is None or then == here else find(was, then, here)
    for finding in like:
        if place is None or finding.span is None or not finding.span.overlaps(place):
            continue
        of_source = target.speaker is None or _same_label(labels(audit, finding.source_id).speaker, target.speaker)
        if of_source and same_words(target.anchor.quote, finding.span.of(here)):
            return finding
    return None


def content_of(words: str, text: str, near: int) -> tuple[Span, ...]:
    """Where the words of a corrected content stand, part by part; empty where one of the parts stands nowhere."""
    out: list[Span] = []
    for part in words.split(PARTS):
        span = exactly(part, text, out[-1].end if out else near)
        if span is None:
            return ()
        out.append(span)
    return tuple(sorted(out))


def _again(found: Audit, decision: Decision, texts: Mapping[str, str]) -> Decision | None:
    target = decision.target
    statement = statement_again(found, target, texts)
    if statement is None:
        return None
    source_id = _source_again(found, statement, target)
    now = labels(found, source_id)
    other_speaker = not _same_label(now.speaker, target.speaker)
    if isinstance(decision, Check):
        stale = other_speaker or not same_words(statement.span.of(found.article.text), target.anchor.quote)
    elif decision.judgement is Judgement.CONFIRMED:
        stale = now != decision.found
    else:
        stale = other_speaker and decision.correction.speaker is None
        if decision.correction.words is not None and not _content_again(decision, found.article.text, texts):
            return None
    return replace(decision, target=replace(target, id=statement.id, source_id=source_id), stale=stale)


def _content_again(review: Review, here: str, texts: Mapping[str, str]) -> tuple[Span, ...]:
    """Where the words of a corrected content stand now, part by part; empty where one of the parts surely stands nowhere."""
    then = texts[review.target.article_id]
    parts = content_of(review.correction.words or "", then, review.target.anchor.start)
    if then == here:
        return parts
    again = [find(part, then, here) for part in parts]
    return tuple(sorted(part for part in again if part)) if all(again) else ()


def _source_again(found: Audit, statement: Statement, target: Target) -> str | None:
    """The source of ``statement`` that is meant: by id, by label, or (in the same text) the only one."""
    if target.source_id in statement.source_ids and target.article_id == found.article.id:
        return target.source_id
    for source_id in statement.source_ids:
        if _same_label(labels(found, source_id).speaker, target.speaker):
            return source_id
    return statement.source_ids[0] if len(statement.source_ids) == 1 else None


def _same_label(one: str | None, other: str | None) -> bool:
    return (one or "").casefold() == (other or "").casefold()


def _speaks(audit: Audit, statement: Statement, speaker: str | None) -> bool:
    """Whether the statement has a source of that label; for None, whether it has no source."""
    return any(_same_label(labels(audit, one).speaker, speaker) for one in statement.source_ids or (None,))


def _at(place: Span, statements: Sequence[Statement], preferred: Callable[[Statement], bool] = lambda one: True) -> Statement | None:
    """The statement that shares most with ``place``, and half of it at least."""
    best = max(statements, key=lambda one: (_overlap(one.span, place), preferred(one)), default=None)
    return best if best is not None and _overlap(best.span, place) >= ENOUGH else None


def _overlap(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (max(one.end, other.end) - min(one.start, other.start)) if shared > 0 else 0.0


def _applied(audit: Audit, review: Review, texts: Mapping[str, str]) -> Audit:
    statement = next((one for one in audit.statements if one.id == review.target.id), None)
    if statement is None or review.stale:
        return audit
    if review.judgement is Judgement.DISMISSED:
        return _dismissed(audit, statement, review.target.source_id)
    changed = replace(statement, needs_review=False)
    source_id = review.target.source_id
    if review.correction.words is not None:
        changed = replace(changed, content=_content_again(review, audit.article.text, texts))
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
