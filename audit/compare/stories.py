"""Which stored articles tell the same story, and what each outlet has in it.

How it is decided. Two articles of different outlets tell the same story where both are dated, at most so many days apart, and share

- two named sources, or
- one named source and two words of the headline, or
- four words of the headline.

Words are cut to their stems, function words left out. A name or word that very many articles have (more than twenty, and more than one
in twenty) counts for nothing: it tells no story. What links to what links is one story, and every link is shown with what it rests on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from audit.domain.audited import Audit
from audit.domain.source import Identity, Source, SourceType
from audit.rules.base import spoken
from audit.rules.corroboration import Claims, Match, content_words

DAYS = 2
"""Days between two articles on one story, unless the user says otherwise. The project's judgement."""
ENOUGH = ((2, 0), (1, 2), (0, 4))
"""Shared named sources and shared headline words that make one story. The project's judgement."""
_MANY, _SHARE = 20, 0.05


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of an article to tell its story: little, so that many fit into memory."""

    article_id: str
    doc_id: str
    headline: str
    outlet: str
    day: date
    names: Mapping[str, str]
    """Named sources, letter case aside, to their labels."""
    words: Mapping[str, str]
    """Stems of the headline to its words."""


@dataclass(frozen=True, slots=True)
class Link:
    """Why two articles are one story."""

    one: Sketch
    other: Sketch
    names: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def days(self) -> int:
        return abs((self.one.day - self.other.day).days)


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that are linked, oldest first."""

    articles: tuple[Sketch, ...]
    links: tuple[Link, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.outlet for one in self.articles))


@dataclass(frozen=True, slots=True)
class Contrast:
    """A statement whose source is named in one outlet and anonymous in another, which says the same."""

    named_by: str
    source: Source
    words: str
    anonymous_by: str
    match: Match

    @property
    def other_words(self) -> str:
        """The statement as the outlet has it that names nobody."""
        return self.match.statement.words(self.match.audit.article.text)


def sketch(audit: Audit) -> Sketch | None:
    """None where the article has no outlet or no whole date: it cannot be compared."""
    article = audit.article
    day = _day(article.published)
    if not article.outlet or day is None:
        return None
    lines = (one.span.of(article.text) for one in audit.paragraphs if one.zone == "headline")
    headline = " ".join((article.title or next(lines, "")).split())
    named = (source for source, _ in spoken(audit, doubtful=True) if source.identity is Identity.NAMED)
    names = {source.label.casefold(): source.label for source in named}
    return Sketch(
        article_id=article.id,
        doc_id=article.doc_id,
        headline=headline,
        outlet=article.outlet,
        day=day,
        names=names,
        words=content_words(headline),
    )


def stories(sketches: Iterable[Sketch], days: int = DAYS) -> list[Story]:
    """The stories that two outlets or more tell, oldest first."""
    articles = sorted(sketches, key=lambda one: (one.day, one.outlet, one.article_id))
    links = _links(articles, days)
    group = {one.article_id: {one.article_id} for one in articles}
    for link in links:
        mine, theirs = group[link.one.article_id], group[link.other.article_id]
        if mine is not theirs:
            mine |= theirs
            group |= dict.fromkeys(theirs, mine)
    together = {id(ids): ids for ids in group.values() if len(ids) > 1}
    return [
        Story(tuple(one for one in articles if one.article_id in ids), tuple(link for link in links if link.one.article_id in ids))
        for ids in together.values()
    ]


def contrasts(audits: Sequence[Audit]) -> Iterator[Contrast]:
    """Each source that is named in one of ``audits`` and has an anonymous counterpart in another, with what both say, once.

    That they say the same is decided as for corroboration, between articles; statements that deny each other are left out.
    """
    claims = Claims(audits)
    told: set[tuple[str, str]] = set()
    for audit in audits:
        for source, statement in spoken(audit, doubtful=True):
            if source.source_type is not SourceType.NAMED:
                continue
            for match in claims.same(audit, source, statement):
                elsewhere = match.audit.article.outlet != audit.article.outlet
                key = (source.id, match.source.id)
                if elsewhere and match.source.anonymous and not match.disagrees and key not in told:
                    told.add(key)
                    words = statement.words(audit.article.text)
                    yield Contrast(audit.article.outlet or "", source, words, match.audit.article.outlet or "", match)


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _links(articles: Sequence[Sketch], days: int) -> list[Link]:
    most = max(_MANY, int(_SHARE * len(articles)))
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, one in enumerate(articles):
        for thing in (*(("name", name) for name in one.names), *(("word", word) for word in one.words)):
            holders[thing].append(at)
    shared: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for thing, those in holders.items():
        if len(those) <= most:
            for first, second in combinations(those, 2):
                if _comparable(articles[first], articles[second], days):
                    shared[first, second].append(thing)
    return [link for pair, things in sorted(shared.items()) if (link := _link(articles[pair[0]], articles[pair[1]], things))]


def _comparable(one: Sketch, other: Sketch, days: int) -> bool:
    return one.outlet.casefold() != other.outlet.casefold() and abs((one.day - other.day).days) <= days


def _link(one: Sketch, other: Sketch, things: Sequence[tuple[str, str]]) -> Link | None:
    names = tuple(one.names[thing] for kind, thing in things if kind == "name")
    words = tuple(one.words[thing] for kind, thing in things if kind == "word")
    if any(len(names) >= of_names and len(words) >= of_words for of_names, of_words in ENOUGH):
        return Link(one, other, names, words)
    return None
