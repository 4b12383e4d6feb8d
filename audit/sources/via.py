"""Second hand: the outlet in whose report the words stand, or to which they were told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from audit.domain.annotation import Annotation
from audit.domain.source import Kind, Source
from audit.domain.statement import Statement
from audit.lexicons import names

_AHEAD = 6
"""Words behind "told" or "said" in which the outlet stands."""


def with_via(annotation: Annotation, statement: Statement, statements: tuple[Statement, ...], by_id: Mapping[str, Source]) -> Statement:
    """The statement with its ``via``, where it has none yet and the text names one."""
    if statement.via is not None:
        return statement
    holder = next((s for s in statements if s.id == statement.nested_in), None)
    while holder is not None:
        for source_id in holder.source_ids:
            if by_id[source_id].kind is Kind.MEDIA and source_id not in statement.source_ids:
                return replace(statement, via=by_id[source_id].label)
        holder = next((s for s in statements if s.id == holder.nested_in), None) if holder.nested_in else None
    told = _told(annotation, statement)
    return replace(statement, via=told) if told is not None else statement


def _told(annotation: Annotation, statement: Statement) -> str | None:
    """The outlet behind "told" or "said to", as printed."""
    if statement.cue is None or statement.cue.lemma not in ("tell", "say"):
        return None
    tokens = annotation.inside(statement.cue.span)
    after = annotation.tokens[tokens[-1].index + 1 : tokens[-1].index + 1 + _AHEAD] if tokens else ()
    if not after or (statement.cue.lemma == "say" and after[0].text.lower() not in ("to", "on")):
        return None
    behind = annotation.text[after[0].span.start : after[-1].span.end]
    match = _outlets().match(behind)
    return match.group("outlet") if match and match.group("outlet")[:1].isupper() else None


@cache
def _outlets() -> re.Pattern[str]:
    known = "|".join(re.escape(name) for name in sorted(names("media"), key=len, reverse=True) if len(name) > 2)
    return re.compile(rf"(?:to |on )?(?:the )?(?:associated )?(?P<outlet>{known})\b", re.IGNORECASE)
