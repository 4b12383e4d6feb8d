"""What the words of a title or a description tell: whose side, whose service, which company's, and of what scope."""

from __future__ import annotations

import re
from functools import cache

from audit.axes.office import Office
from audit.axes.public_bodies import by_scope, institution_scope, is_named_agency, listed, office_of_body, plain_words
from audit.domain.source import OfficialScope
from audit.entities.names import OFFICE_SCOPES
from audit.lexicons import table, words
from audit.lexicons.places import country_of

_OF_BODY = re.compile(
    r"\b(?:president|chair\w*|secretary|secretary[- ]general|director|head|commissioner|chief|spokes\w+|representative)\s+(?:of|at|for)\s+"
    r"(?:the\s+)?(?P<body>[A-Z][\w.&'’-]*(?:\s+(?:(?:of|for|and|in|&)\s+)?(?:the\s+)?[A-Z][\w.&'’-]*)*)"
)
"""A title that companies, unions and states all have, with the name of the body."""


@cache
def titles_of_office() -> frozenset[str]:
    return frozenset[str]().union(*(words("people", "officials", kind) for kind in OFFICE_SCOPES))


def singular(word: str) -> str:
    if word in ("congressmen", "congresswomen", "councilmen", "servicemen"):
        return word[:-2] + "an"
    known = word.endswith("s") and (word[:-1] in titles_of_office() or word[:-1] in listed("office_heads"))
    return word[:-1] if known else word


def outside_office(description: str, single: list[str]) -> bool:
    """Whether a source is in nobody's service, "a private security source", or only close to who is: "a source close to the mayor"."""
    at = single.index("source")
    before, behind = set(single[:at]), single[at + 1 : at + 3]
    lead = re.split(r"\bsources?\b", description, flags=re.IGNORECASE)[0]
    if institution_scope(lead) is not None:
        return False
    if before & listed("no_service"):
        return True
    serves = before & (listed("services") | by_scope("adjectives").keys() | by_scope("bodies").keys())
    knows = behind[:1] == ["with"] and bool(set(behind[1:]) & listed("knowing"))
    return not serves and (knows or bool(set(behind[:1]) & listed("beside_an_office")))


def heads_institution(joined: str, name: str) -> bool:
    """Whether the name of an institution stands right before the title of who heads it: "the F.B.I. director"."""
    before, _, behind = joined.replace(".", "").partition(f" {name} ")
    return bool(name) and not before.split()[1:] and (behind.split() or [""])[0] in listed("heads_of_an_institution")


def of_company(found: re.Match[str]) -> bool:
    """Whether the name beside the title has a company's word last."""
    last = found.group("last") or found.group("end") or ""
    return last.lower().rstrip(".") in listed("company_words")


@cache
def tie() -> re.Pattern[str]:
    """ "lawyer for", "the sister of": somebody by whose side another stands."""
    return re.compile(rf"\b(?:{'|'.join(sorted(listed('private_ties')))})s?\s+(?:to|for|of|with)\b")


def of_another_body(description: str) -> Office | None:
    """A title in a body that is not public: "president of the Velmar Employees Federation"."""
    found = _OF_BODY.search(description)
    if found is None:
        return None
    body = office_of_body(found.group("body"))
    civil = set(plain_words(found.group("body"))) & listed("civil")
    return Office(False, body.scope, row="title in a body that is not public") if civil and not body.official else None


def scope_by_head(description: str, single: list[str], public: str | None) -> OfficialScope | None:
    """The scope of an official without a title of office: "a Kremlin source", "federal agents", "the council's leader"."""
    if public:
        return OfficialScope(public)
    heads = set(single) & listed("office_heads")
    for known in (by_scope("adjectives"), by_scope("bodies")):
        for word in single:
            if word in known and word not in heads:
                return OfficialScope(known[word])
    if heads & listed("always") or (heads & listed("of_a_country") and country_of(description)):
        return OfficialScope.STATE
    body = re.search(r"\b(?:of|at|for|with)\s+(?:the\s+)?([A-Z].{0,120})$", description)
    if body is not None and is_named_agency(body.group(1)):
        return OfficialScope.STATE
    return None


def civil(word: str, single: list[str], country: str | None, public: str | None) -> bool:
    """Whether a title is one of a company, a club or a church here."""
    at = single.index(word)
    before, after = single[at - 1] if at else "", single[at + 1] if at + 1 < len(single) else ""
    for near, sides in ((before, "not_in_office"), (after, "not_in_office_before")):
        if word in table("offices")[sides] and near in words("offices", sides, word):
            return True
    if word == "general":
        return after in listed("after_general") or before in listed("before_general")
    if word == "officer" and before in listed("staff_officers"):
        return True
    if word not in listed("generic"):
        return False
    alone = word not in listed("never_alone") and set(single) - {word} <= listed("beside_a_title")
    someone_s = before == "the" and not after and at >= 2 and word not in listed("never_alone")
    beside = set(single) & set(by_scope("adjectives")) - {"state", "security", "foreign"}
    return not (alone or someone_s or country is not None or public is not None or beside)
