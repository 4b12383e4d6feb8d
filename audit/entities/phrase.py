"""A noun phrase or pronoun that stands for a source, as printed: determiner, number, head, names, gender, sort."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from audit.domain.text import Span
from audit.entities.names import PersonName
from audit.lexicons import words


class Sort(StrEnum):
    """What a phrase speaks of, before anything else of the article is known."""

    PERSON = "person"
    GROUP = "group"
    BODY = "body"
    DOCUMENT = "document"
    OUTLET = "outlet"
    POLL = "poll"
    THING = "thing"
    PRONOUN = "pronoun"


HUMAN = (Sort.PERSON, Sort.GROUP)
NAMED_SORT = {"Organization": Sort.BODY, "Location": Sort.BODY, "Facility": Sort.BODY, "Person": Sort.PERSON}
SOFT = frozenset({"former", "senior", "top", "same", "first", "late", "young", "old", "new", "more", "least"})
"""Modifiers that do not tell one from another."""


@dataclass(frozen=True)
class Phrase:
    """A noun phrase or pronoun as printed.

    ``first`` and ``last`` are token indices, half-open; ``head`` the token index of the head word, ``noun`` the head as the lexicon has it.
    ``modifiers`` are the lower-case words before the head without the determiner; ``tail`` is what follows the head.
    ``proper`` is the proper name that the phrase is ("Ministry of Health", "Lloyd Austin"), "" where it only describes.
    """

    span: Span
    first: int
    last: int
    head: int
    noun: str
    determiner: str
    plural: bool
    count: int | None
    modifiers: tuple[str, ...]
    tail: Span | None
    name: PersonName | None
    proper: str
    label: str | None
    sort: Sort
    gender: str
    bare: str = ""
    """The words without determiner and without clauses behind them."""

    @property
    def definite(self) -> bool:
        """Whether the determiner points at somebody known."""
        return self.determiner in words("phrases", "definite")

    @cached_property
    def article(self) -> str:
        """What opens it, as one of five kinds: the, a, his, two (any other determiner), bare (none)."""
        if self.determiner in ("the", "that", "this", "these", "those", "both", "said"):
            return "the"
        if self.possessive:
            return "his"
        if self.determiner in ("a", "an", "one", "another", "some", "many", "several"):
            return "a"
        return "two" if self.determiner else "bare"

    @cached_property
    def telling(self) -> frozenset[str]:
        """The modifiers that tell one from another."""
        return frozenset(self.modifiers) - SOFT

    @cached_property
    def office(self) -> str:
        """The head word with what makes another office of it: "vice-president", "deputy-minister"."""
        before = self.modifiers[-1] if self.modifiers else ""
        return f"{before}-{self.noun}" if before in words("phrases", "deputies") else self.noun

    @property
    def introduces(self) -> bool:
        """Whether the determiner brings in somebody who was not told of before."""
        return self.determiner in ("a", "an", "one", "another")

    @cached_property
    def former(self) -> bool:
        """Whether it says what somebody once was."""
        return bool(set(self.modifiers) & words("people", "titles", "former"))

    @property
    def possessive(self) -> bool:
        return self.determiner in words("phrases", "possessive")
