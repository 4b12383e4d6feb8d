"""The probabilities that a statement, the phrase for its source, its speaker and that source's type are right: four logistic models.

Their coefficients (``confidence.json``) come from ``python -m training confidence``, with the data and the figures of the fit; none is set
by hand. Everything they look at is kept with the statement, so that a stored one can be weighed again and its weighing explained.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from statistics import fmean
from typing import Any

from audit.domain.source import Identity, Kind, Source, SourceType
from audit.domain.statement import CueKind, Form, MentionKind, Scope, Statement, TagScores, Tie
from audit.domain.text import Span

Evidence = dict[str, float]
"""What is known, by name; logarithms of odds, logarithms of lengths in code points, and 1 or 0."""

_CERTAIN = 0.995
"""Probabilities beyond this, or below 1 minus this, say no more about the odds."""
_USUAL_CONTENT, _USUAL_PHRASE = 80, 20
_SHORT = 20


@dataclass(frozen=True, slots=True)
class Head:
    """One model: the odds of the usual case, and for each piece of evidence its weight and usual value."""

    bias: float
    weights: Mapping[str, tuple[float, float]]

    def pulls(self, evidence: Evidence) -> dict[str, float]:
        """By how much each piece of evidence moves the logarithm of the odds; what is missing moves nothing."""
        return {name: weight * (evidence.get(name, usual) - usual) for name, (weight, usual) in self.weights.items()}

    def probability(self, evidence: Evidence) -> float:
        return 1 / (1 + math.exp(-self.bias - sum(self.pulls(evidence).values())))


@dataclass(frozen=True, slots=True)
class Model:
    """``words``: they are an attributed statement. ``phrase``: then, the source phrase is right. ``speaker``: then, whom it means.
    ``type``: then, what that source is.

    A statement whose words are likelier than ``keep_above`` is kept; one that is right in everything with a probability below
    ``review_below`` needs a look by a person. From ``anonymous_above`` on, that a statement is one and its source anonymous is sure
    enough to say so, whoever the source may be.
    """

    words: Head
    phrase: Head
    speaker: Head
    type: Head
    keep_above: float
    review_below: float
    anonymous_above: float


@cache
def model() -> Model:
    """The fitted model that ships with the tool."""
    return model_of(json.loads((files(__package__) / "confidence.json").read_text(encoding="utf-8")))


def model_of(fitted: Mapping[str, Any]) -> Model:
    """A model from the contents of ``confidence.json``. Raises ``KeyError`` where something is missing."""
    heads = {}
    for name in ("words", "phrase", "speaker", "type"):
        given = fitted["heads"][name]
        heads[name] = Head(given["bias"], {one: (weight, usual) for one, (weight, usual) in given["weights"].items()})
    limits = fitted["keep_above"], fitted["review_below"], fitted["anonymous_above"]
    return Model(heads["words"], heads["phrase"], heads["speaker"], heads["type"], *limits)


class Surroundings:
    """What the statements of one article are to each other."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        listed = list(statements)
        self.holders = {one.nested_in for one in listed if one.nested_in is not None}
        self.overlapping: set[str] = set()
        end, longest = 0, ""
        for part, name in sorted((part, one.id) for one in listed for part in one.content):
            if part.start < end:
                self.overlapping |= {longest, name}
            if part.end > end:
                end, longest = part.end, name


def statement_evidence(statement: Statement, around: Surroundings) -> Evidence:
    """What speaks for and against a statement and its source phrase."""
    tags, phrase = statement.tags, statement.source_span
    length = sum(part.end - part.start for part in statement.content)
    kind = statement.cue.kind if statement.cue else None
    first = statement.mentions[0].kind if statement.mentions else None
    return _beside(tags) | {
        "cue": odds(tags.cue) if tags else 0.0,
        "content": odds(tags.content) if tags else 0.0,
        "source": odds(tags.source) if tags and tags.source is not None else 0.0,
        "no tags": float(tags is None),
        "no source phrase": float(phrase is None),
        "borrowed source": float(tags is not None and tags.source is None and phrase is not None),
        "quoted": float(statement.form is Form.DIRECT),
        "partly quoted": float(statement.form is Form.MIXED),
        "unlisted cue": float(kind is CueKind.OTHER),
        "cue of stance": float(kind is CueKind.STANCE),
        "cue of thought": float(kind is CueKind.COGNITION),
        "attitude": float(statement.scope is Scope.ATTITUDE),
        "nested": float(statement.nested_in is not None),
        "holds another": float(statement.id in around.holders),
        "overlaps another": float(statement.id in around.overlapping),
        "in parts": float(len(statement.content) > 1),
        "length": math.log(max(length, 1) / _USUAL_CONTENT),
        "very short": float(length < _SHORT),
        "phrase length": math.log(max(phrase.end - phrase.start, 1) / _USUAL_PHRASE) if phrase else 0.0,
        "phrase apart": math.log1p(_gap(statement.content, phrase) / _USUAL_PHRASE) if phrase else 0.0,
        "phrase apart, no tags": math.log1p(_gap(statement.content, phrase) / _USUAL_PHRASE) if phrase and tags is None else 0.0,
        "pronoun": float(first is MentionKind.PRONOUN),
        "description": float(first is MentionKind.NOMINAL),
        "several sources": float(len(statement.mentions) > 1),
    }


def _beside(tags: TagScores | None) -> Evidence:
    """What the tagger says beside what it chose: even odds where no tag shows a statement, nothing in what an older version stored."""
    if tags is None:
        return {"cue by others": 0.0, "rival source": 0.0}
    told = {"cue by others": tags.cue_by_others, "rival source": tags.rival}
    return {name: odds(probability) for name, probability in told.items() if probability is not None}


def speaker_evidence(statement: Statement, at: int, source: Source) -> Evidence:
    """What speaks for and against the tie of a statement's mention ``at`` to ``source``."""
    tie = statement.resolved_by[at] if statement.resolved_by else None
    score = statement.resolution_scores[at] if statement.resolution_scores else 0.5
    form = statement.mentions[at].kind if at < len(statement.mentions) else None
    out = {f"tie: {one}": float(tie is one) for one in Tie if one is not Tie.REVIEW}
    return (
        out
        | {
            "score of the tie": odds(score),
            "score of the tie, description": odds(score) * float(form is MentionKind.NOMINAL),
            "score of the tie, pronoun": odds(score) * float(form is MentionKind.PRONOUN),
            "named": float(source.identity is Identity.NAMED),
            "named, by a description": float(source.identity is Identity.NAMED and form is MentionKind.NOMINAL),
            "mentions": math.log(max(len(source.mentions), 1)),
            "several sources": float(len(statement.source_ids) > 1),
            "no tags": float(statement.tags is None),
            "phrase": odds(statement.tags.source) if statement.tags and statement.tags.source is not None else 0.0,
            "type by the deciders": odds(source.type_confidence),
            "a name of one word": float(source.kind is Kind.PERSON and source.identity is not Identity.UNNAMED and " " not in source.label),
            "words of the name": math.log(len(source.label.split()) or 1) * float(source.identity is not Identity.UNNAMED),
        }
        | {f"kind: {kind}": float(source.kind is kind) for kind in Kind}
    )


def type_evidence(source: Source) -> Evidence:
    """What speaks for and against the type of a source: the deciders' probabilities first."""
    out = {f"type: {one}": float(source.source_type is one) for one in SourceType}
    return out | {
        "type by the deciders": odds(source.type_confidence),
        "status by the deciders": odds(source.status_confidence),
        "office by the deciders": odds(source.office_confidence),
        "named": float(source.identity is Identity.NAMED),
        "a person": float(source.kind is Kind.PERSON),
        "paper": float(source.kind in (Kind.DOCUMENT, Kind.POLL_OR_DATA)),
        "mentions": math.log(max(len(source.mentions), 1)),
        "one word": float(" " not in source.label),
    }


def _gap(content: tuple[Span, ...], phrase: Span) -> int:
    """Code points between a source phrase and the part of the content that is nearest to it."""
    return max(0, min(max(part.start - phrase.end, phrase.start - part.end) for part in content))


def odds(probability: float) -> float:
    """The logarithm of the odds, of a probability that is neither 0 nor 1 for certain."""
    held = min(max(probability, 1 - _CERTAIN), _CERTAIN)
    return math.log(held / (1 - held))


def with_confidence(
    statements: tuple[Statement, ...], sources: tuple[Source, ...], by: Model | None = None
) -> tuple[tuple[Statement, ...], tuple[Source, ...]]:
    """Statements and sources with their probabilities and ``needs_review``, without those whose words are far too unlikely a statement.

    Only what the tagger alone found is ever left out, with sources that speak nowhere else: a quotation or a turn is seen by everybody.
    This comes after the sources are told apart, because whoever is named in such words may be "he" in the next. A source's
    probability is the mean over its statements. A phrase that was tied to nobody has the speaker's probability 0.
    """
    fitted = by or model()
    around = Surroundings(statements)
    known = {one.id: one for one in sources}
    typed = {one.id: fitted.type.probability(type_evidence(one)) for one in sources}
    sure: dict[str, list[float]] = {}
    kept: list[Statement] = []
    for statement in statements:
        evidence = statement_evidence(statement, around)
        words = fitted.words.probability(evidence)
        if not stays(statement, words, fitted.keep_above):
            continue
        pairs = [fitted.speaker.probability(speaker_evidence(statement, at, known[i])) for at, i in enumerate(statement.source_ids)]
        for source_id, probability in zip(statement.source_ids, pairs, strict=True):
            sure.setdefault(source_id, []).append(probability)
        phrase = fitted.phrase.probability(evidence)
        right = words * phrase
        speaker = min(pairs, default=1.0 if statement.source_span is None else 0.0)
        kind = min((typed[i] for i in statement.source_ids), default=1.0)
        kept.append(
            replace(
                statement,
                ordinal=len(kept),
                confidence=round(right, 4),
                speaker_confidence=round(speaker, 4),
                needs_review=right * speaker * kind < fitted.review_below,
                words_confidence=round(words, 4),
                phrase_confidence=round(phrase, 4),
            )
        )
    ids = {one.id for one in kept}
    left = tuple(one if one.nested_in in ids else replace(one, nested_in=None) for one in kept)
    return left, tuple(replace(one, confidence=round(fmean(sure[one.id]), 4)) for one in sources if one.id in sure)


def surely_anonymous(statement: Statement, source: Source) -> bool:
    """Whether it is sure enough that ``statement`` is one and that ``source``, which says it, is anonymous.

    Which of several people nobody names it is may stay open for that: of "an engineer" and "another engineer", neither can be asked.
    """
    fitted = model()
    sure = (statement.words_confidence or 0.0) * fitted.type.probability(type_evidence(source))
    return source.anonymous and sure >= fitted.anonymous_above


def stays(statement: Statement, words: float, keep_above: float) -> bool:
    """Whether a statement is kept whose words are one with the probability ``words``. What nobody is named for ("is alleged to") and
    what stands in another's words stay."""
    nobody = statement.source_span is None and statement.scope is Scope.STATEMENT
    return words >= keep_above or statement.tags is None or statement.form is Form.DIRECT or nobody or statement.nested_in is not None
