"""The corpora as one kind of document, and documents as passages with labels for the shared network."""

from __future__ import annotations

import csv
import json
import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from audit.annotate.network import CONVENTIONS
from audit.annotate.paragraphs import paragraph_spans
from audit.annotate.passages import PASSAGE, Passage, Pieces
from audit.annotate.piece_index import PieceIndex
from audit.annotate.reading import Labels
from audit.annotate.tags import PHRASES
from audit.domain.annotation import AXES
from training.common import DATA, WORK
from training.news import annotated_news
from training.syntax import KEPT_FEATS, sentences

NC_GENRES = {"fiction", "whow", "podcast", "letter", "essay"}


@dataclass
class Words:
    """The words of one sentence, (start, end) each, with labels: columns of numbers, one list a kind."""

    spans: list[tuple[int, int]]
    labels: dict[str, list[Any]]


@dataclass
class Document:
    text: str
    paragraphs: list[tuple[int, int]]
    sentences: list[Words] = field(default_factory=list)
    attributions: list[dict[str, Any]] | None = None
    convention: int = 0
    markers: list[tuple[int, int]] | None = None
    sources: dict[str, dict[str, Any]] | None = None
    """House only: what is known of each source, by its id."""
    words: list[tuple[int, int]] = field(default_factory=list)
    corpus: str = ""
    """Of house: ``house``, or ``news`` for what we annotated ourselves."""
    chains: dict[int, int] = field(default_factory=dict)
    """By number in ``words``: equal numbers for words that stand for the same, different ones for those that do not."""


@dataclass
class Example:
    """A passage with its labels: sentences as (first, last) pieces a word; cue tags by word piece that starts a word; for each cue
    (first, last piece) the argument labels by word; marker tags by word."""

    passage: Passage
    sentences: list[tuple[list[tuple[int, int]], dict[str, list[Any]]]]
    words: list[int]
    cues: list[int]
    asked: list[tuple[int, int, list[int]]]
    convention: int
    markers: list[int]
    phrases: list[list[int]] = field(default_factory=list)
    """House only: a tag for each of ``PHRASES``, by word."""
    sources: list[tuple[list[int], list[int]]] = field(default_factory=list)
    """House only: the pieces that start the words of a source, and its answer for each of ``AXES``."""
    chains: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    """First and last piece, number in the text, chain and spelling of words that stand for somebody."""
    document: int = 0


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").split("\n") if line.strip()]


def features(value: str) -> str:
    return "|".join(f for f in value.split("|") if f.split("=")[0] in KEPT_FEATS)


def treebank(texts: Iterable[str], longest: float = 50) -> list[Document]:
    """Documents of some fifty sentences; labels are strings (upos, feats, relation, misc) and heads counted from 1."""
    out: list[Document] = []
    for text in texts:
        document = Document("", [])
        for fresh, rows in sentences(text):
            if fresh and len(document.sentences) > longest:
                out.append(document)
                document = Document("", [])
            if fresh or not document.paragraphs:
                document.text += "\n\n" if document.text else ""
                document.paragraphs.append((len(document.text), len(document.text)))
            words = Words([], {"upos": [], "feats": [], "relation": [], "head": [], "misc": []})
            cover: tuple[int, int, str] | None = None
            for row in rows:
                if "-" in row[0]:
                    start = len(document.text)
                    document.text += row[1]
                    cover = (int(row[0].split("-")[1]), start, row[1])
                    after = row[9]
                    continue
                number = int(row[0])
                if cover is None:
                    start = len(document.text)
                    document.text += row[1]
                    words.spans.append((start, len(document.text)))
                    after = row[9]
                else:
                    _, start, form = cover
                    at = form.find(row[1], max(0, (words.spans[-1][1] if words.spans else 0) - start))
                    words.spans.append((start + at, start + at + len(row[1])) if at >= 0 else (start, start + len(form)))
                for key, column in (("upos", 3), ("relation", 7), ("misc", 9)):
                    words.labels[key].append(row[column])
                words.labels["feats"].append(features(row[5]))
                words.labels["head"].append(int(row[6]))
                if cover is not None and number < cover[0]:
                    continue
                cover = None
                if "SpaceAfter=No" not in after:
                    document.text += " "
            document.sentences.append(words)
            document.paragraphs[-1] = (document.paragraphs[-1][0], len(document.text))
        out.append(document)
    return out


def entities(part: str, rng: random.Random) -> list[Document]:
    """Worldwide NER: paragraphs of one to five sentences, words joined by spaces; labels are BIOES tags."""
    lines = (DATA / f"ner/worldwide/{part}.9class.bio").read_text(encoding="utf-8").split("\n")
    groups: list[list[list[str]]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line.split("\t")[:2])
        elif groups[-1]:
            groups.append([])
    groups = [g for g in groups if g]
    out: list[Document] = []
    left = 0
    for group in groups:
        if not out or len(out[-1].sentences) >= 40:
            out.append(Document("", []))
            left = 0
        document = out[-1]
        if not left:
            document.text += "\n\n" if document.text else ""
            document.paragraphs.append((len(document.text), len(document.text)))
            left = rng.randint(1, 5)
        left -= 1
        words = Words([], {"entity": bioes([tag for _, tag in group])})
        for form, _ in group:
            words.spans.append((len(document.text), len(document.text) + len(form)))
            document.text += form + " "
        document.sentences.append(words)
        document.paragraphs[-1] = (document.paragraphs[-1][0], len(document.text))
    return out


def bioes(tags: list[str]) -> list[str]:
    out = []
    for i, tag in enumerate(tags):
        follows = i + 1 < len(tags) and tags[i + 1] == "I-" + tag[2:]
        if tag.startswith("B-"):
            tag = ("B-" if follows else "S-") + tag[2:]
        elif tag.startswith("I-"):
            tag = ("I-" if follows else "E-") + tag[2:]
        out.append(tag)
    return out


def bioes_spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """Entities (first token, last token, label) of BIOES tags; a tag that breaks the order begins anew."""
    out: list[tuple[int, int, str]] = []
    inside = False
    for i, tag in enumerate(tags):
        kind, _, label = tag.partition("-")
        if kind == "O":
            inside = False
            continue
        if kind in ("I", "E") and inside and out[-1][2] == label:
            out[-1] = (out[-1][0], i, label)
        else:
            out.append((i, i, label))
        inside = kind in ("B", "I")
    return out


def attributions(name: str, convention: str) -> list[Document]:
    number = CONVENTIONS.index(convention)
    return [
        Document(d["text"], paragraph_spans(d["text"]), attributions=d["attributions"], convention=number)
        for d in read(name)
        if d["source_meta"].get("genre") not in NC_GENRES
    ]


def house_parts() -> dict[str, list[dict[str, Any]]]:
    """Our own annotations: "train", which the networks learn from; "calibration", which no network has seen, for thresholds and for whatever is
    fitted to what the networks say; and "dev", to measure on. Of house every seventh article is for calibration, of our own every third."""
    apart = [(line | {"corpus": "house"}, i % 7 == 3) for i, line in enumerate(read("house/train.jsonl"))]
    apart += [(line | {"corpus": "news"}, i % 3 == 1) for i, line in enumerate(annotated_news())]
    return {
        "train": [line for line, kept in apart if not kept],
        "calibration": [line for line, kept in apart if kept],
        "dev": [line | {"corpus": "house"} for line in read("house/dev.jsonl")],
    }


def house(part: str) -> list[Document]:
    """Our own annotations, with what is known of the sources."""
    number = CONVENTIONS.index("house")
    return [
        Document(
            d["text"],
            paragraph_spans(d["text"]),
            attributions=d["attributions"],
            convention=number,
            sources={s["id"]: s for s in d["sources"]},
            corpus=d["corpus"],
        )
        for d in house_parts()[part]
    ]


def markers() -> list[Document]:
    """Silver markers, written by ``python -m training silver``."""
    stored = json.loads((WORK / "silver.json").read_text(encoding="utf-8"))
    return [Document(d["text"], paragraph_spans(d["text"]), markers=[tuple(m) for m in d["markers"]]) for d in stored]


def gold_markers() -> dict[str, list[tuple[int, int]]]:
    """Explicit anonymity phrases of PolNeAR's training articles by document."""
    gold: dict[str, list[tuple[int, int]]] = {}
    with (DATA / "polnear/anonymity_markers.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            if row["split"] == "train" and "anonym" in row["marker"]:
                gold.setdefault(row["doc_id"], []).append((int(row["start"]), int(row["end"])))
    return gold


def labels(trees: list[Document], names: list[Document]) -> Labels:
    """The label sets, most frequent first; features seen once are left out."""

    def ranked(documents: list[Document], key: str, least: int = 1) -> list[str]:
        count = Counter(x for d in documents for s in d.sentences for x in s.labels[key])
        return [x for x, n in count.most_common() if n >= least]

    return Labels(ranked(trees, "upos"), ranked(trees, "feats", 2), ranked(trees, "relation"), ranked(names, "entity"))


def number(documents: list[Document], known: Labels) -> None:
    """Turn label strings into numbers, in place; what the label sets lack becomes the most frequent."""
    for key, names in (("upos", known.upos), ("feats", known.feats), ("relation", known.relations), ("entity", known.entities)):
        place = {name: i for i, name in enumerate(names)}
        for document in documents:
            for sentence in document.sentences:
                if key in sentence.labels:
                    sentence.labels[key] = [place.get(x, 0) for x in sentence.labels[key]]


def examples(pieces: Pieces, documents: list[Document], rng: random.Random | None) -> Iterator[Example]:
    """Cut documents into passages; in training (``rng``) lengths are drawn, so that cuts differ by epoch, and a third gets curly quotation
    marks. Sentences that a cut goes through are left out."""
    for order, document in enumerate(documents):
        spelling: dict[str, int] = {}
        limit = PASSAGE if rng is None else rng.randint(PASSAGE // 3, PASSAGE)
        passages = pieces.passages(document.text, document.paragraphs, limit)
        done = 0
        for passage in passages:
            example = Example(passage, [], [], [], [], document.convention, [], document=order)
            if document.sentences:
                places = PieceIndex([passage], [0])
                while done < len(document.sentences) and places.starts:
                    words = document.sentences[done]
                    if words.spans[-1][1] > places.ends[-1]:
                        if words.spans[0][0] < places.ends[-1]:
                            done += 1
                        break
                    done += 1
                    if words.spans[0][0] >= places.starts[0]:
                        where = [(places.columns[a], places.columns[b]) for a, b in places.locate(words.spans)]
                        example.sentences.append((where, words.labels))
            bounds = passage.words()
            if bounds and document.attributions is not None:
                _attributed(example, bounds, document.attributions)
            if bounds and document.markers is not None:
                _marked(example, bounds, document.markers)
            if bounds and document.sources is not None and document.attributions is not None:
                _house(example, bounds, document.attributions, document.sources)
            if bounds and document.chains:
                places = PieceIndex([passage], [0])
                mine = [
                    (i, c)
                    for i, c in sorted(document.chains.items())
                    if places.starts and places.starts[0] <= document.words[i][0] < places.ends[-1]
                ]
                for (i, chain), (a, b) in zip(mine, places.locate([document.words[i] for i, _ in mine]), strict=True):
                    start, end = document.words[i]
                    form = spelling.setdefault(document.text[start:end].lower(), len(spelling))
                    example.chains.append((places.columns[a], places.columns[b], i, chain, form))
            if rng is not None and rng.random() < 1 / 3:
                curl(pieces, passage)
            if example.sentences or example.cues or example.markers or example.chains:
                yield example


MASKED = -100
"""The tag of a word that is scored neither way."""


class _Bounds:
    """The words of a passage, to find those that a span overlaps."""

    def __init__(self, passage: Passage, bounds: list[tuple[int, int]]) -> None:
        self.starts = [passage.offsets[a][0] for a, _ in bounds]
        self.ends = [passage.offsets[b][1] for _, b in bounds]

    def inside(self, span: Sequence[int]) -> list[int]:
        return list(range(bisect_right(self.ends, span[0]), bisect_left(self.starts, span[1])))


def _attributed(example: Example, bounds: list[tuple[int, int]], found: list[dict[str, Any]]) -> None:
    """Tags of cues and, for each cue, of its source and content. An optional cue is masked; what belongs to it is asked for all the same."""
    places = _Bounds(example.passage, bounds)
    example.words = [a for a, _ in bounds]
    example.cues = [0] * len(bounds)
    for a in sorted(found, key=lambda a: not a.get("optional")):
        if not a["cue"] or not (places.starts[0] <= a["cue"][0][0] < places.ends[-1]):
            continue
        words = places.inside(a["cue"][0])
        if not words:
            continue
        for k in words:
            example.cues[k] = MASKED if a.get("optional") else 2
        if not a.get("optional"):
            example.cues[words[0]] = 1
        labels = [0] * len(bounds)
        for role, begin in (("content", 3), ("source", 1)):
            for span in a[role]:
                for n, k in enumerate(places.inside(span)):
                    labels[k] = begin + (n > 0)
        example.asked.append((bounds[words[0]][0], bounds[words[-1]][1], labels))


def _house(example: Example, bounds: list[tuple[int, int]], found: list[dict[str, Any]], sources: dict[str, dict[str, Any]]) -> None:
    """Tags of markers, reasons, grounds and uncued words, and what is known of the source of each statement."""
    places = _Bounds(example.passage, bounds)
    columns = [[0] * len(bounds) for _ in PHRASES]

    def tag(column: list[int], span: Sequence[int], masked: bool) -> None:
        for n, k in enumerate(places.inside(span)):
            column[k] = MASKED if masked else 1 + (n > 0)

    for column, key in zip(columns, ("markers", "reason_spans", "basis_spans"), strict=False):
        for source in sources.values():
            for span in source[key]:
                tag(column, span, False)
    for a in sorted(found, key=lambda a: not a.get("optional")):
        if not a["cue"]:
            for span in a["content"]:
                tag(columns[PHRASES.index("uncued")], span, bool(a.get("optional")))
    example.phrases = [list(row) for row in zip(*columns, strict=True)]
    seen = set()
    for a in found:
        known = [sources[i] for i in a["source_ids"] or () if i in sources]
        words = [k for span in a["source"] or () for k in places.inside(span)]
        if not words or not known or words[0] in seen:
            continue
        seen.add(words[0])
        answers = [{_answer(source, axis) for source in known} for axis in AXES]
        labels = [
            values.index(one.pop()) if len(one) == 1 and next(iter(one)) in values else MASKED
            for one, values in zip(answers, AXES.values(), strict=True)
        ]
        example.sources.append(([bounds[k][0] for k in words], labels))


def _answer(source: dict[str, Any], axis: str) -> str | None:
    return source[axis] or "none" if axis == "official_scope" else source[axis]


def _marked(example: Example, bounds: list[tuple[int, int]], spans: list[tuple[int, int]]) -> None:
    passage = example.passage
    example.words = [a for a, _ in bounds]
    for a, b in bounds:
        hit = next((s for s in spans if passage.offsets[a][0] < s[1] and passage.offsets[b][1] > s[0]), None)
        begins = hit is not None and (passage.offsets[a][0] <= hit[0] or not example.markers or example.markers[-1] == 0)
        example.markers.append(0 if hit is None else 1 if begins else 2)


def curl(pieces: Pieces, passage: Passage) -> None:
    """Straight quotation marks of a passage made curly, in place."""
    opened = False
    straight, single = pieces.vocab.index('"'), pieces.vocab.index("'")
    opening, closing, right = (pieces.vocab.index(c) for c in "“”’")
    for i, piece in enumerate(passage.ids):
        if piece == straight:
            passage.ids[i] = closing if opened else opening
            opened = not opened
        elif piece == single:
            passage.ids[i] = right
