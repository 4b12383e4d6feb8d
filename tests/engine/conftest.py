"""Worker processes that start quickly: nothing heavy is loaded before they are asked for it."""

from __future__ import annotations

import pytest

from audit.engine import processes
from tests.store.conftest import postgres_server, sqlite_template

__all__ = ["postgres_server", "sqlite_template"]


@pytest.fixture(autouse=True)
def _nothing_preloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PRELOADED", ("tests.engine.stub",))
