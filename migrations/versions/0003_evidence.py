"""What decided: the tagger's probabilities beside each statement, what tied each of its sources and how surely, what found each
marker.

Revision 0003, after 0002. Statements that are stored already have none until their articles are audited again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SCORES = ("tag_cue", "tag_source", "tag_content", "speaker_confidence")


def upgrade() -> None:
    for name in _SCORES:
        op.add_column("statements", sa.Column(name, sa.Double(), nullable=True))
    op.add_column("statement_sources", sa.Column("resolved_by", sa.String(), nullable=True))
    op.add_column("markers", sa.Column("matched", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("markers", "matched")
    op.drop_column("statement_sources", "resolved_by")
    for name in _SCORES:
        op.drop_column("statements", name)
