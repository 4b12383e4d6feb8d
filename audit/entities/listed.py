"""Those whom a group's phrase lists: "two senators, Ann Orre and Bo Vane", "traders including Orre"."""

from __future__ import annotations

import re

from audit.domain.annotation import Annotation
from audit.domain.text import Span
from audit.entities.chain import Chain
from audit.entities.named import Named
from audit.entities.phrase import Phrase, Sort

_LIST = re.compile(r"(?:,? (?P<group>including|like|such as)|,|:| ?[—–-]) (?:(?!of |for |from |with |who |which |said )[\w.’'-]+ ){0,8}$")
"""What stands between a group and the first name of its list."""
_EXAMPLES = re.compile(r",? (?P<group>including|such as) ")
_AS_EXAMPLES = ("like", "such as")


class Listed:
    """Reads the lists of names in a group's phrase."""

    def __init__(self, annotation: Annotation, named: Named) -> None:
        self.annotation, self.named = annotation, named

    def members(self, phrase: Phrase) -> list[Chain]:
        """The people listed, or the bodies where none are; without words like "including" all of the group, or none."""
        listed, opens = self._list(phrase)
        if opens is None or opens.group("group"):
            return listed
        return listed if (phrase.count or len(listed)) == len(listed) > 1 else []

    def speaks_beside(self, phrase: Phrase) -> bool:
        """Whether the group speaks as well as those listed: behind "including", and behind "such as" and one name."""
        listed, opens = self._list(phrase)
        return opens is not None and bool(opens.group("group")) and not (opens.group("group") in _AS_EXAMPLES and len(listed) > 1)

    def _list(self, phrase: Phrase) -> tuple[list[Chain], re.Match[str] | None]:
        """The members, and what stands before the first; none and None where the phrase has no list."""
        nothing: tuple[list[Chain], re.Match[str] | None] = [], None
        if phrase.sort not in (Sort.GROUP, Sort.BODY) or not phrase.plural or phrase.tail is None:
            return nothing
        text, start = self.annotation.text, phrase.tail.start
        behind = [(place, c) for place, c in self.named.within(phrase.span) if place.start >= start]
        names = [one for one in behind if self._ends_a_member(one, phrase)]
        if not names:
            return nothing
        opens = _LIST.match(text[start : names[0][0].start])
        if opens is None:  # "firms in the harbour, such as Orre and Vane"
            names = [(place, c) for place, c in names if _EXAMPLES.search(text, start, place.start)]
            opens = _LIST.search(text[start : names[0][0].start]) if names else None
        if opens is None:
            return nothing
        people = [c for _, c in names if c.sort is Sort.PERSON]
        return list(dict.fromkeys(people or [c for _, c in names])), opens

    def _ends_a_member(self, named: tuple[Span, Chain], phrase: Phrase) -> bool:
        """Whether a name of a list is a member's, not one in a title: "Reef Trust chairman Bo Vane" lists Bo Vane."""
        place, chain = named
        behind = self.annotation.text[place.end : phrase.span.end]
        return chain.sort is Sort.PERSON or re.match(r"\W*$|\s*[,;(]|\s+and\b|['’]?s?\s*,", behind) is not None
