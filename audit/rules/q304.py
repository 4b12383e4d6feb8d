"""Q304: an attributing verb that takes a side."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity
from audit.rules.base import Confidence, Rule, firm, quoted
from audit.rules.examples import Example, Said, build
from audit.rules.wordlists import wordlist


class LoadedCue(Rule):
    code = "Q304"
    name = "loaded-cue"
    severity = Severity.INFO
    confidence = Confidence.HIGH
    summary = "The attributing verb takes a side: claimed, admitted, insisted, boasted."
    why = "The verb tells readers what to think of the words before they have read them."
    standard = "Mongabay style guide: keep to “said” [MB]."
    limits = (
        "A house rule, so not in the core profile. Also flags proper uses: “admitted” in court, “claimed” of a group that claims an attack."
    )
    passing = (Example("said", build("Ida Marsh said it sank.", Said("it sank", "Ida Marsh", identity=Identity.NAMED))),)
    failing = (
        Example("admitted", build("Ida Marsh admitted it sank.", Said("it sank", "Ida Marsh", cue="admitted", identity=Identity.NAMED))),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        text = audit.article.text
        for statement in audit.statements:
            cue = statement.cue
            if firm(statement) and cue is not None and cue.lemma in wordlist("loaded", "cues"):
                printed = quoted(cue.span.of(text))
                message = f"{printed} tells the reader what to think of the words; “said” would not."
                yield self.finding(audit, message, words=statement.words(text), place=cue.span, statement=statement)
