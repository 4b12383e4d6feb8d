"""Returned files: read whatever program saved them, each bad cell told with its place."""

from __future__ import annotations

import datetime
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from audit.domain.review import CheckStatus, Correction, Judgement
from audit.domain.source import SourceType
from audit.errors import InputError
from audit.report.dates import NoDateError, Order, day_of
from audit.report.returned import ReturnedRow, read_returned
from audit.report.review_import import CheckCells, Filled, ReviewCells, dates_of, filled

NAMELESS = "is empty; fill in who checked it, or import with --by NAME"


def row(table: str = "statements", **values: str) -> ReturnedRow:
    return ReturnedRow(table, "row 2", dict(zip(values, "ABCDEFGHIJ", strict=False)), values)


def told(table: str = "statements", **values: str) -> list[str]:
    return [str(one) for one in filled(row(table, **values))[1]]


def taken(returned: ReturnedRow, by: str = "", order: Order | None = None) -> Filled:
    found, problems = filled(returned, by, order)
    assert problems == []
    return found


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16", "cp1252"])
def test_csv_of_any_program(tmp_path: Path, delimiter: str, encoding: str) -> None:
    lines = [("Note", "row_id", "ARTICLE_ID", "", "note"), ("é “a” ¶ b", "a1", "a2", "", "second"), ("", "", "", "", ""), ("'=x", "a3")]
    path = tmp_path / "back.csv"
    path.write_text("\r\n".join(delimiter.join(one) for one in lines), encoding=encoding)
    first, last = read_returned(path)
    assert (first.table, first.place, first.letters["article_id"], first.letters["note"]) == ("statements", "row 2", "C", "A")
    assert (first.values["note"], first.value("row_id"), first.value("nothing")) == ("é “a” ¶ b".replace(" ¶ ", "\n"), "a1", "")
    assert (last.place, last.values) == ("row 4", {"note": "=x", "row_id": "a3"})


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    book.save(path)
    return path


def test_a_workbook_with_every_kind_of_value(tmp_path: Path) -> None:
    day = datetime.date(2026, 5, 31)
    moment = datetime.datetime(2026, 5, 31, 10, 30)
    path = workbook(
        tmp_path / "back.xlsx",
        articles=[["article_id"], ["a1"]],
        findings=[["fingerprint", "article", "waived_by"], ["f1", "a1", 7.0], ["f2", "a1", 7.5], ["f3", "a1", True]],
        desk=[
            ["row_id", "article_id", "checked_on", "note"],
            ["a1", "b1", day, "=1+1"],
            ["a2", "b1", moment, "#N/A"],
            ["a3", "b1", datetime.time(10, 30), None],
        ],
        empty=[],
    )
    rows = read_returned(path)
    assert [one.place for one in rows[:4]] == [
        "sheet findings, row 2",
        "sheet findings, row 3",
        "sheet findings, row 4",
        "sheet desk, row 2",
    ]
    assert [one.value("waived_by") for one in rows[:3]] == ["7", "7.5", "yes"]
    assert [one.value("checked_on") for one in rows[3:]] == ["2026-05-31", "2026-05-31T10:30:00", "10:30:00"]
    told = [str(one) for one in filled(rows[3])[1]]
    assert told == [
        "sheet desk, row 2, column D (note): has a formula; put a ' in front of it to make it text",
        f"sheet desk, row 2, checked_by: {NAMELESS}",
    ]
    assert "has an error in it" in rows[4].faults["note"]
    found, problems = filled(rows[3], "Tim")
    assert (found.check, len(problems)) == (CheckCells(CheckStatus.OPEN, "Tim", "2026-05-31", None, None, None, frozenset({"note"})), 1)


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("back.csv", b"a,b\n1,2\n", "leave them as audit export wrote them, including row_id"),
        ("back.csv", b"", "does not have the headings"),
        ("back.csv", b"row_id,article_id\n", "has no rows"),
        ("back.csv", b"%PDF-1.7 x", "it is a PDF"),
        ("back.xlsx", b"PK\x03\x04 broken", "not a workbook that can be opened"),
        ("back.ods", b"PK\x03\x04", "save it as xlsx or CSV"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, raw: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(InputError, match=says):
        read_returned(tmp_path / name)


SHEET = "xl/worksheets/sheet1.xml"
CELL = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'


def altered(path: Path, change: Callable[[str], str]) -> Path:
    """A returned workbook whose only sheet was changed by hand."""
    whole = workbook(path.with_name("whole.xlsx"), desk=[["row_id", "article_id", *(f"c{at}" for at in range(56))], ["a1", "b1"]])
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content.decode()) if part == SHEET else content)
    return path


@pytest.mark.parametrize(("row", "column"), [(1_048_576, "XFD"), (9_999_999_999, "A"), (3, "ZZZ")])
def test_a_cell_far_out_costs_nothing(tmp_path: Path, row: int, column: str) -> None:
    path = altered(tmp_path / "back.xlsx", lambda xml: xml.replace("</sheetData>", CELL.format(row, column)))
    began = time.process_time()
    assert [one.value("row_id") for one in read_returned(path)] == ["a1"]
    assert time.process_time() - began < 20  # one second or two, with coverage measured


def test_a_workbook_that_would_fill_the_memory(tmp_path: Path) -> None:
    path = altered(tmp_path / "back.xlsx", lambda xml: xml + " " * 110_000_000)
    with pytest.raises(InputError, match="that unpack to"):
        read_returned(path)


@pytest.mark.parametrize("damage", ["<sheetData", "</sheetData>", 'r="A1"'])
def test_a_damaged_sheet(tmp_path: Path, damage: str) -> None:
    path = altered(tmp_path / "back.xlsx", lambda xml: xml.replace(damage, 'r="?" t="q<'))
    with pytest.raises(InputError, match="save it again as xlsx or CSV"):
        read_returned(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read .*No such file"):
        read_returned(tmp_path / "none.csv")


def test_csv_that_breaks_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import csv

    def broken(*_: object, **__: object) -> object:
        raise csv.Error("line contains NUL")

    (tmp_path / "back.csv").write_text("row_id,article_id\n", encoding="utf-8")
    monkeypatch.setattr("csv.reader", broken)
    with pytest.raises(InputError, match="save it again as CSV"):
        read_returned(tmp_path / "back.csv")


def test_letters_of_many_columns(tmp_path: Path) -> None:
    header = [*(f"c{at}" for at in range(26)), "row_id", "article_id"]
    path = workbook(tmp_path / "back.xlsx", desk=[header, ["x"] * 28])
    assert read_returned(path)[0].letters["article_id"] == "AB"


def test_an_untouched_row_says_nothing() -> None:
    assert taken(row(check_status="open")) == taken(row(note=" ")) == taken(row("findings", message="x")) == Filled()


def test_a_check() -> None:
    cells = {
        "check_status": " Wrong ",
        "checked_on": "2026-05-31T00:00:00",
        "evidence_url": "https://a.example http://b.example",
        "note": "x",
    }
    check = CheckCells(CheckStatus.WRONG, "Tim", "2026-05-31", "https://a.example http://b.example", None, "x")
    assert taken(row(**cells, checked_by="Tim")) == Filled(check)
    assert taken(row(**cells), "Tim") == Filled(check)
    assert taken(row(note="x"), "Tim") == Filled(CheckCells(CheckStatus.OPEN, "Tim", None, None, None, "x"))


def test_what_is_wrong_with_a_check_costs_its_cell_only() -> None:
    cells = {"checked_on": "soon", "evidence_url": "my notes", "checked_by": "Tim", "note": "x"}
    assert told(**cells, check_status="ok") == [
        "row 2, column E (check_status): is 'ok'; choose one of: open, confirmed, wrong, unverifiable"
    ]
    found, problems = filled(row(**cells, check_status="wrong"))
    assert [str(one) for one in problems] == [
        "row 2, column A (checked_on): is 'soon'; the date is left out: write it as 2026-05-31",
        "row 2, column B (evidence_url): is 'my notes'; the address is left out: give addresses with http:// or https://, or use note",
    ]
    unread = frozenset({"checked_on", "evidence_url"})
    assert found.check == CheckCells(CheckStatus.WRONG, "Tim", None, None, None, "x", unread)
    assert told(note="x") == [f"row 2, checked_by: {NAMELESS}"]
    assert filled(row(checked_on="soon"))[0] == Filled()


def test_a_check_stands_beside_a_judgement_that_cannot_be() -> None:
    found, problems = filled(row(check_status="wrong", checked_by="Tim", judgement="perhaps"))
    assert (found.check is not None, found.review, len(problems)) == (True, None, 1)
    found, problems = filled(row(check_status="perhaps", checked_by="Tim", judgement="confirmed"))
    assert (found.check, found.review is not None, len(problems)) == (None, True, 1)


@pytest.mark.parametrize(
    "words",
    ["2026-05-31", "31/05/2026", "5/31/26", "05/31/2026", "31.05.2026", "31-May-26", "31 May 2026", "May 31, 2026", "2026/05/31", "46173",
     "46173.0", "31/05/2026 00:00:00", "2026-05-31T10:30:00Z", "Sun 31 May 2026"],
)  # fmt: skip
def test_dates_as_spreadsheets_save_them(words: str) -> None:
    for order in (None, *Order):
        assert day_of(words, order) == "2026-05-31"


def test_a_date_that_may_be_two_is_asked_about() -> None:
    cells = {"check_status": "wrong", "checked_by": "Tim", "checked_on": "03/04/2026"}
    found, problems = filled(row(**cells))
    assert "is '03/04/2026', 2026-04-03 or 2026-03-04; the date is left out: use --dates day-first or --dates month-first" in str(
        problems[0]
    )
    assert found.check is not None
    assert (found.check.status, found.check.checked_on) == (CheckStatus.WRONG, None)
    for order, day in ((Order.DAY_FIRST, "2026-04-03"), (Order.MONTH_FIRST, "2026-03-04")):
        check = taken(row(**cells), order=order).check
        assert (check.checked_on if check else None) == day
    assert day_of("04/04/2026") == "2026-04-04"


@pytest.mark.parametrize("words", ["soon", "May", "5/6", "2026", "May 2026", "31/31/2026", "9" * 40])
def test_what_is_no_whole_date(words: str) -> None:
    with pytest.raises(NoDateError):
        day_of(words)


def test_the_other_dates_of_a_file_tell_the_order() -> None:
    def rows(*days: str) -> list[ReturnedRow]:
        return [row(checked_on=day) for day in days]

    assert dates_of(rows("03/04/2026", "31/05/2026", "2026-05-31")) is Order.DAY_FIRST
    assert dates_of(rows("3/4/26", "5/31/26", "")) is Order.MONTH_FIRST
    assert dates_of(rows("03/04/2026", "x")) is None
    assert dates_of(rows("31/05/2026", "5/31/26")) is None


def test_numbers_of_days_in_a_workbook(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "back.xlsx", desk=[["row_id", "checked_on", "note"], ["a1", 46173, 46173], ["a2", 46173.5, None], ["a3", 7, None]]
    )
    rows = read_returned(path)
    assert [one.value("checked_on") for one in rows] == ["2026-05-31", "2026-05-31T12:00:00", "7"]
    assert rows[0].value("note") == "46173"
    assert "write it as 2026-05-31" in filled(rows[2], "Tim")[1][0].message


def test_a_line_that_names_the_separator(tmp_path: Path) -> None:
    (tmp_path / "back.csv").write_text("sep=|\r\nrow_id|note\r\na1|x, y; z\r\n", encoding="utf-8")
    (found,) = read_returned(tmp_path / "back.csv")
    assert (found.place, found.value("note")) == ("row 3", "x, y; z")


def test_headings_of_older_versions(tmp_path: Path) -> None:
    header = "row_id,article_id,statement_text,source_name,source_type"
    (tmp_path / "back.csv").write_text(f"{header}\na1,b1,words,Ida,named\n", encoding="utf-8")
    (found,) = read_returned(tmp_path / "back.csv")
    assert [found.value(name) for name in ("statement", "speaker", "type")] == ["words", "Ida", "named"]


@pytest.mark.parametrize(
    ("cells", "judgement", "correction", "because"),
    [
        ({"judgement": "Confirmed"}, Judgement.CONFIRMED, Correction(), ""),
        ({"judgement": "dismissed", "judged_because": "no"}, Judgement.DISMISSED, Correction(), "no"),
        ({"corrected_type": "official"}, Judgement.CORRECTED, Correction(source_type=SourceType.OFFICIAL), ""),
        ({"corrected_reason": "None", "judgement": "corrected"}, Judgement.CORRECTED, Correction(reason=""), ""),
        ({"corrected_reason": "fear", "corrected_text": "a b"}, Judgement.CORRECTED, Correction(words="a b", reason="fear"), ""),
        ({"corrected_speaker": "Ida"}, Judgement.CORRECTED, Correction("Ida"), ""),
    ],
)
def test_a_judgement(cells: dict[str, str], judgement: Judgement, correction: Correction, because: str) -> None:
    assert taken(row(**cells, judged_by="Tim")) == Filled(review=ReviewCells(judgement, correction, "Tim", because))


def test_a_dismissal_may_give_its_reason_as_a_note() -> None:
    found = taken(row(judgement="dismissed", note="a question", checked_by="Tim"))
    assert found.review == ReviewCells(Judgement.DISMISSED, Correction(), "Tim", "a question")


def test_what_is_wrong_with_a_judgement() -> None:
    assert "choose one of: confirmed, corrected, dismissed" in told(judgement="waived")[0]
    assert "choose one of: named, official, anonymous" in told(corrected_type="secret")[0]
    assert "no corrected_… column is filled in" in told(judgement="corrected")[0]
    assert told(judgement="confirmed", corrected_speaker="Ida")[0].startswith("row 2, column B (corrected_speaker): is filled in, but")
    assert "say why this is not a statement" in told(judgement="dismissed")[0]


def test_waivers() -> None:
    waiver = ReviewCells(Judgement.WAIVED, Correction(), "Tim", "known to us")
    assert taken(row("findings", waived_by="Tim", waiver_reason="known to us")) == Filled(review=waiver)
    assert taken(row("findings", waiver_reason="known to us"), "Tim") == Filled(review=waiver)
    confirmed = taken(row("findings", judgement="confirmed"), "Tim")
    assert confirmed == Filled(review=ReviewCells(Judgement.CONFIRMED, Correction(), "Tim", ""))
    assert "say why the finding is signed off" in told("findings", waived_by="Tim")[0]
    assert "choose one of: confirmed, waived, dismissed" in told("findings", judgement="corrected")[0]
