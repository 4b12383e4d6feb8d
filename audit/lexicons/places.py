"""Countries, capitals and demonyms: from the package ``countryinfo``, with what news adds to it (``institutions.toml``, places)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from audit.lexicons import table

_CASED = {
    "us": re.compile(r"\bUS\b"),
    "the north": re.compile(r"\b[Tt]he North\b(?! [a-z]*\s?of)"),
    "the south": re.compile(r"\b[Tt]he South\b(?! [a-z]*\s?of)"),
}
"""Names that are common words as well: they count as printed here."""


def _pairs(value: str) -> dict[str, str]:
    return {k.strip(): v.strip() for k, v in (p.split("=") for p in value.split(";"))}


@cache
def _package() -> tuple[dict[str, str], dict[str, str]]:
    from countryinfo import all_countries

    speaking: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for country in all_countries():
        label = str(country.name())
        speaking[label.lower()] = label
        if country.capital():
            speaking.setdefault(str(country.capital()).lower(), label)
        if country.demonym():
            demonyms.setdefault(str(country.demonym()).lower(), label)
    return speaking, demonyms


@cache
def speaking_places() -> dict[str, str]:
    """Lower-case country or capital → the country it can speak for."""
    return {**_package()[0], **_pairs(table("institutions")["places"]["names"])}


@cache
def capital_cities() -> frozenset[str]:
    """Lower-case capitals that do not bear their country's own name: "Tehran said" names another voice than "Iran said"."""
    from countryinfo import all_countries

    pairs = [(str(c.capital()).lower(), str(c.name()).lower()) for c in all_countries() if c.capital()]
    return frozenset(capital for capital, country in pairs if capital != country)


@cache
def demonyms() -> dict[str, str]:
    """Lower-case demonym → country."""
    return {**_package()[1], **_pairs(table("institutions")["places"]["demonyms"])}


@lru_cache(maxsize=10_000)
def country_of(phrase: str) -> str | None:
    """The country that a phrase names or whose demonym stands in it, longest name first; None where there is none."""
    low = " ".join(phrase.lower().replace("’", "'").replace("'s", " ").split())
    padded = f" {low} ".replace(",", " ")
    for known in (demonyms(), speaking_places()):
        found = sorted((k for k in known if f" {k} " in padded or f" {k}s " in padded), key=len, reverse=True)
        best = next((k for k in found if k not in _CASED or _CASED[k].search(phrase)), None)
        if best is not None:
            return known[best]
    return None
