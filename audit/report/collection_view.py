"""What a page shows of a collection. The counting is done elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from audit.domain.totals import ArticleTotal, FindingCount, Group, Prevalence, RunTotal, SourceTotal, Totals
from audit.report import charts
from audit.report.baselines import Measure, beside
from audit.report.rule_parts import Broken
from audit.report.summary import Section, of_findings, of_groups, of_sources, of_totals

_BARS = 12
"""Groups that a chart shows."""
_ROWS = 60
"""Groups that a table shows."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Shares of the groups: drawn, told and as a table."""

    key: str
    picture: charts.Picture
    section: Section
    left_out: int
    """Groups that are not in the table."""


@dataclass(frozen=True)
class CollectionView:
    """A collection, counted. ``groups``: by month, outlet, byline and section, each as the store orders them."""

    about: str
    """Which articles these are, in words."""
    totals: Totals
    prevalence: Prevalence
    groups: Mapping[str, Sequence[Group]]
    worst: Sequence[SourceTotal]
    counts: Sequence[FindingCount]
    first: Sequence[ArticleTotal]
    runs: Sequence[RunTotal]
    lost_note: str = ""
    """That something which people decided was not found again; empty where all of it was."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """The files beside this one in which articles have a page of their own, by article id."""

    @property
    def sections(self) -> list[Section]:
        return of_totals(self.totals)

    @cached_property
    def charts(self) -> list[Chart]:
        """One for each key of which the articles tell anything."""
        named = {key: groups for key, groups in self.groups.items() if any(one.name and one.pairs for one in groups)}
        return [_chart(key, groups) for key, groups in named.items()]

    @property
    def measures(self) -> list[Measure]:
        return beside(self.totals, self.prevalence)

    @property
    def sources(self) -> Section:
        return of_sources(self.worst)

    @property
    def findings(self) -> Section:
        return of_findings(self.counts)

    @property
    def broken(self) -> list[Broken]:
        return [Broken(code) for code in dict.fromkeys(one.code for one in self.counts)]

    @property
    def articles(self) -> Section:
        columns = ("article", "title", "outlet", "published", "pairs", "anonymous share", "findings")
        rows = tuple(
            (one.doc_id, one.title, one.outlet, one.published, one.pairs, one.anonymous / one.pairs if one.pairs else None, one.findings)
            for one in self.first
        )
        return Section("articles", "Articles, most findings first", columns, rows)

    @property
    def article_pages(self) -> list[str | None]:
        """The file of each row of ``articles``; None where there is no page of its own."""
        return [self.pages.get(one.article_id) for one in self.first]

    @property
    def orphans(self) -> str:
        """How much could not be attributed, in words."""
        count = self.totals.types[None]
        if not count:
            return "Every statement found has a source with a type."
        share = self.totals.share(None)
        note = f"{count:,} of {self.totals.pairs:,} statements ({share:.1%}) have no source with a type"
        return f"{note}; list them with: audit statements --type none"


def _chart(key: str, groups: Sequence[Group]) -> Chart:
    if key == "month":
        drawn = [one for one in groups if one.name and one.pairs][-36:]
        span = f"month by month from {drawn[0].name} to {drawn[-1].name}"
        about = f"Share of statements by source type, {span}. The table below has the figures."
        rows, picture = list(groups)[-_ROWS:], charts.months(drawn, about)
    else:
        drawn = [one for one in groups if one.pairs][:_BARS]
        about = f"Share of statements by source type, by {key}, most statements first. The table below has the figures."
        rows, picture = list(groups)[:_ROWS], charts.bars(drawn, about)
    return Chart(key, picture, of_groups(rows, key), len(groups) - len(rows))
