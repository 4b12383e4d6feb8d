"""The exact export: one article with everything, words and offsets unchanged."""

from __future__ import annotations

import json
from dataclasses import fields
from enum import Enum
from functools import cache
from typing import Any

from audit.domain.audited import Audit
from audit.domain.text import Span

SCHEMA_VERSION = "1.2"
"""Of what ``exact`` gives; every line has it. A name that is new raises the second number, one that goes or changes the first."""

_PLAIN = frozenset({str, int, float, bool, type(None)})


def exact(audit: Audit) -> dict[str, Any]:
    """JSON-ready. Spans are ``[start, end]`` in code points of ``article.text``; every statement also has its words as printed.

    Attitudes are in it too, marked by their ``scope``.
    """
    text = audit.article.text
    out: dict[str, Any] = {"schema_version": SCHEMA_VERSION, **_value(audit)}
    out["article"] = {"id": audit.article.id, "text_sha256": audit.article.sha256, **out["article"]}
    out["statements"] = [
        {
            **_value(statement),
            "content_text": [span.of(text) for span in statement.content],
            "cue_text": statement.cue.span.of(text) if statement.cue else None,
            "source_text": statement.source_span.of(text) if statement.source_span else None,
        }
        for statement in audit.statements
    ]
    return out


def line(value: Any) -> str:
    """``value`` as one line of JSON without its line break; escaped where it holds half of a surrogate pair, which UTF-8 cannot."""
    words = json.dumps(value, ensure_ascii=False)
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value)
    return words


def _value(value: Any) -> Any:
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is Span:
        return [value.start, value.end]
    if kind is tuple:
        return [_value(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return {name: _value(getattr(value, name)) for name in _names(kind)}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a class of the domain."""
    return tuple(field.name for field in fields(kind))
