"""The filter for articles, statements, sources and totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from audit.domain.audited import Audit
from audit.domain.finding import concern
from audit.domain.source import AnonymityStatus, Source, SourceType
from audit.domain.statement import Scope, Statement
from audit.errors import ConfigError

NO_TYPE = "none"
"""As ``source_type``: the pairs without a type, orphan quotations above all."""

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d([T ].*)?)?)?\Z")


@dataclass(frozen=True, slots=True)
class Filter:
    """All conditions must hold; None asks for nothing. Letter case never matters. Raises ``ConfigError`` on impossible values.

    Conditions on articles are ``article``, ``outlet``, ``byline``, ``since`` and ``until``; the others are conditions on a pair of a
    statement and its source, and an article passes them with at least one such pair.
    """

    article: str | None = None
    """The article's id or the beginning of one, its doc_id, or a part of its headline or of where it came from."""
    outlet: str | None = None
    """The whole name."""
    byline: str | None = None
    """A part of it."""
    since: str | None = None
    """ISO 8601 date, a year or a month; articles without a date never pass."""
    until: str | None = None
    """The same, that day, month or year included."""
    source_type: str | None = None
    """named, official, anonymous or none."""
    official: bool | None = None
    status: str | None = None
    """An anonymity status."""
    source: str | None = None
    """A part of the source's label."""
    code: str | None = None
    """A finding's code: pairs whose statement, source or whole article has such a finding."""
    text: str | None = None
    """A part of the words said."""
    scope: str = "statements"
    """``statements`` leaves attitudes (beliefs, votes, plans) out, ``all`` does not."""
    include_old: bool = False
    """Earlier versions of articles too."""
    limit: int | None = None
    """At most so many articles (or rows, for lists of sources)."""

    def __post_init__(self) -> None:
        _one_of("source type", self.source_type, (*SourceType, NO_TYPE))
        _one_of("anonymity status", self.status, tuple(AnonymityStatus))
        _one_of("scope", self.scope, ("statements", "all"))
        for name, value in (("since", self.since), ("until", self.until)):
            if value is not None and not _is_date(value):
                raise ConfigError(f"{name} is {value!r}; give a date as 2024-05-31, a month as 2024-05 or a year")
        if self.limit is not None and self.limit < 1:
            raise ConfigError(f"limit is {self.limit}; give 1 or more")

    @property
    def of_pairs(self) -> bool:
        """Whether a condition on statements or sources is set."""
        return any(value is not None for value in (self.source_type, self.official, self.status, self.source, self.code, self.text))

    def pairs(self, audit: Audit) -> Iterator[tuple[Statement, Source | None]]:
        """The statement-source pairs of an audit that pass, in the order of the text; an orphan quotation has None as source."""
        sources = {source.id: source for source in audit.sources}
        subjects = {f.subject for f in audit.findings if self.code is not None and f.code.lower() == self.code.lower()}
        for statement in audit.statements:
            if self.scope == "statements" and statement.scope is not Scope.STATEMENT:
                continue
            if self.text is not None and self.text.lower() not in statement.words(audit.article.text).lower():
                continue
            said_by: list[Source | None] = [sources[i] for i in statement.source_ids]
            for source in said_by or [None]:
                if self._passes(source) and (self.code is None or concern(subjects, statement.id, source.id if source else None)):
                    yield statement, source

    def _passes(self, source: Source | None) -> bool:
        kind = (source and source.source_type) or NO_TYPE
        if self.source_type is not None and kind != self.source_type:
            return False
        if source is None:
            return self.official is None and self.status is None and self.source is None
        return (
            self.official in (None, source.official)
            and self.status in (None, source.anonymity_status)
            and (self.source is None or self.source.lower() in source.label.lower())
        )


def _is_date(value: str) -> bool:
    """Whether a year, a month or a day (with or without a time) stands in a calendar."""
    if not _DATE.match(value):
        return False
    try:
        date.fromisoformat(value[:10] + "-01" * (2 - value[:10].count("-")))
    except ValueError:
        return False
    return True


def _one_of(name: str, value: str | None, allowed: tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        raise ConfigError(f"{name} is {value!r}; choose one of: {', '.join(allowed)}")
