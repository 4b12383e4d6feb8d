"""The way to a desk and back through a real spreadsheet program: LibreOffice opens and saves what was exported."""

from __future__ import annotations

import csv
import datetime
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from audit import making
from audit.config import Settings
from audit.domain.audited import Audit
from tests.cli.conftest import Audit_

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: apt-get install libreoffice-calc --no-install-recommends"),
]
CSV_IN = "CSV:44,34,76,1"
"""Comma, double quotes, UTF-8, from the first line: what LibreOffice's own dialogue offers for the file."""
CSV_OUT = "csv:Text - txt - csv (StarCalc):44,34,76,1"
AWKWARD = {
    "check_status": "confirmed",
    "checked_by": "Ona “O” Reed, desk",
    "checked_on": "2026-05-31",
    "evidence_url": 'https://a.example/x?y=1,2&z="q"',
    "contact_ref": '=HYPERLINK("http://evil.example")',
    "note": "He said \"no\", then\nleft; 'well' 😀👩🏽‍🚒\n+1\t@home",
}
FIGURES = {
    "check_status": "wrong",
    "checked_by": "+Tim",
    "contact_ref": "0044 20 7946 0000",
    "note": "3/4",
}


def through_libreoffice(path: Path, folder: Path, to: str, *options: str) -> Path:
    """``path`` opened and saved by LibreOffice into ``folder``."""
    profile = f"-env:UserInstallation=file://{folder.resolve()}/profile"
    words = [str(SOFFICE), profile, "--headless", *options, "--convert-to", to, "--outdir", str(folder), str(path)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=180, check=False)
    saved = folder / f"{path.stem}.{to.partition(':')[0]}"
    assert saved.is_file(), done.stdout + done.stderr
    return saved


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def fill(path: Path, to: Path, rows: dict[int, dict[str, Any]]) -> None:
    """The workbook with cells of some rows filled in as text."""
    book = load_workbook(path)
    sheet = book["statements"]
    header = [cell.value for cell in sheet[1]]
    for number, cells in rows.items():
        for column, words in cells.items():
            cell = sheet.cell(number, header.index(column) + 1)
            cell.value = words
            cell.data_type = "s"
    book.save(to)


def stored() -> Audit:
    repository = making.open_repository(Settings())
    return repository.load(repository.find_article("harbour"))


def test_nothing_is_lost_on_the_way_to_a_desk_and_back(audit: Audit_, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    audit("run", "harbour.txt")
    assert audit("export", "--format", "xlsx", "-o", "sent.xlsx").exit_code == 0
    fill(Path("sent.xlsx"), Path("filled.xlsx"), {2: AWKWARD, 3: FIGURES, 5: {"judgement": "dismissed", "judged_by": "@ona", "note": "-1"}})
    back = through_libreoffice(Path("filled.xlsx"), desk, "xlsx")
    told = audit("review", "import", str(back), "--by", "Ona")
    assert (told.exit_code, "4 decisions stored" in told.stderr) == (0, True), told.stderr
    first, second, _ = stored().checks
    for column, words in AWKWARD.items():
        assert getattr(first, "status" if column == "check_status" else column) == words
    for column, words in FIGURES.items():
        assert getattr(second, "status" if column == "check_status" else column) == words
    assert "0 decisions stored" in audit("review", "import", str(back), "--by", "Ona").stderr

    audit("export", "--format", "csv", "-o", "out", "--columns", "all")
    sent = Path("out/statements.csv")
    saved = through_libreoffice(sent, desk, CSV_OUT, f"--infilter={CSV_IN}")
    figures = {at for at, column in enumerate(rows_of(sent)[0]) if column.endswith("confidence")}  # 1.0 comes back as 1
    for before, after in zip(rows_of(sent), rows_of(saved), strict=True):
        assert [cell for at, cell in enumerate(before) if at not in figures] == [cell for at, cell in enumerate(after) if at not in figures]
    assert "0 decisions stored" in audit("review", "import", str(saved), "--by", "Ona").stderr

    lines = rows_of(saved)
    lines[2][lines[0].index("note")] = 'changed, with "quotes",\nand 🦊'
    with saved.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(lines)
    again = through_libreoffice(saved, tmp_path, CSV_OUT, f"--infilter={CSV_IN}")
    assert "1 decision stored" in audit("review", "import", str(again), "--by", "Ona").stderr
    notes = {one.contact_ref: one.note for one in stored().checks}
    assert notes[FIGURES["contact_ref"]] == 'changed, with "quotes",\nand 🦊'
    assert notes[AWKWARD["contact_ref"]] == AWKWARD["note"]


def test_libreoffice_keeps_what_the_workbook_offers(audit: Audit_, tmp_path: Path) -> None:
    audit("run", "harbour.txt")
    audit("export", "--format", "xlsx", "-o", "sent.xlsx")
    sheet = load_workbook(through_libreoffice(Path("sent.xlsx"), tmp_path, "xlsx:Calc MS Excel 2007 XML"))["statements"]
    lists = [one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert '"open,confirmed,wrong,unverifiable"' in lists
    assert '"confirmed,corrected,dismissed"' in lists
    assert (sheet.freeze_panes, sheet.auto_filter.ref is not None) == ("F2", True)
    assert sheet.cell(2, 5).alignment.wrap_text
    shown = [cell.value for cell in sheet[1] if not sheet.column_dimensions[cell.column_letter].hidden]
    assert (shown[:3], "note" in shown, "context_before" in shown) == (["article", "line", "type"], True, False)


def test_a_worklist_saved_in_another_country(audit: Audit_, tmp_path: Path) -> None:
    audit("run", "harbour.txt")
    audit("export", "--format", "xlsx", "-o", "sent.xlsx")
    book = load_workbook("sent.xlsx")
    sheet = book["statements"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row, day in ((2, datetime.date(2026, 4, 3)), (3, datetime.date(2026, 5, 31))):
        sheet.cell(row, at["check_status"]).value = "confirmed"
        sheet.cell(row, at["checked_on"]).value = day
        sheet.cell(row, at["checked_on"]).number_format = "DD/MM/YYYY"
        sheet.cell(row, at["note"]).value = "déjà vu; “twice”"
    book.save("filled.xlsx")
    saved = through_libreoffice(Path("filled.xlsx"), tmp_path, "csv:Text - txt - csv (StarCalc):59,34,1,1")
    assert b"03/04/2026" in saved.read_bytes()
    told = audit("review", "import", str(saved), "--by", "Ona")
    assert (told.exit_code, "2 decisions stored" in told.stderr) == (0, True), told.stderr
    assert [one.checked_on for one in stored().checks] == ["2026-04-03", "2026-05-31"]
    assert {one.note for one in stored().checks} == {"déjà vu; “twice”"}
