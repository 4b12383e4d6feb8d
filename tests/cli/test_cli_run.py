"""``audit run``: from files to a report, and everything that can go wrong on the way."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import Engine

from audit import making
from audit.cli import run as run_module
from audit.config import Settings
from audit.domain.audited import Audit, Run
from audit.domain.review import row_id
from audit.domain.text import SkippedInput
from audit.engine import batches
from audit.errors import UnstorableError
from audit.store.engine import open_engine
from audit.store.repository import Repository
from audit.store.saving import Saved
from tests.cli.conftest import MINISTRY, Audit_, FakeAuditor
from tests.report.hand_made import TEXT


def test_an_article_is_audited_stored_and_shown(audit: Audit_) -> None:
    result = audit("run", "harbour.txt")
    assert result.exit_code == 1, result.output
    assert "anonymous  senior Velmar official" in result.stdout
    assert "Q301 orphan-quote  error" in result.stdout
    assert "1 article (0 unchanged), 48 words; start-up" in result.stderr
    assert "words per second; 3 findings, 0 skipped" in result.stderr
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


@pytest.mark.parametrize("store", [(), ("--no-store",)])
def test_what_the_tool_itself_wrote_into_the_folder_is_no_article(audit: Audit_, store: tuple[str, ...]) -> None:
    assert "0 skipped" in audit("run", "harbour.txt", "-o", "out.csv", "--format", "csv").stderr
    for name in ("audit.db-wal", "audit.db-shm", "audit.db.before-0004", "audit.db.before-0004.2"):
        Path(name).touch()
    Path("other.db").touch()
    again = audit("run", ".", "-o", "out.csv", "--overwrite", "--format", "csv", *store)
    skipped = [line.split(":")[0] for line in again.stderr.splitlines() if line.startswith("skipped")]
    assert skipped == ["skipped ./other.db"]
    assert "./out.csv" not in again.stderr
    assert audit("run", "audit.db").stderr.startswith("skipped audit.db: files of this kind cannot be read")


def test_nothing_is_stored_on_demand(audit: Audit_) -> None:
    assert audit("run", "harbour.txt", "--no-store").exit_code == 1
    assert not Path("audit.db").exists()


def test_the_models_are_loaded_once(audit: Audit_, auditors: list[FakeAuditor], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "WINDOW", 1)
    assert audit("run", "harbour.txt", "quiet.txt", "missing.txt").exit_code == 1
    assert auditors[-1].loads == 1


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_exact_formats(audit: Audit_, form: str) -> None:
    result = audit("run", "harbour.txt", "quiet.txt", "--no-store", "--format", form)
    articles = json.loads(result.stdout) if form == "json" else [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["article"]["doc_id"] for one in articles] == ["harbour", "quiet"]
    assert [finding["code"] for finding in articles[0]["findings"]] == ["A106", "A109", "Q301"]
    assert len(articles[0]["statements"]) == 5


def test_sarif(audit: Audit_) -> None:
    result = audit("run", "harbour.txt", "quiet.txt", "--no-store", "--format", "sarif")
    (run,) = json.loads(result.stdout)["runs"]
    assert [one["ruleId"] for one in run["results"]] == ["A106", "A109", "Q301"]
    assert [one["location"]["uri"] for one in run["artifacts"]] == ["harbour.txt", "quiet.txt"]


def test_json_without_articles_is_an_empty_array(audit: Audit_) -> None:
    result = audit("run", "missing.txt", "--format", "json")
    assert (json.loads(result.stdout), result.exit_code) == ([], 2)


def test_csv_to_standard_output_and_to_a_file(audit: Audit_) -> None:
    result = audit("run", "harbour.txt", "--format", "csv")
    assert result.stdout_bytes.startswith(b"\xef\xbb\xbfarticle,line,type,speaker,statement,cue,")
    words = ("run", "harbour.txt", "--format", "csv", "-o", "out.csv", "--encoding", "utf-8", "--no-formula-guard", "--scope", "all")
    result = audit(*words)
    assert (result.stdout, "note:" in result.stderr) == ("", False)
    rows = list(csv.DictReader(io.StringIO(Path("out.csv").read_text(encoding="utf-8"), newline="")))
    assert len(rows) == 6
    assert {row["article"] for row in rows} == {"=Harbour deal “dead”"}
    assert rows[0]["statement"].startswith("“=The")


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


def test_a_guessed_encoding_is_said(audit: Audit_) -> None:
    words = "“It rained in the café,” the owner said on Monday, and nobody in the whole town of Velmar could say otherwise."
    Path("old.txt").write_bytes(words.encode("cp1252"))
    for _ in range(2):
        assert "note old.txt: read as windows-1252, not UTF-8: check the quotation marks" in audit("run", "old.txt").stderr


def test_only_skipped_inputs_are_trouble(audit: Audit_) -> None:
    result = audit("run", "missing.txt")
    assert result.exit_code == 2
    assert "no article was audited" in result.stderr


def test_an_interruption_keeps_what_was_stored(audit: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "WINDOW", 1)
    Path("z.txt").write_text("Here somebody will press Ctrl-C in the middle of the long harbour story.", encoding="utf-8")
    result = audit("run", "harbour.txt", "z.txt")
    assert result.exit_code == 130
    assert "interrupted; 1 article stored, and kept" in result.stderr
    assert "harbour" in audit("articles").stdout
    assert "interrupted; nothing was stored" in audit("run", "z.txt", "--no-store").stderr


def test_an_article_that_breaks_the_auditor_is_set_aside(audit: Audit_) -> None:
    Path("z.txt").write_text("This one makes the auditor break down before the harbour story ends.", encoding="utf-8")
    result = audit("run", "z.txt", "harbour.txt")
    assert result.exit_code == 1
    assert "skipped z.txt: it could not be audited (ZeroDivisionError: a fault of ours); please report it with the file" in result.stderr
    assert "1 article (0 unchanged)" in result.stderr


def test_a_fault_of_ours_exits_with_3(audit: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(run_module, "Showing", broken)
    result = audit("run", "harbour.txt")
    assert result.exit_code == 3
    assert "internal error: ZeroDivisionError: a fault of ours" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Traceback" in audit("--debug", "run", "harbour.txt").stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("run",), "Missing argument"),
        (("run", "harbour.txt", "--select", "Z9"), "there is no rule"),
        (("run", "harbour.txt", "--format", "pdf"), "pdf"),
        (("run", "harbour.txt", "--db", "nowhere/audit.db"), "--db"),
        (("run", "harbour.txt", "-o", "harbour.txt/out.txt"), "choose another with -o"),
    ],
)
def test_bad_usage_exits_with_2(audit: Audit_, words: tuple[str, ...], message: str) -> None:
    result: Result = audit(*words)
    assert result.exit_code == 2
    assert message in result.stderr


def test_an_article_that_cannot_be_stored_is_skipped_and_the_rest_is_done(audit: Audit_) -> None:
    Path("broken.txt").write_text("Words that break the table of statements, as no article should do to us.", encoding="utf-8")
    result = audit("run", "broken.txt", "harbour.txt")
    assert result.exit_code == 1
    assert "skipped broken.txt: could not be stored: cannot store broken in the database audit.db: records would" in result.stderr
    assert "1 article (0 unchanged)" in result.stderr
    assert "harbour" in audit("articles").stdout
    assert [(one.origin, one.code) for one in making.open_repository(Settings()).skipped()] == [("broken.txt", "unstorable")]


def spoil_after_saving(monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Engine], object]) -> None:
    """From now on a database is spoilt once an article is stored in it."""
    save = Repository.save_all

    def saved(
        self: Repository, results: Sequence[Audit | SkippedInput], run: Run, identities: Mapping[str, str] | None = None
    ) -> list[Saved | UnstorableError | None]:
        outcomes = save(self, results, run, identities)
        if Saved.NEW in outcomes:
            spoil(self.engine)
        return outcomes

    monkeypatch.setattr(Repository, "save_all", saved)
    monkeypatch.setattr(batches, "WINDOW", 1)
    monkeypatch.setattr(open_engine, "__kwdefaults__", {**(open_engine.__kwdefaults__ or {}), "wait": 0.05})


def fill_disk(engine: Engine) -> None:
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def make_read_only(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")


def take_lock(engine: Engine) -> None:
    holder = sqlite3.connect("audit.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    HELD.append(holder)


HELD: list[sqlite3.Connection] = []


@pytest.mark.parametrize(
    ("spoil", "says"),
    [(fill_disk, "the disk is full or failing"), (make_read_only, "it is read-only"), (take_lock, "another program is using it")],
)
def test_a_database_that_fails_on_the_way_stops_the_run(
    audit: Audit_, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Engine], object], says: str
) -> None:
    Path("z.txt").write_text("It rained. " * 5_000, encoding="utf-8")
    with monkeypatch.context() as during:
        spoil_after_saving(during, spoil)
        result = audit("run", "missing.txt", "harbour.txt", "z.txt")
    while HELD:
        HELD.pop().close()
    assert result.exit_code == 2, result.output
    assert says in result.stderr
    assert result.stderr.splitlines()[-1] == "audit: stopped; 1 article stored, and kept"
    assert "skipped missing.txt" in result.stderr
    assert [json.loads(line)["doc_id"] for line in audit("articles", "--format", "jsonl").stdout.splitlines()] == ["harbour"]
    assert "matches this version" in audit("db", "check").stdout


def test_a_read_only_database(audit: Audit_) -> None:
    audit("run", "harbour.txt")
    with sqlite3.connect("audit.db", isolation_level=None) as plain:
        plain.execute("VACUUM INTO 'still.db'")
    plain.close()
    read_only = "sqlite:///file:still.db?mode=ro&uri=true"
    assert audit("run", "harbour.txt", "--db", read_only).exit_code == 1
    result = audit("run", "harbour.txt", "quiet.txt", "--db", read_only)
    assert result.exit_code == 2
    assert "it is read-only; make it and its folder writable" in result.stderr
    assert "audit: stopped; 0 articles stored, and kept" in result.stderr
    assert "harbour" in audit("report", "--article", "harbour", "--db", read_only).stdout


def test_a_locked_database_is_said_at_once(audit: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_engine, "__kwdefaults__", {**(open_engine.__kwdefaults__ or {}), "wait": 0.05})
    holder = sqlite3.connect("audit.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    result = audit("run", "harbour.txt")
    holder.close()
    assert (result.exit_code, "another program is using it; wait until that has finished" in result.stderr) == (2, True)


def types() -> dict[str, str | None]:
    """Stored source to its type."""
    found = making.open_repository(Settings()).audits()
    return {source.label: source.source_type for one in found for source in one.sources}


def test_a_stored_article_takes_on_the_policy_of_the_run(audit: Audit_, auditors: list[FakeAuditor]) -> None:
    Path("ministry.txt").write_text(MINISTRY, encoding="utf-8")
    first = audit("run", "ministry.txt")
    assert "A103" in first.stdout
    assert types() == {"officials": "anonymous", "Ona Vey": "named"}
    again = audit("run", "ministry.txt", "--unnamed-officials-of-a-body", "official", "--named-office-holders", "official")
    assert "A103" not in again.stdout
    assert "(1 unchanged)" in again.stderr
    assert auditors[-1].seen == []
    assert types() == {"officials": "official", "Ona Vey": "official"}
    assert audit("run", "ministry.txt").stdout == first.stdout
    assert types() == {"officials": "anonymous", "Ona Vey": "named"}


def test_run_as_a_page(audit: Audit_) -> None:
    result = audit("run", "harbour.txt", "--no-store", "--format", "html", "--select", "Q301", "--fail-on", "never")
    assert result.exit_code == 0, result.output
    for words in ("<title>Source audit: =Harbour deal", "select = Q301", "fake <code>0123456789ab</code>", "Q301 orphan-quote"):
        assert words in result.stdout
    assert "A101" not in result.stdout.partition('<section aria-labelledby="a1-sources">')[2].partition("a1-shares")[0]


LIVE = [{"doc_id": "live", "url": "https://post.example/live", "text": f"Entry {n} of the day: it rained on in Velmar."} for n in "12"]


def test_two_texts_from_standard_input_with_one_id_are_both_kept_and_told(audit: Audit_) -> None:
    lines = "".join(json.dumps({"doc_id": one["doc_id"], "text": one["text"]}) + "\n" for one in (*LIVE, LIVE[0]))
    for words in ((), ("--no-store",)):
        told = audit("run", "-", *words, stdin=lines).stderr
        assert told.count("another text has the same doc_id; both are kept") == 1
        assert "note -:2: another text has the same doc_id" in told
    assert len(audit("articles", "--format", "csv").stdout.splitlines()) == 3


def test_texts_that_share_an_address_are_told_and_counted(audit: Audit_) -> None:
    Path("live.jsonl").write_text("".join(json.dumps(one) + "\n" for one in LIVE), encoding="utf-8")
    note = "note live.jsonl:2: another text has the same address or id; this one is kept as an article of its own"
    for unchanged in (0, 2):
        result = audit("run", "live.jsonl")
        assert note in result.stderr
        assert f"2 articles ({unchanged} unchanged, 1 sharing an address or id with another)" in result.stderr
    assert len(audit("articles", "--format", "csv").stdout.splitlines()) == 3
    for one in LIVE:
        del one["url"]
    Path("ids.jsonl").write_text("".join(json.dumps(one | {"text": one["text"] + " So it was."}) + "\n" for one in LIVE), encoding="utf-8")
    assert "note ids.jsonl:2: another text has the same" in audit("run", "ids.jsonl").stderr
    assert len(audit("articles", "--format", "csv").stdout.splitlines()) == 5


def test_a_path_may_be_spelled_as_one_likes(audit: Audit_, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_DB", str(tmp_path / "desk.db"))
    monkeypatch.setenv("AUDIT_REVIEWER", "Ona Reed")
    audit("run", "harbour.txt")
    audit("review", "correct", row_id("as1", "aofficial"), "--type", "named")
    (tmp_path / "link.txt").symlink_to("harbour.txt")
    (tmp_path / "deeper").mkdir()
    quiet = "It rained in Velmar, and nobody said a word for the whole of day {} of the month.\n"
    for day, name in enumerate(("./harbour.txt", f"{tmp_path}/harbour.txt", "link.txt", "../harbour.txt")):
        if name.startswith("../"):
            monkeypatch.chdir(tmp_path / "deeper")
        (tmp_path / "harbour.txt").write_text(quiet.format(day), encoding="utf-8")
        assert "1 review no longer found in the text" in audit("run", name).stderr
        assert len(audit("articles", "--format", "csv").stdout.splitlines()) == 2
    (tmp_path / "harbour.txt").write_text(TEXT, encoding="utf-8")
    assert "corrected by Ona Reed: type named" in audit("run", "../link.txt").stdout
    monkeypatch.chdir(tmp_path)
    assert "1 article (1 unchanged)" in audit("run", "harbour.txt", "./harbour.txt", "link.txt").stderr


def test_what_the_command_line_says_of_the_article(audit: Audit_) -> None:
    given = ("--headline", "Quay\ncloses", "--byline", "Ona Reed", "--outlet", "Velmar Post", "--date", "31 May 2026")
    assert audit("run", "harbour.txt", *given).exit_code == 1
    (row,) = map(json.loads, audit("articles", "--format", "jsonl").stdout.splitlines())
    assert [row[name] for name in ("title", "byline", "outlet", "published")] == ["Quay closes", "Ona Reed", "Velmar Post", "2026-05-31"]
    several = audit("run", "harbour.txt", "quiet.txt", *given)
    assert (several.exit_code, "are for one article" in several.stderr) == (2, True)
    wrong = audit("run", "harbour.txt", "--date", "soon")
    assert (wrong.exit_code, "--date: the date 'soon'" in wrong.stderr) == (2, True)
    assert "skipped gone.txt" in audit("run", "gone.txt", "--byline", "x").stderr


def test_what_the_text_says_of_itself_is_told(audit: Audit_) -> None:
    Path("told.txt").write_text("Quay closes for good\nBy Ona Reed\n\nIt rained in Velmar all through the night.\n", encoding="utf-8")
    told = audit("run", "told.txt")
    assert "note told.txt: taken from the text: headline “Quay closes for good” (line 1), byline “By Ona Reed” (line 2)" in told.stderr
    assert "Quay closes for good" in audit("articles").stdout
    assert audit("show", "closes for").exit_code == 0
