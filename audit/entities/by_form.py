"""What the words alone decide: a name, a spokesperson of a named body, words beside a name. One table of rows, tried in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Flag, auto
from functools import partial

from audit.domain.statement import Statement
from audit.domain.text import Span
from audit.entities.accounts import Accounts
from audit.entities.by_name import ByName
from audit.entities.by_words import ByWords
from audit.entities.chain import Chain
from audit.entities.listed import Listed
from audit.entities.mentions import Found
from audit.entities.phrase import Phrase, Sort
from audit.entities.polls import told_of
from audit.entities.reading import Reading
from audit.entities.rows import Row
from audit.entities.ties import Tied
from audit.entities.writings import Writings
from audit.lexicons import words

Finder = Callable[[Found, Phrase], "Chain | Sequence[Chain] | None"]
"""Whom a mention means by one row; None or nobody where the row says nothing of it."""


class When(Flag):
    """What a mention must be for a row to be asked."""

    ALWAYS = 0
    SOURCE = auto()
    """The words of a statement's source."""
    OTHER = auto()
    """No source's words."""
    PERSON = auto()
    """Headed by a person's name."""
    NAMELESS = auto()
    """Not headed by a person's name."""
    BODY = auto()
    """Headed by a proper name or a word for a body or for who speaks."""
    COMMON = auto()
    """Headed by none of these."""


def _is(one: Found, phrase: Phrase) -> When:
    """All that a mention is."""
    out = When.OTHER if one.statement is None else When.SOURCE
    if phrase.name is not None:
        return out | When.PERSON
    body = bool(phrase.proper) or phrase.sort is Sort.BODY or phrase.noun in words("sources", "spokes")
    return out | When.NAMELESS | (When.BODY if body else When.COMMON)


class ByForm:
    """The table for one article."""

    def __init__(self, reading: Reading) -> None:
        annotation, named, scene, newcomers = reading.annotation, reading.named, reading.scene, reading.newcomers
        several, speaking = reading.several, reading.speaking
        self.statements, self.named, self.newcomers = reading.statements, named, newcomers
        self.by_name = ByName(annotation, named, scene)
        self.listed = Listed(annotation, named)
        by_name = self.by_name
        by_words = ByWords(annotation, named, scene, newcomers, reading.ties)
        accounts = Accounts(annotation, named, newcomers)
        writings = Writings(annotation, named, reading.ties)
        self._rows: tuple[tuple[Row, When, Finder], ...] = (
            (Row.LED, When.SOURCE, self._of_source(by_words.led)),
            (Row.MAIN_CLAUSE, When.SOURCE, self._of_source(by_words.main_subject)),
            (Row.BESIDE, When.SOURCE, lambda one, _: by_words.titled(one.mention.span)),
            (Row.MEMBERS, When.SOURCE, _of(self.listed.members)),
            (Row.ACCOUNT, When.SOURCE, lambda one, phrase: accounts.holder(one.mention, phrase)),
            (Row.SPOKESMAN, When.SOURCE, _of(speaking.voice)),
            (Row.ALIAS, When.NAMELESS, _of(by_name.alias)),
            (Row.OF_THEM, When.SOURCE, self._new_if(newcomers.of_them)),
            (Row.SAME_WORD, When.SOURCE, _of(speaking.again)),
            (Row.SAME_STATEMENT, When.SOURCE, _of(speaking.quoted_statement)),
            (Row.POLL, When.SOURCE, _of(partial(told_of, annotation=annotation, named=named, newcomers=newcomers, scene=scene))),
            (Row.PAIR, When.SOURCE, _of(several.pair)),
            (Row.OF_TWO, When.ALWAYS, _of(several.of_two)),
            (Row.BEARING, When.ALWAYS, _of(by_name.bearing)),
            (Row.BESIDE, When.OTHER, self._described),
            (Row.NAME, When.ALWAYS, self._whole),
            (Row.PERSON, When.PERSON, _of(by_name.person)),
            (Row.FAMILY, When.NAMELESS, _of(several.family)),
            (Row.PEOPLE, When.NAMELESS, _of(by_name.state)),
            (Row.NAME_ENDS, When.NAMELESS, _of(by_words.name_ends_so)),
            (Row.OWNED, When.NAMELESS, by_words.owned),
            (Row.AUTHOR, When.NAMELESS | When.SOURCE, _of(by_name.by_its_page)),
            (Row.BODY, When.BODY, _of(by_name.body)),
            (Row.APPENDED, When.NAMELESS | When.SOURCE, _of(by_name.appended)),
            (Row.OF_OTHERS, When.COMMON | When.SOURCE, self._new_if(by_name.of_others)),
            (Row.AUTHOR, When.COMMON | When.SOURCE, _of(writings.authors)),
            (Row.AUTHORS, When.COMMON | When.SOURCE, _of(several.authors)),
            (Row.AUTHOR, When.COMMON | When.SOURCE, _of(by_name.author)),
            (Row.DEPARTMENT, When.COMMON, _of(by_name.department)),
            (Row.SURNAME, When.COMMON, _of(by_name.printed_name)),
            (Row.DESIGNATED, When.COMMON | When.SOURCE, _of(by_name.designated)),
            (Row.COUNTED, When.COMMON | When.SOURCE, _of(several.counted)),
        )

    def meant(self, one: Found, phrase: Phrase) -> Tied | None:
        """Whom a mention means by the first row that says so; None where all are silent."""
        what = _is(one, phrase)
        for row, when, find in self._rows:
            if when in what and (found := find(one, phrase)):
                return [found] if isinstance(found, Chain) else list(found), row.link(one.mention.span)
        return None

    def group_speaks(self, phrase: Phrase, row: str) -> bool:
        """Whether ``row`` found those whom a phrase lists, beside whom its group speaks as well."""
        return row == Row.MEMBERS.title and self.listed.speaks_beside(phrase)

    def _of_source(self, find: Callable[[Span, Statement], Chain | None]) -> Finder:
        """A row that asks for the statement of a source's words."""

        def of_its_statement(one: Found, _: Phrase) -> Chain | None:
            return None if one.statement is None else find(one.mention.span, self.statements[one.statement])

        return of_its_statement

    def _new_if(self, test: Callable[[Phrase], bool]) -> Finder:
        """A row whose mentions mean somebody new."""
        return lambda one, phrase: self.newcomers.new(one.mention, phrase) if test(phrase) else None

    def _described(self, one: Found, _: Phrase) -> Chain | None:
        """The person or body in whose description the words stand."""
        span = one.mention.span
        for chain in self.named.chains():
            for told in chain.descriptions:
                if told.where != "party" and told.span.contains(span) and told.span.start <= span.start + 4:
                    return chain
        return None

    def _whole(self, one: Found, _: Phrase) -> Chain | None:
        """Whose name the words are, and nothing else."""
        return next((c for place, c in self.named.within(one.mention.span) if place == one.mention.span), None)


def _of(find: Callable[[Phrase], Chain | Sequence[Chain] | None]) -> Finder:
    """A row that asks for the phrase alone."""
    return lambda _, phrase: find(phrase)
