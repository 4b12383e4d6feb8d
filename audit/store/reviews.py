"""What people decided, in and out of the database: added, withdrawn, listed, never rewritten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, func, insert, or_, select, update
from sqlalchemy.orm import Session

from audit.domain.audited import Audit
from audit.domain.decided import NOTHING, Row, chain, decided, state
from audit.domain.review import Check, Decision, Review, Target
from audit.errors import StoreError
from audit.rules.judging import OvertakenError, Verdict, judge_finding, judge_statement, target_of
from audit.store.by_id import ReviewItem, choose
from audit.store.engine import reading, writing
from audit.store.filter import Filter
from audit.store.mapping import require_storable
from audit.store.repository import Repository, audits_within
from audit.store.review_rows import ReviewPlaceRow, ReviewRow
from audit.store.reviewing import as_found, decision_of, number, rewrite, values_of
from audit.store.rows import ArticleRow, FindingRow, SourceRow, StatementRow
from audit.store.saving import any_decided
from audit.store.stored_counts import chosen_articles
from audit.store.where import article_conditions, pair_conditions, pairs_from


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision with its history. ``lost``: it holds, and its words cannot be found again in the current version of the article."""

    decision: Decision
    article_id: str
    """Of the current version, where there is one."""
    name: str
    """Of the article."""
    lost: bool


class _MovedError(Exception):
    """The decisions about an article are no longer those that were read."""


class Reviews:
    """The one door to decisions. Every method raises ``StoreError`` when the database cannot be used."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self.engine: Engine = repository.engine

    def judge(self, chosen: ReviewItem, verdict: Verdict, *, whole_chain: bool = False, seen: Mapping[str, str] | None = None) -> list[str]:
        """Stores what a person says of a statement (with each source that is meant) or finding; what is so already is left out.

        ``whole_chain``: of every statement of these sources, but for those that somebody else judged; only the one at hand gets corrected
        words. ``seen`` has, by the id of the statement or fingerprint, the ``state`` that the person saw; None: that of ``chosen.audit``.
        Returns the ids of the decisions. Raises ``UnfitError`` for a judgement that cannot be, and ``OvertakenError``.
        """

        def rows(audit: Audit) -> list[Row]:
            if chosen.finding is not None:
                return [(chosen.finding.fingerprint, None)]
            assert chosen.statement is not None
            own: list[Row] = [(chosen.statement.id, one) for one in chosen.source_ids]
            if not whole_chain:
                return own
            known = decided(audit)
            judged = {row for row, one in known.items() if one.review is not None and one.review.by != verdict.by}
            return own + [row for one in chosen.source_ids for row in chain(audit, one) if row not in judged and row not in own]

        others = replace(verdict, correction=replace(verdict.correction, words=None))

        def made(audit: Audit, found: Audit, row: Row) -> Review | None:
            if chosen.finding is not None:
                return judge_finding(audit, next(one for one in audit.findings if one.fingerprint == row[0]), verdict)
            statement = next(one for one in audit.statements if one.id == row[0])
            mine = chosen.statement is not None and chosen.statement.id == statement.id
            return judge_statement(audit, found, statement, row[1], verdict if mine else others)

        return self._decide(chosen.audit, rows, made, seen)

    def again(self, chosen: ReviewItem) -> ReviewItem | None:
        """The same thing in the article as it is now; None where it is not there any more."""
        audit = self.repository.load(chosen.audit.article.id)
        if chosen.finding is not None:
            found = next((one for one in audit.findings if one.fingerprint == chosen.finding.fingerprint), None)
            return None if found is None else ReviewItem(audit, finding=found)
        statement = next((one for one in audit.statements if chosen.statement is not None and one.id == chosen.statement.id), None)
        if statement is None:
            return None
        rows: tuple[str | None, ...] = statement.source_ids or (None,)
        return ReviewItem(audit, statement, tuple(one for one in chosen.source_ids if one in rows) or rows)

    def check(self, chosen: ReviewItem, check: Callable[[Target], Check], *, seen: Mapping[str, str] | None = None) -> list[str]:
        """Stores where a checker stands with a statement; ``check`` makes it for one of its rows, ``seen`` is as for ``judge``."""
        assert chosen.statement is not None
        statement_id = chosen.statement.id

        def made(audit: Audit, found: Audit, row: Row) -> Check | None:
            statement = next(one for one in audit.statements if one.id == statement_id)
            new = check(target_of(audit, found, statement, row[1])[0])
            holding = decided(audit).get(row, NOTHING).check
            said = replace(holding, target=new.target, id="", created_at="", origin=new.origin) if holding else None
            return None if said == new else new

        return self._decide(chosen.audit, lambda audit: [(statement_id, one) for one in chosen.source_ids], made, seen)

    def _decide(
        self,
        shown: Audit,
        rows: Callable[[Audit], list[Row]],
        made: Callable[[Audit, Audit, Row], Decision | None],
        seen: Mapping[str, str] | None,
    ) -> list[str]:
        """Stores what is ``made`` of the ``rows`` of an article as it is now (and as the tool found it), where that is what the person
        saw."""
        for _ in range(_TRIES):
            stamp = self.stamp(shown.article.id)
            audit = self.repository.load(shown.article.id)
            wanted = rows(audit)
            for at, (key, _) in enumerate(wanted):
                if at and seen is not None and key not in seen:
                    continue  # an attitude of the same source, which was not shown
                now = state(audit, key)
                if not now or now != (seen.get(key) if seen is not None else state(shown, key)):
                    raise OvertakenError([one for one in audit.decisions if one.target.id == key])
            found = self.repository.as_found(audit)
            decisions = [one for row in wanted if (one := made(audit, found, row)) is not None]
            try:
                return self.add(decisions, stamp) if decisions else []
            except _MovedError:
                continue
        raise StoreError("others are deciding about this article at the same moment; try again")

    def stamp(self, article_id: str) -> str:
        """Changes whenever somebody decides about the article, or takes a decision back, and when it is audited anew."""
        with reading(self.engine) as connection:
            return _stamp(connection, article_id)

    def add(self, decisions: Sequence[Decision], stamp: str | None = None) -> list[str]:
        """Stores decisions, all or none, and corrects the articles that they are about; returns their ids.

        Made on an older version of an article, a decision is looked for in the current one too. With a ``stamp``, that of their one
        article, they are stored only while it holds. Raises ``UnstorableError`` for words that no database can keep.
        """
        for decision in decisions:
            require_storable(decision, "the review")
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        out = []
        with writing(self.engine, "store reviews in") as connection, Session(connection) as session:
            if stamp is not None and stamp != _stamp(connection, decisions[0].target.article_id):
                raise _MovedError
            for decision in decisions:
                identity = connection.scalar(select(ArticleRow.identity).where(ArticleRow.id == decision.target.article_id))
                if identity is None:
                    raise StoreError(f"there is no article {decision.target.article_id!r} in the database; list them with: audit articles")
                made = connection.execute(insert(ReviewRow).values(**values_of(decision, identity), created_at=now))
                out.append(f"r{made.inserted_primary_key[0]}")  # type: ignore[index]  # one row was inserted
            self._renew(connection, session, decisions)
        return out

    def withdraw(self, review_id: str, by: str) -> Decision:
        """Withdraws a decision; the one before it holds again. It stays in the history. ``StoreError`` where there is none to withdraw."""
        require_storable(by, "the name")
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        with writing(self.engine, "store reviews in") as connection, Session(connection) as session:
            row = session.get(ReviewRow, number(review_id) or 0)
            if row is None:
                raise StoreError(f"there is no decision {review_id!r}; list them with: audit review list")
            if row.withdrawn_at is not None:
                raise StoreError(f"{row.withdrawn_by} already withdrew decision {review_id} on {row.withdrawn_at[:10]}")
            connection.execute(update(ReviewRow).where(ReviewRow.id == row.id).values(withdrawn_at=now, withdrawn_by=by))
            decision = decision_of(row)
            self._renew(connection, session, [decision])
        return decision

    def undo(self, article_id: str, by: str, origin: str) -> list[Decision]:
        """Withdraws what a person decided last about an article from there, with what was decided in the same moment; none where
        nothing holds. It stays in the history."""
        require_storable(by, "the name")
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        identity = select(ArticleRow.identity).where(ArticleRow.id == article_id).scalar_subquery()
        mine = (ReviewRow.identity == identity, ReviewRow.reviewer == by, ReviewRow.origin == origin, ReviewRow.withdrawn_at.is_(None))
        with writing(self.engine, "store reviews in") as connection, Session(connection) as session:
            last = select(ReviewRow.created_at).where(*mine).order_by(ReviewRow.id.desc()).limit(1).scalar_subquery()
            decisions = [decision_of(row) for row in session.scalars(select(ReviewRow).where(*mine, ReviewRow.created_at == last))]
            if not decisions:
                return []
            ids = [number(one.id) for one in decisions]
            connection.execute(update(ReviewRow).where(ReviewRow.id.in_(ids)).values(withdrawn_at=now, withdrawn_by=by))
            self._renew(connection, session, decisions)
        return decisions

    def entries(self, chosen: Filter | None = None) -> Iterator[Entry]:
        """The decisions on articles that pass, oldest first, the withdrawn ones too; the conditions on pairs are not looked at."""
        chosen = chosen or Filter()
        current = select(ArticleRow.id, ArticleRow.identity).where(ArticleRow.is_current).subquery()
        of_text = select(ReviewRow, current.c.id, ArticleRow.doc_id, ArticleRow.title, ReviewPlaceRow.review_id)
        query = (
            of_text.join(ArticleRow, ArticleRow.id == ReviewRow.article_id)
            .outerjoin(current, current.c.identity == ReviewRow.identity)
            .outerjoin(ReviewPlaceRow, (ReviewPlaceRow.review_id == ReviewRow.id) & (ReviewPlaceRow.article_id == current.c.id))
            .order_by(ReviewRow.id)
        )
        if chosen != Filter():
            query = query.where(current.c.id.in_(select(ArticleRow.id).where(*chosen_articles(chosen))))
        with reading(self.engine) as connection, Session(connection) as session:
            for row, now_id, doc_id, title, place in session.execute(query):
                lost = place is None and row.withdrawn_at is None
                yield Entry(decision_of(row), now_id or row.article_id, title or doc_id, lost)

    def lost(self, chosen: Filter) -> int:
        """How many decisions on articles that pass have no place in them any more."""
        with reading(self.engine) as connection:
            if not any_decided(connection):
                return 0
        return sum(one.lost for one in self.entries(chosen))

    def queue(self, chosen: Filter) -> Iterator[ReviewItem]:
        """The rows that pass and that nobody judged, least certain first: those that need a review, then by confidence."""
        for article_id, statement_id, source_id in self._unjudged(chosen):
            audit = self.repository.load(article_id)  # as it is now: the answer before may have changed it
            statement = next((one for one in audit.statements if one.id == statement_id), None)
            known = decided(audit).get((statement_id, source_id))
            still = statement is not None and source_id in (statement.source_ids or (None,))
            if statement is not None and still and (known is None or known.review is None):
                yield ReviewItem(audit, statement, (source_id,))

    def waiting(self, audit: Audit, scope: str) -> list[str]:
        """The ids of the statements of a loaded audit of which a row is still to be judged, in the order of ``queue``."""
        rows = self._unjudged(Filter(scope=scope, include_old=True), [audit.article.id])
        known = decided(audit)
        return list(dict.fromkeys(key for _, key, source_id in rows if known.get((key, source_id), NOTHING).review is None))

    def _unjudged(self, chosen: Filter, among: Sequence[str] | None = None) -> list[tuple[str, str, str | None]]:
        """Ids of article, statement and source of the rows that pass, of the articles ``among`` those ids, with no judgement on them as
        they are now, least certain first. One that was given another speaker is still among them: ``decided`` tells."""
        judged = (
            select(ReviewPlaceRow.review_id)
            .join(ReviewRow, ReviewRow.id == ReviewPlaceRow.review_id)
            .where(ReviewRow.subject == "statement", ReviewRow.withdrawn_at.is_(None), ReviewPlaceRow.article_id == StatementRow.article_id)
            .where(ReviewPlaceRow.target_id == StatementRow.id, ReviewPlaceRow.source_id.is_not_distinct_from(SourceRow.id))
        )
        sure = StatementRow.confidence * func.coalesce(StatementRow.speaker_confidence, 1.0)
        order = (StatementRow.needs_review.desc(), sure, StatementRow.article_id, StatementRow.position)
        query = (
            select(StatementRow.article_id, StatementRow.id.label("statement_id"), SourceRow.id.label("source_id"))
            .select_from(pairs_from(chosen))
            .where(*article_conditions(chosen), *pair_conditions(chosen), StatementRow.id.is_not(None))
            .where(~judged.correlate(StatementRow, SourceRow).exists(), *([] if among is None else [ArticleRow.id.in_(among)]))
            .order_by(*order, SourceRow.position)
        )
        with reading(self.engine) as connection:
            return [(row.article_id, row.statement_id, row.source_id) for row in connection.execute(query)]

    def finding_queue(self, chosen: Filter) -> Iterator[ReviewItem]:
        """The findings of the articles that pass and that nobody judged, article by article."""
        for audit in self.repository.audits(chosen):
            known = {one.target.id for one in audit.reviews if one.of_finding}
            wanted = (one for one in audit.findings if chosen.code is None or one.code.lower() == chosen.code.lower())
            yield from (ReviewItem(audit, finding=one) for one in wanted if one.fingerprint not in known)

    def any_among(self, article_ids: Iterable[str]) -> set[str]:
        """Those of the articles of which anything that was decided about a version holds."""
        ids = list(article_ids)
        standing = ReviewRow.withdrawn_at.is_(None)
        version = select(ArticleRow.id).join(ReviewRow, ReviewRow.identity == ArticleRow.identity)
        of_version = version.where(ArticleRow.id.in_(ids), standing)
        place = select(ReviewPlaceRow.article_id).join(ReviewRow, ReviewRow.id == ReviewPlaceRow.review_id)
        placed = place.where(ReviewPlaceRow.article_id.in_(ids), standing)
        with reading(self.engine) as connection:
            return {*connection.scalars(of_version), *connection.scalars(placed)}

    def choose(self, key: str) -> ReviewItem:
        """What an id means; see ``audit.store.by_id``. Raises ``StoreError`` where none or several fit."""
        return choose(self.repository, key)

    def _renew(self, connection: Connection, session: Session, decisions: Iterable[Decision]) -> None:
        """Corrects the texts on which the decisions were made, the current versions of those articles, and those with the same findings."""
        ids = {decision.target.article_id for decision in decisions}
        same = select(ArticleRow.identity).where(ArticleRow.id.in_(ids))
        prints = [decision.target.id for decision in decisions if decision.target.code]
        alike = select(FindingRow.article_id).where(FindingRow.fingerprint.in_(prints))
        wanted = or_(
            ArticleRow.id.in_(ids), ArticleRow.identity.in_(same) & ArticleRow.is_current, ArticleRow.id.in_(alike) & ArticleRow.is_current
        )
        for article_id in list(connection.scalars(select(ArticleRow.id).where(wanted).order_by(ArticleRow.id))):
            (stored,) = audits_within(session, [article_id])
            found = as_found(session, stored)
            session.expunge_all()
            rewrite(connection, found, self.repository.findings)


_TRIES = 5
"""How often a judgement is tried on an article that others decide about at the same moment."""


def _stamp(connection: Connection, article_id: str) -> str:
    identity = select(ArticleRow.identity).where(ArticleRow.id == article_id).scalar_subquery()
    query = select(func.max(ReviewRow.id), func.count(ReviewRow.withdrawn_at)).where(ReviewRow.identity == identity)
    last, withdrawn = connection.execute(query).one()
    made = connection.execute(select(ArticleRow.run_id, ArticleRow.is_current).where(ArticleRow.id == article_id)).one_or_none()
    return f"{last or 0}-{withdrawn}-{made.run_id if made else ''}-{bool(made and made.is_current):d}"
