"""Q303: two speakers quoted in one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import Identity, Source
from audit.domain.statement import Form, Statement
from audit.domain.text import Span
from audit.rules.base import Confidence, Rule, mention_of, paragraph_at, printed_as, quoted, spoken
from audit.rules.examples import Example, Said, build

_WHOLE = re.compile(r"(?:[“\"]|'')[A-Z](?:\S*\s+){2}")


class RunTogether(Rule):
    code = "Q303"
    name = "run-together"
    severity = Severity.WARNING
    confidence = Confidence.MEDIUM
    summary = "One paragraph has quotations from two speakers."
    why = "A reader who skims takes the second speaker’s words for the first’s."
    standard = "Reuters Handbook: keep quotations of different speakers apart [RE2]."
    limits = (
        "Covers only whole-sentence quotations. Also flags an exchange that is meant to be read as one (a hearing, a debate). One "
        "finding per paragraph."
    )
    passing = (
        Example(
            "two paragraphs",
            build(
                "“It sank,” said Ida Marsh.\n“It floats,” said Vera Lund.",
                Said("“It sank,”", "Ida Marsh", form=Form.DIRECT, identity=Identity.NAMED),
                Said("“It floats,”", "Vera Lund", form=Form.DIRECT, identity=Identity.NAMED),
            ),
        ),
    )
    failing = (
        Example(
            "one paragraph",
            build(
                "“It sank in June,” said Ida Marsh. “It floats well,” said Vera Lund.",
                Said("“It sank in June,”", "Ida Marsh", form=Form.DIRECT, identity=Identity.NAMED),
                Said("“It floats well,”", "Vera Lund", form=Form.DIRECT, identity=Identity.NAMED),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        first: dict[Span, tuple[Source, Statement]] = {}
        done: set[Span] = set()
        for source, statement in spoken(audit):
            paragraph = paragraph_at(audit, statement.span.start)
            whole = (
                statement.form is Form.DIRECT and statement.zone == "body" and _WHOLE.match(statement.words(audit.article.text)) is not None
            )
            if (
                paragraph is None
                or not whole
                or paragraph in done
                or not statement.source_span
                or printed_as(audit, source, statement).lower() in ("who", "that", "which")
            ):
                continue
            other = first.setdefault(paragraph, (source, statement))
            if other[0].id != source.id and other[1].id != statement.id and statement.nested_in is None:
                done.add(paragraph)
                both = quoted(printed_as(audit, *other)), quoted(printed_as(audit, source, statement))
                message = f"{both[0]} and {both[1]} are quoted in one paragraph, so a reader may mix up their words."
                place = mention_of(source, statement) or statement.span
                yield self.finding(audit, message, words=" ".join(both), place=place, statement=statement, source=source)
