"""Tables that come back from a desk: CSV or a workbook, whatever program saved it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from audit.errors import AuditError, InputError
from audit.report.cells import restored
from audit.report.columns import TABLES

_KEYS = {
    "findings": (
        ("fingerprint", "article_id"),
        ("fingerprint", "article"),
        ("code", "excerpt", "article_id"),
        ("code", "excerpt", "article"),
    ),
    "statements": (("row_id",), ("statement", "article_id"), ("statement", "article")),
}
"""Table to the columns of which one choice has to be there, so that a row can be found again. The first table that fits is it."""
_WANTED = "row_id, or article and statement (for findings: article and fingerprint, or article, code and excerpt)"
_SEPARATOR = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
"""A first line by which Excel is told, or tells, what stands between cells."""
_DELIMITERS = (",", ";", "\t")
_ROWS, _COLUMNS = 1_048_576, 16_384
"""What a sheet can have."""
_DAYS = 10_000, 100_000
"""Numbers between these, in a column of dates, are days."""
_DENSEST, _NEVER_DENSE = 100, 100_000_000
"""A workbook may unpack to so many times its size, and any to so many bytes; what this tool exports has some twenty times."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell, and what to do."""

    place: str
    column: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}, {self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row with the words of its cells (guard and `` ¶ `` undone)."""

    table: str
    place: str
    """``row 7``, as the spreadsheet counts, with the sheet before it in a workbook."""
    letters: dict[str, str]
    """Column to the letter that stands above it in a spreadsheet."""
    values: dict[str, str]
    faults: dict[str, str] = field(default_factory=dict)
    """Column that people fill in to why its cell holds no words, and what to do."""

    def value(self, column: str) -> str:
        """The cell without spaces around it; empty where there is none."""
        return self.values.get(column, "").strip()

    def problem(self, column: str, message: str) -> Problem:
        """A problem with that column of this row."""
        return Problem(self.place, f"column {self.letters[column]} ({column})" if column in self.letters else column, message)


def read_returned(path: Path) -> list[ReturnedRow]:
    """The rows of statements and findings in a returned ``.csv`` or ``.xlsx`` file; empty rows are left out.

    Raises ``InputError`` where the file cannot be read or has neither table.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}; give the CSV or xlsx file that the checker returned") from error
    if raw.startswith(b"PK") and path.suffix.lower() == ".ods":
        raise InputError(f"{path} is an OpenDocument file; save it as xlsx or CSV and import that")
    rows = list(_workbook(raw, path) if raw.startswith(b"PK") else _csv(raw, path))
    if not rows:
        raise InputError(f"{path} has no rows of statements or findings; give the file that audit export wrote, with its headings and rows")
    return rows


def _csv(raw: bytes, path: Path) -> Iterator[ReturnedRow]:
    from audit.ingest.decode import decode
    from audit.ingest.refused import Refused

    try:
        text = decode(raw).text
    except Refused as refused:
        raise InputError(f"cannot read {path}: {refused}; give the CSV or xlsx file that the checker returned") from refused
    declared = _SEPARATOR.match(text)
    text = text[declared.end() :] if declared else text
    first = text.partition("\n")[0]
    delimiter = declared[1] if declared else max(_DELIMITERS, key=first.count)
    csv.field_size_limit(10_000_000)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InputError(f"cannot read {path}: {error}; save it again as CSV in UTF-8") from error
    table, header = _table(lines[0] if lines else ())
    if table is None:
        raise InputError(
            f"the first row of {path} does not have the headings of statements.csv or findings.csv; leave them as audit export wrote "
            f"them, including {_WANTED}"
        )
    numbered = enumerate(lines[1:], 3 if declared else 2)
    yield from _rows(table, "", header, ((number, [(value, "s") for value in line]) for number, line in numbered))


def _workbook(raw: bytes, path: Path) -> Iterator[ReturnedRow]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > max(_NEVER_DENSE, _DENSEST * len(raw)):
            why = f"{len(raw):,} bytes that unpack to {unpacked:,} are too large for a returned table"
            raise InputError(f"cannot read {path}: {why}; save it again as CSV")
        yield from _sheets(raw)
    except AuditError:
        raise
    except Exception as error:  # openpyxl lets through what zip, XML and numbers can raise
        why = str(error) or type(error).__name__
        raise InputError(f"cannot read {path}: it is not a workbook that can be opened ({why}); save it again as xlsx or CSV") from error


def _sheets(raw: bytes) -> Iterator[ReturnedRow]:
    """Cell by cell as they stand in the file: what it says of its own size, and a cell far out, cost nothing."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(raw), read_only=True)
    for sheet in book.worksheets:
        first = [str(cell.value or "") for cell in next(sheet.iter_rows(max_row=1, max_col=_COLUMNS), ())]
        while first and not first[-1].strip():
            first.pop()
        table, header = _table(first)
        if table is not None:
            lines = sheet.iter_rows(min_row=2, max_row=_ROWS, max_col=len(header))
            cells = ((number, [(cell.value, cell.data_type) for cell in line]) for number, line in _filled(lines))
            yield from _rows(table, f"sheet {sheet.title}, ", header, cells, epoch=book.epoch)


def _filled(lines: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The lines that hold anything, with their numbers. The million empty ones before a cell far out are one object, looked at once."""
    from openpyxl.cell.read_only import EMPTY_CELL

    empty = None
    for number, line in enumerate(lines, 2):
        if line is empty:
            continue
        if all(cell is EMPTY_CELL for cell in line):
            empty = line
        else:
            yield number, line


def _table(headings: Sequence[str]) -> tuple[str | None, list[str]]:
    """The table whose headings these are, with the names that its columns have now; None where they are those of no table."""
    written = [heading.strip().lower() for heading in headings]
    for name, choices in _KEYS.items():
        header = [TABLES[name].renamed.get(heading, heading) for heading in written]
        if any(set(keys) <= set(header) for keys in choices):
            return name, header
    return None, written


def _rows(
    table: str, sheet: str, header: Sequence[str], lines: Iterable[tuple[int, Sequence[tuple[Any, str]]]], epoch: datetime | None = None
) -> Iterator[ReturnedRow]:
    """``lines``: number, as the spreadsheet counts, and (value, kind) of each cell; ``epoch`` day 0 of the numbers that stand for dates."""
    letters = {name: _letter(at) for at, name in reversed(list(enumerate(header))) if name}
    known = {one.name: one for one in TABLES[table].columns}
    for number, line in lines:
        values: dict[str, str] = {}
        faults: dict[str, str] = {}
        for name, (value, kind) in zip(header, line, strict=False):
            column = known.get(name)
            if column is not None and column.filled and kind in ("f", "e"):
                advice = "has a formula; put a ' in front of it to make it text" if kind == "f" else "has an error in it; write it again"
                faults[name] = advice
            elif name and name not in values:
                days = epoch is not None and column is not None and column.date and isinstance(value, int | float)
                values[name] = restored(_words(epoch + timedelta(value) if days and epoch and _DAYS[0] < value < _DAYS[1] else value))
        if any(value.strip() for value in values.values()) or faults:
            yield ReturnedRow(table, f"{sheet}row {number}", letters, values, faults)


def _words(value: Any) -> str:
    """The words of a spreadsheet's value; a moment at midnight is a date."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _letter(at: int) -> str:
    """What a spreadsheet calls its column number ``at``, from 0: A … Z, AA …"""
    return (_letter(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)
