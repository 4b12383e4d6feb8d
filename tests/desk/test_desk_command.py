"""``audit desk`` as a command."""

from __future__ import annotations

import re
import socket
from typing import Any

import pytest

from audit.desk import server
from tests.cli.conftest import Audit_, _new_databases_are_copies, audit, auditors

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


def test_an_article_that_is_not_stored(audit: Audit_, run_once: list[Any]) -> None:
    audit("run", "harbour.txt")
    result = audit("desk", "lighthouse")
    assert result.exit_code == 2
    assert "lighthouse" in result.stderr
    assert run_once == []
