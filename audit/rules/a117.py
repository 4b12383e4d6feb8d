"""A117: one disclosure of anonymity for several sources."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.text import Span
from audit.rules.base import Confidence, Rule, first_statements, quoted, withheld
from audit.rules.examples import Example, Said, build


class BlanketDisclosure(Rule):
    code = "A117"
    name = "blanket-disclosure"
    severity = Severity.INFO
    confidence = Confidence.MEDIUM
    summary = "One disclosure of anonymity covers two or more sources."
    why = "The sources may differ in what they know and what they risk. The reader gets one reason for all of them."
    standard = "Markkula Center: looks for a disclosure each time [MK]."
    limits = "The tool decides which sources a blanket disclosure covers. It may take in too few or too many."
    passing = (
        Example(
            "one source",
            build("An aide, who asked not to be named, said it sank.", Said("it sank", "An aide", status="asked not to be named")),
        ),
    )
    failing = (
        Example(
            "both",
            build(
                "An aide said it sank. A cook said it floats. Both asked not to be named.",
                Said("it sank", "An aide", status="asked not to be named", blanket=True),
                Said("it floats", "A cook", status="asked not to be named", blanket=True),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        covered: dict[Span, list[str]] = {}
        for source, _ in first_statements(audit):
            spans = {marker.span for marker in source.markers if marker.blanket} if withheld(source) else set()
            for span in spans:
                covered.setdefault(span, []).append(source.label)
        for span, labels in sorted(covered.items()):
            if len(labels) > 1:
                words = quoted(span.of(audit.article.text))
                message = f"{words} covers {len(labels)} sources ({', '.join(quoted(label, 40) for label in labels[:4])})."
                yield self.finding(audit, message, words=words, place=span)
                return
