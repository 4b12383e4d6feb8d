"""The exchange format of the scorer, an article a line."""

from __future__ import annotations

from audit.cli.formats.base import Format, Showing, Whole
from audit.domain.audited import Audit


class Attributions(Whole):
    def __init__(self, showing: Showing) -> None:
        self._stream = showing.stream
        self._scope = showing.settings.scope

    def article(self, audit: Audit) -> None:
        from audit.report.attributions import attributions
        from audit.report.jsonl import line

        self._stream.write(line(attributions(audit, self._scope)) + "\n")


FORMAT = Format("attributions", 'the exchange format that "audit evaluate" reads', Attributions)
