"""The shared network at work: articles in, words with tags, trees, entities and attributions out. Each passage is encoded once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from audit.annotate.attributions import HOUSE, attributions
from audit.annotate.network import NetworkSettings, SharedNetwork
from audit.annotate.passages import Passage, Pieces
from audit.annotate.piece_index import PieceIndex
from audit.annotate.reading import Labels, Linked, Reading, Text, WordTags
from audit.annotate.syntax import heads
from audit.annotate.tags import PassageTags
from audit.domain.nominal import Syntax
from audit.lexicons import words as listed
from audit.lexicons.heads import spelled_heads

FORMAT = 3
PIECES = "word.weight"
"""The table of word pieces in a model file: two thirds of the smaller network's size, and never trained."""
BATCH_PIECES = 1300
"""Of an encoding: what fits into the caches; 4096 took a fifth longer."""
BATCH_WORDS = 1500
CALL = 60
"""What a batch costs beside its pieces or words, in these."""
LINK_DIGITS = 3
"""Of the probability of a link: with four, the last was another with two threads than with one (float32 on a Xeon with AVX-512)."""
LIKELY, KEPT_LINKS = 0.05, 8
"""Links that are less likely are left out, and more than so many of a word."""


class Precision(Enum):
    """What the layers of the network compute in; the heads always use float32."""

    FULL = "float32"
    BFLOAT16 = "bfloat16"
    INTEGERS = "eight-bit integers"


class Reader:
    """A trained network ready for use. Not safe to share between threads while reading."""

    def __init__(self, network: SharedNetwork, vocab: Sequence[str], labels: Labels, precision: Precision = Precision.FULL) -> None:
        self.network = network.eval().requires_grad_(False)
        self.network.links.widen()
        if precision is Precision.BFLOAT16:
            self.network.encoder.bfloat16()
        elif precision is Precision.INTEGERS:
            self.network.narrow()
        self.pieces = Pieces(vocab)
        self.labels = labels

    @classmethod
    def load(cls, path: Path, precision: Precision = Precision.FULL, network: type[SharedNetwork] = SharedNetwork) -> Reader:
        """Read a model file (tensors only, no code), and the file beside it that has its table of word pieces where it names one.

        ``network``: the class of the network that the file was written from. Raises ``ValueError`` on another format.
        """
        stored = _stored(path)
        state: dict[str, Tensor] = stored["model"]
        if pieces := stored.get("pieces"):
            state[PIECES] = _stored(path.with_name(pieces))["model"][PIECES]
        made = network(NetworkSettings(**stored["settings"]))
        made.load_state_dict({key: value.float() for key, value in state.items()})
        return cls(made, stored["vocab"].split("\n"), Labels(**stored["labels"]), precision)

    @torch.inference_mode()
    def read(self, texts: Sequence[Text], syntax: bool = True, convention: str = HOUSE) -> list[Reading]:
        """Read texts; passages of all of them are encoded together, those of similar length in one batch.

        Without ``syntax`` only attributions and what belongs to them are asked for. ``convention``: whose annotators' cues, sources and
        contents are wanted. Beside our own come those that only PolNeAR's would take; they are marked as no statements.
        """
        out = [Reading() for _ in texts]
        cut = [self.pieces.passages(t.text, t.paragraphs) for t in texts]
        owners = [i for i, passages in enumerate(cut) for _ in passages]
        flat = [p for passages in cut for p in passages]
        found: list[PassageTags] = [PassageTags()] * len(flat)
        kept: dict[int, tuple[Tensor, ...]] = {}
        for batch in _batches([len(p.ids) for p in flat], BATCH_PIECES):
            passages = [flat[i] for i in batch]
            outputs = [o.float() for o in self.network(*self.pieces.batch(passages))]
            for i, tags in zip(batch, attributions(self.network, outputs[-1], passages, convention), strict=True):
                found[i] = tags
            if syntax:
                mixed = [mix(outputs) for mix in (self.network.for_trees, self.network.for_entities, self.network.for_links)]
                for k, i in enumerate(batch):
                    kept[i] = tuple(one[k, : len(flat[i].ids)] for one in mixed)
        for i, tags in enumerate(found):
            out[owners[i]].tags += tags
        if syntax:
            self._syntax(texts, cut, kept, out)
        return out

    def _syntax(self, texts: Sequence[Text], cut: list[list[Passage]], kept: dict[int, tuple[Tensor, ...]], out: list[Reading]) -> None:
        first = 0
        words: list[tuple[int, int, Tensor]] = []
        named: list[tuple[int, int, Tensor]] = []
        linked: list[tuple[int, Tensor]] = []
        for i, (text, passages) in enumerate(zip(texts, cut, strict=True)):
            numbers = list(range(first, first + len(passages)))
            first += len(passages)
            out[i].words = [_unread(len(s)) for s in text.words]
            out[i].entities = [["O"] * len(s) for s in text.words]
            places = PieceIndex(passages, numbers)
            if not places.starts:  # nothing that the network knows as writing: private characters, U+FFFD
                continue
            rows = torch.tensor(places.rows)
            at = torch.tensor(places.columns)
            sizes = torch.tensor([0, *(len(p.ids) for p in passages)]).cumsum(0)
            where = sizes[rows - numbers[0]] + at
            trees, entities, links = (torch.cat([kept[n][k] for n in numbers])[where] for k in range(3))
            read = places.locate([w for s in text.words for w in s])
            words += [(i, k, rows) for k, rows in _by_sentence(_pairs(trees, read), text.words)]
            linked.append((i, _pairs(links, read)))
            named += [(i, k, rows) for k, rows in _by_sentence(_pairs(entities, read), text.words)]
        for batch in _batches([len(w[2]) for w in words], BATCH_WORDS):
            for j, tags in zip(batch, self.trees([words[j][2] for j in batch]), strict=True):
                out[words[j][0]].words[words[j][1]] = tags
        for batch in _batches([len(w[2]) for w in named], BATCH_WORDS):
            for j, names in zip(batch, self.entities([named[j][2] for j in batch]), strict=True):
                out[named[j][0]].entities[named[j][1]] = names
        for i, vectors in linked:
            sources = [place for tag in out[i].tags.attributions for place in tag.source]
            out[i].links = self.links(texts[i], out[i].words, vectors, sources)

    def links(self, text: Text, words: Sequence[Sequence[WordTags]], vectors: Tensor, sources: Sequence[tuple[int, int]]) -> Linked:
        """The words of a text that stand for the same. ``vectors``: (words of all sentences, 2 × width); ``sources``: code points.

        Asked for are names, pronouns for people, nouns that can head the description of a source, and what stands in ``sources``.
        """
        tags = [(tag, first) for first, some in zip(_firsts(words), words, strict=True) for tag in some]
        heads = [first + tag.head - 1 if tag.head else None for tag, first in tags]
        spans = [w for s in text.words for w in s]
        spelled = [text.text[slice(*span)].lower() for span in spans]
        inside = _inside(spans, sources)
        nominal = Syntax([t.upos for t, _ in tags], heads, [t.relation for t, _ in tags]).nominal()
        at = [i for i in nominal if i in inside or tags[i][0].upos == "PROPN" or spelled[i] in _speaking()]
        if len(at) < 2:
            return {}
        spelling = dict[str, int]()
        forms = [spelling.setdefault(spelled[i], len(spelling)) for i in at]
        table = self.network.links(vectors[at].double(), torch.tensor(at), torch.tensor(forms)).sigmoid().tril(-1)
        table = table + table.T
        best, which = table.topk(min(KEPT_LINKS, len(at)))
        return {
            at[k]: [(at[j], round(p, LINK_DIGITS)) for p, j in zip(row, others, strict=True) if p >= LIKELY]
            for k, (row, others) in enumerate(zip(best.tolist(), which.tolist(), strict=True))
            if row[0] >= LIKELY
        }

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
        """BIOES tags of sentences, each given as (words, 2 × width)."""
        model = self.network.entities
        padded, mask = _padded(sentences)
        best = model.best(model.tag(model.word(padded)), mask).tolist()
        return [[self.labels.entities[t] for t in row[: len(s)]] for row, s in zip(best, sentences, strict=True)]


def _stored(path: Path) -> dict[str, Any]:
    stored: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu", mmap=True)
    if stored.get("format") != FORMAT:
        raise ValueError(f"{path}: the model has format {stored.get('format')!r}, this version reads {FORMAT}")
    return stored


@cache
def _speaking() -> frozenset[str]:
    """Pronouns for people, and nouns for who speaks, in lower case."""
    return listed("phrases", "singular_people") | spelled_heads()


def _inside(spans: Sequence[tuple[int, int]], within: Sequence[tuple[int, int]]) -> set[int]:
    """The numbers of those of ``spans``, in the order of the text, that overlap one of ``within``."""
    ends = [end for _, end in spans]
    starts = [start for start, _ in spans]
    return {i for start, end in within for i in range(bisect_right(ends, start), bisect_left(starts, end))}


def _firsts(sentences: Sequence[Sequence[Any]]) -> list[int]:
    """The number of each sentence's first word."""
    return [0, *accumulate(map(len, sentences))][: len(sentences)]


def _unread(words: int) -> list[WordTags]:
    """Tags of a sentence without a single word piece: of no known part of speech, all under the first word."""
    return [WordTags("X", "_", 1, "dep") if k else WordTags("X", "_", 0, "root") for k in range(words)]


def _pairs(pieces: Tensor, places: Sequence[tuple[int, int]]) -> Tensor:
    """The vectors of the first and the last piece of each of n places, behind each other: (n, 2 × width)."""
    return pieces[torch.tensor(places, dtype=torch.long).view(-1, 2)].flatten(1)


def _by_sentence(rows: Tensor, sentences: Sequence[Sequence[Any]]) -> Iterator[tuple[int, Tensor]]:
    """The rows of each sentence that has any, with its number."""
    return ((k, part) for k, part in enumerate(rows.split([len(s) for s in sentences])) if len(part))


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
