"""The commands that read the database: report, statements, sources, articles, export, db."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Audit_
from tests.report.hand_made import TEXT


@pytest.fixture
def stored(audit: Audit_) -> Audit_:
    """A command line with two articles in its database."""
    audit("run", "harbour.txt", "quiet.txt")
    return audit


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_report_on_the_screen(stored: Audit_) -> None:
    result = stored("report", "--by", "outlet")
    assert result.exit_code == 0, result.output
    for words in ("Source types", "anonymous", "40.0%", "By outlet", "senior Velmar official", "Q301"):
        assert words in result.stdout


def test_report_of_an_article_shows_it(stored: Audit_) -> None:
    assert "“It cannot be mended,”" in stored("report", "--article", "harbour").stdout
    assert "“It cannot be mended,”" not in stored("report").stdout


def test_report_for_programs(stored: Audit_) -> None:
    found = json.loads(stored("report", "--format", "json", "--by", "source").stdout)
    assert found["totals"][0] == {"of": "articles", "count": 2}
    assert {one["source"] for one in found["groups"]} >= {"Ida Marsh", "(none)"}
    table = rows(stored("report", "--format", "csv").stdout)
    assert {"section": "types", "row": "anonymous", "column": "pairs", "value": "2"} in table


def test_statements_with_filters(stored: Audit_) -> None:
    assert "no article" not in stored("statements").stdout
    assert len(rows(stored("statements", "--format", "csv").stdout)) == 5
    assert len(rows(stored("statements", "--format", "csv", "--scope", "all").stdout)) == 6
    anonymous = rows(stored("statements", "--type", "anonymous", "--format", "csv").stdout)
    assert {row["speaker"] for row in anonymous} == {"senior Velmar official"}
    joint = rows(stored("statements", "--source", "roe", "--format", "csv").stdout)
    assert [row["speaker"] for row in joint] == ["Ansel Roe"]
    lines = stored("statements", "--type", "none", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["findings"] for line in lines] == ["Q301 orphan-quote"]
    assert "Ansel Roe" in stored("statements").stdout


def test_sources_with_filters(stored: Audit_) -> None:
    assert [row["speaker"] for row in rows(stored("sources", "--format", "csv").stdout)] == [
        "senior Velmar official",
        "Ida Marsh",
        "Ansel Roe",
    ]
    assert len(rows(stored("sources", "--status", "disclosed", "--format", "csv").stdout)) == 1


def test_articles_with_filters(stored: Audit_) -> None:
    assert len(stored("articles", "--format", "jsonl").stdout.splitlines()) == 2
    (row,) = rows(stored("articles", "--code", "Q301", "--format", "csv", "-o", "-").stdout)
    assert (row["doc_id"], row["anonymous_sources"]) == ("harbour", "1")


def test_a_limit_is_one_of_rows(stored: Audit_) -> None:
    for command in ("statements", "sources", "articles"):
        assert len(rows(stored(command, "--format", "csv", "--limit", "2").stdout)) == 2
    assert len(stored("articles", "--limit", "1", "--format", "jsonl").stdout.splitlines()) == 1


def test_columns_are_chosen(stored: Audit_) -> None:
    table = rows(stored("statements", "--format", "csv", "--columns", "note,article,line").stdout)
    assert list(table[0]) == ["note", "article", "line"]
    (first, *_) = (json.loads(line) for line in stored("statements", "--format", "jsonl").stdout.splitlines())
    assert (first["article"], first["char_start"]) == ("=Harbour deal “dead”", TEXT.index("“=The"))
    wrong = stored("statements", "--columns", "bogus")
    assert (wrong.exit_code, "there is no column 'bogus' in statements" in wrong.stderr) == (2, True)
    assert stored("export", "--format", "csv", "-o", "some", "--columns", "article,statement").exit_code == 0
    assert Path("some/statements.csv").read_text(encoding="utf-8-sig").startswith("article,statement\n")
    refused = stored("export", "--format", "sarif", "-o", "x.sarif", "--columns", "all")
    assert (refused.exit_code, "sarif has no columns to choose" in refused.stderr) == (2, True)


@pytest.mark.parametrize("width", [80, 140])
def test_lists_are_readable(stored: Audit_, monkeypatch: pytest.MonkeyPatch, golden: Callable[[str, str], None], width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    whole = []
    for words in (("articles",), ("statements",), ("sources",), ("statements", "--type", "official"), ("show", "harbour"), ("report",)):
        lines = [line.rstrip() for line in stored(*words).stdout.splitlines()]
        assert max(map(len, lines)) <= width
        whole += [f"$ audit {' '.join(words)}", *lines, ""]
    golden(f"lists-{width}.txt", "\n".join(whole))


def test_the_ids_of_a_list_are_taken_by_other_commands(stored: Audit_) -> None:
    row = stored("statements").stdout.splitlines()[1].split()[0]
    article = stored("articles").stdout.split()[0]
    assert stored("review", "show", row).exit_code == 0
    assert stored("show", article).exit_code == 0
    assert [one["doc_id"] for one in map(json.loads, stored("statements", "--article", article, "--format", "jsonl").stdout.splitlines())]


@pytest.mark.parametrize("name", ["harbour", "harb", "harbour.txt", "arbour.t"])
def test_an_article_is_found_by_any_of_its_names(stored: Audit_, name: str) -> None:
    assert "senior* Velmar official" in stored("show", name).stdout
    assert "It cannot be mended" in stored("statements", "--article", name).stdout


@pytest.mark.parametrize(
    "words",
    [
        "show",
        "statements --article",
        "sources --article",
        "articles --article",
        "report --article",
        "export --format jsonl -o - --article",
        "compare --article",
        "review list --article",
        "review gold --article",
        "review queue --by Tim --article",
        "diff",
    ],
)
def test_an_article_that_is_not_there_is_said_to_be_so(stored: Audit_, words: str) -> None:
    result = stored(*words.split(), "nobody")
    assert (result.exit_code, "no stored article has 'nobody'" in result.stderr, result.stdout) == (2, True, "")


def test_impossible_filters(stored: Audit_) -> None:
    result = stored("articles", "--since", "yesterday")
    assert (result.exit_code, "give a date" in result.stderr) == (2, True)


@pytest.mark.parametrize("command", ["report", "statements", "sources", "articles"])
def test_without_a_database(audit: Audit_, command: str) -> None:
    result = audit(command)
    assert result.exit_code == 2
    assert "audit run PATHS" in result.stderr
    assert not Path("audit.db").exists()


def test_export_of_tables(stored: Audit_) -> None:
    result = stored("export", "--format", "csv", "-o", "out")
    assert result.exit_code == 0, result.output
    assert {path.name for path in Path("out").iterdir()} == {"statements.csv", "sources.csv", "findings.csv", "articles.csv"}
    assert "wrote out/: statements.csv 5 rows, sources.csv 3 rows, findings.csv 3 rows, articles.csv 2 rows\n" in result.stderr
    findings = rows(Path("out/findings.csv").read_text(encoding="utf-8-sig"))
    assert "Reuters" in findings[0]["standard"]
    assert {row["tool_version"] for row in rows(Path("out/articles.csv").read_text(encoding="utf-8-sig"))} == {"0.1.0"}


@pytest.mark.skipif(os.name != "posix", reason="permissions are told otherwise there")
def test_what_is_written_is_its_owners_alone(stored: Audit_) -> None:
    stored("export", "--format", "csv", "-o", "out")
    stored("export", "--format", "xlsx", "-o", "out/a.xlsx")
    stored("export", "--format", "jsonl", "-o", "out/a.jsonl")
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in Path("out").iterdir() if path.stat().st_mode & 0o077} == {}
    assert len(list(Path("out").iterdir())) == 6
    assert Path("audit.db").stat().st_mode & 0o077 == 0


def test_export_refuses_to_lose_a_checkers_notes(stored: Audit_) -> None:
    assert stored("export", "--format", "csv", "-o", "out").exit_code == 0
    again = stored("export", "--format", "csv", "-o", "out")
    assert (again.exit_code, "--overwrite" in again.stderr) == (2, True)
    assert stored("export", "--format", "csv", "-o", "out", "--overwrite").exit_code == 0


def test_export_of_a_workbook_and_of_exact_lines(stored: Audit_) -> None:
    assert stored("export", "--format", "xlsx", "-o", "out.xlsx", "--article", "harbour").exit_code == 0
    assert load_workbook("out.xlsx")["articles"].max_row == 2
    assert stored("export", "--format", "jsonl", "-o", "out.jsonl").exit_code == 0
    exact = [json.loads(line) for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {one["article"]["doc_id"] for one in exact} == {"harbour", "quiet"}
    assert len(stored("export", "--format", "jsonl", "-o", "-").stdout.splitlines()) == 2


def test_the_schema_is_printed(audit: Audit_) -> None:
    assert json.loads(audit("schema").stdout)["properties"]["schema_version"]["const"] == "1.2"


def test_export_of_findings_and_claims(stored: Audit_) -> None:
    assert stored("export", "--format", "sarif", "-o", "out.sarif").exit_code == 0
    (run,) = json.loads(Path("out.sarif").read_text(encoding="utf-8"))["runs"]
    assert "Q301" in {one["ruleId"] for one in run["results"]}
    claims = [json.loads(line) for line in stored("export", "--format", "claimreview", "-o", "-").stdout.splitlines()]
    assert {one["claimAuthor"].get("name") for one in claims if one["claimAuthor"]} == {"Ida Marsh", "Ansel Roe", None}


def test_database_commands(audit: Audit_) -> None:
    assert audit("db", "current").exit_code == 2
    upgraded = audit("db", "upgrade")
    assert (upgraded.exit_code, upgraded.stdout.startswith("schema ")) == (0, True)
    assert "tool" in audit("db", "current").stdout
    assert "matches this version" in audit("db", "check").stdout
    assert audit("--db", "other.db", "db", "upgrade").exit_code == 0
    assert Path("other.db").is_file()


def test_a_database_of_another_schema(audit: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    from audit.store import schema

    audit("db", "upgrade")
    monkeypatch.setattr(schema, "upgrade", lambda engine: Path("copy.db"))
    monkeypatch.setattr(schema, "check", lambda engine: ["the database lacks the table x"])
    assert "old database is in copy.db" in audit("db", "upgrade").stderr
    result = audit("db", "check")
    assert (result.exit_code, result.stdout) == (2, "the database lacks the table x\n")


def test_show_marks_what_was_found_in_the_text(stored: Audit_) -> None:
    result = stored("show", "harbour")
    assert result.exit_code == 0, result.output
    assert "[1A “=The deal is dead,”] {a *senior* Velmar official}" in result.stdout
    assert "in ghosts]" in " ".join(stored("show", "harbour", "--scope", "all").stdout.split())
    stored("show", "quiet", "-o", "quiet-shown.txt")
    assert "No attributed statement found" in Path("quiet-shown.txt").read_text(encoding="utf-8")


def test_show_of_nothing_says_where_to_look(stored: Audit_) -> None:
    result = stored("show", "nobody")
    assert (result.exit_code, "audit articles" in result.stderr) == (2, True)


def test_a_page_of_an_article_and_one_of_the_collection(stored: Audit_) -> None:
    assert stored("report", "--article", "harbour", "--format", "html", "-o", "harbour.html").exit_code == 0
    page = Path("harbour.html").read_text(encoding="utf-8")
    for words in ("<title>Source audit: =Harbour deal", "those of the last run or relabelling", "Source audit of a collection"):
        assert (words in page) == (words != "Source audit of a collection")
    both = stored("report", "--article", "txt", "--format", "html").stdout
    assert both.count('<article class="story"') == 2
    assert "<title>Source audit</title>" in both
    nobody = stored("report", "--article", "nobody", "--format", "html")
    assert (nobody.exit_code, "no stored article has 'nobody'" in nobody.stderr) == (2, True)
    whole = stored("report", "--format", "html", "--since", "1990", "--scope", "all").stdout
    assert "0 articles (from 1990); attitudes included" in whole
    assert "2 articles" in stored("report", "--format", "html").stdout


def test_a_folder_of_pages_leads_from_the_collection_to_each_article_and_back(stored: Audit_) -> None:
    result = stored("export", "--format", "html", "-o", "pages")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (0, f"wrote pages{os.sep}: index.html and 2 pages")
    index = Path("pages/index.html").read_text(encoding="utf-8")
    linked = re.findall(r'<th scope="row"><a href="([a-z0-9-]+[.]html)">', index)
    assert sorted([*linked, "index.html"]) == sorted(one.name for one in Path("pages").iterdir())
    assert [name.rpartition("-")[0] for name in linked] == ["harbour-deal-dead", "quiet"]
    for name in linked:
        page = Path("pages", name).read_text(encoding="utf-8")
        assert '<a href="index.html">All articles</a>' in page
        assert page.count('<article class="story"') == 1
    again = stored("export", "--format", "html", "-o", "pages")
    assert (again.exit_code, "already exists" in again.stderr) == (2, True)
    assert stored("export", "--format", "html", "-o", "pages", "--overwrite", "--article", "harbour").exit_code == 0
    columns = stored("export", "--format", "html", "-o", "other", "--columns", "all")
    assert (columns.exit_code, "has no columns to choose" in columns.stderr) == (2, True)
