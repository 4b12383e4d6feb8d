"""From referents to sources: every axis of the taxonomy, the words that prove it, and the primary type by the policy."""

from __future__ import annotations

import re
from dataclasses import replace

from audit.attribute.mentions import head_of, root
from audit.attribute.statements import is_outlet
from audit.classify.anonymity import Evidence, Markers
from audit.classify.officials import Office, institution_scope, office_of_body, office_of_person
from audit.classify.policy import source_type
from audit.config import Settings
from audit.domain.annotation import Annotation
from audit.domain.source import AnonymityStatus, Identity, Kind, OfficialScope, ReasonClass, Source
from audit.domain.statement import Statement
from audit.domain.text import digest
from audit.lexicons import names, table, words
from audit.lexicons.places import country_of, demonyms, speaking_places
from audit.resolve.referents import BODY, GROUP, PERSON, Referent, body_key
from audit.resolve.resolver import Resolved, Resolver, relinked, source_label

_AGENCIES = re.compile(r"\b(intelligence|law enforcement|security) (agencies|services)$")
_UNKNOWN_ORIGIN = re.compile(
    r"\b(seen|obtained|reviewed|viewed|leaked|unidentified|unnamed|anonymous|previous|earlier|secret|internal)\b", re.IGNORECASE
)
_ISSUED = re.compile(r"\b(?:by|from|of|at)\s+(?P<issuer>(?:the\s+)?[A-Z][\w.&'’-]*(?:\s+(?:of|the|and|for|&|[A-Z][\w.&'’-]*))*)")
_OWNER = re.compile(
    r"^(?:(?:a|an|the|this|that|its|his|her|their|one)\s+)?(?P<issuer>[A-Z][\w.&-]*(?:\s+(?:of|the|and|for|&|[A-Z][\w.&-]*|inspector|general|department|ministry|government|commission))*?)['’]s?\s+",
    re.UNICODE,
)


def sources(
    annotation: Annotation, resolved: Resolved, resolver: Resolver, settings: Settings
) -> tuple[tuple[Source, ...], tuple[Statement, ...]]:
    """The article's sources, in the order of their first mention, and the statements with their source ids and ``via``."""
    speaking = list(resolved.referents)
    markers = Markers(annotation, resolver, speaking)
    made = [_source(annotation, r, markers.of(r), resolver, settings) for r in speaking]
    statements = relinked(resolved, [one.id for one in made])
    by_id = {s.id: s for s in made}
    unique = sorted(by_id.values(), key=lambda s: s.mentions[0].span if s.mentions else resolved.statements[0].span)
    return tuple(unique), tuple(_with_via(annotation, s, statements, by_id) for s in statements)


def _source(annotation: Annotation, referent: Referent, evidence: Evidence, resolver: Resolver, settings: Settings) -> Source:
    mentions = tuple(sorted(referent.mentions, key=lambda m: m.span))
    described = referent.described
    printed = described.of(annotation.text) if described is not None else referent.label
    kind, identity, office, why, issuer = _axes(annotation, referent, printed, resolver)
    if evidence.partial and kind is Kind.PERSON:
        identity = Identity.PARTIAL
    hidden = evidence.disclosed or evidence.blanket
    if kind in (Kind.ORGANISATION, Kind.MEDIA, Kind.DOCUMENT, Kind.POLL_OR_DATA) and identity is Identity.NAMED and referent.named:
        hidden = False
    if hidden and referent.named and not evidence.partial and kind is Kind.PERSON:
        hidden = False
    status = (
        AnonymityStatus.DISCLOSED
        if hidden and evidence.disclosed
        else AnonymityStatus.BLANKET
        if hidden
        else AnonymityStatus.UNDISCLOSED
        if identity is Identity.UNNAMED
        else AnonymityStatus.NOT_APPLICABLE
    )
    if hidden and kind is Kind.ORGANISATION:
        kind, identity = Kind.PERSON, Identity.UNNAMED
    reasons = evidence.reasons if hidden else []
    reason_class = ReasonClass.NONE
    if reasons:
        reason_class = ReasonClass.BOILERPLATE if all(b for _, b in reasons) else ReasonClass.INFORMATIVE
    label = issuer if issuer and kind is Kind.DOCUMENT else _people_of(printed) or referent.label
    former = office.former
    source = Source(
        digest(annotation.article.id, "source", referent.label.lower(), str(mentions[0].span if mentions else "")),
        label,
        kind,
        identity,
        None,
        office.official,
        office.scope,
        status,
        mentions,
        tuple(evidence.markers) if hidden or identity is Identity.UNNAMED else (),
        reasons[0][0].of(annotation.text) if reasons else None,
        reason_class,
        evidence.basis.of(annotation.text) if evidence.basis is not None and identity is not Identity.NAMED else None,
        evidence.ground_rule if hidden or identity is Identity.UNNAMED else None,
        referent.title,
        _affiliation(referent, printed),
        country_of(referent.title or printed) if kind is not Kind.DOCUMENT else country_of(issuer or ""),
        former,
        _head_count(referent, mentions[0].span.of(annotation.text) if referent.counted and mentions else printed),
        source_label(printed) if kind is Kind.DOCUMENT else None,
        issuer if kind is Kind.DOCUMENT else None,
        decided_by=why,
    )
    return replace(source, source_type=source_type(source, settings))


def _axes(annotation: Annotation, referent: Referent, printed: str, resolver: Resolver) -> tuple[Kind, Identity, Office, str, str | None]:
    """(kind, identity, office, what decided, issuer of a document)."""
    low = body_key(printed)
    if referent.sort == PERSON and referent.named:
        single = all(n.single for n in referent.names) and referent.title is None
        partial = single and bool(referent.names) and referent.names[0].last in words("names", "male") | words("names", "female")
        offices = [office_of_person(t) for t in referent.titles]
        office = next(
            (o for o in offices if o.former), next((o for o in offices if o.official), offices[0] if offices else Office(False, None))
        )
        return Kind.PERSON, Identity.PARTIAL if partial else Identity.NAMED, office, f"named: {referent.label}", None
    head = _head(annotation, referent, printed)
    if set(low.split()[:1] + low.split()[-1:]) & words("sources", "partisans"):
        return Kind.GROUP, Identity.UNNAMED, office_of_person(printed), f"no name: {source_label(printed)}", None
    if (referent.sort == BODY and referent.named) or low in speaking_places():
        kind, identity, office, why, issuer = _body(referent, printed)
        return kind, identity, _through_principal(printed, office, resolver), why, issuer
    if _is_media(low, head):
        known = referent.named or any(c.isupper() for c in re.sub(r"^\W*\w+", "", printed)) or low.startswith("state ")
        plural = printed.lower().endswith("s") and head in ("newspaper", "newspapers", "broadcasters", "outlets", "channels", "reports")
        return Kind.MEDIA, Identity.UNNAMED if plural or not known else Identity.NAMED, Office(False, None), "outlet", None
    if head in words("people", "heads", "document") | words("people", "heads", "poll") and head not in ("official",):
        return _document(referent, printed, head)
    if head in words("sources", "spokes"):
        return _spokesperson(referent, printed, resolver)
    if (
        head in words("sources", "generic_state")
        or low in words("sources", "generic_state")
        or _AGENCIES.search(low)
    ):
        return (
            Kind.ORGANISATION,
            Identity.NAMED,
            Office(True, office_of_body(low).scope or OfficialScope.MILITARY_POLICE_JUDICIAL),
            "generic state body",
            None,
        )
    people = words("people", "heads", "person") | words("people", "heads", "group")
    if (
        head in words("people", "heads", "organisation") | words("people", "heads", "family_of_body")
        and head not in ("prosecutors",)
        and not (head in people and head not in ("team",))
    ):
        return _unnamed_body(referent, printed, head, resolver)
    country = _people_of(printed)
    if country:
        return Kind.ORGANISATION, Identity.NAMED, Office(True, OfficialScope.STATE), f"a people for its state: {country}", None
    office = office_of_person(source_label(printed) if not printed.lower().startswith("former") else printed)
    office = _through_principal(printed, office, resolver)
    kind = Kind.GROUP if referent.plural or referent.sort == GROUP else Kind.PERSON
    if referent.named and kind is Kind.PERSON and referent.entity_label in ("Organization", "Location", "Facility"):
        return _body(referent, printed)
    if referent.named and not referent.plural and head not in people:
        title_case = all(w[:1].isupper() for w in source_label(printed).split() if len(w) > 3)
        if title_case and institution_scope(printed) is None and not office.official:
            return Kind.PERSON, Identity.NAMED, office, "a name", None
        if title_case:
            return _body(referent, printed)
    return kind, Identity.UNNAMED, office, f"no name: {source_label(printed)}", None


def _head(annotation: Annotation, referent: Referent, printed: str) -> str:
    if referent.described is not None:
        tokens = [t for t in annotation.inside(referent.described) if t.upos != "PUNCT"]
        if tokens:
            top = root(annotation, tokens)
            return top.text.lower() if top.text.lower() in words("sources", "generic_state") else head_of(top)
    found = re.findall(r"[\w-]+", printed.lower())
    return found[-1] if found else ""


def _is_media(low: str, head: str) -> bool:
    return (
        any(low == n.replace(".", "") for n in names("media"))
        or head in words("people", "heads", "media")
        or bool(
            re.search(
                r"\bstate(-run)? (media|television|tv)\b|\bnews (agency|site|outlet|agencies)\b|^media\b|\b(newspaper|newspapers)\b", low
            )
        )
    )


def _body(referent: Referent, printed: str) -> tuple[Kind, Identity, Office, str, str | None]:
    label = referent.label
    low = body_key(label)
    if _is_media(low, low.split()[-1] if low else "") or institution_scope(label) == "media" or is_outlet(label):
        return Kind.MEDIA, Identity.NAMED, Office(False, None), f"outlet: {label}", None
    return Kind.ORGANISATION, Identity.NAMED, office_of_body(label), f"body: {label}", None


def _document(referent: Referent, printed: str, head: str) -> tuple[Kind, Identity, Office, str, str | None]:
    kind = Kind.POLL_OR_DATA if head in words("people", "heads", "poll") else Kind.DOCUMENT
    issuer = _issuer(printed)
    if issuer is not None and not re.search(r"\b(seen|obtained|reviewed|viewed) by\s+(the\s+)?$", printed[: printed.find(issuer)]):
        scope = office_of_body(issuer)
        return kind, Identity.NAMED, Office(scope.official, scope.scope), f"issuer: {issuer}", issuer
    low = set(re.findall(r"[a-z]+", printed.lower()))
    if _UNKNOWN_ORIGIN.search(printed):
        return kind, Identity.UNNAMED, Office(False, None), "origin unknown", None
    premodified = _has_name(printed)
    if low & words("sources", "document_own") or premodified or printed.lower().startswith(("his ", "her ", "its ", "their ")):
        official = bool(
            low
            & {
                "court",
                "police",
                "indictment",
                "ruling",
                "verdict",
                "law",
                "constitution",
                "official",
                "government",
                "lobbying",
                "census",
                "property",
                "tax",
            }
        )
        return kind, Identity.NAMED, Office(official, OfficialScope.STATE if official else None), "document of a known kind or owner", None
    if printed.lower().startswith("the ") and kind is Kind.DOCUMENT and not referent.plural:
        return kind, Identity.NAMED, Office(False, None), "document told of before", None
    return kind, Identity.UNNAMED, Office(False, None), "origin unknown", None


def _issuer(printed: str) -> str | None:
    owner = _OWNER.match(printed)
    if owner is not None and owner.group("issuer").lower() not in ("a", "the"):
        return owner.group("issuer")
    issued = _ISSUED.search(printed)
    if issued is not None:
        issuer = re.sub(r"^the\s+", "", issued.group("issuer"), flags=re.IGNORECASE)
        issuer = re.sub(r"\s+(on|in|of|the|and|for)$", "", issuer)
        if issuer.split()[0].lower() not in words("sources", "months_and_days"):
            return issuer
    return None


def _spokesperson(referent: Referent, printed: str, resolver: Resolver) -> tuple[Kind, Identity, Office, str, str | None]:
    """An unnamed spokesperson is the voice of a body; of which, the phrase or the last body named says."""
    office = office_of_person(printed)
    rest = re.sub(r"^(a|an|the|one|another|its|his|her|their)\s+", "", printed.lower())
    described = len(rest.split()) > 1
    near = [b for b in resolver.registry.bodies if any(p < (referent.places[0] if referent.places else 0) for p in b.places)]
    if not described and near:
        body = max(near, key=lambda b: max(p for p in b.places if p < referent.places[0]))
        scope = office_of_body(body.label)
        return Kind.ORGANISATION, Identity.NAMED, scope, f"unnamed spokesperson of {body.label}", None
    if not described:
        return Kind.PERSON, Identity.UNNAMED, office, "a spokesperson of nobody named", None
    return Kind.ORGANISATION, Identity.NAMED, office, "unnamed spokesperson of a body", None


def _unnamed_body(referent: Referent, printed: str, head: str, resolver: Resolver) -> tuple[Kind, Identity, Office, str, str | None]:
    first = printed.lower().split()[0] if printed.split() else ""
    office = office_of_body(source_label(printed))
    inner_name = first in ("his", "her", "its", "their") or _has_name(printed)
    if referent.plural and not (office.official and inner_name):
        return Kind.GROUP, Identity.UNNAMED, office, f"no name: {source_label(printed)}", None
    if first in ("a", "an", "another", "one", "some") and not inner_name:
        return (
            Kind.ORGANISATION if head not in ("group", "team", "crew") else Kind.GROUP,
            Identity.UNNAMED,
            office,
            f"no name: {source_label(printed)}",
            None,
        )
    return Kind.ORGANISATION, Identity.NAMED, _through_principal(printed, office, resolver), f"body: {source_label(printed)}", None


def _people_of(printed: str) -> str | None:
    """ "The Russians" and "the Saudis" speak for their state."""
    match = re.fullmatch(r"[Tt]he ([A-Z]\w+)", printed.strip())
    if match is None:
        return None
    word = match.group(1).lower()
    return demonyms().get(word) or (demonyms().get(word[:-1]) if word.endswith("s") else None)


def _through_principal(printed: str, office: Office, resolver: Resolver) -> Office:
    """An aide to an office-holder is an official: "top aides to Mr Obama", where the article calls him president."""
    if (
        office.official
        or office.scope not in (None, OfficialScope.PRIVATE)
        or office.former
        or not re.search(r"\b(aides?|advis[eo]rs?|deput(y|ies)|staff|office)\b", printed.lower())
    ):
        return office
    for person in resolver.registry.people:
        if any(n.last in printed.lower() for n in person.names) and any(office_of_person(t).official for t in person.titles):
            return Office(True, OfficialScope.STATE)
    return office


def _affiliation(referent: Referent, printed: str) -> str | None:
    text = referent.title or ("" if referent.named else _bare(printed))
    match = re.search(r"\b(?:for|of|at|with|in|from)\s+((?:the\s+)?[A-Z][\w.&'’-]*(?:\s+(?:of|the|and|for|[A-Z][\w.&'’-]*))*)", text)
    if match:
        return match.group(1)
    lead = re.match(r"((?:[A-Z][\w.&'’-]*\s+)+)", text)
    return lead.group(1).strip() if lead and not referent.named else None


def _bare(printed: str) -> str:
    """The phrase without the determiner or number that opens it."""
    first, _, rest = printed.partition(" ")
    return rest if rest and (first.lower() in words("sources", "openers") or first.lower() in table("sources")["numbers"]) else printed


def _has_name(printed: str) -> bool:
    """Whether a name stands in a phrase, the capital of its first word aside: "a Quinnipiac poll", "U.S. records", "Hall's office"."""
    bare = _bare(printed)
    return bool(re.search(r"\b[A-Z]", bare if bare != printed else bare[1:]) or re.match(r"[A-Z][A-Z.]|[A-Z][\w.-]*['’]s?\s", printed))


def _head_count(referent: Referent, printed: str) -> int | None:
    if referent.named and not referent.plural:
        return 1 if referent.sort == PERSON else None
    first = printed.lower().split()[0] if printed.split() else ""
    numbers: dict[str, int] = table("sources")["numbers"]
    if first in numbers:
        return numbers[first]
    return None if referent.plural else 1 if referent.sort == PERSON else None


def _with_via(annotation: Annotation, statement: Statement, statements: tuple[Statement, ...], by_id: dict[str, Source]) -> Statement:
    """Second hand: the outlet in whose report the words stand, or the outlet to which they were told."""
    if statement.via is not None:
        return statement
    holder = next((s for s in statements if s.id == statement.nested_in), None)
    while holder is not None:
        for source_id in holder.source_ids:
            if by_id[source_id].kind is Kind.MEDIA and source_id not in statement.source_ids:
                return replace(statement, via=by_id[source_id].label)
        holder = next((s for s in statements if s.id == holder.nested_in), None) if holder.nested_in else None
    if statement.cue is not None and statement.cue.lemma in ("tell", "say"):
        tokens = annotation.inside(statement.cue.span)
        last = tokens[-1].index if tokens else -1
        after = annotation.tokens[last + 1 : last + 7]
        if statement.cue.lemma == "say" and not (after and after[0].text.lower() in ("to", "on")):
            return statement
        words_after = annotation.text[after[0].span.start : after[-1].span.end] if after else ""
        for name in sorted(names("media"), key=len, reverse=True):
            if (
                len(name) > 2
                and re.match(rf"(to |on )?(the )?(associated )?{re.escape(name)}\b", words_after.lower())
                and words_after.split()[-1:]
                and words_after[:1].isalpha()
            ):
                start = words_after.lower().find(name)
                if words_after[start : start + 1].isupper():
                    return replace(statement, via=words_after[start : start + len(name)])
    return statement
