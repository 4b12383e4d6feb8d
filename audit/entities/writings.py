"""Whose a letter or a post is that an article tells of before it quotes it: "Orre sent the board a letter. … The letter said"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from audit.attribute.cues import known
from audit.attribute.heads import head_of
from audit.domain.annotation import Annotation, Token
from audit.domain.statement import CueKind
from audit.domain.text import Span
from audit.entities.chain import Chain
from audit.entities.named import Named
from audit.entities.phrase import Phrase, Sort
from audit.entities.several import side_by_side
from audit.entities.ties import Ties
from audit.lexicons import words

_PUT_OUT = words("phrases", "writing") | words("phrases", "put_out")
"""Participles behind which "by" names an author."""
_BETWEEN = _PUT_OUT | {"read"}
"""Verbs that may stand between a writing and its author: "a statement read on air from"."""
_BY = re.compile(
    rf"(?: (?:on )?[A-Z]\w{{2,8}}day)?(?: (?:to|read) [^.;:,\n]{{1,40}}?)? (?:by|from)\b"
    rf"|(?: [^.;:,\n]{{1,40}}?)?,? (?:{'|'.join(sorted(_PUT_OUT))})\b(?: [^.;:,\n]{{1,40}}?)? by\b"
)
"""What leads from a writing to its authors: "from", "to the board from", "sent on Monday by"; "obtained by" does not."""
_TITLED = re.compile(r" (?:the )?(?:[A-Z][\w.’'-]{0,30} ){0,4}")
"""What stands between that and the first name: nothing, or titles."""
_REACH = 200
"""Code points from a writing to the last of its authors, at most."""
_NAME = 60
"""Code points of a name, at most."""
_JOINED = re.compile(r"(?: \(.{1,12}\))?(?:,(?: and)?| and| &)(?: the)? ")
"""What stands between the names of two bodies that sign together."""
_TELLINGS = 12
"""How often an article may have told of a writing since it said whose that is."""
_ENDINGS = ("'s", "’s", "'", "’")
_NEW = frozenset({"a", "an", "his", "her", "its", "their"})
_KNOWN = frozenset({"the", "that", "this"})


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
        if phrase.noun not in words("kinds", "authored") or phrase.possessive:
            return []
        if phrase.article != "the" or phrase.modifiers or phrase.proper or phrase.plural or phrase.tail is not None:
            return self._signed(self.annotation.tokens[phrase.head]) or []
        told = self._told.get(phrase.noun, [])
        since = bisect_left(told, phrase.first, key=lambda t: t.index)
        for token in reversed(told[max(0, since - _TELLINGS) : since]):
            if found := self._authors(token):
                return found
            if not self._has(token, _KNOWN):
                return []
        return []

    def _authors(self, token: Token) -> list[Chain]:
        if owner := self._owner(token):
            return owner
        signed = self._signed(token)
        return self._writers(token) if signed is None else signed

    def _has(self, token: Token, forms: frozenset[str]) -> bool:
        """Whether one of ``forms``, an article or a preposition, hangs on a word."""
        below = (self.annotation.tokens[i] for i in self.annotation.children.get(token.index, ()))
        return any(t.text.lower() in forms for t in below)

    def _owner(self, token: Token) -> list[Chain]:
        """Ann Orre of "Ann Orre's open letter"."""
        before = [t for t in self.annotation.tokens[max(0, token.index - 4) : token.index] if t.sentence == token.sentence]
        mark = next((t for t in reversed(before) if t.text in _ENDINGS), None)
        if mark is None or any(t.upos not in ("ADJ", "NOUN", "PROPN", "NUM") for t in before if t.index > mark.index):
            return []
        near = self.named.within(Span(max(0, mark.span.start - _NAME), mark.span.start))
        return [c for place, c in near if place.end == mark.span.start and _signs(c)][:1]

    def _signed(self, token: Token) -> list[Chain] | None:
        """Those whose names stand behind "from" or "signed by"; None where neither stands behind the word."""
        text, end = self.annotation.text, min(self.annotation.sentences[token.sentence].span.end, token.span.end + _REACH)
        led = _BY.match(text, token.span.end, end)
        if led is None:
            return None
        gap = self.annotation.inside(Span(token.span.end, led.end()))
        if any(t.upos in ("VERB", "AUX") and t.text.lower() not in _BETWEEN for t in gap):
            return None  # "demanding an answer from"
        names = self.named.within(Span(led.end(), end))
        first = next((n for n, (place, _) in enumerate(names) if _TITLED.fullmatch(text, led.end(), place.start)), None)
        return [] if first is None else self._together(names[first:])

    def _together(self, names: Sequence[tuple[Span, Chain]]) -> list[Chain]:
        """The first of some names and those that sign beside it; nobody where the last is only part of a description."""
        kept = list(names[:1])
        for (before, _), (place, other) in pairwise(names):
            if not self._beside(before, place, other):
                break
            kept.append((place, other))
        last = self.annotation.inside(kept[-1][0])[-1]
        behind = self.annotation.tokens[last.index + 1 : last.index + 2]
        described = any(t.text in _ENDINGS or (t.upos == "NOUN" and t.sentence == last.sentence) for t in behind)
        return [] if described or not all(_signs(c) for _, c in kept) else list(dict.fromkeys(c for _, c in kept))

    def _beside(self, before: Span, place: Span, other: Chain) -> bool:
        """Whether a name stands beside the one before, a person's with a title too: "Ann Orre and Mayor Bo Vane"."""
        if other.sort is not Sort.PERSON:
            return _JOINED.fullmatch(self.annotation.text, before.end, place.start) is not None
        gap = self.annotation.inside(Span(before.end, place.start))
        joined = bool(gap) and gap[0].text.lower() in (",", "and", "&")
        led = any(t.upos == "ADP" and t.text.lower() != "of" for t in gap)
        return joined and not led and side_by_side(self.annotation, before, place)

    def _writers(self, token: Token) -> list[Chain]:
        """The subjects of "sent a letter", or of what is said "in a letter"; whoever publishes a letter need not have written it."""
        tokens = self.annotation.tokens
        verb = tokens[token.head] if token.head is not None else None
        if verb is None or verb.upos != "VERB" or not self._writes(token, verb):
            return []
        below = [tokens[i] for i in self.annotation.children.get(verb.index, ())]
        passive = any(t.lemma == "be" and t.upos == "AUX" for t in below) and not verb.text.endswith("ing")
        subjects = [t for t in below if t.rel == "nsubj" and t.index < verb.index]
        if passive or len(subjects) != 1:
            return []
        joined = [tokens[i] for i in self.annotation.children.get(subjects[0].index, ()) if tokens[i].rel == "conj"]
        found = [self.ties.headed_by(t.index) for t in (subjects[0], *joined)]
        signing = [c for c in found if c is not None and _signs(c)]
        return signing if len(signing) == len(found) else []

    def _writes(self, token: Token, verb: Token) -> bool:
        """Whether the subject of a verb wrote the writing: it sends or signs it, puts out a statement, or says something "in a letter"."""
        if token.rel == "obj":
            released = head_of(token) in words("kinds", "released") and verb.lemma in words("phrases", "releasing")
            return released or verb.lemma in words("phrases", "sending")
        cue = known(verb.lemma)
        said = cue is not None and cue[1] in (CueKind.SPEECH, CueKind.WRITING)
        return said and token.rel == "obl" and self._has(token, _NEW) and self._has(token, frozenset({"in"}))


def _signs(chain: Chain) -> bool:
    """Whether a name is that of somebody who writes: no place."""
    return chain.named and (chain.sort in (Sort.PERSON, Sort.OUTLET) or (chain.sort is Sort.BODY and chain.entity_label != "Location"))
