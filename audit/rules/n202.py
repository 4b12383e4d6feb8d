"""N202: a surname that comes out of nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_uppercase

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity, Kind, Source
from audit.domain.text import Span
from audit.rules.base import Confidence, Rule, first_statements, quoted
from audit.rules.examples import Example, Said, build
from audit.rules.wordlists import wordlist


class SurnameOnlyFirst(Rule):
    code = "N202"
    name = "surname-only-first"
    severity = Severity.WARNING
    confidence = Confidence.MEDIUM
    summary = "A person who speaks has only one name at first mention in the article’s body."
    why = "Until the full name comes, if it comes at all, the reader cannot tell which Lee is speaking."
    standard = "AP: full name on first reference [APS]."
    limits = (
        "Passes a title before the name (“President Lee”), a short list of people known by one name, and headlines. Flags people who "
        "have only one name."
    )
    passing = (
        Example(
            "the full name first",
            build("Ida Marsh said it sank.", Said("it sank", "Ida Marsh", identity=Identity.NAMED)),
        ),
        Example(
            "a title",
            build("Captain Marsh said it sank.", Said("it sank", "Captain Marsh", label="Marsh", identity=Identity.NAMED)),
        ),
    )
    failing = (
        Example(
            "the surname first",
            build(
                "Marsh said it sank. Rain fell. Ida Marsh had been there.",
                Said("it sank", "Marsh", label="Ida Marsh", identity=Identity.NAMED),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        text = audit.article.text
        for source, statement in first_statements(audit):
            last = _surname(source)
            place = last and _first(audit, last)
            if place and not text[place.end :].startswith(tuple(f" {letter}" for letter in ascii_uppercase)) and _bare(text, place.start):
                message = f"{quoted(place.of(text))} is all the name given at first mention, so a reader cannot tell who it is."
                yield self.finding(audit, message, words=source.label, place=place, statement=statement, source=source)


def _surname(source: Source) -> str:
    """The surname of a person who is named in full somewhere, or of whom "he" or "she" is said; empty for others."""
    parts = source.label.split()
    person = source.kind is Kind.PERSON and source.identity is Identity.NAMED
    surely = len(parts) > 1 or any(mention.head in ("he", "she") for mention in source.mentions)
    last = parts[-1] if parts else ""
    return last if person and surely and last[:1].isupper() and last.lower() not in wordlist("before_a_name", "known") else ""


def _first(audit: Audit, word: str) -> Span | None:
    """The first place of ``word`` in the body of the article."""
    for paragraph in audit.paragraphs:
        found = re.search(rf"\b{re.escape(word)}\b", paragraph.span.of(audit.article.text)) if paragraph.zone == "body" else None
        if found is not None:
            return Span(paragraph.span.start + found.start(), paragraph.span.start + found.end())
    return None


def _bare(text: str, start: int) -> bool:
    """Whether neither a title nor a capital word (first name, initial) stands before the name at ``start``."""
    before = text[max(0, start - 40) : start].rsplit("\n", 1)[-1]
    word = re.search(r"(?<![\w’'.-])(?P<word>[\w’'.-]++)[ “\"(]+$", before)
    if word is None:
        return True
    opens = re.search(r"(?:^|[.!?][”\"]?\s+)$", before[: word.start()]) is not None
    title = word["word"].lower().rstrip(".") in wordlist("before_a_name", "titles") | wordlist("before_a_name", "courtesy")
    return not title and (word["word"][0].islower() or (opens and word["word"].lower() in wordlist("before_a_name", "openers")))
