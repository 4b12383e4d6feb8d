"""``audit report --format html``: articles with their text, or a collection with its totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from audit.cli.presenters import Html
from audit.cli.words import counted
from audit.config import Settings

if TYPE_CHECKING:
    from audit.store.filter import Filter
    from audit.store.repository import Repository
    from audit.store.totals import Key

KEYS: tuple[Key, ...] = ("month", "outlet", "byline", "section")
"""By what a collection is looked at, in the order of the page."""


def write_html(repository: Repository, wanted: Filter, settings: Settings, stream: TextIO, worst: int, lost_note: str) -> None:
    """The articles, where the filter names them; else the collection, with ``worst`` sources and articles and ``lost_note``."""
    if wanted.article is not None:
        show = Html(stream, settings, repository.run_of)
        for audit in repository.audits(wanted):
            show.article(audit)
        show.close()
        return
    from audit.report.collection_view import CollectionView
    from audit.report.html import Page
    from audit.store import collection, totals
    from audit.store.engine import asking

    engine = repository.engine
    with asking() as ask:
        groups = ask.submit(totals.by_each, engine, wanted, KEYS)
        whole = ask.submit(totals.totals, engine, wanted)
        prevalence = ask.submit(collection.prevalence, engine, wanted)
        listed = ask.submit(totals.worst_sources, engine, wanted, worst)
        counts = ask.submit(totals.finding_counts, engine, wanted)
        articles = ask.submit(collection.first_articles, engine, wanted, worst)
        runs = ask.submit(collection.runs, engine, wanted)
    view = CollectionView(
        _about(wanted, whole.result().articles),
        whole.result(),
        prevalence.result(),
        groups.result(),
        listed.result(),
        counts.result(),
        articles.result(),
        runs.result(),
        lost_note,
    )
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
