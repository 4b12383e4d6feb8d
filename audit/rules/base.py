"""What a rule is: a code, a text for the user, examples, and a check over one audit."""

from __future__ import annotations

import copy
import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import ClassVar, Self

from audit.domain.again import said_again
from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import PEOPLE, Identity, Kind, MarkerKind, Source
from audit.domain.statement import Channel, Form, MentionKind, Scope, Statement
from audit.domain.text import Span, digest
from audit.rules.examples import Example
from audit.rules.standards import standards
from audit.rules.wordlists import wordlist
from audit.sources.confidence import surely_anonymous

_RELEASE = re.compile(
    r"\bin (?:an?|his|her|its|their|the) (?:[\w-]+ ){0,2}"
    r"(?:statement|(?:news|press) (?:release|conference)|hearing|video|blog|letter|tweet|post)\b",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"“([^”]+)(?:”|$)|\"([^\"]+)(?:\"|$)|''(.+?)(?:''|$)")
CITED = re.compile(r"\[([A-Z]+\d*)\]")
"""The key of a standard in a rule's text."""
_HOUSES = {"AP": "ap", "APS": "ap", "RE": "reuters", "BBC": "bbc", "NPR": "npr", "NYT": "nyt", "GU": "guardian"}


class Confidence(StrEnum):
    """How mechanical a rule's check is: by words alone (high), by the audit's labels (medium), or a guess from both (low)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Rule(ABC):
    """One rule. A finding says what the reader cannot see, never that a claim is false."""

    code: ClassVar[str]
    name: ClassVar[str]
    """The flaw, so that it reads after "allow"."""
    severity: Severity
    confidence: ClassVar[Confidence]
    core: ClassVar[bool] = False
    """Whether the default profile has it. Rules of other packages are in every profile."""
    summary: ClassVar[str]
    why: ClassVar[str]
    standard: ClassVar[str]
    """The newsroom standards behind it, each with the key of its entry in ``standards.toml``."""
    limits: ClassVar[str]
    """What the rule misses or gets wrong."""
    limit: float | None = None
    """The one number that a user can set for the rule, if it has one."""
    limit_means: ClassVar[str] = ""
    passing: ClassVar[tuple[Example, ...]]
    failing: ClassVar[tuple[Example, ...]]

    @abstractmethod
    def check(self, audit: Audit) -> Iterator[Finding]:
        """The findings in ``audit``, in the order of the text."""

    @property
    def houses(self) -> frozenset[str]:
        """The houses whose standards are cited, by the names of their profiles."""
        return frozenset(_HOUSES[key] for key in map(_letters, CITED.findall(self.standard)) if key in _HOUSES)

    @property
    def cited(self) -> tuple[tuple[str, str], ...]:
        """(key, what was read) of each standard that is cited; those of other packages' rules that nobody here has read are left out."""
        read = standards()
        return tuple((key, read[key]) for key in dict.fromkeys(CITED.findall(self.standard)) if key in read)

    def configured(self, severity: Severity | None = None, limit: float | None = None) -> Self:
        """This rule with another severity or limit."""
        out = copy.copy(self)
        out.severity = severity or self.severity
        out.limit = self.limit if limit is None else limit
        return out

    def finding(
        self,
        audit: Audit,
        message: str,
        *,
        words: str = "",
        place: Span | None = None,
        statement: Statement | None = None,
        source: Source | None = None,
    ) -> Finding:
        """A finding of this rule; its fingerprint is made of the code, the article's title (or input id) and ``words``."""
        return Finding(
            code=self.code,
            severity=self.severity,
            span=place,
            message=message,
            statement_id=statement.id if statement else None,
            source_id=source.id if source else None,
            fingerprint=digest("finding", self.code, audit.article.name, " ".join(words.split())),
        )


def _letters(key: str) -> str:
    return key.rstrip("0123456789")


class SourceRule(Rule):
    """A rule that looks at each source once, at the first statement that ``first_statements`` has for it."""

    @abstractmethod
    def flaws(self, audit: Audit, source: Source, statement: Statement) -> bool:
        """Whether ``source`` has the flaw in its first statement."""

    @abstractmethod
    def message(self, printed: str) -> str:
        """The sentence for the user; ``printed`` is the source as printed, in quotation marks."""

    def check(self, audit: Audit) -> Iterator[Finding]:
        for source, statement in first_statements(audit):
            if self.flaws(audit, source, statement):
                yield self.about(audit, source, statement)

    def about(self, audit: Audit, source: Source, statement: Statement) -> Finding:
        """The finding on ``source`` where it stands in ``statement``."""
        text = audit.article.text
        named_at = mention_of(source, statement)
        printed = named_at.of(text) if named_at else source.label
        return self.finding(
            audit,
            self.message(quoted(printed)),
            words=f"{printed} {statement.words(text)}",
            place=named_at or statement.span,
            statement=statement,
            source=source,
        )


class PhraseRule(Rule):
    """A rule that looks for words in the text."""

    @abstractmethod
    def places(self, audit: Audit) -> Iterator[Span]:
        """The words that have the flaw, in the order of the text."""

    @abstractmethod
    def message(self, printed: str) -> str:
        """The sentence for the user; ``printed`` is the words as printed, in quotation marks."""

    def check(self, audit: Audit) -> Iterator[Finding]:
        text = audit.article.text
        for place in self.places(audit):
            around = sentence_at(audit, place.start) or place
            held = next((one for one in audit.statements if firm(one) and around.overlaps(one.span)), None)
            yield self.finding(audit, self.message(quoted(place.of(text))), words=around.of(text), place=place, statement=held)


def unnamed_people(source: Source) -> bool:
    """Whether ``source`` is a person or group that counts as anonymous and has no name at all (a pseudonym is part of one)."""
    return source.anonymous and source.identity is Identity.UNNAMED and source.kind in PEOPLE


def withheld(source: Source) -> bool:
    """Whether ``source`` is unnamed as people are whose names are kept back: words say so, or the head word does ("official", "aide").

    Left out are public roles ("the senator", "candidates"), where the article counts on the reader to know who is meant.
    """
    if not unnamed_people(source):
        return False
    said_so = any(marker.kind in (MarkerKind.STATUS, MarkerKind.REASON, MarkerKind.GROUND_RULE) for marker in source.markers)
    chief = re.search(r"\bchief\b", source.label.lower()) is not None
    heads = {one.head for one in source.mentions if one.kind is MentionKind.NOMINAL}
    known = wordlist("withheld", "heads") | (wordlist("withheld", "single") if source.kind is Kind.PERSON else frozenset())
    telling = [word for word in source.label.lower().split() if word not in wordlist("withheld", "bare_openers")]
    public = heads <= wordlist("withheld", "bare") and len(telling) < 2 and source.kind is Kind.GROUP
    return said_so or (not chief and not public and not heads.isdisjoint(known))


def one_person(source: Source) -> bool:
    """Whether ``source`` is one person, as far as the article says."""
    return source.kind is Kind.PERSON and source.head_count in (None, 1)


def on_the_record(audit: Audit, statement: Statement) -> bool:
    """Whether the words were put out as a statement: then the body answers for them, whoever read them out."""
    sentence = sentence_at(audit, statement.span.start)
    return statement.channel is Channel.STATEMENT or (sentence is not None and _RELEASE.search(sentence.of(audit.article.text)) is not None)


def firm(statement: Statement) -> bool:
    """Whether ``statement`` was said or issued, and its attribution is sure enough to rest a finding on (X901 tells the others)."""
    return statement.scope is Scope.STATEMENT and not statement.needs_review


def spoken(audit: Audit, *, doubtful: bool = False) -> Iterator[tuple[Source, Statement]]:
    """Each firm statement with each of its sources; with ``doubtful``, the unsure ones too.

    A headline sums the article up: who speaks in the headline or deck only is left out where a source of the same type speaks in the body.
    """
    aside = _summed_up(audit)
    known = {source.id: source for source in audit.sources if source.id not in aside}
    for statement in audit.statements:
        if firm(statement) or (doubtful and statement.scope is Scope.STATEMENT):
            yield from ((known[one], statement) for one in statement.source_ids if one in known)


def first_statements(audit: Audit, *, doubtful: bool = False) -> Iterator[tuple[Source, Statement]]:
    """Each source that speaks, with its first firm statement; with ``doubtful``, with its first of all. One in the body comes before one
    in the headline, and the sources are in the order of these statements.

    A statement is firm enough for this too where it is sure that its source is anonymous, and only doubtful whom the words mean.
    """
    first: dict[str, tuple[Source, Statement]] = {}
    for source, statement in sorted(spoken(audit, doubtful=True), key=lambda pair: pair[1].zone in _HEAD):
        if doubtful or firm(statement) or surely_anonymous(statement, source):
            first.setdefault(source.id, (source, statement))
    yield from sorted(first.values(), key=lambda pair: pair[1].ordinal)


_HEAD = ("headline", "deck")


def _summed_up(audit: Audit) -> set[str]:
    """Ids of the sources that speak in the headline or deck only, where the body has a source of their type or says all of it again."""
    heads = {one for said in audit.statements if said.zone in _HEAD for one in said.source_ids}
    if not heads:
        return set()
    in_body = {one for said in audit.statements if said.scope is Scope.STATEMENT and said.zone not in _HEAD for one in said.source_ids}
    types = {source.source_type for source in audit.sources if source.id in in_body}
    alone = [source for source in audit.sources if source.id in heads and source.id not in in_body]
    return {source.id for source in alone if source.source_type in types or _in_the_body_too(audit, source)}


def _in_the_body_too(audit: Audit, source: Source) -> bool:
    """Whether somebody says in the body whatever a source says in the headline."""
    text = audit.article.text
    body = [s.words(text) for s in audit.statements if s.scope is Scope.STATEMENT and s.zone not in _HEAD]
    own = [s.words(text) for s in audit.statements if source.id in s.source_ids]
    return all(any(said_again(words, said) for said in body) for words in own)


def mention_of(source: Source, statement: Statement) -> Span | None:
    """Where ``source`` is named or meant in ``statement``: its own words in a joint attribution, else the whole source phrase."""
    if len(statement.source_ids) > 1:
        place = statement.mentions[statement.source_ids.index(source.id)].span
        return place if place.start < place.end else statement.source_span
    return statement.source_span


def printed_as(audit: Audit, source: Source, statement: Statement) -> str:
    """The words that stand for ``source`` in ``statement``; its label where none do."""
    place = mention_of(source, statement)
    return place.of(audit.article.text) if place else source.label


def sentence_at(audit: Audit, place: int) -> Span | None:
    """The sentence that holds ``place``."""
    return next((sentence for sentence in audit.sentences if sentence.start <= place < sentence.end), None)


def paragraph_at(audit: Audit, place: int) -> Span | None:
    """The paragraph that holds ``place``."""
    return next((one.span for one in audit.paragraphs if one.span.start <= place < one.span.end), None)


def in_quotation(text: str, place: int) -> bool:
    """Whether ``place`` stands between quotation marks, as far as its own line of ``text`` shows."""
    before = text[text.rfind("\n", 0, place) + 1 : place]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1 or before.count("''") % 2 == 1


def quotes_whole(audit: Audit, statement: Statement, fewest: int = 3) -> bool:
    """Whether ``fewest`` words or more of ``statement`` stand in quotation marks; fewer are a label and no quotation."""
    words = statement.words(audit.article.text)
    quotes = ["".join(parts) for parts in _QUOTES.findall(words)]
    return statement.form is not Form.INDIRECT and any(len(one.split()) >= fewest for one in quotes)


_WHO = re.compile(r", (?:who|whom|whose|which)$")


def quoted(words: str, longest: int = 80) -> str:
    """``words`` on one line in quotation marks (their own where they have some), shortened with … where they are long.

    A source phrase that a relative clause hangs on ends with its pronoun, as PolNeAR has it; that is left out: "a port official, who".
    """
    line = _WHO.sub("", " ".join(words.split()))
    if len(line) > longest:
        line = line[: longest - 1].rstrip() + "…"
    return line if line.startswith(("“", '"', "«", "‘", "„")) else f"“{line}”"


def with_distinct_fingerprints(findings: list[Finding]) -> Iterator[Finding]:
    """The findings with a number in the fingerprint of each that says the same as one before it, so that no two are equal."""
    seen: Counter[str] = Counter()
    for finding in findings:
        times = seen[finding.fingerprint]
        seen[finding.fingerprint] += 1
        yield replace(finding, fingerprint=digest(finding.fingerprint, str(times))) if times else finding
