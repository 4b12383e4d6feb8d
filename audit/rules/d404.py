"""D404: a document known only through a speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import PEOPLE, Identity, Kind
from audit.domain.text import Span
from audit.rules.base import Confidence, Rule, in_quotation, printed_as, quoted, sentence_at, spoken
from audit.rules.examples import Example, Said, build

_CITES = re.compile(
    r"\b(?:cit(?:ed|ing|es)|point(?:ed|ing|s) to|quot(?:ed|ing|es)|referr(?:ed|ing) to|referenc(?:ed|ing))\s+(?:[\w’'.$%-]+\s+){0,6}?"
    r"(?:stud(?:y|ies)|reports?|polls?|surveys?|statistics|figures|data|documents?|memos?|research|papers?|audits?|estimates?|analys[ie]s)\b",
    re.IGNORECASE,
)


class RelayedDocument(Rule):
    code = "D404"
    name = "relayed-document"
    severity = Severity.INFO
    confidence = Confidence.MEDIUM
    summary = "A person cites a document, and the article has it only from that person."
    why = "The reader sees what the speaker made of the document, not the document."
    standard = "Markkula Center: then the person is the source, not the document [MK]."
    limits = (
        "Looks for words such as “citing” and “pointed to” near a study, report or poll, in a sentence with a speaker. One finding per "
        "sentence."
    )
    passing = (
        Example(
            "the outlet read it",
            build(
                "A board study of 2031 said it sank.",
                Said("it sank", "A board study of 2031", kind=Kind.DOCUMENT, identity=Identity.NAMED),
            ),
        ),
    )
    failing = (
        Example(
            "she cited a study",
            build(
                "Ida Marsh, citing a study of 2031, said it sank.",
                Said("it sank", "Ida Marsh", identity=Identity.NAMED),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        text, done = audit.article.text, set()
        people = [(source, said) for source, said in spoken(audit) if source.kind in PEOPLE]
        for found in _CITES.finditer(text):
            sentence = sentence_at(audit, found.start())
            pair = next(
                ((who, said) for who, said in people if sentence and said.source_span and sentence.contains(said.source_span)), None
            )
            if sentence is None or pair is None or sentence in done or in_quotation(text, found.start()):
                continue
            done.add(sentence)
            place = Span(*found.span())
            printed = quoted(printed_as(audit, *pair))
            message = f"The reader knows this document only through {printed}: {quoted(place.of(text), 120)}"
            yield self.finding(audit, message, words=sentence.of(text), place=place, statement=pair[1], source=pair[0])
