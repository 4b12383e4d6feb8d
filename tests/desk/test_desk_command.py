"""``audit desk`` as a command."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path
from typing import Any

import pytest

from audit import making
from audit.desk import server
from audit.engine import processes
from tests.cli.conftest import Audit_, _new_databases_are_copies, audit, auditors
from tests.engine import stub

__all__ = ["_new_databases_are_copies", "audit", "auditors"]


@pytest.fixture
def run_once(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The servers that were started; each ends at once, as if interrupted."""
    started: list[Any] = []
    monkeypatch.setattr("waitress.server.TcpWSGIServer.run", lambda self: started.append(self))
    return started


def test_it_prints_the_address_of_the_list_or_of_the_article(audit: Audit_, run_once: list[Any]) -> None:
    audit("run", "harbour.txt", "quiet.txt")
    result = audit("desk", "--port", "0")
    assert result.exit_code == 0
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{43}\n", result.stdout)
    assert "Ctrl-C stops the desk" in result.stderr
    one = audit("desk", "harbour", "--port", "0").stdout
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{43}&article=a[0-9a-f]{15}\n", one)
    assert "article=" not in audit("desk", "harbour", "quiet", "--port", "0").stdout
    assert [one.effective_host for one in run_once] == ["127.0.0.1"] * 3
    assert len(set(re.findall(r"token=[\w-]+", one + result.stdout))) == 2


def test_a_port_that_is_taken(audit: Audit_, run_once: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = audit("desk", "--port", str(port))
        assert refused.exit_code == 2
        assert f"port {port} cannot be had" in refused.stderr
        monkeypatch.setattr(server, "PORT", port)
        assert audit("desk").stdout.startswith("http://127.0.0.1:")  # another one is found
    assert len(run_once) == 1


def test_a_name_that_is_neither_a_file_nor_stored(audit: Audit_, run_once: list[Any]) -> None:
    audit("run", "harbour.txt")
    result = audit("desk", "lighthouse")
    assert result.exit_code == 2
    assert "there is no file 'lighthouse', and no stored article has 'lighthouse' in its id" in result.stderr
    assert run_once == []


@pytest.fixture
def _stubs(monkeypatch: pytest.MonkeyPatch, auditors: list[Any]) -> None:
    """Workers without models."""
    monkeypatch.setattr(making, "make_auditor", stub.make)
    monkeypatch.setattr(processes, "PRELOADED", ("tests.engine.stub",))


@pytest.mark.usefixtures("_stubs")
def test_files_that_are_not_stored_are_audited_and_opened(audit: Audit_, run_once: list[Any]) -> None:
    first = audit("desk", "quiet.txt", "--port", "0")
    assert first.exit_code == 0
    (row,) = audit("articles", "--format", "jsonl").stdout.splitlines()
    assert first.stdout.endswith(f"&article={json.loads(row)['id']}\n")
    assert audit("desk", "quiet.txt", "--port", "0").stdout.partition("&")[2] == first.stdout.partition("&")[2]
    Path("quiet.txt").write_text("It snowed in Velmar all through the night and into the grey morning.\n", encoding="utf-8")
    edited = audit("desk", "quiet.txt", "--port", "0").stdout
    assert edited.partition("&")[2] not in ("", first.stdout.partition("&")[2])  # the text as it is now, not the one that is stored
    assert len(run_once) == 3


@pytest.mark.usefixtures("_stubs")
def test_folders_and_stored_articles_are_opened_in_the_order_given(
    audit: Audit_, run_once: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[tuple[str, ...]] = []
    monkeypatch.setattr(server, "serve", lambda *_, articles, **__: listed.append(articles))
    assert audit("run", "harbour.txt", "--db", "desk.db").exit_code in (0, 1)
    Path("drafts").mkdir()
    Path("drafts/one.txt").write_text("Ola said the ramp would be mended before the autumn and the winter.\n", encoding="utf-8")
    Path("drafts/two.txt").write_text("Finch said the ramp would be mended before the autumn and the winter.\n", encoding="utf-8")
    Path("drafts/three.png").write_bytes(b"\x89PNG")
    assert audit("desk", "harbour", "drafts", "drafts/two.txt", "--db", "desk.db").exit_code == 0
    rows = [json.loads(line) for line in audit("articles", "--db", "desk.db", "--format", "jsonl").stdout.splitlines()]
    known = {row["origin"]: row["id"] for row in rows}
    assert listed == [(known["harbour.txt"], known["drafts/one.txt"], known["drafts/two.txt"])]


@pytest.mark.usefixtures("_stubs")
def test_files_that_cannot_be_read_say_why_and_what_can_is_kept(audit: Audit_, run_once: list[Any]) -> None:
    Path("empty.txt").write_text(" \n", encoding="utf-8")
    Path("picture.png").write_bytes(b"\x89PNG")
    Path("gone.txt").symlink_to("nowhere")
    Path("bare").mkdir()
    for name in ("empty.txt", "picture.png", "gone.txt", "bare"):
        refused = audit("desk", name)
        assert refused.exit_code == 2
        assert re.match(rf"skipped {name}: .+\naudit: no article could be read from {name}; the reasons are above\n", refused.stderr)
    both = audit("desk", "quiet.txt", "picture.png")
    assert both.exit_code == 2
    assert both.stderr.endswith("from picture.png; the reasons are above; what could be read is stored\n")
    assert "quiet" in audit("articles").stdout
    Path("slow.txt").write_text("It rained in Velmar, and this sleeps through the night and into the grey morning.\n", encoding="utf-8")
    late = audit("desk", "slow.txt", "--timeout", "1")
    assert late.exit_code == 2
    assert "skipped slow.txt: it took longer than 1 seconds; allow more with --timeout" in late.stderr
    assert run_once == []
