"""A112: a name that is not the person's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import Identity
from audit.domain.text import Span
from audit.rules.base import Confidence, PhraseRule, in_quotation
from audit.rules.examples import Example, Said, build

_CHANGED = re.compile(
    r"\bnot (?:his|her|their) real names?\b|\bnames? (?:has|have|had|was|were) (?:been )?changed\b|\bgave (?:his|her) name only as\b|"
    r"\b(?:a|under a|using a) pseudonym\b|\basked to be (?:called|identified) (?:only )?(?:as|by)\b",
    re.IGNORECASE,
)


class Pseudonym(PhraseRule):
    code = "A112"
    name = "pseudonym"
    severity = Severity.INFO
    confidence = Confidence.HIGH
    summary = "A source appears under a name that is not their own."
    why = "The name looks real and is not. The reader should find the reason beside it."
    standard = "NPR: no invented names; explain when a person uses one [NPR2]."
    limits = "Finds only listed phrases. Also flags pen names and stage names that are called pseudonyms."
    passing = (
        Example("a real name", build("Vera Lund said they sleep badly.", Said("they sleep badly", "Vera Lund", identity=Identity.NAMED))),
        Example("somebody’s words", build("“Vera is not her real name,” Ida Marsh said.")),
    )
    failing = (
        Example("not her real name", build("Vera (not her real name) said they sleep badly.", Said("they sleep badly", "Vera"))),
        Example("names have been changed", build("The sisters’ names have been changed. They sleep badly.")),
    )

    def places(self, audit: Audit) -> Iterator[Span]:
        text = audit.article.text
        yield from (Span(*found.span()) for found in _CHANGED.finditer(text) if not in_quotation(text, found.start()))

    def message(self, printed: str) -> str:
        return f"The article gives a name that is not the person’s own ({printed}), so a reader cannot find out who it is."
