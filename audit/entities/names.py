"""Names of people: parts, titles, gender hints."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from nicknames import NickNamer

from audit.lexicons import words

OFFICE_SCOPES = ("state", "local", "legislature", "military_police_judicial", "intergovernmental", "party")
_CIVIL = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame"})
_SUFFIXES = words("people", "titles", "behind")
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior"})
"""They tell a father from a son of the same name, so they are kept."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """``given`` and ``last`` in lower case (given empty for a bare surname), ``full`` as printed without titles, ``gender`` m, f or ''."""

    full: str
    given: str
    last: str
    gender: str
    title: str = ""
    """Titles printed as part of the name ("President", "Col.")."""
    generation: str = ""
    """"jr", "sr", "iii" …, where it is printed."""
    reigns: bool = False
    """Whether a single name is that of a king, a pope or a prince, who have no surname: "King Edvar" is not Ann Edvar."""

    @property
    def single(self) -> bool:
        return not self.given

    @property
    def coded(self) -> bool:
        """Whether a number or a letter stands for a name: "Juror B-37", "Witness A", "Debbie H."."""
        return CODE.fullmatch(self.last.upper()) is not None


_SHORT = 3
"""Letters of the shortest beginning of a name that may stand for it."""
CODE = re.compile(r"(?:[A-Z]|[A-Z]{0,2}-?\d{1,4}[A-Z]?)\.?")
"""What stands for a name beside "Juror", "Witness" …"""


def person_name(printed: str) -> PersonName | None:
    """Read a person's name; None where nothing but titles is left.

    Hyphens stay, and the first part is taken for the given name ("Kim Yong-hyun" is given Kim, last Yong-hyun: see ``same``).
    """
    parts = [p for p in re.split(r"[\s\u00a0]+", printed.strip(" ,;:.'’\"“”()[]")) if p]
    parts = [p.strip("[]") or p for p in parts]  # "[Sen. Ann] Orre" as somebody is quoted
    gender = ""
    titles: list[str] = []
    parts = _unglued(parts)
    while len(parts) > 1 and (_title(parts[0]) or _office(parts[0])):
        gender = gender or title_gender(parts[0].lower())
        titles.append(parts[0])
        parts = parts[1:]
    generation = suffix = ""
    while len(parts) > 1 and parts[-1].lower().strip(",.") in _SUFFIXES | _GENERATIONS:
        low = parts[-1].lower().strip(",.")
        if low in _GENERATIONS:
            dot = "." if low in ("jr", "sr") and not parts[-1].endswith(".") else ""
            generation, suffix = low, f" {parts[-1].strip(',')}{dot}"
        parts = parts[:-1]
    if parts:
        parts[-1] = re.sub(r"['’]s?$", "", parts[-1].rstrip(","))
    parts = [p for p in parts if p]
    if not parts or (len(parts) == 1 and not titles and parts[0].lower().rstrip(".") in _CIVIL):
        return None
    given = "" if len(parts) == 1 else parts[0].lower()
    last = parts[-1].lower()
    if not gender and given:
        gender = given_gender(given)
    return PersonName(" ".join(parts) + suffix, given, last, gender, " ".join(titles), generation)


def _unglued(parts: list[str]) -> list[str]:
    """The parts of a name before another text that a page glued to it: "Ann Orre Ann Maria OrreThis" is "Ann Orre"."""
    low = [p.lower() for p in parts]
    again = next((i for i in range(2, len(parts)) if low[i] == low[0]), len(parts))
    kept: list[str] = []
    for n, part in enumerate(parts[:again]):
        glued = _GLUED.match(part)
        given = n == 0 and again > 1 and _CAMEL.fullmatch(part) is not None
        if glued is not None and not given and glued.group(1).lower() not in words("names", "prefixes"):
            return [*kept, glued.group(1)]
        kept.append(part)
    return kept


_CAMEL = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{1,6}[A-ZÀ-Þ][a-zà-ÿ]{1,8}")
"""A given name of two: "AnnLee"."""
_GLUED = re.compile(r"([A-ZÀ-Þ]?[a-zà-ÿ’']*[a-zà-ÿ])(?:[A-ZÀ-Þ]|\d)")


def _title(part: str) -> bool:
    low = part.lower()
    return low in words("people", "titles", "honorific") or low.rstrip(".") in words("people", "titles", "honorific")


def _office(part: str) -> bool:
    low = part.lower()
    if low in words("people", "titles", "party"):
        return True
    return any(low in words("people", "officials", scope) for scope in OFFICE_SCOPES) or low in ("former", "ex-president")


def title_gender(word: str) -> str:
    """'m' or 'f' where a title or description tells ("Mrs", "spokeswoman"), else ''."""
    if word in words("people", "titles", "male"):
        return "m"
    return "f" if word in words("people", "titles", "female") else ""


def given_gender(given: str) -> str:
    """A hint from the given name, '' where its bearers are men and women or the list does not know it (``given_names.toml``)."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", given) if not unicodedata.combining(letter))
    return "m" if plain in words("given_names", "male") else "f" if plain in words("given_names", "female") else ""


def same(a: PersonName, b: PersonName) -> bool:
    """Whether two printed names can be one person: surnames equal and given names not at odds, or one name is part of the other.

    Names whose family name stands first ("Kim Yong-hyun", later "Kim") are met by the part rule.
    """
    if a.gender and b.gender and a.gender != b.gender and (a.single or b.single):
        return False
    if a.generation and b.generation and a.generation != b.generation:
        return False
    if (a.generation or b.generation) and a.generation != b.generation and not (a.single or b.single) and a.full.lower() != b.full.lower():
        return False
    if a.single != b.single and (a.reigns or b.reigns):
        return a.last == b.given or b.last == a.given
    if a.single or b.single:
        short, long = (a, b) if a.single else (b, a)
        return _stem(short.last) == _stem(long.last) or short.last in long.full.lower().split()
    if _other_initials(a, b):
        return False
    if _part_of(a, b) or _part_of(b, a):
        return True
    initial = a.given[0] == b.given[0] and 1 in (len(a.given.rstrip(".")), len(b.given.rstrip(".")))
    return _stem(a.last) == _stem(b.last) and (a.given == b.given or initial or _nick(a.given, b.given))


def _other_initials(a: PersonName, b: PersonName) -> bool:
    """Whether initials between the given names and the surnames tell two people apart: "George H.W. Orre" and "George W. Orre"."""
    first, second = (re.findall(r"[A-Za-zÀ-ÿ]+", " ".join(n.full.split()[1:-1])) for n in (a, b))
    initials = [all(len(part) == 1 for part in parts) for parts in (first, second)]
    return any(initials) and any(x[0].lower() != y[0].lower() for x, y in zip(first, second, strict=False))


def _stem(last: str) -> str:
    """A surname without the article that is often left out: "al-Naser"."""
    return last[3:] if last.startswith(("al-", "el-")) else last


def _part_of(short: PersonName, long: PersonName) -> bool:
    return f" {short.full.lower()} " in f" {long.full.lower()} "


def _nick(a: str, b: str) -> bool:
    """Whether one given name begins with the other or is a nickname of it: "Dan" and "Daniel", "Mike" and "Michael"."""
    if min(len(a), len(b)) >= _SHORT and (a.startswith(b) or b.startswith(a)):
        return True
    genders = {given_gender(a), given_gender(b)} - {""}
    return len(genders) < 2 and (b in _nicknames().nicknames_of(a) or a in _nicknames().nicknames_of(b))


@cache
def _nicknames() -> NickNamer:
    return NickNamer()
