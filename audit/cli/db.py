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
    """The database: bring its schema up to date, show its version, compare it with this version of the tool."""


@command.command("upgrade")
@options.db_option
@click.pass_obj
def upgrade(invocation: Invocation, db: str | None) -> None:
    """Bring the database to the schema of this version; an SQLite file is copied first."""
    from audit.store import schema
    from audit.store.engine import open_engine

    engine = open_engine(invocation.settings(db=db).db)
    copy = schema.upgrade(engine)
    with opened(None) as stream:
        stream.write(f"schema {schema.current(engine)}\n")
    if copy is not None:
        tell(f"the database as it was is kept in {copy}")


@command.command("current")
@options.db_option
@click.pass_obj
def current(invocation: Invocation, db: str | None) -> None:
    """Show the schema version of the database and the one that this version of the tool is made for."""
    from audit.store import schema
    from audit.store.engine import open_engine

    found = schema.current(open_engine(invocation.settings(db=db).db, must_exist=True))
    with opened(None) as stream:
        stream.write(f"database {found or 'without a schema'}\ntool     {schema.head()}\n")


@command.command("check")
@options.db_option
@click.pass_obj
def check(invocation: Invocation, db: str | None) -> int:
    """Compare the database with what this version needs; exit with 2 where they differ."""
    from audit.store import schema
    from audit.store.engine import open_engine

    differences = schema.check(open_engine(invocation.settings(db=db).db, must_exist=True))
    with opened(None) as stream:
        stream.writelines(f"{one}\n" for one in differences or ["the database and this version of source-audit are in step"])
    return TROUBLE if differences else CLEAN
