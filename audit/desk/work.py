"""What the page of an article shows beside its text: the statements and findings to judge, their order, and how much is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from audit.domain.audited import Audit
from audit.domain.decided import chain, decided, state
from audit.domain.review import Check
from audit.report.article_parts import Flaw, Said
from audit.report.article_view import ArticleView
from audit.report.html import article_part
from audit.report.phrases import named_code
from audit.store.reviews import Reviews

KEY = "a1"
"""Begins the anchors of the page's one article."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A source of a statement. ``statements`` are the ids of all that it says, which a correction of the whole chain is about."""

    source_id: str
    label: str
    type: str
    reason: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A statement or a finding that can be judged. ``note`` and ``place`` are anchors of the page, ``state`` is what was seen."""

    id: str
    kind: str
    name: str
    """``3A``, or the finding's code and name."""
    note: str
    place: str
    line: int | None
    words: str
    doubt: str
    state: str
    judged: bool
    decisions: tuple[str, ...]
    voices: tuple[Voice, ...] = ()
    status: str = "open"
    evidence_url: str = ""
    remark: str = ""
    """The checker's note."""


def now(reviews: Reviews, article_id: str, scope: str) -> dict[str, Any]:
    """Everything that the page of an article shows, as JSON. Raises ``StoreError`` where there is no such article."""
    stamp = reviews.stamp(article_id)  # before the rest: what changes in between is seen by the next question
    audit = reviews.repository.load(article_id)
    view = ArticleView(audit, reviews.repository.run_of(article_id), KEY, scope)
    waiting = reviews.waiting(audit, scope)
    items = [*_statements(view, set(waiting)), *_findings(view)]
    spoken = audit.in_scope(scope)
    return {
        "stamp": stamp,
        "name": audit.article.name,
        "text": audit.article.text,
        "html": article_part(view),
        "items": [asdict(one) for one in items],
        "queue": waiting,
        "total": len(spoken),
        "checked": len(spoken) - len(waiting),
        "speakers": sorted({one.label for one in audit.sources}),
    }


def _statements(view: ArticleView, waiting: set[str]) -> Iterator[Item]:
    checks = {row: one.check for row, one in decided(view.audit).items() if one.check}
    for said in view.said:
        statement = said.statement
        check = next((checks[row] for one in statement.source_ids or (None,) if (row := (statement.id, one)) in checks), None)
        yield Item(
            statement.id,
            "statement",
            f"{said.number}{said.letters}",
            f"{KEY}-note{said.number}",
            f"{KEY}-st{said.number}",
            said.line,
            said.words,
            said.by_hand,
            state(view.audit, statement.id),
            statement.id not in waiting,
            tuple(one.in_words() for one in view.audit.decisions if one.target.id == statement.id),
            tuple(_voices(view.audit, said)),
            **_checked(check),
        )


def _voices(audit: Audit, said: Said) -> Iterator[Voice]:
    for one in said.speakers:
        statements = tuple(statement_id for statement_id, _ in chain(audit, one.source.id))
        yield Voice(one.source.id, one.source.label, one.kind, one.source.reason or "", statements)


def _checked(check: Check | None) -> dict[str, str]:
    if check is None:
        return {}
    return {"status": check.status.value, "evidence_url": check.evidence_url or "", "remark": check.note or ""}


def _findings(view: ArticleView) -> Iterator[Item]:
    judged = {one.target.id: one for one in view.audit.reviews if one.of_finding}
    for flaw in view.flaws:
        review = judged.get(flaw.finding.fingerprint)
        yield Item(
            flaw.finding.fingerprint,
            "finding",
            named_code(flaw.finding.code),
            f"{KEY}-fn{flaw.number}",
            _place(flaw),
            flaw.line,
            flaw.finding.message,
            flaw.finding.severity.value,
            state(view.audit, flaw.finding.fingerprint),
            review is not None,
            (review.in_words(),) if review else (),
        )


def _place(flaw: Flaw) -> str:
    span = flaw.finding.span
    return f"{KEY}-f{flaw.number}" if span is not None and span.start < span.end else f"{KEY}-fn{flaw.number}"
