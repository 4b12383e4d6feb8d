"""Schema versions: Alembic, run from code on the migrations that are shipped with the tool.

A new database is filled silently; one of an older version is upgraded only when asked, after an SQLite file has been copied.
"""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, column, inspect, select, table

import audit
from audit.errors import StoreError
from audit.permissions import create_private
from audit.store.engine import lock, reading, safe_name, sqlite_file, trouble
from audit.store.metadata import whole_metadata
from audit.store.rows import SCHEMA_REVISION, Base

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

VERSION_TABLE = "alembic_version"
FAULTS = 3
"""Faults of a damaged file that are told."""


def location() -> Path:
    """The migrations folder: the installed package ``audit.migrations``, else ``migrations`` beside ``audit`` in a source tree."""
    try:
        package = importlib.import_module("audit.migrations")
    except ModuleNotFoundError:
        return Path(str(audit.__file__)).resolve().parents[1] / "migrations"
    return Path(str(package.__file__)).resolve().parent


def head() -> str:
    """The newest revision that this version of the tool knows."""
    return str(_script().get_current_head())


def current(engine: Engine) -> str | None:
    """The revision of the database; None where it has none yet. Raises ``StoreError``."""
    with reading(engine) as connection:
        return _current(connection)


def upgrade(engine: Engine, revision: str = "head") -> Path | None:
    """Brings the database to ``revision``, all or nothing. An SQLite file that has a schema already is copied first.

    Returns the copy's path, or None where nothing had to be copied. Raises ``StoreError`` on an unknown revision, a database of a newer
    version or of another program, and whatever a database can suffer from.
    """
    script = _script()
    before = current(engine)
    _refuse_strangers(engine, before, script)
    target = head() if revision == "head" else revision
    if target not in _known(script):
        raise StoreError(f"there is no schema version {revision!r}; the versions are: {', '.join(_known(script))}")
    if before == target:
        return None
    if before is not None and target < before:
        raise StoreError(f"the database is at schema version {before} and cannot go back to {target}; use a copy made before its upgrade")
    copy = _copy(engine, target) if before is not None else None
    _migrate(engine, target)
    return copy


def check(engine: Engine) -> list[str]:
    """Where database and models differ, and damage of an SQLite file, one sentence each; empty when all is well. Raises ``StoreError``."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    out = []
    with reading(engine, "check") as connection:
        if damage := _damage(connection):
            return [f"the file {safe_name(engine.url)} is damaged ({one}); restore a copy" for one in damage]
        found, newest = _current(connection), head()
        if found is None:
            return [f"the database {safe_name(engine.url)} has no schema yet; run: audit db upgrade"]
        if found != newest:
            out.append(f"the database has schema version {found}, but source-audit needs {newest}; run: audit db upgrade")
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        for difference in compare_metadata(context, whole_metadata()):
            steps = difference if isinstance(difference, list) else [difference]
            out.extend(_sentence(step) for step in steps)
    return out


def _damage(connection: Connection) -> list[str]:
    """What SQLite finds wrong with its file, at most a few things; PostgreSQL looks after its own."""
    if connection.dialect.name != "sqlite":
        return []
    told = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA integrity_check({FAULTS})") if row[0] != "ok"]
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check")
    links = [f"a row of {row[0]} refers to a row of {row[2]} that does not exist" for row in broken]
    return [" ".join(one.split()) for one in told] or links[:FAULTS]


def ensure(engine: Engine) -> None:
    """Makes sure that the database can be used: a new one is filled silently, any other must be at this version's schema.

    Raises ``StoreError`` that names ``audit db upgrade`` for an older one, and says so of a newer one or of another program's.
    """
    found = current(engine)
    if found == SCHEMA_REVISION:
        return
    script = _script()
    _refuse_strangers(engine, found, script)
    if found is not None:
        raise StoreError(
            f"the database {safe_name(engine.url)} was made by an older version of source-audit (schema {found}; this version needs "
            f"{head()}); run: audit db upgrade (an SQLite file is copied first)"
        )
    _migrate(engine, head())


def _config(connection: Connection | None = None) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(location()).replace("%", "%%"))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def _script() -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config())


def _known(script: ScriptDirectory) -> list[str]:
    """All revisions; they are numbered, so that they sort from old to new."""
    return sorted(revision.revision for revision in script.walk_revisions())


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.scalar(select(column("version_num")).select_from(table(VERSION_TABLE)))
    return None if found is None else str(found)


def _refuse_strangers(engine: Engine, found: str | None, script: ScriptDirectory) -> None:
    """A database without our version must hold no tables that ours would mix with; one with a version must have one that we know."""
    name = safe_name(engine.url)
    if found is not None:
        if found not in _known(script):
            raise StoreError(
                f"the database {name} was made by a newer version of source-audit (schema {found}; this version knows up to {head()}); "
                "install the newer version, or choose another database with --db"
            )
        return
    with reading(engine) as connection:
        tables = set(inspect(connection).get_table_names()) - {VERSION_TABLE}
        faster = bool(tables) and _current(connection) is not None  # another run of ours has made them since ``found`` was read
    if faster:
        return
    foreign = tables if engine.dialect.name == "sqlite" else tables & set(Base.metadata.tables)
    if foreign:
        raise StoreError(
            f"the database {name} has tables from another program ({', '.join(sorted(foreign)[:3])}); nothing was changed; choose another "
            "database with --db"
        )


def _migrate(engine: Engine, target: str) -> None:
    from alembic import command

    with (
        trouble(engine, "upgrade"),
        engine.connect() as connection,
        _without_foreign_keys(connection),
        connection.execution_options(audit_write=True).begin(),
    ):
        lock(connection)
        if _current(connection) != target:  # another program may have been faster
            command.upgrade(_config(connection), target)
            _check_links(connection)


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """SQLite rebuilds a table to change it; with foreign keys on, dropping the old one would take the rows of others along."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw: Any = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def _check_links(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise StoreError("the upgrade would break links between rows and was undone; please report this as a fault of source-audit")


def _copy(engine: Engine, target: str) -> Path | None:
    file = sqlite_file(engine.url)
    if file is None:
        return None
    stem = f"{file.name}.before-{target}"
    names = (file.with_name(stem if n == 1 else f"{stem}.{n}") for n in range(1, 1000))
    copy = next(name for name in names if not name.exists())
    try:
        create_private(copy)
        with closing(sqlite3.connect(file)) as old, closing(sqlite3.connect(copy)) as new:
            old.backup(new)
    except (OSError, sqlite3.Error) as error:
        copy.unlink(missing_ok=True)
        raise StoreError(
            f"cannot copy {file} to {copy} before the upgrade: {error}; nothing was changed; free some space there first"
        ) from error
    return copy


def _sentence(step: tuple[Any, ...]) -> str:
    """One difference as Alembic gives it, in words. ``add`` means that the models have it and the database lacks it."""
    verb, _, thing = str(step[0]).partition("_")
    if verb == "modify":
        return f"the column {step[2]}.{step[3]} has a different {thing} in the database ({step[5]}) than this version needs ({step[6]})"
    what = {"fk": "foreign key"}.get(thing, thing)
    item = step[-1]
    place = f" of the table {owner.name}" if (owner := getattr(item, "table", None)) is not None else ""
    missing = "the database lacks" if verb == "add" else "the models do not know"
    return f"{missing} the {what} {getattr(item, 'name', None) or 'without a name'}{place}"
