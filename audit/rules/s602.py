"""S602: how much of the story rests on unnamed sources."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity
from audit.rules.base import Confidence, Rule, spoken, withheld
from audit.rules.examples import Example, Said, build

FEWEST = 4
"""Statements below which a share says nothing."""


class AnonymousShare(Rule):
    code = "S602"
    name = "anonymous-share"
    severity = Severity.INFO
    confidence = Confidence.HIGH
    summary = "The share of statements from sources that a reader cannot identify is above the limit."
    why = "A count, not a fault: it shows an editor which stories lean most on unnamed sources."
    standard = "No standard sets a number; the limit is our judgement. Published shares differ in what they count [BIB][PEW21][MK]."
    limits = (
        f"Needs {FEWEST} statements. Counts people whose names are usually withheld, not unnamed documents or the public. The share is of "
        "statements, not of words."
    )
    limit = 0.5
    limit_means = "share of statements, 0 to 1, above which an article is flagged"
    passing = (
        Example(
            "half",
            build(
                "An aide said it sank. A cook said it floats. Ida Marsh said it burns. Marsh said it leaks.",
                Said("it sank", "An aide"),
                Said("it floats", "A cook"),
                Said("it burns", "Ida Marsh", identity=Identity.NAMED),
                Said("it leaks", "Marsh", label="Ida Marsh", identity=Identity.NAMED),
            ),
        ),
        Example("too few", build("An aide said it sank.", Said("it sank", "An aide"))),
    )
    failing = (
        Example(
            "three of four",
            build(
                "An aide said it sank. A cook said it floats. A clerk said it burns. Ida Marsh said it leaks.",
                Said("it sank", "An aide"),
                Said("it floats", "A cook"),
                Said("it burns", "A clerk"),
                Said("it leaks", "Ida Marsh", identity=Identity.NAMED),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        pairs = list(spoken(audit, doubtful=True))
        unnamed = sum(withheld(source) for source, _ in pairs)
        if len(pairs) >= FEWEST and unnamed / len(pairs) > (self.limit or 0.0):
            share = f"{unnamed / len(pairs):.0%}"
            message = f"{unnamed} of {len(pairs)} statements ({share}) come from sources that a reader cannot identify."
            yield self.finding(audit, message)
