"""A114: unnamed sources, and nobody signs for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.rules.base import Confidence, Rule, first_statements, printed_as, quoted, withheld
from audit.rules.examples import Example, Said, build


class AnonymousNoByline(Rule):
    code = "A114"
    name = "anonymous-no-byline"
    severity = Severity.WARNING
    confidence = Confidence.HIGH
    summary = "The article rests on unnamed sources and has no author."
    why = "With an unnamed source, the reporter is who a reader can hold to the words; here that name is missing too."
    standard = "AP: a story with anonymous sources must carry a byline [AP2]."
    limits = (
        "Needs a page or record with data on the article (an outlet, an address or a date); plain text without them is not flagged, "
        "since its byline may have been lost on the way."
    )
    passing = (
        Example("a byline", build("It is over, an aide said.", Said("It is over", "an aide"), byline="Ona Reed", outlet="Courier")),
        Example("plain text", build("It is over, an aide said.", Said("It is over", "an aide"))),
    )
    failing = (Example("no byline", build("It is over, an aide said.", Said("It is over", "an aide"), outlet="Courier")),)

    def check(self, audit: Audit) -> Iterator[Finding]:
        article = audit.article
        unnamed = [pair for pair in first_statements(audit) if withheld(pair[0])]
        if not article.byline and (article.outlet or article.url or article.published) and unnamed:
            printed = quoted(printed_as(audit, *unnamed[0]))
            message = f"The article has no author and rests on unnamed sources (such as {printed}), so nobody answers for them."
            yield replace(self.finding(audit, message), source_id=unnamed[0][0].id)
