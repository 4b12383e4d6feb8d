"""Whatever others wrote into articles, names and files, a terminal gets no character of it that does anything but show."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import pytest

from audit import making
from audit.cli.app import COMMANDS, cli
from audit.domain.audited import Audit
from audit.domain.text import Article
from audit.report.screen import Screen, screened
from tests.cli.conftest import Audit_, FakeAuditor
from tests.report.hand_made import TEXT, make

pty = pytest.importorskip("pty")

EVIL = "\x1b]0;owned\x07\x1b[8m\x1b[2J\x9b31m\x90q\x9c\u202e\u061c\u2066\u200b\u200d\ufeff\U000e0041\x7f\b"
FORGED = f"{EVIL}\nforged: all is well\rforged\x0bforged\x85forged"
"""With line breaks, as a name may have them."""
HARMFUL = re.compile(
    "\rforged|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
OURS = re.compile(r"\x1b\[(?!8m)[0-9;]*m|\x1b\[\?25[lh]|\x1b\[[0-9]*[AK]")
"""Colours, and what the line of progress needs."""
WORDS = TEXT.replace("Velmar", "Vel\x9bar").replace("yard", "ya\u202ed").replace("ghosts", "gh\x1b[8s").replace("be mended", "be\x07mended")
assert len(WORDS) == len(TEXT)

Shown = Callable[..., str]


class EvilAuditor(FakeAuditor):
    """Finds sources and messages that are hostile throughout."""

    def _found(self, item: Article) -> Audit:
        if len(item.text) != len(TEXT):
            return Audit(item, (), (), (), ())
        found = make()
        findings = tuple(replace(one, message=one.message + FORGED) for one in found.findings)
        sources = tuple(replace(one, label=one.label + FORGED, decided_by=f"{one.decided_by}{EVIL}") for one in found.sources)
        return replace(found, article=item, findings=findings, sources=sources)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[TextIO, list[bytes], Callable[[], None]]]:
    """A terminal to write to, what came out of it, and a call that waits for the rest."""
    master, slave = pty.openpty()
    seen: list[bytes] = []

    def read() -> None:
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:  # the other end is closed
                return
            if not part:
                return
            seen.append(part)

    reader = threading.Thread(target=read)
    reader.start()
    stream = os.fdopen(slave, "w", encoding="utf-8")

    def finish() -> None:
        if not stream.closed:
            stream.close()
        reader.join(10)

    yield stream, seen, finish
    finish()
    os.close(master)


@pytest.fixture
def shown(audit: Audit_, terminal: tuple[TextIO, list[bytes], Callable[[], None]], monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Runs ``audit`` on a terminal and gives what came out."""
    monkeypatch.setattr(making, "make_auditor", EvilAuditor)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream, seen, finish = terminal

    def run(*words: str, stdin: str = "") -> str:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", stream)
            patch.setattr(sys, "stderr", stream)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            with pytest.raises(SystemExit) as ended:
                cli.main(list(words))
        assert ended.value.code in (0, 1, 2)
        return ""

    def all_of(*calls: tuple[str, ...], stdin: str = "") -> str:
        for words in calls:
            run(*words, stdin=stdin)
        finish()
        return b"".join(seen).decode("utf-8")

    return all_of


def write_records(name: str, *texts: str) -> None:
    """One article an outlet, everything in them hostile."""
    common = {"title": f"Harbour deal dead {FORGED}", "byline": f"Bo{FORGED}", "section": EVIL, "published": "2031-02-03"}
    lines = [
        {"text": text, "doc_id": f"{at}{EVIL}", "outlet": f"Post {at}{FORGED}", "url": f"https://post.example/{at}{EVIL}", **common}
        for at, text in enumerate(texts)
    ]
    Path(name).write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")


@pytest.fixture
def stored(audit: Audit_, shown: Shown) -> tuple[str, str, str]:
    """A hostile article in the database with a hostile judgement: the ids of the article, of a statement and of a finding."""
    write_records("evil.jsonl", WORDS)
    write_records("both.jsonl", WORDS, WORDS.replace("Ida", "Ada"))
    first = audit("run", "evil.jsonl", "--fail-on", "never", "--force-language")
    assert "1 article" in first.stderr, first.stderr
    listed = audit("statements", "--format", "jsonl")
    assert listed.stdout, listed.stderr
    row, other = (json.loads(line) for line in listed.stdout.split("\n")[:2])
    by = ("--by", f"Ona{FORGED}")
    assert audit("review", "correct", other["row_id"], "--speaker", f"Ola{EVIL}", "--type", "named", "--reason", FORGED, *by).exit_code == 0
    exact = json.loads(audit("export", "--format", "jsonl", "-o", "-").stdout.split("\n")[0])
    finding = exact["findings"][0]["fingerprint"]
    waived = audit("review", "waive", finding, "--reason", FORGED, *by)
    assert waived.exit_code == 0, waived.stderr
    return row["article_id"], row["row_id"], finding


def harmless(out: str) -> None:
    assert "\ufffd" in out or r"\x1b" in out  # it was shown, and defused
    rest = OURS.sub("", out)
    assert not HARMFUL.search(rest), repr(rest[max(0, HARMFUL.search(rest).start() - 60) :][:120])  # type: ignore[union-attr]
    assert not re.search(r"(?m)^forged", rest), rest


def calls(article: str, row: str, finding: str) -> dict[str, list[tuple[str, ...]]]:
    forms = ("terminal", "csv", "json", "jsonl", "sarif", "attributions")
    tables = ("statements", "sources", "articles")
    return {
        "run": [("run", "evil.jsonl", "harbour.txt", "--force-language", "--fail-on", "never", "--format", form) for form in forms],
        "show": [("show", article)],
        "explain": [("explain", row), ("explain", row, "--format", "json")],
        "report": [("report", "--article", article), *(("report", "--by", "outlet", "--format", form) for form in ("csv", "json"))],
        **{table: [(table, "--format", form) for form in ("table", "csv", "jsonl")] for table in tables},
        "diff": [("diff", article, "harbour.txt"), ("diff", article, "harbour.txt", "--format", "json")],
        "compare": [("run", "both.jsonl", "--force-language", "--fail-on", "never"), ("compare",), ("compare", "--format", "jsonl")],
        "review": [
            ("review", "show", row, finding),
            ("review", "list"),
            ("review", "gold"),
            ("review", "confirm", row, "--by", f"Bo{FORGED}"),
            ("review", "--by", f"Bo{FORGED}", row),
            ("review", "undo", "r1", "--by", f"Bo{FORGED}"),
            ("review", "import", f"returned{EVIL}.csv", "--by", f"Bo{FORGED}"),
        ],
        "export": [("export", "--format", form, "-o", "-") for form in ("jsonl", "sarif", "claimreview")],
        "evaluate": [("evaluate", f"gold{EVIL}.jsonl", "--json"), ("evaluate", "--against-reviews"), ("evaluate", "quiet.txt" + EVIL)],
        "rules": [("rules", f"A101{FORGED}")],
        "config": [("config", "show")],
        "models": [("models", "list", "--models", f"no{FORGED}")],
        "db": [("db", "current", "--db", f"sqlite:///no{FORGED}"), ("db", "check", "--db", f"quiet{EVIL}.db")],
        "relabel": [("relabel", "--profile", f"no{FORGED}")],
        "desk": [("desk", f"no{FORGED}")],
        "schema": [("schema", f"x{FORGED}")],
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_lets_words_steer_a_terminal(command: str, shown: Shown, stored: tuple[str, str, str]) -> None:
    Path(f"returned{EVIL}.csv").write_text(
        f"row_id,article_id,check_status,note\r\n{stored[1]},{stored[0]},odd{EVIL},\r\nx{EVIL},y{EVIL},wrong,n\r\n", encoding="utf-8"
    )
    Path(f"gold{EVIL}.jsonl").write_text(f'{{"doc_id": "{"x"}", "text": 3}}\n', encoding="utf-8")
    if command == "config":
        words = FORGED.replace("\x7f", "").replace("\U000e0041", "")
        Path("audit.toml").write_text(f"ignore = {json.dumps([words])}\n", encoding="utf-8")
    harmless(shown(*calls(*stored)[command]))


def test_names_of_files_members_and_words_of_the_call(shown: Shown) -> None:
    with zipfile.ZipFile("letters.zip", "w") as packed:
        packed.writestr(f"one{FORGED}.xyz", "no format")
        packed.writestr(f"two{FORGED}.txt", "It rained in Velmar all through the night and into the grey morning.\n")
    attached = f'--b\nContent-Disposition: attachment; filename="a{EVIL}.xyz"\n\nx\n--b--\n'
    Path("letter.eml").write_text(f"Subject: {EVIL}\nContent-Type: multipart/mixed; boundary=b\n\n{attached}", encoding="utf-8")
    Path(f"odd{FORGED}.txt").write_bytes(b"\0\1\2\3" * 200)
    Path(f"page{FORGED}.html").write_text("<p>there</p>", encoding="utf-8")
    harmless(
        shown(
            ("run", ".", f"gone{FORGED}.txt", f"https://post.example/{FORGED}"),
            ("run", "harbour.txt", "-o", f"page{FORGED}.html"),
            ("run", f"--no-such{FORGED}"),
            ("run", "quiet.txt", "--format", f"x{FORGED}"),
            (f"command{FORGED}",),
            ("show", f"article{FORGED}"),
        )
    )


def test_pipes_and_files_keep_every_character(audit: Audit_, stored: tuple[str, str, str]) -> None:
    texts = [json.loads(line)["article"]["text"] for line in audit("export", "--format", "jsonl", "-o", "-").stdout.split("\n") if line]
    assert WORDS in texts
    assert audit("statements", "--format", "jsonl", "-o", "rows.jsonl").exit_code == 0
    rows = [json.loads(line) for line in Path("rows.jsonl").read_text(encoding="utf-8").split("\n") if line]
    assert any(FORGED in (row["speaker"] or "") for row in rows)
    assert any("ya\u202ed" in row["statement"] for row in rows)


def test_a_screen_leaves_other_streams_alone(terminal: tuple[TextIO, list[bytes], Callable[[], None]]) -> None:
    stream, seen, finish = terminal
    text = io.StringIO()
    assert screened(text) is text
    screen = screened(stream)
    assert isinstance(screen, Screen)
    assert screened(screen) is screen
    screen.writelines(["a\tb\r\n", "c\rd\n"])
    assert screen.styled.write("\x1b[1mbold\x1b[0m\n") == 13
    assert screen.styled.isatty()
    screen.flush()
    finish()
    assert b"".join(seen).replace(b"\r\n", b"\n").expandtabs() == "a       b\nc\ufffdd\n\x1b[1mbold\x1b[0m\n".encode().expandtabs()


def test_a_terminal_without_an_encoding_is_no_way_round(monkeypatch: pytest.MonkeyPatch) -> None:
    master, slave = pty.openpty()
    stream = os.fdopen(slave, "w", encoding="ascii")
    screen = screened(stream)
    assert screen.encoding == "utf-8"
    stream.close()
    os.close(master)
