"""The exchange format of the scorer: content, cue, source and labels of every statement of an article."""

from __future__ import annotations

from typing import Any

from audit.domain.audited import Audit
from audit.domain.source import MarkerKind, Source
from audit.domain.statement import Statement
from audit.domain.text import Span

_SHOWN = (MarkerKind.STATUS, MarkerKind.REASON, MarkerKind.GROUND_RULE, MarkerKind.PARTIAL_NAME, MarkerKind.PSEUDONYM)


def attributions(audit: Audit, scope: str = "statements") -> dict[str, Any]:
    """``{"doc_id", "attributions": [...]}``, offsets in code points of the article's text.

    A joint statement has a list of speakers and the labels of the first; ``source_ids`` has one opaque id a source. The markers of a source
    stand on its first statement.
    """
    sources = {source.id: source for source in audit.sources}
    statements = audit.in_scope(scope)
    first = {one: statement.id for statement in reversed(statements) for one in statement.source_ids}
    out = []
    for statement in statements:
        whose = [sources[one] for one in statement.source_ids if one in sources]
        markers = [marker.span for one in whose if first.get(one.id) == statement.id for marker in one.markers if marker.kind in _SHOWN]
        out.append(_attribution(statement, whose, markers))
    return {"doc_id": audit.article.doc_id, "attributions": out}


def _attribution(statement: Statement, whose: list[Source], markers: list[Span]) -> dict[str, Any]:
    source = whose[0] if whose else None
    labels = [one.label for one in whose]
    return {
        "content": [_place(span) for span in statement.content],
        "cue": [_place(statement.cue.span)] if statement.cue else [],
        "source": [_place(statement.source_span)] if statement.source_span else [],
        "speaker": labels if len(labels) > 1 else labels[0] if labels else None,
        "source_ids": [one.id for one in whose],
        "source_type": source.source_type.value if source and source.source_type else None,
        "kind": source.kind.value if source else None,
        "identity": source.identity.value if source else None,
        "official": source.official if source else False,
        "anonymity_status": source.anonymity_status.value if source else "not_applicable",
        "markers": [_place(span) for span in sorted(set(markers))],
        "reason": source.reason if source else None,
        "basis": source.basis if source else None,
        "via": statement.via,
        "quote_type": statement.form.value,
        "confidence": round(statement.confidence, 4),
    }


def _place(span: Span) -> list[int]:
    return [span.start, span.end]
