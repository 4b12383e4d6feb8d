"""Tables as CSV: RFC 4180, CRLF, one line a record, formulas guarded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from audit.destination import Destination
from audit.report.cells import guarded, held, plain
from audit.report.column import Record
from audit.report.columns import TABLES

ENCODINGS = ("utf-8-sig", "utf-8")
FILES = tuple(f"{name}.csv" for name in TABLES)
_TYPED = frozenset(one.name for table in TABLES.values() for one in table.columns if one.filled and not one.date)
"""What people write as text, and a spreadsheet is to leave alone."""
_APART = re.compile('[",;\t\r\n]')


class CsvWriter:
    """Writes records to an open text stream (opened with ``newline=""``) and counts the lines, and the cells that the guard changed."""

    def __init__(self, stream: TextIO, columns: Sequence[str], guard: bool = True) -> None:
        self.changed = 0
        self.rows = 0
        self._cells = [(column, plain if not guard else held if column in _TYPED else guarded) for column in columns]
        self._guard = guard
        self._stream = stream
        self._write(columns)

    def write(self, record: Record) -> None:
        """One line with the columns of the table; the record may hold more."""
        row = []
        for column, cell in self._cells:
            value = record.get(column)
            if value is None:  # two cells in five
                row.append("")
                continue
            words = cell(value)
            if self._guard and words is not value and isinstance(value, str):
                self.changed += guarded(value) != plain(value)
            row.append(words)
        self.rows += 1
        self._write(row)

    def _write(self, row: Iterable[str]) -> None:
        self._stream.write(",".join(map(_quoted, row)) + "\r\n")


def _quoted(cell: str) -> str:
    """The cell in quotation marks where it holds one, a comma, or what other programs take for the end of a cell."""
    return '"' + cell.replace('"', '""') + '"' if _APART.search(cell) else cell


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: file to its rows, and how many cells got a guarding ``'``."""

    rows: dict[str, int]
    guarded: int


def write_folder(
    folder: Destination,
    records: Iterable[tuple[str, Record]],
    columns: Mapping[str, Sequence[str]],
    *,
    encoding: str = ENCODINGS[0],
    guard: bool = True,
) -> Written:
    """Writes ``FILES`` into ``folder``, which is made if need be; ``columns``: table to the names of those that are wanted.

    Raises ``InputError`` where the folder or a file cannot be written.
    """
    with folder.opened_folder(FILES, encoding) as streams:
        writers = {name: CsvWriter(streams[f"{name}.csv"], columns[name], guard) for name in TABLES}
        for name, record in records:
            writers[name].write(record)
    return Written({f"{name}.csv": one.rows for name, one in writers.items()}, sum(one.changed for one in writers.values()))
