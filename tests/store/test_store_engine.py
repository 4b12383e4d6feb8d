"""Opening databases, and what is said when they cannot be used."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import SQLAlchemyError

from audit.errors import LostError, StoreError
from audit.store.engine import explain, files_of, open_engine, reading, safe_name, sqlite_file, trouble, writing
from audit.store.repository import Repository
from audit.store.schema import current, ensure
from tests.store.store_builders import OTHER_RUN, RUN, bridge


def test_a_bare_path_is_an_sqlite_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for url in ("a b%20?c.db", "sqlite:///a.db", str(tmp_path / "d.db"), "~/e.db"):
        engine = open_engine(url)
        ensure(engine)
        engine.dispose()
    assert {p.name for p in tmp_path.iterdir() if p.suffix == ".db"} == {"a b%20?c.db", "a.db", "d.db", "e.db"}


@pytest.mark.skipif(os.name != "posix", reason="permissions are told otherwise there")
def test_a_new_database_is_its_owners_alone(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path / "a.db"))
    assert not (tmp_path / "a.db").exists()
    ensure(engine)
    with reading(engine):
        assert {oct(p.stat().st_mode & 0o777) for p in tmp_path.iterdir()} == {"0o600"}
        assert len(list(tmp_path.iterdir())) == 3
    engine.dispose()


@pytest.mark.skipif(os.name != "posix", reason="permissions are told otherwise there")
@pytest.mark.parametrize("url", ["sqlite:///file:a.db?uri=true", "sqlite:///file:%2E/a.db?uri=1&nolock=0", "file:a.db"])
def test_so_is_one_that_a_uri_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match="audit run"):
        open_engine(url, must_exist=True)
    engine = open_engine(url)
    ensure(engine)
    assert {oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()} == {"0o600"}
    assert len(files_of(url)) >= 4
    assert set(files_of(url)) >= {path.relative_to(tmp_path) for path in tmp_path.iterdir()}
    engine.dispose()


def test_a_uri_that_may_make_nothing_makes_nothing(tmp_path: Path) -> None:
    for mode in ("mode=ro", "mode=rw"):
        with pytest.raises(StoreError, match=r"read-only|cannot be opened"):
            ensure(open_engine(f"sqlite:///file:{tmp_path}/a.db?{mode}&uri=true"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be deleted there")
@pytest.mark.parametrize("replaced", [False, True])
def test_a_database_that_is_deleted_under_a_run(sqlite_url: str, replaced: bool) -> None:
    repository = Repository(engine := open_engine(sqlite_url))
    repository.save(bridge(), RUN)
    Path(sqlite_url).unlink()
    if replaced:
        Path(sqlite_url).write_bytes(b"")
    with pytest.raises(LostError, match="was deleted or replaced, with everything in it, while it was in use"):
        repository.save(bridge(), OTHER_RUN)
    engine.dispose()


@pytest.mark.skipif(os.name != "posix", reason="permissions are told otherwise there")
def test_a_database_that_is_there_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "a.db").touch(0o640)
    engine = open_engine(str(tmp_path / "a.db"))
    ensure(engine)
    engine.dispose()
    assert (tmp_path / "a.db").stat().st_mode & 0o777 == 0o640


def test_sqlite_is_set_up_for_us(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url, wait=3)
    with reading(engine) as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 3000
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.execute(text("SELECT lower('ÉCHO'), lower(NULL)")).one() == ("écho", None)
    engine.dispose()


@pytest.mark.parametrize("url", ["postgres://u:secret@db.example:1/x", "postgresql://u:secret@db.example:1/x?connect_timeout=3"])
def test_postgresql_goes_through_psycopg_3(url: str) -> None:
    engine = open_engine(url)
    assert engine.url.drivername == "postgresql+psycopg"
    assert safe_name(engine.url) == "postgresql://u:***@db.example:1/x"


@pytest.mark.postgres
def test_both_spellings_reach_the_server(new_postgres: str) -> None:
    engine = open_engine(new_postgres.replace("postgresql://", "postgres://"))
    assert current(engine) is None
    engine.dispose()


def test_a_name_to_be_shown_has_no_secrets() -> None:
    assert safe_name(make_url("postgresql://h/x?password=secret")) == "postgresql://h/x"
    assert safe_name(make_url("sqlite://")) == ":memory:"
    assert sqlite_file(make_url("sqlite://")) is None
    assert sqlite_file(make_url("sqlite:///file:/a%20b.db?uri=true")) == Path("/a b.db")
    assert sqlite_file(make_url("sqlite:///file://localhost/a.db?mode=rw&uri=1")) == Path("/a.db")
    assert sqlite_file(make_url("sqlite:///file:a.db")) == Path("file:a.db")
    for memory in ("file::memory:?uri=true", "file:a.db?mode=memory&uri=true", "file:?uri=true"):
        assert sqlite_file(make_url(f"sqlite:///{memory}")) is None
    assert sqlite_file(make_url("postgresql://h/x")) is None


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "has no name"),
        ("mysql://u:secret@h/x", "'mysql' is not a supported database"),
        ("postgresql+psycopg2://u:secret@h/x", r"'postgresql\+psycopg2' is not a supported database"),
        ("nonsense://u:secret@h/x", "'nonsense' is not a supported database"),
        ("postgresql://u:secret@h:port/x", "is not valid"),
        ("://secret", "is not valid"),
        ("postgresql://u:hid@secret@h/x", "is not valid"),
        ("postgresql://u:hid@den/secret?x@h/x", "is not valid"),
        ("postgresql://u:1@secret/den@h/x", "is not valid"),
        ("postgresql:/u:secret@h/x", "is not valid"),
        ("postgres:u:secret@h/x", "is not valid"),
        ("postgresql/u:secret@h/x", "is not valid"),
        ("postgresql+psycopg:u:secret@h/x", "is not valid"),
        ("pgsql:u:secret@h/x", "is not valid"),
        ("u:secret@h/x", "is not valid"),
        ("host=h password=secret dbname=x", "is not valid"),
        ("sqlite:/secret.db", "is not valid"),
        ("sqlite:///a.db?timeout=secret", "is not valid"),
        ("sqlite:///secret.db?detect_types=x", "is not valid"),
        ("no/such/folder/audit.db", "there is no folder no/such/folder"),
        ("sqlite:////", "it is a folder"),
        (".", "it is a folder"),
    ],
)
def test_unusable_urls_are_refused_without_their_password(url: str, says: str) -> None:
    with pytest.raises(StoreError, match=says) as caught:
        open_engine(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("folder", [".", "/", "..", "sqlite:///."])
def test_a_folder_is_no_file_of_a_database(folder: str) -> None:
    assert all(path.name for path in files_of(folder))


def test_a_command_that_only_reads_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="audit run"):
        open_engine(str(tmp_path / "audit.db"), must_exist=True)
    (tmp_path / "audit.db").touch()
    open_engine(str(tmp_path / "audit.db"), must_exist=True)


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r'pip install "source-audit\[postgres\]"'):
        open_engine("postgresql://u:secret@h/x")


def test_a_refused_connection_says_what_to_do() -> None:
    engine = open_engine("postgresql://u:secret@127.0.0.1:1/x")
    with pytest.raises(StoreError, match=r"no server answers there .*Connection refused.*start it") as caught:
        current(engine)
    assert "secret" not in str(caught.value)


def test_a_password_in_the_cause_is_hidden() -> None:
    said = explain(SQLAlchemyError("login with s3cret failed"), make_url("postgresql://u:s3cret@h/x"), "open")
    assert said.startswith("cannot open the database postgresql://u:***@h/x: login with *** failed; check the database")
    said = explain(SQLAlchemyError("login with s3cret failed"), make_url("postgresql://h/x?sslpassword=s3cret"), "open")
    assert "s3cret" not in said


@pytest.mark.postgres
def test_a_database_that_is_not_there_is_named(new_postgres: str) -> None:
    engine = open_engine(make_url(new_postgres).set(database="nowhere").render_as_string(hide_password=False))
    with pytest.raises(StoreError, match='"nowhere" does not exist; create it'):
        current(engine)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("only words, but enough of them to be read as a header " * 30)
    with pytest.raises(StoreError, match="is not an SQLite database"):
        ensure(open_engine(str(path)))
    assert path.read_text().startswith("only words")


def test_a_damaged_file(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    Repository(engine).save(bridge(), RUN)
    engine.dispose()
    data = bytearray(Path(sqlite_url).read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    Path(sqlite_url).write_bytes(bytes(data))
    engine = open_engine(sqlite_url)
    with pytest.raises(StoreError, match=r"damaged .*restore a copy"):
        list(Repository(engine).audits())
    engine.dispose()


def test_a_read_only_database_can_be_read_but_not_written(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    Repository(engine).save(bridge(), RUN)
    engine.dispose()
    with sqlite3.connect(sqlite_url, isolation_level=None) as plain:
        plain.execute("PRAGMA journal_mode = DELETE")
    plain.close()
    engine = open_engine(f"sqlite:///file:{sqlite_url}?mode=ro&uri=true")
    ensure(engine)
    repository = Repository(engine)
    assert list(repository.audits()) == [bridge()]
    with pytest.raises(StoreError, match="it is read-only; make it and its folder writable"):
        repository.save(bridge(), OTHER_RUN)
    engine.dispose()


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened; check that it is a file"):
        current(open_engine(f"sqlite:///file:{tmp_path}/none.db?mode=ro&uri=true"))


def test_a_file_locked_while_it_is_opened(tmp_path: Path) -> None:
    path = str(tmp_path / "audit.db")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="another program is using it"):
        current(open_engine(path, wait=0.05))
    holder.close()


def test_a_missing_table_points_to_the_upgrade(new_url: str) -> None:
    empty = open_engine(new_url)
    with pytest.raises(StoreError, match="audit db upgrade"):
        list(Repository(empty).articles())
    empty.dispose()


def test_other_errors_pass_through(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with pytest.raises(KeyError), trouble(engine, "use"):
        raise KeyError("ours")

    def interrupted() -> None:
        with writing(engine) as connection:
            connection.execute(text("INSERT INTO runs VALUES (1, 'd', 'v', '[]', '[]', 's')"))
            raise KeyError("ours")

    with pytest.raises(KeyError):
        interrupted()
    with reading(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM runs")).scalar() == 0
    engine.dispose()
