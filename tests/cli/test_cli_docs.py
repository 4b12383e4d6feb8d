"""The calls of ``audit`` in the shell blocks of the pages run one after the other, on a stub of the models and files of those names."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Audit_
from tests.report.hand_made import TEXT

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "docs/rules.md", "docs/review.md", "docs/desk.md")
ELSEWHERE = re.compile(
    r"a1f0c2d3e4b5a697|a0d41c7705e2b913|\br12\b|audit evaluate|--jobs|--resume|--engine|--fetch|models download|\$\(|postgres"
)
"""An id that is an example, the network, a shell's completion, a server, workers, a cluster; gold is scored in the tests of evaluate."""


def calls(page: str) -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    lines = [re.split(r"\s+#", line)[0] for block in blocks for line in block.split("\n") if line.startswith("audit ")]
    return [line for line in lines if not ELSEWHERE.search(line)]


@pytest.mark.parametrize("page", PAGES)
def test_the_calls_of_a_page_run(audit: Audit_, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waitress.server.TcpWSGIServer.run", lambda self: None)  # nobody is there who would stop the desk
    quiet = Path("quiet.txt").read_text(encoding="utf-8")
    for folder in ("saved-pages", "more"):
        Path(folder).mkdir()
        (Path(folder) / "one.html").write_text(f"<html><body><article><p>{quiet * 5}</p></article></body></html>", encoding="utf-8")
    for name in ("article.txt", "draft.md", "draft.txt", "draft-1.txt", "draft-2.txt"):
        Path(name).write_text(TEXT, encoding="utf-8")
    Path("feed.jsonl").write_text(json.dumps({"text": quiet, "doc_id": "quiet"}) + "\n", encoding="utf-8")
    assert audit("run", "article.txt", "saved-pages", "--fail-on", "never").exit_code == 0
    assert calls(page)
    for call in calls(page):
        words = shlex.split(call)[1:]
        for stop in (">", "|", "<"):
            words = words[: words.index(stop)] if stop in words else words
        result = audit(*words, stdin=TEXT)
        assert result.exit_code in (0, 1), f"{page}: {call}: {result.stderr}"
