"""Tables as CSV: RFC 4180, CRLF, one line a record, formulas guarded."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from audit.destination import Destination
from audit.report.cells import guarded, held, is_guarded, plain
from audit.report.columns import FILLED, TABLES
from audit.report.records import Record

ENCODINGS = ("utf-8-sig", "utf-8")
FILES = tuple(f"{name}.csv" for name in TABLES)


class Table:
    """Writes records to an open text stream (opened with ``newline=""``) and counts the cells that the guard changed."""

    def __init__(self, stream: TextIO, columns: Sequence[str], guard: bool = True) -> None:
        self.changed = 0
        typed = {column for filled in FILLED.values() for column in filled} - {"checked_on"}
        guarding = {column: held if column in typed else guarded for column in columns}
        self._cells = [(column, guarding[column] if guard else plain) for column in columns]
        self._guard = guard
        self._writer = csv.writer(stream, lineterminator="\r\n")
        self._writer.writerow(columns)

    def write(self, record: Record) -> None:
        """One line with the columns of the table; the record may hold more."""
        row = []
        for column, cell in self._cells:
            value = record.get(column)
            if value is None:  # two cells in five
                row.append("")
            elif isinstance(value, str) and not value[:1].isalnum() and self._guard:
                self.changed += is_guarded(value)
                row.append(cell(value))
            else:
                row.append(cell(value))
        self._writer.writerow(row)


def write_folder(folder: Destination, records: Iterable[tuple[str, Record]], *, encoding: str = ENCODINGS[0], guard: bool = True) -> int:
    """Writes ``FILES`` into ``folder``, which is made if need be.

    Returns how many cells got a guarding ``'``. Raises ``InputError`` where the folder or a file cannot be written.
    """
    with folder.opened_folder(FILES, encoding) as streams:
        written = {name: Table(streams[f"{name}.csv"], columns, guard) for name, columns in TABLES.items()}
        for name, record in records:
            written[name].write(record)
    return sum(table.changed for table in written.values())
