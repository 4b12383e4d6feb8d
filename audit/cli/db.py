"""``audit db``: the versions of the database's schema."""

from __future__ import annotations

import click

from audit.cli import options
from audit.cli.codes import CLEAN, TROUBLE
from audit.cli.messages import tell
from audit.cli.options import Invocation
from audit.cli.output import opened

EPILOG = """\b
Examples:
    audit db current
    audit db upgrade
    audit db check --db postgresql://user@host/audit
"""


@click.group("db", epilog=EPILOG)
def command() -> None:
    """Upgrade the database, show its schema version, or check it against this version of the tool."""


@command.command("upgrade")
@options.db_option
@click.pass_obj
def upgrade(invocation: Invocation, db: str | None) -> None:
    """Upgrade the database to this version's schema. An SQLite file is copied first."""
    from audit.store import schema
    from audit.store.engine import open_engine

    engine = open_engine(invocation.settings(db=db).db)
    copy = schema.upgrade(engine)
    with opened(None) as stream:
        stream.write(f"schema {schema.current(engine)}\n")
    if copy is not None:
        tell(f"a copy of the old database is in {copy}")


@command.command("current")
@options.db_option
@click.pass_obj
def current(invocation: Invocation, db: str | None) -> None:
    """Show the schema version of the database and the one that this version of the tool needs."""
    from audit.store import schema
    from audit.store.engine import open_engine

    found = schema.current(open_engine(invocation.settings(db=db).db, must_exist=True))
    with opened(None) as stream:
        stream.write(f"database {found or 'without a schema'}\ntool     {schema.head()}\n")


@command.command("check")
@options.db_option
@click.pass_obj
def check(invocation: Invocation, db: str | None) -> int:
    """Check the database against the schema this version needs. Exit code 2 if they differ."""
    from audit.store import schema
    from audit.store.engine import open_engine

    differences = schema.check(open_engine(invocation.settings(db=db).db, must_exist=True))
    with opened(None) as stream:
        stream.writelines(f"{one}\n" for one in differences or ["the database matches this version of source-audit"])
    return TROUBLE if differences else CLEAN
