"""Q302: a long quotation before the reader learns who is speaking."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity
from audit.domain.statement import Form
from audit.rules.base import Confidence, Rule, firm, quoted
from audit.rules.examples import Example, Said, build


class LateAttribution(Rule):
    code = "Q302"
    name = "late-attribution"
    severity = Severity.WARNING
    confidence = Confidence.HIGH
    core = True
    summary = "A quotation runs on for three sentences or more before its speaker is named."
    why = "Readers judge words by who says them. Here the words come first, and at length."
    standard = "Reuters Handbook: identify the speaker quickly [RE2]."
    limits = (
        "Covers only quotations that come before their speaker in one paragraph. A quotation after a colon passes. A sentence ends at a "
        "full stop, so abbreviations can count as ends."
    )
    limit = 3
    limit_means = "sentences of quotation before the speaker"
    passing = (
        Example(
            "after one sentence",
            build(
                "“It sank. It was old,” said Ida Marsh.",
                Said("“It sank. It was old,”", "Ida Marsh", form=Form.DIRECT, identity=Identity.NAMED),
            ),
        ),
    )
    failing = (
        Example(
            "after three",
            build(
                "“It sank. It was old. We knew,” said Ida Marsh.",
                Said("“It sank. It was old. We knew,”", "Ida Marsh", form=Form.DIRECT, identity=Identity.NAMED),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        text = audit.article.text
        for statement in audit.statements:
            place, speaker = statement.content[0], statement.source_span
            if not firm(statement) or statement.form is not Form.DIRECT or speaker is None or "\n" in text[place.start : speaker.start]:
                continue
            if text[: place.start].rstrip().endswith(":"):
                continue
            before = text[place.start : speaker.start]
            count = len(re.findall(r"(?<![.!?])[.!?]++[”\"’']*+\s++(?=[A-Z“\"])", before)) + 1
            if place.end <= speaker.start and count >= (self.limit or 0):
                words = place.of(text)
                message = f"{count} sentences are quoted before the reader learns who is speaking: {quoted(words, len(words) + 2)}"
                yield self.finding(audit, message, words=words, place=place, statement=statement)
