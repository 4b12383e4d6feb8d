"""What README shows of a run is what the run prints: made by ``pytest tests/test_readme.py --update-golden``, compared here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from audit import making
from audit.auditor import Auditor
from audit.cli.app import cli
from tests.models import annotator

ROOT = Path(__file__).parents[1]
SAMPLE = "samples/03-scoop-grid-sale.txt"
LINES = ("    5  ", "    9  ", "   15  ", "   21  ", "   27  N203 ")
"""How the rows begin that README shows, the first of each."""
BLOCK = re.compile(r"(?<=<!-- transcript: )(?P<about>[^\n]*) -->\n```text\n(?P<shown>.*?)```\n<!-- /transcript -->", re.DOTALL)


@pytest.mark.models
def test_the_transcript_is_what_the_run_prints(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(making, "make_auditor", lambda settings: Auditor(settings, annotator()))
    done = CliRunner().invoke(cli, ["run", SAMPLE, "--db", f"sqlite:///{tmp_path}/x.db", "--fail-on", "never"], env={"COLUMNS": "80"})
    assert done.exit_code == 0, done.output
    rows = re.split(r"(?m)^(?= {0,4}\d+  )", done.stdout)
    shown = [next(row for row in rows if row.startswith(line)) for line in LINES]
    printed = "".join(f"{line.rstrip()}\n" for row in shown for line in row.rstrip().splitlines())
    expected = f"$ audit run {SAMPLE}\n{printed}"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = BLOCK.search(readme)
    assert found is not None
    if request.config.getoption("--update-golden"):
        readme = readme[: found.start("shown")] + expected + readme[found.end("shown") :]
        (ROOT / "README.md").write_text(readme, encoding="utf-8", newline="")
        return
    assert found["shown"] == expected, "README shows another run; make it anew with: pytest tests/test_readme.py --update-golden"
