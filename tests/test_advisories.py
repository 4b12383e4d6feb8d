"""What the check of advisories says of what pip-audit found."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

VERDICT = runpy.run_path(str(Path(__file__).parents[1] / ".ci" / "advisories"), run_name="advisories")["verdict"]
SOUND = {"name": "a", "version": "1", "vulns": []}
SKIPPED = {"name": "b", "skip_reason": "not found"}
HOLE = {"name": "c", "version": "2", "vulns": [{"id": "PYSEC-1"}]}


@pytest.mark.parametrize(
    ("looked_at", "code", "told"),
    [
        ([SOUND, SKIPPED], 0, "1 of 2 pinned packages looked up"),
        ([SKIPPED], 0, "cannot be reached"),
        ([SOUND, HOLE], 1, "c 2: PYSEC-1"),
    ],
)
def test_advisories(looked_at: list[dict[str, Any]], code: int, told: str) -> None:
    result, words = VERDICT(json.dumps({"dependencies": looked_at}))
    assert (result, told in words) == (code, True)


@pytest.mark.parametrize("written", ["", "Traceback", "[]", "{}"])
def test_a_service_that_cannot_be_reached_fails_nothing(written: str) -> None:
    complaint = "requests.exceptions.ConnectionError: Max retries exceeded"
    assert VERDICT(written, complaint) == (0, "the advisories cannot be reached from here: nothing was looked up")


@pytest.mark.parametrize("complaint", ["", "Traceback: KeyError: 'vulns'", "No module named pip_audit"])
def test_a_check_that_breaks_fails(complaint: str) -> None:
    code, told = VERDICT("", complaint)
    assert code == 1
    assert "pip-audit broke" in told
