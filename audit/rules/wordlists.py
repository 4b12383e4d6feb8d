"""The word lists of ``wordlists.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def wordlist(section: str, name: str) -> frozenset[str]:
    """The list ``name`` of ``[section]``, lower case. Raises ``KeyError`` where there is none."""
    return frozenset(_data()[section][name])


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("audit.rules").joinpath("wordlists.toml").read_text(encoding="utf-8"))
