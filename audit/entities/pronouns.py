"""Pronouns whose antecedent the form of the sentence gives: "who", "I", "they" after a joint statement."""

from __future__ import annotations

from audit.domain.statement import MentionKind, Tie
from audit.entities.chain import Chain, Link
from audit.entities.features import HE
from audit.entities.mentions import Found
from audit.entities.phrase import Phrase, Sort
from audit.entities.reading import Reading
from audit.entities.rows import Row
from audit.entities.ties import Tied
from audit.lexicons import words

_UP = 4
"""Steps up the tree from "who" to the noun that its clause describes."""
_NEAR = 2
"""Sentences back to those who spoke together."""
_OPENS = frozenset({"who", "with", "in", "close"})
"""Words behind "those" that open a clause."""


class Pronouns:
    """Ties the pronouns that need no ranking."""

    def __init__(self, reading: Reading) -> None:
        self.annotation, self.statements, self.scene = reading.annotation, reading.statements, reading.scene
        self.newcomers, self.several, self.speaking, self.ties = reading.newcomers, reading.several, reading.speaking, reading.ties

    def meant(self, one: Found, phrase: Phrase) -> Tied | None:
        """Whom a pronoun means by its form; None where that says nothing."""
        span, noun = one.mention.span, phrase.noun
        if noun in words("phrases", "relative"):
            chain = self._relative(phrase)
            return ([chain], Row.RELATIVE.link(span)) if chain is not None else None
        if noun in words("phrases", "first_person"):
            held = self._holder(one)
            return held[:1], Row.FIRST_PERSON.link(span) if held else Link(span, 0.0, Tie.FIRST_PERSON)
        if noun in HE and one.statement is not None and (same := self.speaking.going_on(one.statement, phrase)) is not None:
            return [same], Row.GOING_ON.link(span)
        if one.statement is not None and (pair := self.several.both(phrase)):
            return pair, Row.PAIR.link(span)
        if noun == "those" and self._opens_a_clause(phrase):
            return [self.newcomers.new(one.mention, phrase)], Row.THOSE.link(span)
        of_source = one.statement is not None and one.mention.form is MentionKind.PRONOUN
        if noun == "they" and of_source and (them := self._together(span.start)):
            return them, Row.TOGETHER.link(span)
        return None

    def _together(self, place: int) -> list[Chain]:
        """Those who made the last statement, where they are several and it is near."""
        spoke, told = self.scene.speakers, self.ties.speakers
        if not told or not spoke:
            return []
        last = max(told, key=lambda n: max((p for p, c in spoke if c in told[n]), default=-1))
        together = list(dict.fromkeys(told[last]))
        near = self.scene.sentence(place) - self.scene.sentence(spoke[-1][0]) <= _NEAR
        return together if len(together) > 1 and near else []

    def _opens_a_clause(self, phrase: Phrase) -> bool:
        """ "Those who want it": whoever the clause says, and nobody told of."""
        behind = self.annotation.tokens[phrase.head + 1 : phrase.head + 2]
        return any(t.text.lower() in _OPENS for t in behind)

    def _holder(self, one: Found) -> list[Chain]:
        """Whoever says the words in which the first person stands."""
        if one.statement is None:
            return []
        nested = self.statements[one.statement].nested_in
        number = next((n for n, s in enumerate(self.statements) if s.id == nested), None)
        if number is not None and number in self.ties.speakers:
            return self.ties.speakers[number]
        return [self.scene.speakers[-1][1]] if self.scene.speakers else []

    def _relative(self, phrase: Phrase) -> Chain | None:
        """ "who" and "which": the noun phrase right before, through the tree where it shows the clause's head."""
        at = self.annotation.tokens[phrase.head]
        for _ in range(_UP):
            if at.head is None:
                break
            if at.rel == "acl":
                chain = self.ties.headed_by(at.head)
                if chain is not None and (phrase.noun != "who" or chain.sort not in (Sort.DOCUMENT, Sort.POLL)):
                    return chain  # "an affidavit from a worker, who alleges that": no paper is "who"
                break
            at = self.annotation.tokens[at.head]
        before = phrase.first - 1
        while before >= 0 and self.annotation.tokens[before].upos in ("PUNCT", "ADP", "DET"):
            before -= 1
        return self.ties.headed_by(before) if before >= 0 else None
