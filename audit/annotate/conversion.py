"""From an article to the text that Stanza reads, and from Stanza's document back to an annotation of the article."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from audit.annotate.bodies import with_bodies
from audit.annotate.boilerplate import blanked, inserted, short_of
from audit.annotate.emphasis import emphasis
from audit.annotate.named_entities import named_entities
from audit.annotate.paragraphs import opening_dateline, paragraph_spans, pieces, zoned
from audit.annotate.tags import PassageTags, Tagged
from audit.domain.annotation import AXES, Annotation, AttributionTag, Entity, Paragraph, PhraseTag, Sentence, Token
from audit.domain.text import Article, Span


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article as Stanza is to read it. Offsets are code points of the article's own text, half-open."""

    article: Article
    paragraphs: list[tuple[int, int]]
    pieces: list[tuple[int, int]]
    """What Stanza takes for its paragraphs."""
    inserted: tuple[Span, ...]
    """Junk within sentences, which Stanza sees as spaces."""
    text: str
    """What Stanza reads: the pieces, two line ends between them."""


def prepared(article: Article) -> Prepared:
    """The article without what only disturbs reading."""
    paragraphs = paragraph_spans(article.text)
    cut, between = pieces(article.text, paragraphs), inserted(article.text)
    text = blanked(article.text, (*between, *emphasis(article.text)))
    return Prepared(article, paragraphs, cut, between, "\n\n".join(_clean(text[start:end]) for start, end in cut))


def _clean(piece: str) -> str:
    """The same number of code points, with characters that Stanza would take for paragraph breaks or trip over made plain spaces."""
    return "".join(c if c.isprintable() or c == "\u200d" or (not c.isspace() and ord(c) > 159) else " " for c in piece)


class _Offsets:
    """Offsets of Stanza's text, whose paragraphs are joined by two line ends, back into the article's own."""

    def __init__(self, cut: list[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.shift: list[int] = []
        at = 0
        for start, end in cut:
            self.starts.append(at)
            self.shift.append(start - at)
            at += end - start + 2

    def piece(self, place: int) -> int:
        return max(0, bisect_right(self.starts, place) - 1)

    def span(self, start: int, end: int) -> Span:
        return Span(start + self.shift[self.piece(start)], end + self.shift[self.piece(max(start, end - 1))])


def annotation_of(read: Prepared, document: Any, convention: str) -> Annotation:
    """What Stanza's document says of the article."""
    article, places = read.article, _Offsets(read.pieces)
    paragraphs = zoned(article.text, read.paragraphs, article.title)
    tokens, sentences = _syntax(document, paragraphs, places)
    named = named_entities(article.text, paragraphs, ((places.span(e.start_char, e.end_char), e.type) for e in document.ents))
    tags: PassageTags = document.attribution_tags or PassageTags()
    attributions = tuple(_attribution(one, places, read.inserted) for one in tags.attributions)
    entities = with_bodies(article.text, named, attributions)
    mistaken = [e for e in entities if not any(e.span == n.span and n.label != "Person" for n in named) and e.label == "Organization"]

    def phrases(found: list[tuple[int, int, float]]) -> tuple[PhraseTag, ...]:
        return tuple(PhraseTag(places.span(start, end), score) for start, end, score in found)

    return Annotation(
        article=article,
        paragraphs=paragraphs,
        sentences=sentences,
        tokens=tokens,
        entities=entities,
        attributions=attributions,
        markers=phrases(tags.markers),
        reasons=phrases(tags.phrases["reason"]),
        bases=phrases(tags.phrases["basis"]),
        uncued=phrases(tags.phrases["uncued"]),
        answers=_answers(tokens, {places.span(*span): scores for span, scores in tags.answers.items()}, mistaken),
        links={one: tuple(others) for one, others in document.word_links.items()},
        convention=convention,
        inserted=read.inserted,
        dateline=opening_dateline(article.text, paragraphs),
    )


def _syntax(document: Any, paragraphs: tuple[Paragraph, ...], places: _Offsets) -> tuple[tuple[Token, ...], tuple[Sentence, ...]]:
    """Stanza's words as tokens, and the sentences that have any."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    paragraph = 0
    for sentence in document.sentences:
        first = len(tokens)
        for token in sentence.tokens:
            for word in token.words:
                tokens.append(_token(word, token, len(tokens), first, len(sentences), places))
        if len(tokens) == first:
            continue
        start, end = tokens[first].span.start, tokens[-1].span.end
        while paragraph + 1 < len(paragraphs) and paragraphs[paragraph + 1].span.start <= start:
            paragraph += 1
        sentences.append(Sentence(len(sentences), Span(start, end), first, len(tokens), paragraph))
    return tuple(tokens), tuple(sentences)


def _token(word: Any, token: Any, index: int, first: int, sentence: int, places: _Offsets) -> Token:
    """A word of Stanza's; one without a place of its own has that of its token. ``first``: its sentence's first token."""
    start = word.start_char if word.start_char is not None else token.start_char
    end = word.end_char if word.end_char is not None else token.end_char
    return Token(
        index=index,
        span=places.span(start, end),
        text=word.text,
        lemma=(word.lemma or word.text).lower(),
        upos=word.upos or "X",
        feats=word.feats or "",
        head=first + word.head - 1 if word.head else None,
        deprel=word.deprel or "dep",
        sentence=sentence,
    )


def _attribution(tag: Tagged, places: _Offsets, between: tuple[Span, ...]) -> AttributionTag:
    """One cue with its spans in the article; junk ``between`` the words of a source is not its."""
    return AttributionTag(
        cue=places.span(*tag.cue),
        source=tuple(short_of(places.span(*span), between) for span in tag.source),
        content=tuple(places.span(*span) for span in tag.content),
        cue_score=tag.cue_score,
        source_score=tag.source_score,
        content_score=tag.content_score,
        statement=tag.statement,
        cue_by_others=tag.cue_by_others,
        rival=places.span(*tag.rival),
        rival_score=tag.rival_score,
    )


def _answers(
    tokens: tuple[Token, ...], scores: dict[Span, list[float]], mistaken: list[Entity]
) -> dict[int, tuple[tuple[float, ...], ...]]:
    """Scores by token, an axis apart, from those of the network's words: of a token of several of its words, the first one's.

    None for the names of ``mistaken``, bodies that the network did not see.
    """
    ends, cuts = [t.span.end for t in tokens], [0, *accumulate(map(len, AXES.values()))]
    out: dict[int, tuple[tuple[float, ...], ...]] = {}
    for span, row in sorted(scores.items()):
        at = bisect_right(ends, span.start)
        if at < len(tokens) and tokens[at].span.start < span.end and not any(e.span.overlaps(span) for e in mistaken):
            out.setdefault(at, tuple(tuple(row[a:b]) for a, b in pairwise(cuts)))
    return out
