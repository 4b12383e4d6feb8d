"""Numbers beyond all use and words that are not UTF-8, wherever a command takes some: never a fault of the program."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Audit_

NUMBERS = (
    "run quiet.txt --timeout {}",
    "run quiet.txt --max-bytes {}",
    "run quiet.txt --threads {}",
    "run quiet.txt --jobs {}",
    "articles --limit {}",
    "report --worst {}",
    "report --worst {} --format html",
    "articles --db sqlite:///audit.db?timeout={}",
    "review queue --limit {} --by Ona",
)
WORDS = (
    "run {}.txt",
    "run quiet.txt --db {}.db",
    "run quiet.txt --models {}",
    "run quiet.txt --profile {}",
    "run quiet.txt --select {}",
    "run quiet.txt --columns text={}",
    "articles --outlet {}",
    "articles --article {}",
    "articles --since {}",
    "statements --source {}",
    "sources --byline {}",
    "report --code {}",
    "export --format jsonl -o - --outlet {}",
    "show {}",
    "explain {}",
    "diff {} {}",
    "compare {} {}",
    "evaluate {} {}",
    "review list --by {}",
    "review show {}",
    "review dismiss {} --by Ona",
    "review import {}.csv --by Ona",
    "rules {}",
    "{}",
    "--{}",
)


LONG = (
    "run {}",
    "run quiet.txt -o {}",
    "run quiet.txt --db {}",
    "articles -o {}",
    "export --format csv -o {}",
    "diff {} {}",
    "evaluate {}",
    "review import {} --by Ona",
)


@pytest.mark.parametrize("words", NUMBERS)
@pytest.mark.parametrize("number", ["9" * 12, "9" * 30, "9" * 400, "9" * 5000, "-" + "9" * 30])
def test_numbers_beyond_all_use(audit: Audit_, words: str, number: str) -> None:
    audit("run", "quiet.txt")
    result = audit(*words.format(number).split())
    assert result.exit_code in ((2,) if words.startswith("run") else (0, 2)), result.stderr
    assert "internal" not in result.stderr


@pytest.mark.parametrize("words", WORDS)
def test_words_that_are_not_utf_8(audit: Audit_, words: str) -> None:
    audit("run", "harbour.txt")
    result = audit(*words.format("\udcff", "\udcff").split())
    assert result.exit_code in (0, 2), result.stderr
    assert "internal" not in result.stderr


@pytest.mark.parametrize("words", LONG)
def test_names_too_long_for_a_file(audit: Audit_, words: str) -> None:
    audit("run", "harbour.txt")
    result = audit(*words.format("a" * 300, "a" * 300).split())
    assert (result.exit_code, "internal" in result.stderr) == (2, False), result.stderr


def test_a_reviewer_that_is_not_utf_8(audit: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    audit("run", "harbour.txt")
    statement = audit("statements", "--format", "csv", "--columns", "row_id").stdout.splitlines()[1]
    monkeypatch.setenv("AUDIT_REVIEWER", "\udcff")
    result = audit("review", "confirm", statement)
    assert (result.exit_code, "U+DCFF" in result.stderr) == (2, True)
