"""S603: one source for the whole story."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity
from audit.domain.statement import Scope
from audit.rules.base import Confidence, Rule, first_statements, printed_as, quoted
from audit.rules.examples import Example, Said, build


class SingleSource(Rule):
    code = "S603"
    name = "single-source"
    severity = Severity.WARNING
    confidence = Confidence.MEDIUM
    core = True
    summary = "Everything attributed in the article comes from one source."
    why = "The article has no second source to check it against."
    standard = "BBC: reluctant to rely on a single source [BBC3]; Guardian: stories should be multi-sourced [GU2]."
    limits = (
        "Also flags press releases, briefs and interviews, which naturally have one source. What the reporter saw does not count. Silent "
        "if a statement’s source could not be identified, or if one person may have been taken for two."
    )
    passing = (
        Example(
            "two sources",
            build(
                "Ida Marsh said it sank. Vera Lund said it floats.",
                Said("it sank", "Ida Marsh", identity=Identity.NAMED),
                Said("it floats", "Vera Lund", identity=Identity.NAMED),
            ),
        ),
        Example("one remark only", build("Ida Marsh said it sank.", Said("it sank", "Ida Marsh", identity=Identity.NAMED))),
    )
    failing = (
        Example(
            "one throughout",
            build(
                "Ida Marsh said it sank. Marsh said it was old.",
                Said("it sank", "Ida Marsh", identity=Identity.NAMED),
                Said("it was old", "Marsh", label="Ida Marsh", identity=Identity.NAMED),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        said = [one for one in audit.statements if one.scope is Scope.STATEMENT]
        sources = list(first_statements(audit, doubtful=True))
        if len(sources) == 1 and len(said) > 1 and all(one.source_ids for one in said):
            printed = quoted(printed_as(audit, *sources[0]))
            message = f"All {len(said)} statements in this article come from {printed}; no other source is heard."
            yield self.finding(audit, message, source=sources[0][0])
