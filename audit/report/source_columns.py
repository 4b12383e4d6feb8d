"""The columns of sources.csv, and those that a source and an article bring to other tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from audit.domain.audited import Audit
from audit.domain.source import Identity, Source
from audit.report.column import Cell, Column, Group, Table
from audit.report.phrases import NO_SOURCE, STATUS_KINDS, anonymity_phrase, named_codes
from audit.report.places import Places


class OfArticle(Protocol):
    """A row of any table."""

    @property
    def audit(self) -> Audit: ...


class OfSource(OfArticle, Protocol):
    """A row with a source, or with none."""

    @property
    def source(self) -> Source | None: ...


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source of an article."""

    audit: Audit
    places: Places
    source: Source
    statements: int
    """How many in scope are its own."""

    @property
    def text(self) -> str:
        return self.audit.article.text


def source_rows(audit: Audit, spoken: Counter[str]) -> Iterator[SourceRow]:
    """A row for each source of the article, those without a statement too; ``spoken`` counts the statements by source id."""
    places = Places(audit)
    return (SourceRow(audit, places, source, spoken[source.id]) for source in audit.sources)


def disclosure_sentence(source: Source, places: Places) -> str:
    """The sentence with the first words that tell of the anonymity; empty where there is none."""
    for marker in source.markers:
        if marker.kind in STATUS_KINDS:
            return places.sentence_words(marker.span.start) or marker.span.of(places.text)
    return ""


def _of(get: Callable[[Source], Cell]) -> Callable[[OfSource], Cell]:
    return lambda row: get(row.source) if row.source is not None else None


def _marker(row: OfSource) -> Cell:
    if row.source is None:
        return None
    return " | ".join(marker.span.of(row.audit.article.text) for marker in row.source.markers if marker.kind in STATUS_KINDS)


SOURCE_COLUMNS: tuple[Column[OfSource], ...] = (
    Column("source_title", _of(lambda one: one.title), "the title or role, as the article prints it"),
    Column("affiliation", _of(lambda one: one.affiliation), "the organisation, as the article prints it"),
    Column("kind", _of(lambda one: one.kind.value), "person, group, organisation, document, media or poll_or_data"),
    Column("is_named", _of(lambda one: one.identity is Identity.NAMED), "whether the source is fully named"),
    Column("is_official", _of(lambda one: one.official), "whether it holds or speaks for a public office"),
    Column("official_scope", _of(lambda one: one.official_scope.value if one.official_scope else None), "which sort of public office"),
    Column("country", _of(lambda one: one.country), "the country of the office"),
    Column("former", _of(lambda one: one.former), "whether it is a former office"),
    Column("head_count", _of(lambda one: one.head_count), "how many people, if the article says"),
    Column("anonymity_status", _of(lambda one: one.anonymity_status.value), "disclosed, blanket, undisclosed or not_applicable"),
    Column("anonymity_marker", _marker, "the words that say the name is withheld; several are separated by ` | `"),
    Column("anonymity_reason", _of(lambda one: one.reason), "the words that say why"),
    Column(
        "reason_class", _of(lambda one: one.reason_class.value), ("whether that tells a reader anything: informative, boilerplate or none")
    ),
    Column("basis_of_knowledge", _of(lambda one: one.basis), "the words that say how the source knows"),
    Column("ground_rule", _of(lambda one: one.ground_rule), "the terms on which it spoke, as printed"),
    Column("document_title", _of(lambda one: one.document_title), "the document, if the source is one"),
    Column("document_issuer", _of(lambda one: one.document_issuer), "who issued it"),
)
"""What is known of a source; the same in statements.csv and in sources.csv."""

_ARTICLE: tuple[Column[OfArticle], ...] = (
    Column("article_url", lambda row: row.audit.article.url, "its address, if the input gives one", Group.ARTICLE, 30, former=("url",)),
    Column("outlet", lambda row: row.audit.article.outlet, "who published it", Group.ARTICLE),
    Column("section", lambda row: row.audit.article.section, "in which section", Group.ARTICLE),
    Column("headline", lambda row: row.audit.article.title, "its headline", Group.ARTICLE, 40),
    Column("byline", lambda row: row.audit.article.byline, "who wrote it", Group.ARTICLE),
    Column("published", lambda row: row.audit.article.published, "when it was published", Group.ARTICLE, 12, date=True),
    Column("language", lambda row: row.audit.article.language, "the language given in the input", Group.ARTICLE),
    Column("origin", lambda row: row.audit.article.origin, "the file it was read from", Group.ARTICLE, 30),
    Column("article_id", lambda row: row.audit.article.id, "the article, by its text", Group.IDS, 18, lean=True),
    Column("doc_id", lambda row: row.audit.article.doc_id, "the input’s own id, or the file’s name without its ending", Group.IDS),
)


def article_columns(*names: str, group: Group | None = None) -> tuple[Column[OfArticle], ...]:
    """The columns of those names that tell of the article, in ``group`` where it is given."""
    known = {one.name: one for one in _ARTICLE}
    return tuple(replace(known[name], group=group) if group else known[name] for name in names)


ARTICLE_NAME: Column[OfArticle] = Column(
    "article", lambda row: row.audit.article.name, "the article: its headline, or the file if it has none", Group.WORKLIST, 22
)

SOURCES: Table[SourceRow] = Table(
    "sources",
    (
        ARTICLE_NAME,
        Column(
            "speaker",
            lambda row: row.source.label,
            "the fullest name or description in the article",
            Group.WORKLIST,
            30,
            former=("source_name",),
        ),
        Column(
            "type",
            lambda row: row.source.source_type.value if row.source.source_type else NO_SOURCE,
            "named, official or anonymous: see [the labels](labels.md)",
            Group.WORKLIST,
            11,
            former=("source_type",),
        ),
        Column("statement_count", lambda row: row.statements, "its statements in this article", Group.WORKLIST, 10),
        Column("anonymity", lambda row: anonymity_phrase(row.source, row.text), "as in statements.csv", Group.WORKLIST, 40),
        Column(
            "printed_forms",
            lambda row: " | ".join(dict.fromkeys(one.span.of(row.text) for one in row.source.mentions if one.span.start < one.span.end)),
            "every form in which it is printed, separated by ` \\| `",
            Group.WORKLIST,
            50,
        ),
        Column(
            "findings",
            lambda row: named_codes(one for one in row.audit.findings if one.source_id == row.source.id),
            "the [rules](rules.md) with findings about it",
            Group.WORKLIST,
            30,
            former=("finding_codes",),
        ),
        Column("identity", lambda row: row.source.identity.value, "named, partial or unnamed"),
        *SOURCE_COLUMNS,
        Column(
            "disclosure_sentence",
            lambda row: disclosure_sentence(row.source, row.places),
            "the sentence about the anonymity",
            width=50,
        ),
        *article_columns("article_url", "outlet", "headline", "published"),
        Column(
            "confidence", lambda row: round(row.source.confidence, 3), "the mean `speaker_confidence` of its statements", Group.CERTAINTY
        ),
        Column(
            "type_confidence", lambda row: round(row.source.type_confidence, 3), "the probability that `type` is right", Group.CERTAINTY
        ),
        Column("office_confidence", lambda row: round(row.source.office_confidence, 3), "the same for `is_official`", Group.CERTAINTY),
        Column("status_confidence", lambda row: round(row.source.status_confidence, 3), "the same for `anonymity_status`", Group.CERTAINTY),
        Column("decided_by", lambda row: row.source.decided_by, "what decided the type, in words", Group.CERTAINTY, 30),
        Column("source_id", lambda row: row.source.id, "this source", Group.IDS, 18),
        *article_columns("article_id", "doc_id"),
    ),
)
