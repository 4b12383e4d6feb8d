"""A104: an unnamed source, and no word on how the source knows."""

from __future__ import annotations

import re

from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import MarkerKind, Source
from audit.domain.statement import Statement
from audit.rules.a103 import undescribed
from audit.rules.base import Confidence, SourceRule, on_the_record, sentence_at, withheld
from audit.rules.examples import Example, Said, build
from audit.rules.wordlists import wordlist

_KNOWS = re.compile(
    r"\b(?:briefed|familiar with|knowledge of|involved in|close to|present (?:at|in|when|during)|took part|attended|witness\w*|saw\b|"
    r"in the room|worked (?:on|with|for)|work(?:s|ing) (?:on|with)|privy|overs(?:aw|ees?|eeing)|on the (?:scene|call|flight)|"
    r"who (?:heard|read|reviewed|has seen|have seen|had seen))",
    re.IGNORECASE,
)


class NoPositionToKnow(SourceRule):
    code = "A104"
    name = "no-position-to-know"
    severity = Severity.WARNING
    confidence = Confidence.MEDIUM
    core = True
    summary = "An unnamed official, aide or insider is quoted, and the article does not say how the source knows."
    why = "A job title does not put anybody in the room. A reader who is told how the source knows can tell a witness from a rumour."
    standard = (
        "NPR: say how they know [NPR1]; AP: the source must be in a position to have accurate information [AP3]; "
        "NYT: tell readers why the source is authoritative [NYT1]; Washington Post: first-hand knowledge [WP2]."
    )
    limits = (
        "Covers only sources who speak from inside knowledge (officials, aides, diplomats, employees …). Residents and the like speak "
        "for themselves. Skips sources that A103 flags. Accepts words of access beside any mention of the source, whatever they refer to."
    )
    passing = (
        Example(
            "briefed on it",
            build(
                "A Western diplomat briefed on the talks said they had failed.",
                Said("they had failed", "A Western diplomat briefed on the talks", basis="briefed on the talks"),
            ),
        ),
        Example(
            "the access stands further down",
            build(
                "A Velmar diplomat said the talks had failed. The diplomat, who attended them, said so twice.",
                Said("the talks had failed", "A Velmar diplomat", country="Velmar"),
                Said("so twice", "The diplomat", label="A Velmar diplomat"),
            ),
        ),
        Example("a resident tells of himself", build("A resident of Orlop said he heard it.", Said("he heard it", "A resident of Orlop"))),
    )
    failing = (
        Example(
            "an office and no more",
            build("A Velmar diplomat said the talks had failed.", Said("the talks had failed", "A Velmar diplomat", country="Velmar")),
        ),
    )

    def flaws(self, audit: Audit, source: Source, statement: Statement) -> bool:
        inside = any(mention.head in wordlist("insider", "heads") for mention in source.mentions)
        facts = statement.cue is not None and statement.cue.lemma not in wordlist("telling", "not")
        if not (inside and facts and withheld(source)) or undescribed(source) or source.basis or on_the_record(audit, statement):
            return False
        if any(marker.kind is MarkerKind.BASIS for marker in source.markers):
            return False
        around = {sentence_at(audit, mention.span.start) for mention in source.mentions}
        return not any(place is not None and _KNOWS.search(place.of(audit.article.text)) for place in around)

    def message(self, printed: str) -> str:
        return f"The article does not say how {printed} knows this."
