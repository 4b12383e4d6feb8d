"""A106: a claim that rests on one unnamed person."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity, Kind, Source
from audit.domain.statement import Statement
from audit.rules.base import Confidence, Rule, first_statements, mention_of, on_the_record, one_person, printed_as, quoted, spoken, withheld
from audit.rules.corroboration import THRESHOLD, Claims, Match, Tie
from audit.rules.examples import Example, Said, build


class SingleAnonymousSource(Rule):
    code = "A106"
    name = "single-anonymous-source"
    severity = Severity.WARNING
    confidence = Confidence.LOW
    core = True
    summary = "A claim rests on one unnamed person: no independent source in the article says the same."
    why = "The reader has nobody to hold to the claim and no second source to check it against."
    standard = (
        "Reuters: a single anonymous source is the exception [RE1]; BBC: reluctant to rely on one [BBC3][BBC4]; AP: seek more than one "
        "[AP4]."
    )
    limits = (
        "Statements are matched by the words they share (see “Corroboration”): a confirmation in different words is missed, and two "
        "statements about one event can pass for the same claim. What the outlet saw for itself is not known. One finding per source, at "
        "its first uncorroborated statement. Skips groups."
    )
    limit = THRESHOLD
    limit_means = "score, 0 to 1, from which two statements count as saying the same"
    passing = (
        Example(
            "a named witness says the same",
            build(
                "An aide said the ferry captain had resigned over the missing cargo.\n"
                "Ida Marsh, his deputy, said the ferry captain resigned because of missing cargo.",
                Said("the ferry captain had resigned over the missing cargo", "An aide"),
                Said("the ferry captain resigned because of missing cargo", "Ida Marsh", identity=Identity.NAMED),
            ),
        ),
        Example("a group", build("Aides said the captain had resigned.", Said("the captain had resigned", "Aides", kind=Kind.GROUP))),
    )
    failing = (
        Example("nobody else", build("An aide said the captain had resigned.", Said("the captain had resigned", "An aide"))),
        Example(
            "only passed on",
            build(
                "An aide said the ferry captain had resigned over the missing cargo.\n"
                "The Courier, citing the aide, said the ferry captain resigned over missing cargo.",
                Said("the ferry captain had resigned over the missing cargo", "An aide", label="aide"),
                Said("the ferry captain resigned over missing cargo", "The Courier", kind=Kind.MEDIA, identity=Identity.NAMED),
            ),
        ),
        Example(
            "another says the opposite",
            build(
                "An aide said the ferry captain had resigned over the missing cargo.\n"
                "Ida Marsh, his deputy, said the ferry captain had not resigned over the missing cargo.",
                Said("the ferry captain had resigned over the missing cargo", "An aide"),
                Said("the ferry captain had not resigned over the missing cargo", "Ida Marsh", identity=Identity.NAMED),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        claims = Claims([audit], self.limit or THRESHOLD)
        for source, _ in first_statements(audit):
            if withheld(source) and one_person(source):
                said_by = [said for who, said in spoken(audit) if who.id == source.id and said.zone == "body"]
                own = [said for said in said_by if not on_the_record(audit, said) and printed_as(audit, source, said).lower() != "they"]
                alone = [said for said in own if not any(match.confirms for match in claims.same(audit, source, said))]
                if alone:
                    yield self._finding(audit, claims, source, alone[0], len(alone), len(own))

    def _finding(self, audit: Audit, claims: Claims, source: Source, statement: Statement, alone: int, own: int) -> Finding:
        printed = printed_as(audit, source, statement)
        share = f" ({alone} of {own} statements uncorroborated)" if own > 1 else ""
        message = f"Only {quoted(printed)} says this{share}; {_nearest(claims, claims.near(audit, source, statement))}"
        return self.finding(
            audit,
            message,
            words=f"{printed} {statement.words(audit.article.text)}",
            place=mention_of(source, statement) or statement.span,
            statement=statement,
            source=source,
        )


def _nearest(claims: Claims, matches: tuple[Match, ...]) -> str:
    """The clause on what comes nearest to a confirmation, with the shared words."""
    if not matches:
        return "nobody else in the article mentions it."
    best = matches[0]
    shown = f"{quoted(best.printed)} ({best.shown()}; score {best.score:.2f} of {claims.threshold:.2f} needed)"
    if best.score < claims.threshold:
        return f"the closest match is {shown}, too far off to count."
    if best.disagrees:
        return f"on the same matter, {shown} disagrees."
    if best.tie is Tie.NOT_TOLD_APART:
        return f"{shown} says the same and may be the same person."
    return f"{shown} only repeats it."
