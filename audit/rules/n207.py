"""N207: "former" at first, and later the title as if still held."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity, Kind, Source
from audit.domain.text import Span
from audit.rules.base import Confidence, Rule, in_quotation, quoted
from audit.rules.examples import Example, Said, build
from audit.rules.wordlists import wordlist

_PAST = re.compile(r"\b(?:former|ex|then|one-time|onetime|late|ousted|past)[\s-]+(?:[\w’'.-]{1,40}+\s+){0,4}$", re.IGNORECASE)


class FormerAsCurrent(Rule):
    code = "N207"
    name = "former-as-current"
    severity = Severity.WARNING
    confidence = Confidence.MEDIUM
    summary = "A person is introduced as a former office-holder and later has the title without “former”."
    why = "The reader may take a private person’s words for those of the office."
    standard = "Our judgement; Spangher codes sources as current or former [SP]."
    limits = (
        "Looks for the title right before the surname, outside quotations. Also flags titles that are kept by courtesy (“President "
        "Carter”)."
    )
    passing = (
        Example(
            "former throughout",
            build(
                "Former minister Ida Marsh said it sank. Marsh left.",
                Said("it sank", "Ida Marsh", identity=Identity.NAMED, title="Former minister", former=True),
            ),
        ),
    )
    failing = (
        Example(
            "the title comes back",
            build(
                "Former Minister Ida Marsh said it sank. Minister Marsh left.",
                Said("it sank", "Ida Marsh", identity=Identity.NAMED, title="Former Minister", former=True),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        for source in audit.sources:
            if source.former and source.kind is Kind.PERSON and source.identity is Identity.NAMED and source.title:
                place = _current(audit, source)
                if place is not None:
                    words = quoted(place.of(audit.article.text))
                    message = f"{words} has the title here; elsewhere the article calls the person a former holder of it."
                    yield self.finding(audit, message, words=words, place=place, source=source)


def _current(audit: Audit, source: Source) -> Span | None:
    """The first later place where the title stands before the surname with no word of the past before it."""
    text, last = audit.article.text, source.label.split()[-1]
    offices = [word for word in re.findall(r"[\w-]+", source.title or "") if word.lower() not in ("former", "ex", "the", "of", "and", "a")]
    after = min((mention.span.end for mention in source.mentions), default=0)
    for found in re.finditer(rf"\b([A-Z][\w-]{{1,40}}+)\.? {re.escape(last)}\b", text):
        if found.start() > after and found[1].lower() in wordlist("before_a_name", "titles") & {office.lower() for office in offices}:
            before = text[max(0, found.start() - 60) : found.start()]
            if not _PAST.search(before) and not in_quotation(text, found.start()):
                return Span(*found.span())
    return None
