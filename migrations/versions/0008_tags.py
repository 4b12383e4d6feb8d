"""What the tagger says beside what it chose: whether others would take the cue for one, and the likeliest other words for the source.

Revision 0008, after 0007. What is stored already has none of it until its articles are audited again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SCORES = ("tag_cue_by_others", "tag_rival")


def upgrade() -> None:
    for name in _SCORES:
        op.add_column("statements", sa.Column(name, sa.Double(), nullable=True))


def downgrade() -> None:
    for name in _SCORES:
        op.drop_column("statements", name)
