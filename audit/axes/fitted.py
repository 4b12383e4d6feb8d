"""All fitted weights and named table rows in one object, so that parts can be left out to measure what they contribute."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cache

from audit.axes import identity, kind, office, status
from audit.axes.decision import NETWORK, Decider, deciders
from audit.entities.ranker import Ranker, ranker


@dataclass(frozen=True)
class Fitted:
    """The ranker of mentions, the deciders of axes, and the names of the rows of the tables that are not asked (``left_out``)."""

    ranker: Ranker
    deciders: Mapping[str, Decider]
    left_out: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """Whatever can be left out: rows of the tables, features of the ranker and of the deciders, and the network's answers."""
        fitted = (*self.ranker.weights.values(), *(one.weights for one in self.deciders.values()))
        return rows() | {NETWORK} | {name for weights in fitted for name in weights}

    def without(self, pattern: str) -> Fitted:
        """The same without whatever has that name; ``*`` and ``?`` stand for letters, as in names of files.

        Raises ``ValueError`` where nothing has it.
        """
        gone = frozenset(name for name in self.names if name == pattern or fnmatchcase(name, pattern))
        if not gone:
            near = get_close_matches(pattern, self.names, 3)
            raise ValueError(f"nothing is called {pattern!r}" + (f"; did you mean {' or '.join(map(repr, near))}?" if near else ""))
        decided = {axis: one.without(gone) for axis, one in self.deciders.items()}
        return replace(self, ranker=self.ranker.without(gone), deciders=decided, left_out=self.left_out | (gone & rows()))

    def lawful(self, row: str, laws: Collection[str]) -> bool:
        """Whether ``row`` binds the deciders."""
        return row in laws and row not in self.left_out


@cache
def rows() -> frozenset[str]:
    """The names of the rows of the tables of kinds, identities and anonymity, and of the offices that bind the deciders."""
    tables = (kind.TABLE, identity.TABLE, status.TABLE)
    return office.LAW.union(*((row[0] for row in table) for table in tables))


@cache
def fitted() -> Fitted:
    """What ships with the tool."""
    return Fitted(ranker(), deciders())
