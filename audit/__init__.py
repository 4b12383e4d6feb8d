"""source-audit: the sourcing linter for news.

``__all__`` lists the Python interface; docs/python.md shows it at work and says what is promised. A name is loaded when it is first used,
so that ``import audit`` costs nothing. What packages need that bring rules or readers of their own is in ``audit.extend``. Everything else
is private and may change with any version.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from audit.interface import (
        AnonymityMarker,
        AnonymityStatus,
        Article,
        AuditedArticle,
        AuditError,
        Channel,
        Check,
        CheckStatus,
        ConfigError,
        Cue,
        CueKind,
        Database,
        EngineError,
        Finding,
        Form,
        Identity,
        InputError,
        Judgement,
        Kind,
        MarkerKind,
        Mention,
        MentionKind,
        ModelError,
        OfficialScope,
        ReasonClass,
        ResponseNote,
        Review,
        Scope,
        Severity,
        SkippedInput,
        Source,
        SourceType,
        Span,
        Statement,
        StoreError,
        list_rules,
        open_database,
        read,
        read_many,
        to_pandas,
    )

__version__ = "0.2.0"

__all__ = [
    "AnonymityMarker",
    "AnonymityStatus",
    "Article",
    "AuditError",
    "AuditedArticle",
    "Channel",
    "Check",
    "CheckStatus",
    "ConfigError",
    "Cue",
    "CueKind",
    "Database",
    "EngineError",
    "Finding",
    "Form",
    "Identity",
    "InputError",
    "Judgement",
    "Kind",
    "MarkerKind",
    "Mention",
    "MentionKind",
    "ModelError",
    "OfficialScope",
    "ReasonClass",
    "ResponseNote",
    "Review",
    "Scope",
    "Severity",
    "SkippedInput",
    "Source",
    "SourceType",
    "Span",
    "Statement",
    "StoreError",
    "list_rules",
    "open_database",
    "read",
    "read_many",
    "to_pandas",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("audit.interface"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
