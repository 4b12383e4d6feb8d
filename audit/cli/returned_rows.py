"""Turns the rows of a returned file into decisions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from audit.cli.returned_article import ArticleRows, key_of
from audit.cli.returned_cells import check_of, verdict_of
from audit.domain.review import Decision, Labels, Review, Target
from audit.domain.source import SourceType
from audit.errors import StoreError
from audit.report.dates import Order
from audit.report.returned import Problem, ReturnedRow
from audit.report.review_import import Filled, filled
from audit.rules.judging import UnfitError
from audit.store.by_id import history, rows_of
from audit.store.reviews import Reviews

_COLUMNS = {"speaker": "corrected_speaker", "type": "corrected_type", "words": "corrected_text"}


@dataclass
class RowReader:
    """Rows in, decisions and problems out. ``unplaced`` counts the decisions on statements that are there no more."""

    reviews: Reviews
    by: str
    file: str
    order: Order | None = None
    """Of day and month, where a date does not tell."""
    decisions: list[Decision] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unplaced: int = 0
    _lost: set[Decision] | None = None
    """What was imported before and has no place."""
    _articles: dict[str, ArticleRows] = field(default_factory=dict)
    _named: dict[str, str] = field(default_factory=dict)
    """What a row calls its article, to the id of that."""
    _seen: dict[tuple[str, ...], Filled] = field(default_factory=dict)

    def read(self, row: ReturnedRow) -> None:
        """Takes in what one row says."""
        found, problems = filled(row, self.by, self.order)
        self.problems += problems
        if found.check is None and found.review is None:
            return
        try:
            article = self._article(row)
            if self._again(article, row, found):
                return
            origin = f"{self.file}, {row.place}"
            if row.table == "findings":
                self.decisions += article.finding(row, found.review, origin)
            else:
                self.decisions += self._statement(article, row, found, origin)
        except UnfitError as error:
            self.problems.append(row.problem(_COLUMNS.get(error.field, error.field), str(error)))

    def _again(self, article: ArticleRows, row: ReturnedRow, found: Filled) -> bool:
        """Whether a row above was the same one, filled in alike. Raises ``UnfitError`` where it was filled in otherwise."""
        column = key_of(row)
        about = () if column in ("row_id", "fingerprint") else (row.value("code"), row.value("speaker"), row.value("line"))
        earlier = self._seen.setdefault((row.table, article.audit.article.id, row.value(column), *about), found)
        if earlier != found:
            raise UnfitError(column, "is in a row above too, filled in differently; keep one of them")
        return earlier is not found

    def _statement(self, article: ArticleRows, row: ReturnedRow, found: Filled, origin: str) -> list[Decision]:
        place = article.row(row.value("row_id")) if row.value("row_id") else article.by_words(row)
        if place is not None:
            article.check(row, place[0])
        target = None if place else article.target(row)
        if target is not None:
            place = article.again(target)
        if place is not None:
            return article.statement(place, found, origin)
        assert target is not None
        if self._lost is None:
            self._lost = {_bare(entry.decision) for entry in self.reviews.entries() if entry.lost}
        out = [one for one in _on_lost_words(target, row, found, origin) if _bare(one) not in self._lost]
        self.unplaced += len(out)
        return out

    def _article(self, row: ReturnedRow) -> ArticleRows:
        """The article that a row is from, by its id, its name, or the row's own id. Raises ``UnfitError`` where there is none."""
        column = next((name for name in ("article_id", "article") if row.value(name)), "row_id")
        named = row.value(column)
        try:
            if named not in self._named:
                self._named[named] = self._id_of(column, named)
            article_id = self._named[named]
            if article_id not in self._articles:
                repository = self.reviews.repository
                audit = repository.load(article_id)
                found = repository.as_found(audit)
                self._articles[article_id] = ArticleRows(audit, found, rows_of(repository, audit), history(repository, audit))
        except StoreError as error:
            why = str(error) if column == "article" else f"{named!r} is not in this database; choose the right one with --db"
            raise UnfitError(column, why) from error
        return self._articles[article_id]

    def _id_of(self, column: str, named: str) -> str:
        if column == "article_id":
            return named
        repository = self.reviews.repository
        return repository.find_article(named) if column == "article" else self.reviews.choose(named).audit.article.id


def _on_lost_words(target: Target, row: ReturnedRow, cells: Filled, origin: str) -> list[Decision]:
    """Decisions on words that are no statement any more: kept, in case that they come back."""
    out: list[Decision] = []
    if cells.review is not None:
        said = verdict_of(cells.review, origin)
        kind = next((one for one in SourceType if one.value == row.value("type")), None)
        then = Labels(target.speaker, kind, row.value("anonymity_reason") or None)
        out.append(
            Review(
                target=target,
                judgement=said.judgement,
                reviewer=said.by,
                reason=said.reason,
                correction=said.correction,
                found=then,
                origin=origin,
            )
        )
    return out + ([check_of(target, cells.check, origin)] if cells.check is not None else [])


def _bare(decision: Decision) -> Decision:
    """What a decision says, whenever and from wherever it came."""
    return replace(decision, id="", created_at="", origin="")
