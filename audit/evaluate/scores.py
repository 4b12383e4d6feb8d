"""The scores: how many statements were found, how exactly, and how often with the right speaker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from audit.errors import InputError
from audit.evaluate.compare import letters, outside, overlap, pairs, same_speakers, trimmed
from audit.evaluate.items import Document, Item, Place

TYPES = ("named", "official", "anonymous")
SPANS = ("source", "cue", "content")
LABELS = ("official", "anonymity_status")
DISCLOSED = ("disclosed", "blanket")


class Rates(TypedDict):
    """Precision, recall and F1, rounded to four places, with the counts that they are made of."""

    p: float
    r: float
    f1: float
    hit: int
    pred: int
    gold: int


@dataclass(slots=True)
class Tally:
    """Hits, predictions and gold items of one measure."""

    hit: int = 0
    pred: int = 0
    gold: int = 0

    def rates(self) -> Rates:
        p, r, f1 = _rounded(self.hit / self.pred if self.pred else 0.0, self.hit / self.gold if self.gold else 0.0)
        return Rates(p=p, r=r, f1=f1, hit=self.hit, pred=self.pred, gold=self.gold)


@dataclass(slots=True)
class Share:
    """How many of those asked were right."""

    right: int = 0
    asked: int = 0

    def add(self, right: bool) -> None:
        self.asked += 1
        self.right += right

    def value(self) -> float | None:
        return round(self.right / self.asked, 4) if self.asked else None


@dataclass(slots=True)
class Scores:
    """All counts over a set of articles; ``as_dict`` gives them in the form of the exchange scorer."""

    articles: int = 0
    without_prediction: int = 0
    spans_outside: int = 0
    found: Tally = field(default_factory=Tally)
    source: Share = field(default_factory=Share)
    speaker: Share = field(default_factory=Share)
    type: Share = field(default_factory=Share)
    labels: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in LABELS})
    by_type: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in TYPES})
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    exact: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in (*SPANS, "all")})
    chained: list[float] = field(default_factory=lambda: [0.0, 0.0])
    """B-cubed precision and recall, summed over the statements of one source each."""
    chain_statements: int = 0
    disclosed: Share = field(default_factory=Share)
    reason: Share = field(default_factory=Share)
    markers_met: Tally = field(default_factory=Tally)
    """``hit`` counts gold markers that a predicted one overlaps."""
    markers_right: int = 0
    """Predicted markers that overlap a gold one."""

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; a measure for which the gold has no labels is left out."""
        out: dict[str, Any] = {
            "articles": self.articles,
            "articles_without_prediction": self.without_prediction,
            "spans_outside_text": self.spans_outside,
            "found": self.found.rates(),
            "joint": Tally(self.source.right, self.found.pred, self.found.gold).rates(),
            "exact": {name: tally.rates() for name, tally in self.exact.items()},
            "source": self.source.value(),
        }
        for name, share in (("speaker", self.speaker), ("type", self.type), *self.labels.items()):
            if share.asked:
                out[name] = share.value()
        if self.type.asked:
            both = Tally(self.type.right, self.found.pred, self.found.gold)
            out["end_to_end"] = {**{name: tally.rates() for name, tally in self.by_type.items()}, "all": both.rates()}
            out["confusion"] = {f"{gold}->{pred}": count for (gold, pred), count in sorted(self.confusion.items())}
        if self.chain_statements:
            p, r = (one / self.chain_statements for one in self.chained)
            p, r, f1 = _rounded(p, r)
            out["chains"] = {"p": p, "r": r, "f1": f1, "statements": self.chain_statements}
        if self.disclosed.asked:
            out["disclosed"], out["reason"] = self.disclosed.value(), self.reason.value()
        if self.markers_met.gold:
            met = self.markers_met
            p, r, f1 = _rounded(self.markers_right / met.pred if met.pred else 0.0, met.hit / met.gold)
            out["markers"] = {"p": p, "r": r, "f1": f1, "pred": met.pred, "gold": met.gold}
        return out


def score(gold: Sequence[Document], predicted: Sequence[Document]) -> Scores:
    """The scores of ``predicted`` against ``gold``, articles matched by doc_id. Raises ``InputError`` for gold without its text."""
    by_id = {one.doc_id: one.items for one in predicted}
    scores = Scores(articles=len(gold), without_prediction=sum(one.doc_id not in by_id for one in gold))
    for one in gold:
        if one.text is None:
            raise InputError(f'the gold article {one.doc_id!r} has no text; add a "text" field to its line')
        _add(scores, one, one.text, by_id.get(one.doc_id, ()))
    return scores


def _add(scores: Scores, document: Document, text: str, offered: Sequence[Item]) -> None:
    gold = [item for item in document.items if item.content]
    predicted = [item for item in offered if item.content]
    found = pairs(gold, predicted, text, document.content_is_sentence)
    set_aside = {other for at, other in found if gold[at].optional}
    required = [item for item in gold if not item.optional]
    counted = [item for at, item in enumerate(predicted) if at not in set_aside]

    scores.spans_outside += outside(predicted, len(text))
    scores.found.gold += len(required)
    scores.found.pred += len(counted)
    for name, tally in scores.by_type.items():
        tally.gold += sum(item.source_type == name for item in required)
        tally.pred += sum(item.source_type == name for item in counted)
    for at, other in found:
        if not gold[at].optional:
            scores.found.hit += 1
            _add_pair(scores, gold[at], predicted[other], text)
    _add_chains(scores, [(gold[at], predicted[other]) for at, other in found if not gold[at].optional])
    _add_exact(scores.exact, required, counted, text)
    if any("markers" in item.labels for item in gold):
        _add_markers(scores, gold, predicted)


def _add_pair(scores: Scores, gold: Item, predicted: Item, text: str) -> None:
    shared = bool(letters(gold.source, text) & letters(predicted.source, text))
    scores.source.add(shared or not (gold.source or predicted.source))
    if gold.speakers:
        scores.speaker.add(same_speakers(gold.speakers, predicted.speakers))
    kind = gold.source_type
    if kind in scores.by_type:
        right = kind == predicted.source_type
        scores.type.add(right)
        scores.by_type[kind].hit += right
        scores.confusion[kind, str(predicted.source_type)] += 1
    for name, share in scores.labels.items():
        if name in gold.labels:
            share.add(gold.labels[name] == predicted.labels.get(name))
    if gold.labels.get("anonymity_status") in DISCLOSED:
        scores.disclosed.add(predicted.labels.get("anonymity_status") in DISCLOSED)
        scores.reason.add(_same_reason(gold.labels.get("reason"), predicted.labels.get("reason")))


def _same_reason(gold: str | None, predicted: str | None) -> bool:
    """Whether two reasons share half of the words of the shorter one, or there is rightly none."""
    ours, theirs = (set(re.findall(r"\w+", (one or "").lower())) for one in (gold, predicted))
    return (not ours and not theirs) or (bool(ours) and bool(theirs) and len(ours & theirs) >= 0.5 * min(len(ours), len(theirs)))


def _add_chains(scores: Scores, found: Sequence[tuple[Item, Item]]) -> None:
    """Whether the statements of one source are together, and those of two apart (B-cubed): each of one source, among those found."""
    named = [(_chain(gold), _chain(predicted)) for gold, predicted in found]
    chains = [(gold, told if told is not None else f"none {at}") for at, (gold, told) in enumerate(named) if gold is not None]
    for gold, told in chains:
        both = sum(pair == (gold, told) for pair in chains)
        scores.chained[0] += both / sum(other == told for _, other in chains)
        scores.chained[1] += both / sum(other == gold for other, _ in chains)
    scores.chain_statements += len(chains)


def _chain(item: Item) -> str | None:
    """What an item's source is called within its article; None for none and for joint sources."""
    ids = item.labels.get("source_ids") or item.labels.get("speaker")
    ids = ids if isinstance(ids, list) else [ids] if ids else []
    return str(ids[0]).lower() if len(ids) == 1 else None


def _add_exact(exact: dict[str, Tally], required: Sequence[Item], counted: Sequence[Item], text: str) -> None:
    sides = [[tuple(trimmed(getattr(item, name), text) for name in SPANS) for item in side] for side in (required, counted)]
    for at, name in enumerate(SPANS):
        gold, pred = (Counter(spans[at] for spans in side if spans[at]) for side in sides)
        _count(exact[name], gold, pred)
    gold_whole, pred_whole = (Counter(side) for side in sides)
    _count(exact["all"], gold_whole, pred_whole)


def _count(tally: Tally, gold: Counter[Any], pred: Counter[Any]) -> None:
    tally.hit += (gold & pred).total()
    tally.gold += gold.total()
    tally.pred += pred.total()


def _add_markers(scores: Scores, gold: Sequence[Item], predicted: Sequence[Item]) -> None:
    asked: set[Place] = {marker for item in gold for marker in item.markers}
    offered: set[Place] = {marker for item in predicted for marker in item.markers}
    scores.markers_met.gold += len(asked)
    scores.markers_met.pred += len(offered)
    scores.markers_met.hit += sum(overlap(marker, offered) for marker in asked)
    scores.markers_right += sum(overlap(marker, asked) for marker in offered)


def _rounded(precision: float, recall: float) -> tuple[float, float, float]:
    both = precision + recall
    return round(precision, 4), round(recall, 4), round(2 * precision * recall / both, 4) if both else 0.0
