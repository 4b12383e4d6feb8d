"""A114: unnamed sources, and no byline."""

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
    summary = "The article rests on unnamed sources and has no byline."
    why = "If a source is unnamed, a reader can still hold the reporter to the words. Here that name is missing too."
    standard = "AP: a story with anonymous sources must carry a byline [AP2]."
    limits = (
        "Needs a page or record that gives the article’s outlet, address or date. Plain text without them is not flagged, because its "
        "byline may have been lost on the way."
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
            message = (
                f"The article rests on unnamed sources (such as {printed}) and has no byline, so a reader sees nobody who answers for them."
            )
            yield replace(self.finding(audit, message), source_id=unnamed[0][0].id)
