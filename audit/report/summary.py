"""The totals as sections of plain rows, the same for the screen, CSV and JSON. The counting is the store's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.domain.source import AnonymityStatus, Identity, SourceType
from audit.domain.totals import FindingCount, Group, SourceTotal, Totals
from audit.report.cells import plain
from audit.report.column import Cell, Record
from audit.report.phrases import rule_name

TYPE_WORDS: dict[SourceType | None, str] = {**{kind: kind.value for kind in SourceType}, None: "no source"}


@dataclass(frozen=True, slots=True)
class Section:
    """A small table. ``key`` names it in JSON and CSV; shares are 0 to 1, None where there is nothing to share."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def records(self) -> list[Record]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def sections(
    totals: Totals, groups: Sequence[Group] | None, by: str | None, worst: Iterable[SourceTotal], findings: Iterable[FindingCount]
) -> list[Section]:
    """All sections of the report in their order; the one of ``groups`` only where ``by`` names what they are."""
    out = of_totals(totals)
    if groups is not None and by is not None:
        out.append(of_groups(groups, by))
    return [*out, of_sources(worst), of_findings(findings)]


def of_totals(totals: Totals) -> list[Section]:
    """The sections that are about the whole."""
    return [_size(totals), _types(totals), _cross(totals), _identities(totals), _anonymity(totals), _reasons(totals)]


def long_rows(found: Iterable[Section]) -> list[Record]:
    """One record a figure: ``section``, ``row`` (its first cell), ``column``, ``value``."""
    return [
        {"section": section.key, "row": plain(row[0]), "column": column, "value": value}
        for section in found
        for row in section.rows
        for column, value in zip(section.columns[1:], row[1:], strict=True)
    ]


def figure(value: Cell, column: str) -> str:
    """A cell of a section in words; shares as percentages."""
    if column.endswith("share"):
        return "–" if value is None else f"{value:.1%}"
    return plain(value)


def _size(totals: Totals) -> Section:
    rows = (("articles", totals.articles), ("statements", totals.statements), ("sources", totals.sources))
    pairs = ("statement-source pairs", totals.pairs)
    return Section("totals", "Totals", ("of", "count"), (*rows, pairs))


def _types(totals: Totals) -> Section:
    rows = tuple((word, totals.types[kind], _share(totals.types[kind], totals.pairs)) for kind, word in TYPE_WORDS.items())
    return Section("types", "Source types, by statement-source pair", ("type", "pairs", "share"), rows)


def _cross(totals: Totals) -> Section:
    cross = totals.cross
    rows = tuple((word, cross[kind, True], cross[kind, False]) for kind, word in TYPE_WORDS.items() if kind is not None)
    return Section("cross", "Source type × speaks for a public body", ("type", "official", "not official"), rows)


def _identities(totals: Totals) -> Section:
    count = totals.identities
    rows = tuple((identity.value, count[identity, True], count[identity, False]) for identity in Identity)
    return Section("identity", "Identity × speaks for a public body", ("identity", "official", "not official"), rows)


def _anonymity(totals: Totals) -> Section:
    count = totals.anonymity
    whole = totals.types[SourceType.ANONYMOUS]
    disclosed = count[AnonymityStatus.DISCLOSED] + count[AnonymityStatus.BLANKET]
    rows = (
        ("disclosed", disclosed, _share(disclosed, whole)),
        ("  once for several sources", count[AnonymityStatus.BLANKET], _share(count[AnonymityStatus.BLANKET], whole)),
        ("undisclosed", whole - disclosed, _share(whole - disclosed, whole)),
    )
    return Section("anonymity", "Anonymous: does the article say that a name is withheld?", ("status", "pairs", "share"), rows)


def _reasons(totals: Totals) -> Section:
    whole = totals.types[SourceType.ANONYMOUS]
    rows = tuple((reason.value, count, _share(count, whole)) for reason, count in totals.reasons.items())
    return Section("reasons", "Anonymous: reasons given", ("reason", "pairs", "share"), rows)


def of_groups(groups: Iterable[Group], by: str) -> Section:
    """Shares group by group."""
    columns = (by, "articles", "statements", "pairs", *(f"{word} share" for word in TYPE_WORDS.values()))
    rows = tuple(
        (
            group.name if group.name is not None else "(none)",
            group.articles,
            group.statements,
            group.pairs,
            *(_share(group.types[kind], group.pairs) for kind in TYPE_WORDS),
        )
        for group in groups
    )
    return Section("groups", f"By {by}", columns, rows)


def of_sources(worst: Iterable[SourceTotal]) -> Section:
    """Sources as they are ranked."""
    columns = ("source", "type", "anonymity", "reason", "statements", "article")
    rows = tuple((one.label, TYPE_WORDS[one.source_type], one.status.value, one.reason, one.statements, one.doc_id) for one in worst)
    return Section("sources", "Least accountable sources first", columns, rows)


def of_findings(findings: Iterable[FindingCount]) -> Section:
    """Findings by rule and severity."""
    rows = tuple((one.code, rule_name(one.code), one.severity.value, one.findings, one.signed_off, one.articles) for one in findings)
    return Section("findings", "Findings", ("rule", "name", "severity", "findings", "signed off", "articles"), rows)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
