"""The page of a collection with its totals, and a folder with a page for each of its articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TextIO
from unicodedata import normalize

from audit.config import Settings
from audit.destination import Destination, new_text
from audit.report.phrases import counted

if TYPE_CHECKING:
    from audit.report.collection_view import CollectionView
    from audit.store.filter import Filter
    from audit.store.groups import Key
    from audit.store.repository import ArticleSummary, Repository

KEYS: tuple[Key, ...] = ("month", "outlet", "byline", "section")
"""By what a collection is looked at, in the order of the page."""
INDEX = "index.html"
WORST = 20
"""Sources that the page of a collection lists, unless something else is asked."""


def write_html_folder(
    repository: Repository, wanted: Filter, settings: Settings, out: Destination, pages: Mapping[str, str], lost_note: str
) -> int:
    """``INDEX``, which leads to the articles, and a page for each of ``pages`` (see ``article_pages``). Returns their number."""
    from audit.report.article_view import ArticleView
    from audit.report.html import Page

    written = 0
    with out.made_folder([INDEX, *pages.values()]) as folder:
        with new_text(folder / INDEX) as stream:
            write_collection(stream, collection_of(repository, wanted, WORST, None, lost_note, pages))
        known = (audit for audit in repository.audits(wanted) if audit.article.id in pages)  # others were stored in the meantime
        for written, audit in enumerate(known, 1):  # noqa: B007 - it is told in the end
            with new_text(folder / pages[audit.article.id]) as stream:
                page = Page(stream, f"Source audit: {audit.article.name}", home=INDEX)
                page.article(ArticleView(audit, repository.run_of(audit.article.id), "a1", settings.scope))
                page.close()
    return written


def article_pages(articles: Iterable[ArticleSummary]) -> dict[str, str]:
    """By article id, the name of its file: the headline or id of the input in plain letters, and the beginning of the article's id."""
    return {one.id: f"{_plain(one.title or one.doc_id)}{one.id[:10]}.html" for one in articles}


def _plain(name: str) -> str:
    letters = normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-").lower()[:48].rstrip("-")
    return f"{plain}-" if plain else ""


def collection_of(
    repository: Repository, wanted: Filter, worst: int, listed: int | None, lost_note: str, pages: Mapping[str, str] | None = None
) -> CollectionView:
    """The collection with its ``worst`` sources and with ``listed`` articles (None: all)."""
    from audit.report.collection_view import CollectionView
    from audit.store import collection
    from audit.store.engine import asking
    from audit.store.finding_counts import finding_counts
    from audit.store.groups import by_each
    from audit.store.totals import totals
    from audit.store.worst import worst_sources

    engine = repository.engine
    with asking() as ask:
        groups = ask.submit(by_each, engine, wanted, KEYS)
        whole = ask.submit(totals, engine, wanted)
        prevalence = ask.submit(collection.prevalence, engine, wanted)
        sources = ask.submit(worst_sources, engine, wanted, worst)
        counts = ask.submit(finding_counts, engine, wanted)
        articles = ask.submit(collection.first_articles, engine, wanted, listed)
        runs = ask.submit(collection.runs, engine, wanted)
    return CollectionView(
        about=_about(wanted, whole.result().articles),
        totals=whole.result(),
        prevalence=prevalence.result(),
        groups=groups.result(),
        worst=sources.result(),
        counts=counts.result(),
        first=articles.result(),
        runs=runs.result(),
        lost_note=lost_note,
        pages=pages or {},
    )


def write_collection(stream: TextIO, view: CollectionView) -> None:
    """The page, whole."""
    from audit.report.html import Page

    page = Page(stream, "Source audit of a collection", keys=False)
    page.collection(view)
    page.close()


def _about(wanted: Filter, articles: int) -> str:
    """The articles and the conditions on them, in words."""
    conditions = (
        ("outlet", wanted.outlet),
        ("byline with", wanted.byline),
        ("from", wanted.since),
        ("until", wanted.until),
        ("source type", wanted.source_type),
        ("source with", wanted.source),
        ("anonymity", wanted.status),
        ("with a finding of", wanted.code),
    )
    told = "; ".join(f"{name} {value}" for name, value in conditions if value is not None)
    return counted(articles, "article") + (f" ({told})" if told else "") + ("; attitudes included" if wanted.scope == "all" else "")
