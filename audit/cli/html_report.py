"""The page of ``audit report --format html``: the articles that the filter names, or the collection."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from audit.cli.collection_pages import collection_of, write_collection
from audit.cli.formats.base import Showing
from audit.cli.formats.html import Html
from audit.config import Settings

if TYPE_CHECKING:
    from audit.store.filter import Filter
    from audit.store.repository import Repository


def write_html(repository: Repository, wanted: Filter, settings: Settings, stream: TextIO, worst: int, lost_note: str) -> None:
    """The articles, where the filter names them; else the collection, with ``worst`` sources and articles and ``lost_note``."""
    if wanted.article is not None:
        show = Html(Showing(stream, settings, repository.run_of))
        for audit in repository.audits(wanted):
            show.article(audit)
        show.close()
        return
    write_collection(stream, collection_of(repository, wanted, worst, worst, lost_note))
