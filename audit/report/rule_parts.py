"""A rule as a page tells it: why it is there, what it cites and how often it was right."""

from __future__ import annotations

from dataclasses import dataclass

from audit.report.article_parts import Flaw
from audit.rules.base import Rule
from audit.rules.registry import RULES
from audit.rules.standards import measured


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule's code with its findings in one article; in a collection there are none, only counts."""

    code: str
    flaws: tuple[Flaw, ...] = ()

    @property
    def rule(self) -> Rule | None:
        """None for a code that this version does not know."""
        return RULES.get(self.code)

    @property
    def cited(self) -> tuple[tuple[str, str], ...]:
        """(key, what was read) of each standard that the rule cites."""
        return self.rule.cited if self.rule else ()

    @property
    def right(self) -> str:
        """How often the rule was right, in words."""
        return measured()[self.code].clause if self.code in measured() else ""
