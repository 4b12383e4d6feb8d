"""S604: nobody but officials."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity, Kind
from audit.rules.base import Confidence, Rule, first_statements, quoted
from audit.rules.examples import Example, Said, build

FEWEST = 3
"""Sources below which the pattern says nothing."""


class OfficialsOnly(Rule):
    code = "S604"
    name = "officials-only"
    severity = Severity.INFO
    confidence = Confidence.MEDIUM
    summary = "Only state officials and institutions speak."
    why = "A count, not a fault: the reader hears only the state."
    standard = "A measure from journalism studies (Hallin 1993, in [BIB]); our judgement."
    limits = f"Needs {FEWEST} sources. The printed title decides whether a source holds office. State documents count as officials."
    passing = (
        Example(
            "a baker too",
            build(
                "Police said it sank. Prosecutors said it floats. Ida Marsh, a baker, said it burns.",
                Said("it sank", "Police", kind=Kind.ORGANISATION, identity=Identity.NAMED, official=True),
                Said("it floats", "Prosecutors", kind=Kind.ORGANISATION, identity=Identity.NAMED, official=True),
                Said("it burns", "Ida Marsh", identity=Identity.NAMED),
            ),
        ),
    )
    failing = (
        Example(
            "officials",
            build(
                "Police said it sank. Prosecutors said it floats. A minister said it burns.",
                Said("it sank", "Police", kind=Kind.ORGANISATION, identity=Identity.NAMED, official=True),
                Said("it floats", "Prosecutors", kind=Kind.ORGANISATION, identity=Identity.NAMED, official=True),
                Said("it burns", "A minister", official=True),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        sources = [source for source, _ in first_statements(audit, doubtful=True)]
        if len(sources) >= FEWEST and all(source.official for source in sources):
            shown = ", ".join(quoted(source.label, 40) for source in sources[:4])
            message = f"All {len(sources)} sources are state officials or institutions ({shown}); nobody else is heard."
            yield self.finding(audit, message)
