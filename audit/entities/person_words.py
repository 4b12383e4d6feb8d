"""Words for one person, and those among them that are titles of an office."""

from __future__ import annotations

from functools import cache

from audit.entities.names import OFFICE_SCOPES
from audit.lexicons import words


@cache
def official_titles() -> frozenset[str]:
    """Titles of offices, of every scope."""
    return frozenset[str]().union(*(words("people", "officials", scope) for scope in OFFICE_SCOPES))


@cache
def person_words() -> frozenset[str]:
    """Every word for one person: trades, offices, titles, members of a party."""
    lists = words("people", "heads", "person") | words("people", "heads", "spokes") | words("people", "titles", "bare")
    return official_titles() | lists | frozenset(one.removesuffix("s") for one in words("sources", "partisans"))
