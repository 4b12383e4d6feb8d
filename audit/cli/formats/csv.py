"""The worklist as one CSV table, or every table as a file of its own."""

from __future__ import annotations

import os

from audit.cli.formats.base import Exporter, Exporting, Format, Showing
from audit.cli.messages import tell
from audit.cli.output import note_guarded
from audit.domain.audited import Audit
from audit.report.column import LEAN
from audit.report.phrases import counted, rows_of


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
        note_guarded(self._table.changed)

    @property
    def rows(self) -> str:
        return counted(self._table.rows, "row")


def export(asked: Exporting) -> None:
    """``statements.csv`` and the other tables, in a folder."""
    from audit.report.csv_files import FILES, write_folder

    out = asked.destination(FILES)
    written = write_folder(out, *asked.tables(), encoding=asked.encoding, guard=asked.guard)
    tell(f"wrote {out.path}{os.sep}: {rows_of(written.rows)}")
    note_guarded(written.guarded)


FILES_ABOUT = "csv writes statements.csv, sources.csv, findings.csv and articles.csv into the folder."
FORMAT = Format("csv", "the worklist: docs/columns.md", Csv, Exporter(export, FILES_ABOUT, "folder", LEAN), encoded=True)
