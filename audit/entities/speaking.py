"""Whom a mention means by what was said before it: who goes on speaking, whose spokesman, which critics."""

from __future__ import annotations

import re

from audit.attribute.places import SpanIndex
from audit.domain.statement import Channel, Statement
from audit.entities.chain import Chain
from audit.entities.features import fits
from audit.entities.kinds import kinds_of_noun
from audit.entities.named import Named
from audit.entities.names import title_gender
from audit.entities.newcomers import Newcomers
from audit.entities.phrase import Phrase, Sort
from audit.entities.scene import Scene
from audit.lexicons import words

_SPEAKS_ON = 6
"""Sentences back to who spoke last, whom "he added" means."""


class Speaking:
    """The statements of an article and who was found to make them so far, in the order in which they were read.

    ``told`` is ``Ties.speakers``, which grows: the chains of each statement by its number.
    """

    def __init__(
        self, statements: tuple[Statement, ...], told: dict[int, list[Chain]], scene: Scene, named: Named, newcomers: Newcomers
    ) -> None:
        self.statements, self.told = statements, told
        self.scene, self.named, self.newcomers = scene, named, newcomers
        self.said = SpanIndex((number, s.content) for number, s in enumerate(statements))

    def going_on(self, number: int, phrase: Phrase) -> Chain | None:
        """Whom "he" means by who spoke last outside of other people's words: a body by its spokesman; with "added" also a person."""
        cue = self.statements[number].cue
        adds = cue is not None and cue.lemma in words("phrases", "adds")
        here = self.scene.sentence(phrase.span.start)
        for before in reversed(self.told):
            statement, who = self.statements[before], list(dict.fromkeys(self.told[before]))
            if statement.nested_in is not None or not who:
                continue
            if len(who) > 1 or here - self.scene.sentence(statement.mentions[0].span.start) > _SPEAKS_ON:
                return None
            if who[0].sort is Sort.PERSON:
                return who[0] if adds and fits(phrase, who[0]) else None
            speaks = next((m.phrase.noun for m in reversed(who[0].mentions) if m.phrase and m.phrase.sort is not Sort.PRONOUN), "")
            if speaks in words("people", "heads", "spokes"):
                fitting = title_gender(speaks) in ("", phrase.gender) and not self._told_since(statement.mentions[0].span.end, phrase)
                return who[0] if fitting else None
            if not adds:
                return None
        return None

    def voice(self, phrase: Phrase) -> Chain | None:
        """The body for which "a spokesman" speaks, nothing else being said of him: the one whose spokesman spoke last."""
        speak = words("people", "heads", "spokes")
        owned = phrase.determiner in words("phrases", "possessive")
        if phrase.noun not in speak or phrase.plural or phrase.modifiers or phrase.tail is not None or owned:
            return None
        for before in reversed(self.told):
            who, here = self.told[before], self.statements[before].mentions[0].span
            phrases = [m.phrase for c in who for m in c.mentions if m.span == here and m.phrase is not None]
            if len(who) == 1 and any(p.noun in speak for p in phrases):
                far = self.scene.sentence(phrase.span.start) - self.scene.sentence(here.start) > _SPEAKS_ON
                return None if far or who[0].sort is Sort.PERSON else who[0]
        return None

    def quoted_statement(self, phrase: Phrase) -> list[Chain]:
        """Whose statement "the military statement" is: of those who put out a statement before, the only body that the adjective fits; "the
        statement" alone is of all who put out the last one together."""
        named = any(True for _ in self.named.within(phrase.span))
        owned = any(word in ("'s", "’s") for word in phrase.modifiers)
        if phrase.noun != "statement" or phrase.article != "the" or phrase.plural or named or owned:
            return []
        issued = [n for n in self.told if self.statements[n].channel is Channel.STATEMENT]
        if not phrase.telling:
            together = list(dict.fromkeys(self.told[issued[-1]])) if issued else []
            return together if len(together) > 1 else []
        bodies = dict.fromkeys(c for n in issued for c in self.told[n] if c.sort is Sort.BODY)
        fitting = [c for c in bodies if any(_says(word, c) for word in phrase.telling)]
        return fitting if len(fitting) == 1 else []

    def again(self, phrase: Phrase) -> Chain | None:
        """The group that spoke under the same bare word before, some of it told of behind: "critics, some of them bakers"."""
        text = self.scene.annotation.text
        printed = phrase.span.of(text).lower()
        if phrase.sort is not Sort.GROUP or " " in printed:
            return None
        told = (self.told[n] for n in reversed(self.told))
        alike = (c for who in told for c in who if c.sort is Sort.GROUP and not c.named)
        return next((c for c in alike if any(m.span.of(text).lower().split(",", 1)[0] == printed for m in c.mentions)), None)

    def _told_since(self, place: int, phrase: Phrase) -> bool:
        """Whether somebody whom "he" can mean is the subject of a clause since ``place``, outside of what is said."""
        people = (c for c in (*self.named.people, *self.newcomers.others) if fits(phrase, c))
        told = (m for c in people for m in c.before(phrase.span.start) if m.subject and m.span.start >= place)
        return any(not any(c.contains(m.span) for n in self.said.over(m.span) for c in self.statements[n].content) for m in told)


def _says(word: str, body: Chain) -> bool:
    """Whether a word before "statement" tells of a body: one of its names' words or nouns, or what such a body is ("military": forces)."""
    own = {w for name in (*body.printed, body.label) for w in re.findall(r"[a-z]+", name.lower())} | body.nouns
    return word in own or any(kinds_of_noun(word) & kinds_of_noun(w) for w in own)
