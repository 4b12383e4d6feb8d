"""What a format is: how it shows one article after the other in one stream, and how it writes what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TextIO

from audit.cli import targets
from audit.cli.output import opened
from audit.config import Settings
from audit.destination import Destination
from audit.domain.audited import Audit, Run
from audit.report.column import Record
from audit.report.phrases import counted

if TYPE_CHECKING:
    from audit.store.filter import Filter
    from audit.store.repository import Repository


class Presenter(Protocol):
    """Shows audits; ``close`` ends the output. ``rows``: what was written beside articles, such as ``12 rows``; empty for nothing."""

    def article(self, audit: Audit) -> None: ...

    def close(self) -> None: ...

    @property
    def rows(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Showing:
    """Where and how articles are shown."""

    stream: TextIO
    settings: Settings
    run_of: Callable[[str], Run]
    """The run behind an article's id."""
    guard: bool = True
    """Whether cells that a spreadsheet could take for a formula are guarded."""
    labels: tuple[tuple[str, str], ...] = ()
    """The settings of labels and findings, where they are known to hold."""


Show = Callable[[Showing], Presenter]


@dataclass(frozen=True, slots=True)
class Exporting:
    """What ``audit export`` is to write, and where."""

    repository: Repository
    wanted: Filter
    settings: Settings
    output: Path
    overwrite: bool
    columns: tuple[str, ...]
    """The columns of the statements."""
    encoding: str
    guard: bool

    def destination(self, folder: Sequence[str] = ()) -> Destination:
        """The file, or the folder with files of those names. Raises ``InputError`` where nothing can be written there."""
        out = targets.destination(self.settings, self.output, self.overwrite, folder=folder)
        assert out is not None, "the command refuses standard output"
        return out

    def tables(self) -> tuple[Iterator[tuple[str, Record]], dict[str, Sequence[str]]]:
        """Every record of every table with the table's name, and table to the names of its columns."""
        from audit.report.columns import TABLES
        from audit.report.records import tables
        from audit.report.statement_columns import STATEMENTS
        from audit.rules.registry import STANDARDS

        columns: dict[str, Sequence[str]] = {name: table.names for name, table in TABLES.items()}
        columns[STATEMENTS.name] = self.columns
        versions = self.repository.tool_versions(self.wanted)
        return tables(self.repository.audits(self.wanted), STANDARDS, versions, self.settings.scope, self.columns), columns


@dataclass(frozen=True, slots=True)
class Exporter:
    """How ``audit export`` writes a format."""

    write: Callable[[Exporting], None]
    """Writes it all, and says what it wrote."""
    about: str = ""
    """What help says of it, in whole sentences; nothing for one stream, which is listed with the others."""
    place: Literal["stream", "file", "folder"] = "stream"
    """What ``-o`` names; a stream is a file or standard output."""
    columns: str | None = None
    """The columns of the statements where none are chosen; None where there are none to choose."""


@dataclass(frozen=True, slots=True)
class Format:
    """A choice of ``--format``. A module of this package has it as ``FORMAT``; nothing else has to know of it."""

    name: str
    about: str
    """What help says of it, as a clause."""
    run: Show | None = None
    """How ``audit run`` shows articles in it; None where it does not."""
    export: Exporter | None = None
    """How ``audit export`` writes it; None where it does not."""
    encoded: bool = False
    """Whether ``--encoding`` goes for it in ``audit run``; else it is UTF-8."""


class Whole:
    """What shows whole articles and nothing that could be counted beside them."""

    rows = ""

    def close(self) -> None:
        """Nothing is left to write."""


def streamed(show: Show) -> Exporter:
    """Exports in one stream, as ``audit run`` shows articles."""
    return Exporter(partial(_write_stream, show))


def _write_stream(show: Show, asked: Exporting) -> None:
    number = 0
    out = targets.destination(asked.settings, asked.output, asked.overwrite)
    with opened(out, counts=lambda: ", ".join(filter(None, (counted(number, "article"), presenter.rows)))) as stream:
        presenter = show(Showing(stream, asked.settings, asked.repository.run_of, asked.guard))
        for number, audit in enumerate(asked.repository.audits(asked.wanted), 1):  # noqa: B007 - it is told below
            presenter.article(audit)
        presenter.close()
