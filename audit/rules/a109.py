"""A109: the story opens on unnamed people."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity, Source
from audit.domain.statement import Form, Statement
from audit.rules.base import Confidence, Rule, firm, mention_of, paragraph_at, printed_as, quoted, quotes_whole, spoken, withheld
from audit.rules.examples import Example, Said, build


class AnonymousLead(Rule):
    code = "A109"
    name = "anonymous-lead"
    severity = Severity.WARNING
    confidence = Confidence.MEDIUM
    core = True
    summary = "The first paragraph with an attribution rests only on unnamed people, or the first quotation comes from one."
    why = "The lead is the part that most people read and share. Here nobody can be held to it."
    standard = (
        "Washington Post: an unnamed source never as the first quote [WP3]; NYT: extra sign-off when a story hinges on one [NYT5]; AFP: "
        "name the source at once, in the lead [AFP]."
    )
    limits = "The lead is the first paragraph with a statement, among the first five of the article’s body. Headlines are not checked."
    passing = (
        Example(
            "a name beside it",
            build(
                "The yard will close, an aide said, and it is old, said Ida Marsh.\nIt rained.",
                Said("The yard will close", "an aide"),
                Said("it is old", "Ida Marsh", identity=Identity.NAMED),
            ),
        ),
        Example(
            "further down",
            build(
                "The yard will close, Ida Marsh said.\n“It is old,” an aide said.\n",
                Said("The yard will close", "Ida Marsh", identity=Identity.NAMED),
                Said("It is old", "an aide"),
            ),
        ),
    )
    failing = (
        Example("the lead", build("The yard will close, an aide said.\nIt is old.", Said("The yard will close", "an aide"))),
        Example(
            "the first quotation",
            build(
                "The yard will close, Ida Marsh said.\n“It is very old,” an aide said.\n",
                Said("The yard will close", "Ida Marsh", identity=Identity.NAMED),
                Said("“It is very old,”", "an aide", form=Form.DIRECT),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        pairs = [(source, said) for source, said in spoken(audit) if said.zone == "body"]
        lead = _lead(audit, pairs)
        if lead and all(withheld(source) for source, _ in lead):
            yield self._finding(audit, *lead[0], "The lead rests on")
            return
        everything = [(source, said) for source, said in spoken(audit, doubtful=True) if said.zone == "body"]
        quotes = [pair for pair in everything if quotes_whole(audit, pair[1])]
        if quotes and withheld(quotes[0][0]) and firm(quotes[0][1]):
            yield self._finding(audit, *quotes[0], "The first quotation comes from")

    def _finding(self, audit: Audit, source: Source, statement: Statement, what: str) -> Finding:
        printed = printed_as(audit, source, statement)
        message = f"{what} {quoted(printed)}, so a reader who stops there has nobody to hold to it."
        place = mention_of(source, statement) or statement.span
        return self.finding(audit, message, words=printed, place=place, statement=statement, source=source)


def _lead(audit: Audit, pairs: list[tuple[Source, Statement]]) -> list[tuple[Source, Statement]]:
    """The statements of the first paragraph that has any, if it is one of the first five of the body."""
    if not pairs:
        return []
    first = paragraph_at(audit, pairs[0][1].span.start)
    opening = [one.span for one in audit.paragraphs if one.zone == "body"][:5]
    return [pair for pair in pairs if paragraph_at(audit, pair[1].span.start) == first] if first in opening else []
