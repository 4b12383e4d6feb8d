"""The marked text on narrow and wide screens, with and without colour."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from audit.domain.anchor import Anchor
from audit.domain.audited import Audit
from audit.domain.review import Judgement, Review, Target
from audit.domain.statement import ResponseNote
from audit.report.terminal import console
from audit.report.terminal_text import WIDE, show_text
from tests.report.hand_made import empty, make, span


def shown(audit: Audit, width: int = 80, scope: str = "statements") -> str:
    stream = io.StringIO()
    show_text(console(stream, width), audit, scope)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


@pytest.mark.parametrize("width", [80, WIDE - 1, WIDE, 250])
def test_the_text_is_marked_without_colour(width: int) -> None:
    out = shown(make(), width)
    assert max(map(len, out.splitlines())) <= min(width, 160)
    flat = " ".join(out.split())
    for words in (
        "[1N … ] named",
        "[1A “=The deal is dead,”]",
        "<said>",
        "]^Q301",
        "[4? “Nobody told us.”]",
    ):
        assert words in flat
    for words in (
        "anonymous senior Velmar official via Velmar Post check by hand: speaker 39 %",
        "marker: asked not to be named",
        "Q301 orphan-quote error",
    ):
        assert words in flat or width >= WIDE
    assert out.count("marker: asked not to be named") == 1 or width >= WIDE


def test_notes_stand_in_the_margin_of_a_wide_screen() -> None:
    line = next(line for line in shown(make(), 150).splitlines() if "[3N the yard would close]" in line)
    assert "3 named  Ida Marsh and Ansel Roe" in line
    narrow = shown(make(), 80).splitlines()
    assert "3 named" not in next(line for line in narrow if "[3N the yard would close]" in line)


def test_everything_that_is_known_is_told() -> None:
    audit = make()
    place = Anchor("“Nobody told us.”", "", "", 0)
    target = Target(place, audit.article.id, "as3", "amarsh", "Ida Marsh")
    confirmed = Review(target, Judgement.CONFIRMED, "Ona Reed")
    off = audit.findings[0]
    waived = Review(replace(target, id=off.fingerprint, code=off.code), Judgement.WAIVED, "Ona Reed", "editor knows")
    note = ResponseNote("n", span("who asked not"), span("Ida Marsh"), "not_yet")
    nobody = replace(note, id="n2", source_span=None)
    lost = replace(audit.statements[0], source_ids=())
    audit = replace(
        audit,
        statements=(lost, *audit.statements[1:]),
        reviews=(confirmed, waived),
        responses=(note, nobody),
        findings=(off, replace(off, span=None, fingerprint="whole", message="all \x1b[31mof it")),
    )
    flat = " ".join(shown(audit).split())
    for words in (
        "confirmed by Ona Reed",
        "waived by Ona Reed: editor knows",
        "no answer (not yet): Ida Marsh, “who asked not”",
        "no answer (not yet): nobody named",
        "1 unresolved",
        "on the whole article: all \ufffd[31mof it",
    ):
        assert words in flat
    assert "No attributed statement" in shown(empty())
    assert "[4N in ghosts]" in " ".join(shown(make(), scope="all").split())


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured, plain = Screen(), Screen()
    show_text(console(coloured), make())
    monkeypatch.setenv("NO_COLOR", "1")
    show_text(console(plain), make())
    assert "33m" in coloured.getvalue()
    assert not any(f"3{colour}m" in plain.getvalue() for colour in range(8))
