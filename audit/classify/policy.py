"""From the stored axes to the primary type. Changing the policy needs no new annotation."""

from __future__ import annotations

from audit.config import Settings
from audit.domain.source import DISCLOSED, PEOPLE, Identity, Source, SourceType


def source_type(source: Source, settings: Settings) -> SourceType:
    """The primary type of a source by its axes and the policy.

    An explicit disclosure always wins. Institutions, outlets and documents answer for themselves where they are identified; people where
    they are named. ``unnamed_officials_of_a_body`` and ``named_office_holders`` move officials between the schools (see docs/labels.md).
    """
    return decision(source, settings)[0]


def decision(source: Source, settings: Settings) -> tuple[SourceType, str]:
    """The primary type, and the rule of the policy that gives it, as a sentence."""
    if source.anonymity_status in DISCLOSED:
        return SourceType.ANONYMOUS, "The article says that the name is withheld, which decides whatever else is known."
    unnamed = source.identity is Identity.UNNAMED
    if source.kind in PEOPLE:
        if unnamed and source.official and settings.unnamed_officials_of_a_body == "official":
            return SourceType.OFFICIAL, "An unnamed official counts as the body's voice (unnamed_officials_of_a_body = official)."
        if unnamed:
            return SourceType.ANONYMOUS, "People whom the article does not name are anonymous."
        if source.official and settings.named_office_holders == "official":
            return SourceType.OFFICIAL, "A named office holder counts as official (named_office_holders = official)."
        return SourceType.NAMED, "People whom the article names are named sources."
    if unnamed:
        return SourceType.ANONYMOUS, "An institution, outlet or document that the article does not identify is anonymous."
    return SourceType.OFFICIAL, "An identified institution, outlet or document answers for itself."
