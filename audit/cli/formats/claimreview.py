"""A stub of a ClaimReview for each statement and source, one a line."""

from __future__ import annotations

from audit.cli.formats.base import Format, Showing, streamed
from audit.domain.audited import Audit
from audit.report.phrases import counted


class ClaimReview:
    def __init__(self, showing: Showing) -> None:
        self._stream = showing.stream
        self._scope = showing.settings.scope
        self._claims = 0

    def article(self, audit: Audit) -> None:
        from audit.report.claims import claims
        from audit.report.jsonl import line

        for claim in claims(audit, self._scope):
            self._stream.write(line(claim) + "\n")
            self._claims += 1

    @property
    def rows(self) -> str:
        return counted(self._claims, "claim")

    def close(self) -> None:
        """Nothing is left to write."""


FORMAT = Format("claimreview", "a stub for each statement and source, one per line, without a rating", export=streamed(ClaimReview))
