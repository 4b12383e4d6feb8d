"""New chains for people and groups that an article mentions for the first time, with their labels and the groups they belong to."""

from __future__ import annotations

import re
from collections.abc import Collection

from audit.attribute.heads import head_of
from audit.domain.annotation import Annotation, Token
from audit.domain.text import Span
from audit.entities.by_name import ORDINALS
from audit.entities.chain import Chain, Mention
from audit.entities.named import Named
from audit.entities.phrase import Phrase, Sort
from audit.entities.scene import Scene
from audit.entities.wording import asked_by, bare_words, respondents
from audit.lexicons import table, words

_SINCE = r"\s+(?:on|in|over|during|for|the|late|early|last|past|this)"
_WHEN = re.compile(
    r"(?<=\S)(?:\s+(?:released|published|issued|conducted|taken|out|made public|dated|obtained|unveiled|filed|from))?"
    rf"(?:(?:{_SINCE}){{1,4}}\s+(?:week|month|year)|(?:{_SINCE}){{0,4}}\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d+)?|\d{4}))\b.{0,60}$"
)
_LATELY = re.compile(r"(?<=\S) (?:since|on|last|this|until) (?:last )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|week|month|year)$")
_OBTAINED = re.compile(r"(?<=\S) (?:obtained|seen|reviewed|viewed|leaked) (?:\w{1,12} )?by\b.{0,200}$")
"""What tells how a paper came to the reporter."""
_PART = re.compile(r"(?P<whole>.{0,80}\w)['’]s? (?:executive )?(?:summary|text|findings|conclusions?|authors)")
"""A part of a report that speaks for it."""
_BESIDE = re.compile(r", (?:an?|the) ")
"""What opens another description beside one."""
_OF_THEM = re.compile(r"\bof (them|these|those|whom)$")
_THEM = frozenset({"them", "these", "those", "whom", "they"})
_LONGEST = 9
"""Words of a paper's name with the day of its release, at most."""
NEAR = 3
"""Sentences over which "them" looks back for its group."""


class Newcomers:
    """Makes the chains of those who have no name in the article; ``others`` has them in the order of the text."""

    def __init__(self, annotation: Annotation, named: Named, scene: Scene) -> None:
        self.annotation = annotation
        self.named = named
        self.scene = scene
        self.others: list[Chain] = []
        self.apart: list[Chain] = []
        """Those of whom only somebody's own words tell, so that no other mention means them."""

    def new(self, mention: Mention, phrase: Phrase) -> Chain:
        named = bool(phrase.proper) or phrase.name is not None
        chain = Chain(phrase.sort, self._label(phrase), named, plural=phrase.plural, gender=phrase.gender)
        chain.entity_label = phrase.label
        chain.asked = asked_by(phrase.span.of(self.annotation.text)) is not None
        chain.group = self._group(phrase)
        if chain.group is not None and self.of_them(phrase):
            one = phrase.count == 1 or not phrase.plural
            chain.label, chain.sort, chain.plural = chain.group.label, Sort.PERSON if one else Sort.GROUP, not one
            chain.nouns |= chain.group.nouns
        self.others.append(chain)
        return chain

    def call_fully(self, sources: Collection[Span]) -> None:
        """Call everybody without a name by the fullest of his descriptions at ``sources`` with the head word of the first, and
        those of a group as the group."""
        before = {id(chain): chain.label for chain in self.others}
        speak, asks = words("sources", "spokes"), words("people", "heads", "asks")
        for chain in self.others:
            here = (m.phrase for m in chain.mentions if m.span in sources)
            phrases = [p for p in here if p is not None and p.sort is not Sort.PRONOUN]
            told = [p for p in phrases if not respondents(p.span.of(self.annotation.text)) and (not p.proper or p.noun in asks)]
            told = [p for p in told if told[0].noun in (p.noun, *p.modifiers) or asks >= {told[0].noun, p.noun}]
            members = chain.group is not None and chain.label == before[id(chain.group)]
            if not chain.named and not chain.asked and not members and told and not any(p.noun in speak for p in phrases):
                full = _asker if told[0].noun in asks else _length
                fullest = self._label(max(told, key=lambda p: full(_alone(p.bare))))
                chain.label = max(_alone(chain.label), _alone(fullest), key=full)
        for chain in self.others:
            if chain.group is not None and before[id(chain)] == before[id(chain.group)]:
                chain.label = chain.group.label

    def only_told_of(self, phrase: Phrase) -> Chain:
        sort = Sort.GROUP if phrase.plural else Sort.PERSON
        self.apart.append(Chain(sort, self._label(phrase), plural=phrase.plural, gender=phrase.gender))
        return self.apart[-1]

    def _group(self, phrase: Phrase) -> Chain | None:
        """The group told of before that somebody is a member of: "one of the officials", "some of them", "a second official"."""
        groups = [c for c in self.others if c.plural and c.human and c.before(phrase.span.start)]
        if self.of_them(phrase):
            here = self.scene.sentence(phrase.span.start)
            near = [c for c in groups if here - self.scene.sentence(c.before(phrase.span.start)[-1].span.start) <= NEAR]
            spoken = max(near, key=lambda c: c.before(phrase.span.start)[-1].span, default=None)
            return spoken if spoken is not None and not self._others_between(spoken, phrase) else None
        partly = phrase.tail is not None and phrase.tail.of(self.annotation.text).lower().startswith("of ")
        if phrase.determiner not in ("one", "another") and not partly and not set(phrase.modifiers[:1]) & ORDINALS:
            return None
        same = [c for c in groups if phrase.noun in c.nouns]
        return same[-1] if same else None

    def of_them(self, phrase: Phrase) -> bool:
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
            end = next((t.span.start for t in behind if t.text in (",", "(") or self._tells_how(t, phrase)), end)
        printed = self.annotation.text[phrase.span.start : end]
        label = _LATELY.sub("", bare_words(printed))
        if (asked := asked_by(printed)) is not None:
            return f"{asked} survey of {label.split()[0].lower()}"
        if phrase.sort is Sort.PERSON and printed.lower().startswith("one of the ") and not phrase.proper:
            return f"one of the {label}"
        if phrase.sort in (Sort.DOCUMENT, Sort.POLL):
            head = label.find(self.annotation.tokens[phrase.head].text)
            when = _WHEN.search(label, max(0, head))
            short = label[: when.start()] if when is not None else label
            whole = bare_words(printed)
            alone = phrase.sort is Sort.DOCUMENT and re.search(r"[A-Z]", short) is None and len(whole.split()) <= _LONGEST
            label = _told(whole if alone else short)  # "data released on Friday" has no other name, "the Orre poll" has
            part = _PART.fullmatch(label)
            papers = words("people", "heads", "document") | words("people", "heads", "poll")
            whose = _ISSUED_BY.search(printed) if " " not in label else None
            if whose is not None and whose.group("issuer").split()[0].lower() not in words("sources", "months_and_days"):
                return f"{label} by {whose.group('issuer')}"
            label = part.group("whole") if part is not None and part.group("whole").split()[-1].lower() in papers else label
        people = any(c.sort is Sort.PERSON for _, c in self.named.within(phrase.span))
        return _spoken_for(label) if phrase.noun in words("sources", "spokes") and not people else label

    def _tells_how(self, token: Token, phrase: Phrase) -> bool:
        """Whether a clause begins that tells what was done with a paper or poll, and not by whom: "filings posted on a website", "a survey
        released"."""
        behind = self.annotation.tokens[token.index + 1 : phrase.last]
        clause = token.upos == "VERB" and token.rel == "acl" and token.head == phrase.head
        alone = phrase.head == phrase.first + bool(phrase.determiner)  # "reports released with the study"
        return clause and not alone and all(t.text != "by" for t in behind)


_OWNED = re.compile(r"['’]s? ")
_ISSUED_BY = re.compile(r" by (?:the )?(?P<issuer>[A-Z][\w&.’-]{0,30}(?: [A-Z][\w&.’-]{0,30}){0,5})")


def _told(label: str) -> str:
    """A paper without how it came to the reporter, where two words are left: "draft memo obtained by the Orre News"."""
    short = _OBTAINED.sub("", label)
    return short if " " in short else label


def _length(label: str) -> int:
    return len(label.split())


def _asker(label: str) -> tuple[bool, int]:
    """A poll with a name in its description before one without: "the Orre News poll" before "new polling in the ports"."""
    return any(word[:1].isupper() for word in label.split()), _length(label)


def _alone(label: str) -> str:
    """A description of two words and more without another that stands beside it: "Aides to the owner, the man of the quay"."""
    first = _BESIDE.split(label, maxsplit=1)[0]
    return first if " " in first else label


def _spoken_for(label: str) -> str:
    """The body whose spokesperson a label tells of: "state department" of "state department spokesperson", "port police" of "port police's
    press spokesman"."""
    said, speak = label.split(), words("sources", "spokes")
    owned = _OWNED.search(label) if said and said[-1].lower() in speak else None
    if owned is not None:
        part = label[owned.end() :].lower().split()[:-1]
        if part and not set(part) & (words("people", "heads", "organisation") | {"office"}):
            return label[: owned.start()]
    if len(said) > 1 and said[-1].lower() in speak:
        return re.sub(r"['’]s?$", "", " ".join(said[:-1]))
    if len(said) > 2 and said[0].lower() in speak and said[1] in ("for", "of", "from", "at"):
        return " ".join(said[3:] if said[2].lower() == "the" and len(said) > 3 else said[2:])
    return label
