"""The docs in step with the program: links lead somewhere, commands and options exist, what the tutorial says can be done."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(page for folder in ("docs", "samples", "training") for page in (ROOT / folder).rglob("*.md"))]
)
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
    done = subprocess.run([sys.executable, "-m", "audit", *path, "-h"], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, f"audit {' '.join(path)} -h: {done.stderr}"
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


@pytest.mark.models
@pytest.mark.slow
def test_the_tutorial_runs(tmp_path: Path) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 6
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    script = "\n".join(['audit() { "$PYTHON" -m audit "$@"; }', *blocks])
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHON": sys.executable},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "- dropped: Karmenu Zahra-Pell (named)" in done.stdout
    assert "Ona Reed" in (tmp_path / "signed-off" / "findings.csv").read_text(encoding="utf-8-sig")


def test_glossary_has_each_word_once() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    words = [word for word, _ in rows]
    assert len(words) == len(set(words)) > 20
