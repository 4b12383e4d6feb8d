"""H101: a person with a name, and no word on who that is."""

from __future__ import annotations

from audit.extend import Audit, Confidence, Example, Identity, Kind, Said, Severity, Source, SourceRule, Statement, build


class NoOffice(SourceRule):
    code = "H101"
    name = "no-office"
    severity = Severity.INFO
    confidence = Confidence.MEDIUM
    summary = "A named person speaks, and the article gives neither a title nor an employer."
    why = "A name alone does not tell a reader why this person should know."
    standard = "Harbour Gazette, house style, chapter 4."
    limits = "A title that stands far from the name may be missed."
    passing = (
        Example(
            "the title is given",
            build("The quay is safe, said harbour master Ada Quill.", Said("The quay is safe", by="Ada Quill", title="harbour master")),
        ),
    )
    failing = (
        Example("a name alone", build("The quay is safe, said Ada Quill.", Said("The quay is safe", "Ada Quill", identity=Identity.NAMED))),
    )

    def flaws(self, audit: Audit, source: Source, statement: Statement) -> bool:
        named = source.kind is Kind.PERSON and source.identity is Identity.NAMED
        return named and source.title is None and source.affiliation is None

    def message(self, printed: str) -> str:
        return f"The article does not say who {printed} is."
