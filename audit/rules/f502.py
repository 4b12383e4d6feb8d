"""F502: everybody who speaks belongs to one organisation."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity, Kind, Source
from audit.rules.base import Confidence, Rule, first_statements, quoted
from audit.rules.corroboration import content_words
from audit.rules.examples import Example, Said, build


class OneSide(Rule):
    code = "F502"
    name = "one-side"
    severity = Severity.INFO
    confidence = Confidence.MEDIUM
    summary = "Two or more sources speak in the article, and all belong to one organisation."
    why = "The reader hears one organisation in several voices."
    standard = "Reuters: take no side, seek all of them [RE1]."
    limits = (
        "Organisations are compared by their printed names, so one with two names counts as two. One source without an organisation is "
        "enough to pass."
    )
    passing = (
        Example(
            "two bodies",
            build(
                "Ida Marsh of Corrie Bank said it sank. Vera Lund of Orlop Shipping said it floats.",
                Said("it sank", "Ida Marsh", identity=Identity.NAMED, affiliation="Corrie Bank"),
                Said("it floats", "Vera Lund", identity=Identity.NAMED, affiliation="Orlop Shipping"),
            ),
        ),
        Example(
            "one source",
            build("Corrie Bank said it sank.", Said("it sank", "Corrie Bank", kind=Kind.ORGANISATION, identity=Identity.NAMED)),
        ),
    )
    failing = (
        Example(
            "one bank",
            build(
                "Ida Marsh of Corrie Bank said it sank. Corrie Bank said it was old.",
                Said("it sank", "Ida Marsh", identity=Identity.NAMED, affiliation="Corrie Bank"),
                Said("it was old", "Corrie Bank", kind=Kind.ORGANISATION, identity=Identity.NAMED),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        sources = [source for source, _ in first_statements(audit, doubtful=True)]
        bodies = [_body(source) for source in sources]
        shared = frozenset.intersection(*bodies) if len(bodies) > 1 else frozenset()
        if shared:
            name = next(source.affiliation or source.label for source in sources)
            message = f"All {len(sources)} sources in this article belong to one organisation ({quoted(name, 40)}); no other side is heard."
            yield self.finding(audit, message)


def _body(source: Source) -> frozenset[str]:
    printed = source.label if source.kind in (Kind.ORGANISATION, Kind.MEDIA) else source.affiliation or ""
    return frozenset(content_words(printed))
