"""What an entity is made of: mentions, descriptions, links; and the chain that grows while an article is read."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass, field

from audit.domain.statement import MentionKind, Tie
from audit.domain.text import Span
from audit.entities.names import PersonName, title_gender
from audit.entities.person_words import official_titles
from audit.entities.phrase import HUMAN, Phrase, Sort
from audit.lexicons import words

_SOMEBODY_ELSE = frozenset({"for", "to", "under"})
"""Words behind which a description tells of somebody else."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where somebody or something is named or meant, whether or not anything is attributed to it there."""

    span: Span
    form: MentionKind
    phrase: Phrase | None
    subject: bool = False


@dataclass(frozen=True, slots=True)
class Description:
    """Words printed beside a name, or linked to it, that say who that is. ``where``: before, lead, apposition, party, predicate, linked."""

    span: Span
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Link:
    """Why a mention belongs to its entity: the probability, what tied it, and how each feature pulled (logarithm of the odds).

    ``row``: what decided where no features were weighed (``rows.Row``).
    """

    span: Span
    probability: float
    tie: Tie
    pulls: tuple[tuple[str, float], ...] = ()
    runner_up: str = ""
    row: str = ""


@dataclass(eq=False)
class Chain:
    """An entity in the making. ``names`` and ``printed`` are the printings of a person's and of a body's name."""

    sort: Sort
    label: str
    named: bool = False
    names: list[PersonName] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    descriptions: list[Description] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    gender: str = ""
    plural: bool = False
    entity_label: str | None = None
    group: Chain | None = None
    members: tuple[Chain, ...] = ()
    """Of named people whom the text names together (``together``)."""
    asked: bool = False
    """Those whom a body asked, who are its poll: "analysts surveyed by Orre News"."""
    kin: bool = False
    """Introduced as somebody's relative, so that a bare surname means somebody else first."""
    introduced: bool = False
    """Told of below the headline and the lede, so that "a clerk" further on is another."""
    spoken: bool = False
    """Whether a statement was attributed to it before."""
    nouns: set[str] = field(default_factory=set)
    """Head words of everything that it is called, lower case."""
    name_words: set[str] = field(default_factory=set)
    """Last words of a body's names: "the Fund" may be the International Reef Fund."""
    past: set[str] = field(default_factory=set)
    """Head words of what it once was: "former minister"."""
    modifiers: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    """Its descriptions as printed, lower case, without determiners and clauses."""
    first: int = 10**9
    _starts: list[int] = field(default_factory=list)

    def describe(self, title: str) -> None:
        """Note the words of a title or description printed beside the name; of "an aide to the mayor" that somebody is an aide, and no
        mayor."""
        low = re.findall(r"[a-zà-ÿ-]+", title.lower())
        former = bool(set(low) & words("people", "titles", "former"))
        others = False
        for before, word in zip(["", *low], low, strict=False):
            if word == "and":
                others = False
            elif word in _SOMEBODY_ELSE and before not in ("", "deputy"):
                others = True
            elif others and word in official_titles():
                continue
            (self.past if former else self.nouns).add(f"{before}-{word}" if before in words("phrases", "deputies") else word)
            self.gender = self.gender or title_gender(word)

    @property
    def human(self) -> bool:
        return self.sort in HUMAN

    def add(self, mention: Mention) -> None:
        """One more mention. The same place counts once."""
        start = mention.span.start
        if any(m.span == mention.span for m in self.mentions[self.told(start) : self.told(start + 1)]):
            return
        insort(self.mentions, mention, key=lambda m: m.span)
        insort(self._starts, mention.span.start)
        self.first = min(self.first, mention.span.start)
        if mention.phrase is not None and mention.form in (MentionKind.NOMINAL, MentionKind.NAME):
            if mention.phrase.sort is not Sort.PRONOUN:
                (self.past if mention.phrase.former else self.nouns).add(mention.phrase.office)
            self.modifiers.update(mention.phrase.modifiers)
            self.called.add(mention.phrase.bare.lower())
        linked = mention.form is MentionKind.PRONOUN or (self.named and mention.form is MentionKind.NOMINAL)
        if mention.phrase is not None and not linked:
            self.gender = self.gender or mention.phrase.gender

    def before(self, place: int) -> list[Mention]:
        """The mentions that begin before ``place``, in order."""
        return self.mentions[: self.told(place)]

    def told(self, place: int) -> int:
        """How many mentions begin before ``place``."""
        return bisect_left(self._starts, place)

    def distance(self, place: int) -> int:
        """Code points to the nearest mention before ``place``, or to the first where there is none before."""
        at = self.told(place)
        return place - self._starts[at - 1] if at else self.first - place

    def within(self, span: Span) -> bool:
        """Whether a mention stands inside ``span``."""
        return any(m.span.end <= span.end for m in self.mentions[self.told(span.start) : self.told(span.end)])
