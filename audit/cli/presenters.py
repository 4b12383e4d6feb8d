"""The formats of ``audit run``: each shows one article after the other on a stream."""

from __future__ import annotations

from typing import Protocol, TextIO

from audit.domain.audited import Audit

FORMATS = ("terminal", "csv", "json", "jsonl", "attributions")


class Presenter(Protocol):
    """Shows audits; ``close`` ends the output."""

    def article(self, audit: Audit) -> None: ...

    def close(self) -> None: ...


def presenter(form: str, stream: TextIO, scope: str, guard: bool) -> Presenter:
    """The presenter of one of ``FORMATS``."""
    if form == "csv":
        return Csv(stream, scope, guard)
    if form == "json":
        return JsonArray(stream)
    if form == "terminal":
        return Terminal(stream, scope)
    return Lines(stream, scope, exact=form == "jsonl")


class Terminal:
    def __init__(self, stream: TextIO, scope: str) -> None:
        from audit.report.terminal import console, show_article

        self._console = console(stream)
        self._show = show_article
        self._scope = scope

    def article(self, audit: Audit) -> None:
        self._show(self._console, audit, self._scope)

    def close(self) -> None:
        """Nothing is left to write."""


class Csv:
    """The statements table."""

    def __init__(self, stream: TextIO, scope: str, guard: bool) -> None:
        from audit.report.columns import STATEMENTS
        from audit.report.csv_files import Table

        self._table = Table(stream, STATEMENTS, guard)
        self._scope = scope

    def article(self, audit: Audit) -> None:
        from audit.report.records import statement_records

        for record in statement_records(audit, self._scope):
            self._table.write(record)

    def close(self) -> None:
        from audit.cli.output import note_guarded

        note_guarded(self._table.changed)


class JsonArray:
    """All articles in one JSON array, exact."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._before = "["

    def article(self, audit: Audit) -> None:
        from audit.report.jsonl import exact, line

        self._stream.write(f"{self._before}\n{line(exact(audit))}")
        self._before = ","

    def close(self) -> None:
        self._stream.write("[]\n" if self._before == "[" else "\n]\n")


class Lines:
    """One article a line: everything (``exact``), or the exchange format of the scorer."""

    def __init__(self, stream: TextIO, scope: str, exact: bool) -> None:
        self._stream = stream
        self._scope = scope
        self._exact = exact

    def article(self, audit: Audit) -> None:
        from audit.report.attributions import attributions
        from audit.report.jsonl import exact, line

        self._stream.write(line(exact(audit) if self._exact else attributions(audit, self._scope)) + "\n")

    def close(self) -> None:
        """Nothing is left to write."""
