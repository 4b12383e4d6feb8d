"""A113: only part of a name."""

from __future__ import annotations

from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import Identity, MarkerKind, Source
from audit.domain.statement import Statement
from audit.rules.base import Confidence, SourceRule
from audit.rules.examples import Example, Said, build


class PartialName(SourceRule):
    code = "A113"
    name = "partial-name"
    severity = Severity.INFO
    confidence = Confidence.MEDIUM
    summary = "The article says that a source gave only a first name or only a surname."
    why = "Nobody can be found by half a name. The reader should learn why the other half is missing."
    standard = "NPR: full names [NPR2]; AP: full name on first reference [APS]."
    limits = "Needs words that say so (“who gave only his first name”). A bare first name without them is not flagged."
    passing = (
        Example(
            "the whole name",
            build("Pascal Orr said it rained.", Said("it rained", "Pascal Orr", identity=Identity.NAMED)),
        ),
        Example(
            "a pseudonym is another matter",
            build(
                "Vera (not her real name) said it rained.",
                Said("it rained", "Vera", identity=Identity.PARTIAL, pseudonym="not her real name"),
            ),
        ),
    )
    failing = (
        Example(
            "a first name",
            build(
                "Pascal, who gave only his first name, said it rained.",
                Said("it rained", "Pascal", identity=Identity.PARTIAL, partial="gave only his first name"),
            ),
        ),
    )

    def flaws(self, audit: Audit, source: Source, statement: Statement) -> bool:
        return any(marker.kind is MarkerKind.PARTIAL_NAME for marker in source.markers)

    def message(self, printed: str) -> str:
        return f"The article gives only part of a name for {printed}, so a reader cannot find out who it is."
