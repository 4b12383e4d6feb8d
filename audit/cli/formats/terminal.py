"""The listing on the screen."""

from __future__ import annotations

from audit.cli.formats.base import Format, Showing, Whole
from audit.domain.audited import Audit


class Terminal(Whole):
    def __init__(self, showing: Showing) -> None:
        from audit.report.terminal import console, show_article

        self._console = console(showing.stream)
        self._show = show_article
        self._scope = showing.settings.scope

    def article(self, audit: Audit) -> None:
        self._show(self._console, audit, self._scope)


FORMAT = Format("terminal", "for reading", Terminal)
