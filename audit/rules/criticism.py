"""Who is accused in an article, and what the article has of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit.domain.audited import Audit
from audit.domain.statement import ResponseNote, Statement
from audit.domain.text import Span
from audit.lexicons import words as listed
from audit.lexicons.places import speaking_places
from audit.rules.base import firm, spoken
from audit.rules.wordlists import wordlist

_NAME = re.compile(r"(?P<name>[A-Z][\w.&’'-]*(?:\s+(?:of\s+|the\s+)?[A-Z][\w.&’'-]*){0,4})")
_BEFORE = re.compile(r"\s+(?:[Tt]he |[Mm]rs?\.? |[Mm]s\.? )?")
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Criticism:
    """A statement that accuses or blames somebody by name.

    ``answers`` are what others of that name say anywhere in the article, and the notes that they did not speak; whether they answer this
    charge is not looked at.
    """

    statement: Statement
    accused: str
    place: Span
    """Of the name."""
    answers: tuple[Statement | ResponseNote, ...]


def criticisms(audit: Audit) -> Iterator[Criticism]:
    """Every accusation by a word of ``accusing`` with a capitalised name right behind, in the order of the text; places are left out."""
    text = audit.article.text
    for statement in audit.statements:
        cue = statement.cue
        if not firm(statement) or cue is None or cue.lemma not in wordlist("accusing", "cues"):
            continue
        before = _BEFORE.match(text, cue.span.end)
        found = _NAME.match(text, before.end() if before else cue.span.end)
        accused = found["name"].rstrip(".’'").removesuffix("’s").removesuffix("'s") if found else ""
        if found is not None and accused.lower() not in speaking_places():
            place = Span(found.start(), found.start() + len(accused))
            yield Criticism(statement, accused, place, _answers(audit, accused, statement.source_ids))


def _answers(audit: Audit, accused: str, accusers: tuple[str, ...]) -> tuple[Statement | ResponseNote, ...]:
    names = {word.lower() for word in _WORD.findall(accused) if len(word) > 2} - listed("sources", "openers")
    out: list[Statement | ResponseNote] = []
    for source, statement in spoken(audit, doubtful=True):
        told = f"{source.label} {source.title or ''} {source.affiliation or ''} {source.country or ''}".lower()
        if source.id not in accusers and statement not in out and names & set(_WORD.findall(told)):
            out.append(statement)
    for note in audit.responses:
        if note.source_span and names & set(_WORD.findall(note.source_span.of(audit.article.text).lower())):
            out.append(note)
    return tuple(out)
