"""Whether a title or a description makes an official of a person: a table of rows, the first that says anything decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from audit.axes.office import BESIDE_FORMER, FORMERLY, HEADS, NONE, SPEAKS, Office
from audit.axes.public_bodies import (
    CAMPAIGN,
    by_scope,
    institution,
    is_command,
    listed,
    office_of_body,
    phrases,
    plain_words,
    union_of_places,
)
from audit.axes.title_words import (
    civil,
    heads_institution,
    of_another_body,
    of_company,
    outside_office,
    scope_by_head,
    singular,
    tie,
    titles_of_office,
)
from audit.domain.source import OfficialScope
from audit.entities.bodies import body_key
from audit.lexicons import words
from audit.lexicons.places import country_of, speaking_places

_SCOPES = ("state", "legislature", "military_police_judicial", "intergovernmental", "local")
"""Whose titles are looked for, in this order."""
_CHIEF_OF = re.compile(
    r"\b(?:[Cc]hief [Ee]xecutive(?: [Oo]fficer)?|CEO|[Ee]xecutive [Cc]hairman) (?:of|at|for) (?:the )?"
    r"(?P<body>[A-Z][\w.&'’-]*(?: [A-Z&][\w.&'’-]*)*)"
)
_DEPARTMENT = re.compile(r"\b(?:Department|Ministry) of (?:the )?[A-Z]")
_RUNS = re.compile(r"\b(?:presidential|gubernatorial|senate|congressional|mayoral|house) (?:nominee|candidate|hopeful|contender)s?\b")
_PRESENT = re.compile(r"\b(?:now|current|currently|incumbent|since)\b|^\s*(?:the|an?)\b", re.IGNORECASE)
_COMPANY_CHIEF = re.compile(
    r"\b(?:[A-Z][\w.&’'-]{0,30} )(?P<last>[A-Z][\w.&’'-]{0,30}) (?:[Cc]hair(?:man|woman)?|[Pp]resident|[Mm]anaging [Dd]irector)\b"
    r"|\b(?:[Cc]hair(?:man|woman)?|[Pp]resident|[Mm]anaging [Dd]irector) (?:of|at) (?:the )?"
    r"(?:[A-Z][\w.&’'-]{0,30} ){1,4}(?P<end>[A-Z][\w.&’'-]{0,30})"
)


@lru_cache(maxsize=10_000)
def office_of_person(description: str) -> Office:
    """Whether a title or description ("US Defence Secretary", "a union official", "former minister") makes an official.

    Who held an office once is ``former`` and no official, unless another part of the description names an office held now.
    """
    low = plain_words(description)
    if not low:
        return NONE
    possessor = re.fullmatch(r"(?:the )?([A-Z].*)['’]s?", description.strip())
    if possessor is not None and (body := office_of_body(possessor.group(1))).official and country_of(possessor.group(1)) is None:
        return Office(True, body.scope, row="of a public body")
    if not _is_former(low, description):
        return _office(description)
    once = False
    for part in re.split(r"[,;]|\band\b", description):
        said = plain_words(part)
        if said and _is_former(said, part):
            once = True
        elif said and (not once or _PRESENT.search(part)) and (now := _office(part)).official:
            return replace(now, row=BESIDE_FORMER)  # not the ambassador of "former governor and ambassador"
    past = re.sub(r"\b(?:ex|then)-", "", description, flags=re.IGNORECASE)
    row = FORMERLY if _formerly(low, description) else "held once"
    return Office(False, _office(past).scope, True, row)


def _is_former(low: list[str], printed: str) -> bool:
    """Whether the office was held once: "former", "ex-", "then-", "under President X"."""
    if {"current and former", "former and current"} & {" ".join(low[i : i + 3]) for i in range(len(low))}:
        return False
    then = re.search(r"\b[Tt]hen-|\bunder (?:\w+ )?[A-Z]", printed) is not None
    return then or _formerly(low, printed) or bool(set(low) & words("people", "titles", "former"))


def _formerly(low: list[str], printed: str) -> bool:
    """Whether "former", "ex-" or "then" says so; "then-Secretary" may hold another office now."""
    return "former" in low or any(w.startswith("ex-") for w in low) or re.search(r"\b[Tt]hen [A-Z]", printed) is not None


@dataclass(frozen=True)
class _Told:
    """A description, with what the rows ask of its words."""

    description: str

    @cached_property
    def low(self) -> list[str]:
        return plain_words(self.description)

    @cached_property
    def single(self) -> list[str]:
        """Its words in lower case, titles in the singular."""
        return [singular(word) for word in self.low]

    @cached_property
    def held(self) -> set[str]:
        """The same as a set, without the "union" of a place: "Union Minister"."""
        found = set(self.single)
        return found - {"union"} if union_of_places(self.description) else found

    @cached_property
    def joined(self) -> str:
        return f" {' '.join(self.single)} "

    @cached_property
    def institution(self) -> tuple[str, str | None]:
        """The name of the institution in it, and that one's scope; "" and None where there is none."""
        return institution(self.description) or ("", None)

    @cached_property
    def public(self) -> str | None:
        """The scope of the public institution, department or command in it."""
        _, scope = self.institution
        if scope is not None:
            return scope if scope not in ("party", "media") else None
        if _DEPARTMENT.search(self.description):
            return "state"
        return "military_police_judicial" if is_command(self.description) else None

    @cached_property
    def speaks(self) -> bool:
        """Whether it is somebody who speaks for others."""
        return bool(self.held & words("sources", "spokes")) or "press secretary" in self.joined

    @cached_property
    def phrase(self) -> tuple[str, OfficialScope] | None:
        """The first row of ``offices.toml``'s phrases that it has: name and scope."""
        return next(((row, its) for row, its, pattern in phrases("phrases") if pattern.search(self.joined)), None)

    @cached_property
    def by_head(self) -> OfficialScope | None:
        """The scope by the words beside a noun for an official."""
        return scope_by_head(self.description, self.single, self.public) if self.held & listed("office_heads") else None

    @property
    def ranked(self) -> bool:
        """Whether it holds a title that only an office has."""
        return bool(self.held & (titles_of_office() - listed("generic")))


def _not_public(scope: OfficialScope | None, row: str) -> Office:
    return Office(False, scope, row=row)


def _cased(told: _Told) -> Office | None:
    rows = () if told.held & listed("executive") else phrases("cased")
    return next((Office(True, its, row=row) for row, its, pattern in rows if pattern.search(told.description)), None)


def _close(told: _Told) -> Office | None:
    tied = told.held & listed("private_ties") and tie().search(told.description.lower())
    return _not_public(None, "close to somebody in office") if tied else None


def _head_of_company(told: _Told) -> Office | None:
    return _not_public(OfficialScope.PRIVATE, "head of a company") if _heads_company(told) else None


def _opposition(told: _Told) -> Office | None:
    leads = re.search(r" opposition leaders? ", told.joined)
    return _not_public(OfficialScope.PARTY, "leader of an opposition") if leads else None


def _candidate(told: _Told) -> Office | None:
    if listed("running").isdisjoint(told.low):
        return None
    runs = _RUNS.search(" ".join(told.single)) is not None
    return _not_public(OfficialScope.PARTY, "candidate for an office" if runs else "candidate")


def _voice_of_party(told: _Told) -> Office | None:
    return _not_public(OfficialScope.PARTY, "speaks for a party") if told.speaks and told.institution[1] == "party" else None


def _of_campaign(told: _Told) -> Office | None:
    """Who works for a candidate's campaign: "the Quill campaign's manager", "campaign spokesman"; not who is close to it."""
    single = told.single
    if set(single) & listed("nearby") or not set(single) & listed("campaigners"):
        return None
    before = any(a == "campaign" and b in listed("campaigners") for a, b in pairwise(single))
    works = before or CAMPAIGN.search(told.description)
    return _not_public(OfficialScope.PARTY, "campaign of a candidate") if works else None


def _phrase_of_chamber(told: _Told) -> Office | None:
    found = told.phrase
    return Office(True, found[1], row=found[0]) if found is not None and found[1] is OfficialScope.LEGISLATURE else None


def _of_party(told: _Told) -> Office | None:
    party = told.institution[1] == "party"
    if party and told.held & words("people", "titles", "chairing") and not told.ranked:
        return _not_public(OfficialScope.PARTY, "head of a party's committee")
    partisan = party or (told.held & listed("parties") and not told.public)
    return _not_public(OfficialScope.PARTY, "party or campaign") if partisan and not told.ranked and not told.phrase else None


def _private(told: _Told) -> Office | None:
    beyond = told.held & listed("beyond_doubt")
    if not (told.held - set(told.institution[0].split())) & listed("private") or beyond or told.phrase:
        return None
    union = told.held & listed("unions") and not told.held & (listed("private") - listed("unions"))
    return _not_public(OfficialScope.PRIVATE, "of a union" if union else "private body")


def _elsewhere(told: _Told) -> Office | None:
    return of_another_body(told.description) if told.phrase is None else None


def _voice(told: _Told) -> Office | None:
    return Office(True, OfficialScope(told.public), row=SPEAKS) if told.speaks and told.public else None


def _by_title(told: _Told) -> Office | None:
    found = _titled(told)
    if found is None:
        return None
    seat = found is OfficialScope.LEGISLATURE and told.held & (words("people", "officials", "legislature") - listed("generic"))
    return Office(True, found, row="seat in a chamber" if seat else "title of office")


def _by_phrase(told: _Told) -> Office | None:
    return Office(True, told.phrase[1], row=told.phrase[0]) if told.phrase is not None else None


def _source_outside(told: _Told) -> Office | None:
    outside = "source" in told.held and outside_office(told.description, told.single)
    return _not_public(None, "source beside an office") if outside else None


def _works_there(told: _Told) -> Office | None:
    works = told.held & listed("of_an_institution") and (told.public or "presidential" in told.held)
    return Office(True, OfficialScope(told.public or "state"), row="works for a public institution") if works else None


def _head_of_institution(told: _Told) -> Office | None:
    heads = told.by_head and told.public and heads_institution(told.joined, told.institution[0])
    return Office(True, told.by_head, row=HEADS) if heads else None


def _de_facto(told: _Told) -> Office | None:
    de_facto = told.by_head is OfficialScope.DE_FACTO
    return Office(True, told.by_head, row="of a de facto authority") if de_facto else None


def _source_inside(told: _Told) -> Office | None:
    if told.by_head is None or "source" not in told.single:
        return None
    at = told.single.index("source")
    inside = told.public and set(told.single[at + 1 : at + 2]) & listed("inside_of")
    serves = at and told.single[at - 1] in listed("services")
    return Office(True, told.by_head, row="source in a public service") if inside or serves else None


def _by_the_head(told: _Told) -> Office | None:
    return Office(True, told.by_head, row="official by the words beside") if told.by_head else None


_ROWS: tuple[Callable[[_Told], Office | None], ...] = (
    _cased,
    _close,
    _head_of_company,
    _opposition,
    _candidate,
    _voice_of_party,
    _of_campaign,
    _phrase_of_chamber,
    _of_party,
    _private,
    _elsewhere,
    _voice,
    _by_title,
    _by_phrase,
    _source_outside,
    _works_there,
    _head_of_institution,
    _de_facto,
    _source_inside,
    _by_the_head,
)
"""In the order in which they are asked."""


def _office(description: str) -> Office:
    told = _Told(description)
    return next((found for row in _ROWS if (found := row(told)) is not None), NONE)


def _heads_company(told: _Told) -> bool:
    """Whether somebody is the chief executive of what is neither public nor a place: "executive chairman of Velmar Air"."""
    chief = re.search(r" (?:chief (?:executive|financial|operating|marketing)|executive chairman|ceo|cfo) ", told.joined)
    if not chief:
        return not told.public and any(of_company(found) for found in _COMPANY_CHIEF.finditer(told.description))
    body = _CHIEF_OF.search(told.description)
    if body is None:
        return not told.public and country_of(told.description) is None
    return body_key(body.group("body")) not in speaking_places() and not office_of_body(body.group("body")).official


def _titled(told: _Told) -> OfficialScope | None:
    """The scope of the office whose title stands in a description; titles of several words before those of one."""
    country, single, joined = country_of(told.description), told.single, told.joined
    for kind in _SCOPES:
        long = [t for t in words("people", "officials", kind) - listed("generic") if "-" in t]
        if any(f" {t.replace('-', ' ')} " in joined or f" {t} " in joined for t in long):
            return OfficialScope(kind)
    for kind in _SCOPES:
        for word in words("people", "officials", kind):
            if word not in single or civil(word, single, country, told.public):
                continue
            if word in ("representative", "delegate", "deputy") and country not in (None, "United States"):
                return OfficialScope.STATE
            if word in listed("generic") or word == "governor":
                beside = next((by_scope("adjectives")[w] for w in single if w in by_scope("adjectives")), None)
                return OfficialScope(told.public or (beside if beside not in (None, "state") else kind))
            return OfficialScope(kind)
    return None
