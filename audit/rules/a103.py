"""A103: a source without any description."""

from __future__ import annotations

import re

from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import Kind, MarkerKind, Source
from audit.domain.statement import Statement
from audit.rules.base import Confidence, SourceRule, printed_as, unnamed_people
from audit.rules.examples import Example, Said, build
from audit.rules.wordlists import wordlist

_NEW = re.compile(r"(?:another|others?|an?|one|(?:a )?(?:second|third))\b(?! of (?:the|these|those|them)\b)")
"""Opens a source that is no earlier one; "one of the officials" is one of those told of before."""


class VagueSource(SourceRule):
    code = "A103"
    name = "vague-source"
    severity = Severity.ERROR
    confidence = Confidence.MEDIUM
    core = True
    summary = "The source is only “sources”, “insiders”, “officials” or “a person”: no organisation, country, role or basis of knowledge."
    why = "The reader cannot tell whether the words come from the room where it happened or from a bystander."
    standard = (
        "AP: “a source” alone is not allowed [AP2][AP4]; WSJ: avoid “sources” [WSJ2]; Guardian readers’ editor [GU1]; "
        "NPR: “officials say” is not enough [NPR1]."
    )
    limits = (
        "After a described source, “sources” or “the source” is taken to mean that one. Any further description (“defence sources”, "
        "“officials in the harbour town”) is enough to pass."
    )
    passing = (
        Example(
            "the organisation is named",
            build(
                "Officials at the harbour board said the tender was void.",
                Said("the tender was void", "Officials", affiliation="harbour board"),
            ),
        ),
        Example(
            "a basis of knowledge is given",
            build(
                "A person briefed on the talks said they had failed.",
                Said("they had failed", "A person briefed on the talks", basis="briefed on the talks"),
            ),
        ),
        Example("a field is given", build("Defence sources said the ship was late.", Said("the ship was late", "Defence sources"))),
    )
    failing = (
        Example("a bare plural", build("Sources said the ship was late.", Said("the ship was late", "Sources", kind=Kind.GROUP))),
        Example(
            "praise is no description",
            build("Two senior officials said the tender was void.", Said("the tender was void", "Two senior officials", kind=Kind.GROUP)),
        ),
    )

    def flaws(self, audit: Audit, source: Source, statement: Statement) -> bool:
        printed = printed_as(audit, source, statement).lower()
        before = [other for other in audit.sources if _heads(other) & (_heads(source) | _called(source)) and _first(other) < _first(source)]
        told_before = any(not undescribed(other) for other in before) or (printed.startswith("the ") and bool(before))
        told_before = told_before and _NEW.match(printed) is None
        return unnamed_people(source) and undescribed(source) and printed not in wordlist("vague_source", "alone") and not told_before

    def message(self, printed: str) -> str:
        return f"{printed} gives no organisation, country or role, and no hint of how the source knows."


def _first(source: Source) -> int:
    return min((mention.span.start for mention in source.mentions), default=0)


def _heads(source: Source) -> set[str]:
    return {mention.head for mention in source.mentions}


def _called(source: Source) -> set[str]:
    """The words of its label, in the singular: "one of the officials" is headed by "one", and called officials."""
    return {word.removesuffix("s") for word in re.findall(r"[^\W_]+", source.label.lower())}


def undescribed(source: Source) -> bool:
    """Whether nothing is said of ``source`` but that there is one."""
    if source.affiliation or source.country or source.basis or any(marker.kind is MarkerKind.BASIS for marker in source.markers):
        return False
    heads, fillers = wordlist("vague_source", "heads"), wordlist("vague_source", "fillers")
    head = any(mention.head in heads for mention in source.mentions)
    description = f"{source.label} {source.title or ''}"
    return head and all(_known(word, heads | fillers) for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", description.lower()))


def _known(word: str, bare: frozenset[str]) -> bool:
    """Whether ``word`` (or its singular) is one of ``bare``, or a number."""
    return word in bare or word.removesuffix("s") in bare or word.isdigit() or (word.endswith("ies") and word[:-3] + "y" in bare)
