"""Settings: where they come from, which wins, and what is said of impossible ones."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from audit.config import Settings, find
from audit.errors import ConfigError


def load(overrides: Mapping[str, Any], folder: Path, environ: Mapping[str, str]) -> Settings:
    return find(folder, environ).settings(overrides)


def origins(folder: Path, environ: Mapping[str, str]) -> dict[str, str]:
    return {name: layer.place for name, layer in find(folder, environ).origins().items()}


def test_defaults(tmp_path: Path) -> None:
    assert load({}, tmp_path, {}) == Settings()
    assert Settings().threads == min(2, os.cpu_count() or 1)
    assert origins(tmp_path, {}) == {}


def test_the_nearer_place_wins(tmp_path: Path) -> None:
    (tmp_path / "audit.toml").write_text('scope = "all"\nthreads = 1\nselect = ["A101", "S6"]\nprofile = "core"\n', encoding="utf-8")
    (tmp_path / "setup.cfg").write_text("[source-audit]\nscope = statements\nignore = A103\n", encoding="utf-8")
    environ = {"AUDIT_THREADS": "4", "AUDIT_MAX_BYTES": "9", "AUDIT_UNKNOWN": "x", "HOME": "/", "DB": "not ours"}
    found = load({"max_bytes": 7, "db": None}, tmp_path, environ)
    assert found == Settings(scope="all", threads=4, select=("A101", "S6"), max_bytes=7)
    assert origins(tmp_path, environ) == {
        "scope": "audit.toml",
        "threads": "AUDIT_THREADS",
        "select": "audit.toml",
        "profile": "audit.toml",
        "max_bytes": "AUDIT_MAX_BYTES",
    }


def test_a_section_of_setup_cfg(tmp_path: Path) -> None:
    (tmp_path / "setup.cfg").write_text("[metadata]\nname = x\n", encoding="utf-8")
    assert load({}, tmp_path, {}) == Settings()
    (tmp_path / "setup.cfg").write_text("[source-audit]\nselect = A101, A103 S6\nforce_language = Yes\n", encoding="utf-8")
    assert load({}, tmp_path, {}) == Settings(select=("A101", "A103", "S6"), force_language=True)
    assert origins(tmp_path, {}) == {"select": "setup.cfg", "force_language": "setup.cfg"}


def test_severities_and_limits_are_pairs(tmp_path: Path) -> None:
    (tmp_path / "audit.toml").write_text('[severity]\nA101 = "error"\n[limits]\nS602 = 0.3\n', encoding="utf-8")
    wanted = Settings(severity=(("A101", "error"),), limits=(("S602", "0.3"),))
    assert load({}, tmp_path, {}) == wanted
    environ = {"AUDIT_SEVERITY": "A101=info, N203=error", "AUDIT_PROFILE": "ap"}
    assert load({}, tmp_path, environ) == Settings(profile="ap", severity=(("A101", "info"), ("N203", "error")), limits=wanted.limits)
    assert load({"severity": wanted.severity}, tmp_path, environ).severity == wanted.severity
    (tmp_path / "audit.toml").unlink()
    (tmp_path / "setup.cfg").write_text("[source-audit]\nlimits = S602=0.3\n", encoding="utf-8")
    assert load({}, tmp_path, {}) == Settings(limits=wanted.limits)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("scope = ", "correct or remove the file"),
        ('colour = "red"', "unknown setting 'colour'; the settings are: .*db, "),
        ('scope = "some"', "scope is 'some'; set it to one of: statements, all"),
        ('named_office_holders = "x"', "set it to one of: named, official"),
        ('unnamed_officials_of_a_body = "x"', "set it to one of: anonymous, official"),
        ('fail_on = "x"', "set it to one of: info"),
        ('threads = "many"', "threads is 'many'; give a whole number"),
        ("threads = 0", "threads is 0; give 1 to 1024"),
        ("max_bytes = -5", "max_bytes is -5; give 1 to "),
        ("select = 5", "select is 5; give a list of words"),
        ("select = [5]", r"select is \[5\]; give a list of words"),
        ('db = ["x"]', r"db is \['x'\]; give one value in quotation marks"),
        ("models = true", "models is True; give one value"),
        ("profile = 5", "profile is 5; give one value"),
        ("threads = true", "threads is True; give a whole number"),
        ("timeout = 1.5", "timeout is 1.5; give a whole number"),
        ("timeout = 99999999999999999999", "give 1 to 604800"),
        ("max_bytes = 99999999999999999999", "give 1 to 1073741824"),
        ("jobs = 99999999999999999999", "give 1 to 1024, or 0"),
        ("jobs = -1", "give 1 to 1024, or 0"),
        ("threads = " + "9" * 5000, "correct or remove the file"),
        ("scope = " + "[" * 5000, "correct or remove the file"),
        ("# " + "x" * (1 << 20), "more than 1048576 bytes"),
        ("severity = {A101 = [1]}", "give each name in it one word or number"),
        ("severity = 5", "severity is 5; give a table, or words such as A101=error"),
        ('limits = "S602"', "limits has 'S602'; write it as NAME=VALUE"),
        ('limits = ["S602="]', "limits has 'S602='; write it as NAME=VALUE"),
        ('force_language = "perhaps"', "force_language is 'perhaps'; set it to true or false"),
    ],
)
def test_impossible_settings_are_refused(tmp_path: Path, toml: str, says: str) -> None:
    (tmp_path / "audit.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(ConfigError, match=says):
        load({}, tmp_path, {})


def test_a_working_folder_that_is_gone_sets_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert find(environ={}).settings({}) == Settings()


def test_truth_in_words(tmp_path: Path) -> None:
    assert load({"force_language": True}, tmp_path, {}).force_language
    assert not load({}, tmp_path, {"AUDIT_FORCE_LANGUAGE": "off"}).force_language
    assert load({}, tmp_path, {"AUDIT_FORCE_LANGUAGE": "1"}).force_language


def test_a_policy_is_no_matter_of_the_annotation() -> None:
    here = Settings().annotation_pairs()
    assert here == Settings(unnamed_officials_of_a_body="official", named_office_holders="official", threads=7).annotation_pairs()
    assert here == (("convention", "house"), ("force_language", "False"), ("models", "bundled"), ("precision", "auto"))
    assert here != Settings(models="official").annotation_pairs()


def test_numbers_of_another_precision_are_another_run() -> None:
    assert Settings(precision="full").annotation_pairs() != Settings().annotation_pairs()


def test_no_setting_lets_another_language_pass_for_english(tmp_path: Path) -> None:
    (tmp_path / "audit.toml").write_text('language = "de"', encoding="utf-8")
    with pytest.raises(ConfigError, match="unknown setting 'language'"):
        load({}, tmp_path, {})


def test_settings_of_labels_in_words() -> None:
    settings = Settings(ignore=("A1", "N203"), severity=(("A101", "error"),))
    told = (("named_office_holders", "named"), ("unnamed_officials_of_a_body", "anonymous"), ("profile", "core"))
    assert settings.label_pairs() == (*told, ("ignore", "A1 N203"), ("severity", "A101=error"))
