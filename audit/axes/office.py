"""Offices and bodies: is this an official, of what scope, still in office? The table behind the office axis, by words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from audit.domain.source import OfficialScope
from audit.entities.bodies import body_key
from audit.lexicons import names, table, words
from audit.lexicons.places import country_of, speaking_places

_SCOPES = ("state", "legislature", "military_police_judicial", "intergovernmental", "local")
_BODY_SCOPES = ("military_police_judicial", "legislature", "intergovernmental", "state", "de_facto")

_OF_BODY = re.compile(
    r"\b(?:president|chair\w*|secretary|secretary[- ]general|director|head|commissioner|chief|spokes\w+|representative)\s+(?:of|at|for)\s+"
    r"(?:the\s+)?(?P<body>[A-Z][\w.&'’-]*(?:\s+(?:(?:of|for|and|in|&)\s+)?(?:the\s+)?[A-Z][\w.&'’-]*)*)"
)
"""A title that companies, unions and states all have, with the name of the body."""
_CHIEF_OF = re.compile(
    r"\b(?:[Cc]hief [Ee]xecutive(?: [Oo]fficer)?|CEO|[Ee]xecutive [Cc]hairman) (?:of|at|for) (?:the )?"
    r"(?P<body>[A-Z][\w.&'’-]*(?: [A-Z&][\w.&'’-]*)*)"
)
_DEPARTMENT = re.compile(r"\b(?:Department|Ministry) of (?:the )?[A-Z]")
_NATIONAL = re.compile(
    r"\b(?:National|Federal|State|Royal) (?:[A-Z]\w+ ){0,6}(?:Institutes?|Cent(?:er|re)s?|Service|Laborator(?:y|ies)|Office|Board)\b"
)
_COMMAND = re.compile(
    r"\b(?P<of>[A-Z0-9][\w.’-]{0,30}) (?:Operations )?"
    r"(?P<unit>Forces?|Corps|Command|Fleet|Brigade|Division|Regiment|Battalion|Squadron|Wing|Marines)\b"
)
_RUNS = re.compile(r"\b(?:presidential|gubernatorial|senate|congressional|mayoral|house) (?:nominee|candidate|hopeful|contender)s?\b")
_PRESENT = re.compile(r"\b(?:now|current|currently|incumbent|since)\b|^\s*(?:the|an?)\b", re.IGNORECASE)
_CAMPAIGN = re.compile(r"\b[A-Z][\w.’'-]{0,30} (?:presidential |re-?election )?[Cc]ampaign\b(?! (?:for|to|against)\b)")
_COMPANY_CHIEF = re.compile(
    r"\b(?:[A-Z][\w.&’'-]{0,30} )(?P<last>[A-Z][\w.&’'-]{0,30}) (?:[Cc]hair(?:man|woman)?|[Pp]resident|[Mm]anaging [Dd]irector)\b"
    r"|\b(?:[Cc]hair(?:man|woman)?|[Pp]resident|[Mm]anaging [Dd]irector) (?:of|at) (?:the )?"
    r"(?:[A-Z][\w.&’'-]{0,30} ){1,4}(?P<end>[A-Z][\w.&’'-]{0,30})"
)


@dataclass(frozen=True, slots=True)
class Office:
    """``scope`` is None where nothing was found; ``row`` names the row of the table that found it."""

    official: bool
    scope: OfficialScope | None
    former: bool = False
    row: str = field(default="no office named", compare=False)


NONE = Office(False, None)
SPEAKS = "speaks for a public body"
"""The row of a spokesperson with the body in the title: it goes before a rank that stands beside."""
FORMERLY = "held once, as “former” or “then” says"
BESIDE_FORMER = "holds an office beside a former one"
BY_PARTY = frozenset({"party and state of a member of Congress", "member of Congress by state and party"})
"""Rows that a former member of Congress has, too."""
HEADS = "head of a public institution"
CANDIDATES = frozenset({"candidate", "candidate for an office"})
"""Rows of whoever runs for an office."""
ELSEWHERE = frozenset({"head of a company", "title in a body that is not public"})
"""Rows that say what else somebody is, so that no description of another can make an official of him."""
LAW = frozenset(
    {
        "agency by its name",
        "agency of a state",
        "campaign of a candidate",
        "candidate for an office",
        "chair of a chamber's committee",
        "command of armed forces",
        "country or capital",
        "duty of the public",
        "head of a company",
        "head of a party's committee",
        "institution by name",
        "judge before a name",
        "leader of an opposition",
        "leader of a chamber's party",
        "member or speaker of a chamber",
        "of a de facto authority",
        "of a union",
        "source beside an office",
        "party by name",
        "seat in a chamber",
        "speaks for a body that is not public",
        "speaks for a candidate",
        "speaks for a party",
        BESIDE_FORMER,
        FORMERLY,
        HEADS,
        SPEAKS,
        "source in a public service",
        "special counsel",
    }
)
"""Rows that the fitted decider does not overrule: right for .98 and more of the sources of house train and dev that they decide, or, where
the gold was counted by the words of its labels (campaigns, commands, public duties, spokespeople), without an exception there. Officials
of a union (12 of 16 in house and our own news) and who holds another office than the former one (14 of 21) are law by the taxonomy."""
PLAIN = frozenset({"campaign of a candidate", "head of a company", "speaks for a candidate", "speaks for a party"})
"""Rows that give no public office and yet tell whose side somebody is on."""


def _list(name: str) -> frozenset[str]:
    return words("offices", name)


@cache
def _by_scope(name: str) -> dict[str, str]:
    """The words of a table of ``offices.toml``, each with its scope."""
    return {word: scope for scope in table("offices")[name] for word in words("offices", name, scope)}


@cache
def _phrases(which: str) -> tuple[tuple[str, OfficialScope, re.Pattern[str]], ...]:
    """The rows of phrases of ``offices.toml``, read as printed (``cased``) or in lower case: name, scope, pattern."""
    rows = table("offices")[which]
    return tuple((row["name"], OfficialScope(row["scope"]), re.compile(row["pattern"])) for row in rows)


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
    all_ = [(key.replace("'s ", " 's "), scope) for scope in (*_BODY_SCOPES, "party", "media") for key in sorted(_keys(scope))]
    return sorted((pair for pair in all_ if pair[0] not in _list("common_words")), key=lambda pair: -len(pair[0]))


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
    name, scope = _institution(label) or ("", "")
    low = _words(label)
    if _CAMPAIGN.search(label):
        return Office(False, OfficialScope.PARTY, row="campaign of a candidate")
    if scope == "party" or (low and low[-1] in ("party", "campaign")) or "campaign" in low:
        return Office(False, OfficialScope.PARTY, row="party or campaign")
    if scope == "media":
        return Office(False, None, row="outlet")
    joined = " ".join(low)
    for row, its, pattern in _phrases("phrases"):
        if its is OfficialScope.LEGISLATURE and pattern.search(joined):
            return Office(True, its, row=row)
    if _command(label):
        return Office(True, OfficialScope.MILITARY_POLICE_JUDICIAL, row="command of armed forces")
    if scope and not set(low) & _list("unions") - set(name.split()):
        return Office(True, OfficialScope(scope), row="institution in the name")
    private = set(low) & _list("private") - ({"union"} if _union_of_places(label) else set())
    if low and private:
        return Office(False, OfficialScope.PRIVATE, row="private body")
    heads = [w for w in low if w in _by_scope("bodies")]
    behind = ("office", "department", "service", "agency", "chief")
    if heads and (low[-1] in _by_scope("bodies") or "of" in low or low[-1] in behind):
        return Office(True, OfficialScope(_by_scope("bodies")[heads[-1]]), row="public body by its head")
    if low and low[-1] in _list("agencies") and (set(low) & set(_by_scope("adjectives")) or country_of(label)):
        return Office(True, OfficialScope.STATE, row="agency of a state")
    if _named_agency(label):
        return Office(True, OfficialScope.STATE, row="agency by its name")
    firm = low and low[-1] in words("people", "heads", "organisation")
    return Office(False, OfficialScope.PRIVATE, row="body without a public sign") if firm else NONE


def _command(label: str) -> bool:
    """Whether a name is headed by a unit of a state's armed forces: "Harbour Fleet Command", "U.S. Forces"; no "Peace Corps"."""
    return any(_armed(found.group("of"), found.group("unit").lower()) for found in _COMMAND.finditer(label))


def _armed(of: str, unit: str) -> bool:
    low = re.sub(r"['’]s?$", "", of.lower())
    if unit in _list("always_armed") or low in _list("arms"):
        return True
    return unit in _list("armed_of_a_country") and country_of(of) is not None


def _named_agency(label: str) -> bool:
    """Whether a capitalised name is headed by "Authority", "Commission", "Bureau" …: "Monetary Authority of Singapore"."""
    head = re.split(r"\s(?:of|for|on|in)\s|,|\(", label.strip())[0].split()[-1:]
    if _NATIONAL.search(label):
        return True
    return bool(head) and head[0][:1].isupper() and head[0].lower() in _list("named_agencies") and len(label.split()) > 1


@lru_cache(maxsize=10_000)
def office_of_person(description: str) -> Office:
    """Whether a title or description ("US Defence Secretary", "a union official", "former minister") makes an official.

    Who held an office once is ``former`` and no official, unless another part of the description names an office held now.
    """
    low = _words(description)
    if not low:
        return NONE
    possessor = re.fullmatch(r"(?:the )?([A-Z].*)['’]s?", description.strip())
    if possessor is not None and (body := office_of_body(possessor.group(1))).official and country_of(possessor.group(1)) is None:
        return Office(True, body.scope, row="of a public body")
    if not _is_former(low, description):
        return _office(description, low)
    once = False
    for part in re.split(r"[,;]|\band\b", description):
        said = _words(part)
        if said and _is_former(said, part):
            once = True
        elif said and (not once or _PRESENT.search(part)) and (now := _office(part, said)).official:
            return replace(now, row=BESIDE_FORMER)  # not the ambassador of "former governor and ambassador"
    past = re.sub(r"\b(?:ex|then)-", "", description, flags=re.IGNORECASE)
    row = FORMERLY if _formerly(low, description) else "held once"
    return Office(False, _office(past, _words(past)).scope, True, row)


def _is_former(low: list[str], printed: str) -> bool:
    """Whether the office was held once: "former", "ex-", "then-", "under President X"."""
    if {"current and former", "former and current"} & {" ".join(low[i : i + 3]) for i in range(len(low))}:
        return False
    then = re.search(r"\b[Tt]hen-|\bunder (?:\w+ )?[A-Z]", printed) is not None
    return then or _formerly(low, printed) or bool(set(low) & words("people", "titles", "former"))


def _formerly(low: list[str], printed: str) -> bool:
    """Whether "former", "ex-" or "then" says so; "then-Secretary" may hold another office now."""
    return "former" in low or any(w.startswith("ex-") for w in low) or re.search(r"\b[Tt]hen [A-Z]", printed) is not None


def _office(description: str, low: list[str]) -> Office:
    single = [_singular(w) for w in low]
    held = set(single)
    if "union" in held and _union_of_places(description):
        held.remove("union")
    joined = f" {' '.join(single)} "
    name, scope = _institution(description) or ("", None)
    public = scope if scope not in ("party", "media") else None
    if scope is None and _DEPARTMENT.search(description):
        public = "state"
    if public is None and scope is None and _command(description):
        public = "military_police_judicial"
    for row, its, pattern in _phrases("cased"):
        if pattern.search(description) and not held & _list("executive"):
            return Office(True, its, row=row)
    if held & _list("private_ties") and _tie().search(description.lower()):
        return Office(False, None, row="close to somebody in office")
    if _heads_company(description, joined, held, public):
        return Office(False, OfficialScope.PRIVATE, row="head of a company")
    if re.search(r" opposition leaders? ", joined):
        return Office(False, OfficialScope.PARTY, row="leader of an opposition")
    if _list("running") & set(low):
        runs = _RUNS.search(" ".join(single)) is not None
        return Office(False, OfficialScope.PARTY, row="candidate for an office" if runs else "candidate")
    spokes = bool(held & words("sources", "spokes")) or "press secretary" in joined
    if spokes and scope == "party":
        return Office(False, OfficialScope.PARTY, row="speaks for a party")
    if _of_campaign(description, single):
        return Office(False, OfficialScope.PARTY, row="campaign of a candidate")
    phrased = next(((row, its) for row, its, pattern in _phrases("phrases") if pattern.search(joined)), None)
    if phrased is not None and phrased[1] is OfficialScope.LEGISLATURE:
        return Office(True, phrased[1], row=phrased[0])
    partisan = scope == "party" or (held & _list("parties") and not public)
    if scope == "party" and held & words("people", "titles", "chairing") and not held & (_titles() - _list("generic")):
        return Office(False, OfficialScope.PARTY, row="head of a party's committee")
    if partisan and not held & (_titles() - _list("generic")) and not phrased:
        return Office(False, OfficialScope.PARTY, row="party or campaign")
    if (held - set(name.split())) & _list("private") and not held & _list("beyond_doubt") and not phrased:
        union = held & _list("unions") and not held & (_list("private") - _list("unions") | _list("beyond_doubt"))
        return Office(False, OfficialScope.PRIVATE, row="of a union" if union else "private body")
    elsewhere = _of_another_body(description) if phrased is None else None
    if elsewhere is not None:
        return elsewhere
    if spokes and public:
        return Office(True, OfficialScope(public), row=SPEAKS)
    titled = _titled(description, single, joined, public)
    if titled is not None:
        seat = titled is OfficialScope.LEGISLATURE and held & (words("people", "officials", "legislature") - _list("generic"))
        return Office(True, titled, row="seat in a chamber" if seat else "title of office")
    if phrased is not None:
        return Office(True, phrased[1], row=phrased[0])
    if "source" in held and _outside(description, single):
        return Office(False, None, row="source beside an office")
    if held & _list("of_an_institution") and (public or "presidential" in held):
        return Office(True, OfficialScope(public or "state"), row="works for a public institution")
    found = _by_head(description, single, public) if held & _list("office_heads") else None
    if found and public and _heads(joined, name):
        return Office(True, found, row=HEADS)
    if found is OfficialScope.DE_FACTO:
        return Office(True, found, row="of a de facto authority")
    at = single.index("source") if "source" in single else 0
    inside = bool(public) and "source" in held and bool(set(single[at + 1 : at + 2]) & _list("inside_of"))
    if found and (inside or (at and single[at - 1] in _list("services"))):
        return Office(True, found, row="source in a public service")
    return Office(True, found, row="official by the words beside") if found else NONE


def _outside(description: str, single: list[str]) -> bool:
    """Whether a source is in nobody's service, "a private security source", or only close to who is: "a source close to the mayor"."""
    at = single.index("source")
    before, behind = set(single[:at]), single[at + 1 : at + 3]
    lead = re.split(r"\bsources?\b", description, flags=re.IGNORECASE)[0]
    if institution_scope(lead) is not None:
        return False
    if before & _list("no_service"):
        return True
    serves = before & (_list("services") | _by_scope("adjectives").keys() | _by_scope("bodies").keys())
    knows = behind[:1] == ["with"] and bool(set(behind[1:]) & _list("knowing"))
    return not serves and (knows or bool(set(behind[:1]) & _list("beside_an_office")))


@cache
def _union() -> re.Pattern[str]:
    before, behind = ("|".join(sorted(word.capitalize() for word in _list(name))) for name in ("before_union", "behind_union"))
    return re.compile(rf"\b(?:{before}) Union\b|\bUnion (?:{behind})\b")


def _union_of_places(printed: str) -> bool:
    """Whether "Union" is a state's or a place's: "Union Minister", "Union County", "the Soviet Union"."""
    return _union().search(printed) is not None


def _heads(joined: str, name: str) -> bool:
    """Whether the name of an institution stands right before the title of who heads it: "the F.B.I. director"."""
    before, _, behind = joined.replace(".", "").partition(f" {name} ")
    return bool(name) and not before.split()[1:] and (behind.split() or [""])[0] in _list("heads_of_an_institution")


def _of_campaign(description: str, single: list[str]) -> bool:
    """Whether somebody works for a candidate's campaign: "the Quill campaign's manager", "campaign spokesman"; not who is close to it."""
    if set(single) & _list("nearby") or not set(single) & _list("campaigners"):
        return False
    before = {a for a, b in zip(single, [*single[1:], ""], strict=True) if a == "campaign" and b in _list("campaigners")}
    return bool(before or _CAMPAIGN.search(description))


def _heads_company(description: str, joined: str, held: set[str], public: str | None) -> bool:
    """Whether somebody is the chief executive of what is neither public nor a place: "executive chairman of Velmar Air"."""
    chief = re.search(r" (?:chief (?:executive|financial|operating|marketing)|executive chairman|ceo|cfo) ", joined)
    if not chief:
        return not public and any(_company(found) for found in _COMPANY_CHIEF.finditer(description))
    body = _CHIEF_OF.search(description)
    if body is None:
        return not public and country_of(description) is None
    return body_key(body.group("body")) not in speaking_places() and not office_of_body(body.group("body")).official


def _company(found: re.Match[str]) -> bool:
    """Whether the name beside the title has a company's word last."""
    last = found.group("last") or found.group("end") or ""
    return last.lower().rstrip(".") in _list("company_words")


@cache
def _tie() -> re.Pattern[str]:
    """ "lawyer for", "the sister of": somebody by whose side another stands."""
    return re.compile(rf"\b(?:{'|'.join(sorted(_list('private_ties')))})s?\s+(?:to|for|of|with)\b")


def _of_another_body(description: str) -> Office | None:
    """A title in a body that is not public: "president of the Velmar Employees Federation"."""
    found = _OF_BODY.search(description)
    if found is None:
        return None
    body = office_of_body(found.group("body"))
    civil = set(_words(found.group("body"))) & _list("civil")
    return Office(False, body.scope, row="title in a body that is not public") if civil and not body.official else None


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
    body = re.search(r"\b(?:of|at|for|with)\s+(?:the\s+)?([A-Z].{0,120})$", description)
    if body is not None and _named_agency(body.group(1)):
        return OfficialScope.STATE
    return None


def _civil(word: str, single: list[str], country: str | None, public: str | None) -> bool:
    """Whether a title is one of a company, a club or a church here."""
    at = single.index(word)
    before, after = single[at - 1] if at else "", single[at + 1] if at + 1 < len(single) else ""
    for near, sides in ((before, "not_in_office"), (after, "not_in_office_before")):
        if word in table("offices")[sides] and near in words("offices", sides, word):
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
