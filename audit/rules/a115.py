"""A115: "off the record" beside published words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.text import Span
from audit.rules.base import Confidence, PhraseRule, firm, in_quotation, sentence_at
from audit.rules.examples import Example, Said, build

_OFF = re.compile(
    r"\b(?:sp(?:oke|eaking|oken)|talk(?:ed|ing)|said|told|add(?:ed|ing)|comment(?:ed|ing)|conced(?:ed|ing)|admitt(?:ed|ing))\b"
    r"(?P<between>[^.;“”\"]{0,60}?)\boff[- ]the[- ]record\b(?!\s+(?:meeting|briefing|dinner|session|event|gathering|lunch))",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never|n['’]t|without|if|unless|only)\b", re.IGNORECASE)


class OffRecordPublished(PhraseRule):
    code = "A115"
    name = "off-record-published"
    severity = Severity.ERROR
    confidence = Confidence.MEDIUM
    core = True
    summary = "The article publishes words that were given “off the record”."
    why = "In the usual sense, such words may not be used at all. Either the ground rule was a different one, or it was broken."
    standard = "AP: off the record cannot be used for publication [AP6]; Washington Post: the same [WP2]."
    limits = (
        "Needs a verb of speech before the phrase, in a sentence with a statement. Some newsrooms say “off the record” for “not for "
        "attribution”."
    )
    passing = (
        Example("no statement", build("Aides spoke off the record all night. It rained.")),
        Example(
            "refused",
            build("An aide said it rained and would not have spoken off the record.", Said("it rained", "An aide")),
        ),
    )
    failing = (Example("published", build("Speaking off the record, an aide said it was over.", Said("it was over", "an aide"))),)

    def places(self, audit: Audit) -> Iterator[Span]:
        text = audit.article.text
        for found in _OFF.finditer(text):
            sentence = sentence_at(audit, found.start())
            if (
                sentence is None
                or in_quotation(text, found.start())
                or _NOT.search(text[max(sentence.start, found.start() - 30) : found.end()])
            ):
                continue
            if any(firm(one) and sentence.overlaps(one.span) and not one.span.contains(Span(*found.span())) for one in audit.statements):
                yield Span(*found.span())

    def message(self, printed: str) -> str:
        return f"The article publishes words and says that they were given off the record ({printed})."
