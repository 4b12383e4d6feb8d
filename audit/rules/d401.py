"""D401: a document that a reader could not find."""

from __future__ import annotations

import re

from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import Identity, Kind, Source
from audit.domain.statement import Statement
from audit.rules.base import Confidence, SourceRule, printed_as, sentence_at
from audit.rules.examples import Example, Said, build

_DATED = re.compile(
    r"\b(?:1[89]|20)\d\d\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|(?:last|this) (?:week|month|year))\b|"
    r"“(?-i:[A-Z])[^”]{1,500}+”",
    re.IGNORECASE,
)


class UnidentifiedDocument(SourceRule):
    code = "D401"
    name = "unidentified-document"
    severity = Severity.WARNING
    confidence = Confidence.MEDIUM
    core = True
    summary = "The source is a document, study, poll or set of figures, and the article gives no issuer, title or date."
    why = "A reader who wants to look it up has nothing to go on."
    standard = "IFCN: enough detail for readers to replicate the work [IFCN]; Markkula Center: name a document by its issuer [MK]."
    limits = (
        "Passes “the report” (mentioned before), any “by”, “of” or “from” in the phrase, any date or title in the sentence, and the "
        "first two paragraphs, since details follow. Misses an issuer that is named elsewhere."
    )
    passing = (
        Example(
            "an issuer",
            build(
                "A harbour board report showed it sank.",
                Said("it sank", "A harbour board report", cue="showed", kind=Kind.DOCUMENT, identity=Identity.NAMED),
            ),
        ),
        Example(
            "a date",
            build("A report of June 2031 showed it sank.", Said("it sank", "A report of June 2031", cue="showed", kind=Kind.DOCUMENT)),
        ),
    )
    failing = (Example("documents", build("Documents show it sank.", Said("it sank", "Documents", cue="show", kind=Kind.DOCUMENT))),)

    def flaws(self, audit: Audit, source: Source, statement: Statement) -> bool:
        paper = source.kind in (Kind.DOCUMENT, Kind.POLL_OR_DATA) and source.identity is Identity.UNNAMED
        if not paper or source.document_issuer or source.affiliation:
            return False
        printed = printed_as(audit, source, statement).lower()
        opening = [one.span for one in audit.paragraphs if one.zone == "body"][:2]
        early = any(one.start <= statement.span.start < one.end for one in opening) and len(audit.paragraphs) > 2
        if (
            early
            or re.match(r"(?:the|this|that|these|those|his|her|its|their) ", printed)
            or re.search(r"\b(?:by|from|of|for|at) |, ", printed)
        ):
            return False
        sentence = sentence_at(audit, (statement.source_span or statement.span).start)
        return sentence is None or not _DATED.search(sentence.of(audit.article.text))

    def message(self, printed: str) -> str:
        return f"The article gives no issuer, title or date for {printed}, so a reader cannot look it up."
