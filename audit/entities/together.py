"""Named people whom the text names together, as candidates for a group without names: "two students" of a lede, "the researchers"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

from audit.domain.again import share_said_again
from audit.domain.annotation import Annotation
from audit.domain.text import Span
from audit.entities.chain import Chain
from audit.entities.features import EARLY, Features
from audit.entities.kinds import goes_by_it
from audit.entities.named import Named
from audit.entities.phrase import Phrase, Sort
from audit.entities.scene import Question, Scene
from audit.entities.several import side_by_side
from audit.lexicons import words

_MOST = 8
"""People of a group, at most."""
_NEAREST = 6
"""Groups that are weighed for one mention."""
_SAID = 3
"""Statements of a group that are compared with what is asked about."""


class Together:
    """The groups of one article. A group is a chain of its own with ``members``, which is no entity: whom it means are its members."""

    def __init__(self, annotation: Annotation, named: Named, scene: Scene) -> None:
        self.annotation = annotation
        self.named = named
        self.scene = scene
        self._groups: dict[frozenset[Chain], Chain] = {}
        self._places: dict[Chain, list[Span]] = {}
        self._as_sources: dict[Chain, list[int]] = {}

    def candidates(self, asked: Question) -> list[tuple[Chain, Features]]:
        """Whom a description of several people can mean, with what is known of each; none of another number or gender."""
        phrase = asked.phrase
        if asked.statement is None or not phrase.plural or phrase.proper or phrase.noun in words("sources", "partisans"):
            return []
        groups, next_to_speak = [*self.named_together], self._next_to_speak(asked)
        if phrase.sort is Sort.PRONOUN:
            groups = [g for g in groups if self._places[g][0].start < asked.place]
        else:
            groups += [self._group(p) for p in (self._called_so(phrase), next_to_speak) if 1 < len(p) <= _MOST]
        fitting = [g for g in dict.fromkeys(groups) if self._fits(asked, g)]
        nearest = sorted(fitting, key=lambda g: abs(self._first(g) - asked.place))[:_NEAREST]
        return [(g, self._features(asked, g, next_to_speak)) for g in fitting if g in nearest]

    def _called_so(self, phrase: Phrase) -> list[Chain]:
        """Everybody whom the text calls by the noun of the phrase, wherever."""
        return [p for p in self.named.people if goes_by_it(phrase, p)]

    def _first(self, group: Chain) -> int:
        """Where the members are first named together, or where the last of them is first named."""
        return min((p.start for p in self._places.get(group, ())), default=max(c.first for c in group.members))

    def _next_to_speak(self, asked: Question) -> list[Chain]:
        """Behind a description in headline or lede: as many people as it counts, or two, who are first named as sources further on."""
        if self.scene.body_paragraph(asked.place) > EARLY:
            return []
        later = sorted((p for p in self.named.people if p.first > asked.place), key=lambda p: p.first)
        return [p for p in later if self.scene.introduced_by(p) is not None][: asked.phrase.count or 2]

    @cached_property
    def named_together(self) -> list[Chain]:
        """Each group of people whom one source lists, or whose names only commas and "and" join, in the order of the text."""
        for number, statement in enumerate(self.scene.statements):
            places = [place for m in statement.mentions for place in self.named.within(m.span)]
            group = self._noted(places)
            if group is not None:
                self._as_sources.setdefault(group, []).append(number)
        run: list[tuple[Span, Chain]] = []
        for place, chain in self.named.within(Span(0, len(self.annotation.text))):
            if chain.sort is not Sort.PERSON:
                continue
            if run and not side_by_side(self.annotation, run[-1][0], place):
                self._run(run)
                run = []
            run.append((place, chain))
        self._run(run)
        return sorted(self._places, key=lambda g: self._places[g][0])

    def _run(self, run: list[tuple[Span, Chain]]) -> None:
        """Note the names of a run as a group, where "and" stands before the last."""
        if len(run) < 2:
            return
        between = self.annotation.inside(Span(run[-2][0].end, run[-1][0].start))
        if any(t.text.lower() in ("and", "&") for t in between):
            self._noted(run)

    def _noted(self, places: list[tuple[Span, Chain]]) -> Chain | None:
        people = list(dict.fromkeys(c for _, c in places if c.sort is Sort.PERSON))
        if not 1 < len(people) <= _MOST:
            return None
        group = self._group(people)
        self._places.setdefault(group, []).append(Span(min(p.start for p, _ in places), max(p.end for p, _ in places)))
        return group

    def _group(self, people: Sequence[Chain]) -> Chain:
        who = frozenset(people)
        if who not in self._groups:
            members = tuple(p for p in self.named.people if p in who)
            label = f"{', '.join(c.label for c in members[:-1])} and {members[-1].label}"
            self._groups[who] = Chain(Sort.GROUP, label, named=True, plural=True, members=members)
        return self._groups[who]

    def _fits(self, asked: Question, group: Chain) -> bool:
        """Whether a mention can mean a group at all: by number and gender; "they" only where nobody else has spoken since; "two clerks"
        nobody who was named before; people named later only where they are counted or all of them speak; "officials" only who is called
        so."""
        phrase, members = asked.phrase, group.members
        genders = {c.gender for c in members} - {""}
        counted = phrase.count if phrase.plural else None
        if counted not in (None, len(members)) or (phrase.gender and genders - {phrase.gender}):
            return False
        if phrase.sort is Sort.PRONOUN:
            since = max((p.start for p in self._places[group] if p.start < asked.place), default=0)
            return all(c in members for place, c in self.scene.speakers if place > since)
        if all(goes_by_it(phrase, c) for c in members):
            return True
        if phrase.noun in words("people", "heads", "vague"):
            return False
        if self._first(group) < asked.place:
            return phrase.definite or phrase.article == "bare"
        return counted is not None or all(self._speaks(c) for c in members)

    def _speaks(self, person: Chain) -> bool:
        """Whether somebody is named as the source of a statement."""
        return any(m.span.contains(place.span) for s in self.scene.statements for m in s.mentions for place in person.mentions)

    def _features(self, asked: Question, group: Chain, next_to_speak: Sequence[Chain]) -> Features:
        phrase, members = asked.phrase, group.members
        out: Features = {
            "together": 1.0,
            f"together, {phrase.article}": 1.0,
            "together, counted": float(phrase.plural and phrase.count is not None),
        }
        if phrase.sort is Sort.PRONOUN:
            return out | self._told(asked, group)
        out["together, speak next"] = float(set(members) == set(next_to_speak))
        so = [goes_by_it(phrase, c) for c in members]
        out["together, all called so"] = float(all(so))
        out["together, some called so"] = float(any(so) and not all(so))
        out["together, called otherwise"] = float(not any(so) and all(c.nouns for c in members))
        out["together, nothing known"] = float(not any(c.nouns for c in members))
        out["together, vague"] = float(phrase.noun in words("people", "heads", "vague"))
        known = frozenset[str]().union(*(c.modifiers | c.nouns for c in members))
        out["together, modifiers shared"] = float(len(phrase.telling & known))
        out["together, modifiers unknown"] = float(len(phrase.telling - known))
        out["together, tail"] = float(phrase.tail is not None)
        return out | self._told(asked, group)

    def _told(self, asked: Question, group: Chain) -> Features:
        """Where the group stands in the text, and what it says."""
        phrase, members, scene = asked.phrase, group.members, self.scene
        out: Features = {}
        places = self._places.get(group, [])
        out["together, named apart"] = float(not places)
        first = self._first(group)
        out["together, in the words"] = float(any(phrase.span.overlaps(p) for p in places))
        if first > asked.place:
            out["together, later"] = 1.0
            out["together, early"] = float(scene.body_paragraph(asked.place) <= EARLY)
            out["together, paragraphs until"] = math.log1p(max(0, scene.paragraph(first) - asked.paragraph))
            out["together, nobody else until"] = float(
                not any(asked.place < p.first < first for p in self.named.people if p not in members)
            )
        else:
            near = max((p.start for p in places if p.start <= asked.place), default=first)
            out["together, sentences away"] = math.log1p(max(0, asked.sentence - scene.sentence(near)))
            out["together, alone"] = float(len(self._places) == 1)
        said = self._as_sources.get(group, [])
        out["together, a source"] = float(bool(said))
        if asked.statement is not None:
            words_here, text = asked.statement.words(self.annotation.text), self.annotation.text
            others = [n for n in said if scene.statements[n] is not asked.statement][:_SAID]
            again = [share_said_again(words_here, scene.statements[n].words(text)) for n in others]
            out["together, says the same"] = max(again, default=0.0)
        if asked.links is not None:
            best = [max((p for at, p in asked.links.items() if at in scene.heads(c)), default=0.0) for c in members]
            out["network, together"] = max(best)
            out["network, all together"] = min(best)
        last = scene.speakers[-len(members) :]
        out["together, spoke last"] = float({id(c) for place, c in last if place == last[-1][0]} == {id(c) for c in members})
        out["together, have spoken"] = sum(bool(scene.times[c]) for c in members) / len(members)
        return out
