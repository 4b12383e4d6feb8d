"""The rows by which words alone tie a mention to an entity, each with how often that is right.

The probabilities (``links.json``) come from ``python -m training links``, with the counts behind them; none is set by hand.
"""

from __future__ import annotations

import json
from enum import Enum
from functools import cache
from importlib.resources import files

from audit.domain.statement import Tie
from audit.domain.text import Span
from audit.entities.chain import Link


class Row(Enum):
    """What ties a mention without a ranking: the row's name, and the kind of tie."""

    ACCOUNT = "account", Tie.NAME
    ALIAS = "name that somebody goes by", Tie.DESCRIPTION
    APPENDED = "name at the end of a description", Tie.NAME
    AUTHOR = "author of a letter, post or report", Tie.NAME
    AUTHORS = "who wrote the paper told of", Tie.DESCRIPTION
    BEARING = "body called after its leader", Tie.NAME
    BESIDE = "description beside a name", Tie.DESCRIPTION
    BODY = "name of a body", Tie.NAME
    COUNTED = "as many people as have names", Tie.DESCRIPTION
    DEPARTMENT = "department by one word", Tie.NAME
    DESIGNATED = "only one known by a code", Tie.DESCRIPTION
    FAMILY = "family by its name", Tie.NAME
    FIRST_PERSON = "whoever says I", Tie.FIRST_PERSON
    GOING_ON = "last speaker adds", Tie.PRONOUN
    HEADLINE = "headline's source says the same below", Tie.DESCRIPTION
    LED = "body before who leads it", Tie.NAME
    MAIN_CLAUSE = "subject of the main clause", Tie.NAME
    MEMBERS = "members listed behind a group", Tie.NAME
    NAME = "name and nothing else", Tie.NAME
    NAME_ENDS = "only body whose name ends so", Tie.DESCRIPTION
    NEXT = "only person named next", Tie.PRONOUN
    OF_OTHERS = "words of somebody's people", Tie.INTRODUCED
    OF_THEM = "some of a group", Tie.INTRODUCED
    OF_TWO = "the latter or the former", Tie.DESCRIPTION
    OWNED = "somebody's office", Tie.DESCRIPTION
    SPOKESMAN = "spokesman after his body", Tie.DESCRIPTION
    PAIR = "two whom “and” joined", Tie.DESCRIPTION
    PEOPLE = "people for its state", Tie.NAME
    PERSON = "name of a person", Tie.NAME
    POLL = "respondents of a poll", Tie.DESCRIPTION
    RELATIVE = "words before who or which", Tie.RELATIVE
    SAME_STATEMENT = "statement that was quoted before", Tie.DESCRIPTION
    SAME_WORD = "group by the same bare word", Tie.DESCRIPTION
    SURNAME = "surname, or a name that was passed over", Tie.NAME
    THOSE = "those of whom a clause tells", Tie.INTRODUCED
    TOGETHER = "they who spoke together", Tie.PRONOUN
    TOLD_OF = "told of by another", Tie.INTRODUCED

    def __init__(self, title: str, tie: Tie) -> None:
        self.title, self.tie = title, tie

    def link(self, span: Span) -> Link:
        """The link of the mention at ``span`` by this row."""
        return Link(span, _probabilities()[self.title], self.tie, row=self.title)


@cache
def _probabilities() -> dict[str, float]:
    fitted = json.loads((files(__package__) / "links.json").read_text(encoding="utf-8"))
    return {title: row["probability"] for title, row in fitted["rows"].items()}
