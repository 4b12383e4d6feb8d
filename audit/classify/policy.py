"""From the stored axes to the primary type. Changing the policy needs no new annotation."""

from __future__ import annotations

from audit.config import Settings
from audit.domain.source import AnonymityStatus, Identity, Kind, Source, SourceType


def source_type(source: Source, settings: Settings) -> SourceType:
    """The primary type of a source by its axes and the policy.

    An explicit disclosure always wins. Institutions, outlets and documents answer for themselves where they are identified; people where
    they are named. ``unnamed_officials_of_a_body`` and ``named_office_holders`` move officials between the schools (see docs/labels.md).
    """
    if source.anonymity_status in (AnonymityStatus.DISCLOSED, AnonymityStatus.BLANKET):
        return SourceType.ANONYMOUS
    if source.kind in (Kind.PERSON, Kind.GROUP):
        if source.identity is Identity.UNNAMED:
            moved = settings.unnamed_officials_of_a_body == "official" and source.official
            return SourceType.OFFICIAL if moved else SourceType.ANONYMOUS
        moved = settings.named_office_holders == "official" and source.official
        return SourceType.OFFICIAL if moved else SourceType.NAMED
    return SourceType.ANONYMOUS if source.identity is Identity.UNNAMED else SourceType.OFFICIAL
