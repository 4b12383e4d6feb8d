"""D402: "seen by the agency", and no word on who showed it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import Kind
from audit.domain.text import Span
from audit.rules.base import Confidence, PhraseRule, in_quotation, sentence_at
from audit.rules.examples import Example, Said, build

_SEEN = re.compile(
    r"\b(?:documents?|memos?|memorand(?:um|a)|e-?mails?|letters?|cop(?:y|ies)|reports?|transcripts?|records?|files?|drafts?|cables?|notes?|"
    r"messages?|recordings?|audio|videos?|footage|screenshots?|contracts?|slides?|data|papers?|filings?)\b[^.;\n]{0,60}?"
    r"\b(?:seen|obtained|reviewed|viewed|verified|leaked)(?:\s+exclusively)?\s+(?:by|to)\s+(?:the\s+)?[\w.’'& -]{2,30}",
    re.IGNORECASE,
)
_ORIGIN = re.compile(
    r"\b(?:provided|given|gave|shared|released|handed|passed|sent|posted|published|filed|leaked by|supplied|turned over|hacked|stolen|"
    r"public records|freedom of information|foia|records request|court|lawsuit|through|subpoena\w*|wikileaks|whistleblower|anonymously)\b",
    re.IGNORECASE,
)


class LeakedDocumentUnsourced(PhraseRule):
    code = "D402"
    name = "leaked-document-unsourced"
    severity = Severity.WARNING
    confidence = Confidence.MEDIUM
    summary = "The outlet saw or obtained a document and does not say where it came from."
    why = "Whoever handed it over chose what to hand over. The reader cannot see who that was, or even what kind of person."
    standard = "Markkula Center: whoever sends a document is the source [MK]; BBC: explain the source [BBC2]."
    limits = "Any word of origin in the same sentence (provided, court, records request …) passes, even if it is about something else."
    passing = (
        Example("through the courts", build("A memo, obtained by the Courier through a records request, shows it sank.")),
        Example("somebody’s words", build("“The memo was seen by the Courier.” So he said.")),
    )
    failing = (
        Example(
            "seen by",
            build(
                "A memo seen by the Courier shows it sank.",
                Said("it sank", "A memo seen by the Courier", cue="shows", kind=Kind.DOCUMENT),
            ),
        ),
    )

    def places(self, audit: Audit) -> Iterator[Span]:
        text = audit.article.text
        for found in _SEEN.finditer(text):
            sentence = sentence_at(audit, found.start()) or Span(*found.span())
            if not _ORIGIN.search(sentence.of(text)) and not in_quotation(text, found.start()):
                stop = re.search(r"(?:by|to)\s+(?:[Tt]he\s+)?(?:[A-Z][\w.’'&-]*(?:\s+[A-Z][\w.’'&-]*)*|\w+(?:\s+agency)?)", found.group())
                yield Span(found.start(), found.start() + stop.end()) if stop else Span(*found.span())

    def message(self, printed: str) -> str:
        return f"The article does not say how the outlet got this: {printed}"
