"""What tables and screens say in words of a source and of findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from audit.domain.finding import Finding
from audit.domain.source import AnonymityStatus, MarkerKind, Source

NO_SOURCE = "no source"
UNRESOLVED = "unresolved"
"""Words that name a source stand in the text, but whose they are could not be told."""
STATUS_KINDS = (MarkerKind.STATUS, MarkerKind.PARTIAL_NAME, MarkerKind.PSEUDONYM)
"""The markers that say that a name is withheld."""


def anonymity_phrase(source: Source, text: str) -> str | None:
    """``undisclosed``, ``disclosed: asked not to be named, for fear of losing her job``; None for a source that is not anonymous."""
    if source.anonymity_status is AnonymityStatus.NOT_APPLICABLE:
        return None
    markers = [marker.span.of(text) for marker in source.markers if marker.kind in STATUS_KINDS]
    words = ", ".join(dict.fromkeys(" ".join(one.split()) for one in (*markers, source.reason or "") if one))
    name = "disclosed for several" if source.anonymity_status is AnonymityStatus.BLANKET else source.anonymity_status.value
    return f"{name}: {words}" if words else name


def named_codes(findings: Iterable[Finding]) -> str:
    """``A106 single-anonymous-source; N203 experts``, each rule once."""
    return "; ".join(map(named_code, sorted({finding.code for finding in findings})))


def named_code(code: str) -> str:
    """``A106 single-anonymous-source``; the bare code of a rule that is not known here."""
    return f"{code} {rule_name(code)}".rstrip()


def rule_name(code: str) -> str:
    """``single-anonymous-source``; empty for a rule that is not known here."""
    from audit.rules.registry import RULES

    return RULES[code].name if code in RULES else ""


def counted(number: int, thing: str) -> str:
    """``1 article``, ``1,200 articles``."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def rows_of(tables: Mapping[str, int]) -> str:
    """``statements.csv 58 rows, sources.csv 21 rows``."""
    return ", ".join(f"{name} {counted(number, 'row')}" for name, number in tables.items())
