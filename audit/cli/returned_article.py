"""Matches the lines of a returned file with the rows, findings and words of one stored article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audit.cli.returned_cells import check_of, completed, said_before, same_check, same_review, same_words, short, verdict_of
from audit.domain.anchor import anchored, exactly
from audit.domain.audited import Audit
from audit.domain.decided import NOTHING, Row, decided
from audit.domain.finding import Finding
from audit.domain.review import Check, CheckStatus, Decision, Target, row_id
from audit.domain.statement import Statement
from audit.domain.text import Span
from audit.report.finding_columns import excerpt_of
from audit.report.places import Places
from audit.report.returned import ReturnedRow
from audit.report.review_import import CheckCells, Filled, ReviewCells
from audit.report.statement_columns import STATEMENTS, statement_rows
from audit.rules.judging import UnfitError, judge_finding, judge_statement, target_of
from audit.rules.placing import PARTS
from audit.rules.reviewed import reviewed

_ANEW = "was a column sorted by itself? Take the row from a new export"


class ArticleRows:
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
        if "statement" in row.letters and not any(same_words(one.words(text), told) for one in (statement, before)):
            raise UnfitError("statement", f"“{short(told)}” is not what the row with this row_id says; {_ANEW}")
        speaker = row.value("speaker")
        labels = {row_id(statement.id, one.id): one.label for one in (*self.found.sources, *self.audit.sources)}
        labels[row_id(statement.id, None)] = statement.source_span.of(text) if statement.source_span and speaker else ""
        if "speaker" in row.letters and not same_words(labels.get(row.value("row_id"), speaker), speaker):
            raise UnfitError("speaker", f"“{short(speaker)}” is not the speaker of the row with this row_id; {_ANEW}")

    def statement(self, place: tuple[Statement, str | None], cells: Filled, origin: str) -> list[Decision]:
        """What is new in the cells of a row."""
        statement, source_id = place
        row = self.decided.get((statement.id, source_id), NOTHING)
        target, _ = target_of(self.audit, self.found, statement, source_id)
        out: list[Decision] = []
        if cells.review is not None and not same_review(row.review, cells.review):
            verdict = verdict_of(cells.review, origin)
            if review := judge_statement(self.audit, self.found, statement, source_id, verdict):
                self._refuse_old(target, cells.review, row.review)
                out.append(review)
        if cells.check is not None:
            check = completed(cells.check, row.check)
            if not same_check(row.check, check):
                self._refuse_old(target, check, row.check)
                out.append(check_of(target, check, origin))
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
        finding = self._finding(row)
        assert cells is not None
        if row.value("code") and row.value("code") != finding.code:
            raise UnfitError("code", f"{row.value('code')!r} is not the rule of the finding with this fingerprint; {_ANEW}")
        excerpt, told = excerpt_of(Places(self.audit), finding), row.value("excerpt")
        if told and not same_words(excerpt or "", told):
            raise UnfitError("excerpt", f"“{short(told)}” is not what the finding with this fingerprint is about; {_ANEW}")
        holding = next((one for one in self.audit.reviews if one.of_finding and one.target.id == finding.fingerprint), None)
        if same_review(holding, cells):
            return []
        review = judge_finding(self.audit, finding, verdict_of(cells, origin))
        if review is None:
            return []
        self._refuse_old(review.target, cells, holding)
        return [review]

    def _finding(self, row: ReturnedRow) -> Finding:
        """By its fingerprint, else by its rule and its words. Raises ``UnfitError`` where no finding, or several, fit."""
        if fingerprint := row.value("fingerprint"):
            fitting = [one for one in self.audit.findings if one.fingerprint == fingerprint]
        else:
            places, told = Places(self.audit), row.value("excerpt")
            ours = [one for one in self.audit.findings if one.code == row.value("code")]
            fitting = [one for one in ours if same_words(excerpt_of(places, one) or "", told) and _same_line(places, one.span, row)]
        if not fitting:
            raise UnfitError(key_of(row), f"{row.value(key_of(row))!r} is no longer a finding of this article; export again")
        if len(fitting) > 1:
            raise UnfitError(key_of(row), "fits several findings of this article; keep the column fingerprint")
        return fitting[0]

    def by_words(self, row: ReturnedRow) -> tuple[Statement, str | None]:
        """The row with those words, that speaker and on that line. Raises ``UnfitError`` where no row, or several, fit."""
        places = Places(self.audit)
        fitting = [
            one
            for one in statement_rows(self.audit, "all")
            if same_words(one.statement.words(one.text), row.value("statement"))
            and ("speaker" not in row.letters or same_words(str(STATEMENTS["speaker"].get(one) or ""), row.value("speaker")))
            and _same_line(places, one.statement.span, row)
        ]
        if len(fitting) != 1:
            what = (
                "several rows have these words; keep the column row_id"
                if fitting
                else ("no row of the article has these words; take the row from a new export")
            )
            raise UnfitError("statement", f"“{short(row.value('statement'))}”: {what}")
        return fitting[0].statement, fitting[0].source.id if fitting[0].source else None

    def _refuse_old(self, target: Target, cells: ReviewCells | CheckCells, holding: Decision | None) -> None:
        """Raises ``UnfitError`` where that was decided before and no longer holds: a row of an older export takes nothing newer away."""
        for one in self._history:
            other = (one.target.id, one.target.source_id) != (target.id, target.source_id)
            if other or (holding is not None and one.id == holding.id):
                continue
            said = said_before(one, cells)
            if said and (one.withdrawn_at or holding is not None):
                since = f"withdrawn by {one.withdrawn_by}" if one.withdrawn_at else "decided otherwise"
                again = "take the row from a new export, or decide again in audit review"
                raise UnfitError(said, f"is {one.id} of {one.created_at[:10]}, {since} since; {again}")


def key_of(row: ReturnedRow) -> str:
    """The column by which a row is known."""
    first, second = ("fingerprint", "excerpt") if row.table == "findings" else ("row_id", "statement")
    return first if row.value(first) else second


def _same_line(places: Places, span: Span | None, row: ReturnedRow) -> bool:
    """Whether a row says no line, or the one on which a span begins."""
    told = row.value("line")
    return not told.isdigit() or (span is not None and places.line(span.start) == int(told))
