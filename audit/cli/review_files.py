"""``audit review import`` and ``audit review gold``: judgements from and to files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.cli import options, services
from audit.cli.codes import CLEAN, TROUBLE
from audit.cli.desk import Desk, by_option
from audit.cli.messages import tell
from audit.cli.options import Chosen, Invocation
from audit.cli.output import opened
from audit.cli.words import counted
from audit.domain.anchor import anchored, exactly, words_of
from audit.domain.audited import Audit
from audit.domain.decided import NOTHING, Row, decided
from audit.domain.finding import Finding
from audit.domain.review import Check, CheckStatus, Decision, Labels, Review, Target, row_id
from audit.domain.source import SourceType
from audit.domain.statement import Statement
from audit.domain.text import Span
from audit.errors import StoreError
from audit.report.review_import import CheckCells, ReviewCells
from audit.rules.judging import UnfitError, Verdict, judge_finding, judge_statement, target_of
from audit.rules.reviewed import PARTS, reviewed

if TYPE_CHECKING:
    from audit.report.returned import Problem, ReturnedRow
    from audit.report.review_import import Filled

IMPORT_EPILOG = """\b
Examples:
    audit review import desk.xlsx --by "Ona Reed"
    audit review import statements.csv --dry-run

\b
FILE is what audit export wrote (statements.csv, findings.csv or the workbook), filled in and saved as CSV or
xlsx by any program. Bad rows are told and left out, the good ones are stored; exit code 2 where there were bad
ones. Rows that say nothing new change nothing, so that the mended file can be imported whole.
"""


@click.command("import", epilog=IMPORT_EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@options.db_option
@by_option
@click.option("--dry-run", is_flag=True, help="Tell what is wrong and what would be stored; store nothing.")
@click.pass_obj
def bring(invocation: Invocation, file: Path, db: str | None, by: str, dry_run: bool) -> int:
    """Read the checker's columns, judgements, corrections and waivers of a returned FILE."""
    from audit.report.returned import read_returned

    rows = read_returned(file)
    desk = Desk.opened(invocation, db)
    reader = Reader(desk, by.strip(), file.name)
    for row in rows:
        reader.read(row)
    if not dry_run:
        desk.reviews.add(reader.decisions)
    for problem in reader.problems:
        tell(f"{file}: {problem}")
    stored = "would be stored" if dry_run else "stored"
    bad = len({problem.place for problem in reader.problems})
    tell(f"{counted(len(rows), 'row')}: {counted(len(reader.decisions), 'decision')} {stored}, {counted(bad, 'bad row')} left out")
    if reader.unplaced:
        tell(f"{counted(reader.unplaced, 'decision')} on words that are no statement any more: kept, see audit review list --lost")
    return TROUBLE if bad else CLEAN


@click.command("gold")
@options.db_option
@options.filter_options
@options.output_options
@click.pass_obj
def gold(invocation: Invocation, chosen: Chosen, db: str | None, output: Path | None, overwrite: bool) -> None:
    """Write the reviewed articles as gold for audit evaluate (JSON Lines); statements that nobody judged are optional."""
    from audit.report import gold as report
    from audit.report.jsonl import line

    out = services.destination(invocation.settings(db=db), output, overwrite)
    desk = Desk.opened(invocation, db)
    names: set[str] = set()
    with opened(out) as stream:
        for audit in desk.repository.audits(chosen.filter("statements")):
            article = audit.article
            name = article.id if article.doc_id in names else article.doc_id
            value = report.gold(audit, name)
            if value is not None:
                names.add(name)
                stream.write(line(value) + "\n")
    tell(f"{counted(len(names), 'article')} with judgements")


@dataclass
class Reader:
    """Rows in, decisions and problems out. ``unplaced`` counts the decisions on statements that are there no more."""

    desk: Desk
    by: str
    file: str
    decisions: list[Decision] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unplaced: int = 0
    _lost: set[Decision] | None = None
    """What was imported before and has no place."""
    _articles: dict[str, Article | None] = field(default_factory=dict)
    _seen: dict[tuple[str, str, str], Filled] = field(default_factory=dict)

    def read(self, row: ReturnedRow) -> None:
        """Takes in what one row says."""
        from audit.report.review_import import filled

        found = filled(row, self.by)
        if isinstance(found, list):
            self.problems += found
            return
        if found.check is None and found.review is None:
            return
        key = "row_id" if row.table == "statements" else "fingerprint"
        owner = "article_id" if row.table == "statements" else "article"
        article = self._article(row.value(owner))
        if article is None:
            self.problems.append(row.problem(owner, f"{row.value(owner)!r} is not in this database; choose the right one with --db"))
            return
        earlier = self._seen.setdefault((row.table, row.value(owner), row.value(key)), found)
        if earlier is not found:
            if earlier != found:
                self.problems.append(row.problem(key, "stands in a row above too, filled in otherwise; keep one of them"))
            return
        origin = f"{self.file}, {row.place}"
        try:
            if row.table == "findings":
                self.decisions += article.finding(row, found.review, origin)
            else:
                self.decisions += self._statement(article, row, found, origin)
        except UnfitError as error:
            self.problems.append(row.problem(_COLUMNS.get(error.field, error.field), str(error)))

    def _statement(self, article: Article, row: ReturnedRow, found: Filled, origin: str) -> list[Decision]:
        place = article.row(row.value("row_id"))
        if place is not None:
            article.check(row, place[0])
        target = None if place else article.target(row)
        if target is not None:
            place = article.again(target)
        if place is not None:
            return article.statement(place, found, origin)
        assert target is not None
        if self._lost is None:
            self._lost = {_bare(entry.decision) for entry in self.desk.reviews.entries() if entry.lost}
        out = [one for one in _on_lost_words(target, row, found, origin) if _bare(one) not in self._lost]
        self.unplaced += len(out)
        return out

    def _article(self, article_id: str) -> Article | None:
        if article_id not in self._articles:
            try:
                audit = self.desk.repository.load(article_id)
            except StoreError:
                self._articles[article_id] = None
            else:
                reviews = self.desk.reviews
                self._articles[article_id] = Article(
                    audit, self.desk.repository.as_found(audit), reviews.rows(audit), reviews.history(audit)
                )
        return self._articles[article_id]


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
        told = row.value("statement_text")
        text = self.audit.article.text
        before = next((one for one in self.found.statements if one.id == statement.id), statement)
        if "statement_text" in row.letters and not any(_same_words(one.words(text), told) for one in (statement, before)):
            raise UnfitError("statement_text", f"“{_short(told)}” is not what the row with this row_id says; {_ANEW}")
        speaker = row.value("source_name")
        labels = {row_id(statement.id, one.id): one.label for one in (*self.found.sources, *self.audit.sources)}
        label = labels.get(row.value("row_id"), "" if row.value("row_id") == row_id(statement.id, None) else speaker)
        if "source_name" in row.letters and not _same_words(label, speaker):
            raise UnfitError("source_name", f"“{_short(speaker)}” is not the speaker of the row with this row_id; {_ANEW}")

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
        if cells.check is not None and not _same_check(row.check, cells.check):
            self._refuse_old(target, cells.check, row.check)
            out.append(_check(target, cells.check, origin))
        return out

    def target(self, row: ReturnedRow) -> Target:
        """A row of an older export, since when another run found other statements: held by its place in the text."""
        try:
            span = Span(int(row.value("char_start")), int(row.value("char_end")))
        except ValueError:
            raise UnfitError("row_id", "is no row of this article, and char_start and char_end are no numbers; export again") from None
        anchor = anchored(self.audit.article.text, span)
        if not anchor.quote.strip():
            raise UnfitError("row_id", "is no row of this article; take it from the export")
        if any(exactly(part, anchor.quote, 0) is None for part in row.value("statement_text").split(PARTS) if part.strip()):
            raise UnfitError("statement_text", f"does not stand at char_start to char_end of this article; {_ANEW}")
        source_id, speaker = row.value("source_id") or None, row.value("source_name") or None
        return Target(anchor, self.audit.article.id, row.value("statement_id"), source_id, speaker)

    def again(self, target: Target) -> tuple[Statement, str | None] | None:
        """The row that has those words now."""
        placed = reviewed(self.found, [Check(target, CheckStatus.OPEN, "")], {})[1]
        return self.row(row_id(placed[0].target.id, placed[0].target.source_id)) if placed else None

    def finding(self, row: ReturnedRow, cells: ReviewCells | None, origin: str) -> list[Decision]:
        """What is new in the cells of a finding. Raises ``UnfitError`` where the rule or the words are not those of its fingerprint."""
        from audit.report.places import Places
        from audit.report.records import excerpt_of

        fingerprint = row.value("fingerprint")
        finding: Finding | None = next((one for one in self.audit.findings if one.fingerprint == fingerprint), None)
        if finding is None:
            raise UnfitError("fingerprint", f"{fingerprint!r} is no finding of this article any more; export again")
        assert cells is not None
        if row.value("code") and row.value("code") != finding.code:
            raise UnfitError("code", f"{row.value('code')!r} is not the rule of the finding with this fingerprint; {_ANEW}")
        excerpt, told = excerpt_of(Places(self.audit), finding), row.value("excerpt")
        if told and not _same_words(excerpt or "", told):
            raise UnfitError("excerpt", f"“{_short(told)}” is not what the finding with this fingerprint is about; {_ANEW}")
        holding = next((one for one in self.audit.reviews if one.of_finding and one.target.id == fingerprint), None)
        if _same_review(holding, cells):
            return []
        review = judge_finding(self.audit, finding, _verdict(cells, origin))
        if review is None:
            return []
        self._refuse_old(review.target, cells, holding)
        return [review]

    def _refuse_old(self, target: Target, cells: ReviewCells | CheckCells, holding: Decision | None) -> None:
        """Raises ``UnfitError`` where that was decided before and no longer holds: a row of an older export takes nothing newer away."""
        for one in self._history:
            other = (one.target.id, one.target.source_id) != (target.id, target.source_id)
            if other or (holding is not None and one.id == holding.id):
                continue
            said = _said_before(one, cells)
            if said and (one.withdrawn_at or holding is not None):
                since = f"withdrawn by {one.withdrawn_by}" if one.withdrawn_at else "decided otherwise"
                again = "take the row from a new export, or say it again in audit review"
                raise UnfitError(said, f"is {one.id} of {one.created_at[:10]}, {since} since; {again}")


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
        kind = next((one for one in SourceType if one.value == row.value("source_type")), None)
        then = Labels(target.speaker, kind, row.value("anonymity_reason") or None)
        out.append(Review(target, said.judgement, said.by, said.reason, said.correction, then, origin))
    return out + ([_check(target, cells.check, origin)] if cells.check is not None else [])


def _bare(decision: Decision) -> Decision:
    """What a decision says, whenever and from wherever it came."""
    return replace(decision, id="", created_at="", origin="")


def _verdict(cells: ReviewCells, origin: str) -> Verdict:
    if not cells.by:
        raise UnfitError("judged_by", "is empty; fill in who says so, or import with --by NAME")
    return Verdict(cells.judgement, cells.by, cells.because, cells.correction, origin)


def _check(target: Target, cells: CheckCells, origin: str) -> Check:
    return Check(target, cells.status, cells.checked_by, cells.checked_on, cells.evidence_url, cells.contact_ref, cells.note, origin)


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
