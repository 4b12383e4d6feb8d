"""Decisions found again in an audit, and the audit as people corrected it, with findings to match."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from audit.domain.anchor import same_words
from audit.domain.audited import Audit
from audit.domain.decided import newest
from audit.domain.finding import Finding
from audit.domain.review import Check, Decision, Judgement, Review
from audit.rules.correcting import applied
from audit.rules.placing import content_again, finding_again, labels, same_label, source_again, statement_again
from audit.rules.registry import run_rules

Findings = Callable[[Audit], tuple[Finding, ...]]
"""What finds the flaws of a corrected audit: the rules that are in force."""


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
            corrected = applied(corrected, review, texts)
    if (corrected.statements, corrected.sources) != (found.statements, found.sources):
        corrected = replace(corrected, findings=findings(corrected))
    for decision in decisions:
        if isinstance(decision, Review) and decision.of_finding:
            finding = finding_again(corrected, decision.target, texts)
            if finding is not None:
                placed.append(replace(decision, target=replace(decision.target, id=finding.fingerprint, source_id=finding.source_id)))
    return corrected, placed


def _again(found: Audit, decision: Decision, texts: Mapping[str, str]) -> Decision | None:
    target = decision.target
    statement = statement_again(found, target, texts)
    if statement is None:
        return None
    source_id = source_again(found, statement, target)
    now = labels(found, source_id)
    other_speaker = not same_label(now.speaker, target.speaker)
    if isinstance(decision, Check):
        stale = other_speaker or not same_words(statement.span.of(found.article.text), target.anchor.quote)
    elif decision.judgement is Judgement.CONFIRMED:
        stale = now != decision.found
    else:
        stale = other_speaker and decision.correction.speaker is None
        if decision.correction.words is not None and not content_again(decision, found.article.text, texts):
            return None
    return replace(decision, target=replace(target, id=statement.id, source_id=source_id), stale=stale)
