"""What is given to the network to read, and what it says of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from audit.annotate.tags import PassageTags

Linked = dict[int, list[tuple[int, float]]]
"""Words that stand for the same, with probabilities, by the number of a word."""


@dataclass
class Labels:
    """The names behind the numbers of the heads."""

    upos: list[str]
    feats: list[str]
    relations: list[str]
    entities: list[str]


@dataclass
class Text:
    """What is to be read: the text, its paragraphs, and for each sentence the spans of its words.

    Spans are (start, end) code points; "don't" is two words.
    """

    text: str
    paragraphs: list[tuple[int, int]]
    words: list[list[tuple[int, int]]] = field(default_factory=list)


@dataclass
class WordTags:
    """What the network says of one word; ``head`` counts from 1 within the sentence, 0 is the root."""

    upos: str
    feats: str
    head: int
    relation: str


@dataclass
class Reading:
    """What the network says of one text: words and entity tags by sentence, words that stand for the same, and what is attributed."""

    words: list[list[WordTags]] = field(default_factory=list)
    entities: list[list[str]] = field(default_factory=list)
    links: Linked = field(default_factory=dict)
    """By number among all words of the text: the words that stand for the same, with probabilities, likeliest first."""
    tags: PassageTags = field(default_factory=PassageTags)
