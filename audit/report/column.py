"""What a column of a table is, and which columns a table shows first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from audit.errors import ConfigError

Cell = str | int | float | bool | None
Record = dict[str, Cell]
Row = TypeVar("Row", contravariant=True)

LEAN, ALL = "lean", "all"


class Group(StrEnum):
    """Columns that belong together; a workbook shows the first group and folds the others."""

    WORKLIST = "worklist"
    """What a checker works with."""
    REVIEW = "review"
    """What a reviewer fills in about the tool's own work."""
    SOURCE = "source"
    ARTICLE = "article"
    PLACE = "place"
    COUNTS = "counts"
    CERTAINTY = "certainty"
    IDS = "ids"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: how its cells are made, and all that files, screens and docs say of it."""

    name: str
    get: Callable[[Row], Cell]
    about: str
    """What it means, as docs/columns.md prints it."""
    group: Group = Group.SOURCE
    width: int = 16
    """Characters that a spreadsheet shows."""
    filled: bool = False
    """People fill it in, and ``audit review import`` reads it."""
    choices: tuple[str, ...] = ()
    """The words that it takes, where these are fixed."""
    date: bool = False
    lean: bool = False
    """In the short form too, though not of the worklist."""
    former: tuple[str, ...] = ()
    """What older versions called it."""


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A table with all its columns, in their order."""

    name: str
    columns: tuple[Column[Row], ...]
    names: tuple[str, ...] = field(init=False)
    lean: tuple[str, ...] = field(init=False)
    """The worklist, and what brings answers back to their rows."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", tuple(one.name for one in self.columns))
        object.__setattr__(self, "lean", tuple(one.name for one in self.columns if one.lean or one.group is Group.WORKLIST))

    def __getitem__(self, name: str) -> Column[Row]:
        return self.columns[self.names.index(name)]

    @property
    def filled(self) -> frozenset[str]:
        """The columns that people fill in."""
        return frozenset(one.name for one in self.columns if one.filled)

    @property
    def renamed(self) -> dict[str, str]:
        """What older versions called a column, to its name."""
        return {former: one.name for one in self.columns for former in one.former}

    def chosen(self, words: str) -> tuple[str, ...]:
        """``lean``, ``all``, or names with commas between them. Raises ``ConfigError`` for a name that is no column."""
        if words in (LEAN, ALL):
            return self.lean if words == LEAN else self.names
        names = tuple(dict.fromkeys(name.strip() for name in words.split(",") if name.strip()))
        unknown = [name for name in names if name not in self.names]
        if unknown or not names:
            raise ConfigError(
                f"there is no column {unknown[0] if unknown else words!r} in {self.name}; give {LEAN}, {ALL}, or names from: "
                f"{', '.join(self.names)}"
            )
        return names

    def record(self, row: Row, names: Iterable[str] | None = None) -> Record:
        """The cells of a row; those of all columns for None."""
        wanted = None if names is None else frozenset(names)
        return {one.name: one.get(row) for one in self.columns if wanted is None or one.name in wanted}


AnyTable = Table[Any]
