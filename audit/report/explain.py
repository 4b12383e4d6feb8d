"""What decided a statement: tagger, cue, its sources link by link and axis by axis, the words behind anonymity, policy, how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, NamedTuple

from audit.attribute.cues import entry_of
from audit.axes.type import decision
from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.decided import NOTHING, decided
from audit.domain.doubt import doubtful
from audit.domain.ground import Axis, Ground
from audit.domain.source import Source
from audit.domain.statement import Mention, Statement, Tie
from audit.report.places import Places
from audit.report.terminal import decision_line
from audit.sources.confidence import Surroundings, model, speaker_evidence, statement_evidence

Facts = dict[str, Any]

_WORTH_TELLING = -0.25
"""Evidence that lowers the logarithm of the odds by less than this is not named as a doubt."""
_DOUBTS = 3


class _Tied(NamedTuple):
    """How a mention came to its source; ``here``: in the statement that is explained."""

    by: Tie | None = None
    score: float | None = None
    ground: Ground | None = None
    here: bool = False


_UNTIED = _Tied()


def explanation(audit: Audit, statement: Statement, settings: Settings) -> Facts:
    """Everything behind one statement of ``audit``, JSON-ready. The policy is that of ``settings``; the rest is as it was stored."""
    places = Places(audit)
    return {
        "statement": _said(audit, statement, places),
        "found_by": _found_by(audit, statement),
        "grounds_kept": any(one.grounds for one in audit.statements) or any(one.grounds for one in audit.sources),
        "sources": [_source(audit, statement, at, settings, places) for at in range(len(statement.source_ids))],
        "confidence": _confidence(audit, statement),
        "decisions": [decision_line(one) for one in audit.reviews if not one.of_finding and one.target.id == statement.id],
    }


def _said(audit: Audit, statement: Statement, places: Places) -> Facts:
    text = audit.article.text
    holder = next((one for one in audit.statements if one.id == statement.nested_in), None)
    return {
        "id": statement.id,
        "article_id": audit.article.id,
        "doc_id": audit.article.doc_id,
        "line": places.line(statement.span.start),
        "words": statement.words(text),
        "form": statement.form.value,
        "scope": statement.scope.value,
        "channel": statement.channel.value,
        "via": statement.via,
        "source_words": statement.source_span.of(text) if statement.source_span else None,
        "stands_in": holder.words(text) if holder else None,
    }


def _found_by(audit: Audit, statement: Statement) -> Facts:
    cue, tags = statement.cue, statement.tags
    return {
        "tags": asdict(tags) if tags else None,
        "cue": {
            "words": cue.span.of(audit.article.text),
            "lemma": cue.lemma,
            "kind": cue.kind.value,
            "list": entry_of(cue.lemma),
        }
        if cue
        else None,
    }


def _source(audit: Audit, statement: Statement, at: int, settings: Settings, places: Places) -> Facts:
    source = audit.source(statement.source_ids[at])
    by_policy, rule = decision(source, settings)
    row = decided(audit).get((statement.id, source.id), NOTHING)
    return {
        "id": source.id,
        "label": source.label,
        "mentions": list(_chain(audit, statement, source, places)),
        "kind": source.kind.value,
        "identity": source.identity.value,
        "official": source.official,
        "decided_by": source.decided_by,
        "axes": [{"axis": one.axis.value, **_ground(one)} for one in source.grounds if _stands(one, source)],
        "type": source.source_type.value if source.source_type else None,
        "policy": {"type": by_policy.value, "rule": rule},
        "by_a_person": row.review is not None and row.review.correction.source_type is not None,
        "anonymity": {
            "status": source.anonymity_status.value,
            "markers": [
                {
                    "line": places.line(marker.span.start),
                    "span": [marker.span.start, marker.span.end],
                    "words": marker.span.of(audit.article.text),
                    "proves": marker.kind.value,
                    "matched": marker.matched or None,
                    "blanket": marker.blanket,
                }
                for marker in source.markers
            ],
            "reason": source.reason,
            "basis": source.basis,
        },
        "confidence": source.confidence,
        "type_confidence": source.type_confidence,
        "office_confidence": source.office_confidence,
        "status_confidence": source.status_confidence,
    }


def _stands(ground: Ground, source: Source) -> bool:
    """Whether it is still the ground of what is stored: another policy (``audit relabel``) gives another type."""
    return ground.axis is not Axis.TYPE or ground.value == source.source_type


def _ground(ground: Ground) -> Facts:
    return {
        "value": ground.value,
        "probability": ground.probability,
        "row": ground.row,
        "pulls": [{"feature": feature, "weight": weight} for feature, weight in ground.pulls],
        "runner_up": ground.runner_up or None,
    }


def _chain(audit: Audit, statement: Statement, source: Source, places: Places) -> Iterator[Facts]:
    """The mentions of ``source`` that speak, in the order of the text, each with what tied it."""
    ties: dict[Mention, _Tied] = {}
    for one in audit.statements:
        for at, (mention, source_id) in enumerate(zip(one.mentions, one.source_ids, strict=False)):
            if source_id == source.id:
                tie = one.resolved_by[at] if one.resolved_by else None
                score = one.resolution_scores[at] if one.resolution_scores else None
                ground = one.grounds[at] if one.grounds else None
                here = one.id == statement.id or ties.get(mention, _UNTIED).here
                ties[mention] = _Tied(tie, score, ground, here)
    for mention in source.mentions:
        tied = ties.get(mention, _UNTIED)
        yield {
            "line": places.line(mention.span.start),
            "span": [mention.span.start, mention.span.end],
            "words": mention.span.of(audit.article.text),
            "kind": mention.kind.value,
            "tied_by": tied.by.value if tied.by else None,
            "score": tied.score,
            "link": _ground(tied.ground) if tied.ground else None,
            "of_this_statement": tied.here,
        }


def _confidence(audit: Audit, statement: Statement) -> Facts:
    fitted = model()
    evidence = statement_evidence(statement, Surroundings(audit.statements))
    pulls = [fitted.words.pulls(evidence), fitted.phrase.pulls(evidence)]
    for at, source_id in enumerate(statement.source_ids):
        pulls.append(fitted.speaker.pulls(speaker_evidence(statement, at, audit.source(source_id))))
    summed: dict[str, float] = {}
    for one in pulls:
        for name, pull in one.items():
            summed[name] = summed.get(name, 0.0) + pull
    part = doubtful(statement, audit.sources)
    doubts = sorted((pull, name) for name, pull in summed.items() if pull < _WORTH_TELLING)[:_DOUBTS]
    return {
        "statement": statement.confidence,
        "words": statement.words_confidence,
        "phrase": statement.phrase_confidence,
        "speaker": statement.speaker_confidence,
        "both": round(statement.certainty, 4),
        "review_below": fitted.review_below,
        "needs_review": statement.needs_review,
        "doubtful": {"part": part.part.value, "probability": part.probability} if part else None,
        "doubts": [{"evidence": name, "pull": round(pull, 2)} for pull, name in doubts],
    }
