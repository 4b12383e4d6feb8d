"""The tables as one workbook: a sheet a table, filters, wrapped text, a list to choose the check status from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from audit.errors import InputError
from audit.report.cells import plain
from audit.report.columns import CHECK_STATUS, TABLES
from audit.report.records import Cell, Record

_WIDE = frozenset(
    ("statement_text", "context_before", "context_after", "message", "standard", "excerpt", "disclosure_sentence", "printed_forms")
)
_HALF_PAIRS = re.compile("[\ud800-\udfff\ufffe\uffff]")


def write_workbook(path: Path, records: Iterable[tuple[str, Record]]) -> None:
    """Writes the workbook. Text stays text, formula or not, so that no guard has to change it; what XML cannot hold becomes U+FFFD.

    Raises ``InputError`` where the file cannot be written.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {name: book.create_sheet(name) for name in TABLES}
    for name, sheet in sheets.items():
        for at, column in enumerate(TABLES[name], 1):
            sheet.cell(1, at, column).font = Font(bold=True)
    rows = dict.fromkeys(TABLES, 1)
    for name, record in records:
        rows[name] += 1
        for at, column in enumerate(TABLES[name], 1):
            _fill(sheets[name], rows[name], at, record.get(column))
    for name, sheet in sheets.items():
        _dress(sheet, TABLES[name], rows[name])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror or error}; close it if it is open, or choose another with -o") from error


def _fill(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    if value is None or value == "":
        return
    cell = sheet.cell(row, column)
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
        return
    cell.value = _HALF_PAIRS.sub("\ufffd", ILLEGAL_CHARACTERS_RE.sub("\ufffd", plain(value)))
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _dress(sheet: Worksheet, columns: tuple[str, ...], rows: int) -> None:
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows}"
    for at, column in enumerate(columns, 1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = 60 if column in _WIDE else 18
        if column == "check_status":
            choice = DataValidation(type="list", formula1=f'"{",".join(CHECK_STATUS)}"', allow_blank=True)
            choice.add(f"{letter}2:{letter}{max(rows, 2)}")
            sheet.add_data_validation(choice)
