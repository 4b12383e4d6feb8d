"""A118: an unnamed source whose side the reader cannot see."""

from __future__ import annotations

import re

from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import Source
from audit.domain.statement import Statement
from audit.rules.a103 import undescribed
from audit.rules.base import Confidence, SourceRule, one_person, withheld
from audit.rules.examples import Example, Said, build
from audit.rules.wordlists import wordlist


class UndescribedInterest(SourceRule):
    code = "A118"
    name = "undescribed-interest"
    severity = Severity.INFO
    confidence = Confidence.LOW
    summary = "An unnamed insider is described, but the article names no side, party, organisation or country."
    why = "Who gains from these words? Unless the reader knows the side, there is no way to tell."
    standard = "NPR: party, agency, side [NPR1]; NYT: motive [NYT1]; WSJ: biases [WSJ2]."
    limits = "Any affiliation, office, country or capital letter in the description counts as a side. Skips sources that A103 flags."
    passing = (
        Example(
            "a body",
            build("A Corrie Bank executive said it sank.", Said("it sank", "A Corrie Bank executive", affiliation="Corrie Bank")),
        ),
        Example("a passer-by has none", build("A passer-by said it sank.", Said("it sank", "A passer-by"))),
    )
    failing = (
        Example(
            "briefed, but by whom",
            build(
                "A person briefed on the vote said it sank.",
                Said("it sank", "A person briefed on the vote", basis="briefed on the vote"),
            ),
        ),
    )

    def flaws(self, audit: Audit, source: Source, statement: Statement) -> bool:
        inside = any(mention.head in wordlist("insider", "heads") for mention in source.mentions)
        sided = source.affiliation or source.country or source.official or re.search(r"\s[A-Z]", source.label)
        return inside and withheld(source) and one_person(source) and not sided and not undescribed(source)

    def message(self, printed: str) -> str:
        return f"The article does not say whose side {printed} is on, so a reader cannot see what the source may gain."
