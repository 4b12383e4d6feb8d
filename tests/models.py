"""The bundled models, loaded once for the whole test session; in full precision, so that every machine finds the same."""

from __future__ import annotations

from functools import cache

from audit.annotate.pipeline import Annotator
from audit.auditor import examine
from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.text import Article


@cache
def annotator() -> Annotator:
    made = Annotator(Settings(precision="full"))
    made.load()
    return made


def audit_of(text: str, title: str | None = None) -> Audit:
    """The audit of ``text`` by the bundled models."""
    return examine(annotator().annotate([Article(text, "test", "test", title=title)])[0], Settings())
