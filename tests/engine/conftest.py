"""Worker processes that start quickly: nothing heavy is loaded before they are asked for it."""

from __future__ import annotations

import pytest

from audit.engine import processes


@pytest.fixture(autouse=True)
def _nothing_preloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PRELOADED", ("tests.engine.stub",))
