"""The findings as one SARIF log."""

from __future__ import annotations

from audit.cli.formats.base import Format, Showing, streamed
from audit.domain.audited import Audit
from audit.report.phrases import counted


class Sarif:
    def __init__(self, showing: Showing) -> None:
        from audit.report.sarif import Log

        self._log = Log(showing.stream)
        self._findings = 0

    def article(self, audit: Audit) -> None:
        self._log.write(audit)
        self._findings += len(audit.findings)

    @property
    def rows(self) -> str:
        return counted(self._findings, "finding")

    def close(self) -> None:
        self._log.close()


FORMAT = Format("sarif", "the findings, for editors and build servers", Sarif, streamed(Sarif))
