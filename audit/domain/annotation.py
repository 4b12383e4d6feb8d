"""What the models say of an article, free of any model's own classes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from audit.domain.text import Article, Span


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word. ``head`` is an index into ``Annotation.tokens`` (None at a root or where no tree was made)."""

    index: int
    span: Span
    text: str
    lemma: str
    upos: str
    feats: str
    head: int | None
    deprel: str
    sentence: int

    @property
    def rel(self) -> str:
        """The relation without its subtype: ``nsubj`` for ``nsubj:pass``."""
        return self.deprel.split(":")[0]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``first`` to ``last`` (exclusive), in paragraph ``paragraph``."""

    index: int
    span: Span
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or block of the text. ``zone`` is headline, deck, byline, dateline, boilerplate or body."""

    index: int
    span: Span
    zone: str = "body"


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity of Stanza's NER; ``label`` in Worldwide's nine classes (Person, Organization, Location, NORP, Facility …)."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class AttributionTag:
    """One cue with the source and content words that the tagger gives it; scores are probabilities."""

    cue: Span
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    cue_score: float
    source_score: float
    content_score: float


@dataclass(frozen=True, slots=True)
class MarkerTag:
    """Words that the tagger takes for an anonymity marker."""

    span: Span
    score: float


@dataclass(frozen=True)
class Annotation:
    """An article with everything the models found."""

    article: Article
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]
    attributions: tuple[AttributionTag, ...]
    markers: tuple[MarkerTag, ...] = field(default=())

    @property
    def text(self) -> str:
        return self.article.text

    @cached_property
    def children(self) -> dict[int, tuple[int, ...]]:
        """Indices of the dependents of each token, in the order of the text."""
        out: dict[int, list[int]] = {}
        for token in self.tokens:
            if token.head is not None:
                out.setdefault(token.head, []).append(token.index)
        return {k: tuple(v) for k, v in out.items()}

    @cached_property
    def _ends(self) -> list[int]:
        return [t.span.end for t in self.tokens]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.span.start for s in self.sentences]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [p.span.start for p in self.paragraphs]

    @cached_property
    def _by_start(self) -> tuple[list[int], list[Entity]]:
        ordered = sorted(self.entities, key=lambda e: e.span)
        return [e.span.start for e in ordered], ordered

    def inside(self, span: Span) -> list[Token]:
        """The tokens that overlap ``span``."""
        first = bisect_right(self._ends, span.start)
        out = []
        while first < len(self.tokens) and self.tokens[first].span.start < span.end:
            out.append(self.tokens[first])
            first += 1
        return out

    def sentence_at(self, place: int) -> Sentence | None:
        """The sentence that holds ``place``, or the last one before it."""
        at = bisect_right(self._sentence_starts, place) - 1
        return self.sentences[at] if at >= 0 else None

    def paragraph_at(self, place: int) -> Paragraph | None:
        """The paragraph that holds ``place``, or the last one before it."""
        at = bisect_right(self._paragraph_starts, place) - 1
        return self.paragraphs[at] if at >= 0 else None

    def entity_at(self, place: int) -> Entity | None:
        """The entity that covers ``place``; entities do not overlap."""
        starts, ordered = self._by_start
        at = bisect_right(starts, place) - 1
        return ordered[at] if at >= 0 and place < ordered[at].span.end else None
