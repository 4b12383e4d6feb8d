"""A stretch of words as somebody's description."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.domain.annotation import Annotation, Token
from audit.domain.text import Span
from audit.entities.chain import Description
from audit.entities.wording import clean

STOPS = (",", ".", ";", ":", ")", "–", "—", "“", '"', "”")
"""Marks at which a description ends."""
_DETERMINER = re.compile(r"^(a|an|the|his|her|their|its)\s+", re.IGNORECASE)


def described(annotation: Annotation, chunk: Sequence[Token], where: str) -> Description:
    """The words of ``chunk`` without the determiner before them; ``where`` they stand, as in ``Description``."""
    span = Span(chunk[0].span.start, chunk[-1].span.end)
    return Description(span, _DETERMINER.sub("", clean(span.of(annotation.text))), where)
