"""Whose a letter or a post is that an article tells of before it quotes it: "Orre sent the board a letter. … The letter said"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from audit.attribute.heads import head_of
from audit.domain.annotation import Annotation, Token
from audit.domain.text import Span
from audit.entities.chain import Chain
from audit.entities.named import Named
from audit.entities.phrase import Phrase, Sort
from audit.entities.several import side_by_side
from audit.entities.ties import Ties
from audit.lexicons import words

_REACH = 10
"""Words behind a writing in which "from" or "by" and a name follow."""
_PUT_OUT = "|".join(sorted(words("phrases", "writing") | words("phrases", "put_out")))
_SIGNED_BY = re.compile(
    rf"(?: by|[^.;:\n]{{0,60}}? (?:from|(?:{_PUT_OUT})[^.;:,\n]{{0,40}} by))"
    r" (?:the )?(?:[A-Z][\w.’'-]{0,30} ){0,4}"
)
"""What stands between a writing and the first name of its authors; "obtained by" names none."""
_JOINED = re.compile(r"(?: \(.{1,12}\))?(?:,(?: and)?| and| &)(?: the)? ")
"""What stands between the names of two bodies that sign together."""
_TELLINGS = 12
"""How often an article may have told of a writing since it said whose that is."""
_MARKS = ("'s", "’s", "'", "’")
_OPENING = frozenset({"a", "an", "his", "her", "its", "their"})


class Writings:
    """The letters, posts, e-mails and statements of an article by the word for them, and who wrote them."""

    def __init__(self, annotation: Annotation, named: Named, ties: Ties) -> None:
        self.annotation, self.named, self.ties = annotation, named, ties
        self._told: dict[str, list[Token]] = defaultdict(list)
        authored = words("kinds", "authored")
        for token in annotation.tokens:
            if token.upos == "NOUN" and (noun := head_of(token)) in authored:
                self._told[noun].append(token)

    def authors(self, phrase: Phrase) -> list[Chain]:
        """Who wrote "the letter": the authors of the one told of last before. Of "a letter by Ann Orre and Bo Vane" those two. Empty where
        the article names no author."""
        if phrase.noun not in words("kinds", "authored"):
            return []
        if phrase.article != "the" or phrase.modifiers or phrase.proper or phrase.plural or phrase.tail is not None:
            return self._signed(self.annotation.tokens[phrase.head])
        told = self._told.get(phrase.noun, [])
        since = bisect_left(told, phrase.first, key=lambda t: t.index)
        for token in reversed(told[max(0, since - _TELLINGS) : since]):
            if found := self._authors(token):
                return found
            if self._opens(token):
                return []
        return []

    def _authors(self, token: Token) -> list[Chain]:
        return self._owner(token) or self._signed(token) or self._writer(token)

    def _opens(self, token: Token) -> bool:
        """Whether the word tells of a writing that was not told of before."""
        before = self.annotation.tokens[max(0, token.index - 4) : token.index]
        return not any(t.text.lower() in ("the", "that", "this") for t in before if t.sentence == token.sentence)

    def _owner(self, token: Token) -> list[Chain]:
        """Ann Orre of "Ann Orre's open letter"."""
        before = [t for t in self.annotation.tokens[max(0, token.index - 4) : token.index] if t.sentence == token.sentence]
        mark = next((t for t in reversed(before) if t.text in _MARKS), None)
        if mark is None or any(t.upos not in ("ADJ", "NOUN", "PROPN", "NUM") for t in before if t.index > mark.index):
            return []
        near = self.named.within(Span(max(0, mark.span.start - 60), mark.span.start))
        return [c for place, c in near if place.end == mark.span.start and _signs(c)][:1]

    def _signed(self, token: Token) -> list[Chain]:
        """Those whose names stand behind "from" or "signed by"."""
        behind = [t for t in self.annotation.tokens[token.index + 1 : token.index + 1 + _REACH] if t.sentence == token.sentence]
        if not behind:
            return []
        end = self.annotation.sentences[token.sentence].span.end
        names = self.named.within(Span(token.span.end, end))
        text = self.annotation.text
        first = next((n for n, (place, _) in enumerate(names) if _SIGNED_BY.fullmatch(text, token.span.end, place.start)), None)
        if first is None or names[first][0].start > behind[-1].span.end:
            return []
        return self._together(names[first:])

    def _together(self, names: Sequence[tuple[Span, Chain]]) -> list[Chain]:
        """The first of some names and those that sign beside it; nobody where the last is only part of a description."""
        kept = list(names[:1])
        for (before, _), (place, other) in pairwise(names):
            if not self._beside(before, place, other):
                break
            kept.append((place, other))
        last = self.annotation.inside(kept[-1][0])[-1]
        behind = self.annotation.tokens[last.index + 1 : last.index + 2]
        described = any(t.text in _MARKS or (t.upos == "NOUN" and t.sentence == last.sentence) for t in behind)
        return [] if described or not all(_signs(c) for _, c in kept) else list(dict.fromkeys(c for _, c in kept))

    def _beside(self, before: Span, place: Span, other: Chain) -> bool:
        """Whether a name stands beside the one before, a person's with a title too: "Ann Orre and Mayor Bo Vane"."""
        if other.sort is not Sort.PERSON:
            return _JOINED.fullmatch(self.annotation.text, before.end, place.start) is not None
        gap = self.annotation.inside(Span(before.end, place.start))
        joined = bool(gap) and gap[0].text.lower() in (",", "and", "&")
        led = any(t.upos == "ADP" and t.text.lower() != "of" for t in gap)
        return joined and not led and side_by_side(self.annotation, before, place)

    def _writer(self, token: Token) -> list[Chain]:
        """The subject of "sent a letter", or of what is said "in a letter"."""
        tokens = self.annotation.tokens
        verb = tokens[token.head] if token.head is not None else None
        if verb is None or verb.upos != "VERB":
            return []
        own = [tokens[i] for i in self.annotation.children.get(token.index, ())]
        if token.rel == "obj":
            writes = verb.lemma in words("phrases", "sending")
        else:
            new = any(t.text.lower() in _OPENING for t in own)
            writes = token.rel == "obl" and new and any(t.rel == "case" and t.text.lower() == "in" for t in own)
        if not writes:
            return []
        subjects = [tokens[i] for i in self.annotation.children.get(verb.index, ()) if tokens[i].rel == "nsubj" and i < verb.index]
        if len(subjects) != 1:
            return []
        joined = [tokens[i] for i in self.annotation.children.get(subjects[0].index, ()) if tokens[i].rel == "conj"]
        found = [self.ties.headed_by(t.index) for t in (subjects[0], *joined)]
        known = [c for c in found if c is not None and _signs(c)]
        return known if len(known) == len(found) else []


def _signs(chain: Chain) -> bool:
    """Whether a name is that of somebody who writes: no place."""
    return chain.named and (chain.sort in (Sort.PERSON, Sort.OUTLET) or (chain.sort is Sort.BODY and chain.entity_label != "Location"))
