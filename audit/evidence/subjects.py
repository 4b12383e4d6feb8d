"""Whom the subject of a claim's clause means: a source by its own words, or by a noun or pronoun that stands for one."""

from __future__ import annotations

import re

from audit.attribute.heads import head_of
from audit.domain.annotation import Token
from audit.domain.statement import Scope
from audit.entities.entities import Entity
from audit.entities.names import title_gender
from audit.entities.phrase import HUMAN, Phrase, Sort
from audit.evidence.claims import Claim, Reach
from audit.evidence.clauses import WHO
from audit.evidence.parties import Owner, Parties
from audit.lexicons import words

_BROUGHT_UP = 2
"""Sentences before a subject in which somebody else is brought in by its noun."""
_PAPERS = (Sort.DOCUMENT, Sort.THING)


class Subjects:
    """The subjects of claims, as sources of one article."""

    def __init__(self, parties: Parties) -> None:
        self.parties = parties
        self.annotation = parties.annotation
        self.speakers = parties.speakers
        self.clauses = parties.clauses
        self.speaking = parties.speaking

    def owner(self, claim: Claim) -> Owner | None:
        """The subject of the claim's clause, or the noun that the clause describes."""
        for token in self.clauses.subjects(claim):
            if token.text.lower() in WHO:
                continue
            token = self.clauses.whom(token)
            entity = self.speakers.entity(token)
            if entity is not None and token.upos != "PRON" and (self._says(entity, claim) or self._brought_in(entity, token)):
                return Owner((), "somebody who does not speak")
            if entity is not None and self.speakers.can_hide(entity, claim):
                beside = (self.speakers.entity(t) for t in self.clauses.joined(token))
                both = (entity, *(e for e in beside if e is not None and e is not entity and self.speakers.can_hide(e, claim)))
                return Owner(both, "its subject", Reach.GROUP if len(both) > 1 else Reach.ONE)
            if token.upos == "PRON" or entity is None or not entity.named:
                meant = self._stands_for(claim, token)
                if meant is not None:
                    return meant
            teller = next(
                (e for e in self.speaking if not e.named and e.sort in _PAPERS and any(m.span.contains(token.span) for m in e.mentions)),
                None,
            )
            if teller is not None:
                return Owner((teller,), "told of in its own words")
            if entity is not None and entity.sort in HUMAN and not entity.named and token.upos != "PRON":
                return Owner((), "somebody who does not speak")
        return None

    def _says(self, entity: Entity, claim: Claim) -> bool:
        """Whether the claim stands in what the entity itself says: a noun in it means somebody else."""
        return any(
            t.entity == entity.number and any(c.contains(claim.span) for c in s.content)
            for s, row in zip(self.parties.statements, self.parties.entities.ties, strict=True)
            if s.scope is Scope.STATEMENT
            for t in row
        )

    def _brought_in(self, entity: Entity, token: Token) -> bool:
        """Whether words that are no source's bring in somebody new: "a victim, whose name was withheld"; not an entity's own first."""
        told = {t.mention for row in self.parties.entities.ties for t in row}
        here = [m for m in entity.mentions if m.span.contains(token.span)]
        return (
            bool(here)
            and entity.first not in here
            and all(
                m.phrase is not None and m.phrase.determiner in words("reach", "new") and not any(m.span.overlaps(t) for t in told)
                for m in here
            )
        )

    def _stands_for(self, claim: Claim, token: Token) -> Owner | None:
        """A subject that is no source by itself: "both", "the officials", "they", "he"."""
        low = token.text.lower()
        anybody = self._anybody(token)
        if low in words("reach", "one") or anybody:
            near = self.speakers.recent(claim.span.start)
            single = [e for e in near if self.speakers.can_hide(e, claim) and not e.plural]
            told = single[-1] if single else self._told_before(claim, token)
            if anybody and told is not None and not self._may_be(told, title_gender(anybody)):
                return None
            why = "its subject, who spoke last" if single else "its subject, told of in the sentence before"
            return Owner((told,), why) if told is not None else None
        plural = "Number=Plur" in token.feats or low in words("reach", "plural")
        several = self.speakers.just_spoke(claim) if low == "they" else self._called(claim, token, plural)
        if not plural:
            return Owner((several[-1],), "its subject, by the same noun") if several else None
        if not several:
            return None
        if len(several) == 1:
            return Owner(tuple(several), "its subject, by the same noun")
        return Owner(tuple(several), "those it speaks of", Reach.GROUP)

    def _anybody(self, token: Token) -> str:
        """The noun of a subject that tells no more than "she" does, "the woman", "the person"; "" for others. All 12 such sources in house
        and our own news are somebody told of before."""
        phrase = self._phrase_at(token)
        if phrase is None or not phrase.definite or phrase.modifiers or phrase.tail is not None or phrase.plural:
            return ""
        return phrase.noun if phrase.noun in words("reach", "anybody") and not self._brought_up(phrase.noun, token) else ""

    def _brought_up(self, noun: str, token: Token) -> bool:
        """Whether the text brings in somebody by that noun in this sentence or the two before, who does not speak: "a man had died"."""
        first = self.annotation.sentences[max(0, token.sentence - _BROUGHT_UP)].span.start
        found = re.finditer(
            rf"(?<!takes )(?<!is )(?<!as )(?<!for )\b(?i:an?|another) (?:[\w’'-]+ ){{0,2}}{noun}\b",
            self.annotation.text[first : token.span.start],
        )
        spoken = [m.span for e in self.speaking for m in e.mentions]
        return any(not any(s.start <= first + one.start() < s.end for s in spoken) for one in found)

    def _may_be(self, entity: Entity, gender: str) -> bool:
        """Whether nothing that an entity is called is a word for the other gender."""
        told = {entity.gender, *map(title_gender, self.speakers.nouns(entity))} - {""}
        return not gender or told <= {gender}

    def _told_before(self, claim: Claim, token: Token) -> Entity | None:
        """The only source without a full name that the sentence before tells of, in the same paragraph, though it may speak only later."""
        here = self.annotation.sentences[token.sentence]
        before = self.annotation.sentences[here.index - 1] if here.index else None
        if before is None or before.paragraph != here.paragraph:
            return None
        told = [e for e in self.speaking if self.speakers.can_hide(e, claim) and any(before.span.contains(m.span) for m in e.mentions)]
        return told[0] if len(told) == 1 else None

    def _called(self, claim: Claim, token: Token, plural: bool) -> list[Entity]:
        """The sources before the claim that its subject means by its noun; by "people", "sources", "both" all that spoke.

        A subject that brings in somebody new ("two officials who …") means nobody before it.
        """
        phrase = self._phrase_at(token)
        if phrase is not None and not phrase.definite and phrase.determiner in words("reach", "new"):
            return []
        heads = {head_of(token), token.text.lower(), *(head_of(t) for t in self.clauses.joined(token))}
        before = [e for e in self.speakers.before(claim.span.start) if self.parties.coverable(e)]
        same = [e for e in before if self.speakers.nouns(e) & heads]
        if len(same) > plural or not heads & words("reach", "everyone"):
            return same
        several = [e for e in before if e.plural]
        return several[-1:] if several and claim.reach is Reach.ONE and plural else before

    def _phrase_at(self, token: Token) -> Phrase | None:
        """The phrase of an entity's mention that a word stands in."""
        entity = self.speakers.entity(token)
        return next((m.phrase for m in entity.mentions if m.span.contains(token.span)), None) if entity is not None else None
