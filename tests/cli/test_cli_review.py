"""``audit review``, and what judgements do elsewhere: run, report, export, relabel, evaluate."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import click
import pytest

from audit import making
from audit.cli.reviewing import shown
from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.review import Correction, Judgement, finding_id, row_id
from audit.domain.source import SourceType
from audit.rules.judging import Verdict
from audit.store.by_id import ReviewItem
from audit.store.reviews import Reviews
from tests.cli.conftest import Audit_
from tests.report.hand_made import TEXT, make

FIRST, SECOND, MARSH, ROE = row_id("as1", "aofficial"), row_id("as2", "aofficial"), row_id("as3", "amarsh"), row_id("as3", "aroe")
ORPHAN = row_id("as5", None)


@pytest.fixture
def stored(audit: Audit_, monkeypatch: pytest.MonkeyPatch) -> Audit_:
    """A command line with a reviewer's name and two articles in its database, all rules in force."""
    monkeypatch.setenv("AUDIT_REVIEWER", "Ona Reed")
    monkeypatch.setenv("AUDIT_PROFILE", "all")
    audit("run", "harbour.txt", "quiet.txt")
    return audit


def now(doc_id: str = "harbour") -> Audit:
    repository = making.open_repository(Settings())
    return repository.load(repository.find_article(doc_id))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def statements(run: Audit_, *words: str) -> dict[str, dict[str, str]]:
    return {one["row_id"]: one for one in rows(run("statements", "--format", "csv", "--columns", "all", *words).stdout)}


def q301(audit: Audit) -> str:
    return next(one.fingerprint for one in audit.findings if one.code == "Q301")


def test_confirm_correct_dismiss_and_undo(stored: Audit_) -> None:
    assert stored("review", "confirm", MARSH).stderr == "1 decision stored\n"
    assert stored("review", "confirm", MARSH).stderr == "nothing to store: that is already the decision\n"
    assert stored("review", "correct", FIRST, "--type", "named", "--reason", "she is named below").exit_code == 0
    assert stored("review", "dismiss", ORPHAN, "--reason", "a slogan", "--by", "Tim Ost").exit_code == 0
    table = statements(stored)
    assert ORPHAN not in table
    assert [table[one]["type"] for one in (FIRST, SECOND)] == ["named", "named"]
    first = table[FIRST]
    assert (first["judgement"], first["corrected_type"], first["judged_by"]) == ("corrected", "named", "Ona Reed")
    assert first["judged_because"] == "she is named below"
    assert (table[MARSH]["judgement"], table[ROE]["judgement"]) == ("confirmed", "")
    assert statements(stored, "--scope", "all")[ORPHAN]["judgement"] == "dismissed"
    assert "review by Ona Reed" in stored("sources", "--format", "jsonl").stdout
    assert "r3 dismissed by Tim Ost because: a slogan" in stored("review", "list").stdout
    assert "withdrawn: r3 dismissed by Tim Ost" in stored("review", "undo", "r3").stderr
    assert ORPHAN in statements(stored)
    assert "withdrawn by Ona Reed on 20" in stored("review", "list").stdout


def test_the_parts_of_a_correction_add_up(stored: Audit_) -> None:
    stored("review", "correct", SECOND, "--speaker", "Ola Finch", "--type", "official")
    finch = next(one.id for one in now().sources if one.label == "Ola Finch")
    key = row_id("as2", finch)
    assert stored("review", "correct", key, "--words", "It cannot").exit_code == 0
    row = statements(stored)[key]
    assert (row["statement"], row["speaker"], row["type"]) == ("It cannot", "Ola Finch", "official")
    assert (row["corrected_speaker"], row["corrected_text"]) == ("Ola Finch", "It cannot")
    refused = stored("review", "confirm", key)
    assert (refused.exit_code, "audit review undo r2" in refused.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("correct", FIRST), "nothing is corrected"),
        (("correct", FIRST, "--speaker", "Ola Finch"), "give the type too"),
        (("correct", FIRST, "--words", "never said"), "is not in the article"),
        (("correct", ORPHAN, "--type", "named"), "give the speaker too"),
        (("waive", FIRST, "--reason", "x"), "only findings can be waived"),
        (("dismiss", FIRST, "--reason", " "), "say why"),
        (("confirm", "azzzzzz"), "no statement or finding has the id"),
        (("undo", "r77"), "audit review list"),
    ],
)
def test_judgements_that_cannot_be(stored: Audit_, words: tuple[str, ...], says: str) -> None:
    result = stored("review", *words)
    assert (result.exit_code, says in result.stderr) == (2, True), result.stderr
    assert now().reviews == ()


def test_a_name_is_needed(stored: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AUDIT_REVIEWER")
    result = stored("review", "confirm", FIRST)
    assert (result.exit_code, "--by NAME" in result.stderr) == (2, True)


def test_a_waiver_does_not_count_for_fail_on(stored: Audit_) -> None:
    words = ("run", "harbour.txt", "--fail-on", "info", "--select", "Q301")
    assert stored(*words).exit_code == 1
    fingerprint = q301(now())
    refused = stored("review", "correct", fingerprint, "--type", "named")
    assert (refused.exit_code, "if its statement is wrong" in refused.stderr) == (2, True)
    told = stored("review", "waive", finding_id(now().article.id, fingerprint), "--reason", "the caller is known to us")
    assert "waived by Ona Reed because: the caller is known to us" in told.stderr
    again = stored(*words)
    assert (again.exit_code, "1 finding (1 signed off)" in again.stderr) == (0, True)
    assert "waived by Ona Reed: the caller is known to us" in again.stdout
    assert stored(*words, "--redo").exit_code == 0
    assert "nothing to store" in stored("review", "waive", fingerprint, "--reason", "the caller is known to us").stderr
    stored("export", "--format", "csv", "-o", "out")
    (row,) = [one for one in rows(Path("out/findings.csv").read_text(encoding="utf-8")) if one["fingerprint"] == fingerprint]
    assert (row["waived_by"], row["waiver_reason"], row["judgement"]) == ("Ona Reed", "the caller is known to us", "waived")
    stored("review", "undo", "r1")
    assert stored(*words).exit_code == 1


def test_judgements_survive_an_edit_and_say_so_where_they_do_not(stored: Audit_) -> None:
    stored("review", "correct", FIRST, "--type", "named")
    Path("harbour.txt").write_text("Nothing of it is left here, and the harbour was closed on the day.\n", encoding="utf-8")
    edited = stored("run", "harbour.txt")
    assert "1 review no longer found in the text; kept, see audit review list --lost" in edited.stderr
    assert "no longer found in the current version; kept" in stored("review", "list", "--lost").stdout
    note = "1 review no longer found in the text; kept, see audit review list --lost"
    assert note in stored("run", "harbour.txt").stderr, "it is told as long as it holds"
    for words in (("show", "harbour"), ("report", "--article", "harbour"), ("report", "--article", "harbour", "--format", "html")):
        assert note in " ".join(stored(*words).stdout.split())
    assert f"note: {note}" in stored("report").stderr
    (lost,) = json.loads(stored("run", "harbour.txt", "--format", "jsonl").stdout)["lost"]
    assert (lost["id"], lost["reviewer"]) == ("r1", "Ona Reed")
    Path("harbour.txt").write_text(TEXT, encoding="utf-8")
    assert "corrected by Ona Reed: type named" in stored("run", "harbour.txt").stdout
    assert stored("review", "list", "--lost").stdout == ""
    assert note not in stored("report").stderr
    assert now().source("aofficial").source_type is SourceType.NAMED


def test_a_policy_does_not_overrule_a_person(stored: Audit_) -> None:
    stored("review", "correct", FIRST, "--type", "named")
    assert stored("relabel", "--unnamed-officials-of-a-body", "official").stderr.startswith("0 sources relabelled")
    assert now().source("aofficial").source_type is SourceType.NAMED
    stored("run", "harbour.txt", "--select", "A101")
    assert now().source("aofficial").source_type is SourceType.NAMED
    assert {one.code for one in now().findings} <= {"A101"}


def test_show(stored: Audit_) -> None:
    stored("review", "confirm", MARSH)
    said = stored("review", "show", MARSH).stdout
    assert ">> the yard would close <<" in said
    assert "r1 confirmed by Ona Reed" in said
    assert "check by hand" not in said
    assert "\n  check by hand: speaker 39 %\n" in stored("review", "show", SECOND).stdout


def test_the_queue(stored: Audit_) -> None:
    answers = "x\nu\nc\nu\nc\no\nNew Man\n\n\n\n\n\nida marsh\nofficial\n\nnone\nsure\n\nd\na slogan\ns\nq\n"
    result = stored("review", stdin=answers)
    assert result.exit_code == 0, result.output
    assert "'x' is not an answer" in result.stderr
    assert "you have not decided anything in this session yet" in result.stderr
    assert "last decision withdrawn" in result.stderr
    assert "give the type too" in result.stderr
    assert "decisions stored, and kept" in result.stderr
    kinds = [one.judgement for one in now().reviews]
    assert sorted(kinds) == [Judgement.CONFIRMED, Judgement.CORRECTED, Judgement.DISMISSED]
    assert result.stdout.index("It cannot be mended") < result.stdout.index("the yard would close")


def test_a_refused_correction_keeps_its_answers(stored: Audit_) -> None:
    """The first try has no type and wrong words; the second gives what was asked for and keeps the rest by Enter."""
    first, second = "o\nOla Finch\n\nno such words\nnone\nshe told me\nn\n", "\nofficial\nIt cannot\n\n\nn\n"
    result = stored("review", SECOND, stdin=first + second)
    assert "Speaker [senior Velmar official]: Ola Finch" in result.stderr
    assert "Type (named, official, anonymous): \n" in result.stderr  # of somebody new it is not known
    assert "Words, as printed [“It cannot be mended,”]: no such words" in result.stderr
    assert "“no such words” is not in the article" in result.stderr
    assert "Speaker [Ola Finch]:" in result.stderr
    assert "Words, as printed [no such words]: It cannot" in result.stderr
    assert "Why are you correcting it [she told me]:" in result.stderr
    (review,) = now().reviews
    assert (
        review.in_words() == "corrected by Ona Reed (type official; speaker “Ola Finch”; words “It cannot”; no reason) because: she told me"
    )


def test_a_correction_that_is_left_or_changes_nothing(stored: Audit_) -> None:
    result = stored("review", SECOND, stdin="o\n\n\n\n\n\ns\n")
    assert "nothing is different" in result.stderr
    result = stored("review", SECOND, stdin="o\nOla Finch\n")  # the input ends, as with Ctrl-D
    assert "it stays as it was" in result.stderr
    assert now().reviews == ()


def test_a_speaker_of_the_article_brings_its_type(stored: Audit_) -> None:
    result = stored("review", SECOND, stdin="o\nIda Marsh\n\n\n\n\nn\n")
    assert "Type (named, official, anonymous) [named]:" in result.stderr
    assert statements(stored)[row_id("as2", "amarsh")]["type"] == "named"


def test_a_speaker_is_corrected_for_the_whole_chain(stored: Audit_) -> None:
    result = stored("review", SECOND, stdin="o\nOla Finch\nnamed\n\n\n\ny\n")
    assert "senior Velmar official has 1 more statement here. Correct all of them [y/N]: y" in result.stderr
    assert "2 decisions stored" in result.stderr
    assert {one["speaker"] for one in statements(stored).values()} == {"Ola Finch", "Ida Marsh", "Ansel Roe", ""}
    assert stored("review", stdin="u\nq\n").exit_code == 0
    made = [one.id for one in now().reviews]
    for one in made:
        stored("review", "undo", one)
    assert stored("review", "correct", FIRST, "--speaker", "Ola Finch", "--type", "named", "--whole-chain").stderr == "2 decisions stored\n"
    assert "senior Velmar official" not in {one["speaker"] for one in statements(stored).values()}


def test_old_ids_find_what_was_corrected(stored: Audit_) -> None:
    before = {one.fingerprint: finding_id(now().article.id, one.fingerprint) for one in now().findings}
    stored("review", "correct", FIRST, "--speaker", "Ola Finch", "--type", "named", "--whole-chain")
    for key in (FIRST, SECOND, FIRST[:8]):
        assert "Ola Finch: named" in stored("review", "show", key).stdout
    assert stored("review", "confirm", ROE).exit_code == 0
    gone = set(before) - {one.fingerprint for one in now().findings}
    assert gone
    for fingerprint in gone:
        for key in (fingerprint, before[fingerprint], fingerprint[:8]):
            result = stored("review", "show", key)
            assert (result.exit_code, "since a correction there" in result.stderr) == (2, True)
    assert "no statement or finding has the id" in stored("review", "show", "a0000000").stderr


def test_undo_in_a_sitting_takes_back_a_whole_chain(stored: Audit_) -> None:
    result = stored("review", SECOND, FIRST, stdin="o\nOla Finch\nnamed\n\n\n\ny\nu\ns\n")
    assert "0 decisions stored" in result.stderr
    assert result.stdout.count("senior Velmar official: anonymous") == 2  # shown again as it is after that
    assert now().reviews == ()


def test_the_help_key(stored: Audit_) -> None:
    told = stored("review", stdin="?\nq\n").stderr
    assert told.startswith("[c]onfirm, c[o]rrect, [d]ismiss, [s]kip, [u]ndo, [q]uit, [?] help: ?")
    assert "  o  correct: the speaker, the type" in told
    assert "  w  waive: " in stored("review", "--findings", stdin="?\nq\n").stderr


def test_what_somebody_else_said_in_the_meantime_is_shown(stored: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal waits at its prompt while another reviewer decides."""
    prompt: Callable[..., object] = click.prompt
    asked: list[object] = []

    def waiting(*words: object, **options: object) -> object:
        if not asked:
            asked.append(words)
            reviews = Reviews(making.open_repository(Settings()))
            reviews.judge(reviews.choose(SECOND), Verdict(Judgement.CORRECTED, "Tim Ost", "", Correction(source_type=SourceType.NAMED)))
        return prompt(*words, **options)

    monkeypatch.setattr("audit.cli.review_queue.click.prompt", waiting)
    result = stored("review", SECOND, stdin="c\ns\n")
    assert "it has changed since you looked: corrected by Tim Ost (type named)" in result.stderr
    assert "senior Velmar official: named" in result.stdout
    assert [one.by for one in now().reviews] == ["Tim Ost"]


def test_the_queue_ends(stored: Audit_) -> None:
    result = stored("review", stdin="c\n" * 5)
    assert ("nothing is left in the queue" in result.stderr, "5 decisions stored" in result.stderr) == (True, True)
    assert "nothing is left in the queue" in stored("review", stdin="").stderr


def test_the_queue_of_some_things_and_without_a_name(stored: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AUDIT_REVIEWER")
    result = stored("review", ROE, FIRST, stdin="Tim Ost\nc\n")
    assert ("1 decision stored, and kept" in result.stderr, now().reviews[0].reviewer) == (True, "Tim Ost")
    assert stored("review", "--type", "none", "--by", "Tim", stdin="q\n").stdout.count(">>") == 1


def test_the_queue_of_findings(stored: Audit_) -> None:
    result = stored("review", "--findings", "--code", "Q301", stdin="w\nthe caller is known\n")
    assert "1 decision stored" in result.stderr
    assert [one.judgement for one in now().reviews] == [Judgement.WAIVED]
    stored("review", "--findings", stdin="d\nfalse alarm\n")
    assert now().reviews[-1].judgement is Judgement.DISMISSED
    whole = next(one for one in now().findings if one.fingerprint not in now().signed_off)
    assert whole.code in stored("review", "show", whole.fingerprint).stdout


def back(path: str, **cells: dict[str, str]) -> None:
    """The exported table at ``path`` with cells changed, row by row id or fingerprint."""
    table = rows(Path(path).read_text(encoding="utf-8-sig"))
    key = "row_id" if "row_id" in table[0] else "fingerprint"
    for one in table:
        one |= cells.get(one[key], {})
    with Path(path).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, table[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(table)


def test_import_of_what_came_back(stored: Audit_) -> None:
    stored("export", "--format", "csv", "-o", "out", "--columns", "all")
    back(
        "out/statements.csv",
        **{
            FIRST: {"check_status": "confirmed", "checked_by": "Tim Ost", "note": "called,\n“twice”", "judgement": "confirmed"},
            SECOND: {"check_status": "perhaps", "note": "x"},
            MARSH: {"corrected_speaker": "Nobody Known"},
            ROE: {"judgement": "dismissed", "judged_because": "Roe says no such thing"},
            ORPHAN: {"corrected_speaker": "Ida Marsh", "checked_on": "2026-05-31"},
        },
    )
    told = stored("review", "import", "out/statements.csv", "--dry-run")
    assert "5 decisions would be stored, 2 rows with problems" in told.stderr
    assert now().reviews == ()
    told = stored("review", "import", "out/statements.csv")
    assert told.exit_code == 2
    assert "out/statements.csv: row 3, column J (check_status): is 'perhaps'; choose one of" in told.stderr
    assert "row 4, column Q (corrected_type): “Nobody Known” is not yet a source in this article; give the type" in told.stderr
    assert "5 rows: 5 decisions stored, 2 rows with problems" in told.stderr
    audit = now()
    assert audit.checks[0].note == "called,\n“twice”"
    assert audit.statements[2].source_ids == ("amarsh",)
    assert audit.statements[4].source_ids == ("amarsh",)
    assert {one.origin for one in audit.reviews} == {"statements.csv, row 2", "statements.csv, row 5", "statements.csv, row 6"}
    again = stored("review", "import", "out/statements.csv")
    assert "0 decisions stored" in again.stderr
    table = statements(stored)
    assert (table[FIRST]["note"], table[FIRST]["check_status"]) == ("called, ¶ “twice”", "confirmed")


def saved(path: str, columns: list[str], cells: Mapping[str, dict[str, str]], encoding: str = "cp1252") -> None:
    """The exported table as a spreadsheet of another country saves it: with those columns, semicolons and its own code page."""
    table = rows(Path(path).read_text(encoding="utf-8-sig"))
    for one in table:
        one |= cells.get(one.get("row_id") or one["fingerprint"], {})
    with Path(path).open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, columns, delimiter=";", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(table)


WORK = ["check_status", "checked_by", "checked_on", "evidence_url", "note"]


@pytest.mark.parametrize(
    "columns",
    [
        ["row_id", *WORK],
        ["note", "statement", "checked_on", "article", "check_status", "speaker", "checked_by", "evidence_url", "line"],
        ["statement", "speaker", "article_id", *WORK],
        [*WORK, "type", "speaker", "statement", "article", "line", "row_id", "article_id"],
    ],
)
def test_a_worklist_comes_back_with_columns_moved_and_dropped(stored: Audit_, columns: list[str]) -> None:
    stored("export", "--format", "csv", "-o", "out")
    filled = {
        FIRST: {"check_status": "confirmed", "checked_by": "Tím Öst", "checked_on": "31/05/2026", "note": "called; “twice”"},
        ROE: {"check_status": "wrong", "checked_by": "Tím Öst", "checked_on": "03/04/2026", "evidence_url": "see my notes"},
        ORPHAN: {"check_status": "perhaps", "note": "x"},
    }
    saved("out/statements.csv", columns, filled)
    told = stored("review", "import", "out/statements.csv")
    assert "5 rows: 2 decisions stored, 2 rows with problems" in told.stderr
    assert told.exit_code == 2
    for says in (
        "row 5, column ",
        "(evidence_url): is 'see my notes'; the address is left out",
        "row 6, column ",
        "(check_status): is 'perhaps'",
    ):
        assert says in told.stderr
    checks = {one.target.source_id: (one.status.value, one.checked_by, one.checked_on, one.note) for one in now().checks}
    assert checks == {
        "aofficial": ("confirmed", "Tím Öst", "2026-05-31", "called; “twice”"),
        "aroe": ("wrong", "Tím Öst", "2026-04-03", None),
    }
    assert "0 decisions stored" in stored("review", "import", "out/statements.csv").stderr


def test_a_date_that_cannot_be_taken_costs_nothing_that_is_stored(stored: Audit_) -> None:
    stored("export", "--format", "csv", "-o", "out")
    columns = ["row_id", *WORK]
    cells = {"check_status": "confirmed", "checked_by": "Tim Ost", "checked_on": "31 May 2026"}
    saved("out/statements.csv", columns, {FIRST: cells})
    stored("review", "import", "out/statements.csv")
    stored("export", "--format", "csv", "-o", "out", "--overwrite")
    saved("out/statements.csv", columns, {FIRST: {**cells, "checked_on": "03/04/2026", "note": "once more"}})
    told = stored("review", "import", "out/statements.csv")
    assert "2026-04-03 or 2026-03-04; the date is left out: use --dates day-first or --dates month-first" in told.stderr
    assert [(one.checked_on, one.note) for one in now().checks] == [("2026-05-31", "once more")]
    stored("review", "import", "out/statements.csv", "--dates", "month-first")
    assert [(one.checked_on, one.note) for one in now().checks] == [("2026-03-04", "once more")]


def test_rows_that_their_words_do_not_tell(stored: Audit_) -> None:
    header = "article;statement;speaker;note\n"
    lines = "harbour;the yard would close;;x\nharbour;nothing of the kind;Ida Marsh;x\nnobody;the yard would close;Ida Marsh;x\n"
    Path("odd.csv").write_text(header + lines.replace("close;;", "close;Ida Marsh;", 1), encoding="utf-8")
    told = stored("review", "import", "odd.csv").stderr
    assert "row 3, column B (statement): “nothing of the kind”: no row of the article has these words" in told
    assert "row 4, column A (article): no stored article has 'nobody'" in told
    assert [one.target.source_id for one in now().checks] == ["amarsh"]
    Path("odd.csv").write_text("article;statement;note\nharbour;the yard would close;x\n", encoding="utf-8")
    assert "several rows have these words; keep the column row_id" in stored("review", "import", "odd.csv").stderr
    Path("odd.csv").write_text("row_id;note\nanothing;x\n", encoding="utf-8")
    assert "column A (row_id): 'anothing' is not in this database" in stored("review", "import", "odd.csv").stderr


def test_a_lean_row_of_another_run_is_held_by_its_words(stored: Audit_) -> None:
    line = TEXT[: TEXT.index("the yard would")].count("\n") + 1
    header = "row_id;article_id;line;speaker;statement;check_status;checked_by\n"
    rows = "".join(
        f"anew{at};{now().article.id};{where};Ida Marsh;{what};wrong;Tim\n"
        for at, (where, what) in enumerate(
            [(line, "the yard would close"), (line + 1, "the yard would"), (line, "the harbour would close")]
        )
    )
    Path("odd.csv").write_text(header + rows, encoding="utf-8")
    told = stored("review", "import", "odd.csv").stderr
    assert [one.target.id for one in now().checks] == ["as3"]
    assert told.count("its words are not on that line") == 2


def test_findings_come_back_without_their_ids(stored: Audit_) -> None:
    fingerprint = q301(now())
    stored("export", "--format", "csv", "-o", "out")
    waived = {"waived_by": "Tim Ost", "waiver_reason": "known"}
    saved("out/findings.csv", ["waiver_reason", "article", "code", "excerpt", "waived_by"], {fingerprint: waived})
    assert "1 decision stored" in stored("review", "import", "out/findings.csv").stderr
    assert now().signed_off[fingerprint].reason == "known"
    Path("odd.csv").write_text("article,code,excerpt,waiver_reason\nharbour,Q301,Nobody asked us.,x\n", encoding="utf-8")
    assert "column C (excerpt): 'Nobody asked us.' is no longer a finding of this article" in stored("review", "import", "odd.csv").stderr


def test_import_of_waivers(stored: Audit_) -> None:
    fingerprint = q301(now())
    stored("export", "--format", "csv", "-o", "out")
    back("out/findings.csv", **{fingerprint: {"waived_by": "Tim Ost", "waiver_reason": "=known"}})
    assert "1 decision stored" in stored("review", "import", "out/findings.csv").stderr
    assert "0 decisions stored" in stored("review", "import", "out/findings.csv").stderr
    assert now().signed_off[fingerprint].reason == "=known"
    lines = [{"fingerprint": "anothing", "article": now().article.id, "waiver_reason": "x", "waived_by": "y", "code": "", "judgement": ""}]
    with Path("odd.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, lines[0].keys())
        writer.writeheader()
        writer.writerows(lines)
    assert "no longer a finding of this article" in stored("review", "import", "odd.csv").stderr


def test_rows_that_fit_nothing(stored: Audit_, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AUDIT_REVIEWER")
    article = now().article.id
    start = TEXT.index("the yard would")
    header = "row_id,article_id,char_start,char_end,speaker,statement_id,check_status,checked_by,judgement\n"
    lines = (
        f"{FIRST},azzz,,,,,wrong,Tim,\n"
        f"{FIRST},{article},,,Senior Velmar official,,wrong,Tim,\n"
        f"{FIRST},{article},,,Senior Velmar official,,wrong,Tim,\n"
        f"{FIRST},{article},,,senior Velmar official,,confirmed,Tim,\n"
        f"anew1,{article},{start},{start + 20},Ida Marsh,aold,wrong,Tim,confirmed\n"
        f"anew2,{article},0,10,,aold,wrong,Tim,confirmed\n"
        f"anew3,{article},x,,,aold,wrong,Tim,\n"
        f"anew4,{article},5,5,,aold,wrong,Tim,\n"
        f"{ROE},{article},,,Ansel Roe,,,,confirmed\n"
    )
    Path("odd.csv").write_text(header + lines, encoding="utf-8")
    told = stored("review", "import", "odd.csv").stderr
    for says in (
        "row 2, column B (article_id): 'azzz' is not in this database",
        "row 5, column A (row_id): is in a row above too",
        "row 8, column A (row_id): is not a row of this article, and its words are not on that line",
        "row 9, column A (row_id): is not a row of this article; copy the row from the export",
        "row 10, judged_by: is empty; fill in who decided",
        "2 decisions on words that are no longer a statement",
        "9 rows: 5 decisions stored, 5 rows with problems",
    ):
        assert says in told, told
    assert {one.target.id for one in now().checks} == {"as1", "as3"}
    assert "no longer found" in stored("review", "list", "--lost").stdout
    assert "9 rows: 0 decisions stored" in stored("review", "import", "odd.csv").stderr


def shifted(path: str, column: str) -> None:
    """The table at ``path`` with the cells of a column a row further down, as if it had been sorted by itself."""
    with Path(path).open(encoding="utf-8-sig", newline="") as stream:
        table = list(csv.DictReader(stream, delimiter=";"))
    cells = [one[column] for one in table]
    for one, cell in zip(table, [cells[-1], *cells[:-1]], strict=True):
        one[column] = cell
    with Path(path).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, table[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(table)


@pytest.mark.parametrize("column", ["statement", "row_id", "speaker"])
def test_a_row_whose_words_are_not_those_of_its_id_is_not_taken(stored: Audit_, column: str) -> None:
    stored("export", "--format", "csv", "-o", "out")
    back("out/statements.csv", **{one: {"check_status": "wrong"} for one in (FIRST, SECOND, MARSH, ROE, ORPHAN)})
    assert "5 decisions would be stored, 0 rows with problems" in stored("review", "import", "out/statements.csv", "--dry-run").stderr
    shifted("out/statements.csv", column)
    told = stored("review", "import", "out/statements.csv")
    assert told.exit_code == 2
    assert "was a column sorted by itself? Take the row from a new export" in told.stderr
    said = {one.target.id: one.target.speaker for one in now().checks}
    alike = {"statement": {"as3": "Ansel Roe"}, "row_id": {}, "speaker": {"as2": "senior Velmar official"}}
    assert said == alike[column], "only rows that are the same in both places"


def test_a_row_of_another_run_stands_for_the_words_at_its_place(stored: Audit_) -> None:
    start = TEXT.index("the yard would")
    header = "row_id,article_id,char_start,char_end,speaker,statement_id,statement,check_status,checked_by\n"
    right = f"anew1,{now().article.id},{start},{start + 20},Ida Marsh,aold,the yard would … close,wrong,Tim\n"
    wrong = right.replace("anew1", "anew2").replace("the yard would … close", "in ghosts")
    Path("odd.csv").write_text(header + right + wrong, encoding="utf-8")
    told = stored("review", "import", "odd.csv").stderr
    assert "row 3, column G (statement): is not at char_start to char_end in this article" in told
    assert [one.target.id for one in now().checks] == ["as3"]


@pytest.mark.parametrize("column", ["code", "excerpt", "fingerprint"])
def test_a_finding_whose_words_are_not_those_of_its_fingerprint_is_not_waived(stored: Audit_, column: str) -> None:
    stored("export", "--format", "csv", "-o", "out")
    found = now().findings
    back("out/findings.csv", **{one.fingerprint: {"waiver_reason": "known to the desk"} for one in found})
    assert (
        f"{len(found)} decisions would be stored, 0 rows with problems"
        in stored("review", "import", "out/findings.csv", "--dry-run").stderr
    )
    shifted("out/findings.csv", column)
    told = stored("review", "import", "out/findings.csv", "--dry-run")
    assert "sorted by itself" in told.stderr
    assert told.exit_code == 2


def test_the_ids_of_a_row_go_on_after_a_correction(stored: Audit_) -> None:
    stored("export", "--format", "csv", "-o", "first", "--columns", "all")
    stored("review", "correct", ROE, "--speaker", "Ola Finch", "--type", "named")
    finch = row_id("as3", next(one.id for one in now().sources if one.label == "Ola Finch"))
    stored("export", "--format", "csv", "-o", "second", "--columns", "all")
    stored("review", "correct", finch, "--speaker", "Vera Holt", "--type", "official")
    holt = row_id("as3", next(one.id for one in now().sources if one.label == "Vera Holt"))
    for key in (ROE, ROE[:9], finch, holt):
        assert "Vera Holt: official" in stored("review", "show", key).stdout, key
    assert "1 decision stored" in stored("review", "correct", ROE, "--type", "named", "--reason", "so she is").stderr
    assert "Vera Holt: named" in stored("review", "show", finch).stdout
    for folder, key in (("first", ROE), ("second", finch)):
        review = dict.fromkeys(("judgement", "corrected_speaker", "corrected_type", "judged_by"), "")
        back(f"{folder}/statements.csv", **{key: {"check_status": "confirmed", "note": folder} | review})
        assert "1 decision stored, 0 rows with problems" in stored("review", "import", f"{folder}/statements.csv").stderr
        (row,) = [one for one in rows(stored("statements", "--format", "csv").stdout) if one["note"]]
        assert (row["row_id"], row["note"], row["speaker"]) == (holt, folder, "Vera Holt")
    assert "no statement or finding has the id" in stored("review", "show", "anothing").stderr


def test_an_older_export_takes_nothing_newer_away(stored: Audit_) -> None:
    waived = q301(now())
    stored("review", "correct", FIRST, "--type", "official", "--reason", "a spokesman")
    stored("review", "confirm", MARSH)
    stored("review", "waive", waived, "--reason", "agreed")
    stored("export", "--format", "csv", "-o", "old", "--columns", "all")
    back("old/statements.csv", **{ORPHAN: {"check_status": "wrong", "checked_by": "Tim Ost"}})
    assert "1 decision stored, 0 rows with problems" in stored("review", "import", "old/statements.csv").stderr
    stored("review", "correct", FIRST, "--type", "named", "--by", "Vera Holt", "--reason", "the name is in line 3")
    stored("review", "undo", "r2")
    stored("review", "undo", "r3")
    stored("export", "--format", "csv", "-o", "new", "--columns", "all")
    back("new/statements.csv", **{ORPHAN: {"check_status": "confirmed", "checked_by": "Vera Holt"}})
    assert "1 decision stored, 0 rows with problems" in stored("review", "import", "new/statements.csv").stderr
    before = now()
    told = stored("review", "import", "old/statements.csv")
    assert (told.exit_code, "0 decisions stored, 3 rows with problems" in told.stderr) == (2, True)
    assert "(judgement): is r1 of " in told.stderr
    assert "decided otherwise since; take the row from a new export" in told.stderr
    assert "withdrawn by Ona Reed since" in told.stderr
    assert "(check_status): is r4 of " in told.stderr
    assert "withdrawn by Ona Reed since" in stored("review", "import", "old/findings.csv").stderr
    assert now() == before
    assert "0 decisions stored, 0 rows with problems" in stored("review", "import", "new/statements.csv").stderr


def test_no_name_makes_a_decision_of_its_own_in_the_list(stored: Audit_) -> None:
    stored("export", "--format", "csv", "-o", "out")
    back("out/statements.csv", **{FIRST: {"judgement": "confirmed"}})
    Path("out/statements.csv").rename("x\nr9 confirmed.csv")
    stored("review", "import", "x\nr9 confirmed.csv")
    stored("review", "undo", "r1", "--by", "Ona\nr8 dismissed")
    told = stored("review", "list").stdout
    assert [line for line in told.splitlines() if line.startswith("r")] == [told.splitlines()[0]]


def test_gold_and_evaluation(stored: Audit_, tmp_path: Path) -> None:
    assert "there are no decisions on stored articles" in stored("evaluate", "--against-reviews").stderr
    assert "0 articles with decisions" in stored("review", "gold").stderr
    stored("review", "confirm", FIRST)
    stored("review", "correct", SECOND, "--speaker", "Ida Marsh")
    stored("review", "dismiss", ORPHAN, "--reason", "a slogan")
    stored("review", "waive", now().findings[0].fingerprint, "--reason", "agreed")
    assert "1 article with decisions" in stored("review", "gold", "-o", "gold.jsonl").stderr
    (line,) = Path("gold.jsonl").read_text(encoding="utf-8").splitlines()
    value = json.loads(line)
    assert (value["doc_id"], value["text"]) == ("harbour", TEXT)
    assert [(one["speaker"], one.get("optional", False)) for one in value["attributions"]] == [
        ("senior Velmar official", False),
        ("Ida Marsh", False),
        (["Ida Marsh", "Ansel Roe"], True),
    ]
    scores = json.loads(stored("evaluate", "gold.jsonl", "--json").stdout)
    assert scores["found"]["gold"] == 2
    figures = json.loads(stored("evaluate", "--against-reviews", "--json").stdout)
    assert figures["labels"]["statement"] == {"right": 2, "judged": 3, "share": 0.6667}
    assert figures["labels"]["speaker"] == {"right": 1, "judged": 2, "share": 0.5}
    Path("harbour.txt").write_text("Nothing of it is left here, and the harbour was closed on the day.\n", encoding="utf-8")
    stored("review", "dismiss", now().findings[-1].fingerprint, "--reason", "no")
    table = stored("evaluate", "--against-reviews").stdout
    assert "statement" in table
    assert "type, where it is anonymous" in table
    stored("run", "harbour.txt")
    assert "there are no decisions" in stored("evaluate", "--against-reviews").stderr
    Path("harbour.txt").write_text(TEXT, encoding="utf-8")
    stored("run", "harbour.txt")
    Path("odd.csv").write_text(
        f"row_id,article_id,char_start,char_end,judgement\nanew,{now().article.id},0,10,confirmed\n", encoding="utf-8"
    )
    assert "1 decision on words that are no longer a statement" in stored("review", "import", "odd.csv").stderr
    assert "1 judgement on words that the tool no longer finds" in stored("evaluate", "--against-reviews").stdout


def test_a_finding_on_the_whole_article_is_shown() -> None:
    finding = Finding("S601", Severity.WARNING, None, "Nobody is named.", None, None, "aprint")
    assert list(shown(ReviewItem(make(), finding=finding))) == [
        "=Harbour deal “dead” · the whole article",
        "  S601 only-anonymous, warning: Nobody is named.",
    ]


def test_evaluate_wants_one_thing_or_the_other(stored: Audit_) -> None:
    assert "takes no GOLD" in stored("evaluate", "gold.jsonl", "--against-reviews").stderr
    assert "give a GOLD file" in stored("evaluate").stderr
