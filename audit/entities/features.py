"""What speaks for and against a mention being one of an entity: named numbers, nothing decided.

Each feature is 1, 0 or a logarithm; their weights are fitted (``ranker.json``). ``fits`` says what can be meant at all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from audit.attribute.outlets import is_outlet
from audit.domain.annotation import Annotation
from audit.domain.statement import Statement
from audit.domain.text import Span
from audit.entities.chain import Chain, Mention
from audit.entities.phrase import HUMAN, Phrase, Sort
from audit.lexicons import names, table, words
from audit.lexicons.places import country_of, speaking_places

Features = dict[str, float]

HE = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
THEY = words("phrases", "plural_pronouns") - words("phrases", "first_person")
_BODIES = (Sort.BODY, Sort.OUTLET)
_PAPERS = (Sort.DOCUMENT, Sort.POLL)
EARLY = 2
"""Paragraphs (headline and lede) in which somebody may be described before he is named."""
_LEAST = 0.05
"""The least probability of a link that the network keeps."""
_ORDINALS = frozenset({"second", "another", "other", "third", "separate", "different", "fourth"})


@dataclass
class Scene:
    """What has been read so far: who spoke, where. ``speakers`` are (place, chain) of statements before, in order."""

    annotation: Annotation
    statements: tuple[Statement, ...]
    speakers: list[tuple[int, Chain]] = field(default_factory=list)
    _standing: dict[Span, int | None] = field(default_factory=dict)

    def stands_for(self, span: Span) -> int | None:
        """The token under which the network has the words at ``span``."""
        if span not in self._standing:
            self._standing[span] = self.annotation.stands_for(span)
        return self._standing[span]

    def sentence(self, place: int) -> int:
        at = self.annotation.sentence_at(place)
        return at.index if at is not None else -1

    def paragraph(self, place: int) -> int:
        at = self.annotation.paragraph_at(place)
        return at.index if at is not None else -1

    def owner(self, phrase: Phrase, place: int) -> Chain | None:
        """Whom "his", "her" before a noun means: who spoke last of that gender."""
        gender = {"his": "m", "her": "f"}.get(phrase.determiner)
        fitting = [c for _, c in self.speakers if gender and c.sort is Sort.PERSON and c.gender in ("", gender)]
        return fitting[-1] if fitting else None

    def body_paragraph(self, place: int) -> int:
        """The paragraph's number among those of the body and the headline, 0 being the first with words."""
        return self.paragraph(place) - next((p.index for p in self.annotation.paragraphs if p.span.end > p.span.start), 0)


def fits(phrase: Phrase, chain: Chain) -> bool:
    """Whether a mention can mean ``chain`` at all, by sort, number and gender."""
    noun = phrase.noun
    if phrase.sort is Sort.PRONOUN:
        if noun in HE:
            if not chain.named and chain.nouns & words("people", "heads", "askers"):
                return False  # who put the question; "he said" is who answered
            return chain.sort is Sort.PERSON and not chain.plural and chain.gender in ("", phrase.gender)
        if noun in THEY:
            return chain.plural or chain.sort in (*_BODIES, Sort.GROUP) or (chain.sort is Sort.PERSON and not chain.gender)
        return not chain.human
    if phrase.gender and chain.gender and phrase.gender != chain.gender:
        return False
    if phrase.introduces and not phrase.plural and not chain.named and chain.introduced:
        return False  # "a clerk" after "a clerk", "another official", "a second source": somebody else
    if phrase.noun in words("kinds", "authored"):
        return chain.named or chain.sort in (*_PAPERS, *_BODIES) or bool(chain.mentions and chain.human)
    if phrase.sort in HUMAN:
        return chain.human and (phrase.plural or phrase.sort is Sort.GROUP) == (chain.plural or chain.sort is Sort.GROUP)
    if phrase.sort in _BODIES:
        if chain.entity_label == "Location" and not chain.spoken and phrase.noun not in words("kinds", "places"):
            return phrase.noun in words("sources", "spokes") or phrase.noun in chain.nouns
        return chain.sort in (*_BODIES, Sort.THING)
    if phrase.sort is Sort.POLL:
        return chain.sort in (Sort.POLL, Sort.DOCUMENT)
    if phrase.sort is Sort.DOCUMENT:
        return chain.sort in (*_PAPERS, Sort.THING)
    return not chain.human


def kind_of(phrase: Phrase) -> str:
    """The set of weights that a mention is ranked with."""
    if phrase.sort is Sort.PRONOUN:
        return "he" if phrase.noun in HE else "they" if phrase.noun in THEY else "it"
    if phrase.sort in HUMAN:
        return "people" if phrase.plural or phrase.sort is Sort.GROUP else "person"
    if phrase.noun in words("kinds", "authored"):
        return "words"
    return "body" if phrase.sort in _BODIES else "paper"


def features(
    mention: Mention, phrase: Phrase, chain: Chain, scene: Scene, statement: Statement | None, called: Sequence[Chain], most: Chain | None
) -> Features:
    """What is known of ``mention`` as one of ``chain``.

    ``called`` are all that the article calls by the head word of ``phrase``, ``most`` is who was told of most often before; both of those
    whom the mention can mean.
    """
    place = mention.span.start
    before = chain.before(place)
    here, paragraph = scene.sentence(place), scene.paragraph(place)
    out: Features = {"named": float(chain.named), "mentions": math.log(max(1, len(chain.mentions)))}
    if before:
        nearest = before[-1].span.start
        away = max(0, here - scene.sentence(nearest))
        out["sentences away"] = math.log1p(away)
        out["same sentence"] = float(away == 0)
        out["one sentence away"] = float(away == 1)
        out["same paragraph"] = float(scene.paragraph(nearest) == paragraph)
        out["a subject before"] = float(before[-1].subject)
        out["seen lately"] = math.log1p(sum(here - scene.sentence(m.span.start) <= 3 for m in before))
    else:
        out["comes later"] = 1.0
        out["comes later, early"] = float(scene.body_paragraph(place) <= EARLY)
        out["paragraphs until"] = math.log1p(max(0, scene.paragraph(chain.first) - paragraph))
    _spoken(out, chain, scene, place)
    _linked(out, mention, chain, scene)
    if statement is not None:
        inside = [m for m in chain.mentions if any(c.contains(m.span) for c in statement.content)]
        out["in what is said"] = float(bool(inside))
    if phrase.sort is Sort.PRONOUN:
        out["gender known"] = float(bool(phrase.gender) and chain.gender == phrase.gender)
        genders = [m.phrase.gender for m in before if m.phrase is not None and m.phrase.sort is Sort.PRONOUN and m.phrase.gender]
        out["called so before"] = float(bool(genders) and bool(phrase.gender) and genders[-1] == phrase.gender)
        out["called otherwise before"] = float(bool(genders) and bool(phrase.gender) and genders[-1] != phrase.gender)
        out["plural known"] = float(chain.plural)
        out["one person for they"] = float(phrase.noun in THEY and chain.sort is Sort.PERSON)
    else:
        _described(out, phrase, chain, bool(before))
        out["another is called so"] = float(bool(called) and chain not in called)
        _prominent(out, chain, bool(before), scene, most)
        if phrase.noun in words("sources", "spokes"):
            out["spokes, spoke last"] = out.get("spoke last", 0.0)
            out["spokes, same paragraph"] = out.get("same paragraph", 0.0)
            out["spokes, sentences away"] = out.get("sentences away", 0.0)
            out["spokes, named"] = float(chain.named)
            out["spokes, place"] = float(chain.entity_label == "Location")
        if phrase.possessive:
            owner = scene.owner(phrase, place)
            names = set(chain.label.lower().split()) | chain.modifiers
            out["owner in its name"] = float(owner is not None and any(n.last in names for n in owner.names))
    return out


def told_of_most(place: int, pool: Sequence[Chain]) -> Chain | None:
    """Who of ``pool`` has more mentions before ``place`` than anybody else."""
    told = [len(chain.before(place)) for chain in pool]
    top = max(told, default=0)
    return pool[told.index(top)] if top and told.count(top) == 1 else None


def _prominent(out: Features, chain: Chain, before: bool, scene: Scene, most: Chain | None) -> None:
    """How much the article is about somebody: told of in the headline or lede, more often than anybody else whom the words can mean."""
    out["told of early"] = float(before and scene.body_paragraph(chain.first) <= EARLY)
    out["told of most"] = float(chain is most)
    if not chain.human:
        out["organisation"] = float(chain.entity_label == "Organization")
        out["place"] = float(chain.entity_label == "Location")
        kinds = _kinds_of_body(chain)
        out["no kind known"] = float(not kinds)
        out["told of most, no kind known"] = out["told of most"] * float(not kinds and chain.entity_label == "Organization")


def _linked(out: Features, mention: Mention, chain: Chain, scene: Scene) -> None:
    """What the network says: the likeliest of its links from the mention to one of the chain's."""
    if not scene.annotation.links:
        return
    at = scene.stands_for(mention.span)
    others = {scene.stands_for(m.span) for m in chain.mentions} - {None}
    if at is None or not others:
        return
    best = max((p for other, p in scene.annotation.links.get(at, ()) if other in others), default=0.0)
    out["network"] = math.log(max(best, _LEAST) / (1 - min(best, 1 - _LEAST))) - math.log(_LEAST / (1 - _LEAST))
    out["network, a link"] = float(best > 0)
    out["network, its likeliest"] = float(best > 0 and best == max(p for _, p in scene.annotation.links[at]))


def _spoken(out: Features, chain: Chain, scene: Scene, place: int) -> None:
    said = scene.speakers
    if not said:
        return
    out["spoke last"] = float(said[-1][1] is chain)
    if said[-1][1] is chain:
        out["spoke last, sentences"] = math.log1p(max(0, scene.sentence(place) - scene.sentence(said[-1][0])))
        out["spoke last, paragraph"] = float(scene.paragraph(said[-1][0]) == scene.paragraph(place))
    times = sum(c is chain for _, c in said)
    out["has spoken"] = float(times > 0)
    out["times spoken"] = math.log1p(times)
    out["spoke second last"] = float(len(said) > 1 and said[-1][1] is not chain and said[-2][1] is chain)


def _described(out: Features, phrase: Phrase, chain: Chain, before: bool) -> None:
    same, covered = called_so(phrase, chain), covering(phrase, chain)
    out["once was so"] = float(not phrase.former and phrase.office in chain.past and not same)
    out["name ends so"] = float(phrase.noun in chain.name_words)
    told, theirs_kinds = _kinds_of_noun(phrase.noun), _kinds_of_body(chain)
    out["kinds agree"] = float(bool(told & theirs_kinds))
    out["kinds differ"] = float(bool(told) and bool(theirs_kinds) and not told & theirs_kinds)
    out["is people"] = float(chain.human)
    out["is a body"] = float(chain.sort in _BODIES)
    when = "" if before else ", later"
    out["same noun" + when] = float(same)
    out["covering noun" + when] = float(covered)
    out["covered noun"] = float(not same and not covered and any(phrase.noun in covers(n) for n in chain.nouns))
    out["no noun known"] = float(not chain.nouns)
    out["same words, a"] = float(phrase.bare.lower() in chain.called and _article(phrase) == "a" and not phrase.plural)
    out["same words"] = float(phrase.bare.lower() in chain.called)
    out["other noun"] = float(bool(chain.nouns) and not same and not covered)
    own = {m for m in phrase.modifiers if m not in _SOFT}
    theirs = chain.modifiers | chain.nouns
    shared = own & theirs
    out["modifiers shared"] = float(len(shared))
    out["modifiers unknown"] = float(len(own - theirs))
    out["modifiers all shared"] = float(bool(own) and own <= theirs)
    out["title shared" + when] = float(same and bool(own) and own <= theirs)
    if not before:
        out["paragraphs until, called so"] = out["paragraphs until"] * float(same or covered)
        out["comes later, called so"] = float((same or covered) and out["comes later, early"])
    out["no modifiers"] = float(not own)
    out["modifiers clash"] = float(same and bool(own) and bool(chain.modifiers - _SOFT) and not shared)
    country = _country(" ".join(phrase.modifiers))
    other = _country(" ".join((*sorted(chain.modifiers), chain.label))) if country is not None else None
    out["country shared"] = float(country is not None and country == other)
    out["country differs"] = float(country is not None and other is not None and country != other)
    out["another"] = float(bool(_ORDINALS & {phrase.determiner, *phrase.modifiers[:1]}))
    for name in ("the", "a"):
        out[f"{name} before it"] = float(_article(phrase) == name)
    out[f"{_article(phrase)}, same noun"] = float(same)
    out[f"{_article(phrase)}, named"] = float(chain.named)
    out["tail"] = float(phrase.tail is not None)
    out["tail, same noun"] = float(phrase.tail is not None and same)
    out["count differs"] = float(phrase.count is not None and phrase.plural and chain.plural and not same)
    out["sort differs"] = float(chain.sort is not phrase.sort)


@cache
def _kinds_of_noun(noun: str) -> frozenset[str]:
    """What a body is that is called so: company, public, media …"""
    return frozenset(kind for kind in table("kinds")["bodies"] if noun in words("kinds", "bodies", kind))


def _kinds_of_body(chain: Chain) -> frozenset[str]:
    """What a body is, by its name and its descriptions."""
    if chain.human:
        return frozenset()
    return frozenset[str]().union(_kind_of_name(chain.label), *(_kinds_of_noun(word) for word in chain.name_words | chain.nouns))


@lru_cache(maxsize=10_000)
def _kind_of_name(label: str) -> frozenset[str]:
    if is_outlet(label):
        return frozenset({"media"})
    low = label.lower().removeprefix("the ")
    if low in speaking_places():
        return frozenset({"place", "public"})
    return frozenset(kind for scope, kind in table("kinds")["scopes"].items() if low in names(scope))


def covering(phrase: Phrase, chain: Chain) -> bool:
    """Whether a description can stand for what the chain is called elsewhere, in other words."""
    return not called_so(phrase, chain) and bool(covers(phrase.office) & chain.nouns)


def called_so(phrase: Phrase, chain: Chain) -> bool:
    """Whether the chain is called by the head word of the phrase elsewhere, now or, where the phrase says so, once."""
    return phrase.office in chain.nouns or (phrase.former and phrase.office in chain.past)


def newcomer(mention: Mention, phrase: Phrase, scene: Scene, pool: Sequence[Chain]) -> Features:
    """What is known of ``mention`` as somebody new, who is mentioned nowhere else. ``pool``: everybody else whom it can mean."""
    rivals = len(pool)
    article = _article(phrase)
    out: Features = {"new": 1.0, f"new, {article}": 1.0, "new, rivals": math.log1p(rivals), "new, no rival": float(rivals == 0)}
    if phrase.sort is not Sort.PRONOUN:
        out["new, early"] = float(scene.body_paragraph(mention.span.start) <= EARLY)
        out["new, tail"] = float(phrase.tail is not None)
        out["new, modifiers"] = math.log1p(len(phrase.modifiers))
        out["new, vague"] = float(phrase.noun in words("people", "heads", "vague"))
        out["new, ruler"] = float(phrase.noun in words("people", "heads", "rulers"))
        out["new, plural"] = float(phrase.plural)
        out["new, another"] = float(bool(_ORDINALS & {phrase.determiner, *phrase.modifiers[:1]}))
        out["new, speaks"] = float(bool(scene.speakers))
        out["new, a rival is called so"] = float(any(called_so(phrase, c) for c in pool))
        out["new, a rival may be called so"] = float(any(covering(phrase, c) for c in pool))
    out["new, spokes"] = float(phrase.noun in words("sources", "spokes"))
    best = max((p for _, p in scene.annotation.links.get(scene.stands_for(mention.span) or -1, ())), default=0.0)
    out["new, network has a link"] = float(best > 0)
    out["new, network"] = best
    return out


def _article(phrase: Phrase) -> str:
    if phrase.determiner in ("the", "that", "this", "these", "those", "both", "said"):
        return "the"
    if phrase.possessive:
        return "his"
    if phrase.determiner in ("a", "an", "one", "another", "some", "many", "several"):
        return "a"
    return "two" if phrase.determiner else "bare"


_SOFT = frozenset({"former", "senior", "top", "same", "first", "late", "young", "old", "new", "more", "least"})


@cache
def covers(noun: str) -> frozenset[str]:
    """The nouns that ``noun`` can stand for."""
    return frozenset(table("kinds")["covers"].get(noun, "").split())


@cache
def _country(modifiers: str) -> str | None:
    return country_of(modifiers.title()) if modifiers else None
