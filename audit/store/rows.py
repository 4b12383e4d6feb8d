"""The tables, as SQLAlchemy typed models. Enumerations are stored as their words, moments as ISO 8601 text, offsets as code points.

Statement and source ids are unique within one article, so that every key carries the article's id as well. ``position`` is always the
place in the tuple of the domain object; it is what makes a loaded audit equal to the saved one.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SCHEMA_REVISION = "0008"
"""The newest migration. A test holds it equal to the head of the migrations folder; reading it needs no Alembic."""

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

DATE = String().with_variant(String(collation="C"), "postgresql")
"""ISO 8601 text, which sorts as dates do only where a database compares it code by code."""


class Base(DeclarativeBase):
    """Common metadata; names of constraints follow one convention, so that both databases and Alembic agree on them."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: String(), float: Double(), list[Any]: JSON()}


class RunRow(Base):
    """One combination of version, models and settings; ``started_at`` is when it was first used."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    tool_version: Mapped[str]
    models: Mapped[list[Any]]
    settings: Mapped[list[Any]]
    started_at: Mapped[str]


class ArticleRow(Base):
    """One text. ``identity`` ties the versions of an article together; at most one of them is current."""

    __tablename__ = "articles"
    __table_args__ = (
        Index("ix_articles_outlet_published", "outlet", "published"),
        Index("ix_articles_grouped", "is_current", "published", "outlet", "section", "byline", "id", "doc_id"),
        Index("ix_articles_known", "id", "is_current", "published", "outlet", "section", "byline", "doc_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    identity: Mapped[str] = mapped_column(index=True)
    doc_id: Mapped[str] = mapped_column(index=True)
    origin: Mapped[str]
    title: Mapped[str | None]
    byline: Mapped[str | None]
    outlet: Mapped[str | None]
    section: Mapped[str | None]
    published: Mapped[str | None] = mapped_column(DATE, index=True)
    url: Mapped[str | None]
    language: Mapped[str | None]
    original_sha256: Mapped[str]
    reader: Mapped[str]
    notes: Mapped[list[Any]]
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    previous_id: Mapped[str | None] = mapped_column(ForeignKey("articles.id"), index=True)
    is_current: Mapped[bool] = mapped_column(index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    created_at: Mapped[str]


class ParagraphRow(Base):
    __tablename__ = "paragraphs"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ordinal: Mapped[int]
    char_start: Mapped[int]
    char_end: Mapped[int]
    zone: Mapped[str]


class SentenceRow(Base):
    __tablename__ = "sentences"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    char_start: Mapped[int]
    char_end: Mapped[int]


class TallyRow(Base):
    """How much is said in an article, once a scope: what reports need of statements, so that none has to look through all of them.

    ``code`` is empty; for each rule that found something in the article there is a row more, of the pairs that it is about. ``pairs`` are
    of a statement and a source, or of a statement without one (``orphans``). ``people`` of them are of persons and groups, ``nameless`` of
    those of anonymous ones. ``reason`` is the best that the disclosed anonymous sources have: 0 none, 1 a formula, 2 one that informs; none
    where no anonymous source is disclosed.
    """

    __tablename__ = "tallies"
    __table_args__ = (
        Index(
            "ix_tallies_counted",
            *("code", "article_id", "scope", "statements", "pairs", "named", "official", "anonymous", "orphans", "people", "nameless"),
            "reason",
        ),
    )

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    statements: Mapped[int]
    pairs: Mapped[int]
    named: Mapped[int]
    official: Mapped[int]
    anonymous: Mapped[int]
    orphans: Mapped[int]
    people: Mapped[int] = mapped_column(server_default="0")
    nameless: Mapped[int] = mapped_column(server_default="0")
    reason: Mapped[int | None]


class SourceRow(Base):
    """``statements`` and ``attitudes``: how many statements of either scope are this source's. Reports add them up.

    ``namesake``: another source of its article has the same label.
    """

    __tablename__ = "sources"
    __table_args__ = (
        Index(
            "ix_sources_counted",
            *("anonymity_status", "source_type", "official", "identity", "reason_class", "kind", "statements", "attitudes", "article_id"),
            *("id", "label"),
        ),
        Index("ix_sources_label", "label", "article_id", "source_type", "statements", "attitudes"),
    )

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    label: Mapped[str]
    kind: Mapped[str]
    identity: Mapped[str]
    source_type: Mapped[str | None]
    official: Mapped[bool]
    official_scope: Mapped[str | None]
    anonymity_status: Mapped[str]
    reason: Mapped[str | None]
    reason_class: Mapped[str]
    basis: Mapped[str | None]
    ground_rule: Mapped[str | None]
    title: Mapped[str | None]
    affiliation: Mapped[str | None]
    country: Mapped[str | None]
    former: Mapped[bool]
    head_count: Mapped[int | None] = mapped_column(BigInteger)
    document_title: Mapped[str | None]
    document_issuer: Mapped[str | None]
    confidence: Mapped[float]
    decided_by: Mapped[str]
    type_confidence: Mapped[float | None]
    office_confidence: Mapped[float | None]
    status_confidence: Mapped[float | None]
    statements: Mapped[int] = mapped_column(server_default="0")
    attitudes: Mapped[int] = mapped_column(server_default="0")
    namesake: Mapped[bool] = mapped_column(server_default=false())


class StatementRow(Base):
    """``content`` is a list of [start, end]; ``words`` the same words as printed, so that they can be searched."""

    __tablename__ = "statements"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    ordinal: Mapped[int]
    content: Mapped[list[Any]]
    words: Mapped[str] = mapped_column(Text)
    form: Mapped[str]
    cue_start: Mapped[int | None]
    cue_end: Mapped[int | None]
    cue_lemma: Mapped[str | None]
    cue_kind: Mapped[str | None]
    source_start: Mapped[int | None]
    source_end: Mapped[int | None]
    scope: Mapped[str]
    zone: Mapped[str]
    channel: Mapped[str]
    nested_in: Mapped[str | None]
    via: Mapped[str | None]
    tag_cue: Mapped[float | None]
    tag_source: Mapped[float | None]
    tag_content: Mapped[float | None]
    tag_cue_by_others: Mapped[float | None]
    tag_rival: Mapped[float | None]
    confidence: Mapped[float]
    speaker_confidence: Mapped[float | None]
    words_confidence: Mapped[float | None]
    phrase_confidence: Mapped[float | None]
    needs_review: Mapped[bool]


class StatementSourceRow(Base):
    """One statement-source pair; a joint attribution has several."""

    __tablename__ = "statement_sources"
    __table_args__ = (
        ForeignKeyConstraint(["article_id", "statement_id"], ["statements.article_id", "statements.id"]),
        ForeignKeyConstraint(["article_id", "source_id"], ["sources.article_id", "sources.id"]),
        Index(None, "article_id", "source_id"),
    )

    article_id: Mapped[str] = mapped_column(primary_key=True)
    statement_id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source_id: Mapped[str]
    score: Mapped[float | None]
    resolved_by: Mapped[str | None]


class JointRow(Base):
    """A pair of a statement with several sources, with what filters ask of a source: few, and all that tells pairs from statements."""

    __tablename__ = "joint_attributions"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    statement_id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    scope: Mapped[str]
    source_id: Mapped[str] = mapped_column(server_default="")
    label: Mapped[str]
    source_type: Mapped[str | None]
    official: Mapped[bool]
    anonymity_status: Mapped[str]


class SourceFindingRow(Base):
    """How many statements of a source, of either scope, a rule has a finding about: ``SourceRow`` counts all of them."""

    __tablename__ = "source_findings"
    __table_args__ = (Index("ix_source_findings_counted", "code", "article_id", "source_id", "statements", "attitudes"),)

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    source_id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    statements: Mapped[int]
    attitudes: Mapped[int]


class MentionRow(Base):
    """One mention: of a source (``source_position`` in its list), of a statement (``statement_position``), most often of both."""

    __tablename__ = "mentions"
    __table_args__ = (
        ForeignKeyConstraint(["article_id", "statement_id"], ["statements.article_id", "statements.id"]),
        ForeignKeyConstraint(["article_id", "source_id"], ["sources.article_id", "sources.id"]),
        Index(None, "article_id", "source_id"),
        Index(None, "article_id", "statement_id"),
    )

    article_id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    char_start: Mapped[int]
    char_end: Mapped[int]
    head: Mapped[str]
    kind: Mapped[str]
    entity_type: Mapped[str | None]
    source_id: Mapped[str | None]
    source_position: Mapped[int | None]
    statement_id: Mapped[str | None]
    statement_position: Mapped[int | None]


class MarkerRow(Base):
    """Words that disclose anonymity, give its reason or say how a source knows."""

    __tablename__ = "markers"
    __table_args__ = (ForeignKeyConstraint(["article_id", "source_id"], ["sources.article_id", "sources.id"]),)

    article_id: Mapped[str] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    char_start: Mapped[int]
    char_end: Mapped[int]
    kind: Mapped[str]
    blanket: Mapped[bool]
    matched: Mapped[str | None]


class GroundRow(Base):
    """What decided the sources and statements of an article, each list in their order: see ``audit.store.grounds``.

    It stands apart, and not in the rows that it is about, so that those stay narrow for everything that counts them.
    """

    __tablename__ = "grounds"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    words: Mapped[list[Any]]
    of_sources: Mapped[list[Any]]
    of_statements: Mapped[list[Any]]


class ResponseRow(Base):
    """Speech that did not happen."""

    __tablename__ = "responses"
    __table_args__ = (ForeignKeyConstraint(["article_id", "source_id"], ["sources.article_id", "sources.id"]),)

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str]
    char_start: Mapped[int]
    char_end: Mapped[int]
    source_start: Mapped[int | None]
    source_end: Mapped[int | None]
    kind: Mapped[str]
    source_id: Mapped[str | None]


class FindingRow(Base):
    """One flaw; no offsets mean the whole article."""

    __tablename__ = "findings"
    __table_args__ = (
        ForeignKeyConstraint(["article_id", "statement_id"], ["statements.article_id", "statements.id"]),
        ForeignKeyConstraint(["article_id", "source_id"], ["sources.article_id", "sources.id"]),
        Index("ix_findings_counted", "code", "severity", "article_id", "statement_id", "source_id"),
        Index(None, "article_id", "code", "severity"),
    )

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str]
    severity: Mapped[str]
    char_start: Mapped[int | None]
    char_end: Mapped[int | None]
    message: Mapped[str]
    statement_id: Mapped[str | None]
    source_id: Mapped[str | None]
    fingerprint: Mapped[str] = mapped_column(index=True)


class SkippedRow(Base):
    """An input that was not audited in that run."""

    __tablename__ = "skipped_inputs"
    __table_args__ = (UniqueConstraint("origin", "run_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[str]
    reason: Mapped[str]
    code: Mapped[str]
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    created_at: Mapped[str]


LOADED: tuple[type[Base], ...] = (
    FindingRow,
    ResponseRow,
    GroundRow,
    MarkerRow,
    MentionRow,
    StatementSourceRow,
    StatementRow,
    SourceRow,
    SentenceRow,
    ParagraphRow,
)
"""What an audit is read from."""

DERIVED: tuple[type[Base], ...] = (TallyRow, JointRow, SourceFindingRow, *LOADED)
"""What is replaced when an article is audited again, in the order in which it can be deleted."""
