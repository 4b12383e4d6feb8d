"""A110: an unnamed source quoted word for word."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity, Source
from audit.domain.statement import Form, Statement
from audit.rules.base import Confidence, SourceRule, quotes_whole, spoken, withheld
from audit.rules.examples import Example, Said, build


class AnonymousDirectQuote(SourceRule):
    code = "A110"
    name = "anonymous-direct-quote"
    severity = Severity.INFO
    confidence = Confidence.HIGH
    summary = "An unnamed source is quoted word for word."
    why = "A quotation promises exact words. Nobody outside the newsroom can ask whether they were said."
    standard = "The Bloomberg Way, as reported [BBG]."
    limits = (
        "Few newsrooms have this rule, so it is not in the core profile. One finding per source, at its first quotation of three words "
        "or more."
    )
    passing = (
        Example("no quotation marks", build("It is over, an aide said.", Said("It is over", "an aide"))),
        Example(
            "a name",
            build("“It is over,” Ida Marsh said.", Said("“It is over,”", "Ida Marsh", form=Form.DIRECT, identity=Identity.NAMED)),
        ),
    )
    failing = (Example("quoted", build("“It is over,” an aide said.", Said("“It is over,”", "an aide", form=Form.DIRECT))),)

    def check(self, audit: Audit) -> Iterator[Finding]:
        seen: set[str] = set()
        for source, statement in spoken(audit):
            if source.id not in seen and self.flaws(audit, source, statement):
                seen.add(source.id)
                yield self.about(audit, source, statement)

    def flaws(self, audit: Audit, source: Source, statement: Statement) -> bool:
        return withheld(source) and quotes_whole(audit, statement)

    def message(self, printed: str) -> str:
        return f"{printed} is quoted word for word but not named, so a reader cannot check the quotation."
