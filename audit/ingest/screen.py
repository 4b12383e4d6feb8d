"""The checks that every article has to pass, whatever its format."""

from __future__ import annotations

from dataclasses import replace

from audit.config import Settings
from audit.domain.text import Article
from audit.ingest import language
from audit.ingest.mojibake import mended
from audit.ingest.refused import Refused


def screen(article: Article, settings: Settings) -> Article:
    """``article`` as it was meant where it was encoded twice, with the language that was found in it.

    Raises ``Refused``: empty where it has no letters, language where it is clearly not in English.
    """
    if not article.text.strip():
        raise Refused("empty", "it has only white space, no text; check that it was saved")
    if not any(map(str.isalpha, article.text)):
        raise Refused("empty", "it has no letters; check that this is the article")
    article = mended(article)
    found = language.find(article.text)
    if found is None:
        return article
    if found.other and not settings.force_language:
        reason = (
            f"its language is {found.code!r}, not 'en' (likelihood {found.likelihood:.2f}), and the models read only English; to audit it "
            "anyway, use --force-language"
        )
        raise Refused("language", reason)
    return replace(article, language=found.code)
