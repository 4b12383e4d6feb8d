"""CSV, workbook, exact JSON and the exchange format."""

from __future__ import annotations

import csv
import datetime
import io
import json
import time
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from audit.destination import Destination
from audit.domain.source import AnonymityStatus, MarkerKind
from audit.domain.text import Span
from audit.errors import ConfigError, InputError
from audit.report.attributions import attributions
from audit.report.cells import LONGEST, escaped, guarded, held, is_formula, plain, restored
from audit.report.columns import TABLES
from audit.report.csv_files import CsvWriter, Written, write_folder
from audit.report.jsonl import exact, line
from audit.report.records import tables
from audit.report.xlsx import write_workbook
from tests.report.hand_made import TEXT, empty, make


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


ALL = {name: table.names for name, table in TABLES.items()}
LEAN = {name: table.lean for name, table in TABLES.items()}


def test_a_folder_of_tables(tmp_path: Path) -> None:
    written = write_folder(Destination(tmp_path / "out"), tables([make()], {}, {}), ALL)
    raw = (tmp_path / "out" / "statements.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfarticle,line,")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 6
    rows = read_csv(tmp_path / "out" / "statements.csv")
    assert tuple(rows[0]) == TABLES["statements"].names
    assert rows[0]["headline"] == "'=Harbour deal “dead”"
    assert rows[0]["statement"] == "“=The deal ¶ is dead,”"
    assert (rows[0]["is_named"], rows[0]["is_official"], rows[0]["check_status"]) == ("no", "yes", "open")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{name}.csv" for name in TABLES}
    counts = {"statements.csv": 5, "sources.csv": 3, "findings.csv": 1, "articles.csv": 1}
    assert written.rows == {**counts, "findings.csv": len(make().findings)}
    assert written.guarded == 21


def test_the_worklist_is_what_a_checker_works_with(tmp_path: Path) -> None:
    write_folder(Destination(tmp_path / "out"), tables([make()], {}, {}), LEAN)
    rows = read_csv(tmp_path / "out" / "statements.csv")
    assert list(rows[0]) == [
        "article", "line", "type", "speaker", "statement", "cue", "anonymity", "check_by_hand", "findings",
        "check_status", "checked_by", "checked_on", "evidence_url", "note", "row_id", "article_id",
    ]  # fmt: skip
    told = [[row[name] for name in ("line", "type", "speaker", "cue", "anonymity", "check_by_hand", "findings")] for row in rows]
    disclosed = "disclosed: asked not to be named, for fear of losing her job"
    assert told == [
        ["3", "anonymous", "senior Velmar official", "said", disclosed, "", ""],
        ["4", "anonymous", "senior Velmar official", "said", disclosed, "speaker 39 %", ""],
        ["6", "named", "Ida Marsh", "said", "", "", ""],
        ["6", "named", "Ansel Roe", "said", "", "", ""],
        ["7", "no source", "", "", "", "", "Q301 orphan-quote"],
    ]
    finding = read_csv(tmp_path / "out" / "findings.csv")[-1]
    assert [finding[name] for name in ("line", "paragraph_no", "code", "name", "excerpt")] == [
        "7", "4", "Q301", "orphan-quote", "“Nobody told us.”",
    ]  # fmt: skip


def test_columns_are_chosen() -> None:
    table = TABLES["statements"]
    assert table.chosen("note, line,note") == ("note", "line")
    assert (table.chosen("all"), table.chosen("lean")) == (table.names, table.lean)
    for wrong in ("line,bogus", ",", ""):
        with pytest.raises(ConfigError, match=r"there is no column .* in statements; give lean, all, or names from: article, line"):
            table.chosen(wrong)


def test_the_guard_can_be_switched_off(tmp_path: Path) -> None:
    written = write_folder(Destination(tmp_path), tables([make()], {}, {}), ALL, encoding="utf-8", guard=False)
    assert isinstance(written, Written)
    assert written.guarded == 0
    assert (tmp_path / "articles.csv").read_bytes().startswith(b"article,outlet,")
    assert read_csv(tmp_path / "articles.csv")[0]["headline"] == "=Harbour deal “dead”"


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="choose a folder with -o"):
        write_folder(Destination(tmp_path / "file"), [], ALL)


SIGNS = ("=", "+", "-", "@", *"\u2212\ufe62\ufe63\ufe66\ufe6b\uff1d\uff0b\uff0d\uff20")
FORMLESS = "\xad\u034f\u061c\u115f\u180e\u2800\u3164\ufe0f\uffa0\U000e0020"


@pytest.mark.parametrize("start", [*SIGNS, " =", "\xa0@", '"=', "\u200b+", "\x01=", "\t", "\r", "\0", *(f"{one}=" for one in FORMLESS)])
def test_formulas_are_guarded(start: str) -> None:
    assert guarded(start + "1").startswith("'")
    assert not plain(start + "1").startswith("'")


HOSTILE = st.text(alphabet=st.sampled_from([*"=+-@;\t,\"' \r\nax1¶", *SIGNS[4:], *FORMLESS, "\u2028", "\x01", "\u200b"]), max_size=12)
INVISIBLE = "".join(map(chr, range(32))) + ' "\xa0\u200b\u2028\u3000\ufeff' + FORMLESS
"""What a spreadsheet may leave out at the beginning of a cell."""


def opens_as(text: str, separator: str, *, literal: bool) -> list[str]:
    """The cells that a spreadsheet makes of a file; ``literal``: it takes quotation marks for letters."""
    file = io.StringIO(text, newline="")
    rows = csv.reader(file, delimiter=separator, quoting=csv.QUOTE_NONE) if literal else csv.reader(file, delimiter=separator)
    return [cell for row in rows for cell in row]


@given(HOSTILE, HOSTILE)
def test_no_program_finds_a_formula_in_a_cell(words: str, others: str) -> None:
    stream = io.StringIO(newline="")
    table = CsvWriter(stream, ("headline", "note"))
    for _ in range(2):
        table.write({"headline": words, "note": others})
    for separator, literal in ((",", False), (";", False), (";", True), ("\t", False), ("\t", True)):
        for cell in opens_as(stream.getvalue(), separator, literal=literal):
            assert not cell.lstrip(INVISIBLE).startswith(SIGNS), (cell, separator, literal)


@given(HOSTILE)
@example("'1")
@example("''00123")
def test_the_guard_is_taken_off_again_and_nothing_else(words: str) -> None:
    one_line = plain(words)
    for cell in (guarded(words), held(words), escaped(words)):
        assert restored(cell) == one_line.replace(" ¶ ", "\n")
    assert guarded(words).replace("'", "") == one_line.replace("'", "")


@pytest.mark.parametrize("words", ["x;=cmd()", "x;\t'=cmd()", 'x; "@SUM(1)', "say;;-1", "a\t\uff1d1", "x;'=1", "'=1;=2"])
def test_a_formula_behind_a_separator_is_guarded(words: str) -> None:
    assert guarded(words) != words
    assert restored(guarded(words)) == restored(escaped(words)) == words


def test_cells_with_separators_of_other_programs_are_quoted() -> None:
    stream = io.StringIO(newline="")
    table = CsvWriter(stream, ("headline", "note"))
    table.write({"headline": "x;=1", "note": "calm; clear"})
    table.write({"headline": "a\tb", "note": "00123"})
    assert stream.getvalue() == 'headline,note\r\n"x;\'=1","calm; clear"\r\n"a\tb",\'00123\r\n'
    assert table.changed == 1


def test_cells_are_guarded_in_linear_time() -> None:
    for piece in ("\t", ";'", "; ", "' \"", ";\t'"):
        began = time.process_time()
        restored(guarded(piece * 200_000 + "=1"))
        assert time.process_time() - began < 2


def test_cells() -> None:
    assert [plain(value) for value in (None, True, False, 3, -0.5)] == ["", "yes", "no", "3", "-0.5"]
    assert guarded(-0.5) == "-0.5"
    assert plain("a\r\nb\u2028c") == "a ¶ b ¶ c"
    for cell in (plain("x" * 40_000), guarded("=" + "x" * (LONGEST - 1))):
        assert len(cell) == LONGEST
        assert cell.endswith("[cut]")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_cell_comes_back_as_it_was_written(words: str) -> None:
    stream = io.StringIO(newline="")
    CsvWriter(stream, ("headline",)).write({"headline": words})
    ((head,), *rows) = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    assert head == "headline"
    assert rows in ([[guarded(words)]], [[]])
    assert not is_formula(guarded(words))
    assert "\n" not in guarded(words)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])) | st.from_regex(r"'{0,2}[=0-9+@-][0-9/:. -]*", fullmatch=True))
def test_what_people_filled_in_is_restored(words: str) -> None:
    one_line = plain(words).replace(" ¶ ", "\n")
    assert restored(held(words)) == one_line


@pytest.mark.parametrize("words", ["\r", "'\r", "'\n", "\n", "\r=1"])
def test_a_guarded_break_is_restored(words: str) -> None:
    assert restored(held(words)) == words.replace("\r", "\n")


@pytest.mark.parametrize("words", ["00123", "3/4", "2026-05-31", "12:30", "1,5", "+44 20", "1e9", "(020) 7946-0000", "'7"])
def test_what_people_filled_in_is_never_a_figure(words: str) -> None:
    assert held(words) == "'" + words
    assert restored(held(words)) == words


def test_a_workbook(tmp_path: Path) -> None:
    audit = make()
    odd = replace(audit, article=replace(audit.article, byline="\x01half \ud800"))
    write_workbook(Destination(tmp_path / "new" / "out.xlsx"), tables([odd], {}, {}), ALL)
    book = load_workbook(tmp_path / "new" / "out.xlsx")
    assert book.sheetnames == list(TABLES)
    sheet = book["statements"]
    row = dict(zip(TABLES["statements"].names, (cell for cell in sheet[2]), strict=True))
    assert row["headline"].value == "=Harbour deal “dead”"
    assert row["headline"].data_type == "s"
    assert row["headline"].number_format == "@"
    assert {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line} <= {"s", "n", "b", "d"}
    assert (row["published"].value, row["published"].number_format) == (datetime.datetime(2026, 3, 4), "yyyy-mm-dd")
    assert row["byline"].value == "\ufffdhalf \ufffd"
    assert row["char_start"].value == TEXT.index("“=The")
    assert row["statement"].alignment.wrap_text
    assert not row["article"].alignment.wrap_text
    assert (sheet.freeze_panes, sheet.auto_filter.ref[:3]) == ("F2", "A1:")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
        "landscape",
        0,
        True,
    )
    widths = dict(zip(TABLES["statements"].names, (sheet.column_dimensions[cell.column_letter] for cell in sheet[1]), strict=True))
    folded = [name for name, shape in widths.items() if shape.hidden]
    assert folded == [name for name in widths if name not in TABLES["statements"].lean[:14]]
    assert {widths[name].outlineLevel for name in folded} == {1}
    assert widths["note"].alignment.wrap_text
    assert widths["checked_on"].number_format == "yyyy-mm-dd"
    assert '"open,confirmed,wrong,unverifiable"' in [one.formula1 for one in sheet.data_validations.dataValidation]


def test_rows_are_as_high_as_their_words_and_grow_with_what_is_written_into_them(tmp_path: Path) -> None:
    audit = make()
    long = replace(audit.statements[0], content=(Span(0, len(TEXT)),))
    write_workbook(Destination(tmp_path / "out.xlsx"), tables([replace(audit, statements=(long, *audit.statements[1:]))], {}, {}), ALL)
    sheet = load_workbook(tmp_path / "out.xlsx")["statements"]
    heights = [sheet.row_dimensions[number].height for number in range(2, sheet.max_row + 1)]
    assert max(heights) >= 15 * (len(TEXT) // 60)
    assert min(heights) == 15
    with ZipFile(tmp_path / "out.xlsx") as packed:
        assert b"customHeight" not in packed.read("xl/worksheets/sheet1.xml")


def test_a_workbook_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="name a file in it with -o"):
        write_workbook(Destination(tmp_path), [], ALL)


def test_exact_json_holds_every_word() -> None:
    value = json.loads(line(exact(make())))
    assert value["article"]["text"] == TEXT
    assert len(value["statements"]) == 5
    for statement in value["statements"]:
        assert statement["content_text"] == [TEXT[start:end] for start, end in statement["content"]]
    orphan = value["statements"][4]
    assert (orphan["cue_text"], orphan["source_text"]) == (None, None)
    assert value["sources"][0]["markers"][0]["kind"] == "status"


def test_half_a_surrogate_pair_is_escaped() -> None:
    assert line({"a": "é\ud800"}) == '{"a": "\\u00e9\\ud800"}'
    assert line({"a": "é"}) == '{"a": "é"}'


def test_attributions_of_a_hand_made_article() -> None:
    out = attributions(make())
    first, second, joint, orphan = out["attributions"]
    assert out["doc_id"] == "harbour"
    assert first["speaker"] == second["speaker"] == "senior Velmar official"
    assert [TEXT[start:end] for start, end in first["markers"]] == ["asked not to be named for fear of losing her job"]
    assert second["markers"] == []
    assert (second["via"], second["quote_type"], second["official"]) == ("Velmar Post", "direct", True)
    assert joint["speaker"] == ["Ida Marsh", "Ansel Roe"]
    assert [TEXT[start:end] for start, end in joint["source"]] == ["Ida Marsh and Ansel Roe"]
    assert (orphan["speaker"], orphan["source_type"], orphan["source"], orphan["cue"]) == (None, None, [], [])
    assert len(attributions(make(), "all")["attributions"]) == 5
    assert attributions(empty())["attributions"] == []


KEYS = (
    "content", "cue", "source", "speaker", "source_ids", "source_type", "kind", "identity", "official", "anonymity_status", "markers",
    "reason", "basis", "via", "quote_type", "confidence",
)  # fmt: skip


@pytest.mark.parametrize("scope", ["statements", "all"])
def test_attributions_have_all_keys_and_plain_values(scope: str) -> None:
    for one in attributions(make(), scope)["attributions"]:
        assert tuple(one) == KEYS
        assert {type(value) for value in one.values()} <= {str, bool, float, list, type(None)}
        assert {type(part) for value in one.values() if isinstance(value, list) for part in value} <= {list, str}


def test_markers_stand_on_the_first_statement_of_their_source() -> None:
    audit = make()
    late = replace(audit.sources[0], mentions=audit.sources[0].mentions[::-1])
    for changed in (audit, replace(audit, sources=(late, *audit.sources[1:])), replace(audit, statements=audit.statements[1:])):
        marked = [bool(one["markers"]) for one in attributions(changed)["attributions"]]
        assert marked == [True, *[False] * (len(marked) - 1)]


def test_a_source_that_is_not_there_gives_no_speaker() -> None:
    audit = make()
    ghost = replace(audit.statements[0], source_ids=("nobody",))
    assert attributions(replace(audit, statements=(ghost,)))["attributions"][0]["speaker"] is None


@pytest.mark.parametrize("order", [1, -1])
def test_a_quotation_carried_on_has_no_words_for_its_source(order: int) -> None:
    audit = make()
    said = audit.statements[0]
    goes_on = replace(said, id="next", ordinal=99, cue=None)
    both = (said, goes_on)[::order]
    printed = [one["source"] for one in attributions(replace(audit, statements=both))["attributions"]]
    assert printed[::order][1] == [] != printed[::order][0]
    assert len({tuple(one["source_ids"]) for one in attributions(replace(audit, statements=both))["attributions"]}) == 1


def test_words_for_a_source_that_no_other_statement_has_are_told_without_a_cue() -> None:
    audit = make()
    headed = replace(audit.statements[0], cue=None)
    first, second = attributions(replace(audit, statements=(headed, replace(headed, id="next"))))["attributions"]
    assert (bool(first["source"]), bool(second["source"])) == (True, False)


def test_basis_is_no_anonymity_marker() -> None:
    audit = make()
    kinds = {marker.kind for marker in audit.sources[0].markers}
    assert MarkerKind.BASIS in kinds
    assert audit.sources[0].anonymity_status is AnonymityStatus.DISCLOSED
    basis = next(marker.span for marker in audit.sources[0].markers if marker.kind is MarkerKind.BASIS)
    assert [basis.start, basis.end] not in attributions(audit)["attributions"][0]["markers"]
    assert basis.of(TEXT) == "senior"
    assert basis != Span(0, 0)


def test_a_source_of_which_nothing_is_disclosed_has_no_markers() -> None:
    audit = make()
    open_ = replace(audit.sources[0], anonymity_status=AnonymityStatus.UNDISCLOSED)
    assert not any(one["markers"] for one in attributions(replace(audit, sources=(open_, *audit.sources[1:])))["attributions"])


def test_a_reason_apart_from_the_disclosure_is_no_part_of_it() -> None:
    audit = make()
    away = tuple(replace(marker, span=Span(0, 4)) if marker.kind is MarkerKind.REASON else marker for marker in audit.sources[0].markers)
    changed = replace(audit, sources=(replace(audit.sources[0], markers=away), *audit.sources[1:]))
    first = attributions(changed)["attributions"][0]["markers"]
    assert [TEXT[start:end] for start, end in first] == ["asked not to be named"]
