"""``audit explain``."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from audit import making
from audit.config import Settings
from audit.domain.finding import Finding
from audit.domain.review import row_id
from audit.store.by_id import ReviewItem
from audit.store.reviews import Reviews
from tests.cli.conftest import Audit_
from tests.report.hand_made import make


@pytest.fixture
def stored(audit: Audit_, monkeypatch: pytest.MonkeyPatch) -> Audit_:
    """A command line with two articles in its database, all rules in force."""
    monkeypatch.setenv("AUDIT_PROFILE", "all")
    audit("run", "harbour.txt", "quiet.txt")
    return audit


def finding() -> Finding:
    """A finding of the stored article that is about a statement."""
    repository = making.open_repository(Settings())
    return next(one for one in repository.load(repository.find_article("harbour")).findings if one.statement_id)


def test_a_statement_by_its_id_its_row_a_finding_on_it_or_its_line(stored: Audit_) -> None:
    told = stored("explain", "harbour:3")
    assert told.exit_code == 0
    assert told.stdout.startswith("harbour, line 3 · as1\n")
    assert "Why it was found" in told.stdout
    assert stored("explain", row_id("as1", "aofficial")).stdout == told.stdout
    on_it = finding()
    assert f" · {on_it.statement_id}\n" in stored("explain", on_it.fingerprint).stdout


def test_several_on_one_line_and_json(stored: Audit_) -> None:
    lines = stored("explain", "harbour:6", "--format", "json").stdout.splitlines()
    assert [json.loads(one)["statement"]["id"] for one in lines] == ["as3", "as4"]
    assert "\n\nharbour, line 6 · as4\n" in stored("explain", "harbour:6").stdout


def test_the_policy_and_the_output_can_be_chosen(stored: Audit_, tmp_path: Path) -> None:
    out = tmp_path / "why.txt"
    assert stored("explain", "harbour:6", "--named-office-holders", "official", "-o", str(out)).exit_code == 0
    assert "Policy: " in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("harbour:99", "no statement begins on line 99 of harbour; see: audit statements --article harbour --scope all"),
        ("harbour2:1", "no stored article has 'harbour2' in its id"),
        ("afffffffffffffff", "no statement or finding has the id"),
        ("as1", "is too short for an id"),
    ],
)
def test_what_means_nothing_says_so(stored: Audit_, key: str, told: str) -> None:
    result = stored("explain", key)
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_finding_on_the_whole_article_is_no_statement(stored: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ReviewItem(make(), finding=replace(finding(), code="S601", statement_id=None))
    monkeypatch.setattr(Reviews, "choose", lambda self, key: whole)
    result = stored("explain", "a1f0c2d3")
    assert result.exit_code == 2
    assert "audit rules S601" in result.stderr
