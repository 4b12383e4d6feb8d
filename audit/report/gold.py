"""Reviewed articles as gold that ``audit evaluate`` reads."""

from __future__ import annotations

from typing import Any

from audit.domain.audited import Audit
from audit.domain.decided import decided
from audit.report.attributions import attributions

_OF_THE_TOOL = ("confidence",)


def gold(audit: Audit, doc_id: str) -> dict[str, Any] | None:
    """The article with its text, as people have it; None where nobody judged a statement of it.

    A statement that nobody judged (or not with each of its sources) is ``optional``: finding it is neither right nor wrong. A dismissed
    one is left out, so that finding it again is wrong.
    """
    judged = {row for row, one in decided(audit).items() if one.review is not None and not one.review.stale}
    if not judged and not any(not review.of_finding and not review.stale for review in audit.reviews):
        return None
    out = attributions(audit)
    for statement, item in zip(audit.in_scope("statements"), out["attributions"], strict=True):
        for name in _OF_THE_TOOL:
            del item[name]
        if not all((statement.id, source_id) in judged for source_id in statement.source_ids or (None,)):
            item["optional"] = True
    return {"doc_id": doc_id, "text": audit.article.text, "attributions": out["attributions"]}
