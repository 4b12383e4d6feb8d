"""A folder's file of settings: what it may set at once, and what only after its user has said so."""

from __future__ import annotations

import os
from pathlib import Path

import click
import pytest

from audit import trust
from audit.cli import options
from audit.config import BOUNDS, GUARDED, find
from audit.errors import ConfigError
from tests.cli.conftest import Audit_

NOTE = "note: this folder's audit.toml may be from anybody, so these settings in it are ignored: {}; read it, then run: audit config trust"
QUOTE = '"'
TOML = 'db = "sqlite:///elsewhere.db"\nscope = "all"\n'


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("home") / "source-audit"
    monkeypatch.setattr(click, "get_app_dir", lambda name: str(folder))
    return folder


def value(audit: Audit_, name: str) -> list[str]:
    return next(line.split()[1:] for line in audit("config", "show").stdout.splitlines() if line.split()[0] == name)


def test_a_folder_does_not_choose_the_database(audit: Audit_, home: Path) -> None:
    Path("audit.toml").write_text(TOML, encoding="utf-8")
    result = audit("run", "quiet.txt")
    assert result.exit_code == 0
    assert NOTE.format("db") in result.stderr
    assert Path("audit.db").exists()
    assert not Path("elsewhere.db").exists()
    assert value(audit, "scope") == ["all", "audit.toml"]


def test_once_trusted_it_does_until_it_changes(audit: Audit_, home: Path) -> None:
    Path("audit.toml").write_text(TOML, encoding="utf-8")
    told = audit("config", "trust")
    assert told.exit_code == 0
    assert "db = elsewhere.db" in told.stderr
    result = audit("run", "quiet.txt")
    assert "note:" not in result.stderr
    assert result.stderr.startswith("database: elsewhere.db\n")
    assert Path("elsewhere.db").exists()
    assert oct((home / trust.NAME).stat().st_mode & 0o777) == "0o600"
    Path("audit.toml").write_text(TOML.replace("elsewhere", "other"), encoding="utf-8")
    assert "has changed since you trusted it, so these settings in it are ignored: db;" in audit("articles").stderr
    assert audit("config", "trust").exit_code == 0
    assert value(audit, "db") == ["other.db", "audit.toml"]
    assert "no longer trusted" in audit("config", "trust", "--forget").stderr
    assert value(audit, "db") == ["audit.db", "default"]
    assert "this folder has no trusted file" in audit("config", "trust", "--forget").stderr


def test_trust_is_for_one_file_of_one_folder(audit: Audit_, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("audit.toml").write_text(TOML, encoding="utf-8")
    assert audit("config", "trust").exit_code == 0
    Path("below").mkdir()
    Path("below/audit.toml").write_text(TOML, encoding="utf-8")
    monkeypatch.chdir("below")
    assert NOTE.format("db") in audit("articles").stderr


@pytest.mark.parametrize("name", GUARDED)
@pytest.mark.parametrize("file", ["audit.toml", "setup.cfg"])
def test_every_guarded_setting_waits(tmp_path: Path, home: Path, name: str, file: str) -> None:
    word = {"fetch": "true", "follow_links": "true", "engine": '"ray"'}.get(name, "9" if name in BOUNDS else '"x"')
    text = f"{name} = {word}" if file == "audit.toml" else f"[source-audit]\n{name} = {word.strip(QUOTE)}"
    (tmp_path / file).write_text(text, encoding="utf-8")
    found = find(tmp_path, {}, home)
    assert found.passed_over is not None
    assert set(found.passed_over.values) == {name}
    assert found.origins() == {}
    trust.trust(home, tmp_path / file, (tmp_path / file).read_bytes())
    assert set(find(tmp_path, {}, home).origins()) == {name}
    assert find(tmp_path, {}, None).origins() == {}


def test_what_is_said_otherwise_is_no_matter(audit: Audit_, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("audit.toml").write_text(TOML, encoding="utf-8")
    assert "note:" not in audit("run", "quiet.txt", "--db", "mine.db").stderr
    monkeypatch.setenv("AUDIT_DB", "yours.db")
    result = audit("run", "quiet.txt")
    assert "note:" not in result.stderr
    assert result.stderr.startswith("database: yours.db\n")
    assert "database:" not in audit("run", "quiet.txt", "--db", "sqlite:///audit.db").stderr
    assert "database:" not in audit("run", "quiet.txt", "--no-store").stderr


def test_a_database_that_a_link_makes_another_is_told(audit: Audit_, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other") / "desk.db"
    Path("audit.db").symlink_to(other)
    assert audit("run", "quiet.txt").stderr.startswith(f"database: audit.db, a link to {other}\n")


def test_the_users_own_file_sets_everything(audit: Audit_, home: Path) -> None:
    home.mkdir()
    (home / "audit.toml").write_text('db = "desk.db"\nscope = "all"\nfail_on = "never"\n', encoding="utf-8")
    Path("audit.toml").write_text('scope = "statements"\n', encoding="utf-8")
    assert value(audit, "db") == ["desk.db", str(home / "audit.toml")]
    assert value(audit, "scope") == ["statements", "audit.toml"]
    assert value(audit, "fail_on") == ["never", str(home / "audit.toml")]
    assert value(audit, "your") == ["own", "settings", str(home / "audit.toml")]


def test_nothing_to_trust(audit: Audit_, home: Path) -> None:
    assert audit("config", "trust").exit_code == 2
    Path("setup.cfg").write_text("[metadata]\nname = x\n", encoding="utf-8")
    result = audit("config", "trust")
    assert (result.exit_code, "there is nothing to trust" in result.stderr) == (2, True)
    Path("audit.toml").write_text('scope = "all"\n', encoding="utf-8")
    assert "sets none of db, models, fetch, engine, address, follow_links, max_bytes" in audit("config", "trust").stderr
    assert not home.exists()


def test_a_password_is_not_shown_when_it_is_trusted(audit: Audit_, home: Path) -> None:
    Path("audit.toml").write_text('db = "postgresql://me:sec?ret@host/x"\n', encoding="utf-8")
    assert "db = postgresql://me:***@host/x" in audit("config", "trust").stderr


def test_no_terminal_is_steered_by_what_is_trusted(audit: Audit_, home: Path) -> None:
    Path("audit.toml").write_text('db = "x\\u001b[2J.db"\nmodels = "y\\u009b\\u202e"\n', encoding="utf-8")
    for words in (("config", "trust"), ("config", "show")):
        result = audit(*words)
        assert result.exit_code == 0
        assert not any(sign in result.stdout + result.stderr for sign in "\x1b\x9b\u202e")


@pytest.mark.parametrize("content", ["{", "[1]", '"x"', b"\xff", "[" * 100_000])
def test_a_damaged_list_of_trust(audit: Audit_, home: Path, content: str | bytes) -> None:
    home.mkdir()
    (home / trust.NAME).write_bytes(content if isinstance(content, bytes) else content.encode())
    Path("audit.toml").write_text(TOML, encoding="utf-8")
    for words in (("articles",), ("config", "trust"), ("config", "trust", "--forget")):
        result = audit(*words)
        assert (result.exit_code, "remove it, and run audit config trust again" in result.stderr) == (2, True)


def test_a_list_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"cannot (read|write)"):
        trust.trust(tmp_path / "home", tmp_path / "audit.toml", b"")
    (tmp_path / "other" / trust.NAME).mkdir(parents=True)
    with pytest.raises(ConfigError, match="cannot read"):
        trust.trust(tmp_path / "other", tmp_path / "audit.toml", b"")


def test_a_home_without_a_whole_path_holds_nothing(audit: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click, "get_app_dir", lambda name: "here")
    Path("here").mkdir()
    Path("here/audit.toml").write_text('db = "stranger.db"\n', encoding="utf-8")
    assert audit("run", "quiet.txt").exit_code == 0
    assert not Path("stranger.db").exists()
    result = audit("config", "trust", "--forget")
    assert (result.exit_code, "set XDG_CONFIG_HOME or HOME" in result.stderr) == (2, True)


@pytest.mark.parametrize("trusted", [True, False])
def test_passwords_of_the_environment_are_for_servers_that_it_names(
    audit: Audit_, home: Path, monkeypatch: pytest.MonkeyPatch, trusted: bool
) -> None:
    for name in options.PASSWORDS:
        monkeypatch.setenv(name, "hidden")
    url = "postgresql://127.0.0.1:1/x"
    assert audit("articles", "--db", url).exit_code == 2
    monkeypatch.setenv("AUDIT_DB", url)
    assert audit("articles").exit_code == 2
    monkeypatch.delenv("AUDIT_DB")
    assert all(name in os.environ for name in options.PASSWORDS)
    Path("audit.toml").write_text(f'db = "{url}"\n', encoding="utf-8")
    if trusted:
        assert audit("config", "trust").exit_code == 0
    result = audit("articles")
    assert result.exit_code == 2
    assert ("the server that audit.toml names is not given PGPASSWORD or PGSERVICE" in result.stderr) is trusted
    assert [name in os.environ for name in options.PASSWORDS] == [not trusted] * 2
