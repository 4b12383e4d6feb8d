"""N204: a spokesperson without a name."""

from __future__ import annotations

import re

from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import Identity, Kind, Source
from audit.domain.statement import Statement
from audit.rules.base import Confidence, SourceRule
from audit.rules.examples import Example, Said, build

_SPOKES = re.compile(r"\bspokes(?:man|woman|person|people|men|women)\b", re.IGNORECASE)


class UnnamedSpokesperson(SourceRule):
    code = "N204"
    name = "unnamed-spokesperson"
    severity = Severity.INFO
    confidence = Confidence.HIGH
    summary = "A spokesperson is quoted but not named."
    why = "The organisation answers for the words, so the label is official. But the name is public and easy to print."
    standard = "Guardian readers’ editor: name the spokesman of a lobby [GU1]; Markkula Center types the source as the organisation [MK]."
    limits = "Many desks leave the name out on purpose. The rule looks for the name only in the first sentence."
    passing = (
        Example(
            "named",
            build(
                "Ida Marsh, a ministry spokeswoman, said it sank.",
                Said("it sank", "Ida Marsh, a ministry spokeswoman", "Ida Marsh", identity=Identity.NAMED, title="spokeswoman"),
            ),
        ),
        Example(
            "the body itself",
            build("The ministry said it sank.", Said("it sank", "The ministry", kind=Kind.ORGANISATION, identity=Identity.NAMED)),
        ),
    )
    failing = (
        Example(
            "no name",
            build(
                "A ministry spokesman said it sank.",
                Said("it sank", "A ministry spokesman", kind=Kind.ORGANISATION, identity=Identity.NAMED),
            ),
        ),
    )

    def flaws(self, audit: Audit, source: Source, statement: Statement) -> bool:
        named = source.kind is Kind.PERSON and source.identity is not Identity.UNNAMED
        place = statement.source_span
        return not named and place is not None and _SPOKES.search(place.of(audit.article.text)) is not None

    def message(self, printed: str) -> str:
        return f"{printed} speaks for an organisation and is not named, so a reader knows only the organisation."
