"""What a format is that shows one article after the other in one stream."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TextIO

from audit.config import Settings
from audit.domain.audited import Audit, Run

RUN, EXPORT = "run", "export"
"""The commands that have formats."""


class Presenter(Protocol):
    """Shows audits; ``close`` ends the output. ``rows``: what was written beside articles, such as ``12 rows``; empty for nothing."""

    def article(self, audit: Audit) -> None: ...

    def close(self) -> None: ...

    @property
    def rows(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Showing:
    """Where and how articles are shown."""

    stream: TextIO
    settings: Settings
    run_of: Callable[[str], Run]
    """The run behind an article's id."""
    guard: bool = True
    """Whether cells that a spreadsheet could take for a formula are guarded."""
    labels: tuple[tuple[str, str], ...] = ()
    """The settings of labels and findings, where they are known to hold."""


@dataclass(frozen=True, slots=True)
class Format:
    """A choice of ``--format``. A module of this package has it as ``FORMAT``; nothing else has to know of it."""

    name: str
    about: str
    """What help says of it, as a clause."""
    show: Callable[[Showing], Presenter]
    commands: frozenset[str] = frozenset((RUN,))
    encoded: bool = False
    """Whether ``--encoding`` goes for it; else it is UTF-8."""


class Whole:
    """What shows whole articles and nothing that could be counted beside them."""

    rows = ""

    def close(self) -> None:
        """Nothing is left to write."""
