"""One entity by its words: its most informative phrase, its titles, what it is called and what kind of source that makes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from audit.attribute.outlets import is_outlet
from audit.axes.decision import log, normal
from audit.domain.annotation import Annotation
from audit.domain.statement import MentionKind
from audit.entities.bodies import body_key
from audit.entities.chain import Description
from audit.entities.entities import Entities, Entity
from audit.entities.names import OFFICE_SCOPES, person_name
from audit.entities.parsing import parse
from audit.entities.phrase import Phrase, Sort
from audit.entities.wording import asked_by, respondents
from audit.lexicons import table, words
from audit.lexicons.places import also_a_person, demonyms, speaking_places

_IN_NAMES = words("people", "titles", "honorific").union(*(words("people", "officials", scope) for scope in OFFICE_SCOPES))
"""Words of names that are titles."""
_ISSUED = re.compile(r"\b(?:by|from|of|at)\s+(?P<issuer>(?:the\s+)?[A-Z][\w.&'’-]*(?:\s+(?:of|the|and|for|&|[A-Z][\w.&'’-]*))*)")
_OWNER = re.compile(
    r"^(?:(?:a|an|the|this|that|its|his|her|their|one)\s+)?(?P<issuer>(?!The\b|A\b|An\b)[A-Z][\w.&-]*"
    r"(?:\s+(?:of|the|and|for|&|[A-Z][\w.&-]*|inspector|general|department|ministry|government|commission))*?)['’]s?\s+"
)
_BEFORE = re.compile(
    r"^(?:(?:[Aa]n?|[Tt]he|[Nn]ew|[Rr]ecent|[Ll]atest|stolen|leaked|internal|classified|confidential|secret|declassified|\d+)\s+)*+"
    r"(?P<issuer>(?!The\b|An?\b)[A-Z][\w.&/-]*(?:\s+(?:of|and|for|&|[A-Z][\w.&/-]*))*)\s+[a-z]"
)
_SEEN = re.compile(r"\b(?:seen|obtained|reviewed|viewed) by\b|\bleaked\b")
_READERS = re.compile(r"\b(?:seen|obtained|reviewed|viewed) by\s+(?:the\s+)?$")
_ANOTHER_S = re.compile(r"^(?:as|at|by|for|from|in|of|on|than|to|with|if|he|she)\b|['’]s?$", re.IGNORECASE)


@dataclass(frozen=True)
class Worded:
    """An entity of an article, with what is read off its words once; ``View`` adds the office that they give it."""

    annotation: Annotation
    entities: Entities
    entity: Entity

    @cached_property
    def face(self) -> Phrase | None:
        """The phrase that tells most: a name before a description, the longest of the first ones before a pronoun."""
        if self.named:
            return min(self.named, key=lambda phrase: (-len(phrase.proper), phrase.span.start))
        if self.described:
            return max(self.described, key=lambda phrase: (phrase.span.end - phrase.span.start, -phrase.span.start))
        return next((m.phrase for m in self.entity.mentions if m.phrase is not None), None)

    @cached_property
    def named(self) -> tuple[Phrase, ...]:
        """The phrases of the mentions by name, in the order of the text."""
        found = (m.phrase or parse(self.annotation, m.span) for m in self.entity.mentions if m.form is MentionKind.NAME)
        return tuple(phrase for phrase in found if phrase is not None)

    @cached_property
    def printed(self) -> str:
        """The face as printed."""
        return " ".join(self.face.span.of(self.annotation.text).split()) if self.face is not None else self.entity.label

    @cached_property
    def low(self) -> str:
        return self.printed.lower().replace("’", "'")

    @cached_property
    def names(self) -> frozenset[str]:
        """The lower-case words of all names of people in the article."""
        return (self.entities.words_of_names | self.annotation.words_of_names) - _IN_NAMES

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(re.findall(r"[\w-]+", self.low))

    @cached_property
    def noun(self) -> str:
        return self.face.noun if self.face is not None else ""

    @cached_property
    def key(self) -> str:
        return body_key(self.entity.label if self.entity.named else self.printed)

    @cached_property
    def person(self) -> bool:
        """Whether the article names a person here."""
        return self.entity.named and self.entity.sort is Sort.PERSON and not self._acronym

    @cached_property
    def body(self) -> bool:
        """Whether the article names a body here."""
        return self.entity.named and (self.entity.sort in (Sort.BODY, Sort.OUTLET) or self._acronym)

    @cached_property
    def _acronym(self) -> bool:
        """Whether nothing but capitals is printed for a name, no title beside it: a body that the entity model took for a person."""
        label = self.entity.label
        alone = all(name.single and not name.title for name in self.entity.names)
        printed = len(label) > 1 and label.isalpha() and label.isupper() and alone and not self.entity.descriptions
        return printed and not self._labels_turns

    @cached_property
    def _labels_turns(self) -> bool:
        """Whether the name is what a transcript prints before somebody's words: "BELL: Good evening."."""
        starts = {p.span.start for p in self.annotation.paragraphs}
        ends = (m.span.end for m in self.entity.mentions if m.span.start in starts)
        return any(self.annotation.text.startswith(":", end) for end in ends)

    @cached_property
    def plural(self) -> bool:
        return self.entity.plural or self.entity.sort is Sort.GROUP or (self.face is not None and self.face.plural)

    @cached_property
    def indefinite(self) -> bool:
        return self.face is None or not self.face.definite

    @cached_property
    def described(self) -> tuple[Phrase, ...]:
        """The descriptions among its mentions, in the order of the text."""
        return tuple(m.phrase for m in self.entity.mentions if m.phrase is not None and m.form is MentionKind.NOMINAL)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Titles and roles printed beside its name, each once; of somebody without a name, the descriptions."""
        said = [self._dated(d) for d in self.entity.descriptions if d.where != "linked"] + [n.title for n in self.entity.names if n.title]
        if self.person:
            said += [found for phrase in self.named for found in self._beside(phrase)]
        else:
            said += [p.span.of(self.annotation.text) for p in self.described]
        return tuple(dict.fromkeys(t for t in (" ".join(one.split()) for one in said) if re.search(r"\w", t)))

    def _dated(self, told: Description) -> str:
        """A title with the "then-" or "ex-" that stands right before it."""
        before = self.annotation.text[max(0, told.span.start - len("then-")) : told.span.start]
        return next((dated + told.text for dated in ("then-", "Then-", "ex-", "Ex-") if before.endswith(dated)), told.text)

    def _beside(self, phrase: Phrase) -> Iterator[str]:
        """The words of a phrase before and after the name in it: "Rep.", "of the ruling party"; "economy minister"."""
        entity = self.annotation.entity_at(self.annotation.tokens[phrase.head].span.start)
        printed = phrase.span.of(self.annotation.text)
        name = entity.span.of(self.annotation.text) if entity is not None and phrase.span.contains(entity.span) else phrase.proper
        before, found, after = printed.partition(name) if name else ("", "", "")
        if not found:
            return
        yield f"{before} {self._title_in(name)}"
        if re.match(r"\s*(?:[,(-]|(?:of|for|from|with|at)\b)", after):
            yield from re.split(r",\s+and\b|;", re.sub(r"\bwho\b.*", "", after.strip(" ,")))

    @staticmethod
    def _title_in(name: str) -> str:
        """The title that a name opens with."""
        read = person_name(name)
        return name[: name.find(read.full)] if read is not None and read.full in name else ""

    @cached_property
    def linked(self) -> tuple[str, ...]:
        """Descriptions that were linked to its name, but for those of somebody else by their form: "to his mother", "the mayor's"."""
        if not self.person:
            return ()
        said = [d.text for d in self.entity.descriptions if d.where == "linked"] + [p.span.of(self.annotation.text) for p in self.described]
        lasts = {name.last for name in self.entity.names}  # "Judge, who drank" is Mark Judge by name
        said = [t for t in said if t.split(",")[0].lower() not in lasts]
        return tuple(dict.fromkeys(" ".join(t.split()) for t in said if not _ANOTHER_S.search(t)))

    @cached_property
    def place(self) -> str | None:
        """The country that speaks, where it is one: not a person of that name."""
        if self.key not in speaking_places() or self.entity.sort is Sort.PERSON:
            return None
        if also_a_person(self.key) and self.entity.entity_label == "Person":
            return None
        return speaking_places()[self.key]

    @cached_property
    def people_of(self) -> str | None:
        """ "The Russians" and "the Saudis" speak for their state."""
        match = re.fullmatch(r"[Tt]he ([A-Z][a-z]+)", self.printed)
        word = match.group(1).lower() if match else ""
        return demonyms().get(word) or demonyms().get(word.removesuffix("s")) if word else None

    @cached_property
    def respondents(self) -> bool:
        """ "44% of Americans", "half of voters"."""
        return respondents(self.low) and not self.entity.named

    @cached_property
    def asked(self) -> bool:
        """ "Analysts surveyed by Orre News"."""
        return asked_by(self.printed) is not None and not self.entity.named

    @cached_property
    def poll_named(self) -> bool:
        """Whether the article names a poll: "44% of voters" are that poll's."""
        return any(
            not respondents(printed) and _issuer(printed)
            for one in self.entities.all
            if one.sort is Sort.POLL
            for printed in (" ".join(m.span.of(self.annotation.text).split()) for m in one.mentions)
        )

    @cached_property
    def outlet(self) -> bool:
        if self.person:
            return False
        called = self.entity.named and is_outlet(self.entity.label)
        return self.entity.sort is Sort.OUTLET or called or any(one in self.low for one in table("sources")["outlets"])

    @cached_property
    def spokesperson(self) -> bool:
        """An unnamed spokesperson."""
        return not self.person and any(p.noun in words("sources", "spokes") for p in (self.face, *self.described) if p is not None)

    @cached_property
    def voted(self) -> dict[str, dict[str, float]]:
        """The network's probabilities by axis, the mean of their logarithms over the mentions that it was asked of; empty where of none."""
        asked = [answers for m in self.entity.mentions if (answers := self.annotation.axes(m.span))]
        return {
            axis: normal({value: sum(log(answers[axis][value]) for answers in asked) / len(asked) for value in asked[0][axis]})
            for axis in (asked[0] if asked else ())
        }

    @cached_property
    def standing_voted(self) -> dict[str, float]:
        """The network's probabilities of kind and identity together; empty where it was not asked."""
        if not self.voted:
            return {}
        return {f"{k}, {i}": p * q for k, p in self.voted["kind"].items() for i, q in self.voted["identity"].items()}

    @cached_property
    def paper(self) -> bool:
        """A document, poll or figures."""
        heads = words("people", "heads", "document") | words("people", "heads", "poll")
        return not self.person and (self.noun in heads or self.entity.sort in (Sort.DOCUMENT, Sort.POLL) or self.respondents)

    @cached_property
    def issuer(self) -> str | None:
        """Who issued a document or figures, as printed in any of its mentions."""
        if not self.paper or self.respondents:
            return None
        told = [p for p in (self.face, *self.described) if p is not None]
        named = ((p, _issuer(" ".join(p.span.of(self.annotation.text).split()))) for p in told)
        return next((found for p, found in named if found and not self._opens_sentence(p, found)), None)

    def _opens_sentence(self, phrase: Phrase, name: str) -> bool:
        """Whether what looks like an issuer's name is the first word of a phrase, which is no name: "Early polls", "Prior research"."""
        first = self.annotation.tokens[phrase.first]
        return first.text == name and first.upos != "PROPN" and self.annotation.entity_at(first.span.start) is None

    @cached_property
    def issued(self) -> bool:
        """Whether the article says whose document it is where it does not say who obtained it: "the stolen Tide Board files"."""
        told = [" ".join(p.span.of(self.annotation.text).split()) for p in self.described]
        seen = " ".join(one for one in (self.printed, *told) if _SEEN.search(one) is not None)
        issuers = (_issuer(one) for one in told if _SEEN.search(one) is None)
        return self.paper and any(one is not None and one not in seen and not is_outlet(one) for one in issuers)

    @cached_property
    def seen(self) -> bool:
        """Whether the face of a paper tells who obtained it, or that it was leaked."""
        return self.paper and _SEEN.search(self.low) is not None

    @cached_property
    def has_name(self) -> bool:
        """Whether a name stands in the face beside its head, the capital of the first word aside."""
        inside = self.bare if self.bare != self.printed else self.bare[1:]
        return bool(re.search(r"\b[A-Z]", inside) or re.match(r"[A-Z][A-Z.]|[A-Z][\w.-]*['’]s?\s", self.printed))

    @cached_property
    def bare(self) -> str:
        """The face without the determiner or number that opens it."""
        first, _, rest = self.printed.partition(" ")
        opens = first.lower() in words("sources", "openers") or first.lower() in table("sources")["numbers"]
        return rest if rest and opens else self.printed


def _issuer(printed: str) -> str | None:
    owner = _OWNER.match(printed)
    if owner is not None:
        return owner.group("issuer")
    issued = _ISSUED.search(printed)
    if issued is not None:
        issuer = re.sub(r"(?<=\S)\s+(on|in|of|the|and|for)$", "", re.sub(r"^the\s+", "", issued.group("issuer"), flags=re.IGNORECASE))
        if issuer.split()[0].lower() not in words("sources", "months_and_days") and not _READERS.search(printed[: issued.start("issuer")]):
            return issuer
    before = _BEFORE.match(printed)
    dated = before is not None and before.group("issuer").split()[0].lower() in words("sources", "months_and_days")
    return before.group("issuer") if before is not None and not dated else None
