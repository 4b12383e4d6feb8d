"""Claims: words that say a name is withheld, why, and how a source knows, wherever they stand and whoever they are about.

A pattern of the lexicon finds them, or the network does; whose they are is left to ``audit.evidence.owners``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from audit.domain.annotation import Annotation, PhraseTag, Sentence, Token
from audit.domain.text import Span
from audit.lexicons import patterns, table, words
from audit.lexicons.patterns import Line, Pattern, find, line, starting


class ClaimKind(StrEnum):
    """What a claim says."""

    MARKER = "marker"
    REASON = "reason"
    BASIS = "basis"
    GROUND_RULE = "ground_rule"
    PSEUDONYM = "pseudonym"
    PARTIAL_NAME = "partial_name"


class Reach(StrEnum):
    """Whom a claim can be about: its own source, those named before it, others of their kind, or all."""

    ONE = "one"
    GROUP = "group"
    KIND = "kind"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of an article and what they say. ``by`` is "pattern …" (an entry of ``anonymity.toml``) or "network".

    ``discloses``: by itself it says that the name is withheld ("unnamed" before a noun does not, nor does a reason beside a marker).
    ``boilerplate`` is about reasons: a formula that explains nothing. ``probability``: how often such a claim is one on our own articles.
    """

    span: Span
    kind: ClaimKind
    reach: Reach
    by: str
    probability: float
    boilerplate: bool = False
    discloses: bool = True


WITHHOLDING = (ClaimKind.MARKER, ClaimKind.PARTIAL_NAME, ClaimKind.PSEUDONYM)
_LISTS = {
    "status": ClaimKind.MARKER,
    "apart": ClaimKind.MARKER,
    "partial_name": ClaimKind.PARTIAL_NAME,
    "pseudonym": ClaimKind.PSEUDONYM,
    "ground_rule": ClaimKind.GROUND_RULE,
}
_BETWEEN = frozenset({"NOUN", "PROPN", "ADP", "ADV", "NUM", "DET", "PUNCT", "ADJ", "CCONJ", "SYM", "PRON", "PART", "X"})
_STOPS = frozenset({".", ";", ":", "”", "“", "?", "!"})
_NEAR = 10
"""Words between the name withheld and the reason: a day, an addressee."""
_DROPPED = frozenset({"because", "since", "as", "citing", "cited", "in"})
"""Words that open a reason and are no part of it, where no "of" follows."""
_TAGGED = 0.8
"""The network's probability from which its words count where no pattern lists them."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """Tokens of a sentence, counted from its first: ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    kind: ClaimKind
    by: str
    probability: float
    discloses: bool = True


def claims(annotation: Annotation) -> tuple[Claim, ...]:
    """All claims of an article in the order of the text. Two of one kind never overlap."""
    found: list[Claim] = []
    cues = [tag.cue for tag in annotation.attributions if tag.statement]
    for number, sentence in enumerate(annotation.sentences):
        tokens = _words(annotation, sentence)
        within = line(tokens)
        hits = _withheld(annotation, sentence, within)
        reasons = _reasons(within, hits, cues) if hits else []
        if hits and not reasons:
            reasons = [(_span(tokens, a, b), "network", score) for a, b, score in _tagged(annotation, annotation.reasons, sentence)]
            reasons = reasons or _apart(annotation, number)
        if any(hit.discloses for hit in hits):
            found += [Claim(_with_verb(tokens, s), ClaimKind.REASON, Reach.ONE, by, p, _boilerplate(annotation, s)) for s, by, p in reasons]
        reach = _reach(within) if hits else Reach.ONE
        for hit in hits:
            span = _with_verb(tokens, _span(tokens, hit.first, hit.last))
            found.append(Claim(span, hit.kind, reach, hit.by, hit.probability, discloses=hit.discloses))
        found += _bases(annotation, sentence, within, cues)
    return tuple(sorted(found, key=lambda c: (c.span, c.kind)))


def _with_verb(tokens: Sequence[Token], span: Span) -> Span:
    """A claim with the verb that its "n't" hangs on: "weren't authorized to speak"."""
    at = next((i for i, t in enumerate(tokens) if t.span.start == span.start), 0)
    cut = at > 0 and tokens[at].text.lower() in ("n't", "n’t") and tokens[at - 1].span.end == span.start
    return Span(tokens[at - 1].span.start, span.end) if cut else span


def _withheld(annotation: Annotation, sentence: Sentence, within: Line) -> list[_Hit]:
    """What withholds a name in a sentence, the longest where two overlap. Leave to speak and the network count where nothing else does."""
    tokens = within.tokens
    listed = _listed()
    hits = [
        _Hit(a, _trimmed(tokens, a, b), _part(tokens, a, b, _LISTS[listed[p]]), _by(p), _measured(listed[p]))
        for a, b, p in find(tuple(listed), within)
    ]
    if not any(h.kind in WITHHOLDING for h in hits):
        hits += [_Hit(a, b, ClaimKind.MARKER, _by(p), _measured("leave")) for a, b, p in find(patterns("anonymity", "leave"), within)]
        hits += [
            _Hit(a, b, ClaimKind.MARKER, "network", score) for a, b, score in _tagged(annotation, annotation.markers, sentence) if not hits
        ]
    bare = words("anonymity", "adjective")
    hits += [
        _Hit(i, i + 1, ClaimKind.MARKER, f"pattern {t.text.lower()}", _measured("adjective"), False)
        for i, t in enumerate(tokens)
        if t.text.lower() in bare and (i == 0 or t.text.islower()) and not any(h.first <= i < h.last for h in hits)
    ]
    return sorted(hits, key=lambda h: h.first)


@cache
def _listed() -> dict[Pattern, str]:
    """The patterns that withhold a name, with the list each stands in."""
    return {p: key for key in _LISTS for p in patterns("anonymity", key)}


def _tagged(annotation: Annotation, tags: Iterable[PhraseTag], sentence: Sentence) -> list[tuple[int, int, float]]:
    """The network's words of a sentence, two and more: wordings that the lexicon does not list."""
    out = []
    for tag in tags:
        if tag.score < _TAGGED or not tag.span.overlaps(sentence.span):
            continue
        inside = [t.index - sentence.first for t in annotation.inside(tag.span) if t.sentence == sentence.index]
        if len(inside) >= 2:
            out.append((inside[0], inside[-1] + 1, tag.score))
    return out


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> int:
    """The end of a match without the small words that only showed what follows: "not be identified by", "anonymously because"."""
    while last - first > 1 and tokens[last - 1].text.lower() in words("reach", "opening"):
        last -= 1
    return last


def _part(tokens: Sequence[Token], first: int, last: int, kind: ClaimKind) -> ClaimKind:
    """A marker that tells of a part of the name ("declined to give her last name") is one of a partial name."""
    low = {t.text.lower() for t in tokens[first:last]}
    names = {"name", "surname", "names", "initials", "initial"}
    return ClaimKind.PARTIAL_NAME if kind is ClaimKind.MARKER and low & words("anonymity", "parts") and low & names else kind


def _reasons(within: Line, hits: Iterable[_Hit], cues: Collection[Span]) -> list[tuple[Span, str, float]]:
    """Why, in the words beside those that withhold the name. Reasons joined by "and" are one; a cue that tells ends them."""
    leave, around, behind = (patterns("anonymity", key) for key in ("leave", "reason_around", "reason"))
    tokens = within.tokens
    kept = find(leave, within)
    for hit in hits:
        if not hit.discloses:
            continue
        ahead = line(tokens[: hit.first])
        for at in range(hit.last, min(len(tokens), hit.last + _NEAR)):
            here = starting((*leave, *around, *behind), within, at)
            if here is not None:
                kept.append((at, *here))
                break
            chosen = hit.kind is ClaimKind.PSEUDONYM and tokens[at].upos == "VERB" and "VerbForm=Part" in tokens[at].feats
            if (tokens[at].upos not in _BETWEEN and not chosen) or tokens[at].text in _STOPS:
                break
        before = [m for m in find((*leave, *around), ahead) if hit.first - m[1] <= _NEAR and not _finite(tokens[m[1] : hit.first])]
        kept += before[-1:]
    merged: list[tuple[int, int, Pattern]] = []
    for a, b, p in sorted(kept, key=lambda m: (m[0], -m[1])):
        if merged and a <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]), merged[-1][2])
        else:
            merged.append((a, b, p))
    said = {i for i, t in enumerate(tokens) if "VerbForm=Fin" in t.feats and any(c.overlaps(t.span) for c in cues)}
    out = []
    for a, b, p in merged:
        first = _opening(tokens, a, b)
        last = next((i for i in range(first + 1, b) if i in said), _joined(within, b))
        out.append((_span(tokens, first, last - (tokens[last - 1].text.lower() in ("and", "or", "so"))), _by(p), _measured("reason")))
    return out


def _finite(tokens: Sequence[Token]) -> bool:
    """Whether another clause's verb stands among ``tokens``."""
    return any(t.upos == "VERB" and t.rel in ("root", "parataxis") and "VerbForm=Fin" in t.feats for t in tokens[:-1])


def _opening(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where the reason itself begins: behind "because", "as", "citing"; "because of" belongs to it."""
    if tokens[first].text.lower() in _DROPPED and first + 1 < last and tokens[first + 1].text.lower() not in ("of", "order", "to"):
        return first + 1
    return first


def _joined(within: Line, last: int) -> int:
    """The end of a reason that goes on: "… and because they remain subject to an agreement"."""
    tokens = within.tokens
    if last + 1 < len(tokens) and tokens[last].text.lower() in ("and", "or"):
        more = starting((*patterns("anonymity", "reason"), *patterns("anonymity", "reason_around")), within, last + 1)
        return more[0] if more is not None else last
    return last


def _apart(annotation: Annotation, number: int) -> list[tuple[Span, str, float]]:
    """A reason in the sentence behind or before: "He is in jail and fears retaliation"; "… for fear that they will be found."""
    here = annotation.sentences[number]
    for other in (number + 1, number - 1):
        if not 0 <= other < len(annotation.sentences) or annotation.sentences[other].paragraph != here.paragraph:
            continue
        tokens = _words(annotation, annotation.sentences[other])
        if not tokens or (other > number and tokens[0].text.lower() not in ("he", "she", "they")):
            continue
        for a, b, p in find(patterns("anonymity", "reason_apart"), line(tokens)):
            if other > number or b >= len(tokens) - 1:
                return [(_span(tokens, a, b), _by(p), _measured("reason"))]
    return []


def _reach(within: Line) -> Reach:
    for reach, key in ((Reach.ALL, "all"), (Reach.KIND, "kind"), (Reach.GROUP, "group")):
        if find(patterns("reach", key), within):
            return reach
    return Reach.ONE


def _bases(annotation: Annotation, sentence: Sentence, within: Line, cues: Collection[Span]) -> list[Claim]:
    """How sources know: by the lexicon, and by the network where the lexicon shows nothing."""
    tokens = within.tokens
    listed = [
        Claim(_span(tokens, a, _basis_end(tokens, a, b, cues)), ClaimKind.BASIS, Reach.ONE, _by(p), _measured("basis"))
        for a, b, p in find(patterns("anonymity", "basis"), within)
    ]
    tagged = [
        Claim(_span(tokens, a, b), ClaimKind.BASIS, Reach.ONE, "network", score)
        for a, b, score in _tagged(annotation, annotation.bases, sentence)
    ]
    return listed + [t for t in tagged if not any(t.span.overlaps(c.span) for c in listed)]


def _basis_end(tokens: Sequence[Token], first: int, last: int, cues: Collection[Span]) -> int:
    """A basis ends before the cue of the sentence: "familiar with the matter" said."""
    return next((i for i in range(first + 1, last) if any(c.overlaps(tokens[i].span) for c in cues)), last)


def _boilerplate(annotation: Annotation, span: Span) -> bool:
    return bool(find(patterns("anonymity", "boilerplate"), line(annotation.inside(span))))


def _measured(key: str) -> float:
    return float(table("reach")["measured"][key])


def _by(pattern: Pattern) -> str:
    return f"pattern {pattern.source}"


def _words(annotation: Annotation, sentence: Sentence) -> tuple[Token, ...]:
    return annotation.tokens[sentence.first : sentence.last]


def _span(tokens: Sequence[Token], first: int, last: int) -> Span:
    return Span(tokens[first].span.start, tokens[last - 1].span.end)
