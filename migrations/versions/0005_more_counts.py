"""More counts: joint attributions with what filters ask of their sources, people in tallies, and the indexes that reports read.

Revision 0005, after 0004. What is stored already is filled in here.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_AXES = ("anonymity_status", "source_type", "official", "identity", "reason_class", "kind")
_BEFORE = ("source_type", "official", "identity", "anonymity_status", "reason_class", "kind")
_GROUPED = ("published", "outlet", "section", "byline")
_COUNTS = ("statements", "attitudes", "article_id", "id", "label")
_JOINT = """
    INSERT INTO joint_attributions (article_id, statement_id, position, scope, label, source_type, official, anonymity_status)
    SELECT l.article_id, l.statement_id, l.position, s.scope, o.label, o.source_type, o.official, o.anonymity_status
    FROM statement_sources l
    JOIN statements s ON s.article_id = l.article_id AND s.id = l.statement_id
    JOIN sources o ON o.article_id = l.article_id AND o.id = l.source_id
    WHERE (l.article_id, l.statement_id) IN (SELECT article_id, statement_id FROM statement_sources WHERE position = 1)
"""
_NAMESAKES = """
    UPDATE sources SET namesake = (1 = 1) WHERE EXISTS (
        SELECT 1 FROM sources o WHERE o.article_id = sources.article_id AND o.label = sources.label AND o.id <> sources.id
    )
"""
_PEOPLE = """
    UPDATE tallies SET people = n.people, nameless = n.nameless, reason = n.reason FROM (
        SELECT s.article_id, s.scope,
               SUM(CASE WHEN o.kind IN ('person', 'group') THEN 1 ELSE 0 END) AS people,
               SUM(CASE WHEN o.kind IN ('person', 'group') AND o.source_type = 'anonymous' THEN 1 ELSE 0 END) AS nameless,
               MAX(CASE WHEN o.source_type = 'anonymous' AND o.anonymity_status IN ('disclosed', 'blanket') THEN
                   CASE o.reason_class WHEN 'none' THEN 0 WHEN 'boilerplate' THEN 1 ELSE 2 END
               END) AS reason
        FROM statement_sources l
        JOIN statements s ON s.article_id = l.article_id AND s.id = l.statement_id
        JOIN sources o ON o.article_id = l.article_id AND o.id = l.source_id
        GROUP BY s.article_id, s.scope
    ) n WHERE n.article_id = tallies.article_id AND n.scope = tallies.scope
"""


def upgrade() -> None:
    article = sa.ForeignKey("articles.id", name="fk_joint_attributions_article_id_articles")
    op.create_table(
        "joint_attributions",
        sa.Column("article_id", sa.String(), article, nullable=False),
        sa.Column("statement_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("source_type", sa.String(), nullable=True),
        sa.Column("official", sa.Boolean(), nullable=False),
        sa.Column("anonymity_status", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "statement_id", "position", name="pk_joint_attributions"),
    )
    op.execute(_JOINT)
    op.drop_index("ix_statement_sources_joint", "statement_sources")
    for name in ("people", "nameless"):
        op.add_column("tallies", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("tallies", sa.Column("reason", sa.Integer(), nullable=True))
    op.execute(_PEOPLE)
    op.add_column("sources", sa.Column("namesake", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_index("ix_sources_label", "sources")
    op.create_index("ix_sources_label", "sources", ["label", "article_id", "source_type", "statements", "attitudes"])
    op.execute(_NAMESAKES)
    where = {"sqlite_where": sa.text("namesake = 1"), "postgresql_where": sa.text("namesake")}
    op.create_index("ix_sources_namesakes", "sources", ["label", "article_id"], **where)
    op.drop_index("ix_sources_counted", "sources")
    op.create_index("ix_sources_counted", "sources", [*_AXES, *_COUNTS])
    op.drop_index("ix_sources_anonymity_status", "sources")
    op.create_index("ix_findings_article_id_code_severity", "findings", ["article_id", "code", "severity"])
    op.create_index("ix_articles_known", "articles", ["id", "is_current", *_GROUPED, "doc_id"])
    op.drop_index("ix_articles_grouped", "articles")
    op.create_index("ix_articles_grouped", "articles", ["is_current", *_GROUPED, "id", "doc_id"])


def downgrade() -> None:
    op.drop_index("ix_articles_grouped", "articles")
    op.create_index("ix_articles_grouped", "articles", ["is_current", *_GROUPED, "id"])
    op.drop_index("ix_articles_known", "articles")
    op.drop_index("ix_findings_article_id_code_severity", "findings")
    op.create_index("ix_sources_anonymity_status", "sources", ["anonymity_status"])
    op.drop_index("ix_sources_counted", "sources")
    op.create_index("ix_sources_counted", "sources", [*_BEFORE, *_COUNTS])
    op.drop_index("ix_sources_namesakes", "sources")
    op.drop_index("ix_sources_label", "sources")
    op.create_index("ix_sources_label", "sources", ["label", "source_type", "statements", "attitudes", "article_id"])
    op.drop_column("sources", "namesake")
    for name in ("reason", "nameless", "people"):
        op.drop_column("tallies", name)
    op.create_index("ix_statement_sources_joint", "statement_sources", ["position", "article_id", "statement_id"])
    op.drop_table("joint_attributions")
