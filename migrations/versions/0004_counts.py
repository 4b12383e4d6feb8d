"""Counts beside what is counted: how much is said in an article and by a source, and the indexes that reports read.

Revision 0004, after 0003. What is stored already is counted once, here.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_AXES = ("source_type", "official", "identity", "anonymity_status", "reason_class", "kind")
_COUNTED = [*_AXES, "statements", "attitudes", "article_id", "id", "label"]
_PAIRS = """
    SELECT l.article_id, l.source_id,
           SUM(CASE WHEN s.scope = 'statement' THEN 1 ELSE 0 END) AS statements,
           SUM(CASE WHEN s.scope = 'statement' THEN 0 ELSE 1 END) AS attitudes
    FROM statement_sources l JOIN statements s ON s.article_id = l.article_id AND s.id = l.statement_id
    GROUP BY l.article_id, l.source_id
"""
_TALLIES = """
    INSERT INTO tallies (article_id, scope, statements, pairs, named, official, anonymous, orphans)
    SELECT s.article_id, s.scope, COUNT(*), SUM(n.pairs), SUM(n.named), SUM(n.official), SUM(n.anonymous), SUM(n.orphan)
    FROM statements s JOIN (
        SELECT s.article_id, s.id, COUNT(*) AS pairs,
               SUM(CASE WHEN o.source_type = 'named' THEN 1 ELSE 0 END) AS named,
               SUM(CASE WHEN o.source_type = 'official' THEN 1 ELSE 0 END) AS official,
               SUM(CASE WHEN o.source_type = 'anonymous' THEN 1 ELSE 0 END) AS anonymous,
               MAX(CASE WHEN l.source_id IS NULL THEN 1 ELSE 0 END) AS orphan
        FROM statements s
        LEFT JOIN statement_sources l ON l.article_id = s.article_id AND l.statement_id = s.id
        LEFT JOIN sources o ON o.article_id = l.article_id AND o.id = l.source_id
        GROUP BY s.article_id, s.id
    ) n ON n.article_id = s.article_id AND n.id = s.id
    GROUP BY s.article_id, s.scope
"""


def upgrade() -> None:
    op.create_table(
        "tallies",
        sa.Column("article_id", sa.String(), sa.ForeignKey("articles.id", name="fk_tallies_article_id_articles"), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("statements", "pairs", "named", "official", "anonymous", "orphans")),
        sa.PrimaryKeyConstraint("article_id", "scope", name="pk_tallies"),
    )
    op.execute(_TALLIES)
    for name in ("statements", "attitudes"):
        op.add_column("sources", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        f"UPDATE sources SET statements = n.statements, attitudes = n.attitudes FROM ({_PAIRS}) AS n "
        "WHERE n.article_id = sources.article_id AND n.source_id = sources.id"
    )
    op.drop_index("ix_sources_source_type", "sources")
    op.create_index("ix_sources_counted", "sources", _COUNTED)
    op.create_index("ix_sources_label", "sources", ["label", "source_type", "statements", "attitudes", "article_id"])
    op.create_index("ix_statement_sources_joint", "statement_sources", ["position", "article_id", "statement_id"])
    op.drop_index("ix_findings_code", "findings")
    op.create_index("ix_findings_counted", "findings", ["code", "severity", "article_id", "statement_id", "source_id"])
    op.create_index("ix_articles_grouped", "articles", ["is_current", "published", "outlet", "section", "byline", "id"])


def downgrade() -> None:
    op.drop_index("ix_articles_grouped", "articles")
    op.drop_index("ix_findings_counted", "findings")
    op.create_index("ix_findings_code", "findings", ["code"])
    op.drop_index("ix_statement_sources_joint", "statement_sources")
    op.drop_index("ix_sources_label", "sources")
    op.drop_index("ix_sources_counted", "sources")
    op.create_index("ix_sources_source_type", "sources", ["source_type"])
    for name in ("attitudes", "statements"):
        op.drop_column("sources", name)
    op.drop_table("tallies")
