"""The tables with their documented columns, in their fixed order: files of a CSV export, sheets of a workbook, docs/columns.md."""

from __future__ import annotations

from audit.report.article_columns import ARTICLES
from audit.report.column import AnyTable
from audit.report.finding_columns import FINDINGS
from audit.report.source_columns import SOURCES
from audit.report.statement_columns import STATEMENTS

TABLES: dict[str, AnyTable] = {one.name: one for one in (STATEMENTS, SOURCES, FINDINGS, ARTICLES)}
"""Table by name; the worklist first."""
