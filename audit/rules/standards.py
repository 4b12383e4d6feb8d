"""What the rules cite (``standards.toml``), and how often each was right (``measured.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Measured:
    """A rule on so many dev articles: how many findings it made, how many were read, and how many of those were right."""

    articles: int
    findings: int
    read: int
    right: int

    @property
    def precision(self) -> float | None:
        """Right among read, 0 to 1; None where there was nothing to read."""
        return self.right / self.read if self.read else None

    @property
    def clause(self) -> str:
        """The count as a clause."""
        if self.precision is None:
            return f"made no finding in {self.articles} articles, so its precision is not known"
        all_read = "" if self.read == self.findings else f" of {self.findings}, drawn at random,"
        return f"{self.right} of {self.read} findings{all_read} were right in {self.articles} articles ({self.precision:.0%})"


@cache
def standards() -> dict[str, str]:
    """Key to what was read of that standard, and where."""
    return {str(key): str(told) for key, told in _data("standards").items()}


@cache
def measured() -> dict[str, Measured]:
    """Code to its count. Raises ``KeyError`` where a count lacks a part."""
    rules = _data("measured")["rules"]
    assert isinstance(rules, dict)
    return {code: Measured(one["articles"], one["findings"], one["read"], one["right"]) for code, one in rules.items()}


def _data(name: str) -> dict[str, object]:
    return tomllib.loads(files("audit.rules").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
