"""From the probabilities of BIO tags to spans."""

from __future__ import annotations

from dataclasses import dataclass, field

from torch import Tensor


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
    """All that the network says of attribution in a passage."""

    attributions: list[Tagged] = field(default_factory=list)
    markers: list[tuple[int, int, float]] = field(default_factory=list)


def bio_spans(probabilities: Tensor, low: float, high: float) -> list[tuple[int, int, float]]:
    """Spans (first word, last word, mean probability) of a (words, 3) table of O, B, I.

    A span reaches as far as words are likelier than ``low`` to be inside, and counts where one of them is likelier than ``high``.
    """
    inside = [1 - row[0] for row in probabilities.tolist()]
    found: list[tuple[int, int]] = []
    for i, sure in enumerate(inside):
        if sure < low:
            continue
        if found and found[-1][1] == i - 1:
            found[-1] = (found[-1][0], i)
        else:
            found.append((i, i))
    return [(a, b, sum(inside[a : b + 1]) / (b + 1 - a)) for a, b in found if max(inside[a : b + 1]) >= high]


LOW, HIGH, OTHER = 0.3, 0.8, 0.3
GAPS = {"source": 1, "content": 3}
"""A part of a source or content reaches as far as words are likelier than ``LOW``. It counts where one of them is likelier than ``HIGH``,
or is the likeliest. Parts with so few words between are one, unless one of those is likelier than ``OTHER`` to be the other role's. Chosen
on PolNeAR dev, where they add three points to the exact spans of sources and five to contents."""


def argument_spans(probabilities: Tensor) -> list[tuple[str, int, int, float]]:
    """Spans (role, first word, last word, mean probability) of a (words, 5) table of ``ARGUMENTS``."""
    rows = probabilities.tolist()
    sure = {"source": [r[1] + r[2] for r in rows], "content": [r[3] + r[4] for r in rows]}
    return [part for role, other in (("source", "content"), ("content", "source")) for part in _parts(role, sure[role], sure[other])]


def _parts(role: str, sure: list[float], other: list[float]) -> list[tuple[str, int, int, float]]:
    found: list[tuple[int, int]] = []
    for i, (own, against) in enumerate(zip(sure, other, strict=True)):
        if own <= LOW or own <= against:
            continue
        if found and found[-1][1] == i - 1:
            found[-1] = (found[-1][0], i)
        else:
            found.append((i, i))
    peaks = [max(sure[a : b + 1]) for a, b in found]
    if not peaks or max(peaks) <= 0.5:
        return []
    least = min(HIGH, max(peaks))
    kept: list[tuple[int, int]] = []
    for (a, b), peak in zip(found, peaks, strict=True):
        if peak < least:
            continue
        if kept and a - kept[-1][1] - 1 <= GAPS[role] and all(x < OTHER for x in other[kept[-1][1] + 1 : a]):
            kept[-1] = (kept[-1][0], b)
        else:
            kept.append((a, b))
    return [(role, a, b, sum(sure[a : b + 1]) / (b + 1 - a)) for a, b in kept]
