"""The tables as one workbook: a sheet a table, filters, wrapped text, a list to choose the check status from."""

from __future__ import annotations

import gc
import io
import re
import sys
import traceback
from collections.abc import Iterable

from lxml.etree import LxmlError
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.numbers import FORMAT_TEXT
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from audit.destination import Destination
from audit.errors import InputError
from audit.report.cells import escaped, is_formula
from audit.report.columns import CHOICES, FILLED, TABLES
from audit.report.records import Cell, Record

_WIDE = frozenset(
    (
        "statement_text",
        "context_before",
        "context_after",
        "message",
        "standard",
        "excerpt",
        "disclosure_sentence",
        "printed_forms",
        "note",
        "corrected_text",
        "judged_because",
        "waiver_reason",
    )
)
_TO_FILL = PatternFill("solid", fgColor="FFF2CC")
"""Behind the headings of the columns that people fill in."""
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_SPARE = 200
"""Rows below the last that take words of the list too, for a checker who adds some."""
_HALF_PAIRS = re.compile("[\ud800-\udfff\ufffe\uffff]")


def write_workbook(out: Destination, records: Iterable[tuple[str, Record]]) -> None:
    """Writes the workbook. Text stays text, formula or not, so that no guard has to change it; what XML cannot hold becomes U+FFFD.

    Raises ``InputError`` where the file cannot be written.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {name: book.create_sheet(name) for name in TABLES}
    for name, sheet in sheets.items():
        for at, column in enumerate(TABLES[name], 1):
            heading = sheet.cell(1, at, column)
            heading.font = Font(bold=True)
            if column in FILLED.get(name, ()):
                heading.fill = _TO_FILL
    rows = dict.fromkeys(TABLES, 1)
    for name, record in records:
        rows[name] += 1
        for at, column in enumerate(TABLES[name], 1):
            _fill(sheets[name], rows[name], at, record.get(column))
    for name, sheet in sheets.items():
        _dress(sheet, name, rows[name])
    packed = _packed(book)
    with out.opened_binary() as stream:
        stream.write(packed)


def _packed(book: Workbook) -> bytes:
    """The workbook as a file. Raises ``InputError`` where there is no room for the temporary files of its sheets."""
    out = io.BytesIO()
    hook = sys.unraisablehook
    sys.unraisablehook = lambda _: None  # a sheet that could not be finished complains again when it is thrown away
    try:
        book.save(out)
    except (OSError, LxmlError) as error:
        traceback.clear_frames(error.__traceback__)
        gc.collect()
        raise InputError(
            f"cannot make the workbook: {getattr(error, 'strerror', None) or error}; make room in the folder for temporary files, "
            "or name another in TMPDIR"
        ) from None
    finally:
        sys.unraisablehook = hook
    return out.getvalue()


def _fill(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    if value is None or value == "":
        return
    cell = sheet.cell(row, column)
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
        return
    words = escaped(value)  # a formula is harmless as text; what looks guarded is told apart
    cell.value = _HALF_PAIRS.sub("\ufffd", ILLEGAL_CHARACTERS_RE.sub("\ufffd", words))
    cell.data_type = "s"
    if is_formula(words):
        cell.number_format = FORMAT_TEXT  # it stays text when somebody edits the cell
    cell.alignment = _WRAPPED


def _dress(sheet: Worksheet, name: str, rows: int) -> None:
    columns = TABLES[name]
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows}"
    for at, column in enumerate(columns, 1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = 60 if column in _WIDE else 18
        if column in FILLED.get(name, ()):
            sheet.column_dimensions[letter].alignment = _WRAPPED
        if column in CHOICES.get(name, {}):
            _choose(sheet, f"{letter}2:{letter}{rows + _SPARE}", column, CHOICES[name][column])
        elif column == "checked_on":
            _ask_for_a_date(sheet, f"{letter}2:{letter}{rows + _SPARE}")
            sheet.column_dimensions[letter].number_format = "yyyy-mm-dd"


def _choose(sheet: Worksheet, cells: str, column: str, words: tuple[str, ...]) -> None:
    """Lets the cells take only those words."""
    choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True)
    choice.errorTitle, choice.error = column, f"Choose one of: {', '.join(words)}."
    choice.add(cells)
    sheet.add_data_validation(choice)


def _ask_for_a_date(sheet: Worksheet, cells: str) -> None:
    """Shows how a date is written, and takes any; ``audit review import`` tells of those that it cannot read."""
    hint = DataValidation(allow_blank=True, showInputMessage=True)
    hint.promptTitle, hint.prompt = "checked_on", "Write the date as 2026-05-31."
    hint.add(cells)
    sheet.add_data_validation(hint)
