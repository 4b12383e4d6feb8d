"""What stands at the top of the repository for other programs: pre-commit's hook, the citation, the order of the docs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import audit
from audit import making
from audit.cli.app import cli
from tests.cli.conftest import FakeAuditor
from tests.report.hand_made import TEXT

ROOT = Path(__file__).resolve().parents[1]


def value(name: str, key: str) -> str:
    """What follows ``key:`` on a line of a file."""
    found = re.search(rf"^[ -]*{key}: (.+)$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"{name} has no {key}"
    return found[1]


@pytest.mark.parametrize(("level", "code"), [("info", 1), ("never", 0)])
def test_the_hook_calls_a_command_that_stops_a_commit(level: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(making, "make_auditor", FakeAuditor)
    Path("draft.md").write_text(TEXT, encoding="utf-8")
    words = shlex.split(value(".pre-commit-hooks.yaml", "entry"))
    done = CliRunner().invoke(cli, [*words[1:], "--profile", "all", "--jobs", "1", "--fail-on", level, "draft.md"])
    assert (words[0], done.exit_code) == ("audit", code), done.output
    assert not Path("audit.db").exists()


def test_the_hook_passes_over_what_is_no_copy() -> None:
    exclude = re.compile(value(".pre-commit-hooks.yaml", "exclude"))
    assert all(exclude.search(name) for name in ("README.md", "desk/readme.txt", "CHANGELOG.md", "LICENSE"))
    assert not any(exclude.search(name) for name in ("drafts/ferry.md", "readme/ferry.md"))


def test_versions_outside_the_code_are_those_of_the_code() -> None:
    assert value("CITATION.cff", "version") == audit.__version__
    assert value("docs/pre-commit.md", "rev") == f"v{audit.__version__}"
    pin = re.search(r"^ruff==(.*)$", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert pin
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"ruff==([\d.]+)", hooks)) == {pin[1]}


def test_every_page_stands_in_the_order_of_the_docs() -> None:
    text = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    trees = re.findall(r"^```\{toctree\}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    listed = [line for tree in trees for line in tree.splitlines() if line and not line.startswith(":")]
    pages = {path.stem for path in (ROOT / "docs").glob("*.md")} - {"index"}
    assert {one for one in listed if "/" not in one} == pages
    assert len(listed) == len(set(listed))
    linked = re.findall(r"\]\((\w[\w-]*)\.md\)", text)
    assert [name for name in linked if name in pages] == [name for name in listed if name in pages]
