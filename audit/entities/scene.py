"""What has been read of an article up to the mention that is being resolved."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from audit.attribute.quotes import OPENING_MARKS
from audit.domain.again import share_said_again
from audit.domain.annotation import Annotation
from audit.domain.statement import Statement
from audit.domain.text import Span
from audit.entities.chain import Chain, Mention
from audit.entities.phrase import Phrase, Sort
from audit.lexicons.places import country_of


@dataclass
class Scene:
    """What has been read so far: who spoke, where. ``speakers`` are (place, chain) of statements before, in order."""

    annotation: Annotation
    statements: tuple[Statement, ...]
    speakers: list[tuple[int, Chain]] = field(default_factory=list)
    times: Counter[Chain] = field(default_factory=Counter)
    """How often each has spoken."""
    kinds: dict[Chain, tuple[tuple[str, int, int], frozenset[str]]] = field(default_factory=dict)
    """What each body was found to be when it had that label and so many names and nouns."""
    _introduced: dict[Chain, int | None] = field(default_factory=dict)
    _standing: dict[Span, int | None] = field(default_factory=dict)
    _heads: dict[Chain, tuple[int, frozenset[int]]] = field(default_factory=dict)
    _sentences: dict[int, int] = field(default_factory=dict)
    _paragraphs: dict[int, int] = field(default_factory=dict)

    def spoke(self, place: int, chain: Chain) -> None:
        """Note that a statement whose source stands at ``place`` is attributed to ``chain``."""
        self.speakers.append((place, chain))
        self.times[chain] += 1

    def stands_for(self, span: Span) -> int | None:
        """The token under which the network has the words at ``span``."""
        if span not in self._standing:
            self._standing[span] = self.annotation.stands_for(span)
        return self._standing[span]

    def heads(self, chain: Chain) -> frozenset[int]:
        """The tokens under which the network has the mentions of ``chain``."""
        known, heads = self._heads.get(chain, (0, frozenset[int]()))
        if known != len(chain.mentions):
            heads = frozenset(at for m in chain.mentions if (at := self.stands_for(m.span)) is not None)
            self._heads[chain] = len(chain.mentions), heads
        return heads

    def sentence(self, place: int) -> int:
        """The number of the sentence at ``place``; -1 before the first."""
        if place not in self._sentences:
            at = self.annotation.sentence_at(place)
            self._sentences[place] = at.index if at is not None else -1
        return self._sentences[place]

    def paragraph(self, place: int) -> int:
        """The number of the paragraph at ``place``; -1 before the first."""
        if place not in self._paragraphs:
            at = self.annotation.paragraph_at(place)
            self._paragraphs[place] = at.index if at is not None else -1
        return self._paragraphs[place]

    def body_paragraph(self, place: int) -> int:
        """The paragraph's number among those of the body and the headline, 0 being the first with words."""
        return self.paragraph(place) - self._first

    @cached_property
    def _first(self) -> int:
        return next((p.index for p in self.annotation.paragraphs if p.span.end > p.span.start), 0)

    def introduced_by(self, chain: Chain) -> int | None:
        """The number of the statement as whose source ``chain`` is mentioned for the first time."""
        if chain not in self._introduced:
            at = bisect_right(self._sources, (chain.first, 10**9, 0)) - 1
            start, end, number = self._sources[at] if at >= 0 else (0, 0, 0)
            self._introduced[chain] = number if start <= chain.first < end else None
        return self._introduced[chain]

    @cached_property
    def _sources(self) -> list[tuple[int, int, int]]:
        """Start and end of each source's words with the number of its statement, in order."""
        return sorted((m.span.start, m.span.end, n) for n, s in enumerate(self.statements) for m in s.mentions)

    def owner(self, phrase: Phrase) -> Chain | None:
        """Whom "his", "her" before a noun means: who spoke last of that gender."""
        gender = {"his": "m", "her": "f"}.get(phrase.determiner)
        if not gender:
            return None
        return next((c for _, c in reversed(self.speakers) if c.sort is Sort.PERSON and c.gender in ("", gender)), None)


@dataclass(frozen=True)
class Question:
    """A mention whose entity is asked for, and what of it is the same for every candidate.

    ``called`` are all that the article calls by the head word of ``phrase``, ``most`` is who was told of most often before; both of those
    whom the mention can mean.
    """

    mention: Mention
    phrase: Phrase
    statement: Statement | None
    scene: Scene
    called: Sequence[Chain]
    most: Chain | None
    _later: dict[Chain, tuple[float, float]] = field(default_factory=dict)

    @property
    def place(self) -> int:
        return self.mention.span.start

    @property
    def printed(self) -> str:
        """The mention's words as they stand in the text."""
        return self.mention.span.of(self.scene.annotation.text)

    @cached_property
    def looked_back_from(self) -> int:
        """Where those begin who were told of before: at the mention, or at the quotation that stands before it: "“… …,” she said"."""
        text = self.scene.annotation.text
        content = self.statement.content if self.statement is not None else ()
        said = (part.start for part in content if part.end <= self.place and text[part.start] in OPENING_MARKS)
        return min(said, default=self.place)

    @cached_property
    def sentence(self) -> int:
        return self.scene.sentence(self.looked_back_from)

    @cached_property
    def paragraph(self) -> int:
        return self.scene.paragraph(self.looked_back_from)

    @cached_property
    def links(self) -> dict[int, float] | None:
        """The words that the network links to the mention's, with probabilities; None where it was not asked about that."""
        at = self.scene.stands_for(self.mention.span)
        return dict(self.scene.annotation.links.get(at, ())) if self.scene.annotation.links and at is not None else None

    @cached_property
    def likeliest(self) -> float:
        """The probability of the likeliest of ``links``; 0 where there is none."""
        return max((self.links or {}).values(), default=0.0)

    def introduced_next(self, chain: Chain) -> tuple[float, float]:
        """Where ``chain`` is first mentioned as a source further on: 1 over the number of statements until then, and how much of what is
        said here it says there, or in the statement behind. Zeros elsewhere."""
        if chain not in self._later:
            self._later[chain] = self._next(chain)
        return self._later[chain]

    def _next(self, chain: Chain) -> tuple[float, float]:
        if self.statement is None or chain.first <= self.place or (number := self.scene.introduced_by(chain)) is None:
            return 0.0, 0.0
        if number <= self.statement.ordinal:  # a joint statement
            return 0.0, 0.0
        said, text = self.scene.statements, self.scene.annotation.text
        again = max(share_said_again(self.statement.words(text), one.words(text)) for one in said[number : number + 2])
        return 1 / (number - self.statement.ordinal), again

    @cached_property
    def country(self) -> str | None:
        """The country that the words before the noun name."""
        return country_among(" ".join(self.phrase.modifiers))


_LETTERS = frozenset({"us", "uk", "u.s.", "u.k.", "uae", "u.a.e."})
"""Countries by their letters."""


@cache
def country_among(words: str) -> str | None:
    """The country that lower-case words name."""
    return country_of(" ".join(word.upper() if word in _LETTERS else word.title() for word in words.split())) if words else None
