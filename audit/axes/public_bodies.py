"""Whether a body is public, and of what scope: by its name, as a country or capital, or by its head noun."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from audit.axes.office import NONE, Office
from audit.domain.source import OfficialScope
from audit.entities.bodies import body_key
from audit.lexicons import names, table, words
from audit.lexicons.places import country_of, speaking_places

_BODY_SCOPES = ("military_police_judicial", "legislature", "intergovernmental", "state", "de_facto")
_NATIONAL = re.compile(
    r"\b(?:National|Federal|State|Royal) (?:[A-Z]\w+ ){0,6}(?:Institutes?|Cent(?:er|re)s?|Service|Laborator(?:y|ies)|Office|Board)\b"
)
_COMMAND = re.compile(
    r"\b(?P<of>[A-Z0-9][\w.’-]{0,30}) (?:Operations )?"
    r"(?P<unit>Forces?|Corps|Command|Fleet|Brigade|Division|Regiment|Battalion|Squadron|Wing|Marines)\b"
)
CAMPAIGN = re.compile(r"\b[A-Z][\w.’'-]{0,30} (?:presidential |re-?election )?[Cc]ampaign\b(?! (?:for|to|against)\b)")


def listed(name: str) -> frozenset[str]:
    return words("offices", name)


@cache
def by_scope(name: str) -> dict[str, str]:
    """The words of a table of ``offices.toml``, each with its scope."""
    return {word: scope for scope in table("offices")[name] for word in words("offices", name, scope)}


@cache
def phrases(which: str) -> tuple[tuple[str, OfficialScope, re.Pattern[str]], ...]:
    """The rows of phrases of ``offices.toml``, read as printed (``cased``) or in lower case: name, scope, pattern."""
    rows = table("offices")[which]
    return tuple((row["name"], OfficialScope(row["scope"]), re.compile(row["pattern"])) for row in rows)


def plain_words(phrase: str) -> list[str]:
    """Lower-case words without possessive endings, final dots and the "ex-" and "then-" before a title."""
    found = re.findall(r"[a-zà-ÿ][a-zà-ÿ.'’-]*", phrase.lower().replace("’", "'"))
    found = [re.sub(r"^then-|'s$", "", w) for w in found]
    return [w for w in (w if re.search(r"\.\w", w) else w.rstrip(".'-") for w in found) if w]


def institution_scope(phrase: str) -> str | None:
    """The scope of the state institution that a phrase names (longest name first), ``party`` or ``media``, or None."""
    found = institution(phrase)
    return found[1] if found else None


@lru_cache(maxsize=10_000)
def institution(phrase: str) -> tuple[str, str] | None:
    """(name, scope) of the institution with the longest name in ``phrase``; names that are common words too are passed over."""
    low = f" {' '.join(body_key(phrase).replace(',', ' ').split())} ".replace("'s ", " 's ").replace("’s ", " 's ")
    return next(((key, scope) for key, scope in _known() if f" {key} " in low), None)


@cache
def _known() -> list[tuple[str, str]]:
    """(name without dots, scope) of all institutions, the longest first, and of one name the scope that comes first."""
    all_ = [(key.replace("'s ", " 's "), scope) for scope in (*_BODY_SCOPES, "party", "media") for key in sorted(_keys(scope))]
    return sorted((pair for pair in all_ if pair[0] not in listed("common_words")), key=lambda pair: -len(pair[0]))


@cache
def _keys(scope: str) -> frozenset[str]:
    """The names of the institutions of one kind, without dots."""
    return frozenset(name.replace(".", "") for name in names(scope))


@lru_cache(maxsize=10_000)
def office_of_body(label: str) -> Office:
    """Whether a body is public, and its scope: by its name, as a country or capital, or by its head noun."""
    key = body_key(label)
    if key in speaking_places():
        return Office(True, OfficialScope.STATE, row="country or capital")
    for scope in _BODY_SCOPES:
        if key in _keys(scope):
            return Office(True, OfficialScope(scope), row="institution by name")
    if key in _keys("party"):
        return Office(False, OfficialScope.PARTY, row="party by name")
    name, scope = institution(label) or ("", "")
    low = plain_words(label)
    if CAMPAIGN.search(label):
        return Office(False, OfficialScope.PARTY, row="campaign of a candidate")
    if scope == "party" or (low and low[-1] in ("party", "campaign")) or "campaign" in low:
        return Office(False, OfficialScope.PARTY, row="party or campaign")
    if scope == "media":
        return Office(False, None, row="outlet")
    joined = " ".join(low)
    for row, its, pattern in phrases("phrases"):
        if its is OfficialScope.LEGISLATURE and pattern.search(joined):
            return Office(True, its, row=row)
    if is_command(label):
        return Office(True, OfficialScope.MILITARY_POLICE_JUDICIAL, row="command of armed forces")
    if scope and not set(low) & listed("unions") - set(name.split()):
        return Office(True, OfficialScope(scope), row="institution in the name")
    private = set(low) & listed("private") - ({"union"} if union_of_places(label) else set())
    if low and private:
        return Office(False, OfficialScope.PRIVATE, row="private body")
    heads = [w for w in low if w in by_scope("bodies")]
    behind = ("office", "department", "service", "agency", "chief")
    if heads and (low[-1] in by_scope("bodies") or "of" in low or low[-1] in behind):
        return Office(True, OfficialScope(by_scope("bodies")[heads[-1]]), row="public body by its head")
    if low and low[-1] in listed("agencies") and (set(low) & set(by_scope("adjectives")) or country_of(label)):
        return Office(True, OfficialScope.STATE, row="agency of a state")
    if is_named_agency(label):
        return Office(True, OfficialScope.STATE, row="agency by its name")
    firm = low and low[-1] in words("people", "heads", "organisation")
    return Office(False, OfficialScope.PRIVATE, row="body without a public sign") if firm else NONE


def is_command(label: str) -> bool:
    """Whether a name is headed by a unit of a state's armed forces: "Harbour Fleet Command", "U.S. Forces"; no "Peace Corps"."""
    return any(_armed(found.group("of"), found.group("unit").lower()) for found in _COMMAND.finditer(label))


def _armed(of: str, unit: str) -> bool:
    low = re.sub(r"['’]s?$", "", of.lower())
    if unit in listed("always_armed") or low in listed("arms"):
        return True
    return unit in listed("armed_of_a_country") and country_of(of) is not None


def is_named_agency(label: str) -> bool:
    """Whether a capitalised name is headed by "Authority", "Commission", "Bureau" …: "Monetary Authority of Singapore"."""
    head = re.split(r"\s(?:of|for|on|in)\s|,|\(", label.strip())[0].split()[-1:]
    if _NATIONAL.search(label):
        return True
    return bool(head) and head[0][:1].isupper() and head[0].lower() in listed("named_agencies") and len(label.split()) > 1


@cache
def _union() -> re.Pattern[str]:
    before, behind = ("|".join(sorted(word.capitalize() for word in listed(name))) for name in ("before_union", "behind_union"))
    return re.compile(rf"\b(?:{before}) Union\b|\bUnion (?:{behind})\b")


def union_of_places(printed: str) -> bool:
    """Whether "Union" is a state's or a place's: "Union Minister", "Union County", "the Soviet Union"."""
    return _union().search(printed) is not None
