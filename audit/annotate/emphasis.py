"""Markdown's marks of emphasis ("**Ann Orre**, the mayor"): the networks read blanks in their place."""

from __future__ import annotations

import re

from audit.domain.text import Span

_EMPHASIS = re.compile(r"(?<![\w*_\\])(?P<opens>\*{1,3}|_{1,3})(?=[^\s*_])[^*_\n]{1,300}(?<=[^\s*_])(?P<closes>(?P=opens))(?![\w*_])")


def emphasis(text: str) -> tuple[Span, ...]:
    """The marks, each as a span; none where a mark has no other."""
    return tuple(Span(*match.span(mark)) for match in _EMPHASIS.finditer(text) for mark in ("opens", "closes"))
