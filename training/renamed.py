"""Articles in which the people have other names, so that a network learns to read names that it has never seen.

With new names in the articles of house dev the network that had not learnt this had .866 of types right end to end instead of .903, and .903
of the speakers instead of .936. A given name becomes one that takes the same pronoun, a surname one of Worldwide's people; each
word changes everywhere in its article, and every span moves along.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from audit.domain.annotation import Annotation
from audit.entities.names import given_gender
from audit.lexicons.heads import name_titles
from training import corpora
from training.annotated import annotated
from training.common import SEED
from training.corpora import Document, Words
from training.gold_names import corrected

Others = dict[str, str]
"""By a word of a name, the one that stands for it."""
COPIES = 3
"""How often an article of house is learnt under other names, beside itself."""
_NAME = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ÿ’'-]{2,}")


def copies(documents: Sequence[Document], of_house: int = COPIES) -> list[Document]:
    """``COPIES`` of each document of house's train part, each with other names; ``of_house`` of those that we did not annotate ourselves."""
    rng, annotations = random.Random(SEED), _annotations()
    often = {"house": of_house, "news": COPIES}
    pairs = list(zip(documents, annotations, strict=True))
    return [renamed(*pair, rng) for n in range(COPIES) for pair in pairs if n < often[pair[0].corpus]]


def people() -> list[Document]:
    """The articles of house's train part under other names, with the entities that the models as they stand find and gold corrects."""
    rng = random.Random(SEED + 1)
    return [renamed(named_sentences(annotation), annotation, rng) for annotation in _annotations()]


def _annotations() -> list[Annotation]:
    return [corrected(*pair) for pair in annotated("train")]


def renamed(document: Document, annotation: Annotation, rng: random.Random) -> Document:
    """A copy of a document with other names for the people whom its annotation finds."""
    return moved(document, _others(annotation, rng))


def named_sentences(annotation: Annotation) -> Document:
    """An article with the entities of its annotation as labels (BIOES), to learn names from."""
    text = annotation.text
    out = Document(text, [(p.span.start, p.span.end) for p in annotation.paragraphs])
    for sentence in annotation.sentences:
        tokens = annotation.tokens[sentence.first : sentence.last]
        tags = ["O"] * len(tokens)
        for entity in annotation.entities_over(sentence.span):
            inside = [i for i, t in enumerate(tokens) if entity.span.overlaps(t.span)]
            for i in inside:
                tags[i] = ("B-" if i == inside[0] else "I-") + entity.label
        out.sentences.append(Words([(t.span.start, t.span.end) for t in tokens], {"entity": corpora.bioes(tags)}))
    return out


def moved(document: Document, others: Others) -> Document:
    """A copy of a document with other words for some, wherever they stand whole."""
    if not others:
        return document
    known = others | {one.upper(): other.upper() for one, other in others.items()}
    pattern = re.compile(rf"(?<![\w@#/.-])(?:{'|'.join(sorted(map(re.escape, known), key=len, reverse=True))})(?![\w@-])")
    cuts: list[tuple[int, int, int]] = []  # old start, old end, by how much what follows moves
    out, at, shift = [], 0, 0
    for match in pattern.finditer(document.text):
        other = known[match.group()]
        out += [document.text[at : match.start()], other]
        shift, at = shift + len(other) - len(match.group()), match.end()
        cuts.append((match.start(), match.end(), shift))
    starts = [start for start, _, _ in cuts]

    def place(old: int) -> int:
        """Inside a word that changed its length, its end."""
        number = bisect_right(starts, old) - 1
        if number < 0:
            return old
        start, end, behind = cuts[number]
        before = cuts[number - 1][2] if number else 0
        return old + before if old == start else max(end, old) + behind

    def span(one: Sequence[int]) -> tuple[int, int]:
        return place(one[0]), place(one[1])

    def within(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: within(one) for key, one in value.items()}
        if isinstance(value, list) and value and all(isinstance(one, list) and len(one) == 2 and isinstance(one[0], int) for one in value):
            return [list(span(one)) for one in value]
        return [within(one) for one in value] if isinstance(value, list) else value

    return replace(
        document,
        text="".join([*out, document.text[at:]]),
        paragraphs=[span(one) for one in document.paragraphs],
        sentences=[Words([span(one) for one in s.spans], s.labels) for s in document.sentences],
        attributions=within(document.attributions),
        sources=within(document.sources),
        words=[span(one) for one in document.words],
    )


def _others(annotation: Annotation, rng: random.Random) -> Others:
    """Another word for each given name and surname that is nothing else in the article."""
    text = annotation.text
    common = set(re.findall(r"(?<!\w)[a-zà-ÿ’'-]+(?!\w)", text))
    elsewhere = {w for e in annotation.entities if e.label in ("Location", "NORP", "Date") for w in e.span.of(text).split()}
    given: Counter[str] = Counter()
    found: set[str] = set()
    for entity in (e for e in annotation.entities if e.label == "Person"):
        parts = [re.sub(r"['’]s?$", "", part) for part in entity.span.of(text).split()]
        parts = [part for part in parts if _NAME.fullmatch(part) and part.lower() not in name_titles()]
        found.update(parts)
        given.update(parts[:1] if len(parts) > 1 else [])
        given.subtract(parts[1:])
    out = {}
    for one in sorted(found):
        if one in elsewhere or one.lower() in common:
            continue
        if given[one] <= 0:
            out[one] = rng.choice(_surnames())
        elif gender := given_gender(one.lower()):
            out[one] = rng.choice(_given(gender))
    return out


@cache
def _surnames() -> list[str]:
    """The last words of the people of Worldwide's train part, where they are no given names."""
    return sorted({last for _, last in _people() if _NAME.fullmatch(last) and not last.isupper() and not given_gender(last.lower())})


@cache
def _given(gender: str) -> list[str]:
    """The first words of the same people that take a pronoun."""
    return sorted({first for first, _ in _people() if _NAME.fullmatch(first) and given_gender(first.lower()) == gender})


@cache
def _people() -> list[tuple[str, str]]:
    """The first and the last word of everybody whom Worldwide's train part names by several."""
    out = []
    for document in corpora.entities("train", random.Random(0)):
        for sentence in document.sentences:
            printed = [document.text[a:b] for a, b in sentence.spans]
            spans = corpora.bioes_spans(sentence.labels["entity"])
            out += [(printed[first], printed[last]) for first, last, label in spans if label == "Person" and last > first]
    return out
