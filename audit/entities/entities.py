"""The entities of an article, frozen: people, groups, bodies and documents with all their mentions, and the sources of each statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from audit.domain.statement import MentionKind, Statement, Tie
from audit.domain.text import Span
from audit.entities.chain import Chain, Description, Link, Mention
from audit.entities.names import PersonName
from audit.entities.phrase import Phrase, Sort
from audit.entities.wording import clean


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, group, body, document, outlet or poll of an article, with every mention of it in the order of the text.

    ``number`` is its place in ``Entities.all``; ``group`` the number of the entity that it is a member of. ``descriptions`` are titles and
    roles printed beside a name or linked to it. ``printed`` are the forms of a body's name. ``partial``: only a given name, or a surname
    and nothing else, is printed.
    """

    number: int
    sort: Sort
    label: str
    named: bool
    names: tuple[PersonName, ...]
    printed: tuple[str, ...]
    mentions: tuple[Mention, ...]
    descriptions: tuple[Description, ...]
    links: tuple[Link, ...]
    gender: str
    plural: bool
    entity_label: str | None
    group: int | None
    partial: bool

    @property
    def first(self) -> Mention:
        """The first mention: an entity's identity within its article."""
        return self.mentions[0]

    def described(self) -> tuple[Phrase, ...]:
        """The phrases that describe it, fullest first."""
        phrases = [m.phrase for m in self.mentions if m.phrase is not None and m.form is not MentionKind.PRONOUN]
        return tuple(sorted(phrases, key=lambda p: (p.span.start - p.span.end, p.span.start)))


@dataclass(frozen=True, slots=True)
class Tied:
    """Whom one mention of a statement means: the entity's number and how sure that is; None where it cannot be told."""

    mention: Span
    entity: int | None
    link: Link


@dataclass(frozen=True)
class Entities:
    """All entities of an article. ``ties`` runs parallel to the statements: for each, its mentions with what they mean."""

    all: tuple[Entity, ...]
    ties: tuple[tuple[Tied, ...], ...]

    @property
    def speaking(self) -> tuple[int, ...]:
        """Numbers of the entities that are sources of statements, in the order of the statements."""
        return tuple(dict.fromkeys(t.entity for row in self.ties for t in row if t.entity is not None))

    @cached_property
    def words_of_names(self) -> frozenset[str]:
        """The lower-case words of all names of people."""
        return frozenset(word for one in self.all for name in one.names for word in re.findall(r"[\w-]+", name.full.lower()))

    def at(self, span: Span) -> Entity | None:
        """The entity whose mention shares most with ``span``, the shorter mention where two share as much."""
        best, found_at = (0, 0), None
        for entity in self.all:
            for mention in entity.mentions:
                shared = min(span.end, mention.span.end) - max(span.start, mention.span.start)
                rank = (shared, mention.span.start - mention.span.end)
                if shared > 0 and (found_at is None or rank > best):
                    best, found_at = rank, entity
        return found_at


def frozen(
    text: str, chains: Iterable[Chain], statements: Sequence[Statement], tied: Mapping[tuple[int, Span], tuple[list[Chain], Link]]
) -> Entities:
    """The chains of an article that have mentions as entities, in the order of their first ones.

    ``tied``: by the number of a statement and one of its mentions, whom that means.
    """
    kept = sorted((c for c in chains if c.mentions), key=lambda c: (min(m.span for m in c.mentions), c.label))
    number = {id(c): n for n, c in enumerate(kept)}
    made = tuple(_entity(text, n, c, number) for n, c in enumerate(kept))
    rows = []
    for at, statement in enumerate(statements):
        row: list[Tied] = []
        for mention in statement.mentions:
            held, link = tied.get((at, mention.span), ([], Link(mention.span, 0.0, Tie.INTRODUCED)))
            row += [Tied(mention.span, number[id(c)], link) for c in held] or [Tied(mention.span, None, link)]
        rows.append(tuple(row))
    return Entities(made, tuple(rows))


def _entity(text: str, number: int, chain: Chain, numbers: Mapping[int, int]) -> Entity:
    mentions = tuple(sorted(chain.mentions, key=lambda m: m.span))
    linked = tuple(
        Description(m.phrase.span, clean(m.phrase.span.of(text)), "linked")
        for m in mentions
        if chain.named and m.form is MentionKind.NOMINAL and m.phrase is not None
    )
    single = chain.sort is Sort.PERSON and bool(chain.names) and all(n.single or n.coded for n in chain.names)
    return Entity(
        number=number,
        sort=chain.sort,
        label=chain.label,
        named=chain.named,
        names=tuple(dict.fromkeys(chain.names)),
        printed=tuple(chain.printed),
        mentions=mentions,
        descriptions=(*chain.descriptions, *linked),
        links=tuple(chain.links),
        gender=chain.gender,
        plural=chain.plural,
        entity_label=chain.entity_label,
        group=numbers.get(id(chain.group)) if chain.group is not None else None,
        partial=single,
    )
