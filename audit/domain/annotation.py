"""What the models say about an article, without any classes of theirs."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from audit.domain.nominal import Syntax, stands_for
from audit.domain.text import Article, Span

AXES = {
    "source_type": ("named", "official", "anonymous"),
    "kind": ("person", "group", "organisation", "document", "media", "poll_or_data"),
    "identity": ("named", "partial", "unnamed"),
    "official_scope": (
        "none",
        "state",
        "local",
        "legislature",
        "military_police_judicial",
        "intergovernmental",
        "party",
        "de_facto",
        "private",
    ),
    "anonymity_status": ("not_applicable", "disclosed", "blanket", "undisclosed"),
}
"""What the words of a source are asked about the source, with the possible answers."""


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
    """One cue with the source and content words that the tagger gives it.

    Scores are probabilities, that of the content the Jaccard index, in words, that it is expected to have with the right one.
    """

    cue: Span
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    cue_score: float
    source_score: float
    content_score: float
    statement: bool = True
    """Whether our own annotators would take the cue for one; else only PolNeAR's, who also took thoughts, plans and votes."""
    cue_by_others: float = 1.0
    """The mean probability that the annotators of PolNeAR and of GUM would take the cue for one."""
    rival: Span | None = None
    """The words that are likeliest to be of the source beside those in ``source``."""
    rival_score: float = 0.0


@dataclass(frozen=True, slots=True)
class PhraseTag:
    """Words that the tagger takes for what it was asked for, with their probability."""

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
    markers: tuple[PhraseTag, ...] = field(default=())
    """Words that say that a name is withheld."""
    reasons: tuple[PhraseTag, ...] = ()
    """Words that say why."""
    bases: tuple[PhraseTag, ...] = ()
    """Words that say how a source is in a position to know."""
    uncued: tuple[PhraseTag, ...] = ()
    """Words that are somebody's without a cue."""
    answers: Mapping[int, tuple[tuple[float, ...], ...]] = field(default_factory=dict)
    """For tokens in the source of an attribution, by index: scores of the answers to ``AXES``. ``axes`` reads them."""
    links: Mapping[int, tuple[tuple[int, float], ...]] = field(default_factory=dict)
    """For tokens that stand for somebody, by index: the tokens that stand for the same, with probabilities, likeliest first."""
    convention: str = "house"
    """Whose reading the attributions follow: ours, or that of PolNeAR's annotators."""
    inserted: tuple[Span, ...] = ()
    """What a page put inside paragraphs: advertisements, links to other stories, credits."""
    dateline: Span | None = None
    """The dateline that opens the story."""

    @property
    def text(self) -> str:
        return self.article.text

    @cached_property
    def interruptions(self) -> tuple[Span, ...]:
        """What is no part of the story's sentences, in order: boilerplate, whole paragraphs of it or inside others, and the dateline."""
        whole = (p.span for p in self.paragraphs if p.zone == "boilerplate")
        return tuple(sorted((*whole, *self.inserted, *([self.dateline] if self.dateline else []))))

    @cached_property
    def children(self) -> dict[int, tuple[int, ...]]:
        """Indices of the dependents of each token, in the order of the text."""
        out: dict[int, list[int]] = {}
        for token in self.tokens:
            if token.head is not None:
                out.setdefault(token.head, []).append(token.index)
        return {k: tuple(v) for k, v in out.items()}

    def axes(self, span: Span) -> dict[str, dict[str, float]]:
        """The probability of each answer to each of ``AXES``, for the source at ``span``; empty where no word of it was asked."""
        asked = [self.answers[t.index] for t in self.inside(span) if t.index in self.answers]
        if not asked:
            return {}
        return {
            axis: dict(zip(AXES[axis], _softmax([sum(scores) for scores in zip(*rows, strict=True)], len(asked)), strict=True))
            for axis, rows in zip(AXES, zip(*asked, strict=True), strict=True)
        }

    def stands_for(self, span: Span) -> int | None:
        """The token of the phrase at ``span`` under which ``links`` has it; None where no noun, name or pronoun heads the phrase."""
        return stands_for(self._syntax, [t.index for t in self.inside(span)])

    def same(self, one: Span, other: Span) -> float | None:
        """How likely two phrases are mentions of the same; 0 where that is too unlikely to be kept, None where one is headed by no noun."""
        a, b = self.stands_for(one), self.stands_for(other)
        if a is None or b is None:
            return None
        return 1.0 if a == b else dict(self.links.get(a, ())).get(b, 0.0)

    @cached_property
    def _syntax(self) -> Syntax:
        return Syntax([t.upos for t in self.tokens], [t.head for t in self.tokens], [t.deprel for t in self.tokens])

    @cached_property
    def _starts(self) -> list[int]:
        return [t.span.start for t in self.tokens]

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
    def words_of_names(self) -> frozenset[str]:
        """The lower-case words of all that the entity model took for names of people."""
        names = (e.span.of(self.text).lower() for e in self.entities if e.label == "Person")
        return frozenset(word for name in names for word in re.findall(r"[\w-]+", name))

    @cached_property
    def _by_start(self) -> tuple[list[int], list[Entity]]:
        ordered = sorted(self.entities, key=lambda e: e.span)
        return [e.span.start for e in ordered], ordered

    def inside(self, span: Span) -> list[Token]:
        """The tokens that overlap ``span``."""
        return list(self.tokens[bisect_right(self._ends, span.start) : bisect_left(self._starts, span.end)])

    def token_before(self, place: int) -> Token | None:
        """The last token that ends at ``place`` or before it."""
        at = bisect_right(self._ends, place) - 1
        return self.tokens[at] if at >= 0 else None

    def sentence_at(self, place: int) -> Sentence | None:
        """The sentence that holds ``place``, or the last one before it."""
        at = bisect_right(self._sentence_starts, place) - 1
        return self.sentences[at] if at >= 0 else None

    def paragraph_at(self, place: int) -> Paragraph | None:
        """The paragraph that holds ``place``, or the last one before it."""
        at = bisect_right(self._paragraph_starts, place) - 1
        return self.paragraphs[at] if at >= 0 else None

    def entities_over(self, span: Span) -> list[Entity]:
        """The entities that overlap ``span``, in the order of the text."""
        starts, ordered = self._by_start
        first = max(0, bisect_right(starts, span.start) - 1)
        return [e for e in ordered[first : bisect_left(starts, span.end)] if e.span.overlaps(span)]

    def entity_at(self, place: int) -> Entity | None:
        """The entity that covers ``place``; entities do not overlap."""
        starts, ordered = self._by_start
        at = bisect_right(starts, place) - 1
        return ordered[at] if at >= 0 and place < ordered[at].span.end else None


def _softmax(sums: list[float], count: int) -> list[float]:
    """Probabilities from scores, given as sums over ``count`` words."""
    top = max(sums)
    powers = [math.exp((one - top) / count) for one in sums]
    return [one / sum(powers) for one in powers]
