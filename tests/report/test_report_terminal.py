"""The screen: 80 columns, words beside colours, nothing that steers a terminal."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from audit.domain.finding import Severity
from audit.domain.source import AnonymityStatus, Identity, Kind, ReasonClass, SourceType
from audit.domain.totals import FindingCount, Group, SourceTotal, Totals
from audit.report.safe_text import printable, shortened
from audit.report.summary import long_rows, sections
from audit.report.terminal import console, show_article, show_rows, show_section
from tests.report.hand_made import empty, make


def shown(*audits: object, scope: str = "statements") -> str:
    stream = io.StringIO()
    for audit in audits:
        show_article(console(stream, 80), audit, scope)  # type: ignore[arg-type]
    return stream.getvalue()


def test_an_article_in_80_columns() -> None:
    out = shown(make())
    assert max(map(len, out.splitlines())) <= 80
    for words in (
        "anonymous  senior Velmar official  [said]",
        "named  Ida Marsh and Ansel Roe",
        "reason: for fear of losing her job",
        "no source",
        "Q301 orphan-quote  error",
        "check by hand: speaker 39 %",
    ):
        assert words in out
    assert out.count("marker: asked not to be named") == 1
    assert "in ghosts" not in out
    assert "in ghosts" in shown(make(), scope="all")
    assert "No attributed statement" in shown(empty())


def test_what_could_not_be_resolved_is_said() -> None:
    audit = make()
    lost = replace(audit.statements[0], source_ids=())
    unnamed = replace(audit.sources[0], markers=(), anonymity_status=AnonymityStatus.UNDISCLOSED)
    typeless = replace(audit.sources[1], source_type=None)
    out = shown(replace(audit, statements=(lost,)), replace(audit, sources=(unnamed, typeless, audit.sources[2])))
    assert "unresolved  a senior Velmar official" in out
    assert "anonymity undisclosed: no reason printed" in out
    assert "no source Ida Marsh and named Ansel Roe" in out


def test_a_joint_statement_says_whose_marker_it_is() -> None:
    audit = make()
    roe = replace(audit.sources[0], id="aroe", label="Ansel Roe", markers=audit.sources[0].markers[:1])
    joint = replace(audit.statements[2], needs_review=True)
    out = " ".join(shown(replace(audit, statements=(joint,), sources=(replace(audit.sources[1], type_confidence=0.5), roe))).split())
    assert "named Ida Marsh and anonymous Ansel Roe [said] check by hand: type of Ida Marsh 50 %" in out
    assert "Ansel Roe: marker: asked not to be named" in out


def test_the_anonymity_is_told_once_under_the_first_statement() -> None:
    audit = make()
    for changed in (audit, replace(audit, statements=audit.statements[1:])):
        out = shown(changed)
        assert (out.count("marker: asked not to be named"), out.count("reason: for fear")) == (1, 1)
        assert out.index("marker:") < out.index("Ida Marsh and Ansel Roe")


def test_findings_on_the_whole_article() -> None:
    audit = make()
    assert "all  Q301" in shown(replace(audit, findings=(replace(audit.findings[0], span=None),)))


def test_colour_is_left_off_where_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    coloured = Screen()
    show_article(console(coloured), make())
    monkeypatch.setenv("NO_COLOR", "1")
    plain = Screen()
    show_article(console(plain), make())
    assert "\x1b[33m" in coloured.getvalue()
    assert "\x1b[33m" not in plain.getvalue()


def test_words_cannot_steer_the_terminal() -> None:
    assert printable("a\x1b[31mb\u202ec\ud800 \n d") == "a\ufffd[31mb\ufffdc\ufffd d"
    assert shortened("word " * 100, 20) == "word word word word…"


def test_rows_as_a_table() -> None:
    stream = io.StringIO()
    show_rows(console(stream, 60), ("source_type", "note"), [{"source_type": "named", "note": "x " * 60}, {"note": None}])
    assert stream.getvalue().startswith("source type")
    assert max(map(len, stream.getvalue().splitlines())) <= 60


def test_sections_of_the_totals() -> None:
    types: dict[SourceType | None, int] = {SourceType.NAMED: 1, SourceType.OFFICIAL: 0, SourceType.ANONYMOUS: 2, None: 1}
    cross = {(kind, official): types[kind] * official for kind in types for official in (True, False)}
    anonymity = {**dict.fromkeys(AnonymityStatus, 0), AnonymityStatus.BLANKET: 1, AnonymityStatus.UNDISCLOSED: 1}
    identities = {(identity, official): 1 for identity in Identity for official in (True, False)}
    totals = Totals(1, 3, 2, 4, types, cross, identities, anonymity, dict.fromkeys(ReasonClass, 0), dict.fromkeys(Kind, 0))
    group = Group(None, 1, 3, 4, types)
    anonymous, reasons = SourceType.ANONYMOUS, (AnonymityStatus.UNDISCLOSED, ReasonClass.NONE, None, None)
    worst = SourceTotal(0, "a", "doc", None, "s", "insiders", anonymous, Kind.GROUP, False, *reasons, 2)
    count = FindingCount("A101", Severity.WARNING, 3, 1)
    found = sections(totals, [group], "outlet", [worst], [count])
    order = ["totals", "types", "cross", "identity", "anonymity", "reasons", "groups", "sources", "findings"]
    assert [section.key for section in found] == order
    by_key = {section.key: section for section in found}
    assert by_key["anonymity"].rows[0] == ("disclosed", 1, 0.5)
    assert by_key["groups"].records()[0]["outlet"] == "(none)"
    stream = io.StringIO()
    for section in (*found, *sections(replace(totals, pairs=0, types=dict.fromkeys(types, 0)), None, None, [], [])):
        show_section(console(stream, 80), section)
    out = stream.getvalue()
    assert max(map(len, out.splitlines())) <= 80
    for words in ("anonymous      2  50.0%", "–", "none", "insiders"):
        assert words in out
    assert {"section": "types", "row": "named", "column": "pairs", "value": 1} in long_rows(found)
