"""Stubs for a ClaimReview, one for each statement and source. There is no rating in them: this program does not judge what is true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from audit.domain.audited import Audit
from audit.domain.review import row_id
from audit.domain.source import PEOPLE, Kind, Source
from audit.domain.text import Article


def claims(audit: Audit, scope: str = "statements") -> Iterator[dict[str, Any]]:
    """What was claimed, by whom, and where it appears; the names are those of Google's ClaimReview markup, the objects schema.org's.

    ``claimAuthor`` is None where no source could be told, and has a ``description`` in the place of a ``name`` where nobody is named.
    """
    sources = {source.id: source for source in audit.sources}
    appearance = _appearance(audit.article)
    for statement in audit.in_scope(scope):
        said_by: list[Source | None] = [sources[one] for one in statement.source_ids if one in sources]
        for source in said_by or [None]:
            yield {
                "row_id": row_id(statement.id, source.id if source else None),
                "claimReviewed": " ".join(statement.words(audit.article.text).split()),
                "claimAuthor": _author(source) if source else None,
                "claimAppearances": [audit.article.url] if audit.article.url else [],
                "appearance": appearance,
            }


def _author(source: Source) -> dict[str, Any]:
    if source.kind is Kind.DOCUMENT and source.document_issuer:
        return {"@type": "Organization", "name": source.document_issuer}
    affiliation = {"@type": "Organization", "name": source.affiliation} if source.affiliation else None
    fields = {
        "@type": "Person" if source.kind in PEOPLE else "Organization",
        "description" if source.anonymous else "name": source.label,
        "jobTitle": source.title,
        "affiliation": affiliation,
    }
    return {name: value for name, value in fields.items() if value}


def _appearance(article: Article) -> dict[str, Any]:
    fields = {
        "@type": "NewsArticle",
        "url": article.url,
        "headline": article.title,
        "author": {"@type": "Person", "name": article.byline} if article.byline else None,
        "publisher": {"@type": "Organization", "name": article.outlet} if article.outlet else None,
        "datePublished": article.published,
    }
    return {name: value for name, value in fields.items() if value}
