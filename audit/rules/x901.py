"""X901: statements that the tool is not sure of."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.doubt import Part, doubtful
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity
from audit.domain.statement import Form, Scope
from audit.rules.base import Confidence, Rule, quoted
from audit.rules.examples import Example, Said, build

_UNSURE = {
    Part.WORDS: "that this is a statement",
    Part.PHRASE: "which words name its source",
    Part.SPEAKER: "who says this",
    Part.TYPE: "what type of source says this",
}


class CheckByHand(Rule):
    code = "X901"
    name = "check-by-hand"
    severity = Severity.INFO
    confidence = Confidence.HIGH
    summary = "The tool found a statement and is not sure of its words, its source or that source’s type."
    why = "No tool finds every source. A checker’s time is best spent where the tool itself is in doubt."
    standard = (
        "The best of 13 language models found 83.7% of sourced statements and 56% of justifications [MKB]; accuracy.md has our figures."
    )
    limits = (
        "A finding about the tool, not the article. Other rules skip these statements, except those that count, and those about an "
        "anonymous source where only the speaker is in doubt."
    )
    passing = (Example("sure", build("Ida Marsh said it sank.", Said("it sank", "Ida Marsh", identity=Identity.NAMED))),)
    failing = (Example("doubtful", build("Ida Marsh said it sank.", Said("it sank", "Ida Marsh", identity=Identity.NAMED, doubtful=True))),)

    def check(self, audit: Audit) -> Iterator[Finding]:
        text = audit.article.text
        for statement in audit.statements:
            orphan = statement.form is Form.DIRECT and not statement.source_ids and statement.source_span is None
            if statement.needs_review and statement.scope is Scope.STATEMENT and not orphan:
                words = statement.words(text)
                doubt = doubtful(statement, audit.sources)
                unsure = f"{_UNSURE[doubt.part]} ({doubt.in_words()})" if doubt else "of all of it"
                message = f"Check by hand: the tool is not sure {unsure}: {quoted(statement.span.of(text), 120)}"
                yield self.finding(audit, message, words=words, place=statement.span, statement=statement)
