"""The shared network at work: articles in, words with tags, trees, entities and attributions out. Each passage is encoded once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from audit.annotate.network import CONVENTIONS, NetworkSettings, SharedNetwork
from audit.annotate.passages import Passage, Pieces
from audit.annotate.syntax import heads
from audit.annotate.tags import PHRASES, PassageTags, Table, Tagged, argument_spans, bio_spans, expected_overlap
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
CUES_TOGETHER = 16
"""Cues of one passage that are asked for their sources and contents together: what is looked at must fit into the caches, and memory."""
DIGITS = 4
"""Of a probability: what stands behind them depends on the processor."""
LINK_DIGITS = 3
"""Of the probability of a link: with four, the last was another with two threads than with one (float32 on a Xeon with AVX-512)."""
SCORE_DIGITS = 2
"""Of a score that is no probability yet: up to ten, where the fourth digit depends on the number of threads (Xeon with AMX)."""
CUE = (0.4, 0.65)
MARKER = (0.5, 0.5)
PHRASE = {"marker": (0.5, 0.5), "reason": (0.5, 0.5), "basis": (0.4, 0.4), "uncued": (0.5, 0.5)}
"""How likely a word has to be to belong to a span, and one of its words for the span to count. The cue's are from PolNeAR dev (0.5 to 0.7
were tried: found F1 .756 .759 .758 .756, joint .708 .716 .721 .721 on 25 articles)."""
LIKELY, KEPT_LINKS = 0.05, 8
"""Links that are less likely are left out, and more than so many of a word."""
HOUSE, POLNEAR = "house", "polnear"
_BESIDE = {HOUSE: (POLNEAR,), POLNEAR: (HOUSE,), "gum": (), "propbank": ()}
"""The conventions whose cues are looked at beside those that are wanted: to find what only PolNeAR's annotators would take for one."""


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


class PieceIndex:
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
        out = []
        top = len(self.starts) - 1
        for start, end in spans:
            first = bisect_right(self.ends, start)
            last = bisect_left(self.starts, end) - 1
            first = min(first, top)
            out.append((first, min(max(first, last), top)))
        return out


@dataclass(frozen=True)
class _Cue:
    """First and last word of a cue in its passage, its score, and whether our own annotators would take it for one."""

    first: int
    last: int
    score: float
    ours: bool = True


class _Words:
    """The words of a passage: ``bounds`` are the first and last piece of each, ``starts`` the first."""

    def __init__(self, passage: Passage) -> None:
        self.bounds = passage.words()
        self.starts = [a for a, _ in self.bounds]
        self._offsets = passage.offsets
        self._own_from = passage.own_from

    def spans(self, table: Table, limits: tuple[float, float]) -> list[_Cue]:
        """Spans of a (pieces, 3) table of O, B, I that do not begin in repeated context."""
        return [_Cue(*found) for found in bio_spans(table[self.starts], *limits) if self.starts[found[0]] >= self._own_from]

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Code points of the words ``first`` to ``last``."""
        return self._offsets[self.bounds[first][0]][0], self._offsets[self.bounds[last][1]][1]

    def placed(self, spans: Sequence[_Cue]) -> list[tuple[int, int, float]]:
        return [(*self.place(one.first, one.last), round(one.score, DIGITS)) for one in spans]


def _shared_out(found: dict[str, list[_Cue]], convention: str) -> list[tuple[_Cue, int]]:
    """The cues to ask for what belongs to them, each with the number of the convention to ask in."""

    def without(cues: Sequence[_Cue], others: Sequence[_Cue]) -> list[_Cue]:
        return [replace(c, ours=False) for c in cues if not any(c.first <= o.last and o.first <= c.last for o in others)]

    cues = {convention: found[convention]}
    if convention == HOUSE:
        cues[POLNEAR] = without(found[POLNEAR], found[HOUSE])
    elif convention == POLNEAR:
        alone = {(c.first, c.last) for c in without(found[POLNEAR], found[HOUSE])}
        cues[POLNEAR] = [replace(c, ours=(c.first, c.last) not in alone) for c in found[POLNEAR]]
    return [(cue, CONVENTIONS.index(name)) for name, some in cues.items() for cue in some]


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
            for i, tags in zip(batch, self._attributions(outputs[-1], passages, convention), strict=True):
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

    def _attributions(self, encoded: Tensor, passages: Sequence[Passage], convention: str) -> list[PassageTags]:
        network = self.network
        cues = {name: network.cues[CONVENTIONS.index(name)](encoded).softmax(-1).numpy() for name in (convention, *_BESIDE[convention])}
        marker_p = network.marker(encoded).softmax(-1).numpy()
        phrases = network.phrases(encoded).unflatten(-1, (len(PHRASES), -1)).softmax(-1).numpy()
        out = []
        for i, passage in enumerate(passages):
            words = _Words(passage)
            tags = PassageTags(markers=words.placed(words.spans(marker_p[i], MARKER)))
            for k, name in enumerate(PHRASES):
                tags.phrases[name] = words.placed(words.spans(phrases[i, :, k], PHRASE[name]))
            found = {name: words.spans(table[i], CUE) for name, table in cues.items()}
            self._arguments(encoded[i, : len(passage.ids)], words, _shared_out(found, convention), tags)
            out.append(tags)
        return out

    def _arguments(self, encoded: Tensor, words: _Words, cues: Sequence[tuple[_Cue, int]], tags: PassageTags) -> None:
        """Add to ``tags`` what belongs to the cues of one passage. ``encoded``: (pieces, width)."""
        bounds = words.bounds
        for some in (cues[i : i + CUES_TOGETHER] for i in range(0, len(cues), CUES_TOGETHER)):
            asked = torch.tensor([(bounds[c.first][0], bounds[c.last][1], convention) for c, convention in some])
            labels = self.network.arguments(encoded, *asked.T)[:, words.starts].softmax(-1).numpy()
            for (cue, _), found in zip(some, labels, strict=True):
                spans: dict[str, list[tuple[int, int]]] = {"source": [], "content": []}
                content: list[tuple[int, int]] = []
                sure_of_source = 0.0
                for role, a, b, sure in argument_spans(found):
                    spans[role].append(words.place(a, b))
                    if role == "content":
                        content.append((a, b))
                    else:
                        sure_of_source = max(sure_of_source, round(sure, DIGITS))
                        answers = self.answers(encoded[words.starts[a : b + 1]])
                        tags.answers |= {words.place(k, k): row for k, row in enumerate(answers, a)}
                place, score = words.place(cue.first, cue.last), round(cue.score, DIGITS)
                sure_of_content = round(expected_overlap(found, content), DIGITS) if content else 0.0
                tags.attributions.append(Tagged(place, spans["source"], spans["content"], score, sure_of_source, sure_of_content, cue.ours))

    def answers(self, words: Tensor) -> list[list[float]]:
        """The scores of the answers to all of ``AXES``. ``words``: (n, width). In double precision: else the number of threads shows."""
        head = self.network.axes
        scores = torch.nn.functional.linear(words.double(), head.weight.double(), head.bias.double())
        return [[round(x, SCORE_DIGITS) for x in row] for row in scores.tolist()]

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
