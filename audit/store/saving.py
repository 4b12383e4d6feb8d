"""Inside a transaction: audits in, many at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from audit.domain.anchor import words_of
from audit.domain.audited import Audit, Run
from audit.domain.text import Article, SkippedInput
from audit.store.counting import Values
from audit.store.mapping import article_values, derived_values, replaced, require_storable
from audit.store.review_rows import ReviewRow
from audit.store.reviewing import Findings, as_corrected
from audit.store.rows import DERIVED, ArticleRow, Base, RunRow, SkippedRow


class Saved(StrEnum):
    """What saving did."""

    NEW = "new"
    UNCHANGED = "unchanged"
    """The same text was there from a run with the same version, models and settings: nothing was written."""
    REDONE = "redone"
    """The same text was there from another run, or as an older version: its results were replaced, and it is current."""
    NEW_VERSION = "new version"
    """The article was there with another text, which is kept as an older version."""


def save_in_order(
    connection: Connection, audits: Sequence[Audit], run: Run, identities: Mapping[str, str], findings: Findings | None
) -> list[Saved]:
    """Stores audits one after the other; those that are new, with nothing decided about them, table by table.

    The caller is alone in writing, and has made sure that the audits can be stored. ``identities`` are those of their texts, by article
    id; ``findings`` as for ``Repository``. Raises ``UnstorableError``.
    """
    identities = {audit.article.id: identities[audit.article.id] for audit in audits}
    taken = {*connection.scalars(select(ArticleRow.id).where(ArticleRow.id.in_(list(identities))))}
    taken |= {*connection.scalars(select(ArticleRow.identity).where(ArticleRow.identity.in_(list(identities.values()))))}
    decided = any_decided(connection)
    outcomes: list[Saved] = []
    new: list[Audit] = []
    for audit in audits:
        keys = {audit.article.id, identities[audit.article.id]}
        if decided or keys & taken:
            _insert(connection, new, run, identities)
            new.clear()
            outcomes.append(_save(connection, audit, run, identities[audit.article.id], findings))
        else:
            taken |= keys
            new.append(audit)
            outcomes.append(Saved.NEW)
    _insert(connection, new, run, identities)
    return outcomes


def any_decided(connection: Connection) -> bool:
    """Whether people decided anything about any article."""
    return connection.scalar(select(ReviewRow.id).limit(1)) is not None


def make_current(connection: Connection, article: Article, mine: str) -> None:
    """Makes a text that is stored as an older version the current one of ``mine``. The caller is alone in writing."""
    stored = connection.execute(select(ArticleRow.identity, ArticleRow.run_id).where(ArticleRow.id == article.id)).one()
    _update_article(connection, article, stored.run_id, mine, stored.identity, False)


def adoptable(connection: Connection, formers: Mapping[str, Article]) -> dict[str, list[str]]:
    """Article id to those of its ``formers`` (see ``identity.former``) whose current texts are of that article.

    A path that was relative may have meant a file in another folder: what has less than half of its words in common stays an article of
    its own.
    """
    current = select(ArticleRow.identity, ArticleRow.text).where(ArticleRow.identity.in_(list(formers)), ArticleRow.is_current)
    out: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(current):
        if _of_one_article(row.text, formers[row.identity].text):
            out[formers[row.identity].id].append(row.identity)
    return out


def adopt(connection: Connection, mine: str, formers: Sequence[str]) -> None:
    """Makes one article, ``mine``, of what versions before 0.3 stored as several. The caller is alone in writing."""
    family = ArticleRow.identity.in_([*formers, mine])
    ids = list(connection.scalars(select(ArticleRow.id).where(family).order_by(ArticleRow.created_at, ArticleRow.version)))
    newest = select(ArticleRow.id).where(family, ArticleRow.is_current).order_by(ArticleRow.created_at.desc()).limit(1)
    last = connection.scalar(newest)
    connection.execute(update(ArticleRow).where(family, ArticleRow.id != last).values(is_current=False))
    for number, article_id in enumerate(ids, 1):
        connection.execute(update(ArticleRow).where(ArticleRow.id == article_id).values(identity=mine, version=number))
    connection.execute(update(ReviewRow).where(ReviewRow.identity.in_(formers)).values(identity=mine))


def _of_one_article(one: str, other: str) -> bool:
    mine, theirs = Counter(words_of(one)), Counter(words_of(other))
    return 2 * (mine & theirs).total() >= max(mine.total(), theirs.total())


def note_skipped(connection: Connection, results: Sequence[Audit | SkippedInput], run: Run) -> None:
    """Notes the inputs that were not audited, the last word for each; of those that were audited now, what was noted before goes away."""
    skipped = {replaced(result.origin): result for result in results if isinstance(result, SkippedInput)}
    origins = {*skipped, *(replaced(result.article.origin) for result in results if isinstance(result, Audit))}
    run_id = _run_id(connection, run) if skipped else connection.scalar(select(RunRow.id).where(RunRow.digest == run.digest))
    connection.execute(delete(SkippedRow).where(SkippedRow.origin.in_(origins), SkippedRow.run_id == run_id))
    if skipped:
        place = {"run_id": run_id, "created_at": _now()}
        words = {key: {"reason": replaced(one.reason), "code": replaced(one.code)} for key, one in skipped.items()}
        connection.execute(insert(SkippedRow), [{"origin": key, **values, **place} for key, values in words.items()])


def _insert(connection: Connection, audits: Sequence[Audit], run: Run, identities: Mapping[str, str]) -> None:
    """Stores audits of texts that are new, and of which no version is there."""
    if not audits:
        return
    common = {"version": 1, "previous_id": None, "is_current": True, "run_id": _run_id(connection, run), "created_at": _now()}
    articles = [{**article_values(audit.article), "identity": identities[audit.article.id], **common} for audit in audits]
    connection.execute(insert(ArticleRow), articles)
    rows: dict[type[Base], list[Values]] = defaultdict(list)
    for audit in audits:
        for row, values in derived_values(audit):
            rows[row] += values
    for row, values in rows.items():
        if values:
            connection.execute(insert(row), values)


def _save(connection: Connection, audit: Audit, run: Run, mine: str, findings: Findings | None) -> Saved:
    """Stores one audit as a version of ``mine``, whatever is there."""
    article = audit.article
    stored = connection.execute(
        select(ArticleRow.identity, ArticleRow.is_current, RunRow.digest).join(RunRow).where(ArticleRow.id == article.id)
    ).one_or_none()
    if stored is not None and stored.is_current and stored.digest == run.digest:
        return Saved.UNCHANGED
    run_id = _run_id(connection, run)
    if stored is None:
        outcome = _insert_article(connection, article, run_id, mine)
    else:
        outcome = Saved.REDONE
        _update_article(connection, article, run_id, mine, stored.identity, stored.is_current)
        for row in DERIVED:
            connection.execute(delete(row).where(row.__table__.c.article_id == article.id))
    for row, values in derived_values(as_corrected(connection, audit, findings)):
        if values:
            connection.execute(insert(row), values)
    return outcome


def _run_id(connection: Connection, run: Run) -> int:
    """The key of the run's row, made where there is none. The caller is alone in writing."""
    require_storable(run)
    found = connection.scalar(select(RunRow.id).where(RunRow.digest == run.digest))
    if found is not None:
        return found
    values = {"tool_version": run.tool_version, "models": run.models, "settings": run.settings, "started_at": run.started_at}
    made = connection.execute(insert(RunRow).values(digest=run.digest, **values))
    return int(made.inserted_primary_key[0])  # type: ignore[index]  # one row was inserted


def _insert_article(connection: Connection, article: Article, run_id: int, mine: str) -> Saved:
    current, number = _retire(connection, mine)
    place = {"identity": mine, "version": number + 1, "previous_id": current, "is_current": True}
    connection.execute(insert(ArticleRow).values(**article_values(article), **place, run_id=run_id, created_at=_now()))
    return Saved.NEW if current is None else Saved.NEW_VERSION


def _update_article(connection: Connection, article: Article, run_id: int, mine: str, stored_identity: str, is_current: bool) -> None:
    """A text that is stored already: what was read about it is renewed unless another place holds it now.

    An older version whose text comes back becomes current again under its own number; found in another place, it moves there, with what
    was decided about this text.
    """
    values: dict[str, Any] = {"run_id": run_id}
    if mine == stored_identity or not is_current:
        values |= article_values(article)
    if not is_current:
        _, number = _retire(connection, mine)
        values["is_current"] = True
        if mine != stored_identity:
            values |= {"identity": mine, "version": number + 1, "previous_id": None}
            connection.execute(update(ReviewRow).where(ReviewRow.article_id == article.id).values(identity=mine))
    connection.execute(update(ArticleRow).where(ArticleRow.id == article.id).values(**values))


def _retire(connection: Connection, mine: str) -> tuple[str | None, int]:
    """Makes the current version an old one; returns its id and the highest version number of that article."""
    same = ArticleRow.identity == mine
    current = connection.scalar(select(ArticleRow.id).where(same, ArticleRow.is_current))
    connection.execute(update(ArticleRow).where(same, ArticleRow.is_current).values(is_current=False))
    return current, connection.scalar(select(func.max(ArticleRow.version)).where(same)) or 0


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
