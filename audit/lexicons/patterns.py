"""Lemma patterns: a small language for phrases, matched over annotated tokens.

A pattern is words with spaces between. A word matches a token whose lemma or lower-case form is that word or one of its regular
inflections; ``(a|b)`` is a choice, ``?`` before either makes it optional, ``!`` before either says that it must not come next (an article
between is passed over), ``~`` is any one word, ``^`` one with a capital, ``...`` up to four words, ``....`` up to eight, and a closing
``$`` takes the rest of the clause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from audit.domain.annotation import Token

_STOP = {".", ";", ":", ")", "!", "?", "”", '"', "—", "–", "--", "(", "“"}
_ARTICLES = {"a", "an", "the"}
_CLAUSE = {"who", "which", "but", "although", "though", "while", "when"}


@dataclass(frozen=True, slots=True)
class Element:
    """One step: ``words`` empty means any word (``capital``: one with a capital); it may match ``low`` to ``high`` tokens. ``barred`` words
    must not come next."""

    words: frozenset[str]
    low: int = 1
    high: int = 1
    barred: frozenset[str] = frozenset()
    capital: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A phrase. ``compiled`` makes one object of each source, so that identity is equality."""

    source: str
    elements: tuple[Element, ...]
    to_clause_end: bool
    needed: tuple[frozenset[str], ...]
    """For each word that must be there, its forms."""

    def can_match(self, present: frozenset[str]) -> bool:
        """Whether all words that must be there are among the forms ``present``: what most sentences fail, and quickly asked."""
        return not any(words.isdisjoint(present) for words in self.needed)

    def at(self, within: Line, start: int) -> int | None:
        """The index behind the last matched token where the pattern matches at ``start``, else None."""
        end = _match(self.elements, within.heard, 0, start)
        if end is None or not self.to_clause_end:
            return end
        return clause_end(within.tokens, end)


def inflections(word: str) -> set[str]:
    """The word with its regular endings: enough to meet a form whose lemma the tagger missed."""
    out = {word}
    if not word.isalpha() or len(word) < 3:
        return out
    stem = word[:-1] if word.endswith("e") else word
    out |= {word + "s", word + "es", stem + "ed", stem + "ing"}
    if word.endswith("y"):
        out |= {word[:-1] + "ies", word[:-1] + "ied"}
    if word[-1] not in "aeiouwxy" and word[-2] in "aeiou":
        out |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return out


@cache
def compiled(source: str) -> Pattern:
    """Read a pattern. Raises ``ValueError`` on one with no word in it."""
    words = source.split()
    tail = bool(words) and words[-1] == "$"
    elements = []
    for word in words[: -1 if tail else None]:
        optional, barred = word.startswith("?") and len(word) > 1, word.startswith("!")
        word = word[1:] if optional or barred else word
        if barred:
            elements.append(Element(frozenset(), 0, 0, _forms(word)))
        elif word in ("...", "...."):
            elements.append(Element(frozenset(), 0, 4 if word == "..." else 8))
        elif word in ("~", "^"):
            elements.append(Element(frozenset(), 0 if optional else 1, capital=word == "^"))
        else:
            elements.append(Element(_forms(word), 0 if optional else 1))
    if not any(e.words and e.low for e in elements):
        raise ValueError(f"pattern {source!r} has no word that must be there")
    return Pattern(source, tuple(elements), tail, tuple(e.words for e in elements if e.words and e.low))


def _forms(word: str) -> frozenset[str]:
    choices = word[1:-1].split("|") if word.startswith("(") else [word]
    return frozenset(f for c in choices for f in inflections(c))


Heard = tuple[str, str, str]
"""Lemma, lower-case form and form of a token, with straight apostrophes."""


@lru_cache(maxsize=20_000)
def _heard(lemma: str, text: str) -> Heard:
    straight = text.replace("’", "'")
    return lemma.replace("’", "'"), straight.lower(), straight


def _match(elements: tuple[Element, ...], heard: Sequence[Heard], element: int, at: int) -> int | None:
    if element == len(elements):
        return at
    step = elements[element]
    if step.barred and _follows(step.barred, heard, at):
        return None
    reach = 0
    while reach < step.high and at + reach < len(heard):
        lemma, form, printed = heard[at + reach]
        fits = lemma in step.words or form in step.words if step.words else form not in _STOP
        fits = fits and (not step.capital or printed[:1].isupper())
        if not fits:
            break
        reach += 1
    for taken in range(reach, step.low - 1, -1) if step.words else range(step.low, reach + 1):
        end = _match(elements, heard, element + 1, at + taken)
        if end is not None:
            return end
    return None


def _follows(barred: frozenset[str], heard: Sequence[Heard], at: int) -> bool:
    while at < len(heard) and heard[at][1] in _ARTICLES:
        at += 1
    return at < len(heard) and not barred.isdisjoint(heard[at][:2])


def clause_end(tokens: Sequence[Token], at: int) -> int:
    """The index behind the clause that goes on at ``at``: up to a stop, a comma, another clause, or the finite verb of the sentence.

    "And" ends it only before a finite verb: "not authorised to speak to press and radio" is one clause, "… and spoke on condition" is not.
    """
    i = at
    while i < len(tokens):
        form = tokens[i].text.lower()
        if form in _STOP or form in _CLAUSE or form == ",":
            break
        if i > at and tokens[i].upos == "VERB" and "VerbForm=Fin" in tokens[i].feats and tokens[i].rel in ("root", "parataxis"):
            break
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if form == "and" and following is not None and following.upos in ("VERB", "AUX") and "VerbForm=Fin" in following.feats:
            break
        i += 1
    return i


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, or a part of one, in which patterns are looked for: its tokens and the forms of each. ``line`` makes it."""

    tokens: Sequence[Token]
    heard: Sequence[Heard]
    present: frozenset[str]


def line(tokens: Sequence[Token]) -> Line:
    """Made once, a line can be asked for many lists of patterns."""
    heard = [_heard(token.lemma, token.text) for token in tokens]
    lemmas, forms, _ = zip(*heard, strict=True) if heard else ((), (), ())
    return Line(tokens, heard, frozenset((*lemmas, *forms)))


def starting(patterns: Sequence[Pattern], within: Line, start: int) -> tuple[int, Pattern] | None:
    """The longest match that begins at ``start``: the index behind its last token, and the pattern."""
    known, anywhere = _by_first(tuple(patterns))
    tried = {number for form in within.heard[start][:2] for number in known.get(form, ())} | set(anywhere)
    found = [(end, patterns[n]) for n in sorted(tried) if (end := patterns[n].at(within, start)) is not None and end > start]
    return max(found, key=lambda m: m[0], default=None)


@lru_cache(maxsize=256)
def _by_first(patterns: tuple[Pattern, ...]) -> tuple[dict[str, list[int]], list[int]]:
    """Where in ``patterns`` those stand that can begin with each form, and those that can begin with anything."""
    known: dict[str, list[int]] = defaultdict(list)
    anywhere = []
    for number, pattern in enumerate(patterns):
        openings: set[str] = set()
        for element in pattern.elements:
            if element.high and not element.words:
                anywhere.append(number)
                break
            openings |= element.words
            if element.low:
                for form in openings:
                    known[form].append(number)
                break
    return dict(known), anywhere


def find(patterns: Sequence[Pattern], within: Line) -> list[tuple[int, int, Pattern]]:
    """All matches (first token, behind the last, pattern), longest first where they overlap."""
    known, anywhere = _by_first(tuple(patterns))
    if not anywhere and known.keys().isdisjoint(within.present):
        return []
    opened = {number for form in within.present & known.keys() for number in known[form]}
    able = {number for number in opened.union(anywhere) if patterns[number].can_match(within.present)}
    if not able:
        return []
    tried = {
        (number, i)
        for i, (lemma, low, _) in enumerate(within.heard)
        for form in {lemma, low}
        for number in known.get(form, ())
        if number in able
    }
    tried |= {(number, i) for number in able.intersection(anywhere) for i in range(len(within.heard))}
    found = []
    for number, i in sorted(tried):
        end = patterns[number].at(within, i)
        if end is not None and end > i:
            found.append((i, end, patterns[number]))
    found.sort(key=lambda m: (m[0] - m[1], m[0]))
    kept: list[tuple[int, int, Pattern]] = []
    for match in found:
        if all(match[1] <= k[0] or match[0] >= k[1] for k in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: m[0])
