"""Countries, capitals and demonyms: ``countries.toml`` and what news adds to it (``institutions.toml``, places)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from audit.lexicons import table, words

_CASED = {
    "us": re.compile(r"\bUS\b"),
    "the north": re.compile(r"\b[Tt]he North\b(?! [a-z]*\s?of)"),
    "the south": re.compile(r"\b[Tt]he South\b(?! [a-z]*\s?of)"),
}
"""Names that are common words as well: they count as printed here."""


def _listed(key: str, split: str) -> list[tuple[str, str]]:
    """The pairs of one list of ``institutions.toml``, places."""
    whole = " ".join(table("institutions")["places"][key].split())
    pairs = (one.split(split, 1) for one in whole.split(";") if one.strip())
    return [(left.strip(), right.strip()) for left, right in pairs]


def _keys(name: str) -> set[str]:
    """A name in lower case, with its accents and without."""
    low = name.lower().replace("’", "'")
    return {low, "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))}


@cache
def _silent() -> frozenset[str]:
    return frozenset(one.strip() for one in " ".join(table("institutions")["places"]["silent"].split()).split(";"))


@cache
def country_names() -> dict[str, str]:
    """Lower-case name of a country, also an old or a short one → the country, as this program calls it."""
    out: dict[str, str] = {}
    for country in table("countries").values():
        for name in (country["name"], *country["others"]):
            out |= dict.fromkeys(_keys(name), country["name"])
    return {name: country for name, country in out.items() if name not in _silent()} | dict(_listed("names", "="))


@cache
def _capitals() -> dict[str, str]:
    listed = ((key, country["name"]) for country in table("countries").values() if country["capital"] for key in _keys(country["capital"]))
    return {capital: country for capital, country in listed if capital not in _silent()} | dict(_listed("seats", "="))


@cache
def speaking_places() -> dict[str, str]:
    """Lower-case country or capital → the country it can speak for."""
    return _capitals() | country_names()


@cache
def demonyms() -> dict[str, str]:
    """Lower-case demonym → country."""
    out: dict[str, str] = {}
    for country, known in _listed("demonyms", ":"):
        for word in known.split(","):
            out.setdefault(word.strip(), country)
    return out


def also_a_person(place: str) -> bool:
    """Whether a country or capital is a given name or a surname as well: only the words around "Jordan said" tell who spoke."""
    return place.lower() in words("institutions", "places", "people")


_LONGEST = 8
"""Words of a country's name, at most."""


@lru_cache(maxsize=10_000)
def country_of(phrase: str) -> str | None:
    """The country that a phrase names or whose demonym stands in it, the longest name, then the first; None where there is none."""
    low = " ".join(phrase.lower().replace("’", "'").replace("'s", " ").split())
    padded = f" {low} ".replace(",", " ")
    read = padded.split(" ")[1:-1]
    runs = {" ".join(read[i:end]) for i in range(len(read)) for end in range(i + 1, min(i + _LONGEST, len(read)) + 1)}
    for known in (demonyms(), speaking_places()):
        names = {name for run in runs for name in (run, run.removesuffix("s")) if name in known}
        found = sorted(names, key=lambda name: (-len(name), padded.find(f" {name}")))
        best = next((k for k in found if k not in _CASED or _CASED[k].search(phrase)), None)
        if best is not None:
            return known[best]
    return None
