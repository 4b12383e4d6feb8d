"""What people decided: reviews with their history, where they stand in each article, and what the tool had found before.

Revision 0002, after 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("target_id", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("context_before", sa.Text(), nullable=False),
        sa.Column("context_after", sa.Text(), nullable=False),
        sa.Column("char_start", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=True),
        sa.Column("judgement", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.String(), nullable=True),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_reviews_article_id_articles"),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
    )
    op.create_index("ix_reviews_article_id", "reviews", ["article_id"], unique=False)
    op.create_index("ix_reviews_fingerprint", "reviews", ["fingerprint"], unique=False)
    op.create_index("ix_reviews_identity", "reviews", ["identity"], unique=False)
    op.create_table(
        "review_places",
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("review_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("target_id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=True),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_review_places_article_id_articles"),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name="fk_review_places_review_id_reviews"),
        sa.PrimaryKeyConstraint("article_id", "review_id", name="pk_review_places"),
    )
    op.create_index("ix_review_places_review_id", "review_places", ["review_id"], unique=False)
    op.create_table(
        "tool_audits",
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_tool_audits_article_id_articles"),
        sa.PrimaryKeyConstraint("article_id", name="pk_tool_audits"),
    )


def downgrade() -> None:
    op.drop_table("tool_audits")
    op.drop_index("ix_review_places_review_id", table_name="review_places")
    op.drop_table("review_places")
    op.drop_index("ix_reviews_identity", table_name="reviews")
    op.drop_index("ix_reviews_fingerprint", table_name="reviews")
    op.drop_index("ix_reviews_article_id", table_name="reviews")
    op.drop_table("reviews")
