"""S601: a story in which nobody who speaks is named."""

from __future__ import annotations

from collections.abc import Iterator

from audit.domain.audited import Audit
from audit.domain.finding import Finding, Severity
from audit.domain.source import PEOPLE, Identity, Kind
from audit.rules.base import Confidence, Rule, first_statements, quoted, withheld
from audit.rules.examples import Example, Said, build


class OnlyAnonymous(Rule):
    code = "S601"
    name = "only-anonymous"
    severity = Severity.WARNING
    confidence = Confidence.HIGH
    core = True
    summary = "Every person and group that speaks in the article is unnamed."
    why = "If every source is unnamed, the reader has nobody at all to hold to the story."
    standard = "NYT: sign-off by senior editors for such stories [NYT5]; Pew’s count in early 2021 found under 1% such stories [PEW21]."
    limits = (
        "Passes if nobody who speaks is the kind of source whose name is usually withheld (“some say”, respondents of a poll). "
        "Institutions and documents are not people: a ministry’s statement beside unnamed officials does not lift the finding."
    )
    passing = (
        Example(
            "one name is enough",
            build(
                "An aide said the plan was off. Ida Marsh said it was not.",
                Said("the plan was off", "An aide"),
                Said("it was not", "Ida Marsh", identity=Identity.NAMED),
            ),
        ),
        Example(
            "no human source at all",
            build(
                "The harbour board said it was closed.",
                Said("it was closed", "The harbour board", kind=Kind.ORGANISATION, identity=Identity.NAMED),
            ),
        ),
    )
    failing = (
        Example(
            "two unnamed people",
            build(
                "An aide said the plan was off. A second aide said it was delayed.",
                Said("the plan was off", "An aide"),
                Said("it was delayed", "A second aide"),
            ),
        ),
    )

    def check(self, audit: Audit) -> Iterator[Finding]:
        people = [source for source, _ in first_statements(audit, doubtful=True) if source.kind in PEOPLE]
        if not any(withheld(source) for source in people) or any(source.identity is not Identity.UNNAMED for source in people):
            return
        labels = list(dict.fromkeys(source.label for source in people))
        shown = ", ".join(quoted(label, 40) for label in labels[:4])
        more = f" and {len(labels) - 4} more" if len(labels) > 4 else ""
        message = f"No person or group that speaks in this article is named ({shown}{more}), so a reader has nobody to hold to it."
        yield self.finding(audit, message)
