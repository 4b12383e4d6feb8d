"""Every command that writes: what it refuses to replace, and that a full disk costs nothing."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import click
import pytest

from audit.cli import targets
from audit.cli.app import COMMANDS, cli
from audit.cli.formats.jsonl import JsonLines
from audit.cli.review_files import gold
from audit.domain.audited import Audit
from tests.cli.conftest import Audit_

WRITERS = (
    *(("run", "quiet.txt", "--format", form) for form in ("terminal", "html", "csv", "json", "jsonl", "sarif", "attributions")),
    *(("report", "--format", form) for form in ("terminal", "html", "json", "csv")),
    *((command, "--format", form) for command in ("statements", "sources", "articles") for form in ("list", "csv", "jsonl")),
    ("show", "harbour"),
    ("explain", "harbour:3"),
    ("diff", "harbour.txt", "quiet.txt"),
    ("compare",),
    ("review", "gold"),
    *(("export", "--format", form) for form in ("jsonl", "sarif", "claimreview", "xlsx")),
)
FOLDER = ("export", "--format", "csv")
ONE_EACH = tuple({words[:1]: words for words in WRITERS}.values())


@pytest.fixture
def stored(audit: Audit_) -> Audit_:
    assert audit("run", "harbour.txt", "quiet.txt", "--fail-on", "never").exit_code == 0
    statement = json.loads(audit("statements", "--format", "jsonl").stdout.splitlines()[0])["row_id"]
    result = audit("review", "confirm", statement, "--by", "Ona Reed")
    assert result.exit_code == 0, result.stderr
    return audit


def contents() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file() and ".db" not in path.name}


def test_every_command_with_an_output_is_tried_here() -> None:
    commands = {name: cli.get_command(click.Context(cli), name) for name in COMMANDS}
    writing = {name for name, one in commands.items() if one and any("-o" in option.opts for option in one.params)}
    assert writing | {"review"} == {words[0] for words in WRITERS}
    for one in (*(commands[name] for name in writing), gold):
        assert one is not None
        assert any("--overwrite" in option.opts for option in one.params)


@pytest.mark.parametrize("words", WRITERS, ids=" ".join)
def test_nothing_is_replaced_unasked(stored: Audit_, words: tuple[str, ...]) -> None:
    first = stored(*words, "-o", "out.dat")
    assert first.exit_code in (0, 1), first.stderr
    made = Path("out.dat").read_bytes()
    Path("out.dat").write_text("notes of a checker", encoding="utf-8")
    again = stored(*words, "-o", "out.dat")
    assert (again.exit_code, "--overwrite" in again.stderr) == (2, True)
    assert Path("out.dat").read_text(encoding="utf-8") == "notes of a checker"
    assert stored(*words, "-o", "out.dat", "--overwrite").exit_code == first.exit_code
    assert len(Path("out.dat").read_bytes()) == pytest.approx(len(made), abs=300)
    assert stored(*words, "-o", os.devnull).exit_code == first.exit_code
    assert not [path for path in Path().iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("words", [*ONE_EACH, WRITERS[-1], FOLDER], ids=" ".join)
def test_a_full_disk_leaves_everything_as_it_was(stored: Audit_, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    Path("out").mkdir()
    name = "out" if words == FOLDER else "out/out.dat"
    Path("out/out.dat").write_text("old", encoding="utf-8")
    Path("out/sources.csv").write_text("old", encoding="utf-8")
    before = contents()

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    result = stored(*words, "-o", name, "--overwrite")
    assert (result.exit_code, "No space left on device" in result.stderr) == (2, True)
    assert contents() == before


@pytest.mark.skipif(os.name != "posix", reason="links are told otherwise there")
@pytest.mark.parametrize("words", ONE_EACH, ids=" ".join)
def test_the_database_is_never_written_over(stored: Audit_, words: tuple[str, ...]) -> None:
    Path("soft.db").symlink_to("audit.db")
    os.link("audit.db", "hard.db")
    before = contents()
    for name in ("audit.db", "./audit.db", "soft.db", "hard.db", "audit.db-wal", "audit.db-shm", "audit.db-journal", "AUDIT.db-journal"):
        result = stored(*words, "-o", name, "--overwrite")
        assert (result.exit_code, "is a file of the database" in result.stderr) == (2, True), name
    result = stored(*words, "--db", "sqlite:///file:audit.db?uri=true", "-o", "audit.db", "--overwrite")
    assert (result.exit_code, "is a file of the database" in result.stderr) == (2, True)
    assert contents() == before
    assert stored("articles").exit_code == 0


def test_tables_are_never_written_over_the_database(stored: Audit_) -> None:
    Path("t").mkdir()
    assert stored("run", "quiet.txt", "--db", "t/findings.csv").exit_code == 0
    held = Path("t/findings.csv").read_bytes()
    result = stored(*FOLDER, "--db", "t/findings.csv", "-o", "t", "--overwrite")
    assert (result.exit_code, "is a file of the database" in result.stderr) == (2, True)
    assert (Path("t/findings.csv").read_bytes(), [path.name for path in Path("t").glob("*.csv")]) == (held, ["findings.csv"])


def test_a_database_that_is_not_there_yet_is_no_output(audit: Audit_) -> None:
    result = audit("run", "harbour.txt", "--db", "desk.db", "-o", "desk.db")
    assert (result.exit_code, "is a file of the database" in result.stderr) == (2, True)
    assert not Path("desk.db").exists()


@pytest.mark.skipif(os.name != "posix", reason="links are told otherwise there")
@pytest.mark.parametrize("store", [(), ("--no-store",)])
def test_an_input_is_never_written_over(audit: Audit_, store: tuple[str, ...]) -> None:
    Path("pages").mkdir()
    Path("pages/one.txt").write_text("It rained.\n", encoding="utf-8")
    Path("pages/link.txt").symlink_to("../quiet.txt")
    Path("soft.txt").symlink_to("harbour.txt")
    os.link("harbour.txt", "hard.txt")
    before = contents()
    for words, name, why in (
        (("harbour.txt",), "harbour.txt", "an input to this command"),
        (("harbour.txt",), "./soft.txt", "an input to this command"),
        (("soft.txt",), "hard.txt", "an input to this command"),
        (("har*.txt",), "harbour.txt", "in a folder that this command reads"),
        (("pages",), "pages/one.txt", "in a folder that this command reads"),
        (("pages", "--follow-links"), "quiet.txt", "in a folder that this command reads"),
    ):
        result = audit("run", *words, *store, "-o", name, "--overwrite")
        assert (result.exit_code, why in result.stderr) == (2, True), (words, name)
    result = audit("diff", "harbour.txt", "quiet.txt", "-o", "hard.txt", "--overwrite")
    assert (result.exit_code, "an input to this command" in result.stderr) == (2, True)
    assert contents() == before


@pytest.mark.parametrize("form", ["html", "csv", "json", "jsonl", "sarif"])
def test_an_output_in_the_folder_that_is_read_can_be_made_anew(audit: Audit_, form: str) -> None:
    for overwrite in ((), ("--overwrite",)):
        result = audit("run", ".", "--format", form, "-o", f"rows.{form}", "--fail-on", "never", *overwrite)
        assert result.exit_code == 0, result.stderr
    assert "2 articles (2 unchanged)" in result.stderr


@pytest.mark.parametrize("words", [*ONE_EACH, FOLDER], ids=" ".join)
def test_what_a_stored_article_was_read_from_is_never_written_over(stored: Audit_, words: tuple[str, ...]) -> None:
    Path("made").mkdir()
    Path("made/lines.jsonl").write_text(json.dumps({"text": "It snowed in Velmar until the harbour froze."}) + "\n", encoding="utf-8")
    Path("made/sources.csv").write_text('text\n"It snowed in Velmar all night, and the quay was white in the morning."\n', encoding="utf-8")
    assert stored("run", "made", "--force-language").exit_code == 0
    before = contents()
    for name in ["made"] if words == FOLDER else ["harbour.txt", "made/lines.jsonl"]:
        result = stored(*words, "-o", name, "--overwrite")
        assert result.exit_code == 2, result.stderr
        assert "the file of a stored article" in result.stderr or "an input to this command" in result.stderr
    assert contents() == before


def test_a_source_is_known_from_another_folder_too(stored: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("desk").mkdir()
    monkeypatch.chdir("desk")
    result = stored("report", "--db", "../audit.db", "-o", "../harbour.txt", "--overwrite")
    assert (result.exit_code, "the file of a stored article" in result.stderr) == (2, True)


def test_standard_output_is_never_the_database(stored: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "STDOUT", Path("audit.db"))
    result = stored("report")
    assert (result.exit_code, "is a file of the database" in result.stderr) == (2, True)


def test_tables_do_not_go_to_standard_output(stored: Audit_) -> None:
    for form in ("csv", "xlsx", "html"):
        result = stored("export", "--format", form, "-o", "-")
        assert (result.exit_code, "cannot go to standard output" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("run harbour.txt --format csv -o out.csv --fail-on never", "1 article, 5 rows"),
        ("run harbour.txt --format html -o out.html --fail-on never", "1 article"),
        ("export --format claimreview -o out.jsonl", "2 articles, 5 claims"),
        ("export --format sarif -o out.sarif", "2 articles, 3 findings"),
        ("export --format jsonl -o out.jsonl", "2 articles"),
    ],
)
def test_what_was_written_is_told_with_its_rows(stored: Audit_, words: str, told: str) -> None:
    result = stored(*words.split())
    (line,) = [one for one in result.stderr.splitlines() if one.startswith("wrote ")]
    assert line.endswith(f": {told}")


def test_an_interrupted_run_keeps_what_it_wrote(audit: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("rows.jsonl").write_text("old", encoding="utf-8")

    def stop(show: JsonLines, audit: Audit) -> None:
        if audit.article.doc_id == "quiet":
            raise KeyboardInterrupt
        show_it(show, audit)

    show_it = JsonLines.article
    monkeypatch.setattr(JsonLines, "article", stop)
    result = audit("run", "harbour.txt", "quiet.txt", "--format", "jsonl", "-o", "rows.jsonl", "--overwrite")
    assert (result.exit_code, Path("rows.jsonl").read_text(encoding="utf-8")) == (130, "old")
    assert "the output up to then is in " in result.stderr
    (line,) = Path("rows.jsonl.partial").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["article"]["doc_id"] == "harbour"
