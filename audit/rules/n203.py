"""N203: experts, critics or residents speak, and none is named."""

from __future__ import annotations

import re

from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import Identity, Kind, Source
from audit.domain.statement import CueKind, Statement
from audit.rules.base import Confidence, SourceRule, printed_as, unnamed_people
from audit.rules.examples import Example, Said, build
from audit.rules.wordlists import wordlist

_PART = re.compile(r"(?:some|many|others?|several) of (?:the|these|those|them)\b", re.IGNORECASE)
"""Part of a group that is told of before."""
_SAYING = (CueKind.SPEECH, CueKind.WRITING, CueKind.STANCE, CueKind.ACCORDING)


class VagueGroup(SourceRule):
    code = "N203"
    name = "vague-group"
    severity = Severity.WARNING
    confidence = Confidence.HIGH
    core = True
    summary = "A group such as experts, analysts, critics or residents speaks, and the article names none of them."
    why = "“Experts say” can mean a whole field, two phone calls or the writer. The reader has nobody to ask."
    standard = "Columbia study: “experts said” counts as anonymous [CJR]; NPR: identify that source [NPR1]."
    limits = "A named source whose printed title has the same word (“an analyst at …”) counts as one of the group."
    passing = (
        Example(
            "one of them is named",
            build(
                "Analysts said prices would rise. “By a tenth,” said Ansel Roe, an analyst at Corrie Bank.",
                Said("prices would rise", "Analysts", kind=Kind.GROUP),
                Said("“By a tenth,”", "Ansel Roe, an analyst at Corrie Bank", "Ansel Roe", identity=Identity.NAMED, title="analyst"),
            ),
        ),
        Example(
            "the group belongs somewhere",
            build(
                "Analysts at Corrie Bank said prices would rise.",
                Said("prices would rise", "Analysts", kind=Kind.GROUP, affiliation="Corrie Bank"),
            ),
        ),
    )
    failing = (
        Example("nobody is named", build("Experts said the dam was safe.", Said("the dam was safe", "Experts", kind=Kind.GROUP))),
        Example("no head at all", build("Some said the dam was safe.", Said("the dam was safe", "Some", kind=Kind.GROUP))),
    )

    def flaws(self, audit: Audit, source: Source, statement: Statement) -> bool:
        heads = {mention.head for mention in source.mentions} & wordlist("vague_group", "heads")
        group = source.kind is Kind.GROUP and unnamed_people(source) and not source.affiliation
        return (
            bool(heads)
            and not _PART.match(printed_as(audit, source, statement))
            and group
            and _says(statement)
            and not _name_follows(audit, heads)
        )

    def message(self, printed: str) -> str:
        return f"{printed} speak, and the article names none of them, so a reader has nobody to ask."


def _says(statement: Statement) -> bool:
    return statement.cue is not None and statement.cue.kind in _SAYING


def _name_follows(audit: Audit, heads: set[str]) -> bool:
    titles = [source.title.lower() for source in audit.sources if source.identity is Identity.NAMED and source.title]
    return any(head in title for head in heads for title in titles)
