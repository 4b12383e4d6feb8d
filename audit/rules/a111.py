"""A111: an unnamed source of another outlet."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import PEOPLE, Identity
from audit.rules.base import Confidence, Rule, mention_of, printed_as, quoted, spoken, withheld
from audit.rules.corroboration import THRESHOLD, Claims
from audit.rules.examples import Example, Said, build


class SecondHandAnonymous(Rule):
    code = "A111"
    name = "second-hand-anonymous"
    severity = Severity.WARNING
    confidence = Confidence.MEDIUM
    core = True
    summary = "A claim comes from another outlet whose own source is unnamed, and no independent source in the article says the same."
    why = "The reader is two steps from whoever knows: the other outlet does not say who it was, and neither does this one."
    standard = (
        "BBC: agency copy only where it is substantiated or attributed [BBC3]; AP: credit and attribute what you did not gather [AP1]."
    )
    limits = (
        "The tool must recognise the outlet, with its source in the same passage. “Told the Courier” in the Courier itself passes only "
        "if the article’s outlet is known or stands in the dateline. Statements are matched by the words they share (see "
        "“Corroboration”). One finding per source."
    )
    limit = THRESHOLD
    limit_means = "score, 0 to 1, from which two statements count as saying the same"
    passing = (
        Example(
            "a named source of theirs",
            build(
                "Ida Marsh told the Courier the ferry was late.",
                Said("the ferry was late", "Ida Marsh", cue="told", via="Courier", identity=Identity.NAMED),
            ),
        ),
        Example(
            "somebody else says the same",
            build(
                "The Courier, citing an aide, said the ferry captain resigned over missing cargo.\n"
                "Ida Marsh said the ferry captain had resigned over the missing cargo.",
                Said("the ferry captain resigned over missing cargo", "an aide", via="Courier"),
                Said("the ferry captain had resigned over the missing cargo", "Ida Marsh", identity=Identity.NAMED),
            ),
        ),
    )
    failing = (
        Example(
            "citing an aide",
            build(
                "The Courier, citing an aide, said the captain had resigned.", Said("the captain had resigned", "an aide", via="Courier")
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        claims, flagged = Claims([audit], self.limit or THRESHOLD), set()
        for source, statement in spoken(audit):
            second_hand = statement.via is not None and withheld(source) and _outlet(audit, statement.via)
            if not second_hand or source.id in flagged:
                continue
            if any(match.confirms for match in claims.same(audit, source, statement)):
                continue
            flagged.add(source.id)
            printed = printed_as(audit, source, statement)
            message = f"{quoted(printed)} comes from {quoted(statement.via or '')}; no independent source in this article says the same."
            place = mention_of(source, statement) or statement.span
            words = f"{printed} {statement.words(audit.article.text)}"
            yield self.finding(audit, message, words=words, place=place, statement=statement, source=source)


def _outlet(audit: Audit, via: str) -> bool:
    """Whether ``via`` is another outlet: neither the article's own nor a person who relays."""
    people = [source.label.casefold() for source in audit.sources if source.kind in PEOPLE]
    own = (audit.article.outlet or "").casefold()
    agency = f"({via})".casefold() in audit.article.text[:300].casefold()
    same = agency or (bool(own) and (via.casefold() in own or own in via.casefold()))
    return via.casefold() not in people and not same
