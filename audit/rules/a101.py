"""A101: an unnamed source, and no reason given."""

from __future__ import annotations

from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import AnonymityStatus, Identity, MarkerKind, Source
from audit.domain.statement import Statement
from audit.rules.base import Confidence, SourceRule, on_the_record, withheld
from audit.rules.examples import Example, Said, build


class NoReason(SourceRule):
    code = "A101"
    name = "no-reason"
    severity = Severity.WARNING
    confidence = Confidence.MEDIUM
    core = True
    summary = "The article quotes or paraphrases an unnamed person or group and does not say why the name is withheld."
    why = (
        "A reader who knows the reason (a job at risk, a case before a court) can judge how far to trust the words. Without it, nobody can."
    )
    standard = (
        "AP: the story must explain why the source asked not to be named [AP2]; SPJ Code: explain why anonymity was granted [SPJ]; "
        "Journalism Trust Initiative 12.1 [JTI]; NPR [NPR2]."
    )
    limits = (
        "One finding per source, at its first statement. Covers only people whose names are usually withheld (officials, aides, sources, "
        "residents …), not public roles (“the senator”, “candidates”). Partial names and pseudonyms have rules of their own. Misses a "
        "reason in words that are not on the tool’s lists."
    )
    passing = (
        Example(
            "the reason is printed",
            build(
                "“The yard will close,” said a shipyard manager, who asked not to be named for fear of losing her job.",
                Said(
                    "“The yard will close,”",
                    by="a shipyard manager",
                    label="shipyard manager",
                    status="asked not to be named",
                    reason="for fear of losing her job",
                ),
            ),
        ),
        Example(
            "a named source needs none",
            build("The yard will close, said Orla Finch.", Said("The yard will close", by="Orla Finch", identity=Identity.NAMED)),
        ),
    )
    failing = (
        Example(
            "no reason at all",
            build(
                "A senior Velmar official said the deal was dead.",
                Said("the deal was dead", by="A senior Velmar official", country="Velmar"),
            ),
        ),
    )

    def flaws(self, audit: Audit, source: Source, statement: Statement) -> bool:
        blanket = any(marker.blanket and marker.kind is MarkerKind.REASON for one in audit.sources for marker in one.markers)
        return withheld(source) and not on_the_record(audit, statement) and not _explained(source, blanket)

    def message(self, printed: str) -> str:
        return f"The article does not say why {printed} is not named, so a reader cannot judge how far to trust the words."


def _explained(source: Source, blanket: bool) -> bool:
    if source.reason is not None or any(marker.kind is MarkerKind.REASON for marker in source.markers):
        return True
    return blanket and source.anonymity_status is AnonymityStatus.BLANKET
