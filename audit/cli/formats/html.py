"""One page with the articles one after the other, or a folder with a page for each."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from audit.cli.formats.base import Exporter, Exporting, Format, Showing, Whole
from audit.cli.messages import tell
from audit.domain.audited import Audit, told_of_lost
from audit.report.phrases import counted

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


def export(asked: Exporting) -> None:
    """The collection, and a page for each article, in a folder."""
    from audit.cli.collection_pages import INDEX, article_pages, write_html_folder
    from audit.store.reviews import Reviews
    from audit.store.where import with_selectivity

    repository = asked.repository
    pages = article_pages(repository.articles(asked.wanted))
    out = asked.destination([INDEX, *pages.values()])
    lost = Reviews(repository).lost(asked.wanted)
    wanted = with_selectivity(repository.engine, asked.wanted)
    written = write_html_folder(repository, wanted, asked.settings, out, pages, told_of_lost(lost) if lost else "")
    tell(f"wrote {out.path}{os.sep}: {INDEX} and {counted(written, 'page')}")


PAGES = "html writes index.html and a page for each article."
FORMAT = Format("html", "one self-contained page", Html, Exporter(export, PAGES, "folder"))
