"""What a rule is: a code, a text for the user, examples, and a check over one audit."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity, Kind, Source
from audit.domain.statement import Scope, Statement
from audit.domain.text import Span, digest
from audit.rules.examples import Example


class Rule(ABC):
    """One rule. A finding says what the reader cannot see, never that a claim is false."""

    code: ClassVar[str]
    name: ClassVar[str]
    """The flaw, so that it reads after "allow"."""
    severity: ClassVar[Severity]
    summary: ClassVar[str]
    why: ClassVar[str]
    standard: ClassVar[str]
    """The newsroom standards behind it, with what of them was read."""
    limits: ClassVar[str]
    """What the rule does not see, or takes wrongly."""
    passing: ClassVar[tuple[Example, ...]]
    failing: ClassVar[tuple[Example, ...]]

    @abstractmethod
    def check(self, audit: Audit) -> Iterator[Finding]:
        """The findings in ``audit``, in the order of the text."""

    def finding(
        self,
        audit: Audit,
        message: str,
        *,
        words: str = "",
        place: Span | None = None,
        statement: Statement | None = None,
        source: Source | None = None,
    ) -> Finding:
        """A finding of this rule; its fingerprint is made of the code, the article's title (or input id) and ``words``."""
        return Finding(
            code=self.code,
            severity=self.severity,
            span=place,
            message=message,
            statement_id=statement.id if statement else None,
            source_id=source.id if source else None,
            fingerprint=digest("finding", self.code, audit.article.title or audit.article.doc_id, " ".join(words.split())),
        )


class SourceRule(Rule):
    """A rule that looks at each source once, at its first statement."""

    @abstractmethod
    def flaws(self, audit: Audit, source: Source, statement: Statement) -> bool:
        """Whether ``source``, with its first statement, has the flaw."""

    @abstractmethod
    def message(self, printed: str) -> str:
        """The sentence for the user; ``printed`` is the source as printed, in quotation marks."""

    def check(self, audit: Audit) -> Iterator[Finding]:
        text = audit.article.text
        for source, statement in first_statements(audit):
            if self.flaws(audit, source, statement):
                named_at = mention_of(source, statement)
                printed = named_at.of(text) if named_at else source.label
                yield self.finding(
                    audit,
                    self.message(quoted(printed)),
                    words=f"{printed} {statement.words(text)}",
                    place=named_at or statement.span,
                    statement=statement,
                    source=source,
                )


def unnamed_people(source: Source) -> bool:
    """Whether ``source`` is a person or group that counts as anonymous and has no name at all (a pseudonym is part of one)."""
    return source.anonymous and source.identity is Identity.UNNAMED and source.kind in (Kind.PERSON, Kind.GROUP)


def first_statements(audit: Audit) -> Iterator[tuple[Source, Statement]]:
    """Each source that speaks, with its first statement (attitudes left out), in the order of the text."""
    seen: set[str] = set()
    known = {source.id: source for source in audit.sources}
    for statement in audit.statements:
        if statement.scope is not Scope.STATEMENT:
            continue
        for source_id in statement.source_ids:
            if source_id not in seen and source_id in known:
                seen.add(source_id)
                yield known[source_id], statement


def mention_of(source: Source, statement: Statement) -> Span | None:
    """Where ``source`` is named or meant in ``statement``: its own words in a joint attribution, else the whole source phrase."""
    if len(statement.source_ids) > 1:
        place = statement.mentions[statement.source_ids.index(source.id)].span
        return place if place.start < place.end else statement.source_span
    return statement.source_span


def quoted(words: str, longest: int = 80) -> str:
    """``words`` on one line in quotation marks (their own where they have some), shortened with … where they are long."""
    line = " ".join(words.split())
    if len(line) > longest:
        line = line[: longest - 1].rstrip() + "…"
    return line if line.startswith(("“", '"', "«", "‘", "„")) else f"“{line}”"


def told_apart(findings: list[Finding]) -> Iterator[Finding]:
    """The findings with a number in the fingerprint of each that says the same as one before it, so that no two are equal."""
    seen: Counter[str] = Counter()
    for finding in findings:
        times = seen[finding.fingerprint]
        seen[finding.fingerprint] += 1
        yield replace(finding, fingerprint=digest(finding.fingerprint, str(times))) if times else finding
