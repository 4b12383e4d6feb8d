"""Whether words name an outlet."""

from __future__ import annotations

import re
from functools import cache

from audit.lexicons import names, words


def is_outlet(printed: str) -> bool:
    """Whether words name an outlet: one of the lexicon's, a name that ends like a newspaper's, or a head such as "news agency"."""
    bare = re.sub(r"^the\s+|\s\d+$", "", printed.strip(), flags=re.IGNORECASE)
    low = bare.lower()
    if low in names("media") or "news agency" in low or set(low.split()) & words("people", "heads", "media"):
        return True
    if printed.strip() == f"The {bare}" and low in words("people", "heads", "media_with_article"):
        return True
    whole = len(bare.split()) > 1 or bare != printed.strip()
    capital = whole and all(w[:1].isupper() for w in (bare.split()[0], bare.split()[-1]))
    if capital and low.split()[-1] in words("people", "heads", "media_names"):
        return True
    return _outlets().search(low) is not None


@cache
def _outlets() -> re.Pattern[str]:
    """Names of outlets that are no common words."""
    return re.compile(rf"\b(?:{'|'.join(re.escape(n) for n in sorted(names('media')) if len(n) > 5)})\b")
