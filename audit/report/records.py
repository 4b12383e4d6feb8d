"""Audits as flat records, column to cell: one a statement-source pair, a source, a finding or an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from audit.domain.audited import Audit
from audit.report.article_columns import ARTICLES, article_row
from audit.report.column import Record
from audit.report.finding_columns import FINDINGS, Standards, finding_rows
from audit.report.source_columns import SOURCES, source_rows
from audit.report.statement_columns import STATEMENTS, statement_rows

Names = Iterable[str] | None
"""The columns that are wanted; None: all."""


def statement_records(audit: Audit, scope: str = "statements", names: Names = None) -> Iterator[Record]:
    """One record a statement-source pair; a statement without a source gives one, with the source columns empty."""
    return (STATEMENTS.record(row, names) for row in statement_rows(audit, scope))


def source_records(audit: Audit, scope: str = "statements", names: Names = None) -> Iterator[Record]:
    """One record a source of the article, those without a statement in scope too."""
    spoken = Counter(source_id for statement in audit.in_scope(scope) for source_id in statement.source_ids)
    return (SOURCES.record(row, names) for row in source_rows(audit, spoken))


def finding_records(audit: Audit, standards: Standards) -> Iterator[Record]:
    """One record a finding; ``standards`` gives the text of the standard column."""
    return (FINDINGS.record(row) for row in finding_rows(audit, standards))


def article_record(audit: Audit, tool_version: str, scope: str = "statements") -> Record:
    """The article with its counts; a share is of all its statement-source pairs, orphans among them."""
    return ARTICLES.record(article_row(audit, tool_version, audit.in_scope(scope)))


def tables(
    audits: Iterable[Audit], standards: Standards, versions: Mapping[str, str], scope: str = "statements", names: Names = None
) -> Iterator[tuple[str, Record]]:
    """Every record of every table, named by its table, article by article; ``versions``: article id to the version that audited it.

    ``names``: the columns of the statements.
    """
    wanted = None if names is None else frozenset(names)
    for audit in audits:
        yield ARTICLES.name, article_record(audit, versions.get(audit.article.id, ""), scope)
        for name, records in (
            (STATEMENTS.name, statement_records(audit, scope, wanted)),
            (SOURCES.name, source_records(audit, scope)),
            (FINDINGS.name, finding_records(audit, standards)),
        ):
            for record in records:
                yield name, record
