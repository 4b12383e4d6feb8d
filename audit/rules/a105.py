"""A105: an unnamed source who passes judgement on somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity
from audit.domain.statement import Form
from audit.rules.base import Confidence, Rule, printed_as, quoted, spoken, withheld
from audit.rules.examples import Example, Said, build
from audit.rules.wordlists import wordlist


class AnonymousAttack(Rule):
    code = "A105"
    name = "anonymous-opinion-or-attack"
    severity = Severity.ERROR
    confidence = Confidence.LOW
    summary = "An unnamed source is quoted passing judgement on a person or organisation."
    why = "Somebody is criticised, and the critic does not have to answer for it."
    standard = (
        "AP: information, not opinion or speculation [AP3]; NPR: no attacks by unnamed sources [NPR2]; WSJ [WSJ2]; Guardian [GU1]; NYT, "
        "according to its public editor [NYT3]."
    )
    limits = (
        "Looks only for listed words (“coward”, “reckless” …) inside quotation marks. Misses praise, irony and attacks in other words; "
        "also flags a judgement on a thing (“a disaster for shipping”). One finding per statement."
    )
    passing = (
        Example(
            "information",
            build("“The ship was late,” an aide said.", Said("“The ship was late,”", "an aide", form=Form.DIRECT)),
        ),
        Example(
            "a name behind it",
            build("“He is a coward,” Ida Marsh said.", Said("“He is a coward,”", "Ida Marsh", form=Form.DIRECT, identity=Identity.NAMED)),
        ),
        Example(
            "not in the source’s words",
            build("An aide said the reckless captain was late.", Said("the reckless captain was late", "An aide")),
        ),
    )
    failing = (Example("an insult", build("“He is a coward,” one aide said.", Said("“He is a coward,”", "one aide", form=Form.DIRECT))),)

    def check(self, audit: Audit) -> Iterator[Finding]:
        text = audit.article.text
        for source, statement in spoken(audit):
            if not withheld(source) or statement.form is Form.INDIRECT:
                continue
            found = self._judging(" ".join(re.findall(r"[“\"]([^”\"]+)", statement.words(text))) or statement.words(text))
            if found:
                printed, said = quoted(printed_as(audit, source, statement)), quoted(statement.span.of(text), 160)
                message = f"{printed} passes judgement (“{found}”), and the reader has no name to hold to it: {said}"
                yield self.finding(audit, message, words=said, place=statement.span, statement=statement, source=source)

    def _judging(self, said: str) -> str | None:
        return next((word for word in re.findall(r"[\w’'-]+", said) if word.lower() in wordlist("attack", "words")), None)
