"""From the probabilities of BIO tags to spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

PHRASES = ("marker", "reason", "basis", "uncued")
"""What single words are asked, beside whether they are a cue: do they say that a name is withheld, why it is, or how a source knows,
and are they somebody's without a cue."""


@dataclass
class Tagged:
    """One cue with what belongs to it; spans are (start, end) code points, scores as in ``AttributionTag``."""

    cue: tuple[int, int]
    source: list[tuple[int, int]]
    content: list[tuple[int, int]]
    cue_score: float
    source_score: float
    content_score: float
    statement: bool
    """Whether our own convention has the cue too."""
    cue_by_others: float
    """How likely annotators of other corpora are to take the cue for one."""
    rival: tuple[int, int]
    """The words that are likeliest to be of its source beside those that are taken for it; anywhere where all are taken."""
    rival_score: float


@dataclass
class PassageTags:
    """All that the network says of attribution in a passage."""

    attributions: list[Tagged] = field(default_factory=list)
    markers: list[tuple[int, int, float]] = field(default_factory=list)
    phrases: dict[str, list[tuple[int, int, float]]] = field(default_factory=lambda: {name: [] for name in PHRASES})
    answers: dict[tuple[int, int], list[float]] = field(default_factory=dict)
    """By word of a source, its scores for the answers to all of ``AXES``, one axis behind the other."""

    def __iadd__(self, other: PassageTags) -> PassageTags:
        self.attributions += other.attributions
        self.markers += other.markers
        for name, spans in other.phrases.items():
            self.phrases[name] += spans
        self.answers |= other.answers
        return self


Table = NDArray[np.floating[Any]]


def _runs(where: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """(first, last) of each stretch of True."""
    at = np.flatnonzero(where)
    if not len(at):
        return []
    cuts = np.flatnonzero(np.diff(at) > 1)
    return list(zip(at[[0, *(cuts + 1)]].tolist(), at[[*cuts, -1]].tolist(), strict=True))


def bio_spans(probabilities: Table, low: float, high: float) -> list[tuple[int, int, float]]:
    """Spans (first word, last word, mean probability) of a (words, 3) table of O, B, I.

    A span reaches as far as words are likelier than ``low`` to be inside, and counts where one of them is likelier than ``high``.
    """
    inside = 1 - probabilities[:, 0].astype(np.float64)
    return [(a, b, float(inside[a : b + 1].mean())) for a, b in _runs(inside >= low) if inside[a : b + 1].max() >= high]


LOW, HIGH, OTHER = 0.3, 0.8, 0.3
GAPS = {"source": 1, "content": 3}
"""A part of a source or content reaches as far as words are likelier than ``LOW``. It counts where one of them is likelier than ``HIGH``,
or is the likeliest. Parts with so few words between are one, unless one of those is likelier than ``OTHER`` to be the other role's. Chosen
on PolNeAR dev, where they add three points to the exact spans of sources and five to contents."""


def argument_spans(probabilities: Table) -> list[tuple[str, int, int, float]]:
    """Spans (role, first word, last word, mean probability) of a (words, 5) table of ``ARGUMENTS``."""
    rows = probabilities.astype(np.float64)
    source, content = rows[:, 1] + rows[:, 2], rows[:, 3] + rows[:, 4]
    return [*_parts("source", source, content), *_parts("content", content, source)]


def rival(probabilities: Table, source: Sequence[tuple[int, int]]) -> tuple[int, int, float]:
    """The words beside ``source`` that are likeliest to be of it (first, last, the likeliest one's probability), by a (words, 5) table of
    ``ARGUMENTS``: as many as are likelier than half of the likeliest.

    ``source``: (first word, last word) of its parts.
    """
    sure = probabilities[:, 1:3].sum(1, dtype=np.float64)
    for first, last in source:
        sure[first : last + 1] = 0
    best = int(sure.argmax())
    first, last = next((a, b) for a, b in _runs(sure >= sure[best] / 2) if a <= best <= b)
    return first, last, float(sure[best])


def expected_overlap(probabilities: Table, content: Sequence[tuple[int, int]]) -> float:
    """The Jaccard index, in words, that a content is expected to have with the right one, by a (words, 5) table of ``ARGUMENTS``.

    ``content``: (first word, last word) of its parts; at least one.
    """
    sure = probabilities[:, 3:5].sum(1, dtype=np.float64)
    inside = np.zeros(len(sure), dtype=bool)
    for first, last in content:
        inside[first : last + 1] = True
    return float(sure[inside].sum() / (inside.sum() + sure[~inside].sum()))


def _parts(role: str, sure: Table, other: Table) -> list[tuple[str, int, int, float]]:
    found = _runs((sure > LOW) & (sure > other))
    peaks = [sure[a : b + 1].max() for a, b in found]
    if not peaks or max(peaks) <= 0.5:
        return []
    least = min(HIGH, max(peaks))
    kept: list[tuple[int, int]] = []
    for (a, b), peak in zip(found, peaks, strict=True):
        if peak < least:
            continue
        if kept and a - kept[-1][1] - 1 <= GAPS[role] and (other[kept[-1][1] + 1 : a] < OTHER).all():
            kept[-1] = (kept[-1][0], b)
        else:
            kept.append((a, b))
    return [(role, a, b, float(sure[a : b + 1].mean())) for a, b in kept]
