"""What a decision is about, and where that is after an edit or another run: found again only if that is sure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from audit.domain.anchor import Anchor, anchored, exactly, find, find_edited, same_words
from audit.domain.audited import Audit
from audit.domain.finding import Finding
from audit.domain.review import Labels, Review, Target
from audit.domain.statement import Statement
from audit.domain.text import Span

ENOUGH = 0.5
"""Least share of two stretches that one statement of then and one of now have in common. The scorer's measure."""
PARTS = " … "


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
        of_source = target.speaker is None or same_label(labels(audit, finding.source_id).speaker, target.speaker)
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


def content_again(review: Review, here: str, texts: Mapping[str, str]) -> tuple[Span, ...]:
    """Where the words of a corrected content stand now, part by part; empty where one of the parts surely stands nowhere."""
    then = texts[review.target.article_id]
    parts = content_of(review.correction.words or "", then, review.target.anchor.start)
    if then == here:
        return parts
    again = [find(part, then, here) for part in parts]
    return tuple(sorted(part for part in again if part)) if all(again) else ()


def source_again(found: Audit, statement: Statement, target: Target) -> str | None:
    """The source of ``statement`` that is meant: by id, by label, or (in the same text) the only one."""
    if target.source_id in statement.source_ids and target.article_id == found.article.id:
        return target.source_id
    for source_id in statement.source_ids:
        if same_label(labels(found, source_id).speaker, target.speaker):
            return source_id
    return statement.source_ids[0] if len(statement.source_ids) == 1 else None


def same_label(one: str | None, other: str | None) -> bool:
    return (one or "").casefold() == (other or "").casefold()


def _speaks(audit: Audit, statement: Statement, speaker: str | None) -> bool:
    """Whether the statement has a source of that label; for None, whether it has no source."""
    return any(same_label(labels(audit, one).speaker, speaker) for one in statement.source_ids or (None,))


def _at(place: Span, statements: Sequence[Statement], preferred: Callable[[Statement], bool] = lambda one: True) -> Statement | None:
    """The statement that shares most with ``place``, and half of it at least."""
    best = max(statements, key=lambda one: (_overlap(one.span, place), preferred(one)), default=None)
    return best if best is not None and _overlap(best.span, place) >= ENOUGH else None


def _overlap(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (max(one.end, other.end) - min(one.start, other.start)) if shared > 0 else 0.0
