"""A102: the reason is a set phrase that tells the reader nothing about the case."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity, MarkerKind, ReasonClass
from audit.rules.base import Confidence, Rule, first_statements, printed_as, quoted
from audit.rules.examples import Example, Said, build


class BoilerplateReason(Rule):
    code = "A102"
    name = "boilerplate-reason"
    severity = Severity.INFO
    confidence = Confidence.HIGH
    summary = "The only reason printed for anonymity is a set phrase: not authorised to speak, or the sensitivity of the matter."
    why = "The phrase fits any unnamed source, so it does not help a reader to judge this one."
    standard = "NYT: avoid the formula, say more (memo of 2010) [NYT2]; counted as a fault in FAIR’s study of 2015 [FAIR]."
    limits = "The tool has a list of set phrases. A set phrase with a further reason beside it counts as a real reason."
    passing = (
        Example(
            "a reason of its own",
            build(
                "The yard will close, said a manager, who asked not to be named for fear of losing her job.",
                Said("The yard will close", "a manager", status="asked not to be named", reason="for fear of losing her job"),
            ),
        ),
    )
    failing = (
        Example(
            "not authorised",
            build(
                "The yard will close, said a manager, who was not authorised to speak publicly.",
                Said("The yard will close", "a manager", reason="not authorised to speak publicly", boilerplate=True),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        for source, statement in first_statements(audit):
            if (
                source.reason_class is not ReasonClass.BOILERPLATE
                or source.identity is Identity.NAMED
                or not source.reason
                or " and because " in source.reason
            ):
                continue
            place = next((marker.span for marker in source.markers if marker.kind is MarkerKind.REASON), None)
            printed = quoted(printed_as(audit, source, statement))
            words = quoted(place.of(audit.article.text) if place else source.reason)
            message = f"The only reason given for not naming {printed} is a set phrase: {words}"
            yield self.finding(audit, message, words=words, place=place, statement=statement, source=source)
