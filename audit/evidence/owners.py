"""Owners: which source a claim is about. A single source comes before a group, and a group before all sources; a claim without an owner is
rejected, with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from audit.attribute.heads import head_of
from audit.attribute.quotes import quotes
from audit.domain.annotation import Annotation, Token
from audit.domain.statement import Scope, Statement
from audit.domain.text import Span
from audit.entities.entities import Entities, Entity
from audit.entities.names import title_gender
from audit.entities.phrase import HUMAN, Sort
from audit.evidence.claims import WITHHOLDING, Claim, ClaimKind, Reach
from audit.evidence.clauses import WHO, Clauses
from audit.evidence.speakers import Speakers
from audit.lexicons import words

_BROUGHT_UP = 2
"""Sentences before a subject in which somebody else is brought in by its noun."""
_PAPERS = (Sort.DOCUMENT, Sort.THING)
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


@dataclass(frozen=True, slots=True)
class _Owner:
    entities: tuple[Entity, ...]
    row: str
    reach: Reach = Reach.ONE


def owned(annotation: Annotation, entities: Entities, statements: Sequence[Statement], claims: Iterable[Claim]) -> Owned:
    """Whose each claim is, among the entities that are sources of ``statements``."""
    return _Court(annotation, entities, statements).owned(tuple(claims))


class _Court:
    """Gives the claims of one article to its sources."""

    def __init__(self, annotation: Annotation, entities: Entities, statements: Sequence[Statement]) -> None:
        self.annotation = annotation
        self.entities = entities
        self.statements = statements
        self.speakers = Speakers(annotation, entities)
        self.clauses = Clauses(annotation)
        self.speaking = [entities.all[n] for n in entities.speaking]
        self.quoted = [q.inner for q in quotes(annotation.text, annotation.paragraphs) if len(q.inner.of(annotation.text).split()) > _SCARE]
        self.held: dict[int, list[Claim]] = {}
        self.why: dict[tuple[Claim, int], str] = {}

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
                self._give(claim, owner if not wider else replace(owner, reach=Reach.ALL))
                self._give(claim, _Owner(wider, "by words that speak of all", Reach.ALL))
        self._members()
        for claim in claims:
            if claim.kind is ClaimKind.BASIS and not self._basis(claim):
                rejected.append(Rejection(claim, "not beside a source"))
        order = sorted(rejected, key=lambda r: (r.claim.span, r.claim.kind))
        return Owned(
            {n: tuple(sorted(held, key=lambda c: (c.span, c.kind))) for n, held in sorted(self.held.items())}, tuple(order), self.why
        )

    def _give(self, claim: Claim, owner: _Owner) -> None:
        reach = owner.reach
        given = replace(claim, reach=reach)
        for entity in owner.entities:
            if (given, entity.number) not in self.why:
                self.held.setdefault(entity.number, []).append(given)
                self.why[given, entity.number] = owner.row

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

    def _owner(self, claim: Claim) -> _Owner | None:
        if claim.kind in (ClaimKind.REASON, ClaimKind.GROUND_RULE):
            beside = self._beside_marker(claim)
            if beside is not None or claim.kind is ClaimKind.REASON:
                return beside
        if not claim.discloses:
            return self._adjective(claim)
        if claim.kind is ClaimKind.PSEUDONYM and self._names_changed(claim):
            return self._pseudonyms()
        rows = (self._named_in_it, self._subject) if claim.kind is ClaimKind.GROUND_RULE or self._said(claim) else self._rows
        for row in rows:
            owner = row(claim)
            if owner is not None:
                return owner if owner.entities else None
        return None

    @cached_property
    def _rows(self) -> tuple[Callable[[Claim], _Owner | None], ...]:
        return (self._named_in_it, self._subject, self._in_sentence, self._opens_for, self._covers, self._spoke_last)

    def _said(self, claim: Claim) -> bool:
        """Whether the claim stands in what a statement says."""
        return any(c.contains(claim.span) for s in self.statements for c in s.content)

    def _brought_in(self, entity: Entity, token: Token) -> bool:
        """Whether words that are no source's bring in somebody new: "a victim, whose name was withheld"; not an entity's own first."""
        told = {t.mention for row in self.entities.ties for t in row}
        here = [m for m in entity.mentions if m.span.contains(token.span)]
        return (
            bool(here)
            and entity.first not in here
            and all(
                m.phrase is not None and m.phrase.determiner in words("reach", "new") and not any(m.span.overlaps(t) for t in told)
                for m in here
            )
        )

    def _says(self, entity: Entity, claim: Claim) -> bool:
        """Whether the claim stands in what the entity itself says: a noun in it means somebody else."""
        return any(
            t.entity == entity.number and any(c.contains(claim.span) for c in s.content)
            for s, row in zip(self.statements, self.entities.ties, strict=True)
            if s.scope is Scope.STATEMENT
            for t in row
        )

    def _named_in_it(self, claim: Claim) -> _Owner | None:
        """ "On condition that the second prisoner not be named": the claim itself says who."""
        if claim.kind is not ClaimKind.MARKER or "condition" not in claim.span.of(self.annotation.text).lower():
            return None
        for token in self.clauses.tokens(claim.span):
            entity = self.speakers.entity(token) if token.rel == "nsubj" else None
            if entity is not None and self.speakers.can_hide(entity, claim):
                return _Owner((entity,), "whom it names")
        return None

    def _beside_marker(self, claim: Claim) -> _Owner | None:
        """A reason or ground rule belongs to whom the nearest words that withhold a name belong to."""
        here = self.annotation.sentence_at(claim.span.start)
        near = []
        for (other, number), _ in self.why.items():
            there = self.annotation.sentence_at(other.span.start)
            if other.kind is ClaimKind.REASON or other.kind is claim.kind or not other.discloses or here is None or there is None:
                continue
            if abs(there.index - here.index) <= (1 if claim.kind is ClaimKind.REASON else 0):
                gap = max(other.span.start - claim.span.end, claim.span.start - other.span.end, 0)
                near.append((there.index != here.index, gap, other.span, number, other.reach))
        if not near:
            return None
        best = min(near, key=lambda n: n[:3])
        return _Owner(tuple(self.entities.all[n[3]] for n in near if n[2] == best[2]), "with its marker", best[4])

    def _subject(self, claim: Claim) -> _Owner | None:
        """The subject of the claim's clause, or the noun that the clause describes."""
        for token in self.clauses.subjects(claim):
            if token.text.lower() in WHO:
                continue
            token = self.clauses.whom(token)
            entity = self.speakers.entity(token)
            if entity is not None and token.upos != "PRON" and (self._says(entity, claim) or self._brought_in(entity, token)):
                return _Owner((), "somebody who does not speak")
            if entity is not None and self.speakers.can_hide(entity, claim):
                beside = (self.speakers.entity(t) for t in self.clauses.joined(token))
                both = (entity, *(e for e in beside if e is not None and e is not entity and self.speakers.can_hide(e, claim)))
                return _Owner(both, "its subject", Reach.GROUP if len(both) > 1 else Reach.ONE)
            if token.upos == "PRON" or entity is None or not entity.named:
                meant = self._stands_for(claim, token)
                if meant is not None:
                    return meant
            teller = next(
                (e for e in self.speaking if not e.named and e.sort in _PAPERS and any(m.span.contains(token.span) for m in e.mentions)),
                None,
            )
            if teller is not None:
                return _Owner((teller,), "told of in its own words")
            if entity is not None and entity.sort in HUMAN and not entity.named and token.upos != "PRON":
                return _Owner((), "somebody who does not speak")
        return None

    def _stands_for(self, claim: Claim, token: Token) -> _Owner | None:
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
            return _Owner((told,), why) if told is not None else None
        plural = "Number=Plur" in token.feats or low in words("reach", "plural")
        several = self.speakers.just_spoke(claim) if low == "they" else self._called(claim, token, plural)
        if not plural:
            return _Owner((several[-1],), "its subject, by the same noun") if several else None
        if not several:
            return None
        if len(several) == 1:
            return _Owner(tuple(several), "its subject, by the same noun")
        return _Owner(tuple(several), "those it speaks of", Reach.GROUP)

    def _anybody(self, token: Token) -> str:
        """The noun of a subject that tells no more than "she" does, "the woman", "the person"; "" for others. All 12 such sources in house
        and our own news are somebody told of before."""
        entity = self.speakers.entity(token)
        phrase = next((m.phrase for m in entity.mentions if m.span.contains(token.span)), None) if entity is not None else None
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
        entity = self.speakers.entity(token)
        phrase = next((m.phrase for m in entity.mentions if m.span.contains(token.span)), None) if entity is not None else None
        if phrase is not None and not phrase.definite and phrase.determiner in words("reach", "new"):
            return []
        heads = {head_of(token), token.text.lower(), *(head_of(t) for t in self.clauses.joined(token))}
        before = [e for e in self.speakers.before(claim.span.start) if self._coverable(e)]
        same = [e for e in before if self.speakers.nouns(e) & heads]
        if len(same) > plural or not heads & words("reach", "everyone"):
            return same
        several = [e for e in before if e.plural]
        return several[-1:] if several and claim.reach is Reach.ONE and plural else before

    def _in_sentence(self, claim: Claim) -> _Owner | None:
        """The nearest source before the claim in its sentence."""
        before = [one for one in self._beside(claim) if one[0] < claim.span.start]
        return _Owner((max(before, key=lambda one: one[0])[1],), "the nearest source before it in its sentence") if before else None

    def _opens_for(self, claim: Claim) -> _Owner | None:
        """ "Speaking on condition of anonymity, an official said …": the next source of the sentence."""
        behind = [one for one in self._beside(claim) if one[0] >= claim.span.end]
        return _Owner((min(behind, key=lambda one: one[0])[1],), "the next source in its sentence") if behind else None

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

    def _covers(self, claim: Claim) -> _Owner | None:
        """Words that say that the disclosure is about all, without a source of their own."""
        if claim.reach is not Reach.ALL:
            return None
        several = tuple(e for e in self.speaking if self._coverable(e))
        return _Owner(several, "all that were given anonymity", Reach.ALL) if several else None

    def _spoke_last(self, claim: Claim) -> _Owner | None:
        """Who spoke last before the claim, where its own clause shows nobody."""
        if any(t.text.lower() not in WHO for t in self.clauses.subjects(claim)):
            return None
        near = [e for e in self.speakers.recent(claim.span.start) if self.speakers.can_hide(e, claim)]
        return _Owner((near[-1],), "who spoke last") if near else None

    def _wider(self, claim: Claim, owner: _Owner) -> tuple[Entity, ...]:
        """Whom a claim reaches beside its owners, with words that say so: "like others", "most of whom"."""
        if claim.reach not in (Reach.ALL, Reach.KIND):
            return ()
        others = [e for e in self.speaking if self._coverable(e) and e not in owner.entities]
        if claim.reach is Reach.KIND:
            inside = [t for e in owner.entities for m in e.mentions for t in self.annotation.inside(m.span)]
            heads = {head_of(t) for t in inside if t.upos == "NOUN"} | words("reach", "everyone")
            others = [e for e in others if self.speakers.nouns(e) & heads]
        return tuple(others)

    def _adjective(self, claim: Claim) -> _Owner | None:
        """ "An unnamed official": whom the adjective stands before."""
        for entity in self.speaking:
            if entity.sort in HUMAN and not entity.named and any(m.span.contains(claim.span) for m in entity.mentions):
                return _Owner((entity,), "in its own words")
        return None

    def _names_changed(self, claim: Claim) -> bool:
        low = [t.text.lower() for t in self.clauses.tokens(claim.span)]
        return low[0] in ("names", "their", "some") or "names" in low

    def _pseudonyms(self) -> _Owner | None:
        """ "Names have been changed": all who are called by a part of a name."""
        several = tuple(e for e in self.speaking if e.sort in HUMAN and e.partial)
        return _Owner(several, "all whose names were changed", Reach.ALL if len(several) > 1 else Reach.ONE) if several else None

    def _members(self) -> None:
        """A member of a group that was given anonymity has it too: "one of the officials"."""
        for entity in self.speaking:
            own = self.held.get(entity.number, [])
            group = entity.group if entity.group is not None else self._group_by_words(entity)
            if group is None or any(c.kind in WITHHOLDING and c.discloses for c in own):
                continue
            for claim in list(self.held.get(group, [])):
                if claim.kind is not ClaimKind.BASIS and (claim, entity.number) not in self.why:
                    self.held.setdefault(entity.number, []).append(claim)
                    self.why[claim, entity.number] = "its group's"

    def _group_by_words(self, entity: Entity) -> int | None:
        """The group of "one of the sources", "two of the people"; and of "a source at CNN" where "sources at the Beast and CNN" were given
        anonymity: the same noun, and every name in its words is one of the group's."""
        first = entity.first.phrase
        if first is None or entity.sort not in HUMAN or entity.named:
            return None
        printed = first.span.of(self.annotation.text)
        names = {t.text for t in self.annotation.inside(first.span) if t.upos == "PROPN"}
        for group in self.speaking:
            told = group.first.phrase
            if told is None or not group.plural or group.first.span.start >= entity.first.span.start or group.number not in self.held:
                continue
            if self.speakers.nouns(group) & {head_of(t) for t in self.annotation.inside(first.span)} and " of the " in printed:
                return group.number
            theirs = {t.text for t in self.annotation.inside(told.span) if t.upos == "PROPN"}
            if first.noun == told.noun and names and names <= theirs:
                return group.number
        return None

    def _basis(self, claim: Claim) -> bool:
        """How a source knows stands in or right behind its own words."""
        for entity in self.speaking:
            if entity.named or entity.sort not in HUMAN:
                continue
            for mention in entity.mentions:
                if mention.span.start < claim.span.start <= mention.span.end + _BEHIND and "." not in Span(
                    mention.span.end, max(mention.span.end, claim.span.start)
                ).of(self.annotation.text):
                    self.held.setdefault(entity.number, []).append(claim)
                    self.why[claim, entity.number] = "beside its own words"
                    return True
        return False

    def _coverable(self, entity: Entity) -> bool:
        """Whom a disclosure for several can cover: unnamed people, not the public at large, of whom nothing else was said."""
        if entity.sort not in HUMAN or entity.named or self.speakers.nouns(entity) & words("reach", "uncovered"):
            return False
        return not any(c.kind in WITHHOLDING and c.discloses for c in self.held.get(entity.number, ()))


def _by_law(behind: Sequence[str]) -> bool:
    """ "Anonymity order", "anonymity by the High Court"."""
    return bool(set(behind[:1]) & words("anonymity", "legal")) or (behind[:1] == ["by"] and bool({"court", "judge", "law"} & set(behind)))
