"""What is counted of an audit when it is stored, so that no report has to look through statements. See docs/decisions/0014."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from audit.domain.audited import Audit
from audit.domain.source import DISCLOSED, PEOPLE, ReasonClass, SourceType
from audit.domain.statement import Scope
from audit.store.rows import Base, JointRow, TallyRow

Values = dict[str, Any]

REASONS = (ReasonClass.NONE, ReasonClass.BOILERPLATE, ReasonClass.INFORMATIVE)
"""From the worst to the best; stored by their place."""


def source_counts(audit: Audit) -> dict[str, Values]:
    """By source, the columns of its row that are counted."""
    labels = Counter(source.label for source in audit.sources)
    out: dict[str, Values] = {
        source.id: {"statements": 0, "attitudes": 0, "namesake": labels[source.label] > 1} for source in audit.sources
    }
    for statement in audit.statements:
        column = "statements" if statement.scope is Scope.STATEMENT else "attitudes"
        for source_id in statement.source_ids:
            if source_id in out:  # one that is not there is the database's to refuse
                out[source_id][column] += 1
    return out


def type_counts(audit: Audit) -> Iterator[tuple[type[Base], list[Values]]]:
    """The rows under an article that hold the types of its sources once more: they are written anew where a type changes."""
    yield TallyRow, _tallies(audit)
    yield JointRow, _joint(audit)


def _tallies(audit: Audit) -> list[Values]:
    """A row for each scope in which something is said."""
    sources = {source.id: source for source in audit.sources}
    out: dict[str, Values] = {}
    for statement in audit.statements:
        row = out.setdefault(
            statement.scope.value,
            {"article_id": audit.article.id, "scope": statement.scope.value, "reason": None}
            | dict.fromkeys(("statements", "pairs", "orphans", "people", "nameless", *(kind.value for kind in SourceType)), 0),
        )
        row["statements"] += 1
        row["pairs"] += len(statement.source_ids) or 1
        row["orphans"] += not statement.source_ids
        for source in filter(None, map(sources.get, statement.source_ids)):
            if source.source_type is not None:
                row[source.source_type.value] += 1
            people = source.kind in PEOPLE
            row["people"] += people
            row["nameless"] += people and source.anonymous
            if source.anonymous and source.anonymity_status in DISCLOSED:
                row["reason"] = max(row["reason"] or 0, REASONS.index(source.reason_class))
    return list(out.values())


def _joint(audit: Audit) -> list[Values]:
    """A row for each pair of a statement that has several sources."""
    sources = {source.id: source for source in audit.sources}
    return [
        {
            "article_id": audit.article.id,
            "statement_id": statement.id,
            "position": position,
            "scope": statement.scope.value,
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
