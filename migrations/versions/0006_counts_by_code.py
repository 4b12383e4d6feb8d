"""Counts by the code of findings: tallies once more for each rule, how much of each source a rule found something about, and the sources
of joint attributions.

Revision 0006, after 0005. What is stored already is filled in here.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_COUNTS = ("statements", "pairs", "named", "official", "anonymous", "orphans", "people", "nameless", "reason")
_ABOUT = """
    SELECT f.article_id, f.code, f.statement_id, l.source_id
    FROM findings f
    LEFT JOIN statement_sources l ON l.article_id = f.article_id AND l.statement_id = f.statement_id
    WHERE f.statement_id IS NOT NULL
    UNION
    SELECT f.article_id, f.code, l.statement_id, f.source_id
    FROM findings f
    JOIN statement_sources l ON l.article_id = f.article_id AND l.source_id = f.source_id
    WHERE f.statement_id IS NULL AND f.source_id IS NOT NULL
    UNION
    SELECT f.article_id, f.code, s.id, l.source_id
    FROM findings f
    JOIN statements s ON s.article_id = f.article_id
    LEFT JOIN statement_sources l ON l.article_id = s.article_id AND l.statement_id = s.id
    WHERE f.statement_id IS NULL AND f.source_id IS NULL
"""
_TALLIES = f"""
    INSERT INTO tallies (article_id, scope, code, {", ".join(_COUNTS)})
    SELECT a.article_id, s.scope, a.code, COUNT(DISTINCT a.statement_id), COUNT(*),
           SUM(CASE WHEN o.source_type = 'named' THEN 1 ELSE 0 END),
           SUM(CASE WHEN o.source_type = 'official' THEN 1 ELSE 0 END),
           SUM(CASE WHEN o.source_type = 'anonymous' THEN 1 ELSE 0 END),
           SUM(CASE WHEN a.source_id IS NULL THEN 1 ELSE 0 END),
           SUM(CASE WHEN o.kind IN ('person', 'group') THEN 1 ELSE 0 END),
           SUM(CASE WHEN o.kind IN ('person', 'group') AND o.source_type = 'anonymous' THEN 1 ELSE 0 END),
           MAX(CASE WHEN o.source_type = 'anonymous' AND o.anonymity_status IN ('disclosed', 'blanket') THEN
               CASE o.reason_class WHEN 'none' THEN 0 WHEN 'boilerplate' THEN 1 ELSE 2 END
           END)
    FROM ({_ABOUT}) a
    JOIN statements s ON s.article_id = a.article_id AND s.id = a.statement_id
    LEFT JOIN sources o ON o.article_id = a.article_id AND o.id = a.source_id
    GROUP BY a.article_id, s.scope, a.code
"""
_SOURCES = f"""
    INSERT INTO source_findings (article_id, source_id, code, statements, attitudes)
    SELECT a.article_id, a.source_id, a.code,
           SUM(CASE WHEN s.scope = 'statement' THEN 1 ELSE 0 END), SUM(CASE WHEN s.scope = 'statement' THEN 0 ELSE 1 END)
    FROM ({_ABOUT}) a
    JOIN statements s ON s.article_id = a.article_id AND s.id = a.statement_id
    WHERE a.source_id IS NOT NULL
    GROUP BY a.article_id, a.source_id, a.code
"""
_JOINT = """
    UPDATE joint_attributions SET source_id = l.source_id FROM statement_sources l
    WHERE l.article_id = joint_attributions.article_id AND l.statement_id = joint_attributions.statement_id
    AND l.position = joint_attributions.position
"""


def upgrade() -> None:
    op.add_column("joint_attributions", sa.Column("source_id", sa.String(), nullable=False, server_default=""))
    op.execute(_JOINT)
    _remake("code")
    op.create_index("ix_tallies_counted", "tallies", ["code", "article_id", "scope", *_COUNTS])
    op.execute(_TALLIES)
    op.create_table(
        "source_findings",
        sa.Column("article_id", sa.String(), sa.ForeignKey("articles.id", name="fk_source_findings_article_id_articles"), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("attitudes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "source_id", "code", name="pk_source_findings"),
    )
    op.execute(_SOURCES)
    op.create_index("ix_source_findings_counted", "source_findings", ["code", "article_id", "source_id", "statements", "attitudes"])


def downgrade() -> None:
    op.drop_table("source_findings")
    op.execute("DELETE FROM tallies WHERE code <> ''")
    op.drop_index("ix_tallies_counted", "tallies")
    _remake()
    op.drop_column("joint_attributions", "source_id")


def _remake(*code: str) -> None:
    """Makes the table of tallies anew with another key, since SQLite cannot change one; what is in it stays."""
    op.execute("CREATE TABLE tallies_before AS SELECT * FROM tallies")
    op.drop_table("tallies")
    later = {"people": "0", "nameless": "0"}
    op.create_table(
        "tallies",
        sa.Column("article_id", sa.String(), sa.ForeignKey("articles.id", name="fk_tallies_article_id_articles"), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("scope", *code)),
        *(sa.Column(name, sa.Integer(), nullable=False, server_default=later.get(name)) for name in _COUNTS if name != "reason"),
        sa.Column("reason", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("article_id", "scope", *code, name="pk_tallies"),
    )
    names, values = ", ".join(("article_id", "scope", *_COUNTS)), "".join(f", {name}" for name in code)
    empty = ", ''" if code else ""
    op.execute(f"INSERT INTO tallies ({names}{values}) SELECT {names}{empty} FROM tallies_before")
    op.drop_table("tallies_before")
