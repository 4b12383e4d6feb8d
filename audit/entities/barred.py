"""Whom a description cannot mean, by what it says itself: "the newspaper" no parliament, "the 45th president" not the 44th."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from audit.attribute.outlets import is_outlet
from audit.entities.chain import Chain
from audit.entities.kinds import covers, kinds_of_name, kinds_of_noun
from audit.entities.person_words import official_titles
from audit.entities.phrase import Phrase, Sort
from audit.lexicons import table, words
from audit.lexicons.places import demonyms, speaking_places

_NTH = re.compile(r"(?:\d{1,3}(?:st|nd|rd|th)|(?:twenty|thirty|forty|fifty|sixty|seventy)-[a-z]{3,7})")
"""The number of a holder of an office."""


_PART_OF = re.compile(r" of (?:the )?(?P<body>[A-Z][\w’'-]*(?: (?:(?:of|and|for|the) )*[A-Z][\w’'-]*)*)")
"""The named body that something is a part of, without "and" at its end."""
_TAIL_OF = re.compile(r" (?:of|at) (?P<body>[^,(]+)")
_RULES = frozenset({"administration", "government"})
"""What no firm or union is called."""


def barred(phrase: Phrase, chain: Chain) -> bool:
    """Whether the words of a description say that it is somebody or something else than ``chain``."""
    if phrase.sort is Sort.OUTLET and not phrase.proper and not phrase.modifiers and phrase.noun in _media():
        return _no_outlet(phrase.noun, chain)
    if not chain.human and _part_of_another(phrase, chain):
        return True
    if phrase.noun in _RULES and chain.entity_label == "Organization" and phrase.noun not in chain.nouns | chain.name_words:
        kinds = kinds_of_name(chain.label).union(*(kinds_of_noun(word) for word in chain.name_words))
        return "public" not in kinds and "place" not in kinds
    return phrase.sort is Sort.PERSON and (
        _another_in_turn(phrase, chain)
        or _another_office(phrase, chain)
        or _another_trade(phrase, chain)
        or _above_officials(phrase, chain)
        or _of_a_body(phrase, chain)
        or _in_a_trade(phrase, chain)
    )


def _no_outlet(noun: str, chain: Chain) -> bool:
    """Whether a body is known to be something else than what a word for a medium can mean: a place, a chamber, a ministry."""
    if chain.entity_label in ("Location", "Facility") and not is_outlet(chain.label) and noun not in chain.nouns:
        return True
    kinds = kinds_of_name(chain.label).union(*(kinds_of_noun(word) for word in chain.name_words | chain.nouns))
    return bool(kinds) and not kinds & kinds_of_noun(noun)


def _part_of_another(phrase: Phrase, chain: Chain) -> bool:
    """Whether a description tells of a part of one body, and ``chain`` is another that nobody calls so: "the Orre chapter of the Fishers'
    Union" is no agency. What is of a place may have any name."""
    of = _PART_OF.search(phrase.bare) if phrase.noun in words("kinds", "parts") else None
    if of is None or not chain.named or phrase.noun in chain.nouns | chain.name_words or of["body"].lower() in speaking_places():
        return False
    told = {word for word in re.findall(r"\w+", of["body"]) if word[:1].isupper()}
    return all(told.isdisjoint(re.findall(r"\w+", name)) for name in (*chain.printed, chain.label))


def _another_in_turn(phrase: Phrase, chain: Chain) -> bool:
    """Whether somebody held the office of ``phrase`` by another number."""
    nth = {m for m in phrase.modifiers if _NTH.fullmatch(m)}
    if not nth:
        return False
    theirs = {m for m in chain.modifiers if _NTH.fullmatch(m)} if phrase.noun in chain.nouns | chain.past else set()
    for told in chain.descriptions:
        theirs |= {m for m in _NTH.findall(told.text.lower()) if phrase.noun in told.text.lower()}
    return bool(theirs) and not nth & theirs


def _another_office(phrase: Phrase, chain: Chain) -> bool:
    """Whether somebody is only ever called by what nobody is who holds the office of ``phrase``: no president is the mayor, no candidate
    whom nobody calls the president is the president, no lawyer the ambassador."""
    known = chain.nouns | chain.past
    if not chain.named or not known:
        return False
    if phrase.noun in words("offices", "advocates") and "general" not in phrase.bare.lower() and _only_general(chain):
        return True  # "her attorney" is no attorney general
    if phrase.noun == "minister" and not phrase.former and _of_another_portfolio(phrase, chain):
        return True
    asked, theirs = _offices(frozenset({phrase.office})), _offices(frozenset(known))
    if theirs:
        other = phrase.noun in _high_offices() and not phrase.former and not known & (covers(phrase.noun) | {phrase.noun})
        return other or (bool(asked) and not asked & theirs)
    if phrase.office in known:
        return False
    if phrase.noun in _heads_of_state() and not phrase.former and chain.nouns & official_titles():
        return not known & (covers(phrase.noun) | {phrase.noun} | _heads_of_state())  # no press secretary is the president
    advocates = words("offices", "advocates")
    pleads = bool(known & advocates) and not (known - advocates) & official_titles() and phrase.office in official_titles()
    return pleads or (bool(asked) and bool(known & words("offices", "running")))


def _of_another_portfolio(phrase: Phrase, chain: Chain) -> bool:
    """Whether a minister is told of by another field than ``phrase`` has: "the defense minister" is not the prime minister."""
    field = words("offices", "portfolios")
    asked = field & set(phrase.modifiers)
    told = [set(re.findall(r"[a-z]+", one.text.lower())) for one in chain.descriptions]
    theirs = frozenset().union(*(one & field for one in told if "minister" in one))
    return bool(asked and theirs) and not asked & theirs


def _only_general(chain: Chain) -> bool:
    """Whether somebody is called an attorney only as an attorney general."""
    told = [one.text.lower() for one in chain.descriptions if "attorney" in one.text.lower()]
    return bool(told) and all("attorney general" in one for one in told)


def _another_trade(phrase: Phrase, chain: Chain) -> bool:
    """Whether somebody without a name is only ever called by another trade: "the medical examiner" is not the lawyer told of before."""
    if chain.named or not chain.nouns or phrase.noun in chain.nouns or phrase.office in chain.nouns:
        return False
    trades = words("people", "heads", "trades")
    if phrase.noun not in trades or not chain.nouns <= trades:
        return False
    return not covers(phrase.noun) & chain.nouns and not any(phrase.noun in covers(noun) for noun in chain.nouns)


def _above_officials(phrase: Phrase, chain: Chain) -> bool:
    """Whether somebody has a ruler's title before the name ("President Quill"), whom nobody calls "a senior official" or "an aide"; or
    "the president" is asked about and somebody without a name is called so."""
    rules = _heads_of_state()
    if phrase.noun in rules and not chain.named:
        return bool(chain.nouns) and chain.nouns <= words("people", "heads", "below_rulers")
    return phrase.noun in words("people", "heads", "below_rulers") and bool(_rules_as(chain))


def _of_a_body(phrase: Phrase, chain: Chain) -> bool:
    """Whether a description says whose president somebody is, and ``chain`` is one with that title before the name: "the president of the
    pilots' union" is not President Quill."""
    of = _TAIL_OF.search(phrase.bare) if phrase.noun in _heads_of_state() and chain.named else None
    if of is None:
        return False
    body = of.group("body").removeprefix("the ")
    place = any(body.lower().startswith(f"{one} ") or body.lower() == one for one in speaking_places())
    named = body[:1].isupper() and not place
    if not named and not set(body.lower().split()) & (words("people", "heads", "organisation") - words("kinds", "places")):
        return False
    told = {word for one in chain.descriptions for word in one.text.lower().split()}
    return phrase.noun in _rules_as(chain) and told.isdisjoint(body.lower().split())


def _rules_as(chain: Chain) -> set[str]:
    """The titles of a head of state before somebody's name, with nothing but a country before them: "U.S. President Quill" is one,
    "union president Quill" and "Vice President Quill" are none."""
    titles = (one.text.lower().split() for one in chain.descriptions if one.where == "before")
    return {one[-1] for one in titles if one and one[-1] in _heads_of_state() and _before_rulers().issuperset(one[:-1])}


@cache
def _before_rulers() -> frozenset[str]:
    """Words before the title of a head of state: a country, "former"."""
    return frozenset(demonyms()) | frozenset(speaking_places()) | words("people", "titles", "former")


def _in_a_trade(phrase: Phrase, chain: Chain) -> bool:
    """Whether a description by an office cannot mean a named person who is only ever called by a trade: "the vice president" is not the
    theorist told of before."""
    office = phrase.noun in _high_offices() or bool(_offices(frozenset({phrase.office})))
    if not chain.named or not office or phrase.former or phrase.office in chain.nouns | chain.past:
        return False  # a trade is what people have who once held an office
    told = {word for one in chain.descriptions for word in one.text.lower().replace("ex-", " ").split()}
    trades = words("people", "heads", "trades") | words("people", "heads", "staff")
    return bool(told & trades) and not told & official_titles()


@cache
def _heads_of_state() -> frozenset[str]:
    """Titles of which a country has one at a time."""
    return words("people", "heads", "rulers") - {"minister", "mayor", "governor"}


@lru_cache(maxsize=10_000)
def _offices(nouns: frozenset[str]) -> frozenset[str]:
    """The offices of ``offices.toml``, each held alone, that some of ``nouns`` stand for."""
    return frozenset(office for office in table("offices")["held_alone"] if nouns & words("offices", "held_alone", office))


@cache
def _high_offices() -> frozenset[str]:
    """Titles that states and chambers have and no company or club."""
    return (words("people", "officials", "state") | words("people", "officials", "legislature")) - words("offices", "generic")


@cache
def _media() -> frozenset[str]:
    """Words that mean a medium and nothing else that speaks."""
    return words("people", "heads", "media") & words("kinds", "bodies", "media") - {"site", "media", "press", "wire"}
