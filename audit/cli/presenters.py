"""The formats of ``audit run`` and ``audit export`` that are one stream: each shows one article after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from audit.config import Settings
from audit.domain.audited import Audit, Run
from audit.report.phrases import counted

if TYPE_CHECKING:
    from audit.report.article_view import ArticleView
    from audit.report.html import Page

FORMATS = ("terminal", "html", "csv", "json", "jsonl", "sarif", "attributions")
"""Those of ``audit run``."""


class Presenter(Protocol):
    """Shows audits; ``close`` ends the output. ``rows``: what was written beside articles, such as ``12 rows``; empty for nothing."""

    def article(self, audit: Audit) -> None: ...

    def close(self) -> None: ...

    @property
    def rows(self) -> str: ...


def presenter(form: str, stream: TextIO, scope: str, guard: bool) -> Presenter:
    """The presenter of one of ``FORMATS`` but ``html`` (see ``Html``), or of ``claimreview``."""
    if form == "sarif":
        return Sarif(stream)
    if form == "csv":
        return Csv(stream, scope, guard)
    if form == "json":
        return JsonArray(stream)
    if form == "terminal":
        return Terminal(stream, scope)
    return Lines(stream, scope, form)


class Whole:
    """What shows whole articles and nothing that could be counted beside them."""

    rows = ""


class Terminal(Whole):
    def __init__(self, stream: TextIO, scope: str) -> None:
        from audit.report.terminal import console, show_article

        self._console = console(stream)
        self._show = show_article
        self._scope = scope

    def article(self, audit: Audit) -> None:
        self._show(self._console, audit, self._scope)

    def close(self) -> None:
        """Nothing is left to write."""


class Html(Whole):
    """One page with the articles one after the other; ``run_of`` tells the run behind an article's id."""

    def __init__(self, stream: TextIO, settings: Settings, run_of: Callable[[str], Run], labels: tuple[tuple[str, str], ...] = ()) -> None:
        """``labels``: the settings of labels and findings, where they are known to hold."""
        self._stream, self._scope, self._run_of, self._labels = stream, settings.scope, run_of, labels
        self._page: Page | None = None
        self._first: ArticleView | None = None
        self._articles = 0

    def article(self, audit: Audit) -> None:
        from audit.report.article_view import ArticleView

        self._articles += 1
        view = ArticleView(audit, self._run_of(audit.article.id), f"a{self._articles}", self._scope, self._labels)
        if self._articles == 1:
            self._first = view  # the page is named after its article, if it stays the only one
            return
        self._opened("Source audit").article(view)

    def close(self) -> None:
        name = f"Source audit: {self._first.name}" if self._first else "Source audit"
        page = self._opened(name)
        if not self._articles:
            page.words("No article was audited.")
        page.close()

    def _opened(self, title: str) -> Page:
        from audit.report.html import Page

        if self._page is None:
            self._page = Page(self._stream, title)
            if self._first:
                self._page.article(self._first)
                self._first = None
        return self._page


class Csv:
    """The statements table."""

    def __init__(self, stream: TextIO, scope: str, guard: bool) -> None:
        from audit.report.csv_files import CsvWriter
        from audit.report.statement_columns import STATEMENTS

        self._table = CsvWriter(stream, STATEMENTS.lean, guard)
        self._scope = scope

    def article(self, audit: Audit) -> None:
        from audit.report.records import statement_records
        from audit.report.statement_columns import STATEMENTS

        for record in statement_records(audit, self._scope, STATEMENTS.lean):
            self._table.write(record)

    def close(self) -> None:
        from audit.cli.output import note_guarded

        note_guarded(self._table.changed)

    @property
    def rows(self) -> str:
        return counted(self._table.rows, "row")


class JsonArray(Whole):
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
        self._findings = 0

    def article(self, audit: Audit) -> None:
        self._log.write(audit)
        self._findings += len(audit.findings)

    @property
    def rows(self) -> str:
        return counted(self._findings, "finding")

    def close(self) -> None:
        self._log.close()


class Lines:
    """JSON Lines: everything of an article (``jsonl``), the exchange format of the scorer, or a line a claim (``claimreview``)."""

    def __init__(self, stream: TextIO, scope: str, form: str) -> None:
        self._stream = stream
        self._scope = scope
        self._form = form
        self._claims = 0

    def article(self, audit: Audit) -> None:
        from audit.report.jsonl import line

        for value in self._values(audit):
            self._stream.write(line(value) + "\n")
            self._claims += self._form == "claimreview"

    @property
    def rows(self) -> str:
        return counted(self._claims, "claim") if self._form == "claimreview" else ""

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
