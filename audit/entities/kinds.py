"""What a noun can stand for: the nouns that it covers, the kind of body that it means, and the names of such bodies."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from audit.attribute.outlets import is_outlet
from audit.entities.chain import Chain
from audit.entities.phrase import Phrase
from audit.lexicons import names, table, words
from audit.lexicons.places import speaking_places


def covering(phrase: Phrase, chain: Chain) -> bool:
    """Whether a description can stand for what the chain is called elsewhere, in other words."""
    return not called_so(phrase, chain) and bool(covers(phrase.office) & chain.nouns)


def goes_by_it(phrase: Phrase, chain: Chain) -> bool:
    """Whether the chain is called by the head word of the phrase elsewhere, or by a word for which it can stand."""
    return called_so(phrase, chain) or covering(phrase, chain)


def called_so(phrase: Phrase, chain: Chain) -> bool:
    """Whether the chain is called by the head word of the phrase elsewhere, now or, where the phrase says so, once."""
    return phrase.office in chain.nouns or (phrase.former and phrase.office in chain.past)


def name_fits(phrase: Phrase, chain: Chain) -> bool:
    """Whether a word of a body's name is one that bodies called so have in theirs: "the airline" may be Quill Airways."""
    asked = _in_names(phrase.noun)
    return bool(asked) and chain.named and not chain.human and any(not asked.isdisjoint(_parts(one)) for one in chain.printed)


@cache
def _in_names(noun: str) -> frozenset[str]:
    return frozenset(table("kinds")["in_names"].get(noun, "").split())


@lru_cache(maxsize=10_000)
def _parts(name: str) -> frozenset[str]:
    """The words of a name in lower case, those with a hyphen in parts."""
    return frozenset(re.findall(r"\w+", name.lower()))


@cache
def covers(noun: str) -> frozenset[str]:
    """The nouns that ``noun`` can stand for."""
    return frozenset(table("kinds")["covers"].get(noun, "").split())


@cache
def kinds_of_noun(noun: str) -> frozenset[str]:
    """What a body is that is called so: company, public, media …"""
    return frozenset(kind for kind in table("kinds")["bodies"] if noun in words("kinds", "bodies", kind))


@lru_cache(maxsize=10_000)
def kinds_of_name(label: str) -> frozenset[str]:
    """What a body is by its whole name."""
    if is_outlet(label):
        return frozenset({"media"})
    low = label.lower().removeprefix("the ")
    if low in speaking_places():
        return frozenset({"place", "public"})
    return frozenset(kind for scope, kind in table("kinds")["scopes"].items() if low in names(scope))
