"""Who is meant by every mention of an article, read in the order of the text, with a probability for each link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from audit.domain.annotation import Annotation
from audit.domain.statement import MentionKind, Statement, Tie
from audit.domain.text import Span
from audit.entities.by_form import ByForm
from audit.entities.candidates import Candidates
from audit.entities.chain import Chain, Link
from audit.entities.entities import Entities, frozen
from audit.entities.features import EARLY, Features, features, kind_of, newcomer, told_of_most
from audit.entities.headlines import may_be, repeated
from audit.entities.kinds import called_so
from audit.entities.mentions import Found, found
from audit.entities.phrase import Phrase, Sort
from audit.entities.pronouns import Pronouns
from audit.entities.ranker import Ranker, ranker
from audit.entities.reading import Reading
from audit.entities.rows import Row
from audit.entities.scene import Question
from audit.entities.ties import Tied
from audit.entities.together import Together
from audit.entities.unsure import taken


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
        self.annotation, self.statements = annotation, statements
        self.gold, self.by, self.watch = gold, by, watch
        reading = Reading.begun(annotation, statements)
        self.named, self.scene, self.ties, self.newcomers = reading.named, reading.scene, reading.ties, reading.newcomers
        self.together = Together(annotation, self.named, self.scene)
        self.by_form, self.pronouns, self.candidates = ByForm(reading), Pronouns(reading), Candidates(reading)
        self._forced: dict[str, Chain] = {}

    def entities(self) -> Entities:
        for one in found(self.annotation, self.statements):
            chains, link = self._tied(one)
            self.ties.add(one, chains, link)
            for chain in chains:
                if one.statement is not None:
                    self.scene.spoke(one.place, chain)
                    chain.spoken = chain.introduced = True
                chain.introduced = chain.introduced or self.scene.body_paragraph(one.place) > EARLY
                chain.add(one.mention)
                if not any(k.span == link.span for k in chain.links):
                    chain.links.append(link)
        self._lead_headlines_back()
        self.newcomers.call_fully({span for _, span in self.ties.of_sources})
        everybody = (*self.named.chains(), *self.newcomers.others, *self.newcomers.apart)
        return frozen(self.annotation.text, everybody, self.statements, self.ties.of_sources)

    def at(self, span: Span) -> list[Chain]:
        """What the mention at ``span`` was tied to."""
        tied = self.ties.at(span)
        return tied[0] if tied is not None else []

    def _lead_headlines_back(self) -> None:
        """Tie an unnamed source of the headline that speaks nowhere else to whoever says the same in the body."""
        for number, again in repeated(self.statements, self.annotation.text):
            heads, chains = self.ties.speakers.get(number, []), self.ties.speakers.get(again, [])
            if len(heads) != 1 or len(chains) != 1 or len(heads[0].mentions) != 1 or not may_be(heads[0], chains[0]):
                continue
            (mention,) = heads[0].mentions
            link = Row.HEADLINE.link(mention.span)
            for shared in [at for at, (held, _) in self.ties.of_sources.items() if held == heads]:  # "Clerks open a file, call for more"
                self.ties.of_sources[shared] = chains, link
            chains[0].add(mention)
            chains[0].links.append(link)
            heads[0].mentions.clear()

    def _tied(self, one: Found) -> Tied:
        """Whom one mention means: as the gold has it, by its form, or the likeliest."""
        if (before := self.ties.at(one.mention.span)) is not None:
            return before
        phrase = one.mention.phrase
        assert phrase is not None
        if one.statement is not None and one.mention.span in self.gold:
            return self._as_gold_has_it(one, phrase)
        fixed = self._by_form(one, phrase)
        if fixed is not None:
            chains, link = fixed
            return ([self.by_form.by_name.country(c) for c in chains] if one.statement is not None else chains), link
        chain, link = self._ranked(one, phrase)
        return ([] if chain is None else [*chain.members] or [chain]), link

    def _as_gold_has_it(self, one: Found, phrase: Phrase) -> Tied:
        name = self.gold[one.mention.span]
        chain = self._forced.get(name)
        if chain is None:
            fixed = self._by_form(one, phrase) if phrase.sort is not Sort.PRONOUN else None
            told = fixed[0] if fixed is not None else []
            chain = told[0] if len(told) == 1 and told[0] not in self._forced.values() else self.newcomers.new(one.mention, phrase)
            self._forced[name] = chain
        return [chain], Link(one.mention.span, 1.0, Tie.NAME)

    def _by_form(self, one: Found, phrase: Phrase) -> Tied | None:
        """What the words alone decide."""
        if phrase.sort is Sort.PRONOUN:
            return self.pronouns.meant(one, phrase)
        fixed = self.by_form.meant(one, phrase)
        if fixed is not None and self.by_form.group_speaks(phrase, fixed[1].row):
            group, _ = self._ranked(one, phrase)
            nameless = group if group is not None and not group.named else self.newcomers.new(one.mention, phrase)
            return [nameless, *fixed[0]], fixed[1]
        return fixed

    def _ranked(self, one: Found, phrase: Phrase) -> tuple[Chain | None, Link]:
        """The likeliest candidate; None where a pronoun means nobody told of."""
        span, kind = one.mention.span, kind_of(phrase)
        statement = self.statements[one.statement] if one.statement is not None else None
        pool = self.candidates.of(one, phrase)
        if kind == "he" and not pool and statement is not None and (later := self.candidates.named_next(one, phrase)) is not None:
            return later, Row.NEXT.link(span)
        called = [c for c in pool if phrase.sort is not Sort.PRONOUN and called_so(phrase, c)]
        asked = Question(one.mention, phrase, statement, self.scene, called, told_of_most(span.start, pool))
        candidates: list[tuple[Chain | None, Features]] = [
            *((c, features(asked, c)) for c in self.candidates.likely(asked, pool)),
            *(self.together.candidates(asked) if kind in ("people", "they") else ()),
            (None, newcomer(asked, pool)),
        ]
        sure = self.by.probabilities(kind, [f for _, f in candidates])
        if self.watch is not None and (told := self.watch(self, one, kind, candidates)) is not False:
            best = next(i for i, (c, _) in enumerate(candidates) if c is told)
        else:
            best = taken(asked, kind, candidates, sure, self.named.people)
        chain, given = candidates[best]
        tie = Tie.PRONOUN if phrase.sort is Sort.PRONOUN else Tie.DESCRIPTION
        if chain is None and phrase.sort is Sort.PRONOUN:
            if _told_of(one, statement):
                return self.newcomers.only_told_of(phrase), Row.TOLD_OF.link(span)
            return None, Link(span, 0.0, tie, self._pulls(kind, given), _runner_up(candidates, sure, best))
        if chain is None:
            chain, tie = self.newcomers.new(one.mention, phrase), Tie.INTRODUCED
        return chain, Link(span, round(sure[best], 4), tie, self._pulls(kind, given), _runner_up(candidates, sure, best))

    def _pulls(self, kind: str, given: Features) -> tuple[tuple[str, float], ...]:
        """How each feature pulled, the strongest first."""
        return tuple(sorted(self.by.pulls(kind, given).items(), key=lambda p: -abs(p[1])))


def _runner_up(candidates: Sequence[tuple[Chain | None, Features]], sure: Sequence[float], best: int) -> str:
    """Who comes second, with the probability; empty where there is nobody else."""
    second = max((i for i in range(len(candidates)) if i != best), key=lambda i: sure[i], default=None)
    other = candidates[second][0] if second is not None else None
    return "" if second is None else f"{other.label if other else 'somebody new'} ({sure[second]:.2f})"


def _told_of(one: Found, statement: Statement | None) -> bool:
    """Whether "he" is given words in what somebody else says, who alone knows who that is: "“He said, ‘Never,’” she recalled"."""
    return statement is not None and statement.nested_in is not None and one.mention.form is MentionKind.PRONOUN
