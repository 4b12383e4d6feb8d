"""The first schema: articles and their versions, statements, sources, what proves them, findings and runs.

Revision 0001, after nothing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("tool_version", sa.String(), nullable=False),
        sa.Column("models", sa.JSON(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
        sa.UniqueConstraint("digest", name="uq_runs_digest"),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("doc_id", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("byline", sa.String(), nullable=True),
        sa.Column("outlet", sa.String(), nullable=True),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("published", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("original_sha256", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("previous_id", sa.String(), nullable=True),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["previous_id"], ["articles.id"], name="fk_articles_previous_id_articles"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_articles_run_id_runs"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
    )
    op.create_index("ix_articles_doc_id", "articles", ["doc_id"], unique=False)
    op.create_index("ix_articles_identity", "articles", ["identity"], unique=False)
    op.create_index("ix_articles_is_current", "articles", ["is_current"], unique=False)
    op.create_index("ix_articles_outlet_published", "articles", ["outlet", "published"], unique=False)
    op.create_index("ix_articles_previous_id", "articles", ["previous_id"], unique=False)
    op.create_index("ix_articles_published", "articles", ["published"], unique=False)
    op.create_index("ix_articles_run_id", "articles", ["run_id"], unique=False)
    op.create_index(
        "uq_articles_identity_current",
        "articles",
        ["identity"],
        unique=True,
        sqlite_where=sa.text("is_current = 1"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "skipped_inputs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_skipped_inputs_run_id_runs"),
        sa.PrimaryKeyConstraint("id", name="pk_skipped_inputs"),
        sa.UniqueConstraint("origin", "run_id", name="uq_skipped_inputs_origin_run_id"),
    )
    op.create_index("ix_skipped_inputs_run_id", "skipped_inputs", ["run_id"], unique=False)
    op.create_table(
        "paragraphs",
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("char_start", sa.Integer(), nullable=False),
        sa.Column("char_end", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_paragraphs_article_id_articles"),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_paragraphs"),
    )
    op.create_table(
        "sentences",
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("char_start", sa.Integer(), nullable=False),
        sa.Column("char_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_sentences_article_id_articles"),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_sentences"),
    )
    op.create_table(
        "sources",
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("source_type", sa.String(), nullable=True),
        sa.Column("official", sa.Boolean(), nullable=False),
        sa.Column("official_scope", sa.String(), nullable=True),
        sa.Column("anonymity_status", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("reason_class", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=True),
        sa.Column("ground_rule", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("affiliation", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("former", sa.Boolean(), nullable=False),
        sa.Column("head_count", sa.BigInteger(), nullable=True),
        sa.Column("document_title", sa.String(), nullable=True),
        sa.Column("document_issuer", sa.String(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_sources_article_id_articles"),
        sa.PrimaryKeyConstraint("article_id", "id", name="pk_sources"),
    )
    op.create_index("ix_sources_anonymity_status", "sources", ["anonymity_status"], unique=False)
    op.create_index("ix_sources_source_type", "sources", ["source_type"], unique=False)
    op.create_table(
        "statements",
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.Column("cue_lemma", sa.String(), nullable=True),
        sa.Column("cue_kind", sa.String(), nullable=True),
        sa.Column("source_start", sa.Integer(), nullable=True),
        sa.Column("source_end", sa.Integer(), nullable=True),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("nested_in", sa.String(), nullable=True),
        sa.Column("via", sa.String(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("needs_review", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_statements_article_id_articles"),
        sa.PrimaryKeyConstraint("article_id", "id", name="pk_statements"),
    )
    op.create_table(
        "findings",
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("char_start", sa.Integer(), nullable=True),
        sa.Column("char_end", sa.Integer(), nullable=True),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("statement_id", sa.String(), nullable=True),
        sa.Column("source_id", sa.String(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id", "source_id"], ["sources.article_id", "sources.id"], name="fk_findings_article_id_source_id_sources"
        ),
        sa.ForeignKeyConstraint(
            ["article_id", "statement_id"],
            ["statements.article_id", "statements.id"],
            name="fk_findings_article_id_statement_id_statements",
        ),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_findings_article_id_articles"),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_findings"),
    )
    op.create_index("ix_findings_code", "findings", ["code"], unique=False)
    op.create_index("ix_findings_fingerprint", "findings", ["fingerprint"], unique=False)
    op.create_table(
        "markers",
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("char_start", sa.Integer(), nullable=False),
        sa.Column("char_end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("blanket", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id", "source_id"], ["sources.article_id", "sources.id"], name="fk_markers_article_id_source_id_sources"
        ),
        sa.PrimaryKeyConstraint("article_id", "source_id", "position", name="pk_markers"),
    )
    op.create_table(
        "mentions",
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("char_start", sa.Integer(), nullable=False),
        sa.Column("char_end", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("entity_type", sa.String(), nullable=True),
        sa.Column("source_id", sa.String(), nullable=True),
        sa.Column("source_position", sa.Integer(), nullable=True),
        sa.Column("statement_id", sa.String(), nullable=True),
        sa.Column("statement_position", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id", "source_id"], ["sources.article_id", "sources.id"], name="fk_mentions_article_id_source_id_sources"
        ),
        sa.ForeignKeyConstraint(
            ["article_id", "statement_id"],
            ["statements.article_id", "statements.id"],
            name="fk_mentions_article_id_statement_id_statements",
        ),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_mentions"),
    )
    op.create_index("ix_mentions_article_id_source_id", "mentions", ["article_id", "source_id"], unique=False)
    op.create_index("ix_mentions_article_id_statement_id", "mentions", ["article_id", "statement_id"], unique=False)
    op.create_table(
        "responses",
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("char_start", sa.Integer(), nullable=False),
        sa.Column("char_end", sa.Integer(), nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=True),
        sa.Column("source_end", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id", "source_id"], ["sources.article_id", "sources.id"], name="fk_responses_article_id_source_id_sources"
        ),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_responses_article_id_articles"),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_responses"),
    )
    op.create_table(
        "statement_sources",
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("statement_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id", "source_id"], ["sources.article_id", "sources.id"], name="fk_statement_sources_article_id_source_id_sources"
        ),
        sa.ForeignKeyConstraint(
            ["article_id", "statement_id"],
            ["statements.article_id", "statements.id"],
            name="fk_statement_sources_article_id_statement_id_statements",
        ),
        sa.PrimaryKeyConstraint("article_id", "statement_id", "position", name="pk_statement_sources"),
    )
    op.create_index("ix_statement_sources_article_id_source_id", "statement_sources", ["article_id", "source_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_statement_sources_article_id_source_id", table_name="statement_sources")
    op.drop_table("statement_sources")
    op.drop_table("responses")
    op.drop_index("ix_mentions_article_id_statement_id", table_name="mentions")
    op.drop_index("ix_mentions_article_id_source_id", table_name="mentions")
    op.drop_table("mentions")
    op.drop_table("markers")
    op.drop_index("ix_findings_fingerprint", table_name="findings")
    op.drop_index("ix_findings_code", table_name="findings")
    op.drop_table("findings")
    op.drop_table("statements")
    op.drop_index("ix_sources_source_type", table_name="sources")
    op.drop_index("ix_sources_anonymity_status", table_name="sources")
    op.drop_table("sources")
    op.drop_table("sentences")
    op.drop_table("paragraphs")
    op.drop_index("ix_skipped_inputs_run_id", table_name="skipped_inputs")
    op.drop_table("skipped_inputs")
    op.drop_index(
        "uq_articles_identity_current",
        table_name="articles",
        sqlite_where=sa.text("is_current = 1"),
        postgresql_where=sa.text("is_current"),
    )
    op.drop_index("ix_articles_run_id", table_name="articles")
    op.drop_index("ix_articles_published", table_name="articles")
    op.drop_index("ix_articles_previous_id", table_name="articles")
    op.drop_index("ix_articles_outlet_published", table_name="articles")
    op.drop_index("ix_articles_is_current", table_name="articles")
    op.drop_index("ix_articles_identity", table_name="articles")
    op.drop_index("ix_articles_doc_id", table_name="articles")
    op.drop_table("articles")
    op.drop_table("runs")
