"""N206: a pronoun or "the official" that could mean either of two."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity
from audit.domain.statement import MentionKind, Scope
from audit.rules.base import Confidence, Rule, quoted
from audit.rules.examples import Example, Said, build


class UnclearAntecedent(Rule):
    code = "N206"
    name = "unclear-antecedent"
    severity = Severity.WARNING
    confidence = Confidence.LOW
    summary = "The speaker is “he”, “she”, “they” or “the official”, and two or more people fit about equally well."
    why = "If the words could be either person’s, the reader has to guess."
    standard = "AP: restate the source unless it is perfectly clear [AP1]."
    limits = (
        "Goes by how far the best candidate is ahead of the next in the tool’s own scores. The tool does not know what a human reader "
        "knows about the world."
    )
    limit = 0.6
    limit_means = "score of the best candidate, 0 to 1, below which two candidates count as equal"
    passing = (
        Example(
            "one candidate",
            build(
                "Ida Marsh wept. She said it sank.",
                Said("it sank", "She", label="Ida Marsh", identity=Identity.NAMED, score=0.95),
            ),
        ),
        Example("a name is no pronoun", build("Marsh said it sank.", Said("it sank", "Marsh", identity=Identity.NAMED, score=0.5))),
    )
    failing = (
        Example(
            "two candidates",
            build(
                "Ida Marsh met Vera Lund. She said it sank.",
                Said("it sank", "She", label="Vera Lund", identity=Identity.NAMED, score=0.55),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        text, known = audit.article.text, {source.id: source for source in audit.sources}
        for statement in audit.statements:
            pairs = zip(statement.mentions, statement.source_ids, statement.resolution_scores, strict=False)
            for mention, source_id, score in pairs if statement.scope is Scope.STATEMENT and statement.zone == "body" else ():
                words, source = mention.span.of(text), known.get(source_id)
                refers = mention.kind is MentionKind.PRONOUN or words.lower().startswith(("the ", "that "))
                if refers and words and source is not None and 0 < score < (self.limit or 0.0):
                    message = (
                        f"{quoted(words)} fits two or more people. The best guess is {quoted(source.label)}, but a reader has to guess too."
                    )
                    yield self.finding(audit, message, words=statement.words(text), place=mention.span, statement=statement, source=source)
