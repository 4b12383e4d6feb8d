"""Sources: who answers for the words, on every axis of the taxonomy, with the words that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from audit.domain.ground import Ground
from audit.domain.statement import Mention
from audit.domain.text import Span


class SourceType(StrEnum):
    NAMED = "named"
    OFFICIAL = "official"
    ANONYMOUS = "anonymous"


class Kind(StrEnum):
    PERSON = "person"
    GROUP = "group"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    MEDIA = "media"
    POLL_OR_DATA = "poll_or_data"


PEOPLE = (Kind.PERSON, Kind.GROUP)
"""The kinds of sources that are people."""


class Identity(StrEnum):
    NAMED = "named"
    PARTIAL = "partial"
    UNNAMED = "unnamed"


class AnonymityStatus(StrEnum):
    DISCLOSED = "disclosed"
    BLANKET = "blanket"
    UNDISCLOSED = "undisclosed"
    NOT_APPLICABLE = "not_applicable"


DISCLOSED = (AnonymityStatus.DISCLOSED, AnonymityStatus.BLANKET)
"""The statuses by which the article says that a name is withheld."""


class ReasonClass(StrEnum):
    INFORMATIVE = "informative"
    BOILERPLATE = "boilerplate"
    NONE = "none"


class OfficialScope(StrEnum):
    STATE = "state"
    LOCAL = "local"
    LEGISLATURE = "legislature"
    MILITARY_POLICE_JUDICIAL = "military_police_judicial"
    INTERGOVERNMENTAL = "intergovernmental"
    PARTY = "party"
    DE_FACTO = "de_facto"
    PRIVATE = "private"


class MarkerKind(StrEnum):
    """What an anonymity marker proves."""

    STATUS = "status"
    REASON = "reason"
    BASIS = "basis"
    GROUND_RULE = "ground_rule"
    PARTIAL_NAME = "partial_name"
    PSEUDONYM = "pseudonym"


@dataclass(frozen=True, slots=True)
class AnonymityMarker:
    """Words that say a name is withheld, why, or how the source knows. ``blanket``: one disclosure for several sources."""

    span: Span
    kind: MarkerKind
    blanket: bool = False
    matched: str = ""
    """What found it: an entry of the lexicon's ``anonymity.toml``, or the tagger with its probability."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source of one article, with all its mentions. Axes as in the taxonomy; ``None`` is "the article does not say"."""

    id: str
    label: str
    """The fullest name or description printed, without articles: ``Lloyd Austin``, ``senior South Korean presidential official``."""
    kind: Kind
    identity: Identity
    source_type: SourceType | None
    official: bool
    official_scope: OfficialScope | None
    anonymity_status: AnonymityStatus
    mentions: tuple[Mention, ...]
    markers: tuple[AnonymityMarker, ...] = ()
    reason: str | None = None
    reason_class: ReasonClass = ReasonClass.NONE
    basis: str | None = None
    ground_rule: str | None = None
    title: str | None = None
    affiliation: str | None = None
    country: str | None = None
    former: bool = False
    head_count: int | None = None
    """How many people: 1, 2 …; None where the text does not say."""
    document_title: str | None = None
    document_issuer: str | None = None
    confidence: float = 1.0
    decided_by: str = ""
    """What decided the type, in words (a lexicon entry, a marker, a policy)."""
    type_confidence: float = 1.0
    """The probability that ``source_type`` is right."""
    office_confidence: float = 1.0
    """The probability that ``official`` is right."""
    status_confidence: float = 1.0
    """The probability that ``anonymity_status`` is right."""
    grounds: tuple[Ground, ...] = ()
    """What decided each axis; empty in what an older version stored."""

    @property
    def anonymous(self) -> bool:
        return self.source_type is SourceType.ANONYMOUS
