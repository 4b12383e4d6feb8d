"""What decided a statement: tagger, cue, what tied its sources, the words behind their anonymity, policy, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from audit.attribute.cues import entry_of
from audit.axes.type import decision
from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.decided import NOTHING, decided
from audit.domain.source import Source
from audit.domain.statement import Mention, Statement, Tie
from audit.report.places import Places
from audit.report.terminal import decision_line
from audit.sources.confidence import Surroundings, model, speaker_evidence, statement_evidence

Facts = dict[str, Any]

_WORTH_TELLING = -0.25
"""Evidence that lowers the logarithm of the odds by less than this is not named as a doubt."""
_DOUBTS = 3


def explanation(audit: Audit, statement: Statement, settings: Settings) -> Facts:
    """Everything behind one statement of ``audit``, JSON-ready. The policy is that of ``settings``; the rest is as it was stored."""
    places = Places(audit)
    return {
        "statement": _said(audit, statement, places),
        "found_by": _found_by(audit, statement),
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
        "tags": {"cue": tags.cue, "source": tags.source, "content": tags.content} if tags else None,
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
        "type": source.source_type.value if source.source_type else None,
        "policy": {"type": by_policy.value, "rule": rule},
        "by_a_person": row.review is not None and row.review.correction.source_type is not None,
        "anonymity": {
            "status": source.anonymity_status.value,
            "markers": [
                {
                    "line": places.line(marker.span.start),
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
    }


def _chain(audit: Audit, statement: Statement, source: Source, places: Places) -> Iterator[Facts]:
    """The mentions of ``source`` that speak, in the order of the text, each with what tied it."""
    ties: dict[Mention, tuple[Tie | None, float | None, bool]] = {}
    for one in audit.statements:
        for at, (mention, source_id) in enumerate(zip(one.mentions, one.source_ids, strict=False)):
            if source_id == source.id:
                tie = one.resolved_by[at] if one.resolved_by else None
                score = one.resolution_scores[at] if one.resolution_scores else None
                here = one.id == statement.id or ties.get(mention, (None, None, False))[2]
                ties[mention] = (tie, score, here)
    for mention in source.mentions:
        tie, score, here = ties.get(mention, (None, None, False))
        yield {
            "line": places.line(mention.span.start),
            "words": mention.span.of(audit.article.text),
            "kind": mention.kind.value,
            "tied_by": tie.value if tie else None,
            "score": score,
            "of_this_statement": here,
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
    doubts = sorted((pull, name) for name, pull in summed.items() if pull < _WORTH_TELLING)[:_DOUBTS]
    return {
        "statement": statement.confidence,
        "speaker": statement.speaker_confidence,
        "both": round(statement.certainty, 4),
        "review_below": fitted.review_below,
        "needs_review": statement.needs_review,
        "doubts": [{"evidence": name, "pull": round(pull, 2)} for pull, name in doubts],
    }
