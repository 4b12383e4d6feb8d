"""The line that tells how far long work is."""

from __future__ import annotations

import io
import sys

import pytest

from audit.cli.progress import progress_line
from audit.report.phrases import counted


class Terminal(io.StringIO):
    """A standard error that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("total", [None, 3])
def test_a_line_where_there_is_a_terminal(monkeypatch: pytest.MonkeyPatch, total: int | None) -> None:
    monkeypatch.setenv("TERM", "xterm")
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress_line("reading", total) as line:
        line.tell("1 article", 1)
        with line.aside():
            shown = screen.getvalue()
            screen.write("in between\n")
            assert screen.getvalue() == shown + "in between\n"
    assert "1 article" in shown


def test_nothing_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress_line("reading", 3) as line:
        line.tell("1 article", 1)
        with line.aside():
            pass
    assert screen.getvalue() == ""


def test_numbers_in_sentences() -> None:
    assert [counted(0, "article"), counted(1, "word"), counted(1200, "word")] == ["0 articles", "1 word", "1,200 words"]
