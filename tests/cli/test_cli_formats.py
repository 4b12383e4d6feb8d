"""A format is one file behind one interface."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.cli import formats as package
from audit.cli.formats import described, formats, of_command
from audit.cli.formats.base import EXPORT, RUN, Showing
from audit.config import Settings
from audit.domain.audited import Run
from tests.report.hand_made import make

COUNT = """
from audit.cli.formats.base import Format, Whole

class Count(Whole):
    def __init__(self, showing):
        self.stream = showing.stream

    def article(self, audit):
        self.stream.write(f"{audit.article.doc_id} {len(audit.statements)}\\n")

FORMAT = Format("count", "statements of each article", Count)
"""


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more file in the package."""
    (tmp_path / "count.py").write_text(COUNT, encoding="utf-8")
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    formats.cache_clear()
    yield
    formats.cache_clear()
    sys.modules.pop(f"{package.__name__}.count", None)


@pytest.mark.usefixtures("added")
def test_a_new_file_is_a_choice_with_its_help(tmp_path: Path) -> None:
    assert "count" in [one.name for one in of_command(RUN)]
    assert "count" not in [one.name for one in of_command(EXPORT)]
    assert "count (statements of each article)" in described(RUN)
    audit = make()
    with (tmp_path / "out").open("w+", encoding="utf-8") as stream:
        show = formats()["count"].show(Showing(stream, Settings(), lambda _: Run("0", (), (), "")))
        show.article(audit)
        show.close()
        stream.seek(0)
        assert stream.read() == f"{audit.article.doc_id} {len(audit.statements)}\n"


def test_a_format_is_named_like_its_file_and_the_default_is_first() -> None:
    assert of_command(RUN)[0].name == "terminal"
    assert {one.name for one in formats().values()} == {file.stem for file in Path(package.__file__).parent.glob("[!_]*.py")} - {"base"}
