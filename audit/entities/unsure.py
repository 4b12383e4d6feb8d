"""Which of a mention's candidates to take, where the ranker's likeliest may be wrong: mostly where it takes it for somebody new.

The last candidate is always somebody new (None); what is returned is the number of the one to take.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.entities.chain import Chain
from audit.entities.features import Features
from audit.entities.person_words import official_titles
from audit.entities.phrase import Phrase
from audit.entities.scene import Question, Scene
from audit.lexicons import words

Candidates = Sequence[tuple[Chain | None, Features]]

_NEAR = 2
"""Sentences."""
_LEAST_COVERED = 0.05
"""How likely "the senator" must be the only one printed with "Sen."."""
_LEAST_NEW = 0.6
"""How sure it must be that "the official" is somebody whom the article names nowhere, where a named person may be meant: of 249 such
descriptions in house train 23 are; 209 are led right from 0.5 on, 207 from 0.6, and no name is passed over for a narrow lead."""
_LEAST_UNCALLED = 0.6
"""How sure it must be that a description means somebody named later, of whom the article says nothing else: in house and our own news 10
of 30 less sure links are right, and 20 of 27 surer ones."""
_LEAST_NOBODY = 0.85
"""How sure it must be that "he" is nobody told of before: of 725 in house train 28 are; 654 are led right from 0.5 on, 655 from 0.9. With
the ranker of 2026-11-30 a pronoun far from everybody stays open at 0.85."""


def taken(asked: Question, kind: str, candidates: Candidates, sure: Sequence[float], people: Sequence[Chain]) -> int:
    """The candidate that a mention means. ``sure``: the ranker's probability of each; ``people``: those with a name in the article."""
    phrase, statement, new = asked.phrase, asked.statement, len(candidates) - 1
    best = max(range(len(candidates)), key=lambda i: sure[i])
    if statement is not None and statement.cue is None and asked.printed.isupper():
        pass  # "THE WITNESS:" is whoever bears that label
    elif phrase.definite and kind == "person" and ((meant := candidates[best][0]) is None or not meant.named):
        best = _known(phrase, candidates, sure, people)
    elif best == new and new and kind == "he" and sure[best] < _LEAST_NOBODY:
        best = max(range(new), key=lambda i: sure[i])
    elif best == new and kind == "it" and statement is not None:
        best = _body_that_spoke(asked.place, candidates, asked.scene)
    elif best == new and kind == "they" and statement is not None:
        best = _subject_before(asked.place, candidates, asked.scene)
    elif best == new and kind == "body" and phrase.definite and not phrase.plural:
        best = _body(phrase, candidates, sure)
    given = candidates[best][1]
    return new if given.get("comes later") and given.get("no noun known") and sure[best] < _LEAST_UNCALLED else best


def _known(phrase: Phrase, candidates: Candidates, sure: Sequence[float], people: Sequence[Chain]) -> int:
    """Whom "the clerk" means where the ranker leads it to no name: the one called so before, or a name told of before for a narrow lead;
    of "the harbour source" the only one of the harbour who spoke."""
    new, best = len(candidates) - 1, max(range(len(candidates)), key=lambda i: sure[i])
    called = [i for i, (_, given) in enumerate(candidates) if given.get("same noun")]
    if len(called) == 1 and not candidates[called[0]][1].get("modifiers clash"):
        return called[0]
    covered = [i for i, (c, given) in enumerate(candidates[:new]) if c and c.named and given.get("covering noun")]
    if not called and len(covered) == 1 and phrase.noun in official_titles() and sure[covered[0]] >= _LEAST_COVERED:
        return covered[0]
    there = [i for i, (c, given) in enumerate(candidates[:new]) if c and not c.named and given.get("modifiers all shared")]
    there = [i for i in there if candidates[i][1].get("has spoken")]
    if not called and len(there) == 1 and phrase.noun in words("people", "heads", "vague"):
        return there[0]
    name = max(range(new), key=lambda i: sure[i], default=new)
    led = best == new and sure[new] < min(_LEAST_NEW, 2 * sure[name]) and not candidates[name][1].get("comes later")
    return name if led and candidates[name][0] in people else best


def _body(phrase: Phrase, candidates: Candidates, sure: Sequence[float]) -> int:
    """Whom "the company" or "the agency" means where the ranker takes it for one that the article never named: the likeliest organisation
    before; of public bodies one that is known to be such a body."""
    public = phrase.noun in words("kinds", "any_agency") and not phrase.modifiers and phrase.tail is None
    if phrase.noun not in words("kinds", "bodies", "company") and not public:
        return len(candidates) - 1
    before = [
        i
        for i, (chain, given) in enumerate(candidates)
        if chain is not None
        and (chain.entity_label == "Organization" or chain.spoken)
        and not given.get("comes later")
        and not given.get("kinds differ")
        and (not public or (given.get("kinds agree") and chain.named))
    ]
    return max(before, key=lambda i: sure[i], default=len(candidates) - 1)


def _body_that_spoke(place: int, candidates: Candidates, scene: Scene) -> int:
    """What "it" means where the ranker takes it for nothing told of: the body or paper that spoke last, here or two sentences before."""
    new, said = len(candidates) - 1, scene.speakers
    near = bool(said) and scene.sentence(place) - scene.sentence(said[-1][0]) <= _NEAR
    return next((i for i, (chain, _) in enumerate(candidates[:new]) if near and chain is said[-1][1]), new)


def _subject_before(place: int, candidates: Candidates, scene: Scene) -> int:
    """Whom "they" means where the ranker takes it for nobody told of: the last subject of this sentence or the one before that is
    several; or who spoke there."""
    new, here = len(candidates) - 1, scene.sentence(place)
    near = []
    for i, (chain, given) in enumerate(candidates[:new]):
        last = chain.before(place)[-1] if chain is not None and chain.told(place) else None
        if chain is None or last is None or here - scene.sentence(last.span.start) > 1:
            continue
        if (last.subject and chain.plural) or (given.get("spoke last") and not chain.named):
            near.append((last.span.start, i))
    return max(near, default=(0, new))[1]
