"""``audit run``: from files to a report, and everything that can go wrong on the way."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import Result

from audit.cli import run as run_module
from tests.cli.conftest import Audit_, FakeAuditor
from tests.report.hand_made import TEXT


def test_an_article_is_audited_stored_and_shown(audit: Audit_) -> None:
    result = audit("run", "harbour.txt")
    assert result.exit_code == 1, result.output
    assert "anonymous  senior Velmar official" in result.stdout
    assert "Q301 error" in result.stdout
    assert "1 article (0 unchanged), 48 words; start-up" in result.stderr
    assert "words per second; 1 finding, 0 skipped" in result.stderr
    assert Path("audit.db").is_file()
    assert "harbour" in audit("articles").stdout


def test_exit_codes_follow_fail_on(audit: Audit_) -> None:
    assert audit("run", "quiet.txt").exit_code == 0
    assert audit("run", "harbour.txt", "--fail-on", "never").exit_code == 0
    assert audit("run", "harbour.txt", "--fail-on", "info").exit_code == 1
    ignored = audit("run", "harbour.txt", "--ignore", "Q")
    assert (ignored.exit_code, "Q301" in ignored.stdout) == (0, False)
    assert audit("run", "harbour.txt", "--select", "orphan-quote").exit_code == 1


def test_what_is_stored_unchanged_is_shown_without_the_models(audit: Audit_, auditors: list[FakeAuditor]) -> None:
    first = audit("run", "harbour.txt", "quiet.txt")
    again = audit("run", "harbour.txt", "quiet.txt")
    assert again.stdout == first.stdout
    assert "(2 unchanged)" in again.stderr
    assert "words per second" not in again.stderr
    assert [(one.loads, len(one.seen)) for one in auditors] == [(1, 2), (0, 0)]
    assert "(0 unchanged)" in audit("run", "harbour.txt", "--redo").stderr
    assert auditors[-1].seen == ["harbour"]


def test_a_stored_article_keeps_the_name_it_is_given_by(audit: Audit_) -> None:
    audit("run", "harbour.txt")
    Path("copy.txt").write_text(TEXT, encoding="utf-8")
    result = audit("run", "quiet.txt", "copy.txt", "--format", "attributions")
    assert [json.loads(line)["doc_id"] for line in result.stdout.splitlines()] == ["quiet", "copy"]


def test_nothing_is_stored_on_demand(audit: Audit_) -> None:
    assert audit("run", "harbour.txt", "--no-store").exit_code == 1
    assert not Path("audit.db").exists()


def test_the_models_are_loaded_once(audit: Audit_, auditors: list[FakeAuditor], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "CHUNK", 1)
    assert audit("run", "harbour.txt", "quiet.txt", "missing.txt").exit_code == 1
    assert auditors[-1].loads == 1


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_exact_formats(audit: Audit_, form: str) -> None:
    result = audit("run", "harbour.txt", "quiet.txt", "--no-store", "--format", form)
    articles = json.loads(result.stdout) if form == "json" else [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["article"]["doc_id"] for one in articles] == ["harbour", "quiet"]
    assert articles[0]["findings"][0]["code"] == "Q301"
    assert len(articles[0]["statements"]) == 5


def test_json_without_articles_is_an_empty_array(audit: Audit_) -> None:
    result = audit("run", "missing.txt", "--format", "json")
    assert (json.loads(result.stdout), result.exit_code) == ([], 2)


def test_csv_to_standard_output_and_to_a_file(audit: Audit_) -> None:
    result = audit("run", "harbour.txt", "--format", "csv")
    assert result.stdout_bytes.startswith(b"\xef\xbb\xbfrow_id,")
    assert "note: 1 cell got a leading '" in result.stderr
    words = ("run", "harbour.txt", "--format", "csv", "-o", "out.csv", "--encoding", "utf-8", "--no-formula-guard", "--scope", "all")
    result = audit(*words)
    assert (result.stdout, "note:" in result.stderr) == ("", False)
    rows = list(csv.DictReader(io.StringIO(Path("out.csv").read_text(encoding="utf-8"), newline="")))
    assert len(rows) == 6
    assert rows[0]["context_before"].startswith("=Harbour")


def test_standard_input(audit: Audit_) -> None:
    result = audit("run", "-", "--no-store", stdin=TEXT)
    assert "senior Velmar official" in result.stdout


def test_skipped_inputs_are_listed_and_the_rest_is_done(audit: Audit_) -> None:
    Path("hard.txt").write_text("This article cannot be annotated, whatever the models try with it today.", encoding="utf-8")
    result = audit("run", "missing.txt", "hard.txt", "harbour.txt")
    assert result.exit_code == 1
    assert "skipped missing.txt: " in result.stderr
    assert "skipped hard.txt: could not be annotated" in result.stderr
    assert "1 article (0 unchanged), 48 words" in result.stderr
    assert "2 skipped" in result.stderr


def test_only_skipped_inputs_are_trouble(audit: Audit_) -> None:
    result = audit("run", "missing.txt")
    assert result.exit_code == 2
    assert "no article was audited" in result.stderr


def test_an_interruption_keeps_what_was_stored(audit: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "CHUNK", 1)
    Path("z.txt").write_text("Here somebody will press Ctrl-C in the middle of the long harbour story.", encoding="utf-8")
    result = audit("run", "harbour.txt", "z.txt")
    assert result.exit_code == 130
    assert "interrupted; 1 article stored, and kept" in result.stderr
    assert "harbour" in audit("articles").stdout
    assert "interrupted; nothing was stored" in audit("run", "z.txt", "--no-store").stderr


def test_a_fault_of_ours_exits_with_3(audit: Audit_) -> None:
    Path("z.txt").write_text("This one makes the auditor break down before the harbour story ends.", encoding="utf-8")
    result = audit("run", "z.txt")
    assert result.exit_code == 3
    assert "internal error: ZeroDivisionError: a fault of ours" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Traceback" in audit("--debug", "run", "z.txt").stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("run",), "Missing argument"),
        (("run", "harbour.txt", "--select", "Z9"), "there is no rule"),
        (("run", "harbour.txt", "--format", "pdf"), "pdf"),
        (("run", "harbour.txt", "--db", "nowhere/audit.db"), "--db"),
        (("run", "harbour.txt", "-o", "nowhere/out.txt"), "-o"),
    ],
)
def test_bad_usage_exits_with_2(audit: Audit_, words: tuple[str, ...], message: str) -> None:
    result: Result = audit(*words)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_progress_line_where_there_is_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with run_module._progress(True) as tick:
        tick(run_module.Tally(articles=3))
    with run_module._progress(False) as tick:
        tick(run_module.Tally())
    assert capsys.readouterr().out == ""
