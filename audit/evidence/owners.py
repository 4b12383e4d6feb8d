"""Owners: which source a claim is about. A single source comes before a group, and a group before all sources; a claim without an owner is
rejected, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from audit.attribute.heads import head_of
from audit.attribute.quotes import quotes
from audit.domain.annotation import Annotation
from audit.domain.statement import Statement
from audit.domain.text import Span
from audit.entities.entities import Entities, Entity
from audit.entities.phrase import HUMAN
from audit.evidence.claims import WITHHOLDING, Claim, ClaimKind, Reach
from audit.evidence.clauses import WHO
from audit.evidence.members import give_to_members
from audit.evidence.parties import Owner, Parties
from audit.evidence.subjects import Subjects
from audit.lexicons import words

_SCARE = 3
"""Words of a quotation up to which it is no speech."""
_BEHIND = 14
"""Code points between a source phrase and the basis behind it: a comma, "who have been"."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A claim that is nobody's, and the row that says why."""

    claim: Claim
    why: str


@dataclass(frozen=True)
class Owned:
    """The claims of each entity, by its number, in the order of the text.

    A claim has one owner unless its ``reach`` is more than one: then each owner holds it. ``why`` names the row that gave a claim to an
    entity. A member of a group holds the group's claims with the row "its group's".
    """

    by_entity: Mapping[int, tuple[Claim, ...]]
    rejected: tuple[Rejection, ...]
    why: Mapping[tuple[Claim, int], str]


def owned(annotation: Annotation, entities: Entities, statements: Sequence[Statement], claims: Iterable[Claim]) -> Owned:
    """Whose each claim is, among the entities that are sources of ``statements``."""
    return _Court(annotation, entities, statements).owned(tuple(claims))


class _Court:
    """Gives the claims of one article to its sources."""

    def __init__(self, annotation: Annotation, entities: Entities, statements: Sequence[Statement]) -> None:
        self.annotation = annotation
        self.statements = statements
        self.parties = Parties(annotation, entities, statements)
        self.speakers, self.clauses, self.speaking = self.parties.speakers, self.parties.clauses, self.parties.speaking
        self.subjects = Subjects(self.parties)
        inner = (q.inner for q in quotes(annotation.text, annotation.paragraphs))
        self.quoted = [span for span in inner if len(span.of(annotation.text).split()) > _SCARE]

    def owned(self, claims: tuple[Claim, ...]) -> Owned:
        rejected = []
        withheld = [c for c in claims if c.kind in WITHHOLDING]
        rules = [c for c in claims if c.kind is ClaimKind.GROUND_RULE]
        for claim in (*withheld, *rules, *(c for c in claims if c.kind is ClaimKind.REASON)):
            why = self._excluded(claim)
            owner = None if why else self._owner(claim)
            if owner is None:
                rejected.append(Rejection(claim, why or "nobody who speaks"))
            else:
                wider = self._wider(claim, owner)
                self.parties.give(claim, owner if not wider else replace(owner, reach=Reach.ALL))
                self.parties.give(claim, Owner(wider, "by words that speak of all", Reach.ALL))
        give_to_members(self.parties)
        for claim in claims:
            if claim.kind is ClaimKind.BASIS and not self._basis(claim):
                rejected.append(Rejection(claim, "not beside a source"))
        order = sorted(rejected, key=lambda r: (r.claim.span, r.claim.kind))
        return Owned(
            {n: tuple(sorted(held, key=lambda c: (c.span, c.kind))) for n, held in sorted(self.parties.held.items())},
            tuple(order),
            self.parties.why,
        )

    # what is no claim

    def _excluded(self, claim: Claim) -> str:
        """The row by which a claim is nobody's; "" where none applies."""
        if any(q.contains(claim.span) for q in self.quoted):
            return "inside a quotation"
        if claim.kind not in WITHHOLDING:
            return ""
        tokens = self.clauses.tokens(claim.span)
        behind = [t.text.lower() for t in self.annotation.tokens[tokens[-1].index + 1 : tokens[-1].index + 5]]
        if behind[:1] and behind[0] in ("to", "in") and words("anonymity", "others") & set(behind):
            return "told to others than the outlet"
        low = claim.span.of(self.annotation.text).lower()
        if "anonymity" in low and "condition" not in low and _by_law(behind):
            return "anonymity by law"
        if behind[:1] == ["as"] and "identif" in low and not words("reach", "withheld") & set(low.split()):
            return "identified as somebody"
        return ""

    # whose

    def _owner(self, claim: Claim) -> Owner | None:
        if claim.kind in (ClaimKind.REASON, ClaimKind.GROUND_RULE):
            beside = self._beside_marker(claim)
            if beside is not None or claim.kind is ClaimKind.REASON:
                return beside
        if not claim.discloses:
            return self._adjective(claim)
        if claim.kind is ClaimKind.PSEUDONYM and self._names_changed(claim):
            return self._pseudonyms()
        rows = (self._named_in_it, self.subjects.owner) if claim.kind is ClaimKind.GROUND_RULE or self._said(claim) else self._rows
        for row in rows:
            owner = row(claim)
            if owner is not None:
                return owner if owner.entities else None
        return None

    @cached_property
    def _rows(self) -> tuple[Callable[[Claim], Owner | None], ...]:
        return (self._named_in_it, self.subjects.owner, self._in_sentence, self._opens_for, self._covers, self._spoke_last)

    def _said(self, claim: Claim) -> bool:
        """Whether the claim stands in what a statement says."""
        return any(c.contains(claim.span) for s in self.statements for c in s.content)

    def _named_in_it(self, claim: Claim) -> Owner | None:
        """ "On condition that the second prisoner not be named": the claim itself says who."""
        if claim.kind is not ClaimKind.MARKER or "condition" not in claim.span.of(self.annotation.text).lower():
            return None
        for token in self.clauses.tokens(claim.span):
            entity = self.speakers.entity(token) if token.rel == "nsubj" else None
            if entity is not None and self.speakers.can_hide(entity, claim):
                return Owner((entity,), "whom it names")
        return None

    def _beside_marker(self, claim: Claim) -> Owner | None:
        """A reason or ground rule belongs to whom the nearest words that withhold a name belong to."""
        here = self.annotation.sentence_at(claim.span.start)
        near = []
        for (other, number), _ in self.parties.why.items():
            there = self.annotation.sentence_at(other.span.start)
            if other.kind is ClaimKind.REASON or other.kind is claim.kind or not other.discloses or here is None or there is None:
                continue
            if abs(there.index - here.index) <= (1 if claim.kind is ClaimKind.REASON else 0):
                gap = max(other.span.start - claim.span.end, claim.span.start - other.span.end, 0)
                near.append((there.index != here.index, gap, other.span, number, other.reach))
        if not near:
            return None
        best = min(near, key=lambda n: n[:3])
        return Owner(tuple(self.parties.entities.all[n[3]] for n in near if n[2] == best[2]), "with its marker", best[4])

    def _in_sentence(self, claim: Claim) -> Owner | None:
        """The nearest source before the claim in its sentence."""
        before = [one for one in self._beside(claim) if one[0] < claim.span.start]
        return Owner((max(before, key=lambda one: one[0])[1],), "the nearest source before it in its sentence") if before else None

    def _opens_for(self, claim: Claim) -> Owner | None:
        """ "Speaking on condition of anonymity, an official said …": the next source of the sentence."""
        behind = [one for one in self._beside(claim) if one[0] >= claim.span.end]
        return Owner((min(behind, key=lambda one: one[0])[1],), "the next source in its sentence") if behind else None

    def _beside(self, claim: Claim) -> list[tuple[int, Entity]]:
        """The mentions, by place, of those in the claim's sentence who can be given anonymity by it."""
        sentence = self.annotation.sentence_at(claim.span.start)
        able = [e for e in self.speaking if self.speakers.can_hide(e, claim)] if sentence is not None else []
        return [
            (m.span.start, e)
            for e in able
            for m in e.mentions
            if sentence is not None and sentence.span.start <= m.span.start < sentence.span.end
        ]

    def _covers(self, claim: Claim) -> Owner | None:
        """Words that say that the disclosure is about all, without a source of their own."""
        if claim.reach is not Reach.ALL:
            return None
        several = tuple(e for e in self.speaking if self.parties.coverable(e))
        return Owner(several, "all that were given anonymity", Reach.ALL) if several else None

    def _spoke_last(self, claim: Claim) -> Owner | None:
        """Who spoke last before the claim, where its own clause shows nobody."""
        if any(t.text.lower() not in WHO for t in self.clauses.subjects(claim)):
            return None
        near = [e for e in self.speakers.recent(claim.span.start) if self.speakers.can_hide(e, claim)]
        return Owner((near[-1],), "who spoke last") if near else None

    def _wider(self, claim: Claim, owner: Owner) -> tuple[Entity, ...]:
        """Whom a claim reaches beside its owners, with words that say so: "like others", "most of whom"."""
        if claim.reach not in (Reach.ALL, Reach.KIND):
            return ()
        others = [e for e in self.speaking if self.parties.coverable(e) and e not in owner.entities]
        if claim.reach is Reach.KIND:
            inside = [t for e in owner.entities for m in e.mentions for t in self.annotation.inside(m.span)]
            heads = {head_of(t) for t in inside if t.upos == "NOUN"} | words("reach", "everyone")
            others = [e for e in others if self.speakers.nouns(e) & heads]
        return tuple(others)

    def _adjective(self, claim: Claim) -> Owner | None:
        """ "An unnamed official": whom the adjective stands before."""
        for entity in self.speaking:
            if entity.sort in HUMAN and not entity.named and any(m.span.contains(claim.span) for m in entity.mentions):
                return Owner((entity,), "in its own words")
        return None

    def _names_changed(self, claim: Claim) -> bool:
        low = [t.text.lower() for t in self.clauses.tokens(claim.span)]
        return low[0] in ("names", "their", "some") or "names" in low

    def _pseudonyms(self) -> Owner | None:
        """ "Names have been changed": all who are called by a part of a name."""
        several = tuple(e for e in self.speaking if e.sort in HUMAN and e.partial)
        return Owner(several, "all whose names were changed", Reach.ALL if len(several) > 1 else Reach.ONE) if several else None

    def _basis(self, claim: Claim) -> bool:
        """How a source knows stands in or right behind its own words."""
        for entity in self.speaking:
            if entity.named or entity.sort not in HUMAN:
                continue
            for mention in entity.mentions:
                if mention.span.start < claim.span.start <= mention.span.end + _BEHIND and "." not in Span(
                    mention.span.end, max(mention.span.end, claim.span.start)
                ).of(self.annotation.text):
                    self.parties.hold(claim, entity, "beside its own words")
                    return True
        return False


def _by_law(behind: Sequence[str]) -> bool:
    """ "Anonymity order", "anonymity by the High Court"."""
    return bool(set(behind[:1]) & words("anonymity", "legal")) or (behind[:1] == ["by"] and bool({"court", "judge", "law"} & set(behind)))
