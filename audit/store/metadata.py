"""All tables with all their indexes, for those who make or compare schemas."""

from __future__ import annotations

from sqlalchemy import Index, MetaData, text

from audit.store.review_rows import ReviewRow
from audit.store.rows import ArticleRow, SourceRow

ONE_CURRENT = "uq_articles_identity_current"
"""Name of the index that lets an article have one current version."""

NAMESAKES = "ix_sources_namesakes"
"""Name of the index of the few sources with the label of another one in their article."""


def whole_metadata() -> MetaData:
    """All tables with all indexes, for those who compare or make schemas.

    The indexes on some rows only are added here, because their options make SQLAlchemy load the dialects of both databases, which takes
    time that every command would have to pay.
    """
    metadata = ReviewRow.metadata  # that of every table; to name this one brings those of reviews into it
    articles, sources = metadata.tables[ArticleRow.__tablename__], metadata.tables[SourceRow.__tablename__]
    if all(index.name != ONE_CURRENT for index in articles.indexes):
        current, namesake = text("is_current"), text("namesake")
        Index(ONE_CURRENT, articles.c.identity, unique=True, sqlite_where=text("is_current = 1"), postgresql_where=current)
        Index(NAMESAKES, sources.c.label, sources.c.article_id, sqlite_where=text("namesake = 1"), postgresql_where=namesake)
    return metadata
