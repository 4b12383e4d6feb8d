"""Names of organisations: short and long forms of one name, acronyms with their full names, countries with their other names."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

from audit.attribute.outlets import is_outlet
from audit.lexicons import names as institution_names
from audit.lexicons import table, words
from audit.lexicons.places import country_names, speaking_places

_ONE_WORD = re.compile(r"The [A-Z][a-z]+")
_LONG = 7
"""Letters of a name that may be misspelt."""
_SMALL = frozenset({"of", "the", "for", "and", "on", "in", "to", "de", "&"})


@lru_cache(maxsize=10_000)
def body_key(printed: str) -> str:
    """Lower case, without article, dots and possessive: what two printings of one body share."""
    low = re.sub(r"['’]s?$", "", " ".join(printed.lower().split()))
    return re.sub(r"^the\s+", "", low).replace(".", "")


def body_label(printed: str) -> str:
    """A body's name without article and possessive; an outlet of one word keeps its article: "The Hill"."""
    if keeps_article(printed):
        return printed
    bare = re.sub(r"^the\s+", "", " ".join(printed.split()), flags=re.IGNORECASE)
    return re.sub(r"['’]s?$| (?:on|of|in|at|to|for|by|with)$", "", bare)


def keeps_article(printed: str) -> bool:
    """Whether a name with its article is that of an outlet of one word."""
    return _ONE_WORD.fullmatch(printed) is not None and is_outlet(printed)


@lru_cache(maxsize=10_000)
def acronyms(name: str) -> frozenset[str]:
    """The short forms that a name of several words can have, lower case: "doj" of "Department of Justice", "fws" …"""
    parts = re.findall(r"[A-Za-z]+", re.sub(r"\bU\.S\.", "US", name))
    forms = {_initials(parts)} if len(parts) > 1 else set()
    suffixes = _suffixes()
    whole = [p for p in parts if p.lower() not in suffixes]
    last = parts[:-1] if parts and parts[-1].lower() in suffixes else parts
    bare = re.sub(r"^(?:the )?(?:us |u\.s\. )?(?:department|ministry) of (?:the )?", "", name, flags=re.IGNORECASE)
    if parts[-1:] == ["Department"]:
        forms.add(_initials(["Department", "of", *(p for p in parts[:-1] if p != "US")]))
    if " & " in name:
        forms.add(frozenset({"".join(word[0] for word in name.split()).lower()}))  # "o&v" of "Orre & Vane"
    for some in (whole, last, whole[1:] if whole[:1] == ["US"] else whole, re.findall(r"[A-Za-z]+", bare)):
        if len(some) > 1:
            forms.add(_initials(some))
    return frozenset(f for group in forms for f in group)


def _initials(parts: list[str]) -> frozenset[str]:
    capitals = [w[0] for w in parts if w[0].isupper()]
    without = [w[0] for w in parts if w.lower() not in _SMALL]
    every = [w[0] for w in parts]
    return frozenset("".join(letters).lower() for letters in (capitals, without, every) if len(letters) > 1)


def spelled_out(acronym: str, text: str) -> str | None:
    """The full name of an acronym, where ``text`` prints one whose capitals spell it: "NIWA", "HHS"."""
    letters = acronym.replace(".", "")
    if not (letters.isalpha() and letters.isupper() and 3 <= len(letters) <= 7):
        return None
    found = _spelling(letters).search(text)
    return " ".join(found.group(0).split()) if found is not None else None


@lru_cache(maxsize=1000)
def _spelling(letters: str) -> re.Pattern[str]:
    gap = r"(?:[ \u00a0]+(?:of|the|for|and|on|in|to|de|against|&))?[ \u00a0]+"
    office = r"(?:(?:U\.?S\.?[ ]+)?(?:Department|Ministry|Office|Bureau|Center|Centers|Centre) (?:of|for) (?:the )?)?"
    return re.compile(r"\b" + office + gap.join(rf"{c}[a-zà-ÿ’'-]+" for c in letters) + r"\b")


def same_body(printed: str, known: Collection[str]) -> bool:
    """Whether a name means the body whose printings are ``known``: equal, an acronym, the other order of "Department of Justice", a
    country's other name, or a name that the other one begins or ends with."""
    also = table("kinds")["bodies_also"]
    key = body_key(printed)
    places = speaking_places()
    for other in known:
        theirs = body_key(other)
        if also.get(key, key) == also.get(theirs, theirs) or _department(key) == _department(theirs):
            return True
        if key in places and theirs in places:
            if places[key] == places[theirs] and {key, theirs} <= country_names().keys():
                return True
            continue
        longer, shorter = (other, printed) if len(theirs) > len(key) else (printed, other)
        short, long = body_key(shorter), body_key(longer)
        if " " not in short and 2 <= len(short) <= 8 and " " in long and _upper(shorter) and short in acronyms(longer):
            return True
        if long == f"{short} department" or long == f"us {short} department" or long == f"us {short}":
            return True
        if long.endswith(" " + short) and short in words("people", "heads", "media_alone") and is_outlet(longer):
            return True
        if misspelt(short, long) or (long == f"{short} news" and is_outlet(longer)):
            return True
        if " " not in short and len(short) > 4 and short == _first_of_department(long):
            return True  # "Agriculture" for the Ministry of Agriculture and Ports
        if len(short) > 4 and " " in long and short not in places and short not in institution_names("state"):
            if long.startswith(short + " ") and (" " in short or _suffix(long[len(short) :])):
                return True
            if long.endswith(" " + short) and " " in short:
                return True
    return False


def misspelt(a: str, b: str) -> bool:
    """Whether two names differ by two letters that changed places, or by one letter more; long ones only, and not at their ends."""
    if min(len(a), len(b)) < _LONG or a[0] != b[0] or a[-1] != b[-1] or a == b:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return a[at + 2 :] == b[at + 2 :] and a[at : at + 2] == b[at : at + 2][::-1]
    return a[at + 1 :] == b[at:] or b[at + 1 :] == a[at:]


def _upper(printed: str) -> bool:
    letters = [c for c in body_label(printed) if c.isalpha()]
    return sum(c.isupper() for c in letters) * 2 > len(letters)


def _suffix(rest: str) -> bool:
    """Whether what a longer name has more says only what kind of company it is: "Inc", "Group", "Motors Co"."""
    return bool(rest.split()) and all(w.strip(",") in _suffixes() for w in rest.split())


@cache
def _suffixes() -> frozenset[str]:
    """Last words of names that say only what kind of company it is."""
    return frozenset(table("institutions")["companies"]["suffixes"].split())


def _first_of_department(key: str) -> str:
    """The first word of what a ministry or department is for."""
    found = re.match(r"(?:ministry|department) of (?:the )?([\w’'&-]+)", key)
    return found.group(1) if found else ""


@cache
def _department(key: str) -> str:
    """ "department of justice", "us department of justice", "justice department" in one form."""
    found = re.fullmatch(r"(?:u\.?s\.?\s+)?(department|ministry) of (?:the )?(.+)", key)
    if found:
        return f"{found.group(2)} {found.group(1)}"
    return re.sub(r"^u\.?s\.? (?=.* department$)", "", key)
