"""``audit relabel``: stored labels and findings after a change of policy."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit import making
from audit.config import Settings
from audit.domain.audited import Audit
from tests.cli.conftest import MINISTRY, Audit_, FakeAuditor


@pytest.fixture
def stored(audit: Audit_) -> Audit_:
    """A command line with three articles in its database, one of them with labels that depend on the policies."""
    Path("ministry.txt").write_text(MINISTRY, encoding="utf-8")
    audit("run", "harbour.txt", "quiet.txt", "ministry.txt")
    return audit


def found(doc_id: str) -> Audit:
    repository = making.open_repository(Settings())
    return repository.load(repository.find_article(doc_id))


def test_labels_and_findings_follow_and_come_back(stored: Audit_, auditors: list[FakeAuditor]) -> None:
    before = [found(name) for name in ("harbour", "quiet", "ministry")]
    result = stored("relabel", "--unnamed-officials-of-a-body", "official")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "1 source relabelled, 1 article renewed\n")
    officials, minister = found("ministry").sources
    assert (officials.source_type, minister.source_type) == ("official", "named")
    assert {finding.code for finding in before[2].findings} - {finding.code for finding in found("ministry").findings} >= {"A103"}
    assert stored("relabel", "--named-office-holders", "official").stderr == "2 sources relabelled, 1 article renewed\n"
    assert [source.source_type for source in found("ministry").sources] == ["anonymous", "official"]
    assert stored("relabel").stderr == "1 source relabelled, 1 article renewed\n"
    assert stored("relabel").stderr == "0 sources relabelled, 0 articles renewed\n"
    assert [found(name) for name in ("harbour", "quiet", "ministry")] == before
    assert len(auditors) == 1


def test_the_policies_may_stand_in_the_settings(stored: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("audit.toml").write_text('named_office_holders = "official"\n', encoding="utf-8")
    monkeypatch.setenv("AUDIT_UNNAMED_OFFICIALS_OF_A_BODY", "official")
    assert stored("relabel").stderr == "2 sources relabelled, 1 article renewed\n"


def test_nothing_is_annotated_again_for_a_policy(stored: Audit_, auditors: list[FakeAuditor]) -> None:
    stored("relabel", "--named-office-holders", "official")
    assert "(3 unchanged)" in stored("run", ".", "--named-office-holders", "official").stderr
    assert auditors[-1].seen == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("relabel", "--db", "none.db"), "there is no database none.db yet"),
        (("relabel", "--named-office-holders", "anonymous"), "'anonymous' is not one of"),
    ],
)
def test_bad_usage(audit: Audit_, words: tuple[str, ...], says: str) -> None:
    result = audit(*words)
    assert (result.exit_code, says in result.stderr) == (2, True), result.stderr
