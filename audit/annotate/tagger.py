"""The attribution tagger: cues over a passage, then for each cue the words of its source and of its content.

One encoder (six layers, started from MiniLM) reads a passage of whole paragraphs. A first head tags cues, a second anonymity markers.
A third is asked once a cue and labels every word as source or content *of that cue*, so nested, crossing and split attributions come out
joined, and there is nothing left to link. Labels are BIO over words; a word is a word piece and the ``##`` pieces behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from torch import Tensor, nn

FORMAT = 1
BIO = ("O", "B", "I")
ARGUMENTS = ("O", "B-source", "I-source", "B-content", "I-content")
CASES = 5  # lower, Capitalised, UPPER, not a letter, mixed
BUCKETS = 32
PASSAGE = 320


@dataclass(frozen=True)
class TaggerSettings:
    """Sizes of the network; kept in the model file."""

    vocab: int = 30522
    width: int = 384
    heads: int = 12
    inner: int = 1536
    layers: int = 6
    positions: int = 512
    pair: int = 256
    dropout: float = 0.1


@dataclass
class Passage:
    """Word pieces of some neighbouring paragraphs. ``offsets`` are code points into the article, (0, 0) for separators."""

    ids: list[int]
    cases: list[int]
    starts: list[bool]
    offsets: list[tuple[int, int]]
    own_from: int = 0
    """Pieces before this one are context that an earlier passage has answered for."""


@dataclass
class Tagged:
    """One cue with what belongs to it; spans are (start, end) code points, scores probabilities."""

    cue: tuple[int, int]
    source: list[tuple[int, int]]
    content: list[tuple[int, int]]
    cue_score: float
    source_score: float
    content_score: float


@dataclass
class PassageTags:
    """All that the tagger says of a passage."""

    attributions: list[Tagged] = field(default_factory=list)
    markers: list[tuple[int, int, float]] = field(default_factory=list)


def make_tokenizer(vocab: Sequence[str]) -> Tokenizer:
    """BERT's uncased word pieces over ``vocab``; offsets refer to the text as given."""
    tokenizer = Tokenizer(WordPiece({piece: i for i, piece in enumerate(vocab)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


def case_of(word: str) -> int:
    if not any(c.isalpha() for c in word):
        return 3
    if word.islower():
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[0].isupper() and (len(word) == 1 or word[1:].islower()) else 4


def bucket(distance: Tensor) -> Tensor:
    """Signed, logarithmic distance in ``BUCKETS`` steps; 0 falls in the middle."""
    size = torch.log2(distance.abs().float() + 1) * 1.75
    return (BUCKETS // 2 + torch.sign(distance) * size.clamp(max=BUCKETS // 2 - 1).round().long()).clamp(0, BUCKETS - 1)


class AttributionTagger(nn.Module):
    """The network. ``forward`` gives the encoded pieces; the heads are asked separately."""

    def __init__(self, settings: TaggerSettings) -> None:
        super().__init__()
        s = self.settings = settings
        self.word = nn.Embedding(s.vocab, s.width)
        self.position = nn.Embedding(s.positions, s.width)
        self.case = nn.Embedding(CASES, s.width)
        self.norm = nn.LayerNorm(s.width, eps=1e-12)
        self.dropout = nn.Dropout(s.dropout)
        layer = nn.TransformerEncoderLayer(s.width, s.heads, s.inner, s.dropout, activation="gelu", layer_norm_eps=1e-12, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, s.layers, enable_nested_tensor=False)
        self.cue = nn.Linear(s.width, len(BIO))
        self.marker = nn.Linear(s.width, len(BIO))
        self.of_word = nn.Linear(s.width, 2 * s.pair)
        self.of_cue = nn.Linear(2 * s.width, 2 * s.pair)
        self.distance = nn.Embedding(BUCKETS, s.pair)
        self.argument = nn.Linear(2 * s.pair, len(ARGUMENTS))
        nn.init.zeros_(self.case.weight)

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> Tensor:
        """``ids``, ``cases``: (batch, pieces) of long; ``mask``: the same, True where there is a piece. Returns (batch, pieces, width)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(places)[None] + self.case(cases)
        x = self.dropout(self.norm(x))
        out: Tensor = self.encoder(x, src_key_padding_mask=~mask)
        return out

    def arguments(self, encoded: Tensor, row: Tensor, start: Tensor, end: Tensor) -> Tensor:
        """Labels of every piece for each of n cues. ``row``, ``start``, ``end`` (inclusive): (n,). Returns (n, pieces, 5) logits."""
        a, b = self.of_word(encoded).chunk(2, -1)
        cue = torch.cat([encoded[row, start], encoded[row, end]], -1)
        c, d = self.of_cue(cue).chunk(2, -1)
        places = torch.arange(encoded.shape[1], device=encoded.device)[None]
        away = torch.where(places < start[:, None], places - start[:, None], (places - end[:, None]).clamp(min=0))
        z = torch.nn.functional.gelu(a[row] + c[:, None] + self.distance(bucket(away)))
        logits: Tensor = self.argument(self.dropout(torch.cat([z, b[row] * d[:, None]], -1)))
        return logits


class Tagger:
    """A trained tagger ready for use. Not safe to share between threads while tagging."""

    def __init__(self, network: AttributionTagger, vocab: Sequence[str]) -> None:
        self.network = network.eval()
        self.vocab = list(vocab)
        self.tokenizer = make_tokenizer(vocab)
        self._cls, self._sep, self._pad = (self.vocab.index(p) for p in ("[CLS]", "[SEP]", "[PAD]"))

    @classmethod
    def load(cls, path: Path) -> Tagger:
        """Read a model file (tensors only, no code). Raises ``ValueError`` on another format."""
        stored: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu")
        if stored.get("format") != FORMAT:
            raise ValueError(f"{path}: attribution model of format {stored.get('format')!r}, this version reads {FORMAT}")
        network = AttributionTagger(TaggerSettings(**stored["settings"]))
        network.load_state_dict({key: value.float() for key, value in stored["model"].items()})
        return cls(network, stored["vocab"].split("\n"))

    def pieces(self, text: str, start: int, end: int) -> Passage:
        """The word pieces of ``text[start:end]``, without separators."""
        encoding = self.tokenizer.encode(text[start:end], add_special_tokens=False)
        out = Passage([], [], [], [])
        for piece, (s, e), token in zip(encoding.ids, encoding.offsets, encoding.tokens, strict=True):
            first = not token.startswith("##")
            out.ids.append(piece)
            out.cases.append(case_of(text[start + s : start + e]) if first else out.cases[-1] if out.cases else 0)
            out.starts.append(first)
            out.offsets.append((start + s, start + e))
        return out

    def passages(self, text: str, paragraphs: Sequence[tuple[int, int]], limit: int = PASSAGE) -> list[Passage]:
        """Pack paragraphs into passages of at most ``limit`` pieces; the last short paragraph of one is the context of the next."""
        parts = [self.pieces(text, s, e) for s, e in paragraphs]
        out: list[Passage] = []
        current: Passage | None = None
        last: Passage | None = None
        for part in (piece for p in parts for piece in split_long(p, limit - 2)):
            if current is None or len(current.ids) + len(part.ids) + 1 > limit:
                if current is not None:
                    out.append(current)
                current = Passage([self._cls], [3], [False], [(0, 0)])
                if last is not None and len(last.ids) + len(part.ids) + 3 <= limit and len(last.ids) <= limit // 3:
                    self._append(current, last)
                current.own_from = len(current.ids)
            self._append(current, part)
            last = part
        if current is not None:
            out.append(current)
        return out

    def _append(self, to: Passage, part: Passage) -> None:
        to.ids += [*part.ids, self._sep]
        to.cases += [*part.cases, 3]
        to.starts += [*part.starts, False]
        to.offsets += [*part.offsets, (0, 0)]

    def batch(self, passages: Sequence[Passage]) -> tuple[Tensor, Tensor, Tensor]:
        """Pad to (batch, longest): ids, cases, mask."""
        width = max(len(p.ids) for p in passages)
        ids = torch.full((len(passages), width), self._pad, dtype=torch.long)
        cases = torch.full((len(passages), width), 3, dtype=torch.long)
        mask = torch.zeros((len(passages), width), dtype=torch.bool)
        for i, p in enumerate(passages):
            n = len(p.ids)
            ids[i, :n], cases[i, :n], mask[i, :n] = torch.tensor(p.ids), torch.tensor(p.cases), True
        return ids, cases, mask

    @torch.inference_mode()
    def tag(self, passages: Sequence[Passage], cue_threshold: float = 0.5) -> list[PassageTags]:
        """Tag passages of similar length together. A cue counts where it is likelier than ``cue_threshold``."""
        if not passages:
            return []
        encoded = self.network(*self.batch(passages))
        cue_p, marker_p = self.network.cue(encoded).softmax(-1), self.network.marker(encoded).softmax(-1)
        out = [PassageTags() for _ in passages]
        cues: list[tuple[int, int, int, float]] = []
        for i, p in enumerate(passages):
            words = word_bounds(p)
            starts = [w[0] for w in words]
            for s, e, score in bio_spans(cue_p[i, starts], cue_threshold):
                if words[s][0] >= p.own_from:
                    cues.append((i, words[s][0], words[e][1], score))
            for s, e, score in bio_spans(marker_p[i, starts], 0.5):
                if words[s][0] >= p.own_from:
                    out[i].markers.append((p.offsets[words[s][0]][0], p.offsets[words[e][1]][1], score))
        if not cues:
            return out
        row, start, end = (torch.tensor([c[k] for c in cues]) for k in range(3))
        labels = self.network.arguments(encoded, row, start, end).softmax(-1)
        for k, (i, s, e, score) in enumerate(cues):
            p = passages[i]
            words = word_bounds(p)
            spans = argument_spans(labels[k, [w[0] for w in words]])
            found: dict[str, list[tuple[int, int]]] = {"source": [], "content": []}
            scores: dict[str, list[float]] = {"source": [], "content": []}
            for role, a, b, sure in spans:
                found[role].append((p.offsets[words[a][0]][0], p.offsets[words[b][1]][1]))
                scores[role].append(sure)
            out[i].attributions.append(
                Tagged(
                    (p.offsets[s][0], p.offsets[e][1]),
                    found["source"],
                    found["content"],
                    score,
                    max(scores["source"], default=0.0),
                    max(scores["content"], default=0.0),
                )
            )
        return out


def split_long(part: Passage, limit: int) -> Iterable[Passage]:
    """Cut a paragraph of more than ``limit`` pieces at words, so that each part fits a passage."""
    start = 0
    while start < len(part.ids):
        end = min(start + limit, len(part.ids))
        while end < len(part.ids) and end > start + 1 and not part.starts[end]:
            end -= 1
        yield Passage(part.ids[start:end], part.cases[start:end], part.starts[start:end], part.offsets[start:end])
        start = end


def word_bounds(p: Passage) -> list[tuple[int, int]]:
    """(first piece, last piece) of each word of a passage, separators left out."""
    out: list[tuple[int, int]] = []
    for i, first in enumerate(p.starts):
        if first:
            out.append((i, i))
        elif out and p.offsets[i] != (0, 0) and out[-1][1] == i - 1:
            out[-1] = (out[-1][0], i)
    return out


def bio_spans(probabilities: Tensor, threshold: float) -> list[tuple[int, int, float]]:
    """Spans (first word, last word, mean probability) of a (words, 3) table of O, B, I; a span starts where O is unlikely enough."""
    p = probabilities.tolist()
    out: list[tuple[int, int, float]] = []
    current: list[float] | None = None
    for i, (outside, begin, inside) in enumerate(p):
        if 1 - outside < threshold:
            current = None
        elif current is None or begin > inside:
            current = [1 - outside]
            out.append((i, i, 1 - outside))
        else:
            current.append(1 - outside)
            out[-1] = (out[-1][0], i, sum(current) / len(current))
    return out


def argument_spans(probabilities: Tensor) -> list[tuple[str, int, int, float]]:
    """Spans (role, first word, last word, mean probability) of a (words, 5) table of ``ARGUMENTS``."""
    out: list[tuple[str, int, int, float]] = []
    best = probabilities.argmax(-1).tolist()
    p = probabilities.tolist()
    current: list[float] = []
    for i, label in enumerate(best):
        if label == 0:
            current = []
            continue
        role, begins = ("source" if label < 3 else "content"), label in (1, 3)
        sure = sum(p[i][1:3]) if role == "source" else sum(p[i][3:5])
        if current and not begins and out[-1][0] == role:
            current.append(sure)
            out[-1] = (role, out[-1][1], i, sum(current) / len(current))
        else:
            current = [sure]
            out.append((role, i, i, sure))
    return out
