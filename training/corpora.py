"""The corpora as one kind of document, and documents as passages with labels for the shared network."""

from __future__ import annotations

import csv
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from audit.annotate.network import CONVENTIONS
from audit.annotate.paragraphs import paragraph_spans
from audit.annotate.passages import PASSAGE, Passage, Pieces
from audit.annotate.reader import Labels, Places
from training.common import DATA, WORK
from training.syntax import KEPT_FEATS, sentences

NC_GENRES = {"fiction", "whow", "podcast", "letter", "essay"}


@dataclass
class Words:
    """The words of one sentence, (start, end) each, with labels: columns of numbers, one list a kind."""

    spans: list[tuple[int, int]]
    labels: dict[str, list]


@dataclass
class Document:
    text: str
    paragraphs: list[tuple[int, int]]
    sentences: list[Words] = field(default_factory=list)
    attributions: list[dict] | None = None
    convention: int = 0
    markers: list[tuple[int, int]] | None = None


@dataclass
class Example:
    """A passage with its labels: sentences as (first, last) pieces a word; cue tags by word piece that starts a word; for each cue
    (first, last piece) the argument labels by word; marker tags by word."""

    passage: Passage
    sentences: list[tuple[list[tuple[int, int]], dict[str, list]]]
    words: list[int]
    cues: list[int]
    asked: list[tuple[int, int, list[int]]]
    convention: int
    markers: list[int]


def read(name: str) -> list[dict]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").split("\n") if line.strip()]


def features(value: str) -> str:
    return "|".join(f for f in value.split("|") if f.split("=")[0] in KEPT_FEATS)


def treebank(paths: list[Path]) -> list[Document]:
    """Documents of some fifty sentences; labels are strings (upos, feats, relation) and heads counted from 1."""
    out: list[Document] = []
    for path in paths:
        document = Document("", [])
        for fresh, rows in sentences(path):
            if fresh and len(document.sentences) > 50:
                out.append(document)
                document = Document("", [])
            if fresh or not document.paragraphs:
                document.text += "\n\n" if document.text else ""
                document.paragraphs.append((len(document.text), len(document.text)))
            words = Words([], {"upos": [], "feats": [], "relation": [], "head": []})
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
                for key, column in (("upos", 3), ("relation", 7)):
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


def house_parts() -> dict[str, list[dict]]:
    """Our own annotations: "train", which the networks learn from; "calibration", which no network has seen, for thresholds and for whatever is
    fitted to what the networks say; and "dev", to measure on."""
    lines = read("house/train.jsonl")
    kept = [i % 7 == 3 for i in range(len(lines))]
    return {
        "train": [line for line, apart in zip(lines, kept, strict=True) if not apart],
        "calibration": [line for line, apart in zip(lines, kept, strict=True) if apart],
        "dev": read("house/dev.jsonl"),
    }


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
    for document in documents:
        limit = PASSAGE if rng is None else rng.randint(PASSAGE // 3, PASSAGE)
        passages = pieces.passages(document.text, document.paragraphs, limit)
        done = 0
        for passage in passages:
            example = Example(passage, [], [], [], [], document.convention, [])
            if document.sentences:
                places = Places([passage], [0])
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
            if rng is not None and rng.random() < 1 / 3:
                curl(pieces, passage)
            if example.sentences or example.cues or example.markers:
                yield example


def _attributed(example: Example, bounds: list[tuple[int, int]], found: list[dict]) -> None:
    passage = example.passage
    starts = [passage.offsets[a][0] for a, _ in bounds]
    ends = [passage.offsets[b][1] for _, b in bounds]

    def inside(span: list[int]) -> list[int]:
        return [k for k in range(len(starts)) if starts[k] < span[1] and ends[k] > span[0]]

    example.words = [a for a, _ in bounds]
    example.cues = [0] * len(bounds)
    for a in found:
        if not a["cue"] or not (starts[0] <= a["cue"][0][0] < ends[-1]):
            continue
        words = inside(a["cue"][0])
        if not words:
            continue
        for k in words:
            example.cues[k] = 2
        example.cues[words[0]] = 1
        labels = [0] * len(bounds)
        for role, begin in (("content", 3), ("source", 1)):
            for span in a[role]:
                for n, k in enumerate(inside(span)):
                    labels[k] = begin + (n > 0)
        example.asked.append((bounds[words[0]][0], bounds[words[-1]][1], labels))


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

