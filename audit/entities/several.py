"""Words for several people or bodies at once, or for one of two: "the couple", "the four", "two survivors", "the latter", "the Orres"."""

from __future__ import annotations

import re
from itertools import pairwise

from audit.attribute.heads import head_of
from audit.domain.annotation import Annotation
from audit.domain.text import Span
from audit.entities.chain import Chain
from audit.entities.features import EARLY
from audit.entities.named import Named
from audit.entities.phrase import Phrase, Sort
from audit.entities.scene import Scene
from audit.lexicons import words

_PAIR = 8
"""Sentences from the names of two to a word for both."""
_COUNTED = 4
_BEFORE_NAME = 90
"""Code points before a name in which the paper stands that somebody wrote."""
_PAPER = "|".join(sorted(words("people", "heads", "document") | words("kinds", "reported") | words("people", "heads", "written")))
_WRITTEN_BY = re.compile(rf"\b(?:{_PAPER})\b[^.;:]{{0,60}}\bby (?:[\w.’'-]+ ){{0,4}}$")


class Several:
    """The forms, a method each; None or an empty list if a phrase does not have that form."""

    def __init__(self, annotation: Annotation, named: Named, scene: Scene) -> None:
        self.annotation = annotation
        self.named = named
        self.scene = scene

    def family(self, phrase: Phrase) -> list[Chain]:
        """ "The Orres": those of that surname."""
        printed = phrase.span.of(self.annotation.text)
        match = re.fullmatch(r"[Tt]he ([A-Z][\w'’-]+?)(?:es|s)", printed)
        found = [p for p in self.named.people if match and any(n.last == match.group(1).lower() and n.given for n in p.names)]
        return found if len(found) > 1 else []

    def pair(self, phrase: Phrase) -> list[Chain]:
        """ "The couple", "both countries", "the two leaders": the two of that kind whom "and" joined last."""
        two = phrase.noun in words("phrases", "pairs") or phrase.count == 2 or phrase.determiner == "both"
        told = phrase.determiner in ("the", "both", "these", "those") and not phrase.tail and not phrase.proper
        if not (two and told) or phrase.sort not in (Sort.GROUP, Sort.BODY, Sort.PERSON):
            return []
        here = self.scene.sentence(phrase.span.start)
        human = phrase.sort is not Sort.BODY
        names = [(place, c) for place, c in self.named.within(Span(0, phrase.span.start)) if c.human == human]
        for (first, one), (second, other) in reversed(list(pairwise(names))):
            if here - self.scene.sentence(second.start) > _PAIR:
                break
            joined = any(t.text.lower() == "and" for t in self.annotation.inside(Span(first.end, second.start)))
            if joined and one is not other and self._together(first, second):
                return [one, other]
        return []

    def counted(self, phrase: Phrase) -> list[Chain]:
        """ "Two survivors", where just two survivors have names in the article, or one source lists two of them; "the four" whom one listed
        before."""
        if phrase.sort not in (Sort.GROUP, Sort.PERSON) or phrase.count is None or not 2 <= phrase.count <= _COUNTED:
            return []
        if phrase.determiner == "the" and (told := self._listed_before(phrase, phrase.count)):
            return told
        if self.scene.body_paragraph(phrase.span.start) > EARLY:
            return []
        called = [p for p in self.named.people if phrase.noun in p.nouns]
        if len(called) == phrase.count:
            return called
        behind = (one for one in self._listed(phrase.count) if one[0].start > phrase.span.end)
        return next((people for place, people in behind if self._opens_with(place, phrase.noun)), [])

    def authors(self, phrase: Phrase) -> list[Chain]:
        """ "The author", "the researchers": who wrote the paper told of before, "a study by Ann Orre and Bo Vane"."""
        if phrase.noun not in words("people", "heads", "authors") or not phrase.definite or phrase.modifiers or phrase.proper:
            return []
        text = self.annotation.text
        names = [(place, c) for place, c in self.named.within(Span(0, phrase.span.start)) if c.sort is Sort.PERSON]
        for number, (first, one) in reversed(list(enumerate(names))):
            if not _WRITTEN_BY.search(text, max(0, first.start - _BEFORE_NAME), first.start):
                continue
            found = [one]
            for (before, _), (place, other) in pairwise(names[number:]):
                if not self._together(before, place):
                    break
                found.append(other)
            found = list(dict.fromkeys(found))
            return found if (len(found) > 1) == phrase.plural else []
        return []

    def of_two(self, phrase: Phrase) -> Chain | None:
        """ "The latter", "the former": the second or the first of the two named last, in this sentence or the one before."""
        which = {"the latter": -1, "the former": -2}.get(phrase.span.of(self.annotation.text).lower())
        if which is None:
            return None
        here = self.annotation.tokens[phrase.first].sentence
        begin = self.annotation.sentences[max(0, here - 1)].span.start
        named = list(dict.fromkeys(c for _, c in self.named.within(Span(begin, phrase.span.start))))
        people = [c for c in named if c.sort is Sort.PERSON]
        named = people if len(people) > 1 else named
        return named[which] if len(named) > 1 else None

    def _together(self, first: Span, second: Span) -> bool:
        """Whether neither a verb nor the end of a sentence stands between two names."""
        gap = self.annotation.inside(Span(first.end, second.start))
        return not any(t.upos in ("VERB", "AUX", "SCONJ") or t.text in (".", ";") for t in gap)

    def _listed_before(self, phrase: Phrase, count: int) -> list[Chain]:
        """The ``count`` people whom a source close before lists, under the noun of ``phrase`` where it has one that tells anything."""
        here = self.scene.sentence(phrase.span.start)
        any_noun = phrase.noun in words("phrases", "anybody")
        for place, people in reversed(self._listed(count)):
            near = place.end <= phrase.span.start and here - self.scene.sentence(place.start) <= _PAIR
            if near and (any_noun or self._opens_with(place, phrase.noun)):
                return people
        return []

    def _listed(self, count: int) -> list[tuple[Span, list[Chain]]]:
        """The sources of one statement that name just ``count`` people, in the order of the text: where they stand, and whom they name."""
        out = []
        for statement in self.scene.statements:
            mentions = [m.span for m in statement.mentions]
            people = dict.fromkeys(c for span in mentions for _, c in self.named.within(span) if c.sort is Sort.PERSON)
            if len(people) == count:
                out.append((Span(min(mentions).start, max(mentions).end), list(people)))
        return sorted(out, key=lambda one: one[0])

    def _opens_with(self, place: Span, noun: str) -> bool:
        """Whether the words before the first name at ``place`` hold a noun in the plural."""
        before = Span(place.start, self.named.within(place)[0][0].start)
        return any(head_of(t) == noun and t.text.lower() != noun for t in self.annotation.inside(before))
