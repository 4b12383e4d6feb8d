"""From the stored axes to the primary type. Changing the policy needs no new annotation."""

from __future__ import annotations

from audit.axes.kind import BY_NAME
from audit.config import Settings
from audit.domain.source import DISCLOSED, PEOPLE, AnonymityStatus, Identity, Kind, Source, SourceType
from audit.lexicons import words


def source_type(source: Source, settings: Settings) -> SourceType:
    """The primary type of a source by its axes and the policy.

    An explicit disclosure always wins. Institutions, outlets and documents answer for themselves where they are identified, and so does an
    office that one person holds ("the Velmar finance minister"); people where they are named in full. ``unnamed_officials_of_a_body`` and
    ``named_office_holders`` move officials between the schools (see docs/labels.md).
    """
    return decision(source, settings)[0]


def decision(source: Source, settings: Settings) -> tuple[SourceType, str]:
    """The primary type, and the rule of the policy that gives it, as a sentence."""
    by_office = source.official and known_by_office(source.label, source.decided_by == BY_NAME)
    return typed(source.kind, source.identity, source.anonymity_status, source.official, by_office, settings)


def typed(
    kind: Kind, identity: Identity, status: AnonymityStatus, official: bool, by_office: bool, settings: Settings
) -> tuple[SourceType, str]:
    """The type that the axes give, with the rule. ``by_office``: an identified person whose name the article does not print."""
    if status in DISCLOSED:
        return SourceType.ANONYMOUS, "The article says that the name is withheld. That decides, whatever else is known."
    if kind in PEOPLE:
        if identity is Identity.UNNAMED and official and settings.unnamed_officials_of_a_body == "official":
            return SourceType.OFFICIAL, "An unnamed official counts as the organisation's voice (unnamed_officials_of_a_body = official)."
        if identity is Identity.UNNAMED:
            return SourceType.ANONYMOUS, "People whom the article does not name are anonymous."
        if identity is Identity.PARTIAL:
            return SourceType.ANONYMOUS, "A first name or a code alone does not tell the reader who spoke."
        if by_office:
            return SourceType.OFFICIAL, "Only one person holds this office, so a reader can look up who it is."
        if official and settings.named_office_holders == "official":
            return SourceType.OFFICIAL, "A named office holder counts as official (named_office_holders = official)."
        return SourceType.NAMED, "People whom the article names are named sources."
    if identity is Identity.UNNAMED:
        return SourceType.ANONYMOUS, "An institution, outlet or document that the article does not identify is anonymous."
    return SourceType.OFFICIAL, "An identified institution, outlet or document answers for itself."


def known_by_office(label: str, named: bool = False) -> bool:
    """Whether a label is a description ("central bank chief", "Prime Minister") and no name: its last word is lower case or a title; of
    somebody who is ``named`` every word ("Steve King" is no king)."""
    parts = label.split()[0 if named else -1 :]
    titles = frozenset[str]().union(*(words("people", "officials", scope) for scope in ("state", "local", "legislature")))
    return bool(parts) and all(part.islower() or part.lower() in titles for part in parts)
