"""D403: a public document, and no link to it."""

from __future__ import annotations

import re

from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import Identity, Kind, Source
from audit.domain.statement import Statement
from audit.rules.base import Confidence, SourceRule, sentence_at
from audit.rules.examples import Example, Said, build

_LINK = re.compile(r"https?://|\bwww\.\w", re.IGNORECASE)


class NoLink(SourceRule):
    code = "D403"
    name = "no-link"
    severity = Severity.INFO
    confidence = Confidence.LOW
    summary = "The source is a published document with a known issuer, and the sentence does not link to it."
    why = "The document is public. A link would let the reader see it."
    standard = "IFCN: link to sources where possible [IFCN]."
    limits = (
        "The tool keeps a page’s text and not its links, so the rule works only if addresses are printed in the text. An article without "
        "any passes, because its links may have been lost on the way."
    )
    passing = (
        Example(
            "a link in the sentence",
            build(
                "A board report (https://board.example/r) showed it sank.",
                Said("it sank", "A board report", cue="showed", kind=Kind.DOCUMENT, identity=Identity.NAMED),
            ),
        ),
        Example(
            "no links in the text at all",
            build(
                "A board report showed it sank.",
                Said("it sank", "A board report", cue="showed", kind=Kind.DOCUMENT, identity=Identity.NAMED),
            ),
        ),
    )
    failing = (
        Example(
            "links elsewhere only",
            build(
                "A board report showed it sank. More at https://courier.example/ferry today.",
                Said("it sank", "A board report", cue="showed", kind=Kind.DOCUMENT, identity=Identity.NAMED),
            ),
        ),
    )

    def flaws(self, audit: Audit, source: Source, statement: Statement) -> bool:
        text = audit.article.text
        paper = source.kind in (Kind.DOCUMENT, Kind.POLL_OR_DATA) and source.identity is Identity.NAMED
        sentence = sentence_at(audit, (statement.source_span or statement.span).start)
        return paper and bool(_LINK.search(text)) and sentence is not None and not _LINK.search(sentence.of(text))

    def message(self, printed: str) -> str:
        return f"The article prints other links but none to {printed}, which is published, so a reader has to search for it."
