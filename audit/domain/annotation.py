"""What the models say of an article, free of any model's own classes."""

from __future__ import annotations

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

    def inside(self, span: Span) -> list[Token]:
        """The tokens that overlap ``span``."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].span.end <= span.start:
                low = middle + 1
            else:
                high = middle
        out = []
        while low < len(self.tokens) and self.tokens[low].span.start < span.end:
            out.append(self.tokens[low])
            low += 1
        return out

    def sentence_at(self, place: int) -> Sentence | None:
        """The sentence that holds ``place``, or the last one before it."""
        found = None
        for sentence in self.sentences:
            if sentence.span.start > place:
                break
            found = sentence
        return found

    def paragraph_at(self, place: int) -> Paragraph | None:
        found = None
        for paragraph in self.paragraphs:
            if paragraph.span.start > place:
                break
            found = paragraph
        return found
