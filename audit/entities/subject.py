"""Whether a mention is the subject of its clause."""

from __future__ import annotations

from audit.domain.annotation import Annotation
from audit.domain.text import Span


def is_subject(annotation: Annotation, span: Span) -> bool:
    """Whether the words at ``span`` are the subject of a clause, or stand beside it."""
    tokens = annotation.inside(span)
    beside = ("appos", "flat", "compound")
    return any(t.rel in ("nsubj", "csubj") for t in tokens) or any(
        t.head is not None and t.rel in beside and annotation.tokens[t.head].rel == "nsubj" for t in tokens
    )
