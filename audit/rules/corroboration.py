"""Which other sources of an article say the same, and whether they are independent or pass it on.

How it is decided. A statement is its content words: lower case, function words and words of saying left out, each cut to a stem (plural,
-ed, -ing, -ly and the like), names and numbers kept whole. A word weighs ``log(1 + N / n)``, with N statements in the article and n of
them holding the word, so that what every statement is about counts little. The score of two statements is the weight of the words that
they share over the weight of the one that weighs less: 1 where all words of the shorter are in the longer. Two statements say the same
where the score is at or above the threshold and at least ``FEWEST`` of the shared words are no names (two remarks about one person share
a name and say different things). Where only one of them is negated ("not", "never", "denied"), they speak of the same and disagree.

Another source is independent unless the article shows a tie: one statement stands inside the other, came through the other's source
(``via``) or by the same route, or its sentence names the other after "citing", "quoting" or "told"; or both are unnamed people whom the
description does not tell apart. Across articles two more count: the same name or body speaks in both, or eight words in a row are
the same (an agency's copy).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from audit.domain.audited import Audit
from audit.domain.source import PEOPLE, Identity, Source
from audit.domain.statement import Channel, Scope, Statement
from audit.rules.base import printed_as, sentence_at, spoken
from audit.rules.wordlists import wordlist

THRESHOLD = 0.5
"""Chosen on pairs of statements from the dev articles, read one by one; docs/decisions/0006-rules.md has the counts."""
FEWEST = 3
"""Words other than names that two statements must share, whatever they weigh."""
_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")
_PASSING = re.compile(r"\b(?:cit(?:ed|ing|es)|quot(?:ed|ing|es)|told|according to)\s+(?P<whom>[^,.;“”\"]{2,60})", re.IGNORECASE)
_ENDINGS = ("ational", "ations", "ation", "ingly", "edly", "ments", "ment", "ings", "ing", "ies", "ied", "ers", "ed", "es", "ly", "er", "s")


class Tie(StrEnum):
    """How the source of a matching statement stands to the source of the first."""

    INDEPENDENT = "independent"
    PASSED_ON = "passed on"
    """One has it from the other, or both from the same third."""
    SAME_SOURCE = "the same source"
    """The same name or body, in another article."""
    NOT_TOLD_APART = "not told apart"
    """Two unnamed people who may be one."""


@dataclass(frozen=True, slots=True)
class Match:
    """A statement of another source beside the one that was asked about."""

    audit: Audit
    """Where the matching statement stands."""
    statement: Statement
    source: Source
    score: float
    """0 to 1."""
    shared: tuple[str, ...]
    """The shared words as printed in the first statement, weightiest first; none for the joint source of one statement."""
    tie: Tie
    disagrees: bool = False
    """Only one of the two is negated."""

    @property
    def confirms(self) -> bool:
        """Whether an independent source says the same."""
        return self.tie is Tie.INDEPENDENT and not self.disagrees

    @property
    def printed(self) -> str:
        """The matching source as printed."""
        return " ".join(printed_as(self.audit, self.source, self.statement).split())

    def shown(self, most: int = 6) -> str:
        """The shared words for a message, weightiest first."""
        return ", ".join(f"“{word}”" for word in self.shared[:most]) or "one statement with both sources"


class Claims:
    """The statements of one or more articles as bags of weighted words, ready to be compared."""

    def __init__(self, audits: Sequence[Audit], threshold: float = THRESHOLD) -> None:
        """``threshold`` is the score, 0 to 1, from which two statements say the same."""
        self.threshold = threshold
        self._said = [(audit, one) for audit in audits for one in audit.statements if one.scope is Scope.STATEMENT]
        self._bags = {one.id: content_words(one.words(audit.article.text)) for audit, one in self._said}
        self._counts = Counter(stemmed for bag in self._bags.values() for stemmed in bag)
        self._pairs = [(audit, *pair) for audit in audits for pair in spoken(audit, doubtful=True)]

    def same(self, audit: Audit, source: Source, statement: Statement) -> tuple[Match, ...]:
        """Where other sources say what ``source`` says in ``statement`` of ``audit``, best first."""
        return tuple(match for match in self.near(audit, source, statement) if match.score >= self.threshold)

    def near(self, audit: Audit, source: Source, statement: Statement) -> tuple[Match, ...]:
        """Every statement of another source that shares enough words to be compared, and the joint sources of this one; best first."""
        others = [pair for pair in self._pairs if pair[1].id != source.id]
        found = [match for where, other, said in others if (match := self._match(audit, source, statement, where, other, said))]
        return tuple(sorted(found, key=lambda match: (-match.score, match.statement.ordinal)))

    def _match(self, audit: Audit, source: Source, statement: Statement, where: Audit, other: Source, claim: Statement) -> Match | None:
        if claim.id == statement.id:
            return Match(where, claim, other, 1.0, (), Tie.INDEPENDENT)
        mine, theirs = self._bags.get(statement.id, {}), self._bags[claim.id]
        common = sorted(mine.keys() & theirs.keys(), key=lambda stemmed: (-self._weight(stemmed), stemmed))
        if sum(not (mine[stemmed][0].isupper() and theirs[stemmed][0].isupper()) for stemmed in common) < FEWEST:
            return None
        least = min(sum(map(self._weight, mine)), sum(map(self._weight, theirs)))
        score = round(sum(map(self._weight, common)) / least, 2)
        near = _tie(audit, source, statement, where, other, claim)
        disagrees = _negated(audit, statement) != _negated(where, claim)
        return Match(
            audit=where,
            statement=claim,
            source=other,
            score=score,
            shared=tuple(mine[stemmed] for stemmed in common),
            tie=near,
            disagrees=disagrees,
        )

    def _weight(self, stemmed: str) -> float:
        return math.log(1 + len(self._bags) / self._counts[stemmed])


def across(audit: Audit, source: Source, statement: Statement, others: Iterable[Audit], threshold: float = THRESHOLD) -> tuple[Match, ...]:
    """Where sources of ``others`` (the same article among them is left out) say what ``source`` says in ``statement``, best first."""
    elsewhere = [other for other in others if other.article.id != audit.article.id]
    found = Claims([audit, *elsewhere], threshold).same(audit, source, statement)
    return tuple(match for match in found if match.audit.article.id != audit.article.id)


def content_words(printed: str) -> dict[str, str]:
    """Stem to word as printed, for the words that carry a claim."""
    out: dict[str, str] = {}
    for word in _WORD.findall(printed):
        low = word.lower().replace("’", "'").removesuffix("'s")
        if low not in wordlist("claims", "function") and (len(low) > 2 or low.isdigit()):
            out.setdefault(stem(low), word)
    return out


def stem(word: str) -> str:
    """``word`` without its ending: enough to let "resigned", "resigns" and "resigning" meet."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e")


def _tie(audit: Audit, source: Source, statement: Statement, where: Audit, other: Source, claim: Statement) -> Tie:
    if where.article.id != audit.article.id:
        if source.label.casefold() == other.label.casefold() and source.identity is Identity.NAMED:
            return Tie.SAME_SOURCE
        if _copied(statement.words(audit.article.text), claim.words(where.article.text)):
            return Tie.PASSED_ON
    if _may_be_one(source, other):
        return Tie.NOT_TOLD_APART
    nested = statement.nested_in == claim.id or claim.nested_in == statement.id
    passed = nested or _by_one_route(source, statement, other, claim) or _names(where, claim, source) or _names(audit, statement, other)
    return Tie.PASSED_ON if passed else Tie.INDEPENDENT


def _may_be_one(source: Source, other: Source) -> bool:
    """Two unnamed people with the same head word, unless their bodies differ or one is called another or a second."""
    if not all(one.identity is Identity.UNNAMED and one.kind in PEOPLE for one in (source, other)):
        return False
    if {mention.head for mention in source.mentions}.isdisjoint(mention.head for mention in other.mentions):
        return False
    if source.affiliation and other.affiliation and source.affiliation != other.affiliation:
        return False
    return not any(re.match(r"(?:another|(?:a )?(?:second|third|fourth)|other)\b", one.label.lower()) for one in (source, other))


def _by_one_route(source: Source, statement: Statement, other: Source, claim: Statement) -> bool:
    routes = {one.via.casefold() for one in (statement, claim) if one.via}
    labels = {source.label.casefold(), other.label.casefold()}
    if statement.via and claim.via:
        return len(routes) == 1
    return any(route in label or label in route for route in routes for label in labels) or Channel.SECOND_HAND in (
        statement.channel,
        claim.channel,
    )


def _names(audit: Audit, statement: Statement, source: Source) -> bool:
    """Whether the sentence of ``statement`` names ``source`` after a word of passing on."""
    place = sentence_at(audit, statement.span.start)
    last = source.label.split()[-1].casefold() if source.label else ""
    found = _PASSING.finditer(place.of(audit.article.text)) if place else ()
    return bool(last) and any(last in match["whom"].casefold() for match in found)


def _negated(audit: Audit, statement: Statement) -> bool:
    """Whether the statement, or the word that gives it, denies."""
    words = _WORD.findall(statement.words(audit.article.text).lower().replace("’", "'"))
    cue = statement.cue.lemma if statement.cue else ""
    return (cue in wordlist("claims", "negations")) != any(one in wordlist("claims", "negations") or one.endswith("n't") for one in words)


def _copied(first: str, second: str, length: int = 8) -> bool:
    """Whether ``length`` words in a row are the same in both."""
    one, two = (_WORD.findall(printed.lower()) for printed in (first, second))
    runs = {tuple(one[at : at + length]) for at in range(len(one) - length + 1)}
    return any(tuple(two[at : at + length]) in runs for at in range(len(two) - length + 1))
