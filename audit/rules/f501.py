"""F501: somebody is accused and does not answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity
from audit.domain.text import Span
from audit.lexicons import words as listed
from audit.lexicons.places import speaking_places
from audit.rules.base import Confidence, Rule, firm, quoted, spoken
from audit.rules.examples import Example, Said, build
from audit.rules.words import words

_NAME = re.compile(r"(?P<name>[A-Z][\w.&’'-]*(?:\s+(?:of\s+|the\s+)?[A-Z][\w.&’'-]*){0,4})")


class NoResponse(Rule):
    code = "F501"
    name = "no-response"
    severity = Severity.WARNING
    confidence = Confidence.LOW
    summary = "A named party is accused or blamed, and nowhere in the article does that party speak or is said not to have answered."
    why = "The reader hears one side of a charge and cannot see whether the other was asked."
    standard = "BBC: right of reply [BBC5]; SCMP: right to reply [SCMP]; SVT: each criticism is checked for its answer, line by line [SVT]."
    limits = (
        "Only “accuse” and “blame” with a capitalised name right behind them. An answer counts wherever the party, or anybody with the "
        "same name in the label, title or body, speaks; whether it answers this charge is not looked at. The dead and whole countries "
        "are flagged."
    )
    passing = (
        Example(
            "the accused speaks",
            build(
                "Ida Marsh accused Vera Lund of fraud. Lund said it was a lie.",
                Said("fraud", "Ida Marsh", cue="accused", identity=Identity.NAMED),
                Said("it was a lie", "Lund", label="Vera Lund", identity=Identity.NAMED),
            ),
        ),
        Example(
            "asked, and silent",
            build(
                "Ida Marsh accused Corrie Bank of fraud. Corrie Bank declined to comment.",
                Said("fraud", "Ida Marsh", cue="accused", identity=Identity.NAMED),
                silent=("Corrie Bank",),
            ),
        ),
    )
    failing = (
        Example(
            "no word from the accused",
            build(
                "Ida Marsh accused Vera Lund of fraud. It rained.",
                Said("fraud", "Ida Marsh", cue="accused", identity=Identity.NAMED),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        text, done = audit.article.text, set()
        for statement in audit.statements:
            cue = statement.cue
            if not firm(statement) or cue is None or cue.lemma not in words("accusing", "cues"):
                continue
            start = (
                cue.span.end + len(text[cue.span.end :]) - len(re.sub(r"^\s+(?:[Tt]he |[Mm]rs?\.? |[Mm]s\.? )?", "", text[cue.span.end :]))
            )
            found = _NAME.match(text, start)
            accused = found["name"].rstrip(".’'").removesuffix("’s").removesuffix("'s") if found else ""
            if found is None or accused in done or accused.lower() in speaking_places() or _answers(audit, accused, statement.source_ids):
                continue
            done.add(accused)
            message = f"{quoted(accused)} is accused here; the article has neither an answer nor a word that one was sought."
            place = Span(found.start(), found.start() + len(accused))
            yield self.finding(audit, message, words=accused, place=place, statement=statement)


def _answers(audit: Audit, accused: str, accusers: tuple[str, ...]) -> bool:
    """Whether anybody of that name speaks, or is said not to."""
    names = {word.lower() for word in re.findall(r"[\w-]+", accused) if len(word) > 2} - listed("sources", "openers")
    for source, _ in spoken(audit, doubtful=True):
        told = f"{source.label} {source.title or ''} {source.affiliation or ''} {source.country or ''}".lower()
        if source.id not in accusers and names & set(re.findall(r"[\w-]+", told)):
            return True
    return any(
        note.source_span and names & set(re.findall(r"[\w-]+", note.source_span.of(audit.article.text).lower())) for note in audit.responses
    )
