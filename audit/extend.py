"""What a package needs that brings rules or readers of its own, found by the entry points ``source_audit.rules`` and
``source_audit.readers``. docs/python.md shows one package of each kind, and promises for these names what it promises for ``audit``'s.
"""

from __future__ import annotations

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import AnonymityStatus, Identity, Kind, Source, SourceType
from audit.domain.statement import Statement
from audit.domain.text import Article, SkippedInput, Span
from audit.ingest.format import Format
from audit.ingest.place import Place, take
from audit.ingest.refused import Refused
from audit.rules.base import Confidence, PhraseRule, Rule, SourceRule
from audit.rules.examples import Example, Said, build

__all__ = [
    "AnonymityStatus",
    "Article",
    "Audit",
    "Confidence",
    "Example",
    "Finding",
    "Format",
    "Identity",
    "Kind",
    "PhraseRule",
    "Place",
    "Refused",
    "Rule",
    "Said",
    "Severity",
    "SkippedInput",
    "Source",
    "SourceRule",
    "SourceType",
    "Span",
    "Statement",
    "build",
    "take",
]
