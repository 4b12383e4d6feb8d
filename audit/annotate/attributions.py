"""What the network says of attribution: cues, what belongs to each, phrases of disclosure, and who the words of a source are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from audit.annotate.network import CONVENTIONS, SharedNetwork
from audit.annotate.passages import Passage
from audit.annotate.tags import PHRASES, PassageTags, Table, Tagged, argument_spans, bio_spans, expected_overlap, rival

CUES_TOGETHER = 16
"""Cues of one passage that are asked for their sources and contents together: what is looked at must fit into the caches, and memory."""
DIGITS = 4
"""Of a probability: what stands behind them depends on the processor."""
SCORE_DIGITS = 2
"""Of a score that is no probability yet: up to ten, where the fourth digit depends on the number of threads (Xeon with AMX)."""
CUE = (0.4, 0.65)
MARKER = (0.5, 0.5)
PHRASE = {"marker": (0.5, 0.5), "reason": (0.5, 0.5), "basis": (0.4, 0.4), "uncued": (0.5, 0.5)}
"""How likely a word has to be to belong to a span, and one of its words for the span to count. The cue's are from PolNeAR dev (0.5 to 0.7
were tried: found F1 .756 .759 .758 .756, joint .708 .716 .721 .721 on 25 articles)."""
HOUSE, POLNEAR = "house", "polnear"
_BESIDE = {HOUSE: (POLNEAR,), POLNEAR: (HOUSE,), "gum": (), "propbank": ()}
"""The conventions whose cues are looked at beside those that are wanted: to find what only PolNeAR's annotators would take for one."""
_OTHERS = (POLNEAR, "gum")
"""The conventions that are asked whether they would take a cue for one too: where they would not, it is wrong more often."""


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


def attributions(network: SharedNetwork, encoded: Tensor, passages: Sequence[Passage], convention: str) -> list[PassageTags]:
    """All that the network says of attribution in passages. ``encoded``: (passages, pieces, width), the output of its last layer;
    ``convention``: whose annotators' cues, sources and contents are wanted."""
    asked = dict.fromkeys((convention, *_BESIDE[convention], *_OTHERS))
    cues = {name: network.cues[CONVENTIONS.index(name)](encoded).softmax(-1).numpy() for name in asked}
    by_others = 1 - np.mean([cues[name][..., 0] for name in _OTHERS], axis=0)
    marker_p = network.marker(encoded).softmax(-1).numpy()
    phrases = network.phrases(encoded).unflatten(-1, (len(PHRASES), -1)).softmax(-1).numpy()
    out = []
    for i, passage in enumerate(passages):
        words = _Words(passage)
        tags = PassageTags(markers=words.placed(words.spans(marker_p[i], MARKER)))
        for k, name in enumerate(PHRASES):
            tags.phrases[name] = words.placed(words.spans(phrases[i, :, k], PHRASE[name]))
        found = {name: words.spans(cues[name][i], CUE) for name in (convention, *_BESIDE[convention])}
        _arguments(network, encoded[i, : len(passage.ids)], words, _shared_out(found, convention), by_others[i, words.starts], tags)
        out.append(tags)
    return out


def _arguments(
    network: SharedNetwork, encoded: Tensor, words: _Words, cues: Sequence[tuple[_Cue, int]], by_others: Table, tags: PassageTags
) -> None:
    """Add to ``tags`` what belongs to the cues of one passage. ``encoded``: (pieces, width); ``by_others``: (words,), how likely the
    annotators of other corpora are to take each for a cue."""
    bounds = words.bounds
    for some in (cues[i : i + CUES_TOGETHER] for i in range(0, len(cues), CUES_TOGETHER)):
        asked = torch.tensor([(bounds[c.first][0], bounds[c.last][1], convention) for c, convention in some])
        labels = network.arguments(encoded, *asked.T)[:, words.starts].softmax(-1).numpy()
        for (cue, _), found in zip(some, labels, strict=True):
            spans: dict[str, list[tuple[int, int]]] = {"source": [], "content": []}
            sure_of_source = 0.0
            for role, a, b, sure in argument_spans(found):
                spans[role].append((a, b))
                if role == "source":
                    sure_of_source = max(sure_of_source, round(sure, DIGITS))
                    answers = _answers(network, encoded[words.starts[a : b + 1]])
                    tags.answers |= {words.place(k, k): row for k, row in enumerate(answers, a)}
            first, last, sure_of_rival = rival(found, spans["source"])
            tags.attributions.append(
                Tagged(
                    cue=words.place(cue.first, cue.last),
                    source=[words.place(*span) for span in spans["source"]],
                    content=[words.place(*span) for span in spans["content"]],
                    cue_score=round(cue.score, DIGITS),
                    source_score=sure_of_source,
                    content_score=round(expected_overlap(found, spans["content"]), DIGITS) if spans["content"] else 0.0,
                    statement=cue.ours,
                    cue_by_others=round(float(by_others[cue.first : cue.last + 1].max()), DIGITS),
                    rival=words.place(first, last),
                    rival_score=round(sure_of_rival, DIGITS),
                )
            )


def _answers(network: SharedNetwork, words: Tensor) -> list[list[float]]:
    """The scores of the answers to all of ``AXES``. ``words``: (n, width). In double precision: else the number of threads shows."""
    head = network.axes
    scores = torch.nn.functional.linear(words.double(), head.weight.double(), head.bias.double())
    return [[round(x, SCORE_DIGITS) for x in row] for row in scores.tolist()]
