"""The table of kinds: the first row that holds says what sort of source an entity is. The fitted decider may overrule it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from audit.axes.decision import first_row
from audit.axes.view import View
from audit.domain.source import Kind
from audit.entities.phrase import Sort
from audit.lexicons import words

Row = tuple[str, Callable[[View], bool], Kind]
BY_NAME = "a person's name"
LAW = frozenset({"respondents of a poll", "people whom a body asked", "unnamed spokesperson of a body"})
"""Rows that the fitted decider does not overrule."""


def _heads(*names: str) -> frozenset[str]:
    return frozenset[str]().union(*(words("people", "heads", name) for name in names))


TABLE: tuple[Row, ...] = (
    ("respondents of a poll", lambda v: v.respondents, Kind.POLL_OR_DATA),
    ("people whom a body asked", lambda v: v.asked, Kind.POLL_OR_DATA),
    (BY_NAME, lambda v: v.person, Kind.PERSON),
    ("country or capital that speaks", lambda v: v.place is not None or v.people_of is not None, Kind.ORGANISATION),
    ("poll or data by its head", lambda v: not v.body and v.noun in _heads("poll"), Kind.POLL_OR_DATA),
    ("outlet", lambda v: v.outlet, Kind.MEDIA),
    ("reports of nobody in particular", lambda v: v.words <= words("sources", "reports_of_nobody"), Kind.MEDIA),
    ("document by its head", lambda v: v.noun in _heads("document") and not v.person, Kind.DOCUMENT),
    ("unnamed spokesperson of a body", lambda v: v.spokesperson, Kind.ORGANISATION),
    ("a body's name", lambda v: v.body, Kind.ORGANISATION),
    ("generic state body", lambda v: v.noun in words("sources", "generic_state"), Kind.ORGANISATION),
    ("members of a party", lambda v: bool(v.words & words("sources", "partisans")) and v.plural, Kind.GROUP),
    ("people by their head", lambda v: v.noun in _heads("group"), Kind.GROUP),
    ("people, several", lambda v: v.noun in _heads("person") and v.plural, Kind.GROUP),
    ("person by the head", lambda v: v.noun in _heads("person"), Kind.PERSON),
    ("bodies, several", lambda v: v.entity.sort is Sort.BODY and v.plural, Kind.GROUP),
    ("body by its head", lambda v: v.entity.sort is Sort.BODY, Kind.ORGANISATION),
    ("document by its sort", lambda v: v.entity.sort is Sort.DOCUMENT, Kind.DOCUMENT),
    ("several of anything", lambda v: v.plural, Kind.GROUP),
    ("anybody", lambda v: True, Kind.PERSON),
)


def kind(view: View, left_out: Collection[str] = ()) -> tuple[str, Kind]:
    """The name of the first row that holds, and its kind."""
    return first_row(TABLE, view, left_out)
