"""N205: a capital or a country that speaks."""

from __future__ import annotations

from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import Identity, Kind, Source
from audit.domain.statement import Statement
from audit.lexicons.places import demonyms, speaking_places
from audit.rules.base import Confidence, SourceRule, printed_as
from audit.rules.examples import Example, Said, build
from audit.rules.wordlists import wordlist


class Metonym(SourceRule):
    code = "N205"
    name = "metonym"
    severity = Severity.INFO
    confidence = Confidence.MEDIUM
    summary = "A country or capital speaks, and the article does not say which ministry, agency or person it was."
    why = "“Seoul said” may mean a minister, a press release or a guess. A reader cannot ask a city."
    standard = "NPR: which agency [NPR1] (our application)."
    limits = (
        "Buildings that stand for an office (the White House, the Kremlin) count as organisations and pass. Only verbs that always mean "
        "speech (say, deny …). One finding per source."
    )
    passing = (
        Example(
            "an office",
            build(
                "The Velmar ministry said it sank.", Said("it sank", "The Velmar ministry", kind=Kind.ORGANISATION, identity=Identity.NAMED)
            ),
        ),
    )
    failing = (
        Example("a capital", build("Lisbon said it sank.", Said("it sank", "Lisbon", kind=Kind.ORGANISATION, identity=Identity.NAMED))),
    )

    def flaws(self, audit: Audit, source: Source, statement: Statement) -> bool:
        printed = printed_as(audit, source, statement).lower().removeprefix("the ").rstrip(".")
        places = {*speaking_places(), *demonyms(), *(f"{one}s" for one in demonyms())}
        speaks = statement.cue is not None and statement.cue.lemma in wordlist("metonym", "cues")
        return source.kind is Kind.ORGANISATION and printed in places and speaks and statement.zone == "body"

    def message(self, printed: str) -> str:
        return f"{printed} is a place; a reader cannot see which office or person spoke."
