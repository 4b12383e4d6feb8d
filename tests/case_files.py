"""Tests as data: the cases of a folder below ``tests/cases``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parent / "cases"


def cases(room: str) -> list[Any]:
    """A parameter a case, named after its file; one with ``known_wrong`` must fail."""
    return [
        pytest.param(
            case,
            id=f"{path.stem}: {case['name']}",
            marks=[pytest.mark.xfail(reason=case["known_wrong"], strict=True)] if "known_wrong" in case else [],
        )
        for path in sorted((FOLDER / room).glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def built(case: dict[str, Any]) -> dict[str, Any]:
    """What ``tests.build.annotation`` is given beside the text."""
    told = {name: value for name, value in case.items() if name not in ("name", "text", "want", "known_wrong")}
    return told | {"tags": [tuple(tag) for tag in case["tags"]]}
