"""The formats of ``audit run`` and ``audit export`` that are one stream: each shows one article after the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, TextIO

from audit.domain.audited import Audit

FORMATS = ("terminal", "csv", "json", "jsonl", "sarif", "attributions")
"""Those of ``audit run``."""


class Presenter(Protocol):
    """Shows audits; ``close`` ends the output."""

    def article(self, audit: Audit) -> None: ...

    def close(self) -> None: ...


def presenter(form: str, stream: TextIO, scope: str, guard: bool) -> Presenter:
    """The presenter of one of ``FORMATS``, or of ``claimreview``."""
    if form == "sarif":
        return Sarif(stream)
    if form == "csv":
        return Csv(stream, scope, guard)
    if form == "json":
        return JsonArray(stream)
    if form == "terminal":
        return Terminal(stream, scope)
    return Lines(stream, scope, form)


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


class Sarif:
    """The findings as one SARIF log."""

    def __init__(self, stream: TextIO) -> None:
        from audit.report.sarif import Log

        self._log = Log(stream)

    def article(self, audit: Audit) -> None:
        self._log.write(audit)

    def close(self) -> None:
        self._log.close()


class Lines:
    """JSON Lines: everything of an article (``jsonl``), the exchange format of the scorer, or a line a claim (``claimreview``)."""

    def __init__(self, stream: TextIO, scope: str, form: str) -> None:
        self._stream = stream
        self._scope = scope
        self._form = form

    def article(self, audit: Audit) -> None:
        from audit.report.jsonl import line

        for value in self._values(audit):
            self._stream.write(line(value) + "\n")

    def close(self) -> None:
        """Nothing is left to write."""

    def _values(self, audit: Audit) -> Iterable[dict[str, Any]]:
        if self._form == "claimreview":
            from audit.report.claims import claims

            return claims(audit, self._scope)
        if self._form == "jsonl":
            from audit.report.jsonl import exact

            return [exact(audit)]
        from audit.report.attributions import attributions

        return [attributions(audit, self._scope)]
