"""A103: a source of whom the reader learns nothing but that there is one."""

from __future__ import annotations

import re

from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import Kind, MarkerKind, Source
from audit.domain.statement import Statement
from audit.rules.base import SourceRule, unnamed_people
from audit.rules.examples import Example, Said, build
from audit.rules.words import words


class VagueSource(SourceRule):
    code = "A103"
    name = "vague-source"
    severity = Severity.ERROR
    summary = "The source is only “sources”, “insiders”, “officials” or “a person”: no organisation, country, role or basis of knowledge."
    why = "The reader cannot tell whether the words come from the room where it happened or from a bystander."
    standard = (
        "AP: “a source” alone is not allowed (AP rules of 2005 and Stylebook entry of 2004, as quoted); WSJ: avoid “sources”; "
        "Guardian readers’ editor (2014); NPR: “officials say” is not enough."
    )
    limits = "Any further word of description (“defence sources”, “officials in the harbour town”) is taken as telling something."
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
        return unnamed_people(source) and _undescribed(source)

    def message(self, printed: str) -> str:
        return f"{printed} tells the reader neither an organisation, a country, a role nor how the source can know."


def _undescribed(source: Source) -> bool:
    if source.affiliation or source.country or source.basis or any(marker.kind is MarkerKind.BASIS for marker in source.markers):
        return False
    heads, fillers = words("vague_source", "heads"), words("vague_source", "fillers")
    head = any(mention.head in heads for mention in source.mentions)
    said = f"{source.label} {source.title or ''}"
    return head and all(_known(word, heads | fillers) for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", said.lower()))


def _known(word: str, bare: frozenset[str]) -> bool:
    """Whether ``word`` (or its singular) is one of ``bare``, or a number."""
    return word in bare or word.removesuffix("s") in bare or word.isdigit() or (word.endswith("ies") and word[:-3] + "y" in bare)
