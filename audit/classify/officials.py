"""Offices and bodies: is this an official, of what scope, still in office?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from audit.domain.source import OfficialScope
from audit.lexicons import names, table, words
from audit.lexicons.places import country_of, speaking_places
from audit.resolve.referents import body_key

_SCOPES = ("state", "legislature", "military_police_judicial", "intergovernmental", "local")
_BODY_SCOPES = ("military_police_judicial", "legislature", "intergovernmental", "state", "de_facto")
_PORTFOLIO = re.compile(
    r"\b(state|defen[cs]e|foreign|interior|finance|treasury|health|home|education|transport|transportation|environment|justice|business|trade|"
    r"energy|labou?r|agriculture|housing|commerce|culture|pensions|army|navy|veterans|cabinet|communities|development|security|press) "
    r"(secretary|minister)\b|\bsecretary of "
    r"(state|defen[cs]e|the (treasury|interior|army|navy)|commerce|labou?r|energy|education|agriculture|homeland)\b"
)
_CHAMBER = re.compile(
    r"\bmembers? of (parliament|congress)\b|\bhouse speaker\b|"
    r"\bspeaker of (the )?(house|parliament|assembly|national assembly|commons|knesset|duma)\b|"
    r"\b(house|senate|commons|lords|congressional|parliamentary|select) (\w+ ){0,3}"
    r"(committee|subcommittee|panel|caucus|republicans?|democrats?)\b|"
    r"\b(labour|conservative|tory|liberal democrat|crossbench|life|hereditary) peers?\b|\bcapitol hill (republicans?|democrats?|aides?)\b"
)


@dataclass(frozen=True, slots=True)
class Office:
    """``scope`` is None where nothing official was found."""

    official: bool
    scope: OfficialScope | None
    former: bool = False


NONE = Office(False, None)


def _list(name: str) -> frozenset[str]:
    return words("offices", name)


@cache
def _by_scope(name: str) -> dict[str, str]:
    """The words of a table of ``offices.toml``, each with its scope."""
    return {word: scope for scope in table("offices")[name] for word in words("offices", name, scope)}


def _words(phrase: str) -> list[str]:
    """Lower-case words without possessive endings, final dots and the "ex-" and "then-" before a title."""
    found = re.findall(r"[a-zà-ÿ][a-zà-ÿ.'’-]*", phrase.lower().replace("’", "'"))
    found = [re.sub(r"^then-|'s$", "", w) for w in found]
    return [w for w in (w if re.search(r"\.\w", w) else w.rstrip(".'-") for w in found) if w]


def _singular(word: str) -> str:
    if word in ("congressmen", "congresswomen", "councilmen", "servicemen"):
        return word[:-2] + "an"
    known = word.endswith("s") and (word[:-1] in _titles() or word[:-1] in _list("office_heads"))
    return word[:-1] if known else word


@cache
def _titles() -> frozenset[str]:
    return frozenset[str]().union(*(words("people", "officials", kind) for kind in (*_SCOPES, "party")))


def institution_scope(phrase: str) -> str | None:
    """The scope of the state institution that a phrase names (longest name first), ``party`` or ``media``, or None."""
    found = _institution(phrase)
    return found[1] if found else None


@lru_cache(maxsize=10_000)
def _institution(phrase: str) -> tuple[str, str] | None:
    """(name, scope) of the institution with the longest name in ``phrase``; names that are common words too are passed over."""
    low = f" {' '.join(body_key(phrase).replace(',', ' ').split())} ".replace("'s ", " 's ").replace("’s ", " 's ")
    return next(((key, scope) for key, scope in _known() if f" {key} " in low), None)


@cache
def _known() -> list[tuple[str, str]]:
    """(name without dots, scope) of all institutions, the longest first, and of one name the scope that comes first."""
    all_ = [(n.replace(".", ""), scope) for scope in (*_BODY_SCOPES, "party", "media") for n in sorted(names(scope))]
    return sorted((pair for pair in all_ if pair[0] not in _list("common_words")), key=lambda pair: -len(pair[0]))


def office_of_body(label: str) -> Office:
    """Whether a body is public, and its scope: by its name, as a country or capital, or by its head noun."""
    key = body_key(label)
    if key in speaking_places():
        return Office(True, OfficialScope.STATE)
    for scope in _BODY_SCOPES:
        if any(key == n.replace(".", "") for n in names(scope)):
            return Office(True, OfficialScope(scope))
    if any(key == n.replace(".", "") for n in names("party")):
        return Office(False, OfficialScope.PARTY)
    scope = institution_scope(label) or ""
    low = _words(label)
    if scope == "party" or (low and low[-1] in ("party", "campaign")) or "campaign" in low:
        return Office(False, OfficialScope.PARTY)
    if scope == "media":
        return NONE
    if _CHAMBER.search(" ".join(low)):
        return Office(True, OfficialScope.LEGISLATURE)
    if scope:
        return Office(True, OfficialScope(scope))
    if low and set(low) & _list("private"):
        return Office(False, OfficialScope.PRIVATE)
    heads = [w for w in low if w in _by_scope("bodies")]
    behind = ("office", "department", "service", "agency", "chief")
    if heads and (low[-1] in _by_scope("bodies") or "of" in low or low[-1] in behind):
        return Office(True, OfficialScope(_by_scope("bodies")[heads[-1]]))
    if low and low[-1] in _list("agencies") and (set(low) & set(_by_scope("adjectives")) or country_of(label)):
        return Office(True, OfficialScope.STATE)
    return Office(False, OfficialScope.PRIVATE if low and low[-1] in words("people", "heads", "organisation") else None)


def office_of_person(description: str) -> Office:
    """Whether a title or description ("US Defence Secretary", "a union official", "former minister") makes an official.

    Who held an office once is ``former`` and no official, unless another part of the description names an office held now.
    """
    low = _words(description)
    if not low:
        return NONE
    if not _is_former(low):
        return _office(description, low)
    for part in re.split(r"[,;]|\band\b", description):
        said = _words(part)
        if said and not _is_former(said) and (now := _office(part, said)).official:
            return now
    past = re.sub(r"\bex-", "", description, flags=re.IGNORECASE)
    return Office(False, _office(past, _words(past)).scope, True)


def _is_former(low: list[str]) -> bool:
    return bool(set(low) & words("people", "titles", "former")) or any(w.startswith("ex-") for w in low)


def _office(description: str, low: list[str]) -> Office:
    single = [_singular(w) for w in low]
    held = set(single)
    joined = f" {' '.join(single)} "
    name, scope = _institution(description) or ("", None)
    public = scope if scope not in ("party", "media") else None
    if _list("running") & set(low):
        return Office(False, OfficialScope.PARTY)
    portfolio = _PORTFOLIO.search(joined)
    if portfolio and "shadow" in held:
        return Office(True, OfficialScope.LEGISLATURE)
    if _CHAMBER.search(" ".join(low)):
        return Office(True, OfficialScope.LEGISLATURE)
    partisan = scope == "party" or (held & _list("parties") and not public)
    if partisan and not held & (_titles() - _list("generic")) and not portfolio:
        return Office(False, OfficialScope.PARTY)
    if (held - set(name.split())) & _list("private") and not held & {"ministry", "government"} and not portfolio:
        return Office(False, OfficialScope.PRIVATE)
    found = _titled(description, single, joined, public) or (OfficialScope.STATE if portfolio else None)
    if found is None and held & _list("office_heads"):
        found = _by_head(description, single, public)
    return Office(True, found) if found else NONE


def _titled(description: str, single: list[str], joined: str, public: str | None) -> OfficialScope | None:
    """The scope of the office whose title stands in a description; titles of several words before those of one."""
    country = country_of(description)
    for kind in _SCOPES:
        long = [t for t in words("people", "officials", kind) - _list("generic") if "-" in t]
        if any(f" {t.replace('-', ' ')} " in joined or f" {t} " in joined for t in long):
            return OfficialScope(kind)
    for kind in _SCOPES:
        for word in words("people", "officials", kind):
            if word not in single or _civil(word, single, country, public):
                continue
            if word in ("representative", "delegate", "deputy") and country not in (None, "United States"):
                return OfficialScope.STATE
            if word in _list("generic") or word == "governor":
                beside = next((_by_scope("adjectives")[w] for w in single if w in _by_scope("adjectives")), None)
                return OfficialScope(public or (beside if beside not in (None, "state") else kind))
            return OfficialScope(kind)
    return None


def _by_head(description: str, single: list[str], public: str | None) -> OfficialScope | None:
    """The scope of an official without a title of office: "a Kremlin source", "federal agents", "the council's leader"."""
    if public:
        return OfficialScope(public)
    heads = set(single) & _list("office_heads")
    for known in (_by_scope("adjectives"), _by_scope("bodies")):
        for word in single:
            if word in known and word not in heads:
                return OfficialScope(known[word])
    if heads & _list("always") or (heads & _list("of_a_country") and country_of(description)):
        return OfficialScope.STATE
    return None


def _civil(word: str, single: list[str], country: str | None, public: str | None) -> bool:
    """Whether a title is one of a company, a club or a church here."""
    at = single.index(word)
    before, after = single[at - 1] if at else "", single[at + 1] if at + 1 < len(single) else ""
    if word in table("offices")["not_in_office"] and before in words("offices", "not_in_office", word):
        return True
    if word == "general":
        return after in _list("after_general") or before in _list("before_general")
    if word == "officer" and before in _list("staff_officers"):
        return True
    if word not in _list("generic"):
        return False
    alone = word not in _list("never_alone") and set(single) - {word} <= _list("beside_a_title")
    someone_s = before == "the" and not after and at >= 2 and word not in _list("never_alone")
    beside = set(single) & set(_by_scope("adjectives")) - {"state", "security", "foreign"}
    return not (alone or someone_s or country is not None or public is not None or beside)
