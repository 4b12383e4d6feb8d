"""Q301: a quotation that the article gives to nobody."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity
from audit.domain.statement import Form, Scope
from audit.rules.base import Rule, quoted
from audit.rules.examples import Example, Said, build


class OrphanQuote(Rule):
    code = "Q301"
    name = "orphan-quote"
    severity = Severity.ERROR
    summary = "Quoted words for which the article gives no source."
    why = "Words in quotation marks are somebody’s; a reader who cannot see whose can neither check nor weigh them."
    standard = (
        "Reuters Handbook: identify the speaker quickly (as copied); "
        "AP: source and quotation in the same sentence (Daniszewski, first part)."
    )
    limits = (
        "Headlines, decks and boilerplate are left out: the story below them names the speaker. "
        "A speaker who is printed but not resolved is no orphan."
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
            unsourced = not statement.source_ids and statement.source_span is None
            if unsourced and statement.form is Form.DIRECT and statement.scope is Scope.STATEMENT and statement.zone == "body":
                words = statement.words(text)
                message = f"The article does not say whose words these are: {quoted(words)}"
                yield self.finding(audit, message, words=words, place=statement.span, statement=statement)
