"""Articles by any words that somebody remembers of them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select

from audit.store.rows import ArticleRow, SourceRow
from audit.store.where import ContainsText

_COLUMNS = (ArticleRow.id, ArticleRow.doc_id, ArticleRow.title, ArticleRow.origin, ArticleRow.byline, ArticleRow.outlet, ArticleRow.text)


def mentions_all(words: str) -> list[ColumnElement[bool]]:
    """That each of the words stands somewhere in an article: in its text, in what it is known by, or in a source's label, which people
    may have corrected to words that are not in the text."""
    return [_mentions(word) for word in dict.fromkeys(words.split())]


def _mentions(word: str) -> ColumnElement[bool]:
    of_source = select(SourceRow.article_id).where(ContainsText(SourceRow.label, word))
    return or_(*(ContainsText(column, word) for column in _COLUMNS), ArticleRow.id.in_(of_source))
