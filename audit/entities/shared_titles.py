"""Titles and descriptions that several people share whom the text names together: "Sens. Ann Orre and Bo Vane"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import takewhile

from audit.domain.annotation import Annotation, Entity
from audit.entities.beside import Beside
from audit.entities.chain import Description
from audit.entities.names import person_name
from audit.entities.person_words import official_titles, person_words
from audit.lexicons import table, words

_JOINED = re.compile(
    r"(?: of(?: [A-Z][\w.]{1,14}){1,3}|,? ?[(\[]?(?:[RDI](?:-[\w. ]{2,15})?|\d{2})[)\]]?)?(?:,| and|, and| &) (?:(?:Mr|Mrs|Ms|Dr)\.? )?"
)
"""What stands between two names of one list: a comma or "and", before it an age, a party or a place."""
_AND = re.compile(r"(?:and|&) ")
_ARE = re.compile(r"\W{0,3}(?:who )?(?:are|were)\b")
"""Behind the last of several names of whom something is said together."""
_TAIL = frozenset({"of", "for", "at", "in", "from", "with", "to", "on", "by", "under", "who", "that", "which"})


class SharedTitles:
    """Reads them from what stands beside the first and the last of several names."""

    def __init__(self, annotation: Annotation, beside: Beside) -> None:
        self.annotation = annotation
        self.beside = beside

    def of(self, entity: Entity) -> list[Description]:
        """What the words before the first of several names, or behind the last, call each of them: "Ann Orre and Bo Vane, spokesmen for the
        port"."""
        return [Description(entity.span, text, where) for text, where in self._told.get(entity, ())]

    @cached_property
    def _told(self) -> dict[Entity, tuple[tuple[str, str], ...]]:
        """By each name of several people that only commas and "and" join: what they are called, and where that stands."""
        out: dict[Entity, tuple[tuple[str, str], ...]] = {}
        for run in self._runs():
            out |= dict.fromkeys(run, tuple(self._beside(run[0], run[-1])))
        return out

    def _runs(self) -> list[list[Entity]]:
        """The names of several people that only commas and "and" join, up to the name behind the last "and"."""
        out: list[list[Entity]] = []
        text, run = self.annotation.text, list[Entity]()
        for entity in sorted((e for e in self.annotation.entities if e.label == "Person"), key=lambda e: e.span):
            joined = bool(run) and _JOINED.fullmatch(text, run[-1].span.end, entity.span.start) is not None
            if not joined:
                run = [entity]
                continue
            run.append(entity)
            if _AND.search(text, run[-2].span.end, entity.span.start):
                if out and out[-1][0] == run[0]:
                    out.pop()  # the same run, shorter
                out.append(run.copy())
        return out

    def _beside(self, first: Entity, last: Entity) -> Iterator[tuple[str, str]]:
        before, behind = self.annotation.inside(first.span), self.annotation.inside(last.span)
        name = person_name(first.span.of(self.annotation.text))
        told = self.beside.leads(before[0].index, first, name) if name is not None else []
        both = _ARE.match(self.annotation.text, last.span.end) is not None
        for one in (*told, *self.beside.behind.of(behind[-1], last)):
            if (one.where != "predicate" or both) and (text := _one_of(one.text)):
                yield text, one.where


def _one_of(told: str) -> str:
    """What one of several people is called whom ``told`` describes: "speaker" of "former speakers"; empty where it describes one."""
    known = official_titles().union(person_words(), words("people", "titles", "bare"))
    phrase = told.split()
    ends = takewhile(lambda k: phrase[k] not in _TAIL, range(len(phrase)))
    heads = takewhile(lambda k: not (k and phrase[k].endswith("ing") and phrase[k - 1].endswith(("s", "men"))), ends)
    at = max(heads, default=None)
    plural = phrase[at].lower().rstrip(".") if at is not None else ""
    singular = next((one for one in (plural[:-1], plural[:-3] + "y", plural[:-3] + "man") if one in known and plural != one), "")
    several = plural.endswith(("s", "men"))
    first = 1 if phrase and phrase[0].lower() in table("sources")["numbers"] else 0
    return " ".join([*phrase[first:at], singular, *phrase[at + 1 :]]) if at is not None and singular and several else ""
