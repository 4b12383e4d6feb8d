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
_PAPER = "|".join(sorted(words("people", "heads", "written")))
_WRITTEN_BY = re.compile(
    rf"\b(?:{_PAPER})(?: [^.;:]{{0,50}})? (?:{'|'.join(sorted(words('phrases', 'writing')))}) by (?:[\w.’'-]+ ){{0,4}}$"
    rf"|\b(?:{_PAPER})(?: of [^.;:]{{0,50}})? by (?:[\w.’'-]+ ){{0,4}}$"
)
_ANOTHER_PAPER = re.compile(rf"\b(?:an?|another|second|new) (?:[\w’'-]+ ){{0,2}}(?:{_PAPER})\b")


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
        return self._last_pair(phrase, phrase.sort is not Sort.BODY)

    def both(self, phrase: Phrase) -> list[Chain]:
        """ "Both" and nothing else: the two people that "and" joined last, where nobody else has spoken since."""
        pair = self._last_pair(phrase, human=True) if phrase.noun == "both" else []
        since = max((m.span.start for c in pair for m in c.before(phrase.span.start)[-1:]), default=0)
        return [] if any(place > since and c not in pair for place, c in self.scene.speakers) else pair

    def _last_pair(self, phrase: Phrase, human: bool) -> list[Chain]:
        here = self.scene.sentence(phrase.span.start)
        names = [(place, c) for place, c in self.named.within(Span(0, phrase.span.start)) if c.human == human]
        for (first, one), (second, other) in reversed(list(pairwise(names))):
            if here - self.scene.sentence(second.start) > _PAIR:
                break
            linked = any(t.text.lower() == "and" for t in self.annotation.inside(Span(first.end, second.start)))
            if linked and one is not other and side_by_side(self.annotation, first, second):
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
        told = phrase.definite and not phrase.modifiers and phrase.tail is None and not phrase.proper
        if phrase.noun not in words("people", "heads", "authors") or not told:
            return []
        text = self.annotation.text
        names = [(place, c) for place, c in self.named.within(Span(0, phrase.span.start)) if c.sort is Sort.PERSON]
        for number, (first, _) in reversed(list(enumerate(names))):
            if not _WRITTEN_BY.search(text, max(0, first.start - _BEFORE_NAME), first.start):
                continue
            found = self._joined(names[number:])
            another = _ANOTHER_PAPER.search(text, first.end, phrase.span.start)
            return found if (len(found) > 1) == phrase.plural and another is None else []
        return []

    def _joined(self, names: list[tuple[Span, Chain]]) -> list[Chain]:
        """The first of some names and those that stand beside one another behind it."""
        found = [c for _, c in names[:1]]
        for (before, _), (place, other) in pairwise(names):
            if not side_by_side(self.annotation, before, place):
                break
            found.append(other)
        return list(dict.fromkeys(found))

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


def side_by_side(annotation: Annotation, first: Span, second: Span) -> bool:
    """Whether neither a verb nor the end of a sentence or line stands between two names."""
    gap = annotation.inside(Span(first.end, second.start))
    apart = "\n" in annotation.text[first.end : second.start]
    return not apart and not any(t.upos in ("VERB", "AUX", "SCONJ") or t.text in (".", ";", "!", "?") for t in gap)
