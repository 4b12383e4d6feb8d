"""Tables as CSV: RFC 4180, CRLF, one line a record, formulas guarded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from audit.destination import Destination
from audit.report.cells import guarded, held, plain
from audit.report.columns import FILLED, TABLES
from audit.report.records import Record

ENCODINGS = ("utf-8-sig", "utf-8")
FILES = tuple(f"{name}.csv" for name in TABLES)
_APART = re.compile('[",;\t\r\n]')


class Table:
    """Writes records to an open text stream (opened with ``newline=""``) and counts the cells that the guard changed."""

    def __init__(self, stream: TextIO, columns: Sequence[str], guard: bool = True) -> None:
        self.changed = 0
        typed = {column for filled in FILLED.values() for column in filled} - {"checked_on"}
        self._cells = [(column, plain if not guard else held if column in typed else guarded) for column in columns]
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
        self._write(row)

    def _write(self, row: Iterable[str]) -> None:
        self._stream.write(",".join(map(_quoted, row)) + "\r\n")


def _quoted(cell: str) -> str:
    """The cell in quotation marks where it holds one, a comma, or what other programs take for the end of a cell."""
    return '"' + cell.replace('"', '""') + '"' if _APART.search(cell) else cell


def write_folder(folder: Destination, records: Iterable[tuple[str, Record]], *, encoding: str = ENCODINGS[0], guard: bool = True) -> int:
    """Writes ``FILES`` into ``folder``, which is made if need be.

    Returns how many cells got a guarding ``'``. Raises ``InputError`` where the folder or a file cannot be written.
    """
    with folder.opened_folder(FILES, encoding) as streams:
        written = {name: Table(streams[f"{name}.csv"], columns, guard) for name, columns in TABLES.items()}
        for name, record in records:
            written[name].write(record)
    return sum(table.changed for table in written.values())
