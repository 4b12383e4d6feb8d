"""N201: a name, and no word on who that is."""

from __future__ import annotations

import re

from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import Identity, Kind, Source
from audit.domain.statement import Statement
from audit.lexicons import words as listed
from audit.rules.base import Confidence, SourceRule
from audit.rules.examples import Example, Said, build
from audit.rules.wordlists import wordlist

_AFTER = re.compile(
    r"[’']?s?(?:,? (?:Jr|Sr)\.?)?(?:\s*\(|\s*[,–—-]++\s*(?:\d|[A-Z]|(?:an?|the|who|whose|another|one of|also|his|her|their|its)\b|"
    r"[a-z-]+(?: [\w’'.-]+){0,4} (?:of|at|for|in|with|from|on)\b|[a-z]*(?:er|or|ist|ian|ent|ant|man|woman|ive|chief|head)\b)|"
    r"\s+(?:is|was|of|from|at|with|for)\b)"
)


class NoRole(SourceRule):
    code = "N201"
    name = "no-role"
    severity = Severity.WARNING
    confidence = Confidence.MEDIUM
    summary = "A named person speaks, and the article gives no title, role or organisation."
    why = "A name alone does not tell the reader whether this is a witness, an expert or a passer-by."
    standard = "Reuters: name and position [RE2]; NYT: name and title [NYT1]."
    limits = (
        "A role (“baker”, “nominee”) in the same sentence as the name or the next one is taken to be this person’s. So somebody else’s "
        "role can hide the flaw, and a role given elsewhere (“her years as mayor”) is missed. A few household names pass."
    )
    passing = (
        Example(
            "a title before",
            build("Harbour master Ida Marsh said it sank.", Said("it sank", "Ida Marsh", identity=Identity.NAMED, title="Harbour master")),
        ),
        Example(
            "a role behind, later on",
            build(
                "Ida Marsh said it sank. Marsh, a baker, was angry.",
                Said("it sank", "Ida Marsh", identity=Identity.NAMED),
            ),
        ),
        Example(
            "a role in small letters before",
            build("It sank, said student Ida Marsh.", Said("It sank", "Ida Marsh", identity=Identity.NAMED)),
        ),
    )
    failing = (Example("a name only", build("Ida Marsh said it sank.", Said("it sank", "Ida Marsh", identity=Identity.NAMED))),)

    def flaws(self, audit: Audit, source: Source, statement: Statement) -> bool:
        if source.kind is not Kind.PERSON or source.identity is not Identity.NAMED or source.title or source.affiliation or source.official:
            return False
        surely = len(source.label.split()) > 1 or any(mention.head in ("he", "she") for mention in source.mentions)
        last = source.label.split()[-1] if surely else ""
        if not last[:1].isupper() or last.lower() in wordlist("before_a_name", "known"):
            return False
        text = audit.article.text
        if any(_role_near(audit, mention.span.start) for mention in source.mentions):
            return False
        before = r"(?:(?<![\w.’'-])[A-Z][\w.’'-]*+ ){0,8}"
        return not any(_told(text, found.start(), found.end()) for found in re.finditer(rf"{before}\b{re.escape(last)}\b", text))

    def message(self, printed: str) -> str:
        return f"The article does not say who {printed} is: no title, no role, no organisation."


def _role_near(audit: Audit, place: int) -> bool:
    """Whether a role word stands in the sentence at ``place``, the one before it or the one behind it."""
    at = next((number for number, sentence in enumerate(audit.sentences) if sentence.start <= place < sentence.end), None)
    if at is None:
        return False
    near = " ".join(sentence.of(audit.article.text) for sentence in audit.sentences[max(0, at - 1) : at + 2])
    roles = _roles() | wordlist("before_a_name", "titles") - wordlist("before_a_name", "courtesy")
    return any(word.lower() in roles for word in re.findall(r"[\w-]+", near))


def _told(text: str, start: int, end: int) -> bool:
    """Whether a role stands beside the name at this place."""
    if _AFTER.match(text, end):
        return True
    first = text[start:end].split()[0].lower().rstrip(".")
    if first in wordlist("before_a_name", "titles") - wordlist("before_a_name", "courtesy"):
        return True
    before = re.findall(r"[\w’'-]+", text[max(0, start - 40) : start].rsplit("\n", 1)[-1])
    return bool(before) and before[-1].lower().removesuffix("s") in _roles()


def _roles() -> frozenset[str]:
    people = listed("people", "heads", "person") | listed("people", "heads", "spokes") | wordlist("withheld", "heads")
    return people - wordlist("before_a_name", "anybody")
