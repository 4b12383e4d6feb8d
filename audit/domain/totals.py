"""What reports count. The unit is the statement-source pair: a joint attribution is several, an orphan quotation is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audit.domain.audited import Run
from audit.domain.finding import Severity
from audit.domain.source import AnonymityStatus, Identity, Kind, ReasonClass, SourceType

Type = SourceType | None
TYPES: tuple[Type, ...] = (*SourceType, None)
"""None: no type, an orphan quotation."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over all articles that pass. All but the first three are pairs; every key is there, also with 0."""

    articles: int
    statements: int
    sources: int
    """Sources with at least one statement that passes."""
    pairs: int
    types: Mapping[Type, int]
    cross: Mapping[tuple[Type, bool], int]
    """(source type, official)."""
    identities: Mapping[tuple[Identity, bool], int]
    """(identity, official); pairs without a source are in none."""
    anonymity: Mapping[AnonymityStatus, int]
    """Inside anonymous."""
    reasons: Mapping[ReasonClass, int]
    """Inside anonymous."""
    kinds: Mapping[Kind, int]

    def share(self, source_type: Type) -> float:
        """Part of all pairs, 0 to 1."""
        return self.types[source_type] / self.pairs if self.pairs else 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """The counts of one outlet, byline, month, source or section; ``name`` is None where the articles do not say."""

    name: str | None
    articles: int
    statements: int
    pairs: int
    types: Mapping[Type, int]

    def share(self, source_type: Type) -> float:
        """Part of the group's pairs, 0 to 1."""
        return self.types[source_type] / self.pairs if self.pairs else 0.0


@dataclass(frozen=True, slots=True)
class SourceTotal:
    """One source of one article with the number of its statements. ``rank`` 0 is worst."""

    rank: int
    article_id: str
    doc_id: str
    outlet: str | None
    source_id: str
    label: str
    source_type: Type
    kind: Kind
    official: bool
    status: AnonymityStatus
    reason_class: ReasonClass
    reason: str | None
    basis: str | None
    statements: int


@dataclass(frozen=True, slots=True)
class FindingCount:
    code: str
    severity: Severity
    findings: int
    articles: int
    signed_off: int = 0
    """Those of the findings that a person waived or dismissed."""


@dataclass(frozen=True, slots=True)
class Prevalence:
    """In how many articles something is the case at all; only pairs that pass count."""

    articles: int
    anonymous: int
    """With at least one anonymous source."""
    only_anonymous: int
    """Where people or groups speak, and all of them are anonymous."""
    disclosed: int
    """With at least one anonymous source of whom the text says that a name is withheld."""
    no_reason: int
    """Of those disclosed: where no such source has a reason."""
    formula: int
    """Of those disclosed: where there are reasons, and all are formulas."""


@dataclass(frozen=True, slots=True)
class ArticleTotal:
    """One article with its counts."""

    article_id: str
    doc_id: str
    title: str | None
    outlet: str | None
    published: str | None
    pairs: int
    anonymous: int
    """Pairs."""
    findings: int


@dataclass(frozen=True, slots=True)
class RunTotal:
    """One combination of version, models and settings with the number of articles that stand as it found them."""

    run: Run
    articles: int
