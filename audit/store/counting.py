"""What is counted of an audit when it is stored, so that no report has to look through statements. See docs/decisions/0014."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from audit.domain.audited import Audit
from audit.domain.finding import concern
from audit.domain.source import DISCLOSED, PEOPLE, ReasonClass, SourceType
from audit.domain.statement import Scope, Statement
from audit.store.rows import Base, JointRow, SourceFindingRow, TallyRow

Values = dict[str, Any]
Pair = tuple[Statement, str | None]
"""A statement and the id of one of its sources; None where it has none."""

REASONS = (ReasonClass.NONE, ReasonClass.BOILERPLATE, ReasonClass.INFORMATIVE)
"""From the worst to the best; stored by their place."""


def source_counts(audit: Audit) -> dict[str, Values]:
    """By source, the columns of its row that are counted."""
    labels = Counter(source.label for source in audit.sources)
    out: dict[str, Values] = {
        source.id: {"statements": 0, "attitudes": 0, "namesake": labels[source.label] > 1} for source in audit.sources
    }
    for statement in audit.statements:
        for source_id in statement.source_ids:
            if source_id in out:  # one that is not there is the database's to refuse
                out[source_id][_column(statement)] += 1
    return out


def counts(audit: Audit) -> Iterator[tuple[type[Base], list[Values]]]:
    """The rows under an article that count what it holds: they are written anew where a type or a finding changes."""
    every = [(statement, source_id) for statement in audit.statements for source_id in statement.source_ids or (None,)]
    about = dict(_by_code(audit, every))
    yield TallyRow, [row for code, pairs in ({"": every} | about).items() for row in _tallies(audit, code, pairs)]
    yield SourceFindingRow, [row for code, pairs in about.items() for row in _of_sources(audit, code, pairs)]
    yield JointRow, _joint(audit)


def _by_code(audit: Audit, every: list[Pair]) -> Iterator[tuple[str, list[Pair]]]:
    """Code by code, those of all pairs that a finding is about."""
    for code in sorted({finding.code for finding in audit.findings}):
        subjects = {finding.subject for finding in audit.findings if finding.code == code}
        yield code, [(statement, source_id) for statement, source_id in every if concern(subjects, statement.id, source_id)]


def _tallies(audit: Audit, code: str, pairs: list[Pair]) -> list[Values]:
    """A row for each scope in which something is said."""
    sources = {source.id: source for source in audit.sources}
    counted = ("statements", "pairs", "orphans", "people", "nameless", *(kind.value for kind in SourceType))
    out: dict[str, Values] = {}
    seen = set()
    for statement, source_id in pairs:
        scope = statement.scope.value
        key = {"article_id": audit.article.id, "scope": scope, "code": code, "reason": None}
        row = out.setdefault(scope, key | dict.fromkeys(counted, 0))
        row["statements"] += statement.id not in seen
        row["pairs"] += 1
        row["orphans"] += source_id is None
        seen.add(statement.id)
        if source_id is None or (source := sources.get(source_id)) is None:
            continue
        if source.source_type is not None:
            row[source.source_type.value] += 1
        people = source.kind in PEOPLE
        row["people"] += people
        row["nameless"] += people and source.anonymous
        if source.anonymous and source.anonymity_status in DISCLOSED:
            row["reason"] = max(row["reason"] or 0, REASONS.index(source.reason_class))
    return list(out.values())


def _of_sources(audit: Audit, code: str, pairs: list[Pair]) -> list[Values]:
    """A row for each source in ``pairs``."""
    key = {"article_id": audit.article.id, "code": code}
    out: dict[str, Values] = {one: key | {"source_id": one, "statements": 0, "attitudes": 0} for _, one in pairs if one is not None}
    for statement, source_id in pairs:
        if source_id is not None:
            out[source_id][_column(statement)] += 1
    return list(out.values())


def _column(statement: Statement) -> str:
    return "statements" if statement.scope is Scope.STATEMENT else "attitudes"


def _joint(audit: Audit) -> list[Values]:
    """A row for each pair of a statement that has several sources."""
    sources = {source.id: source for source in audit.sources}
    return [
        {
            "article_id": audit.article.id,
            "statement_id": statement.id,
            "position": position,
            "scope": statement.scope.value,
            "source_id": source.id,
            "label": source.label,
            "source_type": source.source_type.value if source.source_type is not None else None,
            "official": source.official,
            "anonymity_status": source.anonymity_status.value,
        }
        for statement in audit.statements
        if len(statement.source_ids) > 1
        for position, source in enumerate(map(sources.get, statement.source_ids))
        if source is not None
    ]
