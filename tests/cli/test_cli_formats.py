"""A format is one file behind one interface."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit import making
from audit.cli import export
from audit.cli import formats as package
from audit.cli.formats import described, formats, of_run
from audit.cli.formats.base import Showing
from audit.cli.options import Invocation
from audit.config import Settings
from audit.domain.audited import Run
from audit.errors import InputError
from tests.report.hand_made import make

COUNT = """
from audit.cli.formats.base import Exporter, Format, Whole

class Count(Whole):
    def __init__(self, showing):
        self.stream = showing.stream

    def article(self, audit):
        self.stream.write(f"{audit.article.doc_id} {len(audit.statements)}\\n")

def export(asked):
    number = sum(len(audit.statements) for audit in asked.repository.audits(asked.wanted))
    with asked.destination().opened("utf-8") as stream:
        stream.write(f"{number} {asked.columns[0]}\\n")

FORMAT = Format("count", "statements of each article", Count, Exporter(export, "count writes one number.", "file", "all"))
"""


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more file in the package."""
    (tmp_path / "count.py").write_text(COUNT, encoding="utf-8")
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    formats.cache_clear()
    yield
    monkeypatch.undo()
    formats.cache_clear()
    sys.modules.pop(f"{package.__name__}.count", None)
    importlib.reload(export)


@pytest.mark.usefixtures("added")
def test_a_new_file_is_a_choice_with_its_help(tmp_path: Path) -> None:
    assert "count" in of_run()
    assert "count (statements of each article)" in described(of_run())
    audit = make()
    with (tmp_path / "out").open("w+", encoding="utf-8") as stream:
        show = of_run()["count"](Showing(stream, Settings(), lambda _: Run("0", (), (), "")))
        show.article(audit)
        show.close()
        stream.seek(0)
        assert stream.read() == f"{audit.article.doc_id} {len(audit.statements)}\n"


@pytest.mark.usefixtures("added")
def test_a_new_file_is_exported_as_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository = making.open_repository(Settings(db=str(tmp_path / "one.db")), must_exist=False)
    repository.save(audit := make(), Run("0", (), (), ""))
    command = importlib.reload(export).command
    given = ("--db", str(tmp_path / "one.db"), "--format", "count", "-o")
    with pytest.raises(InputError, match="name a file with -o"):
        command.main([*given, "-"], obj=Invocation(), standalone_mode=False)
    command.main([*given, str(tmp_path / "out")], obj=Invocation(), standalone_mode=False)
    assert (tmp_path / "out").read_text(encoding="utf-8") == f"{len(audit.statements)} article\n"
    command.main(["--help"], obj=Invocation(), standalone_mode=False)
    assert "count writes one number." in capsys.readouterr().out


def test_a_format_is_named_like_its_file_and_the_default_is_first() -> None:
    assert next(iter(of_run())) == "terminal"
    assert {one.name for one in formats().values()} == {file.stem for file in Path(package.__file__).parent.glob("[!_]*.py")} - {"base"}
