"""Everything of an article, one a line."""

from __future__ import annotations

from audit.cli.formats.base import Format, Showing, Whole, streamed
from audit.domain.audited import Audit


class JsonLines(Whole):
    def __init__(self, showing: Showing) -> None:
        self._stream = showing.stream

    def article(self, audit: Audit) -> None:
        from audit.report.jsonl import exact, line

        self._stream.write(line(exact(audit)) + "\n")


FORMAT = Format("jsonl", "exact, one article per line", JsonLines, streamed(JsonLines))
