"""Which texts are versions of one article."""

from __future__ import annotations

import re

from audit.domain.text import Article, digest

_LINE = re.compile(r":\d+\Z")
STDIN = "-"


def identity(article: Article) -> str:
    """A short id that all versions of an article share.

    - its ``url`` without the fragment, if it has one;
    - else its ``origin`` with its ``doc_id``: a line number at the end of the origin (``file.jsonl:12``) does not count, so that a record
      added above does not turn every article below it into a version of its neighbour;
    - else (standard input has no place of its own) ``outlet`` and ``doc_id``, if both are there;
    - else the text itself: such an article has no other version.
    """
    if article.url:
        return digest("url", article.url.partition("#")[0])
    origin = _LINE.sub("", article.origin)
    if origin and origin != STDIN:
        return digest("origin", origin, article.doc_id)
    if article.outlet and article.doc_id:
        return digest("outlet", article.outlet, article.doc_id)
    return digest("text", article.id)
