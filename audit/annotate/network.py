"""The shared network: one encoder that reads a passage once, and a head for each thing that is asked of it.

Six layers, started from MiniLM. Tags, trees and entities are asked of words (first and last piece of each), through a learned mix of the
layers' outputs, since each task reads best at its own depth. Attribution asks the last layer: a first head tags cues, a second anonymity
markers, and a third is asked once a cue and labels every word as source or content *of that cue*, so nested, crossing and split
attributions come out joined, and there is nothing left to link.

Trees: biaffine arcs and labels (Dozat & Manning 2017). Entities: a linear chain over BIOES tags.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from audit.annotate.passages import CASES
from audit.annotate.tags import PHRASES
from audit.domain.annotation import AXES

BIO = ("O", "B", "I")
ARGUMENTS = ("O", "B-source", "I-source", "B-content", "I-content")
BUCKETS = 32
AT_ONCE = 128
"""Words whose relations are scored together: what lies between the two products is forty times as large, and has to fit into a cache."""
ROWS_AT_ONCE = 32
"""Words whose links to all before them are scored together, for the same reason: 128 took three times as long."""
FEWEST_ROWS = 544
"""With fewer (up to 502 of those tried on a Xeon with AMX) torch adds up 1,536 products in bfloat16 in as many parts as it has threads, and
what comes out depends on their number."""
CONVENTIONS = ("polnear", "gum", "propbank", "house")
"""Corpora that disagree on what a cue and its content are. Articles are read as our own annotators would ("house")."""


@dataclass(frozen=True)
class NetworkSettings:
    """Sizes of the network; kept in the model file."""

    upos: int
    feats: int
    relations: int
    entities: int
    vocab: int = 30522
    width: int = 384
    heads: int = 12
    inner: int = 1536
    layers: int = 6
    positions: int = 512
    pair: int = 256
    arc: int = 256
    label: int = 128
    link: int = 128
    dropout: float = 0.1


def bucket(distance: Tensor) -> Tensor:
    """Signed, logarithmic distance in ``BUCKETS`` steps; 0 falls in the middle."""
    size = torch.log2(distance.abs().float() + 1) * 1.75
    return (BUCKETS // 2 + torch.sign(distance) * size.clamp(max=BUCKETS // 2 - 1).round().long()).clamp(0, BUCKETS - 1)


class Narrow(nn.Module):
    """A linear map in integers: weights with a scale a row of theirs, inputs in eight bits, sums in 32.

    ``by_word``: the inputs have a scale a row, too, else one a call. One word with large numbers takes the precision from all others that
    share its scale: on 20 articles of house the squared error of the last layer is .002 of its size with a scale a word in the two wide
    maps of each layer, .010 with one for all everywhere; in the other two maps it earns nothing.

    Weights have eight bits where the processor adds up products in 32 bits (VNNI). Others add two in 16, where eight bits in both would
    overflow, and have seven.
    """

    def __init__(self, weight: Tensor, bias: Tensor, by_word: bool = False) -> None:
        super().__init__()
        largest = 127 if processor_has("vnni") else 63
        scale = weight.detach().abs().amax(1).clamp(min=1e-8).double() / largest
        with warnings.catch_warnings():  # torch means to drop quantized tensors one day: ``can_narrow``
            warnings.simplefilter("ignore", UserWarning)
            rows = torch.quantize_per_channel(weight.detach(), scale, torch.zeros(len(weight), dtype=torch.long), 0, torch.qint8)
        self._packed = torch.ops.quantized.linear_prepack(rows, None if by_word else bias.detach())
        self._bias = bias.detach() if by_word else None

    def forward(self, x: Tensor) -> Tensor:
        """``x``: (…, inputs) to (…, outputs)."""
        if self._bias is None:
            out: Tensor = torch.ops.quantized.linear_dynamic(x, self._packed, False)
            return out
        size = x.abs().amax(-1, keepdim=True).clamp_(min=1e-8)
        scaled: Tensor = torch.ops.quantized.linear_dynamic(x / size, self._packed, False)
        return scaled.mul_(size).add_(self._bias)


def _narrowed(wide: nn.Module) -> Narrow:
    assert isinstance(wide, nn.Linear)
    return Narrow(wide.weight, wide.bias)


def can_narrow() -> bool:
    """Whether this torch, on this processor, has quick integers: AVX2 at least, and what ``Narrow`` is made of."""
    there = hasattr(torch, "quantize_per_channel") and hasattr(torch.ops.quantized, "linear_dynamic")
    return there and processor_has("avx2")


def processor_has(what: str) -> bool:
    """Whether torch says that this processor has ``avx2``, ``avx512_bf16`` or ``amx_tile``; no where this torch cannot be asked.

    The questions are torch's own and private: a version without them computes more slowly, and nothing breaks.
    """
    return bool(getattr(torch.cpu, f"_is_{what}_supported", bool)())


class Layer(nn.TransformerEncoderLayer):
    """Torch's layer with a forward of its own: the fused one of torch reads float32 only and is slower where there is padding."""

    narrowed: tuple[Narrow, Narrow, Narrow, Narrow] | None = None

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:  # type: ignore[override]
        """``x``: (batch, pieces, width); ``mask``: what each piece sees, as ``SharedNetwork.seen`` gives it."""
        batch, pieces, width = x.shape
        heads = self.self_attn.num_heads
        attend, gather, widen, back = self.narrowed or (self._joined, self.self_attn.out_proj, self.linear1, self._back)
        q, k, v = attend(x).view(batch, pieces, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
        seen = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.dropout1(gather(seen.transpose(1, 2).reshape(batch, pieces, width))))
        out: Tensor = self.norm2(x + self.dropout2(back(nn.functional.gelu(widen(x)))))
        return out

    def _back(self, x: Tensor) -> Tensor:
        """``linear2``, with as many rows as it takes for its sums not to be shared out among threads."""
        rows = x.flatten(0, 1)
        if x.dtype == torch.bfloat16 and len(rows) < FEWEST_ROWS:
            rows = nn.functional.pad(rows, (0, 0, 0, FEWEST_ROWS - len(rows)))
        out: Tensor = self.linear2(rows)[: x.shape[0] * x.shape[1]]
        return out.view(*x.shape[:2], -1)

    def _joined(self, x: Tensor) -> Tensor:
        return nn.functional.linear(x, self.self_attn.in_proj_weight, self.self_attn.in_proj_bias)

    def narrow(self) -> None:
        """From now on the four linear maps are done in integers."""
        a = self.self_attn
        self.narrowed = (
            Narrow(a.in_proj_weight, a.in_proj_bias),
            Narrow(a.out_proj.weight, a.out_proj.bias),
            Narrow(self.linear1.weight, self.linear1.bias, by_word=True),
            Narrow(self.linear2.weight, self.linear2.bias, by_word=True),
        )
        for part in (a.in_proj_weight, a.out_proj.weight, self.linear1.weight, self.linear2.weight):
            part.data = part.data.new_empty(0)  # the memory of the wide ones


class Mix(nn.Module):
    """A weighted sum of the outputs of all layers."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.linspace(-1, 1, layers))
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, outputs: list[Tensor]) -> Tensor:
        weights = self.weight.softmax(0) * self.scale
        out = outputs[0] * weights[0]
        for weight, layer in zip(weights[1:], outputs[1:], strict=True):
            out = out + weight * layer
        return out


class Trees(nn.Module):
    """Tags and trees over word vectors of shape (words, 2 × width) or (sentences, words, 2 × width)."""

    def __init__(self, s: NetworkSettings) -> None:
        super().__init__()
        self.narrowed: Narrow | None = None
        self.word = nn.Sequential(nn.Linear(2 * s.width, s.width), nn.GELU(), nn.Dropout(s.dropout))
        self.upos = nn.Linear(s.width, s.upos)
        self.feats = nn.Linear(s.width, s.feats)
        self.dependent = nn.Sequential(nn.Linear(s.width, s.arc + s.label), nn.GELU(), nn.Dropout(0.25))
        self.head = nn.Sequential(nn.Linear(s.width, s.arc + s.label), nn.GELU(), nn.Dropout(0.25))
        self.root = nn.Parameter(torch.zeros(s.width))
        self.arc = nn.Parameter(torch.empty(s.arc + 1, s.arc))
        self.relation = nn.Parameter(torch.empty(s.relations, s.label + 1, s.label + 1))
        self.near = nn.Embedding(BUCKETS, 1)
        self._arc = s.arc
        nn.init.xavier_uniform_(self.arc)
        nn.init.normal_(self.relation, std=0.02)
        nn.init.zeros_(self.near.weight)

    def arcs(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """``words``: (sentences, words, width) from ``word``. Returns arc scores (sentences, words, heads), head 0 being the root,
        and the label vectors of dependents and heads."""
        n, t, _ = words.shape
        heads = self.head(torch.cat([self.root.expand(n, 1, -1), words], 1))
        below = self.dependent(words)
        a, b = below[..., : self._arc], heads[..., : self._arc]
        scores = (torch.cat([a, torch.ones_like(a[..., :1])], -1) @ self.arc) @ b.transpose(1, 2)
        places = torch.arange(t + 1, device=words.device)
        away = self.near(bucket(places[None, :] - places[1:, None]))[..., 0]
        away = torch.cat([torch.zeros_like(away[:, :1]), away[:, 1:]], 1)
        return scores + away, below[..., self._arc :], heads[..., self._arc :]

    def relations(self, below: Tensor, above: Tensor) -> Tensor:
        """Scores of each relation for pairs of label vectors: (n, label) twice to (n, relations)."""
        a, b = (torch.split(torch.cat([x, torch.ones_like(x[..., :1])], -1), AT_ONCE) for x in (below, above))
        if self.narrowed is not None:
            shape = -1, *self.relation.shape[:2]
            return torch.cat([self.narrowed(x).view(shape).mul_(y[:, None]).sum(-1) for x, y in zip(a, b, strict=True)])
        return torch.cat([((x @ self.relation) * y).sum(-1).T for x, y in zip(a, b, strict=True)])

    def narrow(self) -> None:
        """From now on the large linear maps are done in integers."""
        for part in (self.word, self.dependent, self.head):
            part[0] = _narrowed(part[0])
        self.narrowed = Narrow(self.relation.transpose(1, 2).flatten(0, 1), self.relation.new_zeros(self.relation.shape[:2].numel()))


class Chain(nn.Module):
    """A linear chain over the tags of a sentence (conditional random field)."""

    def __init__(self, s: NetworkSettings) -> None:
        super().__init__()
        self.word = nn.Sequential(nn.Linear(2 * s.width, s.width), nn.GELU(), nn.Dropout(s.dropout))
        self.tag = nn.Linear(s.width, s.entities)
        self.follows = nn.Parameter(torch.zeros(s.entities, s.entities))
        self.first = nn.Parameter(torch.zeros(s.entities))

    def loss(self, scores: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Mean negative log likelihood a word. ``scores``: (n, words, tags); ``tags``, ``mask``: (n, words), masked words at the end."""
        rows = torch.arange(len(scores))
        gold = self.first[tags[:, 0]] + scores[rows, 0, tags[:, 0]]
        state = self.first + scores[:, 0]
        for i in range(1, scores.shape[1]):
            on = mask[:, i]
            step = self.follows[tags[:, i - 1], tags[:, i]] + scores[rows, i, tags[:, i]]
            gold = gold + torch.where(on, step, 0)
            state = torch.where(on[:, None], torch.logsumexp(state[:, :, None] + self.follows, 1) + scores[:, i], state)
        return (torch.logsumexp(state, 1) - gold).sum() / mask.sum()

    def best(self, scores: Tensor, mask: Tensor) -> Tensor:
        """The likeliest tags: (n, words, tags) to (n, words); what stands behind ``mask`` means nothing."""
        state = self.first + scores[:, 0]
        back = []
        for i in range(1, scores.shape[1]):
            best, where = (state[:, :, None] + self.follows).max(1)
            on = mask[:, i, None]
            back.append(torch.where(on, where, torch.arange(scores.shape[2])[None]))
            state = torch.where(on, best + scores[:, i], state)
        path = [state.argmax(1)]
        for where in reversed(back):
            path.append(where.gather(1, path[-1][:, None])[:, 0])
        return torch.stack(path[::-1], 1)


class Links(nn.Module):
    """Whether two words stand for the same: a vector of each, their distance, and whether they are spelt alike."""

    def __init__(self, s: NetworkSettings) -> None:
        super().__init__()
        self.word = nn.Sequential(nn.Linear(2 * s.width, s.link), nn.GELU(), nn.Dropout(s.dropout))
        self.earlier = nn.Linear(s.link, s.link + s.link // 2)
        self.later = nn.Linear(s.link, s.link + s.link // 2)
        self.distance = nn.Embedding(BUCKETS, s.link // 2)
        self.alike = nn.Embedding(2, s.link // 2)
        self.score = nn.Linear(s.link // 2, 1)
        self._link = s.link
        nn.init.zeros_(self.distance.weight)
        nn.init.zeros_(self.alike.weight)
        nn.init.constant_(self.score.bias, -3.0)

    def forward(self, words: Tensor, places: Tensor, forms: Tensor) -> Tensor:
        """``words``: (n, 2 × width), in the order of the text; ``places``: their numbers among all words of the text; ``forms``: equal
        numbers for words spelt alike.

        Returns (n, n) logits, the later word in the row; only what lies below the diagonal means anything.
        """
        vectors = self.word(words)
        a, b = self.earlier(vectors), self.later(vectors)
        link = self._link
        products = (b[:, :link] @ a[:, :link].T / link**0.5).float()
        a, b = a[:, link:].float(), b[:, link:].float()
        near = 2 * bucket(places[:, None] - places) + (forms[:, None] == forms)
        seen = (self.distance.weight[:, None] + self.alike.weight).flatten(0, 1)
        out = []
        for rows in range(0, len(a), ROWS_AT_ONCE):
            end = min(rows + ROWS_AT_ONCE, len(a))
            z = nn.functional.embedding(near[rows:end, :end], seen).add_(a[:end]).add_(b[rows:end, None])
            logits = self.score(nn.functional.gelu(z))[..., 0] + products[rows:end, :end]
            out.append(nn.functional.pad(logits, (0, len(a) - end)))
        return torch.cat(out)

    def widen(self) -> None:
        """From now on the linear maps are done in double precision, of double vectors: in single the number of threads shows."""
        for part in (self.word, self.earlier, self.later):
            part.double()


class SharedNetwork(nn.Module):
    """The network. ``forward`` gives the outputs of all layers; the heads are asked separately."""

    def __init__(self, settings: NetworkSettings) -> None:
        super().__init__()
        s = self.settings = settings
        self.word = nn.Embedding(s.vocab, s.width)
        self.position = nn.Embedding(s.positions, s.width)
        self.case = nn.Embedding(CASES, s.width)
        self.norm = nn.LayerNorm(s.width, eps=1e-12)
        self.dropout = nn.Dropout(s.dropout)
        layer = Layer(s.width, s.heads, s.inner, s.dropout, layer_norm_eps=1e-12, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, s.layers, enable_nested_tensor=False)
        self.for_trees = Mix(s.layers + 1)
        self.for_entities = Mix(s.layers + 1)
        self.trees = Trees(s)
        self.entities = Chain(s)
        self.cues = nn.ModuleList(nn.Linear(s.width, len(BIO)) for _ in CONVENTIONS)
        self.convention = nn.Embedding(len(CONVENTIONS), 2 * s.pair)
        self.marker = nn.Linear(s.width, len(BIO))
        self.phrases = nn.Linear(s.width, len(PHRASES) * len(BIO))
        self.axes = nn.Linear(s.width, sum(map(len, AXES.values())))
        self.for_links = Mix(s.layers + 1)
        self.links = Links(s)
        self.of_word: nn.Module = nn.Linear(s.width, 2 * s.pair)
        self.of_cue = nn.Linear(2 * s.width, 2 * s.pair)
        self.distance = nn.Embedding(BUCKETS, s.pair)
        self.argument = nn.ModuleList(nn.Linear(2 * s.pair, len(ARGUMENTS)) for _ in CONVENTIONS)
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.convention.weight)

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> list[Tensor]:
        """``ids``, ``cases``: (batch, pieces) of long; ``mask``: the same, True where there is a piece.

        Returns the embedding and the output of each layer, all (batch, pieces, width), in the encoder's own precision.
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(places)[None] + self.case(cases)
        outputs = [self.dropout(self.norm(x)).to(self.encoder.layers[0].norm1.weight.dtype)]
        seen = self.seen(mask)
        for layer in self.encoder.layers:
            outputs.append(layer(outputs[-1], seen))
        return outputs

    def seen(self, mask: Tensor) -> Tensor:
        """What pieces see of each other, for attention: something that fits (batch, heads, pieces, pieces), True where one sees another, or
        a number that is added to how much it does."""
        return mask[:, None, None]

    def narrow(self) -> None:
        """From now on the large linear maps are done in integers (``Narrow``). There is no way back, and no training."""
        for layer in self.encoder.layers:
            layer.narrow()
        self.trees.narrow()
        self.entities.word[0] = _narrowed(self.entities.word[0])
        self.of_word = _narrowed(self.of_word)

    def arguments(self, encoded: Tensor, start: Tensor, end: Tensor, convention: Tensor) -> Tensor:
        """Labels of every piece of one passage for each of its n cues.

        ``encoded``: (pieces, width); ``start``, ``end`` (inclusive), ``convention`` (an index of ``CONVENTIONS``): (n,). Returns
        (n, pieces, 5) logits.
        """
        a, b = self.of_word(encoded).chunk(2, -1)
        cue = torch.cat([encoded[start], encoded[end]], -1)
        c, d = (self.of_cue(cue) + self.convention(convention)).chunk(2, -1)
        places = torch.arange(len(encoded), device=encoded.device)[None]
        away = torch.where(places < start[:, None], places - start[:, None], (places - end[:, None]).clamp(min=0))
        z = nn.functional.gelu((a + c[:, None]).add_(self.distance(bucket(away))))
        weight, bias = (torch.stack([getattr(last, name) for last in self.argument])[convention] for name in ("weight", "bias"))
        added, joined = weight.chunk(2, -1)
        # the product of b and d, seen by ``joined``, without ever writing it down: (n, pieces, pair) is large
        asked = (d[:, None] * joined).flatten(0, 1)
        linked = (self.dropout(b) @ asked.T).unflatten(1, (len(d), -1)).transpose(0, 1)
        logits: Tensor = self.dropout(z) @ added.transpose(1, 2) + linked + bias[:, None]
        return logits
