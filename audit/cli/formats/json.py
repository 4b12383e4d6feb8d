"""All articles in one JSON array, exact."""

from __future__ import annotations

from audit.cli.formats.base import Format, Showing, Whole
from audit.domain.audited import Audit


class JsonArray(Whole):
    def __init__(self, showing: Showing) -> None:
        self._stream = showing.stream
        self._before = "["

    def article(self, audit: Audit) -> None:
        from audit.report.jsonl import exact, line

        self._stream.write(f"{self._before}\n{line(exact(audit))}")
        self._before = ","

    def close(self) -> None:
        self._stream.write("[]\n" if self._before == "[" else "\n]\n")


FORMAT = Format("json", "exact, with beliefs, votes and plans", JsonArray)
