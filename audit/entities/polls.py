"""Which poll is meant: by "44% of voters", by "a new poll" of a lede, which only later words say whose it is."""

from __future__ import annotations

import re

from audit.domain.annotation import Annotation
from audit.entities.by_name import ORDINALS
from audit.entities.chain import Chain
from audit.entities.features import EARLY
from audit.entities.named import Named
from audit.entities.newcomers import Newcomers
from audit.entities.phrase import Phrase, Sort
from audit.entities.scene import Scene
from audit.entities.wording import respondents
from audit.lexicons import words

_SURVEYED = re.compile(r"(?:the |those |people )?(?:surveyed|polled|questioned)", re.IGNORECASE)


def told_of(phrase: Phrase, annotation: Annotation, named: Named, newcomers: Newcomers, scene: Scene) -> Chain | None:
    """The poll told of last before "44% of voters": the words are its answers; of the lede's "a new poll" who made it is told later."""
    printed, asks = phrase.span.of(annotation.text), words("people", "heads", "asks")
    answers = respondents(printed) or (phrase.plural and phrase.noun in words("phrases", "respondents")) or _SURVEYED.fullmatch(printed)
    if phrase.noun not in asks and not answers:
        return None
    told = [c for c in newcomers.others if c.sort is Sort.POLL and c.told(phrase.span.start)]
    polls = [c for c in told if c.nouns & asks]
    early = scene.body_paragraph(phrase.span.start) <= EARLY
    new = phrase.determiner != "another" and not set(phrase.modifiers) & (words("phrases", "earlier") | ORDINALS)
    if new and phrase.noun in asks and (early or named.within(phrase.span)) and len(polls) == 1:
        whose = any(named.within(m.span) for m in polls[0].mentions)
        if not whose and scene.body_paragraph(polls[0].first) <= EARLY:
            return polls[0]
    if not answers:
        return None
    asked = [c for c in told if c.asked or c.nouns & asks]
    asked = [c for c in asked if c.spoken or not c.plural] or asked  # whom one poll asked, not "polls" at large
    asked.sort(key=lambda c: c.before(phrase.span.start)[-1].span)
    here = scene.sentence(phrase.span.start)
    if asked and scene.sentence(asked[-1].before(phrase.span.start)[-1].span.start) < here:
        asked = [c for c in asked if not c.modifiers & words("phrases", "earlier")] or asked
    return asked[-1] if asked else None
