"""F501: somebody is accused and does not answer."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity
from audit.rules.base import Confidence, Rule, quoted
from audit.rules.criticism import criticisms
from audit.rules.examples import Example, Said, build


class NoResponse(Rule):
    code = "F501"
    name = "no-response"
    severity = Severity.WARNING
    confidence = Confidence.LOW
    summary = "A named party is accused or blamed. The article neither quotes the party nor says that it did not respond."
    why = "The reader hears one side of an accusation and cannot see whether the other was asked."
    standard = "BBC: right of reply [BBC5]; SCMP: right to reply [SCMP]; SVT: each criticism is checked for its answer, line by line [SVT]."
    limits = (
        "Sees only “accuse” and “blame” followed directly by a capitalised name. Anything that the party says counts as a response, and "
        "so does anything from a source with that name in its label, title or organisation; whether it answers this accusation is not "
        "checked. Also flags dead people and whole countries."
    )
    passing = (
        Example(
            "the accused speaks",
            build(
                "Ida Marsh accused Vera Lund of fraud. Lund said it was a lie.",
                Said("fraud", "Ida Marsh", cue="accused", identity=Identity.NAMED),
                Said("it was a lie", "Lund", label="Vera Lund", identity=Identity.NAMED),
            ),
        ),
        Example(
            "asked, and silent",
            build(
                "Ida Marsh accused Corrie Bank of fraud. Corrie Bank declined to comment.",
                Said("fraud", "Ida Marsh", cue="accused", identity=Identity.NAMED),
                silent=("Corrie Bank",),
            ),
        ),
    )
    failing = (
        Example(
            "no word from the accused",
            build(
                "Ida Marsh accused Vera Lund of fraud. It rained.",
                Said("fraud", "Ida Marsh", cue="accused", identity=Identity.NAMED),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        found = set()
        for one in criticisms(audit):
            if one.accused not in found and not one.answers:
                found.add(one.accused)
                message = f"{quoted(one.accused)} is accused here; the article gives no response and does not say that one was sought."
                yield self.finding(audit, message, words=one.accused, place=one.place, statement=one.statement)
