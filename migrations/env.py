"""What Alembic runs: the tool hands its own connection over; a developer's ``alembic`` opens the database of ``sqlalchemy.url``."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, create_engine

from audit.store.metadata import whole_metadata


def migrate(connection: Connection) -> None:
    """Runs the migrations that were asked for, in the transaction of ``connection``."""
    context.configure(
        connection=connection,
        target_metadata=whole_metadata(),
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    migrate(handed_over)
else:
    with create_engine(context.config.get_main_option("sqlalchemy.url") or "sqlite:///audit.db").begin() as own:
        migrate(own)
