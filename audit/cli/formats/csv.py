"""The statements table."""

from __future__ import annotations

from audit.cli.formats.base import Format, Showing
from audit.domain.audited import Audit
from audit.report.phrases import counted


class Csv:
    def __init__(self, showing: Showing) -> None:
        from audit.report.csv_files import CsvWriter
        from audit.report.statement_columns import STATEMENTS

        self._table = CsvWriter(showing.stream, STATEMENTS.lean, showing.guard)
        self._scope = showing.settings.scope

    def article(self, audit: Audit) -> None:
        from audit.report.records import statement_records
        from audit.report.statement_columns import STATEMENTS

        for record in statement_records(audit, self._scope, STATEMENTS.lean):
            self._table.write(record)

    def close(self) -> None:
        from audit.cli.output import note_guarded

        note_guarded(self._table.changed)

    @property
    def rows(self) -> str:
        return counted(self._table.rows, "row")


FORMAT = Format("csv", "the worklist: docs/columns.md", Csv, encoded=True)
