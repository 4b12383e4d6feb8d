"""The docs in step with the program: links lead somewhere, commands and options exist, what the tutorial says can be done."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from audit import making
from audit.auditor import Auditor
from audit.cli.app import cli
from tests.models import annotator

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(page for folder in ("docs", "samples", "training") for page in (ROOT / folder).rglob("*.md"))])
PAGES = [page for page in PAGES if page.name != "10-notebook-heron.md"]
BLOCK = re.compile(r"^```(?:sh|text|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(audit(?: [^`]*)?)`")


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def commands(page: Path) -> list[str]:
    """Every call of ``audit`` on a page: lines of its shell blocks, and code in its sentences."""
    text = page.read_text(encoding="utf-8")
    lines = [line.removeprefix("$ ") for block in BLOCK.findall(text) for line in block.split("\n")]
    calls = [re.split(r"\s+#", line)[0] for line in lines if re.match(r"(?:[A-Z_]+=\S+ )*audit ", line)]
    return calls + INLINE.findall(BLOCK.sub("", text))


CALLS = sorted({(name(page), call) for page in PAGES for call in commands(page)})


@cache
def help_of(path: tuple[str, ...]) -> str:
    done = CliRunner().invoke(cli, [*path, "-h"], prog_name="audit")
    assert done.exit_code == 0, f"audit {' '.join(path)} -h: {done.output}"
    return done.stdout


def is_command(path: tuple[str, ...], word: str) -> bool:
    below = help_of(path).partition("Commands:\n")[2].split("\n\n")[0]
    return re.search(rf"^\s+{re.escape(word)}(?:\s|$)", below, re.MULTILINE) is not None


def test_there_is_something_to_check() -> None:
    assert len(PAGES) >= 8
    assert sum(page == "README.md" for page, _ in CALLS) >= 15


@pytest.mark.parametrize(("page", "call"), CALLS)
def test_commands_and_options_exist(page: str, call: str) -> None:
    words = [word for word in shlex.split(call) if not re.fullmatch(r"[A-Z_]+=.*", word)]
    for stop in ("|", "||", ">", "<", "…"):
        words = words[: words.index(stop)] if stop in words else words
    path: tuple[str, ...] = ()
    for word in words[1:]:
        if not is_command(path, word):
            break
        path = (*path, word)
    rest = words[1 + len(path) :]
    named = re.fullmatch(r"[a-z]+(\|[a-z]+)*", rest[0]) if rest else None
    assert path or not named, f"{page}: there is no command {call!r}"
    for option in (word.split("=")[0] for word in rest if re.match(r"--?[a-z]", word)):
        assert re.search(rf"(?<![\w-]){option}(?![\w-])", help_of(path)), f"{page}: {call!r}: there is no option {option}"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"[a-z]+:", link)]
    assert [link for link in links if not (page.parent / link.partition("#")[0]).exists()] == []


def test_the_line_of_the_readme_installs_what_it_promises() -> None:
    """The command is on the path of the calls that follow, and what reads the formats is there."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    made, entered, *_, installed = re.findall(r"^```sh\n(.*?)^```", text.partition("## Install")[2], re.MULTILINE | re.DOTALL)[
        0
    ].splitlines()
    assert entered == f". {made.split()[-1]}/bin/activate"
    extras = re.findall(r"\[([a-z,]+)\]", installed)
    needed = {
        extra for path in (ROOT / "audit" / "ingest").glob("*.py") for extra in re.findall(r"source-audit\[(\w+)\]", path.read_text())
    }
    assert needed == {"formats"} <= {name for one in extras for name in one.split(",")}


def in_shell(line: str, given: dict[str, str]) -> str:
    """What a line prints that bash runs in the working folder."""
    command = ["bash", "-euo", "pipefail", "-c", line]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **given}, check=False)
    assert done.returncode == 0, f"{line}: {done.stderr}"
    return done.stdout


def filled_in(workbook: Path, **cells: str) -> None:
    """Fills in the first row of the worklist as the tutorial says."""
    assert all(f"`{word}`" in (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8") for pair in cells.items() for word in pair)
    book = load_workbook(workbook)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for name, value in cells.items():
        sheet.cell(2, headings.index(name) + 1, value)
    book.save(workbook)


@pytest.mark.models
def test_the_tutorial_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``audit`` in this process, so that the models are loaded once; what else there is by a shell."""
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 6
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(making, "make_auditor", lambda settings: Auditor(settings, annotator()))
    given: dict[str, str] = {}
    printed, ended = "", 0
    for line in "".join(blocks).splitlines():
        words = shlex.split(re.sub(r"\$(\w+)", lambda name: given[name[1]], line)) if line.startswith("audit ") else []
        if line.startswith("audit review import"):
            filled_in(tmp_path / words[3], check_status="confirmed", note="read the minutes")
        if words:
            expected = re.search(r" \|\| test \$\? -eq (\d)$", line)
            call = words[1 : words.index("||")] if expected else words[1:]
            done = CliRunner().invoke(cli, call)
            assert done.exit_code == (int(expected[1]) if expected else 0), f"{line}: {done.output}"
            printed, ended = printed + done.stdout, ended + 1
        elif assigned := re.fullmatch(r"(\w+)=\$\((.*)\)", line):
            given[assigned[1]] = in_shell(assigned[2], given).strip()
        else:
            printed += in_shell(line, given)
    assert ended >= 12
    assert "- dropped: Karmenu Zahra-Pell (named)" in printed
    assert "Ona Reed" in (tmp_path / "signed-off" / "findings.csv").read_text(encoding="utf-8-sig")
    assert "read the minutes" in (tmp_path / "signed-off" / "statements.csv").read_text(encoding="utf-8-sig")


def test_glossary_has_each_word_once() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    words = [word for word, _ in rows]
    assert len(words) == len(set(words)) > 20
