"""What the commands of ``audit review`` have in common: the stored decisions, and rows in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from audit import making
from audit.cli.options import F, Invocation
from audit.domain.audited import Audit
from audit.domain.decided import NOTHING, decided
from audit.domain.finding import Finding
from audit.domain.review import Decision
from audit.domain.statement import Statement
from audit.errors import InputError
from audit.report.safe_text import shortened

if TYPE_CHECKING:
    from audit.report.places import Places
    from audit.store.by_id import ReviewItem
    from audit.store.filter import Filter
from audit.store.reviews import Reviews


def by_option(function: F) -> F:
    return click.option("--by", envvar="AUDIT_REVIEWER", metavar="NAME", default="", help="Who decides (AUDIT_REVIEWER).")(function)


def required_name(by: str) -> str:
    """The name of whoever decides. Raises ``InputError`` where there is none."""
    if not by.strip():
        raise InputError("who is deciding? Give --by NAME, or set AUDIT_REVIEWER")
    return by.strip()


def opened_reviews(invocation: Invocation, db: str | None, wanted: Filter | None = None) -> Reviews:
    """The decisions in the database of the settings.

    Raises ``StoreError``, also where ``wanted`` names an article that is not there.
    """
    from audit.store.reviews import Reviews

    return Reviews(making.open_repository(invocation.settings(db=db), wanted))


def shown(chosen: ReviewItem) -> Iterator[str]:
    """A statement or finding with what the article says around it, line by line."""
    from audit.report.places import Places

    audit, places = chosen.audit, Places(chosen.audit)
    name = printed(audit.article.name)
    if chosen.finding is not None:
        yield from _finding(audit, chosen.finding, places, name)
    else:
        assert chosen.statement is not None
        yield from _statement(audit, chosen.statement, chosen.source_ids, places, name)


def in_words(decision: Decision) -> str:
    """A decision in one line."""
    stale = " - the tool has changed its result since" if decision.stale else ""
    return f"{decision.id} {printed(decision.in_words())}{stale}".strip()


def printed(words: str) -> str:
    """``words`` on one line that no terminal can be steered by."""
    return shortened(words, 400)


def _statement(audit: Audit, statement: Statement, source_ids: Iterable[str | None], places: Places, name: str) -> Iterator[str]:
    from audit.report.safe_text import by_hand

    yield f"{name} · line {places.line(statement.span.start)}"
    yield f"  … {printed(places.before(statement.span))}"
    yield f"  >> {printed(statement.words(audit.article.text))} <<"
    yield f"  {printed(places.after(statement.span))} …"
    rows = decided(audit)
    look = by_hand(statement, audit.sources)
    yield from [f"  {look}"] if look else []
    for source_id in source_ids:
        yield f"  {_speaker(audit, statement, source_id)}"
        row = rows.get((statement.id, source_id), NOTHING)
        yield from (f"    {in_words(one)}" for one in (row.review, row.check) if one)


def _speaker(audit: Audit, statement: Statement, source_id: str | None) -> str:
    if source_id is None:
        return f"no source (confidence {statement.certainty:.2f})"
    source = audit.source(source_id)
    kind = source.source_type.value if source.source_type else "no type"
    reason = f", reason: {printed(source.reason)}" if source.reason else ""
    return f"{printed(source.label)}: {kind}{reason} (confidence {statement.certainty:.2f}; {source.decided_by or 'no rule'})"


def _finding(audit: Audit, finding: Finding, places: Places, name: str) -> Iterator[str]:
    from audit.report.phrases import named_code

    yield f"{name} · line {places.line(finding.span.start)}" if finding.span else f"{name} · the whole article"
    yield f"  {named_code(finding.code)}, {finding.severity.value}: {printed(finding.message)}"
    if finding.span:
        yield f"  >> {printed(places.sentence_words(finding.span.start) or finding.span.of(audit.article.text))} <<"
    yield from (f"    {in_words(one)}" for one in audit.reviews if one.of_finding and one.target.id == finding.fingerprint)
