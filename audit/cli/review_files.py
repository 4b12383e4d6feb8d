"""``audit review import`` and ``audit review gold``: judgements from and to files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.cli import options, targets
from audit.cli.codes import CLEAN, TROUBLE
from audit.cli.messages import tell
from audit.cli.options import Chosen, Invocation
from audit.cli.output import opened
from audit.cli.reviewing import by_option, opened_reviews
from audit.domain.anchor import anchored, exactly, words_of
from audit.domain.audited import Audit
from audit.domain.decided import NOTHING, Row, decided
from audit.domain.finding import Finding
from audit.domain.review import Check, CheckStatus, Decision, Labels, Review, Target, row_id
from audit.domain.source import SourceType
from audit.domain.statement import Statement
from audit.domain.text import Span
from audit.errors import StoreError
from audit.report.phrases import counted
from audit.report.review_import import CheckCells, ReviewCells
from audit.rules.judging import UnfitError, Verdict, judge_finding, judge_statement, target_of
from audit.rules.reviewed import PARTS, reviewed

if TYPE_CHECKING:
    from audit.report.dates import Order
    from audit.report.places import Places
    from audit.report.returned import Problem, ReturnedRow
    from audit.report.review_import import Filled
    from audit.store.reviews import Reviews

IMPORT_EPILOG = """\b
Examples:
    audit review import desk.xlsx --by "Ona Reed"
    audit review import statements.csv --dry-run
    audit review import desk.csv --dates month-first

\b
FILE is what audit export wrote (statements.csv, findings.csv or the workbook, with any choice of columns), filled
in and saved as CSV or xlsx by any program. Cells that cannot be used are listed by row and column, with exit code 2;
everything else is stored. Rows that say nothing new change nothing, so you can fix the file and import it whole.
Dates may be in any form that spreadsheets use; if day and month could be swapped, you are asked for --dates.
"""


@click.command("import", epilog=IMPORT_EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@options.db_option
@by_option
@click.option("--dates", type=click.Choice(["day-first", "month-first"]), help="Which comes first in dates such as 03/04/2026.")
@click.option("--dry-run", is_flag=True, help="Show what is wrong and what would be stored; store nothing.")
@click.pass_obj
def bring(invocation: Invocation, file: Path, db: str | None, by: str, dates: str | None, dry_run: bool) -> int:
    """Import a checker's columns, decisions, corrections and waivers from a returned FILE."""
    from audit.report.dates import Order
    from audit.report.returned import read_returned
    from audit.report.review_import import dates_of

    rows = read_returned(file)
    reviews = opened_reviews(invocation, db)
    reader = Reader(reviews, by.strip(), file.name, Order(dates) if dates else dates_of(rows))
    for row in rows:
        reader.read(row)
    if not dry_run:
        reviews.add(reader.decisions)
    for problem in reader.problems:
        tell(f"{file}: {problem}")
    stored = "would be stored" if dry_run else "stored"
    bad = len({problem.place for problem in reader.problems})
    tell(f"{counted(len(rows), 'row')}: {counted(len(reader.decisions), 'decision')} {stored}, {counted(bad, 'row')} with problems")
    if reader.unplaced:
        tell(f"{counted(reader.unplaced, 'decision')} on words that are no longer a statement: kept, see audit review list --lost")
    return TROUBLE if bad else CLEAN


@click.command("gold")
@options.db_option
@options.filter_options
@options.output_options
@click.pass_obj
def gold(invocation: Invocation, chosen: Chosen, db: str | None, output: Path | None, overwrite: bool) -> None:
    """Write the reviewed articles as gold for audit evaluate (JSON Lines). Statements without a decision count as optional."""
    from audit.report import gold as report
    from audit.report.jsonl import line

    out = targets.destination(invocation.settings(db=db), output, overwrite)
    wanted = chosen.filter("statements")
    reviews = opened_reviews(invocation, db, wanted)
    names: set[str] = set()
    with opened(out) as stream:
        for audit in reviews.repository.audits(wanted):
            article = audit.article
            name = article.id if article.doc_id in names else article.doc_id
            value = report.gold(audit, name)
            if value is not None:
                names.add(name)
                stream.write(line(value) + "\n")
    tell(f"{counted(len(names), 'article')} with decisions")


@dataclass
class Reader:
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
    _articles: dict[str, Article] = field(default_factory=dict)
    _named: dict[str, str] = field(default_factory=dict)
    """What a row calls its article, to the id of that."""
    _seen: dict[tuple[str, ...], Filled] = field(default_factory=dict)

    def read(self, row: ReturnedRow) -> None:
        """Takes in what one row says."""
        from audit.report.review_import import filled

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

    def _again(self, article: Article, row: ReturnedRow, found: Filled) -> bool:
        """Whether a row above was the same one, filled in alike. Raises ``UnfitError`` where it was filled in otherwise."""
        column = _key_of(row)
        about = () if column in ("row_id", "fingerprint") else (row.value("code"), row.value("speaker"), row.value("line"))
        earlier = self._seen.setdefault((row.table, article.audit.article.id, row.value(column), *about), found)
        if earlier != found:
            raise UnfitError(column, "is in a row above too, filled in differently; keep one of them")
        return earlier is not found

    def _statement(self, article: Article, row: ReturnedRow, found: Filled, origin: str) -> list[Decision]:
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

    def _article(self, row: ReturnedRow) -> Article:
        """The article that a row is from, by its id, its name, or the row's own id. Raises ``UnfitError`` where there is none."""
        column = next((name for name in ("article_id", "article") if row.value(name)), "row_id")
        named = row.value(column)
        try:
            if named not in self._named:
                self._named[named] = self._id_of(column, named)
            article_id = self._named[named]
            if article_id not in self._articles:
                audit = self.reviews.repository.load(article_id)
                reviews = self.reviews
                found = self.reviews.repository.as_found(audit)
                self._articles[article_id] = Article(audit, found, reviews.rows(audit), reviews.history(audit))
        except StoreError as error:
            why = str(error) if column == "article" else f"{named!r} is not in this database; choose the right one with --db"
            raise UnfitError(column, why) from error
        return self._articles[article_id]

    def _id_of(self, column: str, named: str) -> str:
        if column == "article_id":
            return named
        repository = self.reviews.repository
        return repository.find_article(named) if column == "article" else self.reviews.choose(named).audit.article.id


_ANEW = "was a column sorted by itself? Take the row from a new export"
_COLUMNS = {"speaker": "corrected_speaker", "type": "corrected_type", "words": "corrected_text"}


class Article:
    """A stored article, with its rows by the ids that they have and had (an older export has those)."""

    def __init__(self, audit: Audit, found: Audit, rows: Mapping[str, Row], history: Sequence[Decision]) -> None:
        self.audit = audit
        self.found = found
        self._history = history
        self.decided = decided(audit)
        self._ids = rows
        self._statements = {one.id: one for one in audit.statements}

    def row(self, key: str) -> tuple[Statement, str | None] | None:
        """The statement and source of a row's id; None where there is no such row."""
        statement_id, source_id = self._ids.get(key, ("", None))
        return (self._statements[statement_id], source_id) if statement_id in self._statements else None

    def check(self, row: ReturnedRow, statement: Statement) -> None:
        """Raises ``UnfitError`` where the words of a row, or its speaker, are not those of its id."""
        told = row.value("statement")
        text = self.audit.article.text
        before = next((one for one in self.found.statements if one.id == statement.id), statement)
        if "statement" in row.letters and not any(_same_words(one.words(text), told) for one in (statement, before)):
            raise UnfitError("statement", f"“{_short(told)}” is not what the row with this row_id says; {_ANEW}")
        speaker = row.value("speaker")
        labels = {row_id(statement.id, one.id): one.label for one in (*self.found.sources, *self.audit.sources)}
        labels[row_id(statement.id, None)] = statement.source_span.of(text) if statement.source_span and speaker else ""
        if "speaker" in row.letters and not _same_words(labels.get(row.value("row_id"), speaker), speaker):
            raise UnfitError("speaker", f"“{_short(speaker)}” is not the speaker of the row with this row_id; {_ANEW}")

    def statement(self, place: tuple[Statement, str | None], cells: Filled, origin: str) -> list[Decision]:
        """What is new in the cells of a row."""
        statement, source_id = place
        row = self.decided.get((statement.id, source_id), NOTHING)
        target, _ = target_of(self.audit, self.found, statement, source_id)
        out: list[Decision] = []
        if cells.review is not None and not _same_review(row.review, cells.review):
            verdict = _verdict(cells.review, origin)
            if review := judge_statement(self.audit, self.found, statement, source_id, verdict):
                self._refuse_old(target, cells.review, row.review)
                out.append(review)
        if cells.check is not None:
            check = _completed(cells.check, row.check)
            if not _same_check(row.check, check):
                self._refuse_old(target, check, row.check)
                out.append(_check(target, check, origin))
        return out

    def target(self, row: ReturnedRow) -> Target:
        """A row of an older export, since when another run found other statements: held by its place in the text."""
        span = self._span(row)
        anchor = anchored(self.audit.article.text, span)
        if not anchor.quote.strip():
            raise UnfitError("row_id", "is not a row of this article; copy the row from the export")
        if any(exactly(part, anchor.quote, 0) is None for part in row.value("statement").split(PARTS) if part.strip()):
            raise UnfitError("statement", f"is not at char_start to char_end in this article; {_ANEW}")
        source_id, speaker = row.value("source_id") or None, row.value("speaker") or None
        return Target(anchor, self.audit.article.id, row.value("statement_id"), source_id, speaker)

    def _span(self, row: ReturnedRow) -> Span:
        """From char_start to char_end, or else where the words stand that begin on that line. Raises ``UnfitError`` where neither tells."""
        from audit.report.places import Places

        numbers = row.value("char_start"), row.value("char_end")
        if all(one.isdigit() for one in numbers):
            return Span(*map(int, numbers))
        text, places = self.audit.article.text, Places(self.audit)
        if row.value("line").isdigit() and (words := [part for part in row.value("statement").split(PARTS) if part.strip()]):
            start = places.start(int(row.value("line")))
            first, last = (exactly(part, text, start) for part in (words[0], words[-1]))
            if first is not None and last is not None and first.start <= last.start and _same_line(places, first, row):
                return Span(first.start, last.end)
        raise UnfitError("row_id", "is not a row of this article, and its words are not on that line; take the row from a new export")

    def again(self, target: Target) -> tuple[Statement, str | None] | None:
        """The row that has those words now."""
        placed = reviewed(self.found, [Check(target, CheckStatus.OPEN, "")], {})[1]
        return self.row(row_id(placed[0].target.id, placed[0].target.source_id)) if placed else None

    def finding(self, row: ReturnedRow, cells: ReviewCells | None, origin: str) -> list[Decision]:
        """What is new in the cells of a finding. Raises ``UnfitError`` where the rule or the words are not those of its fingerprint."""
        from audit.report.finding_columns import excerpt_of
        from audit.report.places import Places

        finding = self._finding(row)
        assert cells is not None
        if row.value("code") and row.value("code") != finding.code:
            raise UnfitError("code", f"{row.value('code')!r} is not the rule of the finding with this fingerprint; {_ANEW}")
        excerpt, told = excerpt_of(Places(self.audit), finding), row.value("excerpt")
        if told and not _same_words(excerpt or "", told):
            raise UnfitError("excerpt", f"“{_short(told)}” is not what the finding with this fingerprint is about; {_ANEW}")
        holding = next((one for one in self.audit.reviews if one.of_finding and one.target.id == finding.fingerprint), None)
        if _same_review(holding, cells):
            return []
        review = judge_finding(self.audit, finding, _verdict(cells, origin))
        if review is None:
            return []
        self._refuse_old(review.target, cells, holding)
        return [review]

    def _finding(self, row: ReturnedRow) -> Finding:
        """By its fingerprint, else by its rule and its words. Raises ``UnfitError`` where no finding, or several, fit."""
        from audit.report.finding_columns import excerpt_of
        from audit.report.places import Places

        if fingerprint := row.value("fingerprint"):
            fitting = [one for one in self.audit.findings if one.fingerprint == fingerprint]
        else:
            places, told = Places(self.audit), row.value("excerpt")
            ours = [one for one in self.audit.findings if one.code == row.value("code")]
            fitting = [one for one in ours if _same_words(excerpt_of(places, one) or "", told) and _same_line(places, one.span, row)]
        if not fitting:
            raise UnfitError(_key_of(row), f"{row.value(_key_of(row))!r} is no longer a finding of this article; export again")
        if len(fitting) > 1:
            raise UnfitError(_key_of(row), "fits several findings of this article; keep the column fingerprint")
        return fitting[0]

    def by_words(self, row: ReturnedRow) -> tuple[Statement, str | None]:
        """The row with those words, that speaker and on that line. Raises ``UnfitError`` where no row, or several, fit."""
        from audit.report.places import Places
        from audit.report.statement_columns import STATEMENTS, statement_rows

        places = Places(self.audit)
        fitting = [
            one
            for one in statement_rows(self.audit, "all")
            if _same_words(one.statement.words(one.text), row.value("statement"))
            and ("speaker" not in row.letters or _same_words(str(STATEMENTS["speaker"].get(one) or ""), row.value("speaker")))
            and _same_line(places, one.statement.span, row)
        ]
        if len(fitting) != 1:
            what = (
                "several rows have these words; keep the column row_id"
                if fitting
                else ("no row of the article has these words; take the row from a new export")
            )
            raise UnfitError("statement", f"“{_short(row.value('statement'))}”: {what}")
        return fitting[0].statement, fitting[0].source.id if fitting[0].source else None

    def _refuse_old(self, target: Target, cells: ReviewCells | CheckCells, holding: Decision | None) -> None:
        """Raises ``UnfitError`` where that was decided before and no longer holds: a row of an older export takes nothing newer away."""
        for one in self._history:
            other = (one.target.id, one.target.source_id) != (target.id, target.source_id)
            if other or (holding is not None and one.id == holding.id):
                continue
            said = _said_before(one, cells)
            if said and (one.withdrawn_at or holding is not None):
                since = f"withdrawn by {one.withdrawn_by}" if one.withdrawn_at else "decided otherwise"
                again = "take the row from a new export, or decide again in audit review"
                raise UnfitError(said, f"is {one.id} of {one.created_at[:10]}, {since} since; {again}")


def _key_of(row: ReturnedRow) -> str:
    """The column by which a row is known."""
    first, second = ("fingerprint", "excerpt") if row.table == "findings" else ("row_id", "statement")
    return first if row.value(first) else second


def _same_line(places: Places, span: Span | None, row: ReturnedRow) -> bool:
    """Whether a row says no line, or the one on which a span begins."""
    told = row.value("line")
    return not told.isdigit() or (span is not None and places.line(span.start) == int(told))


def _said_before(earlier: Decision, cells: ReviewCells | CheckCells) -> str:
    """The column of what somebody decided in the same words; empty where it is not the same."""
    if isinstance(earlier, Check):
        return "check_status" if isinstance(cells, CheckCells) and _same_check(earlier, cells) else ""
    if isinstance(cells, CheckCells) or not _same(earlier.reviewer, cells.by):
        return ""
    return "judgement" if _same_review(earlier, cells) else ""


def _on_lost_words(target: Target, row: ReturnedRow, cells: Filled, origin: str) -> list[Decision]:
    """Decisions on words that are no statement any more: kept, in case that they come back."""
    out: list[Decision] = []
    if cells.review is not None:
        said = _verdict(cells.review, origin)
        kind = next((one for one in SourceType if one.value == row.value("type")), None)
        then = Labels(target.speaker, kind, row.value("anonymity_reason") or None)
        out.append(Review(target, said.judgement, said.by, said.reason, said.correction, then, origin))
    return out + ([_check(target, cells.check, origin)] if cells.check is not None else [])


def _bare(decision: Decision) -> Decision:
    """What a decision says, whenever and from wherever it came."""
    return replace(decision, id="", created_at="", origin="")


def _verdict(cells: ReviewCells, origin: str) -> Verdict:
    if not cells.by:
        raise UnfitError("judged_by", "is empty; fill in who decided, or import with --by NAME")
    return Verdict(cells.judgement, cells.by, cells.because, cells.correction, origin)


def _check(target: Target, cells: CheckCells, origin: str) -> Check:
    return Check(target, cells.status, cells.checked_by, cells.checked_on, cells.evidence_url, cells.contact_ref, cells.note, origin)


def _completed(cells: CheckCells, holding: Check | None) -> CheckCells:
    """The cells, with what holds for those that could not be read."""
    return replace(cells, **{name: getattr(holding, name) for name in cells.unread}) if holding and cells.unread else cells


def _same_review(holding: Review | None, cells: ReviewCells) -> bool:
    """Whether the cells only say again what holds."""
    if holding is None or holding.stale:
        return False
    mine = (holding.correction.speaker, holding.correction.words, holding.correction.reason, holding.reason)
    theirs = (cells.correction.speaker, cells.correction.words, cells.correction.reason, cells.because)
    types = holding.judgement is cells.judgement and holding.correction.source_type is cells.correction.source_type
    return types and all(_same(one, other) for one, other in zip(mine, theirs, strict=True))


def _same_check(check: Check | None, cells: CheckCells) -> bool:
    if check is None or check.status is not cells.status:
        return False
    names = ("checked_by", "checked_on", "evidence_url", "contact_ref", "note")
    return all(_same(getattr(check, name), getattr(cells, name)) for name in names)


def _same_words(stored: str, cell: str) -> bool:
    """As ``_same``, for what nobody is asked to change: marks, spaces and letter case may have become others on the way."""
    from audit.report.cells import guarded, restored

    return words_of(restored(guarded(stored))) == words_of(cell)


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60]}…"


def _same(stored: str | None, cell: str | None) -> bool:
    """Equal, but for what a table cannot keep (line breaks of other kinds, the end of a very long cell)."""
    from audit.report.cells import guarded, restored

    return restored(guarded(stored)).strip() == (cell or "").strip()
