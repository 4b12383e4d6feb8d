"""The columns of statements.csv: one row for each statement and source. The first of them are a checker's worklist."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from audit.domain.audited import Audit
from audit.domain.decided import NOTHING, Decided, decided
from audit.domain.doubt import doubtful
from audit.domain.finding import Finding
from audit.domain.review import Correction, row_id
from audit.domain.source import Source
from audit.domain.statement import Statement
from audit.domain.text import Span
from audit.report.column import Cell, Column, Group, Table
from audit.report.phrases import NO_SOURCE, UNRESOLVED, anonymity_phrase, named_codes
from audit.report.places import Places
from audit.report.source_columns import SOURCE_COLUMNS, article_columns

CHECK_STATUS = ("open", "confirmed", "wrong", "unverifiable")
NO_REASON = "none"
"""In ``corrected_reason``: the article gives no reason."""
CHANGED = "changed since"
"""In ``check_by_hand``: the row is no longer what a person confirmed or checked."""
UNSURE = "unsure"
"""There: which part is doubtful is not known."""


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement with one of its sources; None for a statement without."""

    audit: Audit
    places: Places
    statement: Statement
    source: Source | None
    printed: Span | None
    """The words for this source at this place."""
    decided: Decided

    @property
    def findings(self) -> Iterator[Finding]:
        """Those about this source, and those about the statement as a whole."""
        mine = self.source.id if self.source else None
        for one in self.audit.findings:
            here = one.statement_id == self.statement.id
            if here if mine is None or one.source_id is None else one.source_id == mine:
                yield one

    @property
    def text(self) -> str:
        return self.audit.article.text


def statement_rows(audit: Audit, scope: str = "statements") -> Iterator[StatementRow]:
    """A row for each statement and source, in the order of the text; a statement whose source could not be told gives one row."""
    places = Places(audit)
    sources = {source.id: source for source in audit.sources}
    decisions = decided(audit)
    for statement in audit.in_scope(scope):
        pairs = [(at, sources[one]) for at, one in enumerate(statement.source_ids) if one in sources]
        if not pairs:
            unsourced = decisions.get((statement.id, None), NOTHING)
            yield StatementRow(audit, places, statement, None, statement.source_span, unsourced)
        for at, source in pairs:
            printed = statement.mentions[at].span if at < len(statement.mentions) else Span(0, 0)
            if printed.start == printed.end:
                printed = statement.source_span or printed
            yield StatementRow(audit, places, statement, source, printed, decisions.get((statement.id, source.id), NOTHING))


def _speaker(row: StatementRow) -> Cell:
    return row.source.label if row.source else row.printed.of(row.text) if row.printed else None


def _type(row: StatementRow) -> Cell:
    if row.source is None:
        return UNRESOLVED if row.statement.source_span else NO_SOURCE
    return row.source.source_type.value if row.source.source_type else NO_SOURCE


def _by_hand(row: StatementRow) -> Cell:
    """The most doubtful part of a row; nothing where nobody has to look."""
    if row.decided.doubtful:
        return CHANGED
    doubt = doubtful(row.statement, (row.source,) if row.source else ())
    return doubt.in_words() if doubt else UNSURE if row.statement.needs_review else None


def _check(name: str) -> Callable[[StatementRow], Cell]:
    def get(row: StatementRow) -> Cell:
        value: Cell = getattr(row.decided.check, name) if row.decided.check else None
        return value

    return get


def _correction(row: StatementRow) -> Correction | None:
    return row.decided.review.correction if row.decided.review else None


def _corrected_type(row: StatementRow) -> Cell:
    correction = _correction(row)
    return correction.source_type.value if correction and correction.source_type else None


def _corrected_reason(row: StatementRow) -> Cell:
    correction = _correction(row)
    return None if correction is None or correction.reason is None else correction.reason or NO_REASON


def _corrected(name: str) -> Callable[[StatementRow], Cell]:
    return lambda row: getattr(_correction(row), name, None)


WORK, REVIEW, PLACE, SURE, IDS = Group.WORKLIST, Group.REVIEW, Group.PLACE, Group.CERTAINTY, Group.IDS

STATEMENTS: Table[StatementRow] = Table(
    "statements",
    (
        Column("article", lambda row: row.audit.article.name, "the headline; without one, the file", WORK, 22),
        Column(
            "line", lambda row: row.places.line(row.statement.span.start), "the line of the article where the statement begins", WORK, 6
        ),
        Column(
            "type",
            _type,
            "who can be held to it: named, official or anonymous ([the labels](labels.md)); `no source` if the article gives none, "
            "`unresolved` if the tool could not tell who its words for the source refer to",
            WORK,
            11,
            former=("source_type",),
        ),
        Column("speaker", _speaker, "the fullest name or description in the article", WORK, 24, former=("source_name",)),
        Column(
            "statement",
            lambda row: row.statement.words(row.text),
            "what was said, as printed; ` … ` joins parts with a cue between them",
            WORK,
            56,
            former=("statement_text",),
        ),
        Column(
            "cue", lambda row: row.statement.cue.span.of(row.text) if row.statement.cue else None, "the words that attribute it", WORK, 12
        ),
        Column(
            "anonymity",
            lambda row: anonymity_phrase(row.source, row.text) if row.source else None,
            "for an unnamed source: `undisclosed`, or `disclosed` with the article’s words for it and its reason",
            WORK,
            30,
        ),
        Column(
            "check_by_hand",
            _by_hand,
            "why to check the tool’s work on this row: the most doubtful part (words, phrase, speaker or type) and how likely it is to "
            "be right, such as `speaker 39 %`; `changed since` if the result is not what a person confirmed or checked; empty if there "
            "is no need",
            WORK,
            15,
        ),
        Column(
            "findings",
            lambda row: named_codes(row.findings),
            "the [rules](rules.md) with findings here",
            WORK,
            30,
            former=("finding_codes",),
        ),
        Column(
            "check_status",
            lambda row: row.decided.check.status.value if row.decided.check else "open",
            "yours: open (at first), confirmed, wrong or unverifiable",
            WORK,
            13,
            filled=True,
            choices=CHECK_STATUS,
        ),
        Column("checked_by", _check("checked_by"), "yours: who checked it", WORK, 14, filled=True),
        Column(
            "checked_on",
            _check("checked_on"),
            "yours: the date, as 2026-05-31 or as your spreadsheet writes it ([more](review.md#in-a-spreadsheet))",
            WORK,
            12,
            filled=True,
            date=True,
        ),
        Column(
            "evidence_url", _check("evidence_url"), "yours: addresses with http:// or https://, separated by spaces", WORK, 24, filled=True
        ),
        Column("note", _check("note"), "yours", WORK, 40, filled=True),
        Column("contact_ref", _check("contact_ref"), "yours: where you keep your records on the source", REVIEW, 16, filled=True),
        Column(
            "judgement",
            lambda row: row.decided.review.judgement.value if row.decided.review else None,
            "yours too, on the tool’s work: confirmed, corrected or dismissed; see [review](review.md)",
            REVIEW,
            12,
            filled=True,
            choices=("confirmed", "corrected", "dismissed"),
        ),
        Column(
            "corrected_type",
            _corrected_type,
            "the right type",
            REVIEW,
            14,
            filled=True,
            choices=("named", "official", "anonymous"),
        ),
        Column("corrected_speaker", _corrected("speaker"), "the right speaker", REVIEW, 20, filled=True),
        Column("corrected_text", _corrected("words"), "the right words, as printed", REVIEW, 50, filled=True),
        Column(
            "corrected_reason",
            _corrected_reason,
            f"the right reason for anonymity, as printed; `{NO_REASON}` if the article gives none",
            REVIEW,
            20,
            filled=True,
        ),
        Column(
            "judged_by", lambda row: row.decided.review.reviewer if row.decided.review else None, "who says so", REVIEW, 14, filled=True
        ),
        Column("judged_because", lambda row: row.decided.review.reason if row.decided.review else None, "and why", REVIEW, 40, filled=True),
        Column(
            "source_as_printed",
            lambda row: row.printed.of(row.text) if row.printed else None,
            "the words for the source at this place: “she”, “the official”",
        ),
        *SOURCE_COLUMNS,
        Column("statement_form", lambda row: row.statement.form.value, "direct, indirect or mixed"),
        Column("channel", lambda row: row.statement.channel.value, "interview, statement, document, post, broadcast or second-hand"),
        Column("via_outlet", lambda row: row.statement.via, "who passed the words on"),
        Column("zone", lambda row: row.statement.zone, "where it is: headline, deck or body", PLACE),
        *article_columns("article_url", "outlet", "headline", "byline", "published"),
        Column(
            "paragraph_no",
            lambda row: row.places.paragraph(row.statement.span.start),
            ("the paragraph where the statement begins, counted from 1"),
            PLACE,
        ),
        Column(
            "sentence_no",
            lambda row: row.places.sentence(row.statement.span.start),
            ("the sentence where it begins, counted from 1"),
            PLACE,
        ),
        Column("context_before", lambda row: row.places.before(row.statement.span), "the text before it, one sentence more", PLACE, 50),
        Column("context_after", lambda row: row.places.after(row.statement.span), "the text after it, one sentence more", PLACE, 50),
        Column("char_start", lambda row: row.statement.span.start, "the position of the statement’s first character", PLACE),
        Column("char_end", lambda row: row.statement.span.end, "the position after its last character", PLACE),
        Column(
            "confidence",
            lambda row: round(row.statement.confidence, 3),
            "the probability that this is a statement and that `source_as_printed` is right",
            SURE,
        ),
        Column(
            "words_confidence",
            lambda row: round(row.statement.words_confidence, 3),
            ("the first part of that: the probability that this is a statement"),
            SURE,
        ),
        Column(
            "phrase_confidence",
            lambda row: round(row.statement.phrase_confidence, 3),
            "the second part: the probability that `source_as_printed` is right, if it is a statement",
            SURE,
        ),
        Column(
            "speaker_confidence",
            lambda row: round(row.statement.speaker_confidence, 3),
            "the probability that those words refer to this speaker, if they are right",
            SURE,
        ),
        Column(
            "type_confidence",
            lambda row: round(row.source.type_confidence, 3) if row.source else None,
            "the probability that `type` is right",
            SURE,
        ),
        Column(
            "needs_review", lambda row: row.statement.needs_review or row.decided.doubtful, "whether `check_by_hand` asks for a check", SURE
        ),
        Column("row_id", lambda row: row_id(row.statement.id, row.source.id if row.source else None), "this row", IDS, 18, lean=True),
        Column("article_id", lambda row: row.audit.article.id, "the article, by its text", IDS, 18, lean=True),
        Column("doc_id", lambda row: row.audit.article.doc_id, "the input’s own id, or the file’s name without its ending", IDS),
        Column(
            "statement_id",
            lambda row: row.statement.id,
            "the statement; a joint statement has a row for each of its sources, with the same id",
            IDS,
            18,
        ),
        Column("source_id", lambda row: row.source.id if row.source else None, "the source; empty if none was identified", IDS, 18),
    ),
)
