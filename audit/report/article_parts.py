"""The parts of a page on one article, as its template reads them. Numbers count from 1, and link targets are made of them."""

from __future__ import annotations

from dataclasses import dataclass

from audit.domain.finding import Finding
from audit.domain.review import Check, Review
from audit.domain.source import AnonymityStatus, Source
from audit.domain.statement import Statement
from audit.report.phrases import NO_SOURCE, UNRESOLVED
from audit.report.safe_text import by_hand
from audit.report.tally import RANKS, Ranked

LETTERS = {"named": "N", "official": "O", "anonymous": "A", NO_SOURCE: "?", UNRESOLVED: "?"}
"""Type of a statement, in a word, to the letter that stands beside its number."""
GROUPS = {NO_SOURCE: "none", UNRESOLVED: "none"}
"""Types that a page counts and picks out under another name."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source, numbered worst first, and what the article says of it."""

    number: int
    ranked: Ranked
    printed: tuple[str, ...]
    """Every form in which it is printed."""
    disclosure: str
    """The sentence that tells of the anonymity."""
    markers: tuple[tuple[str, str], ...]
    """(kind in words, words as printed)."""
    codes: tuple[str, ...]
    """Of the rules that found something about it."""
    anonymity: str
    """The same in a phrase; empty where there is nothing to tell."""

    @property
    def source(self) -> Source:
        return self.ranked.source

    @property
    def kind(self) -> str:
        """Its type in a word."""
        return self.source.source_type.value if self.source.source_type else NO_SOURCE

    @property
    def rank(self) -> str:
        """In words."""
        return RANKS[self.ranked.rank]

    @property
    def told(self) -> str:
        """Its anonymity in a phrase, else what else there is to tell of who it is; empty where that is nothing."""
        source = self.source
        title = source.title or source.document_title, source.affiliation or source.document_issuer
        return self.anonymity or ", ".join(filter(None, title))

    @property
    def withheld(self) -> bool:
        """Whether there is anything to tell of a name that is not given."""
        return self.source.anonymity_status is not AnonymityStatus.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, numbered in the order of the text."""

    number: int
    statement: Statement
    words: str
    line: int
    kinds: tuple[str, ...]
    """Types in words; several where it is joint."""
    speakers: tuple[Speaker, ...]
    introduces: tuple[Speaker, ...]
    """The unnamed sources whose first statement this is: here their anonymity is told."""
    printed: str
    """The words that name the source here."""
    cue: str
    reviews: tuple[Review, ...]
    checks: tuple[Check, ...]
    flawed: bool
    """Whether a rule found something about it."""

    @property
    def filtered(self) -> str:
        """The classes by which a page picks it out: its type where it has one only, a finding, a check by hand."""
        groups = {GROUPS.get(kind, kind) for kind in self.kinds}
        only = f"only-{groups.pop()}" if len(groups) == 1 else ""
        return " ".join(filter(None, (only, "has-finding" if self.flawed else "", "by-hand" if self.by_hand else "")))

    @property
    def kind(self) -> str:
        return " and ".join(self.kinds)

    @property
    def letters(self) -> str:
        return "".join(LETTERS[kind] for kind in self.kinds)

    @property
    def by_hand(self) -> str:
        """That it needs a look, and why; empty where it does not."""
        return by_hand(self.statement, (one.source for one in self.speakers))

    @property
    def who(self) -> str:
        return " and ".join(one.source.label for one in self.speakers) or self.printed


@dataclass(frozen=True, slots=True)
class Count:
    """How many statements and sources are of a type; a statement of two types counts for each."""

    name: str
    """In a word that is a class of the page too."""
    statements: int
    sources: int


@dataclass(frozen=True, slots=True)
class Flaw:
    """A finding."""

    number: int
    finding: Finding
    line: int | None
    """None: the whole article."""
    excerpt: str
    off: Review | None
    """The waiver or dismissal, where a person signed it off."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Somebody who did not speak, and in what words the article says so."""

    kind: str
    who: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Charge:
    """An accusation, and what the article has of an answer."""

    said: Said
    accused: str
    answers: tuple[Said, ...]
    silences: tuple[Silence, ...]


@dataclass(frozen=True, slots=True)
class Bit:
    """Text with the same marks over all of it."""

    start: int
    """Offset in the article's text."""
    text: str
    classes: str
    chain: tuple[int, ...]
    """Numbers of the sources that it belongs to."""
    target: int | None
    """The source that it leads to, at the beginning of a mention."""
    opens: tuple[tuple[Said, bool], ...]
    """Statements of which a part begins here, and whether it is the first one."""
    ends: tuple[Said, ...]
    flags: tuple[tuple[Flaw, bool], ...]
    """Findings of which a part ends here, and whether it is the last one."""


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph with its notes."""

    line: int
    zone: str
    bits: tuple[Bit, ...]
    said: tuple[Said, ...]
    flaws: tuple[Flaw, ...]
    silences: tuple[Silence, ...]

    @property
    def notes(self) -> bool:
        return bool(self.said or self.flaws or self.silences)
