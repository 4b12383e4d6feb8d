"""What decided every link and axis, and a probability for each part of a statement and of its source.

Revision 0007, after 0006. What is stored already has none of it until its articles are audited again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_PARTS = {
    "sources": ("type_confidence", "office_confidence", "status_confidence"),
    "statements": ("words_confidence", "phrase_confidence"),
}


def upgrade() -> None:
    for table, names in _PARTS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.Double(), nullable=True))
    op.create_table(
        "grounds",
        sa.Column("article_id", sa.String(), sa.ForeignKey("articles.id", name="fk_grounds_article_id_articles"), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("words", "of_sources", "of_statements")),
        sa.PrimaryKeyConstraint("article_id", name="pk_grounds"),
    )


def downgrade() -> None:
    op.drop_table("grounds")
    for table, names in _PARTS.items():
        for name in names:
            op.drop_column(table, name)
