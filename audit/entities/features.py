"""The features for and against linking a mention to an entity: named numbers, no decisions.

Each feature is 1, 0 or a logarithm; their weights are fitted (``ranker.json``). ``fits`` says what can be meant at all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import takewhile

from audit.attribute.outlets import is_outlet
from audit.entities.barred import barred
from audit.entities.chain import Chain
from audit.entities.kinds import called_so, covering, covers, kinds_of_name, kinds_of_noun, name_fits
from audit.entities.phrase import HUMAN, SOFT, Phrase, Sort
from audit.entities.scene import Question, Scene, country_among
from audit.lexicons import words

Features = dict[str, float]

HE = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
THEY = words("phrases", "plural_pronouns") - words("phrases", "first_person")
_BODIES = (Sort.BODY, Sort.OUTLET)
_PAPERS = (Sort.DOCUMENT, Sort.POLL)
EARLY = 2
"""Paragraphs (headline and lede) in which somebody may be described before he is named."""
_LATELY = 3
"""Sentences."""
_LEAST = 0.05
"""The least probability of a link that the network keeps."""
_TAIL = 12
_ISSUER = re.compile(r"\b(?:of|by|from) (?:the )?[A-Z]\w")
_NOBODY_S = frozenset({"news", "word"})
_ORDINALS = frozenset({"second", "another", "other", "third", "separate", "different", "fourth"})


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
    if (phrase.gender and chain.gender and phrase.gender != chain.gender) or barred(phrase, chain):
        return False
    if phrase.noun in words("sources", "partisans") and chain.nouns & words("sources", "partisans") - {phrase.noun}:
        return False  # Democrats are no Republicans
    if phrase.sort in HUMAN and not chain.named and _of_another_country(phrase, chain):
        return False  # Dutch officials are no US officials
    if phrase.noun in _NOBODY_S and not phrase.determiner and not phrase.modifiers and not chain.nouns & _NOBODY_S:
        return False  # "news broke that" is no outlet's that was named
    if phrase.determiner == "another" and chain.named and chain.introduced:
        return False  # "another candidate" is none who was told of
    if chain.asked and phrase.noun not in words("people", "heads", "asks"):
        return False
    if phrase.introduces and not phrase.plural and not chain.named and chain.introduced:
        return False  # "a clerk" after "a clerk", "another official", "a second source": somebody else
    if phrase.noun in words("kinds", "authored"):
        return chain.named or chain.sort in (*_PAPERS, *_BODIES) or bool(chain.mentions and chain.human)
    if phrase.sort in HUMAN:
        several = phrase.plural or phrase.sort is Sort.GROUP or phrase.noun in words("phrases", "pairs")
        return chain.human and several == (chain.plural or chain.sort is Sort.GROUP)
    if phrase.sort in _BODIES:
        if phrase.introduces and chain.named and chain.introduced and not called_so(phrase, chain):
            return False  # "one lab" is not the ministry that was told of
        if phrase.plural and not phrase.determiner and chain.named and not chain.plural:
            return False  # "media companies" are not one of them
        if chain.entity_label == "Location" and not chain.spoken and phrase.noun not in words("kinds", "places"):
            return phrase.noun in words("sources", "spokes") or phrase.noun in chain.nouns
        return chain.sort in (*_BODIES, Sort.THING)
    if phrase.sort is Sort.POLL:
        at_large = phrase.plural and not phrase.determiner and not phrase.modifiers and phrase.tail is None
        if at_large and _with_a_name(chain):
            return False  # "polls show" is none of a pollster who was told of
        return chain.sort in (Sort.POLL, Sort.DOCUMENT)
    if phrase.sort is Sort.DOCUMENT:
        paper = chain.sort in (*_PAPERS, Sort.THING) and not _of_another_issuer(phrase, chain)
        return paper or _reports(phrase, chain)
    return not chain.human


def _reports(phrase: Phrase, chain: Chain) -> bool:
    """Whether a description can mean what an outlet wrote that was named: "The Harbour Gazette said … The report said"."""
    bare = phrase.definite and not phrase.modifiers and phrase.tail is None and not phrase.possessive
    return bare and phrase.noun in words("kinds", "reported") and chain.named and not chain.human and is_outlet(chain.label)


def _with_a_name(chain: Chain) -> bool:
    """Whether a capital stands in what a chain is called, the first letter of a bare phrase apart."""
    phrases = (m.phrase for m in chain.mentions if m.phrase is not None)
    return any(re.search(r"\b[A-Z]", p.bare if p.determiner else p.bare[1:]) for p in phrases)


def _of_another_issuer(phrase: Phrase, chain: Chain) -> bool:
    """Whether a paper is called otherwise than all of a chain's, and says whose it is: "the report of the Reef Trust" is not the study."""
    told = " ".join(phrase.bare.split()[-_TAIL:])
    return phrase.noun not in chain.nouns and phrase.tail is not None and _ISSUER.search(told) is not None


def _of_another_country(phrase: Phrase, chain: Chain) -> bool:
    """Whether the words before both nouns name countries, and not the same."""
    here = country_among(" ".join(phrase.modifiers))
    if here is None:
        return False
    there = {country_among(" ".join(m.phrase.modifiers)) for m in chain.mentions if m.phrase is not None} - {None}
    return bool(there) and here not in there


def kind_of(phrase: Phrase) -> str:
    """The set of weights that a mention is ranked with."""
    if phrase.sort is Sort.PRONOUN:
        return "he" if phrase.noun in HE else "they" if phrase.noun in THEY else "it"
    if phrase.sort in HUMAN:
        return "people" if phrase.plural or phrase.sort is Sort.GROUP else "person"
    if phrase.noun in words("kinds", "authored"):
        return "words"
    return "body" if phrase.sort in _BODIES else "paper"


def features(asked: Question, chain: Chain) -> Features:
    """What is known of a mention as one of ``chain``."""
    scene, phrase, place = asked.scene, asked.phrase, asked.place
    before = chain.before(asked.looked_back_from) or chain.before(place)
    out: Features = {"named": float(chain.named), "mentions": math.log(max(1, len(chain.mentions)))}
    if before:
        nearest = before[-1].span.start
        away = max(0, asked.sentence - scene.sentence(nearest))
        out["sentences away"] = math.log1p(away)
        out["same sentence"] = float(away == 0)
        out["one sentence away"] = float(away == 1)
        out["same paragraph"] = float(scene.paragraph(nearest) == asked.paragraph)
        out["a subject before"] = float(before[-1].subject)
        lately = takewhile(lambda m: asked.sentence - scene.sentence(m.span.start) <= _LATELY, reversed(before))
        out["seen lately"] = math.log1p(sum(1 for _ in lately))
    else:
        out["comes later"] = 1.0
        out["comes later, early"] = float(scene.body_paragraph(place) <= EARLY)
        out["paragraphs until"] = math.log1p(max(0, scene.paragraph(chain.first) - asked.paragraph))
    _spoken(out, asked, chain)
    _linked(out, asked, chain)
    if asked.statement is not None:
        out["in what is said"] = float(any(chain.within(part) for part in asked.statement.content))
    if phrase.sort is Sort.PRONOUN:
        genders = [m.phrase.gender for m in before if m.phrase is not None and m.phrase.sort is Sort.PRONOUN and m.phrase.gender]
        out["gender known"] = float(bool(phrase.gender) and chain.gender == phrase.gender)
        out["called so before"] = float(bool(genders) and bool(phrase.gender) and genders[-1] == phrase.gender)
        out["called otherwise before"] = float(bool(genders) and bool(phrase.gender) and genders[-1] != phrase.gender)
        out["plural known"] = float(chain.plural)
        out["one person for they"] = float(phrase.noun in THEY and chain.sort is Sort.PERSON)
    else:
        _described(out, asked, chain, bool(before))
        out["another is called so"] = float(bool(asked.called) and chain not in asked.called)
        _prominent(out, asked, chain, bool(before))
    return out


def told_of_most(place: int, pool: Sequence[Chain]) -> Chain | None:
    """Who of ``pool`` has more mentions before ``place`` than anybody else."""
    told = [chain.told(place) for chain in pool]
    top = max(told, default=0)
    return pool[told.index(top)] if top and told.count(top) == 1 else None


def _prominent(out: Features, asked: Question, chain: Chain, before: bool) -> None:
    """How much the article is about somebody: told of in the headline or lede, more often than anybody else whom the words can mean."""
    out["told of early"] = float(before and asked.scene.body_paragraph(chain.first) <= EARLY)
    out["told of most"] = float(chain is asked.most)
    if not chain.human:
        out["organisation"] = float(chain.entity_label == "Organization")
        out["place"] = float(chain.entity_label == "Location")
        kinds = _kinds_of_body(asked.scene, chain)
        out["no kind known"] = float(not kinds)
        out["told of most, no kind known"] = out["told of most"] * float(not kinds and chain.entity_label == "Organization")


def _linked(out: Features, asked: Question, chain: Chain) -> None:
    """What the network says: the likeliest of its links from the mention to one of the chain's."""
    heads = asked.scene.heads(chain)
    if asked.links is None or not heads:
        return
    best = max((p for other, p in asked.links.items() if other in heads), default=0.0)
    out["network"] = math.log(max(best, _LEAST) / (1 - min(best, 1 - _LEAST))) - math.log(_LEAST / (1 - _LEAST))
    out["network, a link"] = float(best > 0)
    out["network, its likeliest"] = float(best > 0 and best == asked.likeliest)


def _spoken(out: Features, asked: Question, chain: Chain) -> None:
    scene, said = asked.scene, asked.scene.speakers
    if not said:
        return
    out["spoke last"] = float(said[-1][1] is chain)
    if said[-1][1] is chain:
        out["spoke last, sentences"] = math.log1p(max(0, asked.sentence - scene.sentence(said[-1][0])))
        out["spoke last, paragraph"] = float(scene.paragraph(said[-1][0]) == asked.paragraph)
    times = scene.times[chain]
    out["has spoken"] = float(times > 0)
    out["times spoken"] = math.log1p(times)
    out["spoke second last"] = float(len(said) > 1 and said[-1][1] is not chain and said[-2][1] is chain)


def _described(out: Features, asked: Question, chain: Chain, before: bool) -> None:
    phrase = asked.phrase
    same, covered = called_so(phrase, chain), covering(phrase, chain)
    out["name ends so"] = float(phrase.noun in chain.name_words)
    told, theirs_kinds = kinds_of_noun(phrase.noun), _kinds_of_body(asked.scene, chain)
    bare, article = phrase.bare.lower(), phrase.article
    if phrase.sort in _BODIES:
        out["name fits"] = float(name_fits(phrase, chain))
    out["kinds agree"] = float(bool(told & theirs_kinds))
    out["kinds differ"] = float(bool(told) and bool(theirs_kinds) and not told & theirs_kinds)
    out["is people"] = float(chain.human)
    out["is a body"] = float(chain.sort in _BODIES)
    when = "" if before else ", later"
    out["same noun" + when] = float(same)
    out["covering noun" + when] = float(covered)
    out["covered noun"] = float(not same and not covered and any(phrase.noun in covers(n) for n in chain.nouns))
    out["no noun known"] = float(not chain.nouns)
    out["same words"] = float(bare in chain.called)
    out["other noun"] = float(bool(chain.nouns) and not same and not covered)
    own = phrase.telling
    theirs = chain.modifiers | chain.nouns
    shared = own & theirs
    out["modifiers shared"] = float(len(shared))
    out["modifiers unknown"] = float(len(own - theirs))
    out["modifiers all shared"] = float(bool(own) and own <= theirs)
    if before:
        out["title shared"] = float(same and bool(own) and own <= theirs)
    else:
        out["comes later, as a source"], out["comes later, says the same"] = asked.introduced_next(chain)
        out["paragraphs until, called so"] = out["paragraphs until"] * float(same or covered)
        out["comes later, called so"] = float((same or covered) and out["comes later, early"])
    out["no modifiers"] = float(not own)
    out["modifiers clash"] = float(same and bool(own) and bool(chain.modifiers - SOFT) and not shared)
    country = asked.country
    other = country_among(" ".join((*sorted(chain.modifiers), chain.label))) if country is not None else None
    out["country shared"] = float(country is not None and country == other)
    out["country differs"] = float(country is not None and other is not None and country != other)
    out["another"] = float(bool(_ORDINALS & {phrase.determiner, *phrase.modifiers[:1]}))
    for name in ("the", "a"):
        out[f"{name} before it"] = float(article == name)
    out[f"{article}, same noun"] = float(same)
    out[f"{article}, named"] = float(chain.named)
    out["tail"] = float(phrase.tail is not None)
    out["tail, same noun"] = float(phrase.tail is not None and same)
    out["count differs"] = float(phrase.count is not None and phrase.plural and chain.plural and not same)
    out["sort differs"] = float(chain.sort is not phrase.sort)


def _kinds_of_body(scene: Scene, chain: Chain) -> frozenset[str]:
    """What a body is, by its name and its descriptions."""
    if chain.human:
        return frozenset()
    called = chain.label, len(chain.name_words), len(chain.nouns)
    known, kinds = scene.kinds.get(chain, (None, frozenset[str]()))
    if known != called:
        kinds = frozenset[str]().union(kinds_of_name(chain.label), *(kinds_of_noun(word) for word in chain.name_words | chain.nouns))
        scene.kinds[chain] = called, kinds
    return kinds


def newcomer(asked: Question, pool: Sequence[Chain]) -> Features:
    """What is known of a mention as somebody new, who is mentioned nowhere else. ``pool``: everybody else whom it can mean."""
    scene, phrase = asked.scene, asked.phrase
    rivals = len(pool)
    out: Features = {"new": 1.0, f"new, {phrase.article}": 1.0, "new, rivals": math.log1p(rivals)}
    if phrase.sort is not Sort.PRONOUN:
        out["new, early"] = float(scene.body_paragraph(asked.place) <= EARLY)
        out["new, tail"] = float(phrase.tail is not None)
        out["new, modifiers"] = math.log1p(len(phrase.modifiers))
        out["new, vague"] = float(phrase.noun in words("people", "heads", "vague"))
        out["new, ruler"] = float(phrase.noun in words("people", "heads", "rulers"))
        out["new, plural"] = float(phrase.plural)
        out["new, another"] = float(bool(_ORDINALS & {phrase.determiner, *phrase.modifiers[:1]}))
        later = [asked.introduced_next(c) for c in pool if asked.place < c.first]
        out["new, a rival comes as a source"] = max((near for near, _ in later), default=0.0)
        out["new, a rival says the same"] = max((again for _, again in later), default=0.0)
        out["new, speaks"] = float(bool(scene.speakers))
        out["new, a rival is called so"] = float(bool(asked.called))
        out["new, a rival may be called so"] = float(any(covering(phrase, c) for c in pool))
    out["new, network has a link"] = float(asked.likeliest > 0)
    out["new, network"] = asked.likeliest
    return out
