"""The shared network at work: articles in, words with tags, trees, entities and attributions out. Each passage is encoded once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from audit.annotate.network import NetworkSettings, SharedNetwork
from audit.annotate.passages import Passage, Pieces
from audit.annotate.syntax import heads
from audit.annotate.tags import PassageTags, Table, Tagged, argument_spans, bio_spans

FORMAT = 2
PIECES = "word.weight"
"""The table of word pieces in a model file: two thirds of the smaller network's size, and never trained."""
BATCH_PIECES = 1300
"""Of an encoding: what fits into the caches; 4096 took a fifth longer."""
BATCH_WORDS = 1500
CALL = 60
"""What a batch costs beside its pieces or words, in these."""
CUES_TOGETHER = 16
"""Cues of one passage that are asked for their sources and contents together: what is looked at must fit into the caches, and memory."""
DIGITS = 4
"""Of a probability: what stands behind them depends on the processor."""
CUE = (0.4, 0.65)
MARKER = (0.5, 0.5)
"""How likely a word has to be to belong to a span, and one of its words for the span to count. The cue's are from PolNeAR dev (0.5 to 0.7
were tried: found F1 .756 .759 .758 .756, joint .708 .716 .721 .721 on 25 articles)."""


@dataclass
class Labels:
    """The names behind the numbers of the heads."""

    upos: list[str]
    feats: list[str]
    relations: list[str]
    entities: list[str]


@dataclass
class Text:
    """What is to be read: the text, its paragraphs, and for each sentence the spans of its words and of its tokens.

    Spans are (start, end) code points. A token of two words ("don't") is one entry of ``tokens`` and two of ``words``.
    """

    text: str
    paragraphs: list[tuple[int, int]]
    words: list[list[tuple[int, int]]] = field(default_factory=list)
    tokens: list[list[tuple[int, int]]] = field(default_factory=list)


@dataclass
class WordTags:
    """What the network says of one word; ``head`` counts from 1 within the sentence, 0 is the root."""

    upos: str
    feats: str
    head: int
    relation: str


@dataclass
class Reading:
    """What the network says of one text: words and BIOES entity tags by sentence, attributions and markers."""

    words: list[list[WordTags]] = field(default_factory=list)
    entities: list[list[str]] = field(default_factory=list)
    tags: PassageTags = field(default_factory=PassageTags)


class Places:
    """The pieces of one text in the order of the text, without separators and without repeated context."""

    def __init__(self, passages: Sequence[Passage], numbers: Sequence[int]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.rows: list[int] = []
        self.columns: list[int] = []
        for passage, row in zip(passages, numbers, strict=True):
            for column in range(passage.own_from, len(passage.ids)):
                start, end = passage.offsets[column]
                if start < end:
                    self.starts.append(start)
                    self.ends.append(end)
                    self.rows.append(row)
                    self.columns.append(column)

    def locate(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """(first, last) piece of each span, as indices of this object. A span that no piece touches takes the next piece, or the last."""
        from bisect import bisect_left, bisect_right

        out = []
        top = len(self.starts) - 1
        for start, end in spans:
            first = bisect_right(self.ends, start)
            last = bisect_left(self.starts, end) - 1
            first = min(first, top)
            out.append((first, min(max(first, last), top)))
        return out


class Precision(Enum):
    """What the layers of the network compute in; the heads always use float32."""

    FULL = "float32"
    BFLOAT16 = "bfloat16"
    INTEGERS = "eight-bit integers"


class Reader:
    """A trained network ready for use. Not safe to share between threads while reading."""

    def __init__(self, network: SharedNetwork, vocab: Sequence[str], labels: Labels, precision: Precision = Precision.FULL) -> None:
        self.network = network.eval().requires_grad_(False)
        if precision is Precision.BFLOAT16:
            self.network.encoder.bfloat16()
        elif precision is Precision.INTEGERS:
            self.network.narrow()
        self.pieces = Pieces(vocab)
        self.labels = labels

    @classmethod
    def load(cls, path: Path, precision: Precision = Precision.FULL) -> Reader:
        """Read a model file (tensors only, no code), and the file beside it that has its table of word pieces where it names one.

        Raises ``ValueError`` on another format.
        """
        stored = _stored(path)
        state: dict[str, Tensor] = stored["model"]
        if pieces := stored.get("pieces"):
            state[PIECES] = _stored(path.with_name(pieces))["model"][PIECES]
        network = SharedNetwork(NetworkSettings(**stored["settings"]))
        network.load_state_dict({key: value.float() for key, value in state.items()})
        return cls(network, stored["vocab"].split("\n"), Labels(**stored["labels"]), precision)

    @torch.inference_mode()
    def read(self, texts: Sequence[Text], syntax: bool = True) -> list[Reading]:
        """Read texts; passages of all of them are encoded together, those of similar length in one batch.

        Without ``syntax`` only attributions and markers are asked for.
        """
        out = [Reading() for _ in texts]
        cut = [self.pieces.passages(t.text, t.paragraphs) for t in texts]
        owners = [i for i, passages in enumerate(cut) for _ in passages]
        flat = [p for passages in cut for p in passages]
        found: list[PassageTags] = [PassageTags()] * len(flat)
        kept: dict[int, tuple[Tensor, Tensor]] = {}
        for batch in _batches([len(p.ids) for p in flat], BATCH_PIECES):
            passages = [flat[i] for i in batch]
            outputs = [o.float() for o in self.network(*self.pieces.batch(passages))]
            for i, tags in zip(batch, self._attributions(outputs[-1], passages), strict=True):
                found[i] = tags
            if syntax:
                trees, entities = self.network.for_trees(outputs), self.network.for_entities(outputs)
                for k, i in enumerate(batch):
                    n = len(flat[i].ids)
                    kept[i] = (trees[k, :n], entities[k, :n])
        for i, tags in enumerate(found):
            out[owners[i]].tags.attributions += tags.attributions
            out[owners[i]].tags.markers += tags.markers
        if syntax:
            self._syntax(texts, cut, kept, out)
        return out

    def _attributions(self, encoded: Tensor, passages: Sequence[Passage]) -> list[PassageTags]:
        cue_p, marker_p = (head(encoded).softmax(-1).numpy() for head in (self.network.cues[0], self.network.marker))
        return [self._passage(encoded[i, : len(p.ids)], cue_p[i], marker_p[i], p) for i, p in enumerate(passages)]

    def _passage(self, encoded: Tensor, cue_p: Table, marker_p: Table, passage: Passage) -> PassageTags:
        """What is attributed in one passage. ``encoded``: (pieces, width)."""
        words, offsets = passage.words(), passage.offsets
        starts = [w[0] for w in words]
        out = PassageTags()
        for s, e, score in bio_spans(marker_p[starts], *MARKER):
            if words[s][0] >= passage.own_from:
                out.markers.append((offsets[words[s][0]][0], offsets[words[e][1]][1], round(score, DIGITS)))
        cues = [(s, e, score) for s, e, score in bio_spans(cue_p[starts], *CUE) if words[s][0] >= passage.own_from]
        for some in (cues[i : i + CUES_TOGETHER] for i in range(0, len(cues), CUES_TOGETHER)):
            first, last = torch.tensor([words[s][0] for s, _, _ in some]), torch.tensor([words[e][1] for _, e, _ in some])
            labels = self.network.arguments(encoded, first, last)[:, starts].softmax(-1).numpy()
            for (s, e, score), found in zip(some, labels, strict=True):
                spans: dict[str, list[tuple[int, int]]] = {"source": [], "content": []}
                scores = {"source": 0.0, "content": 0.0}
                for role, a, b, sure in argument_spans(found):
                    spans[role].append((offsets[words[a][0]][0], offsets[words[b][1]][1]))
                    scores[role] = max(scores[role], round(sure, DIGITS))
                cue = (offsets[words[s][0]][0], offsets[words[e][1]][1])
                out.attributions.append(
                    Tagged(cue, spans["source"], spans["content"], round(score, DIGITS), scores["source"], scores["content"])
                )
        return out

    def _syntax(
        self, texts: Sequence[Text], cut: list[list[Passage]], kept: dict[int, tuple[Tensor, Tensor]], out: list[Reading]
    ) -> None:
        first = 0
        words: list[tuple[int, int, Tensor]] = []
        tokens: list[tuple[int, int, Tensor]] = []
        for i, (text, passages) in enumerate(zip(texts, cut, strict=True)):
            numbers = list(range(first, first + len(passages)))
            first += len(passages)
            out[i].words = [_unread(len(s)) for s in text.words]
            out[i].entities = [["O"] * len(s) for s in text.tokens]
            places = Places(passages, numbers)
            if not places.starts:  # nothing that the network knows as writing: private characters, U+FFFD
                continue
            rows = torch.tensor(places.rows)
            at = torch.tensor(places.columns)
            sizes = torch.tensor([0, *(len(p.ids) for p in passages)]).cumsum(0)
            where = sizes[rows - numbers[0]] + at
            trees = torch.cat([kept[n][0] for n in numbers])[where]
            entities = torch.cat([kept[n][1] for n in numbers])[where]
            words += [(i, k, _pairs(trees, places.locate(s))) for k, s in enumerate(text.words) if s]
            tokens += [(i, k, _pairs(entities, places.locate(s))) for k, s in enumerate(text.tokens) if s]
        for batch in _batches([len(w[2]) for w in words], BATCH_WORDS):
            for j, tags in zip(batch, self.trees([words[j][2] for j in batch]), strict=True):
                out[words[j][0]].words[words[j][1]] = tags
        for batch in _batches([len(t[2]) for t in tokens], BATCH_WORDS):
            for j, names in zip(batch, self.entities([tokens[j][2] for j in batch]), strict=True):
                out[tokens[j][0]].entities[tokens[j][1]] = names

    def trees(self, sentences: Sequence[Tensor]) -> list[list[WordTags]]:
        """Tags and trees of sentences, each given as (words, 2 × width)."""
        model, labels = self.network.trees, self.labels
        padded, _ = _padded(sentences)
        vectors = model.word(padded)
        upos, feats = model.upos(vectors).argmax(-1).tolist(), model.feats(vectors).argmax(-1).tolist()
        arcs, below, above = model.arcs(vectors)
        out = []
        found = [heads(arcs[i, : len(s), : len(s) + 1].numpy()) for i, s in enumerate(sentences)]
        pairs = [(i, k, h) for i, tree in enumerate(found) for k, h in enumerate(tree)]
        rows, places, tops = (torch.tensor(x) for x in zip(*pairs, strict=True))
        relations = model.relations(below[rows, places], above[rows, tops])
        root = labels.relations.index("root")
        relations[:, root] = torch.where(tops == 0, torch.inf, -torch.inf)
        best = iter(relations.argmax(-1).tolist())
        for i, tree in enumerate(found):
            out.append(
                [WordTags(labels.upos[upos[i][k]], labels.feats[feats[i][k]], h, labels.relations[next(best)]) for k, h in enumerate(tree)]
            )
        return out

    def entities(self, sentences: Sequence[Tensor]) -> list[list[str]]:
        """BIOES tags of sentences, each given as (tokens, 2 × width)."""
        model = self.network.entities
        padded, mask = _padded(sentences)
        best = model.best(model.tag(model.word(padded)), mask).tolist()
        return [[self.labels.entities[t] for t in row[: len(s)]] for row, s in zip(best, sentences, strict=True)]


def _stored(path: Path) -> dict[str, Any]:
    stored: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu", mmap=True)
    if stored.get("format") != FORMAT:
        raise ValueError(f"{path}: model of format {stored.get('format')!r}, this version reads {FORMAT}")
    return stored


def _unread(words: int) -> list[WordTags]:
    """Tags of a sentence without a single word piece: of no known part of speech, all under the first word."""
    return [WordTags("X", "_", 1, "dep") if k else WordTags("X", "_", 0, "root") for k in range(words)]


def _pairs(pieces: Tensor, places: Sequence[tuple[int, int]]) -> Tensor:
    return torch.cat([pieces[[a for a, _ in places]], pieces[[b for _, b in places]]], -1)


def _padded(sentences: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    mask = torch.zeros((len(sentences), max(map(len, sentences))), dtype=torch.bool)
    for i, s in enumerate(sentences):
        mask[i, : len(s)] = True
    return torch.nn.utils.rnn.pad_sequence(list(sentences), batch_first=True), mask


def _batches(sizes: Sequence[int], limit: int) -> Iterator[list[int]]:
    """Indices in batches of similar size whose padded sum stays within ``limit``, cut where padding and calls together cost least."""
    order = sorted(range(len(sizes)), key=lambda i: sizes[i])
    cost, begins = [0], [0]
    for end in range(1, len(order) + 1):
        longest = sizes[order[end - 1]]
        first = max(0, end - max(1, limit // max(1, longest)))
        least, begin = min((cost[at] + longest * (end - at) + CALL, at) for at in range(first, end))
        cost.append(least)
        begins.append(begin)
    cuts = [len(order)]
    while cuts[-1]:
        cuts.append(begins[cuts[-1]])
    yield from (order[begin:end] for end, begin in pairwise(cuts))
