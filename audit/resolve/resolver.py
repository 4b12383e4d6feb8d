"""Every mention of a statement's source to one referent, in the order of the text; what cannot be told stays unresolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from audit.attribute.mentions import PRONOUNS, body_name, head_of, root
from audit.domain.annotation import Annotation, Token
from audit.domain.statement import Form, Mention, MentionKind, Statement, Tie
from audit.domain.text import Span
from audit.entities.names import person_name, title_gender
from audit.lexicons import names as institution_names
from audit.lexicons import patterns, table, words
from audit.lexicons.patterns import find
from audit.lexicons.places import country_of, speaking_places
from audit.resolve.referents import BODY, GROUP, PERSON, THING, Referent, Registry, body_key, clean, official_titles

_DEFINITE = frozenset({"the", "that", "this", "these", "those", "his", "her", "its", "their", "both", "such"})
_PLURAL_PRONOUNS = frozenset({"they", "them", "their", "themselves", "these", "those", "both", "we", "us"})
_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "herself"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_THEM = frozenset({"them", "these", "those"})
_SOON = 2
"""Within so many words behind "who" ("who asked", "who also asked") a marker of anonymity is what the clause is about."""
_REACH = 4
"""Sentences over which a pronoun looks back for its speaker."""


@dataclass(frozen=True)
class Resolved:
    """Statements with referent numbers beside their mentions, and the referents that speak; a score of 0 means unresolved."""

    statements: tuple[Statement, ...]
    referents: tuple[Referent, ...]
    links: tuple[tuple[int, ...], ...]
    """For each statement the indices into ``referents``, parallel to its mentions; -1 where a mention could not be resolved."""
    scores: tuple[tuple[float, ...], ...]
    ties: tuple[tuple[Tie, ...], ...]
    """What tied each mention; for one that could not be resolved, what was tried."""


Tied = tuple[Referent | None, float, Tie]
"""Who is meant (None: it cannot be told), how sure that is, and what tied the mention."""


class Resolver:
    """Resolves one article. State: the referents met so far and who spoke last."""

    def __init__(self, annotation: Annotation) -> None:
        self.annotation = annotation
        self.registry = Registry(annotation)
        self.others: list[Referent] = []
        self.last: list[tuple[int, Referent]] = []
        """(place, referent) of resolved mentions in the order they were resolved."""
        self.by_statement: dict[str, list[Referent]] = {}

    def resolve(self, statements: tuple[Statement, ...]) -> Resolved:
        order = sorted(range(len(statements)), key=lambda i: (_place(statements[i]), i))
        found: dict[int, list[tuple[Mention, Referent | None, float, Tie]]] = {}
        for i in order:
            statement = statements[i]
            entries = self._jointly(statement) or [(m, *self._mention(m, statement)) for m in statement.mentions]
            found[i] = entries
            self.by_statement[statement.id] = [r for _, r, _, _ in entries if r is not None]
            for mention, referent, _, _ in entries:
                if referent is not None:
                    self.last.append((mention.span.start, referent))
                    if not any(m.span == mention.span for m in referent.mentions):
                        referent.mentions.append(mention)
        referents: list[Referent] = []
        links, scores, ties = [], [], []
        for i in range(len(statements)):
            row, sure = [], []
            for _, referent, score, _ in found[i]:
                if referent is None:
                    row.append(-1)
                elif referent in referents:
                    row.append(referents.index(referent))
                else:
                    referents.append(referent)
                    row.append(len(referents) - 1)
                sure.append(score)
            links.append(tuple(row))
            scores.append(tuple(sure))
            ties.append(tuple(tie for _, _, _, tie in found[i]))
        told = tuple(replace(s, mentions=tuple(m for m, _, _, _ in found[i])) for i, s in enumerate(statements))
        return Resolved(told, tuple(referents), tuple(links), tuple(scores), tuple(ties))

    def _jointly(self, statement: Statement) -> list[tuple[Mention, Referent | None, float, Tie]]:
        """ "They" right after a joint statement: everybody who made it. Empty where that is not so."""
        if len(statement.mentions) != 1 or statement.mentions[0].head != "they" or not self.by_statement:
            return []
        mention = statement.mentions[0]
        before = next(reversed(self.by_statement.values()))
        near = self.last and self._sentence(mention.span.start) - self._sentence(self.last[-1][0]) <= 2
        together = list({id(r): r for r in before}.values())
        if len(together) < 2 or not near or mention.kind is not MentionKind.PRONOUN:
            return []
        return [(mention, referent, 0.75, Tie.PRONOUN) for referent in together]

    def _mention(self, mention: Mention, statement: Statement) -> Tied:
        if mention.kind is MentionKind.PRONOUN or (mention.kind is MentionKind.IMPLICIT and mention.head in PRONOUNS):
            return self._pronoun(mention, statement)
        tokens = [t for t in self.annotation.inside(mention.span) if mention.span.contains(t.span)]
        if mention.kind is MentionKind.NAME or mention.entity_type == "Person":
            referent = self._name(mention, tokens)
            if referent is not None:
                return referent, 0.95, Tie.NAME
        return self._nominal(mention, tokens)

    # names

    def _name(self, mention: Mention, tokens: list[Token]) -> Referent | None:
        if mention.entity_type == "Person":
            for entity in self.annotation.entities:
                if (
                    entity.label == "Person"
                    and entity.span.overlaps(mention.span)
                    and entity.span.of(self.annotation.text).lower().rstrip("’'s.").endswith(mention.head.rstrip("’'s."))
                ):
                    found = self.registry.at_entity(entity)
                    if found is not None:
                        return found
        if not tokens:
            return None
        within = self.annotation.entity_at(root(self.annotation, tokens).span.start)
        found = self.registry.at_entity(within) if within is not None else self.registry.at(mention.span)
        if found is not None and (found.sort == BODY or mention.entity_type == "Person" or within is not None):
            return found
        printed = clean(mention.span.of(self.annotation.text))
        key = body_key(printed)
        for body in self.registry.bodies:
            if key in body.heads or f"{key} department" in body.heads:
                return body
        name = person_name(printed) if not body_name(printed) else None
        if name is not None and (person := self.registry.named(name)) is not None and key not in speaking_places():
            return person
        if key in speaking_places() or any(
            key in institution_names(k) for k in ("state", "media", "intergovernmental", "party", "legislature", "military_police_judicial")
        ):
            body = Referent(
                BODY,
                re.sub(r"^the\s+", "", printed, flags=re.IGNORECASE),
                named=True,
                entity_label="Organization",
                heads={key},
                places=[mention.span.start],
            )
            self.registry.bodies.append(body)
            return body
        return None

    def _printed_name(self, tokens: list[Token]) -> Referent | None:
        """The person whose bare name or surname with a title this is ("Mr. Comey's"), though the entity model passed it over."""
        said = [t for t in tokens if t.text not in ("'s", "’s", "'", "’")]
        if not said or len(said) > 2 or not all(t.text[:1].isupper() for t in said):
            return None
        name = person_name(" ".join(t.text for t in said))
        return self.registry.named(name) if name is not None and (len(said) == 1 or name.title) else None

    # descriptions

    def _nominal(self, mention: Mention, tokens: list[Token]) -> Tied:
        if not tokens:
            return None, 0.0, Tie.INTRODUCED
        text = self.annotation.text
        known = self._printed_name(tokens)
        if known is not None:
            return known, 0.85, Tie.NAME
        counted = self._counted(mention, tokens)
        if counted is not None:
            self.others.append(counted)
            return counted, 0.7, Tie.INTRODUCED
        top = root(self.annotation, tokens)
        head = head_of(top)
        first = tokens[0].text.lower()
        plural = (
            "Number=Plur" in top.feats
            or head in words("people", "heads", "group")
            or (top.text.lower().endswith("s")
            and top.upos == "NOUN"
            and head != top.text.lower())
        )
        plural = plural and not (
            mention.kind is MentionKind.NAME and len(tokens) <= 2 and first != "the" and head not in words("people", "heads", "group")
        )
        modifiers = _modifiers(tokens, top)
        label = source_label(text[mention.span.start : self._told(mention.span, tokens)])
        definite = first in _DEFINITE
        if definite:
            found = self._antecedent(head, modifiers, plural, mention.span.start, first)
            if found is not None:
                return found, 0.8, Tie.DESCRIPTION
        if mention.kind is MentionKind.NAME and not definite:
            again = next((o for o in self.others if o.label.lower() == label.lower()), None)
            if again is not None:
                return again, 0.9, Tie.SAME_WORDS
        if first not in ("a", "an", "one", "another") or plural:
            same = next((o for o in reversed(self.others) if o.label.lower() == label.lower() and o.plural == plural), None)
            if same is not None:
                return same, 0.75, Tie.SAME_WORDS
        if _is_body_voice(head):
            same = next((o for o in self.others if o.label.lower() == label.lower()), None)
            if same is not None:
                return same, 0.85, Tie.SAME_WORDS
        sort = _sort(head, plural)
        referent = Referent(
            sort,
            label,
            plural=plural,
            heads={head, *(() if sort != BODY else (body_key(label),))},
            modifiers=modifiers,
            places=[mention.span.start],
            subjects=[mention.span.start],
            description=mention.span,
            gender=title_gender(head),
            named=mention.kind is MentionKind.NAME,
            entity_label=mention.entity_type,
        )
        if first == "one" or (first in ("another", "a") and head == "source"):
            referent.member_of = self._group_of(tokens, top)
        self.others.append(referent)
        return referent, 0.7 if definite else 0.9, Tie.INTRODUCED

    def _told(self, span: Span, tokens: list[Token]) -> int:
        """Where the description in ``span`` ends: before "who" where what follows only says that a name is withheld."""
        for who in (t for t in tokens[1:] if t.text.lower() == "who"):
            behind = self.annotation.tokens[who.index + 1 : self.annotation.sentences[who.sentence].last]
            if any(first < _SOON for first, _, _ in find(patterns("anonymity", "status"), behind)):
                return who.span.start
        return span.end

    def _antecedent(self, head: str, modifiers: set[str], plural: bool, place: int, first: str) -> Referent | None:
        """Who "the official", "the South Korean official", "the company" was introduced as; the last fitting one, speakers first."""
        spoken = {id(r): p for p, r in sorted(self.last, key=lambda e: e[0]) if p < place}
        candidates: list[tuple[float, Referent]] = []
        for other in self.others:
            owned = first in ("his", "her", "its", "their")
            if other.places[0] < place and head in other.heads and other.plural == plural and not owned and _agree(modifiers, other):
                candidates.append((spoken.get(id(other), other.places[0]), other))
        if candidates:
            return max(candidates, key=lambda c: c[0])[1]
        if plural or first in ("his", "her", "its", "their"):
            return None
        named: list[tuple[float, Referent]] = []
        country = country_of(" ".join(modifiers).title())
        heads = {head} | (words("people", "heads", "rulers") if head == "leader" and country is not None else frozenset())
        holders = [
            p
            for p in self.registry.people
            if _is_person(head) and any(h in p.heads or _title_like(h, p) for h in heads) and _fits_title(modifiers, country, p)
        ]
        for person in holders:
            seen = [p for p in person.places if p < place]
            if seen:
                named.append((spoken.get(id(person), 0) or max(seen) - 2000, person))
        for body in self.registry.bodies:
            seen = [p for p in body.places if p < place]
            if seen and (any(h.split()[-1:] == [head] for h in body.heads) or _kind_of_body(head, body)):
                named.append((spoken.get(id(body), 0) or max(seen) - 2000, body))
        if named:
            return max(named, key=lambda c: c[0])[1]
        in_office = [p for p in holders if _holds(head, p)]
        return in_office[0] if len(in_office) == 1 and first == "the" and head in words("people", "heads", "rulers") else None

    def _group_of(self, tokens: list[Token], top: Token) -> Referent | None:
        """The group that "one of the officials" belongs to."""
        after = {t.lemma for t in tokens}
        for other in reversed(self.others):
            if other.plural and other.heads & after:
                return other
        return None

    def _counted(self, mention: Mention, tokens: list[Token]) -> Referent | None:
        """Some of a group met before: "one of them", "the other". None for other words, or where no group is in reach."""
        said = [t.text.lower() for t in tokens if t.upos != "PUNCT"]
        of_them = len(said) > 2 and said[-2] == "of" and said[-1] in _THEM and not any(_human(t) for t in tokens)
        if not of_them and " ".join(said) not in table("sources")["members"]:
            return None
        group = self._group_near(mention.span.start)
        if group is None:
            return None
        one = not of_them or any(table("sources")["numbers"].get(word) == 1 for word in said)
        sort = PERSON if one and group.sort == GROUP else group.sort
        return Referent(
            sort,
            group.label,
            plural=not one,
            heads=set(group.heads),
            modifiers=set(group.modifiers),
            places=[mention.span.start],
            subjects=[mention.span.start],
            description=mention.span,
            member_of=group,
            counted=True,
        )

    def _group_near(self, place: int) -> Referent | None:
        """The group that "them" at ``place`` means. None where others come between: they may be meant."""
        here, paragraph = self.annotation.sentence_at(place), self.annotation.paragraph_at(place)
        if here is None or paragraph is None:
            return None
        scored = [(s, g) for g in self.others if g.plural and (s := self._fit(g, "", True, place, here.index, paragraph.index)) is not None]
        if not scored:
            return None
        group = max(scored, key=lambda e: e[0])[1]
        since = max(p for p in [*group.places, *(m.span.start for m in group.mentions)] if p < place)
        named = [p for p in self.registry.people if any(since < at < place for at in p.places)]
        between = [t for t in self.annotation.inside(Span(since, place)) if "Number=Plur" in t.feats and _human(t)]
        return group if len(named) < 2 and all(head_of(t) in group.heads for t in between) else None

    def meant_by(self, mention: Mention) -> Referent | None:
        """Who is meant by words that are no statement's source (the subject of "… spoke on condition of anonymity"); makes nothing new."""
        before = list(self.others)
        tokens = self.annotation.inside(mention.span)
        if mention.kind is MentionKind.PRONOUN:
            self_last, self.last = self.last, [e for e in self.last if e[0] < mention.span.start]
            found = (self._relative(mention) if mention.head in _RELATIVE else self._pronoun(mention, _NOBODY))[0]
            self.last = self_last
        elif mention.kind is MentionKind.NAME:
            found = self._name(mention, tokens)
        else:
            found = next((o for o in before if o.description is not None and o.description.overlaps(mention.span)), None)
            if found is None:
                found = self._nominal(mention, tokens)[0]
        self.others = before
        return found if found is not None and (found in before or found in self.registry.people or found in self.registry.bodies) else None

    # pronouns

    def _pronoun(self, mention: Mention, statement: Statement) -> Tied:
        low = mention.head
        place = mention.span.start
        if low in _RELATIVE:
            return self._relative(mention)
        if low in ("i", "me", "my", "we", "us"):
            holder = self.by_statement.get(statement.nested_in or "", [])
            if holder:
                return holder[0], 0.9, Tie.FIRST_PERSON
            around = [r for s in self.by_statement for r in self.by_statement[s]][-1:]
            return (around[0], 0.5, Tie.FIRST_PERSON) if around and low == "i" else (None, 0.0, Tie.FIRST_PERSON)
        gender = "m" if low in _HE else "f" if low in _SHE else ""
        wants_plural = low in _PLURAL_PRONOUNS
        here = self.annotation.sentence_at(place)
        paragraph = self.annotation.paragraph_at(place)
        if here is None or paragraph is None:
            return None, 0.0, Tie.PRONOUN
        if mention.kind is MentionKind.IMPLICIT and self.last:
            return self.last[-1][1], 0.6, Tie.CARRIED_ON
        scored: list[tuple[float, Referent]] = []
        for candidate in [*self.registry.people, *self.registry.bodies, *self.others]:
            score = self._fit(candidate, gender, wants_plural, place, here.index, paragraph.index)
            if score is not None:
                scored.append((score, candidate))
        if not scored:
            return None, 0.0, Tie.PRONOUN
        scored.sort(key=lambda s: -s[0])
        margin = scored[0][0] - (scored[1][0] if len(scored) > 1 else 0)
        return scored[0][1], round(min(0.95, 0.55 + 0.1 * margin), 2), Tie.PRONOUN

    def _fit(self, candidate: Referent, gender: str, plural: bool, place: int, sentence: int, paragraph: int) -> float | None:
        """How well ``candidate`` fits a pronoun at ``place``: agreement is asked, nearness, subjecthood and having spoken count."""
        if gender:
            if candidate.sort != PERSON or candidate.plural or (candidate.gender and candidate.gender != gender):
                return None
        elif plural:
            if not candidate.plural and not (candidate.sort == PERSON and not candidate.named):
                return None
        elif candidate.sort in (PERSON, GROUP) or candidate.plural or (candidate.sort == BODY and not candidate.subjects):
            return None
        seen = [p for p in candidate.places if p < place] + [m.span.start for m in candidate.mentions if m.span.start < place]
        if not seen:
            return None
        nearest = max(seen)
        there = self.annotation.sentence_at(nearest)
        if there is None or sentence - there.index > _REACH * (2 if gender else 1):
            return None
        score = 4.0 - 0.9 * (sentence - there.index)
        if any(p in seen for p in candidate.subjects if self._sentence(p) == there.index):
            score += 1.5
        if gender and candidate.gender == gender:
            score += 0.5
        if self.last:
            spoke = [p for p, r in self.last if r is candidate]
            if self.last[-1][1] is candidate:
                score += 2.0
            elif spoke:
                score += 0.7
        near = self.annotation.paragraph_at(nearest)
        if near is not None and near.index == paragraph:
            score += 0.5
        if plural and not candidate.plural:
            score -= 2.0
        if gender and not candidate.named:
            score -= 5.0 if candidate.heads & words("people", "heads", "askers") else 0.7
        return score

    def _sentence(self, place: int) -> int:
        found = self.annotation.sentence_at(place)
        return found.index if found is not None else -1

    def _relative(self, mention: Mention) -> Tied:
        """ "who" and "which": the noun phrase right before, through the tree where it shows the clause's head."""
        tokens = self.annotation.inside(mention.span)
        if not tokens:
            return None, 0.0, Tie.RELATIVE
        index = tokens[0].index
        at = self.annotation.tokens[index]
        for _ in range(4):
            if at.head is None:
                break
            if at.rel == "acl":
                head = self.annotation.tokens[at.head]
                return self._at_head(head)
            at = self.annotation.tokens[at.head]
        before = index - 1
        while before >= 0 and self.annotation.tokens[before].upos in ("PUNCT", "ADP", "DET"):
            before -= 1
        return self._at_head(self.annotation.tokens[before]) if before >= 0 else (None, 0.0, Tie.RELATIVE)

    def _at_head(self, head: Token) -> Tied:
        entity = self.annotation.entity_at(head.span.start)
        if entity is not None and (found := self.registry.at_entity(entity)) is not None:
            return found, 0.85, Tie.RELATIVE
        for other in reversed(self.others):
            if other.description is not None and other.description.start <= head.span.start < other.description.end:
                return other, 0.8, Tie.RELATIVE
        low = head.index
        while (
            low > 0
            and self.annotation.tokens[low - 1].sentence == head.sentence
            and self.annotation.tokens[low - 1].upos in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART")
        ):
            low -= 1
        span = Span(self.annotation.tokens[low].span.start, head.span.end)
        if head.upos in ("NOUN", "PROPN"):
            return (*self._nominal(Mention(span, head.lemma, MentionKind.NOMINAL), self.annotation.inside(span))[:2], Tie.RELATIVE)
        return None, 0.0, Tie.RELATIVE


_NOBODY = Statement("", 0, (Span(0, 0),), Form.INDIRECT, None, None, ())
_SOFT = frozenset({"former", "senior", "top", "same", "first", "second", "third", "other", "late", "young", "old", "new"})
_BODY_KINDS = {
    "company": "Organization",
    "firm": "Organization",
    "bank": "Organization",
    "agency": "Organization",
    "group": "Organization",
    "organisation": "Organization",
    "organization": "Organization",
    "nonprofit": "Organization",
    "carmaker": "Organization",
    "retailer": "Organization",
    "airline": "Organization",
    "ministry": "Organization",
    "department": "Organization",
    "country": "Location",
    "nation": "Location",
    "newspaper": "Organization",
    "paper": "Organization",
    "charity": "Organization",
    "university": "Organization",
    "union": "Organization",
    "manufacturer": "Organization",
    "utility": "Organization",
    "operator": "Organization",
    "club": "Organization",
}


def _human(token: Token) -> bool:
    return token.upos in ("NOUN", "PROPN") and head_of(token) in words("people", "heads", "person") | words("people", "heads", "group")


def _is_person(head: str) -> bool:
    return head in words("people", "heads", "person") or head in official_titles()


def _kind_of_body(head: str, body: Referent) -> bool:
    wanted = _BODY_KINDS.get(head)
    if wanted is None or body.entity_label != wanted or not body.subjects:
        return False
    key = next(iter(body.heads), "")
    state = (
        key in institution_names("state")
        or key in institution_names("intergovernmental")
        or key in institution_names("military_police_judicial")
    )
    outlet = key in institution_names("media")
    if head in ("newspaper", "paper"):
        return outlet
    return (
        not state and not outlet
        if head not in ("agency", "ministry", "department", "country", "nation", "organisation", "organization")
        else not outlet
    )


def _fits_title(modifiers: set[str], country: str | None, person: Referent) -> bool:
    """Every modifier stands in a title of the person, but a country may go unsaid there as long as no other one is said."""
    titles = " ".join(person.titles)
    rest = {m for m in modifiers - _SOFT if m not in titles.lower()}
    theirs = country_of(titles)
    if country is not None and (theirs is None or theirs == country):
        rest = {m for m in rest if country_of(m.title()) is None and m.upper() not in ("US", "UK")}
    return not rest


def _title_like(head: str, person: Referent) -> bool:
    return head in re.findall(r"[a-z-]+", " ".join(person.titles).lower())


def _holds(head: str, person: Referent) -> bool:
    """Whether an office is the person's now, and not that of his deputy or what he once was."""
    return any(re.search(rf"(?<!vice )(?<!vice-)(?<!deputy )(?<!former )(?<!ex-)\b{re.escape(head)}\b", t.lower()) for t in person.titles)


def _agree(modifiers: set[str], other: Referent) -> bool:
    hard = modifiers - _SOFT
    return hard <= other.modifiers | other.heads or not hard


def _modifiers(tokens: list[Token], top: Token) -> set[str]:
    return {t.text.lower() for t in tokens if t.index != top.index and t.upos in ("ADJ", "NOUN", "PROPN") and t.index < top.index}


def _is_body_voice(head: str) -> bool:
    return (
        head in words("people", "heads", "spokes")
        or head in words("people", "heads", "organisation")
        or head in words("people", "heads", "media")
    )


def _sort(head: str, plural: bool) -> str:
    if head in words("people", "heads", "person"):
        return GROUP if plural else PERSON
    if head in words("people", "heads", "organisation") | words("people", "heads", "media") | words("people", "heads", "family_of_body"):
        return BODY
    if head in words("people", "heads", "document") | words("people", "heads", "poll"):
        return THING
    return GROUP if plural else THING


_DETERMINER = re.compile(
    r"^(a|an|the|this|that|these|those|both|one|another|his|her|its|their)\s+(of\s+the\s+|(?!of\b|one\b|others?$))", re.IGNORECASE
)


def source_label(printed: str) -> str:
    """The phrase without leading determiners and without clauses behind it."""
    label = clean(printed)
    label = re.split(r",\s+(?:\w+\s+of\s+whom|who|which|whose|speaking|citing|quoting)\b", label)[0]
    label = _DETERMINER.sub("", label)
    return clean(label) or clean(printed)


def _place(statement: Statement) -> int:
    if statement.source_span is not None:
        return statement.source_span.start
    return statement.cue.span.start if statement.cue is not None else statement.span.start


def relinked(resolved: Resolved, ids: list[str]) -> tuple[Statement, ...]:
    """The statements with their source ids (``ids`` by referent), each once. Joint mentions that could not be resolved are left out."""
    out = []
    for statement, row, scores, ties in zip(resolved.statements, resolved.links, resolved.scores, resolved.ties, strict=True):
        told = [at for at, index in enumerate(row) if index >= 0 and index not in row[:at]]
        out.append(
            replace(
                statement,
                mentions=tuple(statement.mentions[at] for at in told) or statement.mentions,
                source_ids=tuple(ids[row[at]] for at in told),
                resolution_scores=tuple(scores[at] for at in told),
                resolved_by=tuple(ties[at] for at in told),
            )
        )
    return tuple(out)
