"""Our shares beside published figures (``baselines.toml``), each with a note on what it counts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from audit.domain.source import SourceType
from audit.domain.totals import Prevalence, Totals

DEFINITIONS = {
    "anonymous": "Articles with at least one statement from a source that a reader cannot identify.",
    "only_anonymous": (
        "Articles in which people or groups speak and none of them can be identified, leaving institutions and documents aside."
    ),
    "no_reason": "Of the articles that say they withhold a source’s name: those that give no reason for any such source.",
    "formula": "Of the same articles: those whose only reasons are set phrases (“not authorised to speak”, “sensitivity of the matter”).",
    "pairs": "Statements by source type; a statement with two sources counts once for each.",
}
"""Measure to what it counts here. See docs/labels.md for the types."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """A published figure: who counted, what came out, of what, and how we read it."""

    study: str
    figure: str
    of: str
    read: str
    measure: str = ""
    """Ours that comes nearest; empty where none does."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One of our figures, in words, with what it counts and the published ones that come near."""

    here: str
    definition: str
    published: tuple[Baseline, ...]


@cache
def baselines() -> tuple[Baseline, ...]:
    """All published figures."""
    found = tomllib.loads(files("audit.report").joinpath("baselines.toml").read_text(encoding="utf-8"))
    return tuple(Baseline(**one) for one in found["baseline"])


def beside(totals: Totals, prevalence: Prevalence) -> list[Measure]:
    """Each of our figures with the published ones."""
    kinds = {kind.value: totals.types[kind] for kind in SourceType} | {"no source": totals.types[None]}
    types = ", ".join(f"{word} {count / totals.pairs:.1%}" for word, count in kinds.items()) if totals.pairs else "no statement"
    here = {
        "anonymous": _part(prevalence.anonymous, prevalence.articles, prevalence),
        "only_anonymous": _part(prevalence.only_anonymous, prevalence.articles, prevalence),
        "no_reason": _part(prevalence.no_reason, prevalence.disclosed, prevalence),
        "formula": _part(prevalence.formula, prevalence.disclosed, prevalence),
        "pairs": f"{types} (of {totals.pairs:,})",
    }
    return [
        Measure(here[key], definition, tuple(one for one in baselines() if one.measure == key)) for key, definition in DEFINITIONS.items()
    ]


def without_counterpart() -> list[Baseline]:
    """The published figures that nothing here counts."""
    return [one for one in baselines() if not one.measure]


def _part(count: int, whole: int, prevalence: Prevalence) -> str:
    if not whole:
        return "no such article"
    if prevalence.articles == 1:
        return "yes" if count else "no"
    return f"{count / whole:.1%} ({count:,} of {whole:,})"
