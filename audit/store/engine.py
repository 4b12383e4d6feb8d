"""Opens a database, and says in plain words what is wrong with it. Passwords never reach a message."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from glob import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from audit.errors import LostError, StoreError, UnstorableError
from audit.permissions import create_private

WAIT = 5.0
"""Seconds to wait for another program's lock."""
CONNECT_WAIT = 10
"""Seconds to wait for a PostgreSQL server to answer."""
READING_CACHE, WRITING_CACHE = 65_536, 16_384
"""KiB of an SQLite file that a connection may keep in memory, where the file is that large, of commands that only read and of the others.

SQLite's own two megabytes are few for reports on a million statements; a run of days has to stay as small as it began.
"""
AT_ONCE = 2
"""How many questions a report asks at the same time, each over a connection of its own: SQLite, too, answers in as many threads as ask."""
WRITE_LOCK = 7_305_814_221
"""Key of the advisory lock that lets one writer at a time into a PostgreSQL database, as SQLite does by itself."""


def open_engine(url: str, *, must_exist: bool = False, wait: float = WAIT) -> Engine:
    """An engine for a database URL, or for a bare path, which is an SQLite file.

    ``postgres://`` and ``postgresql://`` go through psycopg 3. ``must_exist`` refuses an SQLite file that is not there yet (for commands
    that only read); ``wait`` is how many seconds to wait for a locked SQLite file. Nothing is connected yet, so that a server that is away
    shows in the first use. Raises ``StoreError`` on an unusable URL, another kind of database, a missing folder or a missing driver.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        _check_file(parsed, must_exist)
        engine = _made(parsed, {"timeout": wait})
        event.listen(engine, "do_connect", partial(_make_private, sqlite_file(parsed) if _may_be_made(parsed) else None))
        event.listen(engine, "connect", partial(_note_file, sqlite_file(parsed)))
        event.listen(engine, "connect", partial(_sqlite_settings, READING_CACHE if must_exist else WRITING_CACHE))
        event.listen(engine, "begin", _sqlite_begin)
        return engine
    answer = {} if "connect_timeout" in parsed.query else {"connect_timeout": CONNECT_WAIT}
    try:
        return _made(parsed, answer, pool_pre_ping=True)
    except ImportError as error:
        raise StoreError(
            "PostgreSQL needs the driver psycopg 3, which is not installed or not complete; "
            'install it with: python -m pip install "source-audit[postgres]"'
        ) from error


def safe_name(url: URL) -> str:
    """The URL as it may be shown: the password as ``***``, options (which may hold one too) left out; for SQLite the file."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.set(drivername=url.get_backend_name(), query={}).render_as_string(hide_password=True)


def shown(url: str) -> str:
    """A database URL, or bare path, as it may be shown."""
    try:
        return safe_name(_parse(url))
    except StoreError:
        return "(a URL that cannot be understood)"


def sqlite_file(url: URL) -> Path | None:
    """The file behind an SQLite URL, also one that is given as a ``file:`` URI; None in memory and for other databases."""
    name = url.database
    if url.get_backend_name() != "sqlite" or not name or name == ":memory:":
        return None
    if not _is_uri(url):
        return Path(name)
    path = unquote(urlsplit(name).path)
    if url.query.get("mode") == "memory" or url.query.get("vfs") == "memdb" or path in ("", ":memory:"):
        return None
    return Path(path.removeprefix("/")) if os.name == "nt" and re.match("/[A-Za-z]:", path) else Path(path)


def files_of(url: str) -> list[Path]:
    """The files that an SQLite URL, or a bare path, stands for or may come to: the database, what SQLite keeps beside it, and the copies
    that upgrades made. None of other databases. Raises ``StoreError`` on an unusable URL.
    """
    file = sqlite_file(_parse(url))
    if file is None or not file.name:  # opening it says that it is a folder
        return []
    beside = [file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal")]
    return [file, *beside, *file.parent.glob(f"{escape(file.name)}.before-*")]


@contextmanager
def trouble(engine: Engine, doing: str) -> Iterator[None]:
    """Turns what SQLAlchemy raises inside into a ``StoreError`` that names the database, ``doing`` and the next step.

    It is an ``UnstorableError`` where the database is well and only refuses the record at hand.
    """
    try:
        yield
    except (DataError, IntegrityError) as error:
        raise UnstorableError(explain(error, engine.url, doing)) from error
    except OverflowError as error:  # SQLite's driver says so by itself
        raise UnstorableError(f"cannot {doing} the database {safe_name(engine.url)}: a number is too large to store ({error})") from error
    except SQLAlchemyError as error:
        raise StoreError(explain(error, engine.url, doing)) from error


@contextmanager
def reading(engine: Engine, doing: str = "read") -> Iterator[Connection]:
    """A connection whose queries all see the same moment. Raises ``StoreError``."""
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with trouble(engine, doing), engine.connect().execution_options(**level) as connection:
        yield connection


@contextmanager
def writing(engine: Engine, doing: str = "write") -> Iterator[Connection]:
    """A transaction that is alone in writing; kept when the block ends, undone when it raises.

    Raises ``StoreError``, and ``LostError`` where the file was deleted or replaced since it was opened.
    """
    with trouble(engine, doing), engine.connect() as connection, connection.execution_options(audit_write=True).begin():
        lock(connection)
        _require_file(connection, engine.url)
        yield connection
        _require_file(connection, engine.url)


def asking() -> ThreadPoolExecutor:
    """Threads for questions to a database that do not wait for each other. An answer, or what a question raised, is its future's result."""
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="asking")


def lock(connection: Connection) -> None:
    """Waits until no other writer is in a PostgreSQL database; an SQLite transaction for writing is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")


def explain(error: SQLAlchemyError, url: URL, doing: str) -> str:
    """What happened and what to do next, without statements, parameters or passwords."""
    name = safe_name(url)
    cause = str(error.orig) if isinstance(error, DBAPIError) else str(error).partition("\n")[0]
    for secret in (url.password, *(url.query.get(name) for name in _SECRETS)):
        if secret:
            cause = cause.replace(str(secret), "***")
    cause = " ".join(cause.split())
    lowered = cause.lower()
    start = f"cannot {doing} the database {name}: "
    if isinstance(error, IntegrityError):
        return f"{start}records would contradict each other ({cause}); nothing was changed, please report this as a fault of source-audit"
    for signs, advice in _ADVICE:
        if any(sign in lowered for sign in signs):
            return start + advice.format(cause=cause)
    return f"{start}{cause}; check the database, or choose another with --db"


_FILE = "audit_file"
"""Under this name a connection knows the identity of the file that it opened."""
_MISSPELT = re.compile(
    r"(?:postgres|postgresql|sqlite)(?:\+\w+)?(?::|/.*@)|[^/\\:]*:[^/\\]*@|.*?\b(?:ssl)?password\s*=", re.IGNORECASE | re.DOTALL
)
"""A URL without its ``://``, or a server's settings in words: it would be taken for the name of a file and shown with its password."""
_SECRETS = ("password", "sslpassword")
"""Options of a PostgreSQL URL that hold one."""

_ADVICE: tuple[tuple[tuple[str, ...], str], ...] = (
    (("database is locked", "table is locked", "lock timeout"), "another program is using it; wait until that has finished, and try again"),
    (("readonly database", "read-only"), "it is read-only; make it and its folder writable, or choose another with --db"),
    (
        ("disk is full", "no space left", "disk i/o error", "could not extend file"),
        "the disk is full or failing ({cause}); free some space and run the command again; what is already stored is safe",
    ),
    (("not a database",), "the file is not an SQLite database; choose another with --db, or move the file away"),
    (("malformed",), "the file is damaged ({cause}); restore a copy, or choose another with --db"),
    (("unable to open database file",), "the file cannot be opened; check that it is a file, and check its permissions and its folder's"),
    (
        ("no such table", "undefinedtable", 'relation "', "no such column", 'column "'),
        "its tables do not match this version ({cause}); run: audit db upgrade",
    ),
    (
        ("password authentication failed", "no password supplied"),
        "the server refused the login ({cause}); check user and password (PGPASSWORD is for servers that --db or AUDIT_DB names)",
    ),
    (
        ("connection refused", "no such file or directory", "could not translate", "resolve host", "timeout expired", "connection timeout"),
        "no server answers there ({cause}); start it, or check host and port in --db",
    ),
    (("does not exist",), "{cause}; create it, or check the name in --db"),
)


def _parse(url: str) -> URL:
    if not url.strip():
        raise StoreError("the database has no name; give a file or a URL with --db or AUDIT_DB")
    if "://" not in url and not _MISSPELT.match(url):
        return URL.create("sqlite", database=str(Path(url).expanduser()))
    try:
        parsed = make_url(url)
        driver, backend = parsed.drivername, parsed.get_backend_name()
        if backend in ("postgresql", "postgres") and url.count("@") > 1:
            raise ValueError  # one of them is in the password, and what is behind it would be taken for the host and be shown
        if backend in ("postgresql", "postgres") and driver in ("postgres", "postgresql", "postgresql+psycopg"):
            return parsed.set(drivername="postgresql+psycopg")
        if backend == "sqlite" and driver in ("sqlite", "sqlite+pysqlite"):
            return parsed
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise _not_understood() from None
    raise StoreError(f"{driver!r} is not a supported database; use sqlite:///FILE or postgresql://user@host/name")


def _not_understood() -> StoreError:
    return StoreError(
        "the database URL is not valid; write it as sqlite:///audit.db or postgresql://user:password@host/name (special characters in "
        "user and password as %XX, such as %40 for @)"
    )


def _made(url: URL, arguments: dict[str, Any], **options: Any) -> Engine:
    try:
        return create_engine(url, connect_args=arguments, hide_parameters=True, json_serializer=_compact, **options)
    except (ArgumentError, TypeError, ValueError):  # an option of the URL that is no number, say
        raise _not_understood() from None


def _compact(value: Any) -> str:
    """JSON without the spaces that nobody reads."""
    return json.dumps(value, separators=(",", ":"))


def _is_uri(url: URL) -> bool:
    return (url.database or "").startswith("file:") and str(url.query.get("uri", "")).lower() in ("true", "yes", "on", "y", "t", "1")


def _may_be_made(url: URL) -> bool:
    return not _is_uri(url) or url.query.get("mode") not in ("ro", "rw")


def _check_file(url: URL, must_exist: bool) -> None:
    path = sqlite_file(url)
    if path is None:
        return
    if not path.parent.is_dir():
        raise StoreError(f"cannot open the database {path}: there is no folder {path.parent}; create it, or choose another with --db")
    if path.is_dir():
        raise StoreError(f"cannot open the database {path}: it is a folder; name a file in it with --db")
    if must_exist and not path.exists():
        raise StoreError(f"there is no database {path} yet; run: audit run PATHS, or choose another with --db")


def _make_private(path: Path | None, *_: Any) -> None:
    """SQLite would make a new file readable by everybody; its journals take after the file."""
    if path is not None:
        with suppress(OSError):  # SQLite says it better
            create_private(path)


def _note_file(path: Path | None, _connection: Any, record: Any) -> None:
    record.info[_FILE] = _identity(path) if path is not None else None


def _require_file(connection: Connection, url: URL) -> None:
    """SQLite goes on in a file that was deleted or replaced, and all that it stores there is gone when the connection closes."""
    path, opened = sqlite_file(url), connection.info.get(_FILE)
    if path is not None and opened is not None and _identity(path) != opened:
        raise LostError(f"the database {path} was deleted or replaced, with everything in it, while it was in use; run the command again")


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from any other; None where it is not there, or the system cannot say."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _sqlite_settings(cache: int, connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver opens no transactions of its own; _sqlite_begin does
    connection.create_function("lower", 1, _lower, deterministic=True)
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA cache_size = -{cache}")
        _write_ahead(cursor)
    finally:
        cursor.close()


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Turns the write-ahead log on. SQLite does not wait for a lock here by itself, so it is asked again for as long as elsewhere."""
    deadline = time.monotonic() + cursor.execute("PRAGMA busy_timeout").fetchone()[0] / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "readonly" in str(error):  # a file that may only be read is read as it is
                return
            if "locked" not in str(error) or time.monotonic() >= deadline:
                raise
            time.sleep(0.02)


def _lower(words: object) -> object:
    """Lower case beyond ASCII, which SQLite's own function leaves alone."""
    return words.lower() if isinstance(words, str) else words


def _sqlite_begin(connection: Connection) -> None:
    writer = connection.get_execution_options().get("audit_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")
