"""Sheets against their articles."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from training import news, sheets

TEXT = """Minister: the dam is safe

“The dam is safe,” Ida Quill, the Orre minister, said on Monday. “It will stand,” she said.

Two engineers, who asked not to be named because they feared for jobs, said that the dam leaks.

Quill said so, and an engineer said no."""
SHEET = """
SOURCES
q | Ida Quill | named | person | named | state | na | role="minister"
e | two engineers | anonymous | group | unnamed | no | disclosed | marker="asked not to be named" | reason="because they feared for jobs"
STATEMENTS
P1 | q | Minister | - | the dam is safe | indirect | headline opt
P2 | q | Ida Quill, the Orre minister | said | "The dam is safe," | direct
P2 | q | she | said#2 | “It ~ stand,” | direct | via=the Orre Courant
P3 | q+e | Two engineers // she | said | the dam leaks | indirect
"""


def article() -> dict[str, Any]:
    return {"doc_id": "orre-1", "text": TEXT, "source_meta": {"outlet": "Orre Courant"}}


def words(spans: list[list[int]]) -> list[str]:
    return [TEXT[a:b] for a, b in spans]


def changed(old: str, new: str) -> sheets.Read:
    assert old in SHEET
    return sheets.read(article(), SHEET.replace(old, new))


def test_a_sheet_becomes_an_article_of_house() -> None:
    found = sheets.read(article(), SHEET)
    assert (found.wrong, found.look) == ([], [])
    head, first, second, third = found.article["attributions"]
    assert (words(head["content"]), head["cue"], head["optional"], head["headline"]) == (["the dam is safe"], [], True, True)
    assert (words(first["content"]), words(first["source"])) == (["“The dam is safe,”"], ["Ida Quill, the Orre minister"])
    assert (first["speaker"], first["source_type"], first["official"], first["via"]) == ("Ida Quill", "named", True, None)
    assert words(second["content"]) == ["“It will stand,”"]
    assert second["cue"][0][0] > first["cue"][0][0]
    assert second["via"] == "the Orre Courant"
    assert (third["speaker"], words(third["source"])) == (["Ida Quill", "two engineers"], ["Two engineers", "she"])
    engineers = found.article["sources"][1]
    assert (words(engineers["markers"]), engineers["reason"]) == (["asked not to be named"], "because they feared for jobs")
    assert (engineers["reason_class"], engineers["official"]) == ("informative", False)


def test_the_nearest_occurrence_is_meant() -> None:
    found = sheets.read(article(), SHEET + "P4 | e | an engineer | said | no | indirect\n")
    (last,) = (one for one in found.article["attributions"] if words(one["content"]) == ["no"])
    assert TEXT[last["cue"][0][0] :].startswith("said no.")


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("P3 | q+e", "P3 | q+x", "no source is called 'x'"),
        ("P3 | q+e", "P9 | q+e", "there is no paragraph P9"),
        ("the dam leaks", "the dam leeks", "not there, or not so often: 'the dam leeks'"),
        ("Two engineers // she", "Three engineers", "not in the text, or not so often: 'Three engineers'"),
        ("said#2", "said#9", "not in the text, or not so often: 'said'"),
        ("| disclosed |", "| na |", "type anonymous with status na"),
        ("| person | named | state", "| human | named | state", "no kind: 'human'"),
        ('role="minister"', 'office="minister"', "no such key: 'office'"),
        ("e | two engineers", "q | two engineers", "two sources are called 'q'"),
        ("said#2 | “It ~ stand,”", "said#1 | “The ~ stand,”", "the cue 'said#1' lies in the content"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_its_number(old: str, new: str, wrong: str) -> None:
    found = changed(old, new)
    assert any(wrong in one and one.startswith("line ") for one in found.wrong)


def test_two_lines_with_one_cue_are_looked_at() -> None:
    assert any("have the same cue at one place" in one for one in changed("she | said | the dam", "she | P2:said#2 | the dam").look)
    assert not any("have the same cue" in one for one in sheets.read(article(), SHEET).look)


def test_what_is_seldom_meant_is_looked_at() -> None:
    found = changed("P3 | q+e | Two engineers // she | said | the dam leaks | indirect", "P3 | - | - | said | the dam leaks | indirect")
    assert found.look == ["source e says nothing", "line 9: no source, and not optional"]


def test_what_is_kept_has_no_words_of_the_text_and_comes_back_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "KEPT", tmp_path / "kept" / "news.jsonl")
    made = sheets.read(article(), SHEET).article
    assert (news.keep([made]), news.keep([made])) == (1, 1)
    (line,) = news.KEPT.read_text(encoding="utf-8").split("\n")[:-1]
    assert not {"feared", "leaks", "Ida", "engineers"} & set(re.findall(r"\w+", line))
    back = news.whole(json.loads(line), TEXT)
    assert back["sources"][1].pop("speaker") == "Two engineers"  # as the text has it
    assert made["sources"][1].pop("speaker") == "two engineers"
    back["attributions"][-1].pop("speaker"), made["attributions"][-1].pop("speaker")
    assert back == made


def test_the_command_keeps_what_is_right_and_tells_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(news, "KEPT", tmp_path / "news.jsonl")
    articles = tmp_path / "articles.jsonl"
    articles.write_text("".join(json.dumps(article() | {"doc_id": name}) + "\n" for name in ("a", "b", "c")), encoding="utf-8")
    (tmp_path / "a.txt").write_text(SHEET, encoding="utf-8")
    (tmp_path / "b.txt").write_text(SHEET.replace("q+e", "q+x"), encoding="utf-8")
    sheets.main(["keep", str(articles), str(tmp_path)])
    told = capsys.readouterr().out
    assert "BAD line 9: no source is called 'x'" in told
    assert "c: no sheet" in told
    assert told.endswith("1 articles in news.jsonl, 1 of them new or new again\n")
    sheets.main(["show", str(articles), "a"])
    assert "P3: Two engineers, who" in capsys.readouterr().out


def test_every_kept_line_names_its_sources() -> None:
    for line in news.KEPT.read_text(encoding="utf-8").split("\n")[:-1]:
        one = json.loads(line)
        known = {source[news.OF_SOURCE.index("id")] for source in one["sources"]}
        for content, cue, source, ids, *_ in one["statements"]:
            assert known.issuperset(ids)
            assert all(0 <= a < b for a, b in (*content, *cue, *source))


@pytest.mark.parametrize(
    ("name", "repeated"),
    [
        ("two engineers", False),
        ("Two engineers, who asked not to be named", False),  # a place of the text
        ("two old pilots who asked not to be named", False),  # six words in a row
        ("two old pilots who asked not to be named because", True),
    ],
)
def test_a_name_repeats_few_words_of_the_text(name: str, repeated: bool) -> None:
    assert news.repeats(name, TEXT) is repeated
    assert bool(changed("e | two engineers |", f"e | {name} |").wrong) is repeated
