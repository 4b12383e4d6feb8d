"""Other names that the text says somebody goes by: "Robert Orrin, who goes by Bobby", "the painter Bobby, whose real name is …"."""

from __future__ import annotations

import re
from collections.abc import Collection

from audit.entities.chain import Chain

_ALIAS = re.compile(
    r",? {0,2}(?:who )?(?:is |was |(?:asked|likes|prefers|wants) to be )?"
    r"(?:(?:would )?(?:later )?(?:be )?(?:later )?identified as|goes by|went by|going by|better known as|known as|also known as|called|"
    r"nicknamed|a\.?k\.?a\.?)"
    r"(?: (?:only|just|simply))?(?: (?:by )?the (?:nick)?name)?(?: of)? [\"“‘']?(?P<alias>[A-ZÀ-Þ][\w’-]{1,30})"
)
_REAL_NAME = re.compile(
    r"(?:,? {0,2}(?:whose (?:real|legal|birth|full|true) name (?:is|was)|real name:?|born)|,? {0,2}\((?:real name:?|born))"
    r" (?P<name>[A-ZÀ-Þ])"
)
_NICK = re.compile(r"[\"“‘'(](\w[\w’-]{1,30})[\"”’')]")


def told(text: str, person: Chain) -> list[str]:
    """The names that stand behind the mentions of a person as what he goes by, and those in marks within his name."""
    found = (m for one in person.mentions if (m := _ALIAS.match(text, one.span.end)))
    names = [m.group("alias") for m in found if not m.group().lstrip().startswith("called")]  # "Mary called Bo a liar" is no name of Mary's
    return names + [m.group(1) for one in person.mentions if (m := _NICK.search(one.span.of(text)))]


def goes_by(one: Chain, person: Chain, names: Collection[str]) -> bool:
    """Whether all names of ``one`` are among the other ``names`` of a person, alone or with that person's surname."""
    given, lasts = {name.lower() for name in names}, {n.last for n in person.names}
    return all(n.full in names if n.single else n.given in given and n.last in lasts for n in one.names)


def real_names(text: str, person: Chain) -> list[int]:
    """Where the real names begin that stand behind the mentions of a person."""
    return [m.start("name") for one in person.mentions if (m := _REAL_NAME.match(text, one.span.end))]


def behind(text: str, start: int, end: int) -> int:
    """Where the name begins that somebody described before ``start`` goes by, up to ``end`` or right behind it; -1 where there is none."""
    match = _ALIAS.match(text, start) or _ALIAS.search(text, start, end) or _ALIAS.match(text, end)
    return match.start("alias") if match is not None else -1
