"""One page with the articles one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.cli.formats.base import Format, Showing, Whole
from audit.domain.audited import Audit

if TYPE_CHECKING:
    from audit.report.article_view import ArticleView
    from audit.report.html import Page


class Html(Whole):
    def __init__(self, showing: Showing) -> None:
        self._showing = showing
        self._page: Page | None = None
        self._first: ArticleView | None = None
        self._articles = 0

    def article(self, audit: Audit) -> None:
        from audit.report.article_view import ArticleView

        self._articles += 1
        run, scope = self._showing.run_of(audit.article.id), self._showing.settings.scope
        view = ArticleView(audit, run, f"a{self._articles}", scope, self._showing.labels)
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
            self._page = Page(self._showing.stream, title)
            if self._first:
                self._page.article(self._first)
                self._first = None
        return self._page


FORMAT = Format("html", "one self-contained page", Html)
