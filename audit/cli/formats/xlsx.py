"""Every table as a sheet of a workbook."""

from __future__ import annotations

from audit.cli.formats.base import Exporter, Exporting, Format
from audit.cli.messages import tell
from audit.report.column import ALL
from audit.report.phrases import rows_of


def export(asked: Exporting) -> None:
    """The workbook, in one file."""
    from audit.report.xlsx import write_workbook

    out = asked.destination()
    tell(f"wrote {out.path}: {rows_of(write_workbook(out, *asked.tables()))}")


SHEETS = "xlsx has the same tables as sheets; the first has every column, with those beyond the worklist folded away."
FORMAT = Format("xlsx", "a workbook", export=Exporter(export, SHEETS, "file", ALL))
