"""Where data goes: standard output or a file, always UTF-8; and rows in the formats that several commands share."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from audit.cli.messages import tell
from audit.cli.streams import give_up_output
from audit.destination import Destination
from audit.errors import InputError
from audit.report.column import Record
from audit.report.phrases import counted
from audit.report.screen import Screen

if TYPE_CHECKING:
    from rich.console import RenderableType


@contextmanager
def opened(
    out: Destination | None,
    encoding: str = "utf-8",
    keep_after: tuple[type[BaseException], ...] = (),
    counts: Callable[[], str] = str,
) -> Iterator[TextIO]:
    """A text stream that changes no line break, on ``out`` or, for None, on standard output.

    What was written to a file is told, with ``counts``, such as ``12 rows``. Raises ``InputError`` where it cannot be written (the disk
    is full, say); a reader that leaves is another matter. ``keep_after``: see ``Destination.opened``.
    """
    if out is not None:
        with out.opened(encoding, keep_after) as file:
            yield file
        tell(": ".join(part for part in (f"wrote {out.path}", counts()) if part))
        return
    kind: type[io.TextIOWrapper] = io.TextIOWrapper
    if sys.stdout.isatty():
        kind, encoding = Screen, encoding.removesuffix("-sig")
    stream = kind(sys.stdout.buffer, encoding=encoding, errors="replace", newline="", write_through=True)
    try:
        yield stream
        sys.stdout.buffer.flush()
    except OSError as error:
        give_up_output()  # or what waits would be written once more when the stream is detached
        if isinstance(error, BrokenPipeError):
            raise
        raise InputError(unwritable(error)) from error
    finally:
        stream.detach()


def unwritable(error: OSError) -> str:
    """What to say where standard output takes nothing."""
    return f"cannot write to standard output: {error.strerror or error}; choose a file with -o or free some space"


def write_rows(
    records: Iterable[Record],
    columns: Sequence[str],
    blocks: Callable[[Iterable[Record]], Iterable[RenderableType]],
    form: str,
    out: Destination | None,
    encoding: str,
    guard: bool,
) -> None:
    """Rows as ``csv`` or ``jsonl``, or as a ``list`` for the screen (what ``blocks`` makes of them)."""
    written = 0

    def counting() -> Iterator[Record]:
        nonlocal written
        for written, record in enumerate(records, 1):  # noqa: B007 - it is told in the end
            yield record

    with opened(out, encoding if form == "csv" else "utf-8", counts=lambda: counted(written, "row")) as stream:
        if form == "csv":
            write_csv(counting(), columns, stream, guard)
        elif form == "jsonl":
            from audit.report.jsonl import line

            for record in counting():
                stream.write(line({column: record.get(column) for column in columns}) + "\n")
        else:
            from audit.report.terminal import console

            screen = console(stream)
            for block in blocks(counting()):
                screen.print(block)


def write_csv(records: Iterable[Record], columns: Sequence[str], stream: TextIO, guard: bool) -> None:
    """Rows as CSV, with a note on standard error where the guard changed words."""
    from audit.report.csv_files import CsvWriter

    table = CsvWriter(stream, columns, guard)
    for record in records:
        table.write(record)
    note_guarded(table.changed)


def note_guarded(changed: int) -> None:
    """Says that quoted words were changed."""
    if changed:
        cells = "1 cell" if changed == 1 else f"{changed} cells"
        tell(
            f"note: {cells} got a leading ' so that no spreadsheet reads quoted words as a formula; --no-formula-guard leaves it off, "
            "--format jsonl is exact",
        )
