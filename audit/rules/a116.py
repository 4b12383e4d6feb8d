"""A116: phrases that hide the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import Identity
from audit.domain.text import Span
from audit.lexicons import names
from audit.rules.base import Confidence, PhraseRule, in_quotation, spoken
from audit.rules.examples import Example, Said, build

_PHRASES = re.compile(
    r"\breportedly\b|\bit (?:is|was|has been) (?:understood|believed|thought|rumou?red) that\b|"
    r"\b(?:is|are|was|were) (?:said|rumou?red|understood|reported) to\b",
    re.IGNORECASE,
)
_LEARNED = re.compile(
    r"(?P<who>\b[Ww]e|(?:\b[Tt]he )?\b[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*){0,4})\s+"
    r"(?:ha(?:s|ve) learn(?:ed|t)|understands)(?=\s*(?:[.,;”]|that\b|\n|$|the\b))"
)


class HiddenSource(PhraseRule):
    code = "A116"
    name = "hidden-source"
    severity = Severity.WARNING
    confidence = Confidence.HIGH
    core = True
    summary = "A phrase hides whose words these are: “has learned”, “understands”, “reportedly”, “is said to”."
    why = "Somebody told the reporter. The phrase does not give the reader even an unnamed source."
    standard = "NPR: tell listeners where it comes from, however vaguely [NPR1][NPR2]."
    limits = (
        "“Has learned” and “understands” count only after “we” or the name of an outlet, this one or another. The phrase passes inside a "
        "quotation or in what a source is reported to say, because it is then the source’s own."
    )
    passing = (
        Example("a person learns", build("Ida Marsh has learned the harp.")),
        Example(
            "in the mouth of a source",
            build(
                "Ida Marsh said the ferry is said to be late.",
                Said("the ferry is said to be late", "Ida Marsh", identity=Identity.NAMED),
            ),
        ),
        Example("a quotation", build("“The ferry is reportedly late.” So he wrote.")),
    )
    failing = (
        Example("has learned", build("The ferry will be sold, the Harbour Courier has learned.", outlet="Harbour Courier")),
        Example("reportedly", build("The ferry reportedly sank.")),
        Example("is said to", build("The captain is said to be furious.")),
    )

    def places(self, audit: Audit) -> Iterator[Span]:
        text = audit.article.text
        own = (audit.article.outlet or "").casefold()
        found = [Span(*one.span()) for one in _PHRASES.finditer(text)]
        found += [Span(*one.span()) for one in _LEARNED.finditer(text) if _outlet(one["who"], own)]
        contents = [part for _, statement in spoken(audit, doubtful=True) for part in statement.content]
        yield from (one for one in sorted(found) if not in_quotation(text, one.start) and not any(part.contains(one) for part in contents))

    def message(self, printed: str) -> str:
        return f"{printed} hides whose words these are. A reader cannot see even what kind of source it was."


def _outlet(who: str, own: str) -> bool:
    name = re.sub(r"^the ", "", who.casefold())
    return name == "we" or name in names("media") or bool(own and (name in own or own in name))
