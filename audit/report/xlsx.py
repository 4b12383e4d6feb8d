"""The tables as one workbook: a sheet a table, the worklist first; what a checker does not need at once is folded."""

from __future__ import annotations

import gc
import io
import re
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from math import ceil
from typing import Any

from lxml.etree import LxmlError
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.numbers import FORMAT_TEXT
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from audit.destination import Destination
from audit.errors import InputError
from audit.report.cells import escaped, is_formula
from audit.report.column import AnyTable, Cell, Column, Group, Record
from audit.report.columns import TABLES

_TO_FILL = PatternFill("solid", fgColor="FFF2CC")
"""Behind the headings of the columns that people fill in."""
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_TOP = Alignment(vertical="top")
_FROZEN = "statement"
"""The column up to which, with the headings, everything stays in view."""
_CUT_OFF = "article"
"""The column whose words end at its edge: a headline on several lines would make every row as high."""
_LINE, _HIGHEST = 15.0, 409.0
"""Points: of a line, and of a row at most."""
_DAY = "yyyy-mm-dd"
_SPARE = 200
"""Rows below the last that take words of the list too, for a checker who adds some."""
_HALF_PAIRS = re.compile("[\ud800-\udfff\ufffe\uffff]")


def write_workbook(out: Destination, records: Iterable[tuple[str, Record]], columns: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Writes the workbook; ``columns``: table to the names of those that are wanted. Returns sheet to its rows.

    Text stays text, formula or not, so that no guard has to change it; what XML cannot hold becomes U+FFFD. Raises ``InputError`` where
    the file cannot be written.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {name: _Sheet(book.create_sheet(name), table, columns[name]) for name, table in TABLES.items()}
    for name, record in records:
        sheets[name].write(record)
    for sheet in sheets.values():
        sheet.dress()
    packed = _packed(book)
    with out.opened_binary() as stream:
        stream.write(packed)
    return {name: sheet.rows - 1 for name, sheet in sheets.items()}


class _Row(RowDimension):  # type: ignore[misc]  # openpyxl has no types
    """A row as high as its words need: LibreOffice does not measure them when it opens a file. It grows with what is written into it."""

    customHeight = False


class _Sheet:
    """One table on one sheet."""

    def __init__(self, sheet: Worksheet, table: AnyTable, names: Sequence[str]) -> None:
        self._sheet = sheet
        self._columns: list[tuple[int, Column[Any]]] = [(at, table[name]) for at, name in enumerate(names, 1)]
        self.rows = 1
        self._folded = tuple(names) == table.names
        for at, column in self._columns:
            heading = sheet.cell(1, at, column.name)
            heading.font = Font(bold=True)
            if column.filled:
                heading.fill = _TO_FILL

    def write(self, record: Record) -> None:
        """One more row."""
        self.rows += 1
        lines = 1
        for at, column in self._columns:
            _fill(self._sheet, self.rows, at, record.get(column.name), column.date)
            if column.name == _CUT_OFF:
                self._sheet.cell(self.rows, at).alignment = _TOP
            elif not self._is_folded(column):
                lines = max(lines, _lines(record.get(column.name), column.width))
        self._sheet.row_dimensions[self.rows] = _Row(self._sheet, index=self.rows, ht=min(lines * _LINE, _HIGHEST))

    def _is_folded(self, column: Column[Any]) -> bool:
        return self._folded and column.group is not Group.WORKLIST

    def dress(self) -> None:
        """Once all rows are there: widths, filters, lists to choose from, all columns on one sheet of paper; the rest is folded."""
        sheet, names = self._sheet, [column.name for _, column in self._columns]
        sheet.freeze_panes = f"{get_column_letter(names.index(_FROZEN) + 2)}2" if _FROZEN in names else "A2"
        sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_title_rows = "1:1"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{self.rows}"
        for at, column in self._columns:
            letter = get_column_letter(at)
            cells = f"{letter}2:{letter}{self.rows + _SPARE}"
            shape = sheet.column_dimensions[letter]
            shape.width = column.width
            if self._is_folded(column):
                shape.outlineLevel, shape.hidden = 1, True
            if column.filled:
                shape.alignment = _WRAPPED
            if column.choices:
                _choose(sheet, cells, column.name, column.choices)
            if column.date:
                shape.number_format = _DAY
                if column.filled:
                    _ask_for_a_date(sheet, cells, column.name)


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
            f"cannot write the workbook: {getattr(error, 'strerror', None) or error}; free some space in the folder for temporary files, "
            "or set TMPDIR to another"
        ) from None
    finally:
        sys.unraisablehook = hook
    return out.getvalue()


def _fill(sheet: Worksheet, row: int, column: int, value: Cell, dates: bool) -> None:
    if value is None or value == "":
        return
    cell = sheet.cell(row, column)
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
        cell.alignment = _TOP
        return
    if dates and (day := _day(value)) is not None:
        cell.value, cell.number_format, cell.alignment = day, _DAY, _TOP
        return
    words = escaped(value)  # a formula is harmless as text; what looks guarded is told apart
    cell.value = _HALF_PAIRS.sub("\ufffd", ILLEGAL_CHARACTERS_RE.sub("\ufffd", words))
    cell.data_type = "s"
    if is_formula(words):
        cell.number_format = FORMAT_TEXT  # it stays text when somebody edits the cell
    cell.alignment = _WRAPPED


def _lines(value: Cell, width: float) -> int:
    """How many lines the words take in a column of ``width`` characters."""
    return sum(max(1, ceil(len(line) / width)) for line in str(value or "").split("\n"))


def _day(value: Cell) -> date | None:
    """A whole date that a spreadsheet can hold; the text stays where there is more to it, or less."""
    with suppress(ValueError):
        day = date.fromisoformat(str(value))
        return day if day.year >= 1900 and day.isoformat() == value else None
    return None


def _choose(sheet: Worksheet, cells: str, column: str, words: tuple[str, ...]) -> None:
    """Lets the cells take only those words."""
    choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True)
    choice.errorTitle, choice.error = column, f"Choose one of: {', '.join(words)}."
    choice.add(cells)
    sheet.add_data_validation(choice)


def _ask_for_a_date(sheet: Worksheet, cells: str, name: str) -> None:
    """Shows how a date is written, and takes any; ``audit review import`` tells of those that it cannot read."""
    hint = DataValidation(allow_blank=True, showInputMessage=True)
    hint.promptTitle, hint.prompt = name, "Write the date as 2026-05-31, or as your spreadsheet does."
    hint.add(cells)
    sheet.add_data_validation(hint)
