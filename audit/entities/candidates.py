"""Whom a description or a pronoun can mean at all: those who fit, without those whom the sentence or the words rule out."""

from __future__ import annotations

import re
from collections.abc import Callable

from audit.domain.statement import Form
from audit.entities.chain import Chain
from audit.entities.features import fits, kind_of
from audit.entities.kinds import covering, goes_by_it
from audit.entities.mentions import Found
from audit.entities.newcomers import NEAR
from audit.entities.phrase import HUMAN, Phrase, Sort
from audit.entities.reading import Reading
from audit.entities.scene import Question
from audit.lexicons import words

_REACH = 12
_NEAREST = 5
"""Candidates that are weighed for being near alone. With 5, four in nine pairs of a mention and a candidate are spared on house. Of 1,480
statements there (dev, and the articles of train that no network saw) one is led elsewhere, and rightly."""
_CAPITALISED = r"[A-Z][\w.-]{0,30}(?: [A-Z][\w.-]{0,30}){0,4}"
_CLIENT = re.compile(rf"\b(?:for|representing) (?:the )?(?P<of>{_CAPITALISED})|(?P<whose>{_CAPITALISED})['’]s? ")
"""Whom a lawyer represents, in his description: "lawyer for Ann Orre", "Orre's attorney"."""


class Candidates:
    """The candidates of each mention of one article."""

    def __init__(self, reading: Reading) -> None:
        self.annotation, self.statements, self.named = reading.annotation, reading.statements, reading.named
        self.scene, self.newcomers, self.speaking, self.ties = reading.scene, reading.newcomers, reading.speaking, reading.ties
        self._without: tuple[Callable[[Phrase, list[Chain]], list[Chain]], ...] = (
            self._without_his_own,
            self._without_another_gender,
            self._without_the_owner,
            self._without_codes,
            self._without_known_bodies,
            self._without_others,
        )

    def of(self, one: Found, phrase: Phrase) -> list[Chain]:
        """Everybody whom a mention can mean, names first; empty where that is nobody."""
        held = self._who_says_it(one, phrase)
        every = (c for c in (*self.named.chains(), *self.newcomers.others) if fits(phrase, c) and self._reachable(phrase, c, one.place))
        pool = [c for c in every if all(c is not o for o in held)]
        for leave_out in self._without:
            pool = leave_out(phrase, pool)
        return pool

    def likely(self, asked: Question, pool: list[Chain]) -> list[Chain]:
        """Of many whom a mention can mean, those called so, linked to it or told of most often, and the ``_NEAREST`` around it."""
        if len(pool) <= _NEAREST:
            return pool
        linked = frozenset(asked.links or ())
        far = sorted(pool, key=lambda c: c.distance(asked.place))[_NEAREST:]
        out = {c for c in far if c is not asked.most and c not in asked.called and linked.isdisjoint(self.scene.heads(c))}
        return [c for c in pool if c not in out or covering(asked.phrase, c)]

    def named_next(self, one: Found, phrase: Phrase) -> Chain | None:
        """Whom "he" at the beginning means where nobody was told of before: the only person named in the next sentences."""
        held, here = self._who_says_it(one, phrase), self.scene.sentence(phrase.span.start)
        able = [p for p in self.named.people if fits(phrase, p) and all(p is not o for o in held)]
        near = [p for p in able if 0 <= self.scene.sentence(p.first) - here <= NEAR]
        return near[0] if len(near) == 1 else None

    def _reachable(self, phrase: Phrase, chain: Chain, place: int) -> bool:
        """A pronoun looks back ``_REACH`` sentences, "he" and "she" twice and more as far; a description anywhere."""
        if phrase.sort is not Sort.PRONOUN:
            return True
        reach = _REACH * 3 if phrase.gender else _REACH
        told = chain.told(place)
        return told > 0 and self.scene.sentence(place) - self.scene.sentence(chain.mentions[told - 1].span.start) <= reach

    def _who_says_it(self, one: Found, phrase: Phrase) -> list[Chain]:
        """Whom a mention cannot mean: who says the words in which it stands, and is "he" or "I" there."""
        out: list[Chain] = []
        if phrase.sort is not Sort.PERSON and (phrase.sort is not Sort.PRONOUN or kind_of(phrase) != "he"):
            return out
        statement = self.statements[one.statement] if one.statement is not None else None
        for number in self.speaking.said.over(one.mention.span):
            holder = self.statements[number]
            quoted = phrase.sort is not Sort.PRONOUN or (statement is not None and holder.form is Form.DIRECT)
            if quoted and holder is not statement and any(c.contains(one.mention.span) for c in holder.content):
                out += self.ties.speakers.get(number) or [c for m in holder.mentions for _, c in self.named.within(m.span)][:1]
        return out

    def _without_his_own(self, phrase: Phrase, pool: list[Chain]) -> list[Chain]:
        """ "His brother" is only who is called so."""
        owned = phrase.sort is Sort.PERSON and self.scene.owner(phrase) is not None
        return [c for c in pool if goes_by_it(phrase, c)] if owned else pool

    def _without_another_gender(self, phrase: Phrase, pool: list[Chain]) -> list[Chain]:
        """Where "he" may mean a man, nobody without a known gender who has spoken as "she" and never as "he"."""
        if not phrase.gender or all(c.gender != phrase.gender for c in pool):
            return pool
        return [c for c in pool if c.gender or not (genders := self.ties.genders(c)) or phrase.gender in genders]

    def _without_the_owner(self, phrase: Phrase, pool: list[Chain]) -> list[Chain]:
        """ "Orre lawyer", "Orre's lawyer" is not Orre."""
        if phrase.sort not in HUMAN or phrase.name is not None:
            return pool
        return [c for c in pool if c.sort is not Sort.PERSON or not any(n.last in phrase.modifiers for n in c.names)]

    def _without_codes(self, phrase: Phrase, pool: list[Chain]) -> list[Chain]:
        """ "A witness" is neither Witness A nor Witness B."""
        return [c for c in pool if not any(n.coded for n in c.names)] if phrase.introduces else pool

    def _without_known_bodies(self, phrase: Phrase, pool: list[Chain]) -> list[Chain]:
        """ "Orre's office" is no other body that was told of."""
        if phrase.sort is not Sort.BODY or phrase.definite or all(c.sort is not Sort.PERSON for _, c in self.named.within(phrase.span)):
            return pool
        return [c for c in pool if phrase.bare.lower() in c.called]

    def _without_others(self, phrase: Phrase, pool: list[Chain]) -> list[Chain]:
        """Without those who are only ever called another's, where a description says whose it is: "the Velmar budget office" is no chamber,
        "Orre's attorney" not the attorney of Vane."""
        text, head = self.annotation.text, self.annotation.tokens[phrase.head].span
        advocate = phrase.noun in words("offices", "advocates")
        office = phrase.noun in words("kinds", "bodies", "public") and phrase.sort is Sort.BODY and phrase.definite
        within = self.named.within(phrase.span) if advocate or office else []
        owners = [(place, c) for place, c in within if place.end <= head.start and c.entity_label != "Location"]
        if not owners or any(text[place.end : place.end + 1] == "-" for place, _ in owners):
            return pool
        own = {w for _, c in owners for name in (*c.printed, *(n.full for n in c.names), c.label) for w in name.split() if w[:1].isupper()}
        called = {w.lower() for w in own} | {phrase.noun, *phrase.modifiers}

        def of_another(chain: Chain) -> bool:
            if not chain.named or any(c is chain for _, c in owners):
                return False
            if not advocate:
                return chain.sort is Sort.BODY and called.isdisjoint(chain.name_words | chain.modifiers)
            told = [d.text for d in chain.descriptions if phrase.noun in d.text.lower().split()]
            clients = [set((found["of"] or found["whose"]).split()) for one in told if (found := _CLIENT.search(one)) is not None]
            return bool(clients) and all(own.isdisjoint(one) for one in clients)

        return [c for c in pool if not of_another(c)]
