"""Q301: a quotation without a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity
from audit.domain.statement import Form, Scope, Statement
from audit.domain.text import Span
from audit.rules.base import Confidence, Rule, paragraph_at, quoted
from audit.rules.examples import Example, Said, build

_SIGNED = re.compile(r"(?:[^\n]{0,120}?[”\"’'])?[”\"’'\s]*[―—–-]{1,2}\s*[A-Z]")
_MARKS = ("“", '"', "'", "‘", "«", "„")
FEWEST = 3
"""Words below which quotation marks hold a label and no quotation."""


class OrphanQuote(Rule):
    code = "Q301"
    name = "orphan-quote"
    severity = Severity.ERROR
    confidence = Confidence.MEDIUM
    core = True
    summary = "The article quotes words and gives no source for them."
    why = "Words in quotation marks are somebody’s. A reader who cannot see whose can neither check nor judge them."
    standard = "Reuters Handbook: identify the speaker quickly [RE2]; AP: source and quotation in the same sentence [AP1]."
    limits = (
        "Skips headlines, decks and boilerplate, since the story names the speaker. Also skips a quotation whose speaker is printed but "
        "could not be identified, one that continues an attributed quotation in the same paragraph, one after a colon, and one that is "
        "signed after a dash."
    )
    passing = (
        Example(
            "the speaker is printed",
            build("“We will appeal,” said Mara Quill.", Said("“We will appeal,”", "Mara Quill", form=Form.DIRECT, identity=Identity.NAMED)),
        ),
        Example(
            "a quotation in the headline",
            build("“We will appeal”: harbour case goes on", Said("“We will appeal”", form=Form.DIRECT, zone="headline")),
        ),
    )
    failing = (
        Example(
            "no speaker in reach",
            build(
                "The court rose at noon. “We will appeal this ruling.” Rain fell.", Said("“We will appeal this ruling.”", form=Form.DIRECT)
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        text = audit.article.text
        for statement in audit.statements:
            unsourced = not statement.source_ids and statement.source_span is None and not _carried_on(audit, statement)
            if not _in_marks(text, statement.span) or _pointed_to(text, statement.span) or len(statement.words(text).split()) < FEWEST:
                continue
            if unsourced and statement.form is Form.DIRECT and statement.scope is Scope.STATEMENT and statement.zone == "body":
                words = statement.words(text)
                message = f"The article does not say whose words these are: {quoted(words)}"
                yield self.finding(audit, message, words=words, place=statement.span, statement=statement)


def _carried_on(audit: Audit, statement: Statement) -> bool:
    """Whether an attributed quotation stands before it in the same paragraph: then it is the same speaker's."""
    paragraph = paragraph_at(audit, statement.span.start)
    before = (one for one in audit.statements if one.span.start < statement.span.start and one.source_ids and one.form is not Form.INDIRECT)
    return paragraph is not None and any(paragraph.contains(one.span) for one in before)


def _in_marks(text: str, place: Span) -> bool:
    return text[max(0, place.start - 1) : place.start + 2].lstrip()[:1] in _MARKS or text[place.start : place.start + 1] in _MARKS


def _pointed_to(text: str, place: Span) -> bool:
    """Whether the quotation follows a colon or is signed: "…" – Ida Marsh."""
    return text[: place.start].rstrip(' \n“"').endswith(":") or _SIGNED.match(text, place.end) is not None
