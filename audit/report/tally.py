"""Counts audits in memory, with the same results as the store's counts of stored ones (a property test keeps them equal)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from audit.domain.audited import Audit
from audit.domain.source import DISCLOSED, PEOPLE, AnonymityStatus, Identity, Kind, ReasonClass, Source, SourceType
from audit.domain.totals import TYPES, Prevalence, Totals

RANKS = (
    "anonymous, undisclosed, no reason",
    "anonymous, undisclosed, with a reason",
    "anonymous, disclosed, no reason",
    "anonymous, disclosed, boilerplate reason",
    "anonymous, disclosed, informative reason",
    "no type",
    "named in part",
    "named in full, or an institution",
)
"""What the ranks of sources mean, worst first."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A source with its rank (an index into ``RANKS``) and the number of its statements."""

    rank: int
    source: Source
    statements: int


def tally(audits: Iterable[Audit], scope: str = "statements") -> Totals:
    """Counts over all the audits."""
    articles = statements = speakers = 0
    pairs: list[Source | None] = []
    for audit in audits:
        known = {source.id: source for source in audit.sources}
        spoken = audit.in_scope(scope)
        articles, statements = articles + 1, statements + len(spoken)
        mine = [known.get(one) for statement in spoken for one in statement.source_ids or ("",)]
        speakers += len({source.id for source in mine if source})
        pairs += mine
    sources = [source for source in pairs if source]
    unnamed = [source for source in sources if source.anonymous]
    types = Counter(source.source_type if source else None for source in pairs)
    cross = Counter((source.source_type, source.official) if source else (None, False) for source in pairs)
    identities = Counter((source.identity, source.official) for source in sources)
    statuses, reasons = Counter(source.anonymity_status for source in unnamed), Counter(source.reason_class for source in unnamed)
    kinds = Counter(source.kind for source in sources)
    return Totals(
        articles=articles,
        statements=statements,
        sources=speakers,
        pairs=len(pairs),
        types={kind: types[kind] for kind in TYPES},
        cross={(kind, official): cross[kind, official] for kind in TYPES for official in (True, False)},
        identities={(identity, official): identities[identity, official] for identity in Identity for official in (True, False)},
        anonymity={status: statuses[status] for status in AnonymityStatus},
        reasons={reason: reasons[reason] for reason in ReasonClass},
        kinds={kind: kinds[kind] for kind in Kind},
    )


def prevalence(audits: Iterable[Audit], scope: str = "statements") -> Prevalence:
    """In how many of the audits something is the case at all."""
    counts: Counter[str] = Counter()
    for audit in audits:
        known = {source.id: source for source in audit.sources}
        speaking = [known[one] for statement in audit.in_scope(scope) for one in statement.source_ids if one in known]
        people = [source.anonymous for source in speaking if source.kind in PEOPLE]
        reasons = {source.reason_class for source in speaking if source.anonymous and source.anonymity_status in DISCLOSED}
        counts["articles"] += 1
        counts["anonymous"] += any(source.anonymous for source in speaking)
        counts["only"] += bool(people) and all(people)
        counts["disclosed"] += bool(reasons)
        counts["no_reason"] += reasons == {ReasonClass.NONE}
        counts["formula"] += ReasonClass.BOILERPLATE in reasons and ReasonClass.INFORMATIVE not in reasons
    return Prevalence(*(counts[key] for key in ("articles", "anonymous", "only", "disclosed", "no_reason", "formula")))


def worst_first(audit: Audit, scope: str = "statements") -> list[Ranked]:
    """All sources, the least accountable first, then those with most statements."""
    spoken = Counter(one for statement in audit.in_scope(scope) for one in set(statement.source_ids))
    ranked = [Ranked(rank(source), source, spoken[source.id]) for source in audit.sources]
    return sorted(ranked, key=lambda one: (one.rank, -one.statements, one.source.label))


def rank(source: Source) -> int:
    """How far a reader can hold ``source`` to its words: an index into ``RANKS``."""
    if source.source_type is None:
        return 5
    if source.source_type is not SourceType.ANONYMOUS:
        return 6 if source.identity is Identity.PARTIAL else 7
    if source.anonymity_status not in DISCLOSED:
        return 0 if source.reason_class is ReasonClass.NONE else 1
    return {ReasonClass.NONE: 2, ReasonClass.BOILERPLATE: 3, ReasonClass.INFORMATIVE: 4}[source.reason_class]
