"""The exchange format of the scorer: content, cue, source and labels of every statement of an article."""

from __future__ import annotations

import re
from typing import Any

from audit.domain.audited import Audit
from audit.domain.source import DISCLOSED, MarkerKind, Source
from audit.domain.statement import Statement, own_words
from audit.domain.text import Span

_TELLING = (MarkerKind.STATUS, MarkerKind.PARTIAL_NAME, MarkerKind.PSEUDONYM)
_JOINT = re.compile(r"[\s,]{0,3}(?:[\w’']+[\s,]{1,3}){0,3}")
"""What may stand between the words that withhold a name and the reason that goes on from them: "because", "as", ", since"."""


def attributions(audit: Audit, scope: str = "statements") -> dict[str, Any]:
    """``{"doc_id", "attributions": [...]}``, offsets in code points of the article's text.

    A joint statement has a list of speakers and the labels of the first; ``source_ids`` has one opaque id a source. The markers of a source
    stand on its first statement: the passages that withhold its name, each with the reason that is part of it ("speaking on condition of
    anonymity because …"). "Unnamed" alone withholds nothing. ``source`` is empty where a statement has no words of its own for its source:
    a quotation without a cue that goes on from another statement, whose source it shares. The speaker and ``source_ids`` tell whose it is.
    """
    sources = {source.id: source for source in audit.sources}
    statements = audit.in_scope(scope)
    first = {one: statement.id for statement in reversed(statements) for one in statement.source_ids}
    printed = own_words(statements)
    out = []
    for statement in statements:
        whose = [sources[one] for one in statement.source_ids if one in sources]
        new = (one for one in whose if first.get(one.id) == statement.id and one.anonymity_status in DISCLOSED)
        out.append(
            _attribution(statement, printed[statement.id], whose, [span for one in new for span in _passages(one, audit.article.text)])
        )
    return {"doc_id": audit.article.doc_id, "attributions": out}


def _attribution(statement: Statement, printed: Span | None, whose: list[Source], markers: list[Span]) -> dict[str, Any]:
    """``printed``: the words for the source that are the statement's own."""
    source = whose[0] if whose else None
    labels = [one.label for one in whose]
    return {
        "content": [_place(span) for span in statement.content],
        "cue": [_place(statement.cue.span)] if statement.cue else [],
        "source": [_place(printed)] if printed else [],
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


def _passages(source: Source, text: str) -> list[Span]:
    """The passages that withhold the name of a source, in the order of the text."""
    passages = [marker.span for marker in source.markers if marker.kind in _TELLING]
    for reason in (marker.span for marker in source.markers if marker.kind is MarkerKind.REASON):
        for at, told in enumerate(passages):
            first, last = sorted((told, reason))
            if first.overlaps(last) or _JOINT.fullmatch(text[first.end : last.start]):
                passages[at] = Span(first.start, max(first.end, last.end))
                break
    return sorted(passages)


def _place(span: Span) -> list[int]:
    return [span.start, span.end]
