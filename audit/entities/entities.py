"""The entities of an article: who is meant by every mention, with a probability a link. Frozen once it is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from audit.attribute.mentions import body_name, head_of
from audit.attribute.outlets import is_outlet
from audit.attribute.places import SpanIndex
from audit.domain.annotation import Annotation
from audit.domain.statement import Form, MentionKind, Statement, Tie
from audit.domain.text import Span
from audit.entities.bodies import body_key
from audit.entities.chain import Chain, Description, Link, Mention
from audit.entities.features import EARLY, Features, called_so, covering, features, fits, kind_of, newcomer, told_of_most
from audit.entities.mentions import Found, found
from audit.entities.named import Named
from audit.entities.names import PersonName, person_name
from audit.entities.phrase import Phrase, Sort, bare_words, clean, respondents
from audit.entities.ranker import Ranker, ranker
from audit.entities.scene import Question, Scene
from audit.lexicons import names as institution_names
from audit.lexicons import table, words
from audit.lexicons.places import demonyms, speaking_places


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, group, body, document, outlet or poll of an article, with every mention of it in the order of the text.

    ``number`` is its place in ``Entities.all``; ``group`` the number of the entity that it is a member of. ``descriptions`` are titles and
    roles printed beside a name or linked to it. ``printed`` are the forms of a body's name. ``partial``: only a given name, or a surname
    and nothing else, is printed.
    """

    number: int
    sort: Sort
    label: str
    named: bool
    names: tuple[PersonName, ...]
    printed: tuple[str, ...]
    mentions: tuple[Mention, ...]
    descriptions: tuple[Description, ...]
    links: tuple[Link, ...]
    gender: str
    plural: bool
    entity_label: str | None
    group: int | None
    partial: bool

    @property
    def first(self) -> Mention:
        """The first mention: an entity's identity within its article."""
        return self.mentions[0]

    def described(self) -> tuple[Phrase, ...]:
        """The phrases that describe it, fullest first."""
        phrases = [m.phrase for m in self.mentions if m.phrase is not None and m.form is not MentionKind.PRONOUN]
        return tuple(sorted(phrases, key=lambda p: (p.span.start - p.span.end, p.span.start)))


@dataclass(frozen=True, slots=True)
class Tied:
    """Whom one mention of a statement means: the entity's number and how sure that is; None where it cannot be told."""

    mention: Span
    entity: int | None
    link: Link


@dataclass(frozen=True)
class Entities:
    """All entities of an article. ``ties`` runs parallel to the statements: for each, its mentions with what they mean."""

    all: tuple[Entity, ...]
    ties: tuple[tuple[Tied, ...], ...]

    @property
    def speaking(self) -> tuple[int, ...]:
        """Numbers of the entities that are sources of statements, in the order of the statements."""
        return tuple(dict.fromkeys(t.entity for row in self.ties for t in row if t.entity is not None))

    @cached_property
    def words_of_names(self) -> frozenset[str]:
        """The lower-case words of all names of people."""
        return frozenset(word for one in self.all for name in one.names for word in re.findall(r"[\w-]+", name.full.lower()))

    def at(self, span: Span) -> Entity | None:
        """The entity whose mention shares most with ``span``, the shorter mention where two share as much."""
        best, found_at = (0, 0), None
        for entity in self.all:
            for mention in entity.mentions:
                shared = min(span.end, mention.span.end) - max(span.start, mention.span.start)
                rank = (shared, mention.span.start - mention.span.end)
                if shared > 0 and (found_at is None or rank > best):
                    best, found_at = rank, entity
        return found_at


def entities(
    annotation: Annotation,
    statements: tuple[Statement, ...],
    gold: Mapping[Span, str] | None = None,
    by: Ranker | None = None,
    watch: Watch | None = None,
) -> Entities:
    """The entities of an article and what each statement's mentions mean.

    ``gold`` maps source spans to chains: their links are forced, for fitting and for measuring what comes after with right chains.
    ``watch`` sees every decision of the ranker (for the fit).
    """
    return Linker(annotation, statements, gold or {}, by or ranker(), watch).entities()


Watch = Callable[["Linker", Found, str, list[tuple[Chain | None, Features]]], Chain | bool | None]
"""Called with the linker, the mention, its kind and the candidates (None: somebody new) with their features. Returns the candidate to take,
or False to leave it to the ranker."""


class Linker:
    """Reads the mentions of one article in the order of the text and ties each to an entity."""

    def __init__(
        self, annotation: Annotation, statements: tuple[Statement, ...], gold: Mapping[Span, str], by: Ranker, watch: Watch | None = None
    ) -> None:
        self.annotation = annotation
        self.statements = statements
        self.gold = gold
        self.by = by
        self.watch = watch
        self.named = Named(annotation)
        self.others: list[Chain] = []
        self.accounts: dict[str, Chain] = {}
        self.apart: list[Chain] = []
        """Those of whom only somebody's own words tell, so that no other mention means them."""
        self.scene = Scene(annotation, statements)
        self.forced: dict[str, Chain] = {}
        self.tied: dict[tuple[int, Span], tuple[list[Chain], Link]] = {}
        self._at: dict[Span, tuple[list[Chain], Link]] = {}
        self._by_statement: dict[int, list[Chain]] = {}
        self._spoken_as: dict[int, set[str]] = {}
        self._said = SpanIndex((number, s.content) for number, s in enumerate(statements))

    def entities(self) -> Entities:
        for one in found(self.annotation, self.statements):
            chains, link = self._one(one)
            if one.statement is not None:
                self.tied[one.statement, one.mention.span] = chains, link
                self._by_statement.setdefault(one.statement, []).extend(chains)
                gender = one.mention.phrase.gender if one.mention.phrase is not None and one.mention.form is MentionKind.PRONOUN else ""
                if gender and link.probability >= _SURE:
                    for chain in chains:
                        self._spoken_as.setdefault(id(chain), set()).add(gender)
                for chain in chains:
                    self.scene.spoke(one.place, chain)
            self._at[one.mention.span] = chains, link
            for chain in chains:
                chain.spoken = chain.spoken or one.statement is not None
                chain.introduced = chain.introduced or self.scene.body_paragraph(one.place) > EARLY or one.statement is not None
                chain.add(one.mention)
                if not any(k.span == link.span for k in chain.links):
                    chain.links.append(link)
        return self._frozen()

    def at(self, span: Span) -> list[Chain]:
        """What the mention at ``span`` was tied to."""
        return self._at[span][0] if span in self._at else []

    # one mention

    def _one(self, one: Found) -> tuple[list[Chain], Link]:
        if one.mention.span in self._at:
            return self._at[one.mention.span]
        if one.statement is not None and one.mention.span in self.gold:
            return self._forced(one)
        phrase = one.mention.phrase
        assert phrase is not None
        span = one.mention.span
        fixed = self._fixed(one, phrase)
        if fixed is not None:
            return fixed
        chain, link = self._ranked(one, phrase)
        return ([chain] if chain is not None else []), replace(link, span=span)

    def _forced(self, one: Found) -> tuple[list[Chain], Link]:
        name = self.gold[one.mention.span]
        phrase = one.mention.phrase
        assert phrase is not None
        chain = self.forced.get(name)
        if chain is None:
            fixed = self._fixed(one, phrase) if phrase.sort is not Sort.PRONOUN else None
            told = fixed[0] if fixed is not None else []
            chain = told[0] if len(told) == 1 and told[0] not in self.forced.values() else self._new(one.mention, phrase)
            self.forced[name] = chain
        return [chain], Link(one.mention.span, 1.0, Tie.NAME)

    def _fixed(self, one: Found, phrase: Phrase) -> tuple[list[Chain], Link] | None:
        """What the words alone decide: a name, a spokesperson of a named body, words beside a name, "who", "I"."""
        span = one.mention.span
        if phrase.sort is Sort.PRONOUN:
            return self._closed(one, phrase)
        if one.statement is not None and (listed := self._listed(one, phrase)):
            return listed, Link(span, 0.85, Tie.NAME)
        if one.statement is not None and _ACCOUNT.fullmatch(span.of(self.annotation.text)):
            return [self._account(one, phrase)], Link(span, 0.9, Tie.NAME)
        if phrase.sort is Sort.PERSON and phrase.name is None and (alias := self._alias(phrase)) is not None:
            return [alias], Link(span, 0.9, Tie.DESCRIPTION)
        if one.statement is not None and self._of_them(phrase):
            return [self._new(one.mention, phrase)], Link(span, 0.7, Tie.INTRODUCED)
        if one.statement is not None and (poll := self._polled(phrase)) is not None:
            return [poll], Link(span, 0.8, Tie.DESCRIPTION)
        beside = self._beside(span)
        if beside is not None and one.statement is None:
            return [beside], Link(span, 0.97, Tie.DESCRIPTION)
        whole = next((c for place, c in self.named.within(span) if place == span), None)
        if whole is not None:
            return [whole], Link(span, 0.95, Tie.NAME)
        if phrase.name is not None:
            chain = self._person(phrase)
            if chain is not None:
                return [chain], Link(span, 0.95, Tie.NAME)
        elif family := self._family(phrase):
            return family, Link(span, 0.9, Tie.NAME)
        elif people := self._state(phrase):
            return [people], Link(span, 0.9, Tie.NAME)
        elif phrase.proper or phrase.sort is Sort.BODY or phrase.noun in words("sources", "spokes"):
            chain = self._body(phrase)
            if chain is not None:
                return [chain], Link(span, 0.95, Tie.NAME)
        elif one.statement is not None and (chain := self._appended(phrase) or self._author(phrase)) is not None:
            return [chain], Link(span, 0.9, Tie.NAME)
        elif (known := self._department(phrase) or self._printed_name(phrase)) is not None:
            return [known], Link(span, 0.85, Tie.NAME)
        elif one.statement is not None and (coded := self._designated(phrase)) is not None:
            return [coded], Link(span, 0.85, Tie.DESCRIPTION)
        elif one.statement is not None and (counted := self._counted_people(phrase)):
            return counted, Link(span, 0.8, Tie.DESCRIPTION)
        return None

    def _closed(self, one: Found, phrase: Phrase) -> tuple[list[Chain], Link] | None:
        """Pronouns whose antecedent the form of the sentence gives: relative, first person, "they" after a joint statement."""
        span, noun = one.mention.span, phrase.noun
        if noun in words("phrases", "relative"):
            chain = self._relative(phrase)
            return ([chain], Link(span, 0.85, Tie.RELATIVE)) if chain is not None else None
        if noun in words("phrases", "first_person"):
            held = self._holder(one)
            return held[:1], Link(span, 0.9 if held else 0.0, Tie.FIRST_PERSON)
        told = self._by_statement and self.scene.speakers
        if noun == "they" and one.statement is not None and told and one.mention.form is MentionKind.PRONOUN:
            last = max(self._by_statement, key=lambda n: max((p for p, c in self.scene.speakers if c in self._by_statement[n]), default=-1))
            together = list(dict.fromkeys(self._by_statement[last]))
            near = self.scene.sentence(span.start) - self.scene.sentence(self.scene.speakers[-1][0]) <= 2
            if len(together) > 1 and near:
                return together, Link(span, 0.75, Tie.PRONOUN)
        return None

    def _holder(self, one: Found) -> list[Chain]:
        """Whoever says the words in which the first person stands."""
        if one.statement is None:
            return []
        nested = self.statements[one.statement].nested_in
        number = next((n for n, s in enumerate(self.statements) if s.id == nested), None)
        if number is not None and number in self._by_statement:
            return self._by_statement[number]
        return [self.scene.speakers[-1][1]] if self.scene.speakers else []

    def _relative(self, phrase: Phrase) -> Chain | None:
        """ "who" and "which": the noun phrase right before, through the tree where it shows the clause's head."""
        at = self.annotation.tokens[phrase.head]
        for _ in range(4):
            if at.head is None:
                break
            if at.rel == "acl":
                chain = self._at_head(at.head)
                if chain is not None:
                    return chain
                break
            at = self.annotation.tokens[at.head]
        before = phrase.first - 1
        while before >= 0 and self.annotation.tokens[before].upos in ("PUNCT", "ADP", "DET"):
            before -= 1
        return self._at_head(before) if before >= 0 else None

    def _at_head(self, index: int) -> Chain | None:
        place = self.annotation.tokens[index].span
        entity = self.annotation.entity_at(place.start)
        named = self.named.within(entity.span) if entity is not None else []
        if named:
            return named[0][1]
        spans = [s for s in self._at if s.start <= place.start < s.end]
        return next(iter(self._at[min(spans, key=lambda s: s.end - s.start)][0]), None) if spans else None

    def _beside(self, span: Span) -> Chain | None:
        """The person or body in whose description the words stand."""
        for chain in self.named.chains():
            if any(d.span.contains(span) and d.span.start <= span.start + 4 for d in chain.descriptions if d.where != "party"):
                return chain
        return None

    def _person(self, phrase: Phrase) -> Chain | None:
        assert phrase.name is not None
        head = self.annotation.tokens[phrase.head].span
        for place, chain in self.named.within(phrase.span):
            if place.start <= head.start < place.end and chain.sort is Sort.PERSON:
                return chain
        return self.named.person(phrase.name, phrase.span.start)

    def _department(self, phrase: Phrase) -> Chain | None:
        """The department that one word is short for: "State" where the State Department is named."""
        printed = phrase.span.of(self.annotation.text)
        short = re.fullmatch(r"[A-Z][a-z]+", printed) is not None and f" {printed} Department" in self.annotation.text
        return self.named.body(f"{printed} Department") if short else None

    def _printed_name(self, phrase: Phrase) -> Chain | None:
        """The person whose bare name or surname with a title this is ("Mr. Orre's", "ORRE"), though the entity model passed it over."""
        printed = phrase.bare
        if not 1 <= len(printed.split()) <= 2 or not all(w[:1].isupper() for w in printed.split()):
            return None
        name = person_name(printed)
        return self.named.person(name, phrase.span.start) if name is not None and (" " not in printed or name.title) else None

    def _body(self, phrase: Phrase) -> Chain | None:
        """The body that a phrase names, or whose spokesperson it is."""
        spokes = phrase.noun in words("sources", "spokes")
        names = self.named.within(phrase.span)
        inside = [(place, c) for place, c in names if c.sort is not Sort.PERSON]
        head = self.annotation.tokens[phrase.head].span
        if not spokes and phrase.proper:
            surname = next((c for place, c in names if place.start <= head.start < place.end and c.sort is Sort.PERSON), None)
            if surname is not None:
                return surname
        if not spokes:
            exact = next((c for place, c in inside if place.start <= head.start < place.end), None)
            if exact is not None:
                return exact
            if (surname := self._surname(phrase.proper, phrase.span.start)) is not None:
                return surname
            known = self._department(phrase) or (self.named.body(phrase.proper, "Organization") if phrase.proper else None)
            if known is not None or not body_key(phrase.proper):
                return known
            name = person_name(phrase.proper) if not body_name(phrase.proper) else None
            person = self.named.person(name, phrase.span.start) if name is not None and len(phrase.proper.split()) < 3 else None
            if person is not None and body_key(phrase.proper) not in speaking_places():
                return person
            return self.named.make_body(phrase.proper, phrase.span)
        named = self._spokesperson(phrase, inside[0][1] if inside else None)
        if named is not None:
            return named
        if inside:
            return inside[-1][1] if phrase.tail is not None and inside[-1][0].start >= phrase.tail.start else inside[0][1]
        return None

    def _surname(self, printed: str, place: int) -> Chain | None:
        """The person whose surname a single word is: "Orre" where Ann Orre is named, though Orre University is, too."""
        name = person_name(printed) if printed.isalpha() and not printed.isupper() else None
        person = self.named.person(name, place) if name is not None and body_key(printed) not in speaking_places() else None
        return person if person is not None and any(not n.single and n.last == printed.lower() for n in person.names) else None

    def _family(self, phrase: Phrase) -> list[Chain]:
        """ "The Orres": those of that surname."""
        printed = phrase.span.of(self.annotation.text)
        match = re.fullmatch(r"[Tt]he ([A-Z][\w'’-]+?)(?:es|s)", printed)
        found = [p for p in self.named.people if match and any(n.last == match.group(1).lower() and n.given for n in p.names)]
        return found if len(found) > 1 else []

    def _listed(self, one: Found, phrase: Phrase) -> list[Chain]:
        """Those whom a group's phrase lists: "two senators, Ann Orre and Bo Vane"; behind "including", "like" and "such as", the group
        as well."""
        names = [one for one in self.named.within(phrase.span) if self._ends_a_member(one, phrase)]
        if phrase.sort not in (Sort.GROUP, Sort.BODY) or not phrase.plural or not names or phrase.tail is None:
            return []
        between = self.annotation.text[phrase.tail.start : names[0][0].start]
        opens = _LIST.match(between)
        people = [c for _, c in names if c.sort is Sort.PERSON]
        listed = list(dict.fromkeys(people or [c for _, c in names]))
        if opens is None or any(place.start < phrase.tail.start for place, _ in names):
            return []
        if opens.group("group"):
            chain, _ = self._ranked(one, phrase)
            return [chain if chain is not None and not chain.named else self._new(one.mention, phrase), *listed]
        return listed if (phrase.count or len(listed)) == len(listed) > 1 else []

    def _ends_a_member(self, named: tuple[Span, Chain], phrase: Phrase) -> bool:
        """Whether a name of a list is a member's, not one in a title: "Reef Trust chairman Bo Vane" lists Bo Vane."""
        place, chain = named
        behind = self.annotation.text[place.end : phrase.span.end]
        return chain.sort is Sort.PERSON or re.match(r"\W*$|\s*[,;(]|\s+and\b|['’]?s?\s*,", behind) is not None

    def _state(self, phrase: Phrase) -> Chain | None:
        """ "The Russians": a people for its state."""
        match = re.fullmatch(r"[Tt]he ([A-Z][a-z]+)", phrase.span.of(self.annotation.text))
        low = match.group(1).lower() if match else ""
        if body_name(low.capitalize()) or low in institution_names("de_facto"):
            return None
        country = demonyms().get(low) or (demonyms().get(low[:-1]) if low.endswith("s") else None)
        return (self.named.body(country) or self.named.make_body(country, phrase.span)) if country else None

    def _appended(self, phrase: Phrase) -> Chain | None:
        """The one whose name ends a description: "the militia Ansar", "prison authority SNAI"."""
        last = self.annotation.tokens[phrase.last - 1]
        inside = [(place, c) for place, c in self.named.within(phrase.span) if place.end >= last.span.end and place.start > 0]
        if len(inside) != 1 or phrase.head >= phrase.last - 1:
            return None
        between = [t for t in self.annotation.tokens[phrase.head + 1 : phrase.last] if t.span.end <= inside[0][0].start]
        return inside[0][1] if not between and phrase.noun in words("people", "heads", "organisation") else None

    def _account(self, one: Found, phrase: Phrase) -> Chain:
        """Whoever posts under a name of an account: the person beside whose name it stands, or nobody else who is named."""
        handle = one.mention.span.of(self.annotation.text)
        if handle not in self.accounts:
            at = self.annotation.text.find(f" ({handle})")
            beside = [c for place, c in self.named.within(Span(max(0, at - _NAME_BEFORE), at)) if place.end == at] if at >= 0 else []
            self.accounts[handle] = beside[0] if beside else self._new(one.mention, phrase)
        return self.accounts[handle]

    def _alias(self, phrase: Phrase) -> Chain | None:
        """The name that somebody described goes by: "a docker who goes by “Biscuit”"."""
        return self.named.alias(self.annotation.tokens[phrase.head].span, phrase.span.end)

    def _author(self, phrase: Phrase) -> Chain | None:
        """Whose words a letter, a post or an outlet's report are: its author's."""
        inside = [c for _, c in self.named.within(phrase.span)]
        if phrase.noun in words("kinds", "authored"):
            if phrase.possessive:
                return self.scene.owner(phrase)
            return inside[0] if len(inside) == 1 and not _OBTAINED.search(phrase.span.of(self.annotation.text)) else None
        media = words("people", "heads", "media")
        beside = {m.lower() for m in re.findall(r"[a-z]+", phrase.span.of(self.annotation.text))} & media
        outlets = [c for c in inside if c.sort is not Sort.PERSON and (is_outlet(c.label) or c.nouns & media or beside)]
        if phrase.noun in words("kinds", "reported") and len(outlets) == 1 and len(inside) == 1:
            return outlets[0] if not _OBTAINED.search(phrase.span.of(self.annotation.text)) else None
        return None

    def _designated(self, phrase: Phrase) -> Chain | None:
        """ "A juror", "the juror", where "Juror B-37" is the only one that a code stands for."""
        if phrase.plural or phrase.determiner not in ("a", "an", "the", "this", "that") or set(phrase.modifiers) & _ELSE:
            return None
        coded = [p for p in self.named.people if any(n.coded and n.given == phrase.noun for n in p.names)]
        return coded[0] if len(coded) == 1 else None

    def _counted_people(self, phrase: Phrase) -> list[Chain]:
        """ "Two survivors", where just two survivors have names in the article."""
        if phrase.sort is not Sort.GROUP or phrase.count is None or not 2 <= phrase.count <= _COUNTED:
            return []
        called = [p for p in self.named.people if phrase.noun in p.nouns]
        early = self.scene.body_paragraph(phrase.span.start) <= EARLY
        return called if early and len(called) == phrase.count else []

    def _polled(self, phrase: Phrase) -> Chain | None:
        """The poll told of last before "44% of voters": the words are its answers."""
        if not respondents(phrase.span.of(self.annotation.text)):
            return None
        polls = [
            c for c in self.others if c.sort is Sort.POLL and c.nouns & words("people", "heads", "asks") and c.before(phrase.span.start)
        ]
        return max(polls, key=lambda c: c.before(phrase.span.start)[-1].span, default=None)

    def _spokesperson(self, phrase: Phrase, body: Chain | None) -> Chain | None:
        """The spokesperson in the lede who is named below: "a spokeswoman for the line"; "Ann Orre, a spokeswoman for the line"."""
        if self.scene.body_paragraph(phrase.span.start) > EARLY:
            return None
        speak = words("sources", "spokes")
        called = [p for p in self.named.people if p.nouns & speak and not p.before(phrase.span.start)]
        if body is not None:
            told = {w.lower() for name in (*body.printed, body.label) for w in name.split() if len(w) > 2}
            called = [p for p in called if any(told & set(d.text.lower().replace("’s", " ").split()) for d in p.descriptions)]
        return called[0] if len(called) == 1 else None

    # ranking

    def _ranked(self, one: Found, phrase: Phrase) -> tuple[Chain | None, Link]:
        span, kind = one.mention.span, kind_of(phrase)
        statement = self.statements[one.statement] if one.statement is not None else None
        pool = [c for c in (*self.named.chains(), *self.others) if fits(phrase, c) and self._reachable(phrase, c, span.start)]
        others = self._somebody_else(one, phrase, statement)
        pool = [c for c in pool if all(c is not o for o in others)]
        if phrase.sort is Sort.PERSON and self.scene.owner(phrase) is not None:
            pool = [c for c in pool if called_so(phrase, c) or covering(phrase, c)]
        if phrase.gender and any(c.gender == phrase.gender for c in pool):
            pool = [c for c in pool if c.gender or not self._called_otherwise(phrase, c)]
        if kind == "he" and not pool and one.statement is not None and (later := self._named_next(phrase, others)) is not None:
            return later, Link(span, 0.6, Tie.PRONOUN)
        if phrase.introduces:
            pool = [c for c in pool if not any(n.coded for n in c.names)]  # "a witness" is neither Witness A nor Witness B
        if phrase.sort is Sort.BODY and not phrase.definite and any(c.sort is Sort.PERSON for _, c in self.named.within(span)):
            pool = [c for c in pool if phrase.bare.lower() in c.called]  # "Orre's office" is no other body that was told of
        called = [c for c in pool if phrase.sort is not Sort.PRONOUN and called_so(phrase, c)]
        asked = Question(one.mention, phrase, statement, self.scene, called, told_of_most(span.start, pool))
        candidates: list[tuple[Chain | None, Features]] = [
            *((c, features(asked, c)) for c in pool),
            (None, newcomer(asked, pool)),
        ]
        sure = self.by.probabilities(kind, [f for _, f in candidates])
        labelled = statement is not None and statement.cue is None and phrase.span.of(self.annotation.text).isupper()
        best = max(range(len(candidates)), key=lambda i: sure[i])
        if self.watch is not None and (told := self.watch(self, one, kind, candidates)) is not False:
            best = next(i for i, (c, _) in enumerate(candidates) if c is told)
        elif labelled:
            pass  # "THE WITNESS:" is whoever bears that label
        elif phrase.definite and kind == "person" and ((taken := candidates[best][0]) is None or not taken.named):
            best = self._known(candidates, sure)
        elif candidates[best][0] is None and pool and (kind == "he" and sure[best] < _LEAST_NOBODY):
            best = max(range(len(pool)), key=lambda i: sure[i])
        elif candidates[best][0] is None and kind == "body" and phrase.definite and not phrase.plural:
            best = self._company(phrase, candidates, sure)
        if candidates[best][0] is None and phrase.sort is Sort.PRONOUN and self._told_of(one, statement):
            return self._only_told_of(phrase), Link(span, 0.5, Tie.INTRODUCED)
        chain, given = candidates[best]
        pulls = tuple(sorted(self.by.pulls(kind, given).items(), key=lambda p: -abs(p[1])))
        second = max((i for i in range(len(candidates)) if i != best), key=lambda i: sure[i], default=None)
        other = candidates[second][0] if second is not None else None
        runner_up = "" if second is None else f"{other.label if other else 'somebody new'} ({sure[second]:.2f})"
        tie = Tie.PRONOUN if phrase.sort is Sort.PRONOUN else Tie.DESCRIPTION
        if chain is None:
            if phrase.sort is Sort.PRONOUN:
                return None, Link(span, 0.0, tie, pulls, runner_up)
            chain, tie = self._new(one.mention, phrase), Tie.INTRODUCED
        return chain, Link(span, round(sure[best], 4), tie, pulls, runner_up)

    def _somebody_else(self, one: Found, phrase: Phrase, statement: Statement | None) -> list[Chain]:
        """Whom a mention cannot mean: who says the words in which it stands, and is "he" or "I" there."""
        out: list[Chain] = []
        if phrase.sort is Sort.PERSON or (phrase.sort is Sort.PRONOUN and kind_of(phrase) == "he"):
            for number in self._said.over(one.mention.span):
                holder = self.statements[number]
                quoted = phrase.sort is not Sort.PRONOUN or (statement is not None and holder.form is Form.DIRECT)
                if quoted and holder is not statement and any(c.contains(one.mention.span) for c in holder.content):
                    out += self._by_statement.get(number) or [c for m in holder.mentions for _, c in self.named.within(m.span)][:1]
        return out

    def _called_otherwise(self, phrase: Phrase, chain: Chain) -> bool:
        """Whether somebody without a known gender has spoken as "she" and never as "he", where "he" may mean somebody else."""
        genders = self._spoken_as.get(id(chain), set())
        return bool(genders) and phrase.gender not in genders

    def _told_of(self, one: Found, statement: Statement | None) -> bool:
        """Whether "he" is given words in what somebody else says, who alone knows who that is: "“He said, ‘Never,’” she recalled"."""
        return statement is not None and statement.nested_in is not None and one.mention.form is MentionKind.PRONOUN

    def _named_next(self, phrase: Phrase, others: list[Chain]) -> Chain | None:
        """Whom "he" at the beginning means where nobody was told of before: the only person named in the next sentences."""
        here = self.scene.sentence(phrase.span.start)
        able = [p for p in self.named.people if fits(phrase, p) and all(p is not o for o in others)]
        near = [p for p in able if 0 <= self.scene.sentence(p.first) - here <= _NEAR]
        return near[0] if len(near) == 1 else None

    def _known(self, candidates: list[tuple[Chain | None, Features]], sure: Sequence[float]) -> int:
        """Whom "the clerk" means where the ranker leads it to no name: the one called so before, or a name for a narrow lead."""
        new, best = len(candidates) - 1, max(range(len(candidates)), key=lambda i: sure[i])
        called = [i for i, (_, given) in enumerate(candidates) if given.get("same noun")]
        if len(called) == 1 and not candidates[called[0]][1].get("modifiers clash"):
            return called[0]
        known = max(range(new), key=lambda i: sure[i], default=new)
        return known if best == new and sure[new] < _LEAST_NEW and candidates[known][0] in self.named.people else best

    def _company(self, phrase: Phrase, candidates: list[tuple[Chain | None, Features]], sure: Sequence[float]) -> int:
        """Whom "the company" means where the ranker takes it for one that the article never named: the likeliest organisation before."""
        if phrase.noun not in words("kinds", "bodies", "company"):
            return len(candidates) - 1
        before = [
            i
            for i, (chain, given) in enumerate(candidates)
            if chain is not None
            and (chain.entity_label == "Organization" or chain.spoken)
            and not given.get("comes later")
            and not given.get("kinds differ")
        ]
        return max(before, key=lambda i: sure[i], default=len(candidates) - 1)

    def _reachable(self, phrase: Phrase, chain: Chain, place: int) -> bool:
        """A pronoun looks back ``_REACH`` sentences, "he" and "she" twice and more as far; a description anywhere."""
        if phrase.sort is not Sort.PRONOUN:
            return True
        reach = _REACH * 3 if phrase.gender else _REACH
        told = chain.told(place)
        return told > 0 and self.scene.sentence(place) - self.scene.sentence(chain.mentions[told - 1].span.start) <= reach

    def _new(self, mention: Mention, phrase: Phrase) -> Chain:
        named = bool(phrase.proper) or phrase.name is not None
        chain = Chain(phrase.sort, self._label(phrase), named, plural=phrase.plural, gender=phrase.gender)
        chain.entity_label = phrase.label
        chain.group = self._group(phrase)
        if chain.group is not None and self._of_them(phrase):
            one = phrase.count == 1 or not phrase.plural
            chain.label, chain.sort, chain.plural = chain.group.label, Sort.PERSON if one else Sort.GROUP, not one
            chain.nouns |= chain.group.nouns
        self.others.append(chain)
        return chain

    def _only_told_of(self, phrase: Phrase) -> Chain:
        sort = Sort.GROUP if phrase.plural else Sort.PERSON
        self.apart.append(Chain(sort, self._label(phrase), plural=phrase.plural, gender=phrase.gender))
        return self.apart[-1]

    def _group(self, phrase: Phrase) -> Chain | None:
        """The group told of before that somebody is a member of: "one of the officials", "some of them", "a second official"."""
        groups = [c for c in self.others if c.plural and c.human and c.before(phrase.span.start)]
        if self._of_them(phrase):
            here = self.scene.sentence(phrase.span.start)
            near = [c for c in groups if here - self.scene.sentence(c.before(phrase.span.start)[-1].span.start) <= _NEAR]
            spoken = max(near, key=lambda c: c.before(phrase.span.start)[-1].span, default=None)
            return spoken if spoken is not None and not self._others_between(spoken, phrase) else None
        partly = phrase.tail is not None and phrase.tail.of(self.annotation.text).lower().startswith("of ")
        if phrase.determiner not in ("one", "another") and not partly and not set(phrase.modifiers[:1]) & _ORDINALS:
            return None
        same = [c for c in groups if phrase.noun in c.nouns]
        return same[-1] if same else None

    def _of_them(self, phrase: Phrase) -> bool:
        """ "One of them", "the other": some of a group, and nothing else is said of them."""
        printed = phrase.span.of(self.annotation.text).lower()
        return phrase.noun in _THEM or printed in table("sources")["members"] or _OF_THEM.search(printed) is not None

    def _others_between(self, group: Chain, phrase: Phrase) -> bool:
        """Whether others who may be meant stand between a group and "them": two people by name, or other people in the plural."""
        since = group.before(phrase.span.start)[-1].span.start
        between = [p for p in self.named.people if any(since < m.span.start < phrase.span.start for m in p.mentions)]
        nouns = [t for t in self.annotation.inside(Span(since, phrase.span.start)) if t.upos in ("NOUN", "PROPN")]
        people = [t for t in nouns if "Number=Plur" in t.feats]
        human = words("people", "heads", "person") | words("people", "heads", "group")
        return len(between) > 1 or any(head_of(t) in human - group.nouns for t in people)

    def _label(self, phrase: Phrase) -> str:
        """What somebody without a name is called: the phrase without determiner and clauses; of a spokesperson the body."""
        end = phrase.span.end
        behind = self.annotation.tokens[phrase.head + 1 : phrase.last]
        if phrase.sort in (Sort.DOCUMENT, Sort.POLL) or phrase.proper:
            end = next((t.span.start for t in behind if t.text in (",", "(")), end)
        label = bare_words(self.annotation.text[phrase.span.start : end])
        if phrase.sort in (Sort.DOCUMENT, Sort.POLL):
            label = _WHEN.sub("", label)
        people = any(c.sort is Sort.PERSON for _, c in self.named.within(phrase.span))
        return _spoken_for(label) if phrase.noun in words("sources", "spokes") and not people else label

    # the result

    def _frozen(self) -> Entities:
        chains = [c for c in (*self.named.chains(), *self.others, *self.apart) if c.mentions]
        chains.sort(key=lambda c: (min(m.span for m in c.mentions), c.label))
        number = {id(c): n for n, c in enumerate(chains)}
        made = tuple(self._entity(n, c, number) for n, c in enumerate(chains))
        rows = []
        for at, statement in enumerate(self.statements):
            row: list[Tied] = []
            for mention in statement.mentions:
                held, link = self.tied.get((at, mention.span), ([], Link(mention.span, 0.0, Tie.INTRODUCED)))
                row += [Tied(mention.span, number[id(c)], link) for c in held] or [Tied(mention.span, None, link)]
            rows.append(tuple(row))
        return Entities(made, tuple(rows))

    def _entity(self, number: int, chain: Chain, numbers: Mapping[int, int]) -> Entity:
        mentions = tuple(sorted(chain.mentions, key=lambda m: m.span))
        linked = tuple(
            Description(m.phrase.span, clean(m.phrase.span.of(self.annotation.text)), "linked")
            for m in mentions
            if chain.named and m.form is MentionKind.NOMINAL and m.phrase is not None
        )
        single = chain.sort is Sort.PERSON and bool(chain.names) and all(n.single or n.coded for n in chain.names)
        return Entity(
            number,
            chain.sort,
            chain.label,
            chain.named,
            tuple(dict.fromkeys(chain.names)),
            tuple(chain.printed),
            mentions,
            (*chain.descriptions, *linked),
            tuple(chain.links),
            chain.gender,
            chain.plural,
            chain.entity_label,
            numbers.get(id(chain.group)) if chain.group is not None else None,
            single,
        )


_WHEN = re.compile(
    r"(?<=\S)(\s+(released|published|issued|conducted|taken|out|made public|dated))?(\s+(on|in|late|early|last|this)){0,3}"
    r"\s+((Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|month|year|(January|February|March|April|May|June|July|August|September|October|"
    r"November|December)(\s+\d+)?|\d{4})\b.{0,60}$"
)
_LIST = re.compile(r"(?:,? (?P<group>including|like|such as)|,|:| ?[—–-]) (?:(?!of |for |from |with |who |which |said )[\w.’'-]+ ){0,8}$")
"""What stands between a group and the first name of its list."""
_OBTAINED = re.compile(r"\b(obtained|seen|reviewed|viewed|leaked|provided|sent|given)\b")
_OF_THEM = re.compile(r"\bof (them|these|those|whom)$")
_THEM = frozenset({"them", "these", "those", "whom", "they"})
_ORDINALS = frozenset({"second", "third", "other", "fourth"})
_ELSE = _ORDINALS | {"another", "different", "separate", "last", "fifth", "sixth", "former", "alternate"}
_REACH = 12
_ACCOUNT = re.compile(r"@\w{1,30}")
_NAME_BEFORE = 60
"""Code points of a name before its account in brackets, at most."""
_SURE = 0.9
"""How sure it must be whom "she said" means for it to tell that somebody is no man."""
_NEAR = 3
"""Sentences over which "them" looks back for its group."""
_COUNTED = 4
_LEAST_NOBODY = 0.9
"""How sure it must be that "he" is nobody told of before: of 725 in house train 28 are; 654 are led right from 0.5 on, 655 from 0.9."""
_LEAST_NEW = 0.6
"""How sure it must be that "the official" is somebody whom the article names nowhere, where a named person may be meant: of 249 such
descriptions in house train 23 are; 209 are led right from 0.5 on, 207 from 0.6, and no name is passed over for a narrow lead."""


def _spoken_for(label: str) -> str:
    """The body whose spokesperson a label tells of: "state department" of "state department spokesperson"."""
    said, speak = label.split(), words("sources", "spokes")
    if len(said) > 1 and said[-1].lower() in speak:
        return re.sub(r"['’]s?$", "", " ".join(said[:-1]))
    if len(said) > 2 and said[0].lower() in speak and said[1] in ("for", "of", "from", "at"):
        return " ".join(said[3:] if said[2].lower() == "the" and len(said) > 3 else said[2:])
    return label
