"""Schema versions: new, older, newer and foreign databases; models and migrations in step."""

from __future__ import annotations

import ast
import shutil
import sqlite3
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select, text

import audit
from audit.domain.source import SourceType
from audit.errors import StoreError
from audit.store import schema
from audit.store.engine import open_engine, reading, writing
from audit.store.filter import Filter
from audit.store.groups import by
from audit.store.repository import Repository
from audit.store.rows import SCHEMA_REVISION, JointRow, SourceFindingRow, SourceRow, TallyRow
from audit.store.saving import Saved
from audit.store.totals import totals
from tests.store.store_builders import RUN, bridge

HEAD = SCHEMA_REVISION
AFTER = f"{int(HEAD) + 1:04}"

NEXT = '''"""Tests only: one more column, by way of a rebuilt table."""

import sqlalchemy as sa
from alembic import op

revision = "{after}"
down_revision = "{head}"


def upgrade() -> None:
    rebuild = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("articles", recreate=rebuild) as table:
        table.add_column(sa.Column("mood", sa.String()))
    {more}
'''


AddNext = Callable[..., None]


@pytest.fixture
def add_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AddNext:
    """A function that makes as if the tool were a version further, with ``more`` in its migration."""

    def add(more: str = "pass") -> None:
        folder = tmp_path / "100% migrations"
        shutil.copytree(schema.location(), folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / f"{AFTER}_mood.py").write_text(NEXT.format(after=AFTER, head=HEAD, more=more))
        monkeypatch.setattr(schema, "location", lambda: folder)
        monkeypatch.setattr(schema, "SCHEMA_REVISION", AFTER)

    return add


def test_the_constant_is_the_head() -> None:
    assert schema.head() == SCHEMA_REVISION


def test_a_new_database_is_filled_silently(new_url: str) -> None:
    engine = open_engine(new_url)
    assert schema.current(engine) is None
    assert schema.check(engine)[0].endswith("run: audit db upgrade")
    schema.ensure(engine)
    schema.ensure(engine)
    assert schema.current(engine) == schema.head()
    assert schema.check(engine) == []
    assert schema.upgrade(engine) is None
    engine.dispose()


def test_a_database_in_memory_works() -> None:
    engine = open_engine("sqlite://")
    schema.ensure(engine)
    Repository(engine).save(bridge(), RUN)
    assert list(Repository(engine).audits()) == [bridge()]
    engine.dispose()


def test_two_programs_may_fill_a_new_database_at_once(new_url: str) -> None:
    errors: list[Exception] = []

    def work() -> None:
        engine = open_engine(new_url)
        try:
            gate.wait()
            schema.ensure(engine)
        except Exception as error:
            errors.append(error)
        finally:
            engine.dispose()

    schema.head()
    gate = threading.Barrier(2)
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors


def test_differences_are_told_in_words(new_url: str) -> None:
    engine = open_engine(new_url)
    schema.upgrade(engine)
    with writing(engine) as connection:
        for statement in (
            "DROP TABLE markers",
            "CREATE TABLE diary (day VARCHAR)",
            "DROP INDEX ix_findings_counted",
            "ALTER TABLE sentences ADD COLUMN mood VARCHAR",
            "ALTER TABLE responses DROP COLUMN kind",
            "ALTER TABLE skipped_inputs DROP COLUMN code",
            "ALTER TABLE skipped_inputs ADD COLUMN code VARCHAR",
        ):
            connection.execute(text(statement))
    told = schema.check(engine)
    engine.dispose()
    assert "the database lacks the table markers" in told
    assert "the models do not know the table diary" in told
    assert "the database lacks the index ix_findings_counted of the table findings" in told
    assert "the models do not know the column mood of the table sentences" in told
    assert "the database lacks the column kind of the table responses" in told
    assert "the column skipped_inputs.code has a different nullable in the database (True) than this version needs (False)" in told


def test_an_older_database_is_refused_until_it_is_upgraded(new_url: str, add_next: AddNext) -> None:
    engine = open_engine(new_url)
    schema.upgrade(engine)
    Repository(engine).save(bridge(), RUN)
    add_next()
    with pytest.raises(StoreError, match=rf"older version .*schema {HEAD}; this version needs {AFTER}.*audit db upgrade"):
        schema.ensure(engine)
    assert f"the database has schema version {HEAD}" in schema.check(engine)[0]
    copy = schema.upgrade(engine)
    assert schema.current(engine) == AFTER
    assert Repository(engine).load(bridge().article.id) == bridge()
    if engine.dialect.name == "sqlite":
        assert copy == Path(new_url + f".before-{AFTER}")
        assert copy.stat().st_mode & 0o077 == 0
        old = open_engine(str(copy))
        assert schema.current(old) == HEAD
        assert list(Repository(old).audits()) == [bridge()]
        old.dispose()
        with pytest.raises(StoreError, match=f"cannot go back to {HEAD}"):
            schema.upgrade(engine, HEAD)
    else:
        assert copy is None
    schema.ensure(engine)
    engine.dispose()


def test_a_copy_never_overwrites_another(sqlite_url: str, add_next: AddNext) -> None:
    Path(sqlite_url + f".before-{AFTER}").write_text("an earlier copy")
    add_next()
    engine = open_engine(sqlite_url)
    assert schema.upgrade(engine) == Path(sqlite_url + f".before-{AFTER}.2")
    assert Path(sqlite_url + f".before-{AFTER}").read_text() == "an earlier copy"
    engine.dispose()


def test_no_copy_no_upgrade(sqlite_url: str, add_next: AddNext, monkeypatch: pytest.MonkeyPatch) -> None:
    add_next()
    engine = open_engine(sqlite_url)
    connect = sqlite3.connect

    def full(path: Path) -> sqlite3.Connection:
        if "before" in str(path):
            raise sqlite3.OperationalError("database or disk is full")
        return connect(path)

    monkeypatch.setattr("sqlite3.connect", full)
    with pytest.raises(StoreError, match=r"cannot copy .* is full; nothing was changed"):
        schema.upgrade(engine)
    assert schema.current(engine) == HEAD
    engine.dispose()


@pytest.mark.parametrize("more", ["op.execute('SELECT * FROM nowhere')", "op.execute('DELETE FROM articles')"])
def test_an_upgrade_that_fails_is_undone(sqlite_url: str, add_next: AddNext, more: str) -> None:
    engine = open_engine(sqlite_url)
    Repository(engine).save(bridge(), RUN)
    add_next(more)
    with pytest.raises(StoreError, match=r"no such table|break links"):
        schema.upgrade(engine)
    assert schema.current(engine) == HEAD
    assert Repository(engine).load(bridge().article.id) == bridge()
    engine.dispose()


def test_a_database_in_memory_is_upgraded_without_a_copy(add_next: AddNext) -> None:
    engine = open_engine("sqlite://")
    schema.upgrade(engine)
    add_next()
    assert schema.upgrade(engine) is None
    assert schema.current(engine) == AFTER
    engine.dispose()


def test_a_database_of_a_newer_version_says_so(new_url: str) -> None:
    engine = open_engine(new_url)
    schema.upgrade(engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for act in (schema.ensure, schema.upgrade):
        with pytest.raises(StoreError, match=rf"newer version of source-audit .*schema 9999; this version knows up to {HEAD}"):
            act(engine)
    engine.dispose()


def test_unknown_versions_are_refused(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with pytest.raises(StoreError, match="no schema version '0815'; the versions are: 0001"):
        schema.upgrade(engine, "0815")
    engine.dispose()


def test_the_database_of_another_program_is_left_alone(new_url: str) -> None:
    engine = open_engine(new_url)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE articles (price INTEGER)"))
    for act in (schema.ensure, schema.upgrade):
        with pytest.raises(StoreError, match=r"another program \(articles\)"):
            act(engine)
    assert schema.current(engine) is None
    engine.dispose()


@pytest.mark.postgres
def test_a_server_may_hold_other_tables_beside_ours(new_postgres: str) -> None:
    engine = open_engine(new_postgres)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE shop (price INTEGER)"))
    schema.ensure(engine)
    assert schema.check(engine) == ["the models do not know the table shop"]
    engine.dispose()


FROZEN_0001 = Path(__file__).with_name("frozen_0001.sql")
"""``sqlite3.Connection.iterdump`` of a database at schema 0001 with ``bridge()`` saved in it. Never made anew."""


def test_the_frozen_database_of_schema_0001_is_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "audit.db"
    with sqlite3.connect(path) as plain:
        plain.executescript(FROZEN_0001.read_text(encoding="utf-8"))
    plain.close()
    engine = open_engine(str(path))
    schema.upgrade(engine)
    schema.ensure(engine)
    assert schema.check(engine) == []
    assert list(Repository(engine).audits()) == [bridge()]
    fresh = open_engine(str(tmp_path / "fresh.db"))
    schema.upgrade(fresh)
    Repository(fresh).save(bridge(), RUN)
    for chosen in (Filter(), Filter(scope="all"), Filter(source_type="named"), Filter(source_type="none")):
        assert totals(engine, chosen) == totals(fresh, chosen)
        assert by(engine, chosen, "outlet") == by(fresh, chosen, "outlet")
    for one in (engine, fresh):
        one.dispose()


FROZEN_0006 = Path(__file__).with_name("frozen_0006.sql")
"""As ``FROZEN_0001``, at schema 0006, from before a file was one article however its path is spelled; with a correction of ``t3``."""


@pytest.mark.parametrize("spelled", ["news/bridge.txt", "./news/bridge.txt", "{}/news/bridge.txt"])
def test_the_frozen_database_of_schema_0006_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spelled: str) -> None:
    with sqlite3.connect(tmp_path / "audit.db") as plain:
        plain.executescript(FROZEN_0006.read_text(encoding="utf-8"))
        plain.execute("UPDATE statements SET confidence = 0.4 WHERE id = 't4'")
    plain.close()
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "bridge.txt").touch()
    monkeypatch.chdir(tmp_path)
    engine = open_engine("audit.db")
    schema.upgrade(engine)
    schema.ensure(engine)
    assert schema.check(engine) == []
    repository = Repository(engine, lambda audit: ())
    (before,) = repository.audits()
    assert before.source("s2").source_type is SourceType.OFFICIAL
    assert sorted(one.words_confidence for one in before.statements) == [0.4, *[1] * 6]
    for story in (before, repository.as_found(before)):
        assert not any([*(one.grounds for one in story.statements), *(one.grounds for one in story.sources)])
        assert all((one.words_confidence, one.phrase_confidence) == (one.confidence, 1) for one in story.statements)
        assert {(one.type_confidence, one.office_confidence, one.status_confidence) for one in story.sources} == {(1, 1, 1)}
    edited = bridge(origin=spelled.format(tmp_path))
    edited = replace(edited, article=replace(edited.article, text=edited.article.text + " It rained."), findings=())
    assert repository.save(edited, RUN) is Saved.NEW_VERSION
    (now,) = repository.audits()
    assert now.article.origin == edited.article.origin
    assert now.source("s2").source_type is SourceType.OFFICIAL
    assert [(one.id, one.reviewer) for one in now.reviews] == [("r1", "Ona Reed")]
    engine.dispose()


def test_an_upgrade_counts_what_is_there(new_url: str) -> None:
    engine = open_engine(new_url)
    schema.upgrade(engine)
    story = bridge()
    aides = replace(story, sources=(story.sources[0], *(replace(one, label="aide") for one in story.sources[1:])))
    Repository(engine).save(aides, RUN)

    def counted() -> list[set[Any]]:
        with reading(engine) as connection:
            return [
                {*connection.execute(select(*(one for one in row.__table__.c if not one.name.endswith("_confidence"))))}
                for row in (TallyRow, JointRow, SourceRow, SourceFindingRow)
            ]

    before = counted()
    assert [len(rows) for rows in before] == [7, 2, 4, 6]
    assert sorted(row.namesake for row in before[2]) == [False, True, True, True]
    with writing(engine) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(schema.location()))
        command.downgrade(config, "0003")
    schema.upgrade(engine)
    assert counted() == before
    engine.dispose()


def test_what_is_built_can_be_taken_down(new_url: str) -> None:
    engine = open_engine(new_url)
    schema.upgrade(engine)
    with writing(engine) as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(schema.location()))
        command.downgrade(config, "base")
    assert schema.current(engine) is None
    schema.ensure(engine)
    assert schema.check(engine) == []
    engine.dispose()


def test_a_developers_alembic_opens_its_own_database(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.location()))
    config.set_main_option("sqlalchemy.url", f"sqlite:///{tmp_path}/dev.db")
    command.upgrade(config, "head")
    engine = open_engine(str(tmp_path / "dev.db"))
    assert schema.check(engine) == []
    engine.dispose()


def test_migrations_are_found_installed_and_in_a_source_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    with monkeypatch.context() as patch:
        patch.setattr("importlib.import_module", missing)
        assert schema.location() == Path(str(audit.__file__)).parents[1] / "migrations"
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "__init__.py").touch()
    monkeypatch.delitem(sys.modules, "audit.migrations", raising=False)
    monkeypatch.setattr(audit, "__path__", [str(tmp_path)])
    assert schema.location() == tmp_path / "migrations"
    monkeypatch.delitem(sys.modules, "audit.migrations", raising=False)


def test_migrations_import_nothing_of_the_tool_but_its_rows() -> None:
    for path in schema.location().rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert not str(node.module).startswith("audit") or node.module in ("audit.store.rows", "audit.store.metadata")


def test_tables_that_another_run_made_meanwhile_are_ours(new_url: str) -> None:
    engine = open_engine(new_url)
    schema.ensure(engine)
    schema._refuse_strangers(engine, None, schema._script())
    engine.dispose()


def test_a_damaged_file_is_told(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    schema.ensure(engine)
    Repository(engine).save(bridge(), RUN)
    assert schema.check(engine) == []
    engine.dispose()
    data = Path(sqlite_url).read_bytes()
    data = data.replace(bridge().article.id.encode(), b"0123456789abcdef", 1)  # in a row, or an index, and not in the others
    Path(sqlite_url).write_bytes(data)
    told = schema.check(open_engine(sqlite_url))
    assert 1 <= len(told) <= schema.FAULTS
    assert all(f"{sqlite_url} is damaged" in one and one.endswith("restore a copy") for one in told)


def test_rows_that_refer_to_nothing_are_damage(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    schema.ensure(engine)
    Repository(engine).save(bridge(), RUN)
    engine.dispose()
    with sqlite3.connect(sqlite_url) as connection:
        connection.execute("DELETE FROM runs")
    (told, *_) = schema.check(open_engine(sqlite_url))
    assert "refers to a row of runs that does not exist" in told
