"""The columns of findings.csv: one row for each finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit.domain.audited import Audit
from audit.domain.finding import Finding
from audit.domain.review import Review, finding_id
from audit.report.column import Column, Group, Table
from audit.report.phrases import rule_name
from audit.report.places import Places
from audit.report.source_columns import ARTICLE_NAME, article_columns

Standards = Mapping[str, str]
"""Rule code to the standards that it cites."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding, with the judgement on it that holds."""

    audit: Audit
    places: Places
    finding: Finding
    review: Review | None
    standard: str

    @property
    def signed_off(self) -> Review | None:
        return self.review if self.review is not None and self.review.signs_off else None


def finding_rows(audit: Audit, standards: Standards) -> Iterator[FindingRow]:
    """A row for each finding; ``standards`` gives the text of the standard column."""
    places = Places(audit)
    reviews = {review.target.id: review for review in audit.reviews if review.of_finding}
    for one in audit.findings:
        yield FindingRow(audit, places, one, reviews.get(one.fingerprint), standards.get(one.code, ""))


def excerpt_of(places: Places, finding: Finding) -> str | None:
    """The sentence in which a finding begins; None for one on the whole article."""
    return places.sentence_words(finding.span.start) or finding.span.of(places.text) if finding.span else None


WORK, IDS = Group.WORKLIST, Group.IDS

FINDINGS: Table[FindingRow] = Table(
    "findings",
    (
        ARTICLE_NAME,
        Column(
            "line",
            lambda row: row.places.line(row.finding.span.start) if row.finding.span else None,
            "the line of the article; empty if the finding is about the whole article",
            WORK,
            6,
        ),
        Column(
            "paragraph_no",
            lambda row: row.places.paragraph(row.finding.span.start) if row.finding.span else None,
            "the paragraph, counted from 1",
            WORK,
            10,
        ),
        Column("code", lambda row: row.finding.code, "the rule ([all of them](rules.md))", WORK, 7),
        Column("name", lambda row: rule_name(row.finding.code), "its name", WORK, 24),
        Column("severity", lambda row: row.finding.severity.value, "info, warning or error", WORK, 9),
        Column("message", lambda row: row.finding.message, "what it found", WORK, 60),
        Column("excerpt", lambda row: excerpt_of(row.places, row.finding), "the sentence where it begins", WORK, 60),
        Column(
            "waived_by",
            lambda row: row.signed_off.reviewer if row.signed_off else None,
            "yours: who signed it off",
            WORK,
            14,
            filled=True,
        ),
        Column("waiver_reason", lambda row: row.signed_off.reason if row.signed_off else None, "yours: and why", WORK, 40, filled=True),
        Column(
            "judgement",
            lambda row: row.review.judgement.value if row.review else None,
            "yours: confirmed, waived (right, but signed off) or dismissed (a false alarm)",
            WORK,
            12,
            filled=True,
            choices=("confirmed", "waived", "dismissed"),
        ),
        Column("standard", lambda row: row.standard, "the newsroom standards behind the rule", Group.SOURCE, 60),
        *article_columns("article_url", "headline"),
        Column(
            "fingerprint", lambda row: row.finding.fingerprint, ("stays the same when the article is edited elsewhere"), IDS, 18, lean=True
        ),
        *article_columns("article_id"),
        Column(
            "finding_id",
            lambda row: finding_id(row.audit.article.id, row.finding.fingerprint),
            "this finding in this article",
            IDS,
            18,
        ),
        Column("statement_id", lambda row: row.finding.statement_id, "the statement that it is about", IDS, 18, former=("statement",)),
        Column("source_id", lambda row: row.finding.source_id, "the source that it is about", IDS, 18, former=("source",)),
    ),
)
