"""A107: several unnamed sources at first, one later."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Kind, Source
from audit.domain.statement import Statement
from audit.rules.base import Confidence, Rule, first_statements, printed_as, quoted, spoken, unnamed_people
from audit.rules.examples import Example, Said, build


class PluralForOne(Rule):
    code = "A107"
    name = "plural-for-one"
    severity = Severity.WARNING
    confidence = Confidence.LOW
    summary = "The article first says “officials said”, then “the official”, without introducing a single official."
    why = "The reader is told there were several sources; there may have been one."
    standard = "Reuters: never the plural when there is only one source [RE1]."
    limits = "Goes by the noun and by “a” or “the”. “One of the officials” and “a second official” introduce a single one and pass."
    passing = (
        Example(
            "a single one is introduced",
            build(
                "Officials said the tender was void. A senior official said it was late. The official added nothing.",
                Said("the tender was void", "Officials", kind=Kind.GROUP),
                Said("it was late", "A senior official"),
                Said("nothing", "The official", cue="added"),
            ),
        ),
    )
    failing = (
        Example(
            "the plural shrinks",
            build(
                "Officials said the tender was void. The official said it was late.",
                Said("the tender was void", "Officials", kind=Kind.GROUP),
                Said("it was late", "The official"),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        groups = [(who, said) for who, said in first_statements(audit) if who.kind is Kind.GROUP and unnamed_people(who)]
        flagged: set[str] = set()
        for source, statement in spoken(audit):
            printed = printed_as(audit, source, statement)
            if not unnamed_people(source) or not printed.lower().startswith("the ") or source.kind is not Kind.PERSON:
                continue
            heads = {mention.head for mention in source.mentions}
            plural = next(((who, said) for who, said in groups if _before(said, statement) and heads & _heads(who)), None)
            if plural is not None and source.id not in flagged and not _introduced(audit, statement, heads):
                flagged.add(source.id)
                several = quoted(printed_as(audit, *plural))
                message = f"The article first quotes {several} and here {quoted(printed)}: was there one source, or more?"
                yield self.finding(audit, message, words=printed, place=statement.source_span, statement=statement, source=source)


def _heads(source: Source) -> set[str]:
    return {mention.head for mention in source.mentions}


def _before(one: Statement, other: Statement) -> bool:
    return one.span.start < other.span.start


def _introduced(audit: Audit, statement: Statement, heads: set[str]) -> bool:
    """Whether a single one with such a head is brought in before ``statement``."""
    before = audit.article.text[: statement.span.start].lower()
    single = r"\b(?:an?|one|another|second|third|(?:each|some) of the)\b(?: [\w’'.-]+){0,5}? "
    return any(re.search(single + re.escape(head), before) for head in heads)
