"""Counts made by the database, against counts made by hand and by ``Filter.pairs``."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete

from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import AnonymityStatus, Identity, Kind, ReasonClass, SourceType
from audit.domain.statement import Scope
from audit.domain.totals import Prevalence, RunTotal
from audit.errors import ConfigError
from audit.report import tally as report_tally
from audit.report.tally import tally, worst_first
from audit.store.collection import first_articles, prevalence, runs
from audit.store.engine import writing
from audit.store.filter import Filter
from audit.store.finding_counts import finding_counts
from audit.store.groups import KEYS, by, by_each
from audit.store.repository import Repository
from audit.store.rows import DERIVED, ArticleRow
from audit.store.totals import totals
from audit.store.where import FilterWithSelectivity, with_selectivity
from audit.store.worst import worst_sources
from tests.store.store_builders import OTHER_RUN, RUN, audits, bridge, empty, made_unique


@pytest.fixture
def stored(repository: Repository) -> Engine:
    """The bridge story, and one with nothing attributed in another outlet."""
    repository.save(bridge(), RUN)
    repository.save(empty(doc_id="quiet", origin="q.txt", outlet="Echo", published="2025-05-31T09:00:00Z", byline=None), RUN)
    return repository.engine


def test_totals_of_the_bridge_story(stored: Engine) -> None:
    found = totals(stored)
    assert (found.articles, found.statements, found.sources, found.pairs) == (2, 6, 4, 7)
    assert found.types == {"named": 3, "official": 1, "anonymous": 2, None: 1}
    assert {k: n for k, n in found.cross.items() if n} == {
        ("named", True): 3,
        ("official", True): 1,
        ("anonymous", True): 1,
        ("anonymous", False): 1,
        (None, False): 1,
    }
    assert len(found.cross) == 8
    identities = {k: n for k, n in found.identities.items() if n}
    assert identities == {("named", True): 4, ("unnamed", True): 1, ("unnamed", False): 1}
    assert found.anonymity == {"disclosed": 1, "blanket": 0, "undisclosed": 1, "not_applicable": 0}
    assert found.reasons == {"informative": 1, "boilerplate": 0, "none": 1}
    assert found.kinds == {"person": 4, "group": 1, "organisation": 1, "document": 0, "media": 0, "poll_or_data": 0}
    assert found.share(SourceType.NAMED) == pytest.approx(3 / 7)


def test_how_common_it_is(stored: Engine) -> None:
    assert prevalence(stored) == Prevalence(2, 1, 0, 1, 0, 0)
    assert prevalence(stored, Filter(status="undisclosed")) == Prevalence(1, 1, 1, 0, 0, 0)
    assert prevalence(stored, Filter(outlet="nobody")) == Prevalence(0, 0, 0, 0, 0, 0)


def test_the_articles_to_look_at_first(stored: Engine) -> None:
    first, second = first_articles(stored)
    assert (first.doc_id, first.title, first.outlet, first.published) == ("bridge", "Bridge holds", "Ferry Post", "2025-03-04")
    assert (first.pairs, first.anonymous, first.findings) == (7, 2, 4)
    assert (second.doc_id, second.pairs, second.anonymous, second.findings) == ("quiet", 0, 0, 0)
    assert len(first_articles(stored, limit=1)) == 1


def test_the_runs_behind_a_collection(stored: Engine) -> None:
    Repository(stored).save(empty("Other words.", doc_id="other", origin="o.txt"), OTHER_RUN)
    assert runs(stored) == [RunTotal(RUN, 2), RunTotal(OTHER_RUN, 1)]
    assert runs(stored, Filter(outlet="Echo")) == [RunTotal(RUN, 1)]


def test_attitudes_count_only_on_demand(stored: Engine) -> None:
    assert totals(stored, Filter(scope="all")).types[SourceType.NAMED] == 4


def test_totals_of_nothing(stored: Engine) -> None:
    found = totals(stored, Filter(outlet="nobody"))
    assert (found.articles, found.statements, found.pairs, found.share(None)) == (0, 0, 0, 0.0)
    assert by(stored, Filter(outlet="nobody"), "outlet") == []


def test_old_versions_count_only_on_demand(stored: Engine) -> None:
    Repository(stored).save(empty("Edited."), RUN)
    assert totals(stored).pairs == 0
    assert totals(stored, Filter(include_old=True)).pairs == 7


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("outlet", ["Ferry Post", "Echo"]),
        ("byline", ["By Noor Abel and Tim Ost", None]),
        ("month", ["2025-03", "2025-05"]),
        ("section", ["Local"]),
        ("source", ["Ada Quill", "Harbour Office", "aide", "neighbours", None]),
    ],
)
def test_groups_come_in_order(stored: Engine, key: Any, names: list[str | None]) -> None:
    groups = by(stored, None, key)
    assert {g.name for g in groups} == set(names)
    assert [g.pairs for g in groups[: len(names) - 1]] == [g.pairs for g in groups if g.name in names[:-1]]
    assert (groups[0].name, groups[-1].name) == (names[0], names[-1])


def test_a_group_has_counts_and_shares(stored: Engine) -> None:
    ferry, echo = by(stored, Filter(), "outlet")
    assert (ferry.articles, ferry.statements, ferry.pairs) == (1, 6, 7)
    assert ferry.types == {"named": 3, "official": 1, "anonymous": 2, None: 1}
    assert ferry.share(SourceType.ANONYMOUS) == pytest.approx(2 / 7)
    assert (echo.articles, echo.statements, echo.pairs, echo.share(None)) == (1, 0, 0, 0.0)
    quill = by(stored, Filter(), "source")[0]
    assert (quill.name, quill.statements, quill.types[SourceType.NAMED]) == ("Ada Quill", 3, 3)


def test_only_known_groups(stored: Engine) -> None:
    with pytest.raises(ConfigError, match="colour"):
        by(stored, None, "colour")  # type: ignore[arg-type]


def test_the_worst_sources_come_first(repository: Repository) -> None:
    axes = [
        (SourceType.NAMED, "not_applicable", "none", "named"),
        (SourceType.NAMED, "not_applicable", "none", "partial"),
        (None, "not_applicable", "none", "unnamed"),
        (SourceType.ANONYMOUS, "blanket", "informative", "unnamed"),
        (SourceType.ANONYMOUS, "disclosed", "boilerplate", "unnamed"),
        (SourceType.ANONYMOUS, "disclosed", "none", "unnamed"),
        (SourceType.ANONYMOUS, "undisclosed", "boilerplate", "unnamed"),
        (SourceType.ANONYMOUS, "undisclosed", "none", "unnamed"),
    ]
    audit = bridge()
    base, said = replace(audit.sources[0], mentions=(), markers=()), replace(audit.statements[0], mentions=(), resolution_scores=())
    sources = tuple(
        replace(base, id=f"s{7 - i}", source_type=t, anonymity_status=AnonymityStatus(a), reason_class=ReasonClass(r), identity=Identity(n))
        for i, (t, a, r, n) in enumerate(axes)
    )
    statements = tuple(replace(said, id=f"t{i}", source_ids=(s.id,)) for i, s in enumerate(sources))
    repository.save(replace(audit, sources=sources, statements=statements, findings=(), responses=()), RUN)
    rows = worst_sources(repository.engine)
    assert [(row.rank, row.source_id) for row in rows] == [(n, f"s{n}") for n in range(8)]
    assert [row.source_id for row in worst_sources(repository.engine, Filter(status="disclosed"), limit=1)] == ["s2"]


def test_a_source_row_says_what_is_needed(stored: Engine) -> None:
    first, second, third, *_ = worst_sources(stored, Filter())
    assert (first.label, first.kind, first.statements, first.doc_id) == ("neighbours", Kind.GROUP, 1, "bridge")
    assert (second.reason, second.reason_class, second.official) == ("for fear of reprisals", "informative", True)
    assert (third.label, third.statements, third.source_type) == ("Ada Quill", 3, "named")


@pytest.mark.parametrize(
    "chosen",
    [
        Filter(since="2001"),
        Filter(since="2001", until="2099", source_type="anonymous"),
        Filter(since="2001", code="a101"),
        Filter(since="2001", source="a", scope="all"),
        Filter(outlet="echo"),
        Filter(source="a"),
        Filter(source="a", source_type="none"),
    ],
)
def test_a_filter_that_most_pass_finds_the_same(repository: Repository, stored: Engine, chosen: Filter) -> None:
    repository.save(empty("It was undated.", doc_id="undated", origin="u.txt", outlet="Echo", published=None), RUN)
    repository.save(empty("It was late.", doc_id="late", origin="l.txt", outlet="Echo", published="2100-01-01"), RUN)
    repository.save(empty("It was later.", doc_id="later", origin="r.txt", outlet="Echo", published="2099-01-01"), RUN)

    def asked(wanted: Filter) -> list[object]:
        return [f(stored, wanted) for f in (totals, worst_sources, finding_counts)] + [by_each(stored, wanted, KEYS)]

    found = with_selectivity(stored, chosen)
    assert isinstance(found, FilterWithSelectivity)
    assert (found.most_articles, found.most_labels) == (chosen.since is not None or chosen.outlet is not None, chosen.source is not None)
    assert asked(found) == asked(chosen)


def test_a_filter_that_few_pass_is_asked_as_it_is(stored: Engine) -> None:
    for chosen in (Filter(since="2099"), Filter(source="quill")):
        assert with_selectivity(stored, chosen) == FilterWithSelectivity(since=chosen.since, source=chosen.source)
    for chosen in (Filter(), Filter(code="a101"), Filter(source="a", text="bridge")):
        assert with_selectivity(stored, chosen) is chosen


def test_findings_are_counted_by_code(stored: Engine) -> None:
    rows = finding_counts(stored)
    assert [(r.code, r.severity, r.findings, r.articles) for r in rows] == [
        ("A101", Severity.WARNING, 1, 1),
        ("A103", Severity.ERROR, 1, 1),
        ("Q301", Severity.ERROR, 1, 1),
        ("S601", Severity.INFO, 1, 1),
    ]
    assert [r.code for r in finding_counts(stored, Filter(code="a101"))] == ["A101"]
    assert finding_counts(stored, Filter(outlet="Echo")) == []


@pytest.mark.parametrize(
    ("code", "statements"),
    [("A101", {"t4"}), ("Q301", {"t6"}), ("A103", {"t3"}), ("S601", {"t1", "t2", "t3", "t4", "t5", "t6"}), ("X901", set())],
)
def test_a_code_chooses_what_it_is_about(stored: Engine, code: str, statements: set[str]) -> None:
    chosen = Filter(code=code)
    assert {statement.id for statement, _ in chosen.pairs(bridge())} == statements
    assert totals(stored, chosen).statements == len(statements)


FILTERS = st.builds(
    Filter,
    source_type=st.none() | st.sampled_from(["named", "official", "anonymous", "none"]),
    official=st.none() | st.booleans(),
    status=st.none() | st.sampled_from([s.value for s in AnonymityStatus]),
    source=st.none() | st.sampled_from(["a", "О"]),
    code=st.none() | st.sampled_from(["a101", "S601"]),
    text=st.none() | st.sampled_from(["S", "д", " "]),
    scope=st.sampled_from(["statements", "all"]),
)


def passing_of(audit: Audit, chosen: Filter) -> Audit:
    """The audit with the pairs that pass, and no others."""
    said: dict[str, list[str]] = {}
    for statement, source in chosen.pairs(audit):
        said.setdefault(statement.id, []).extend([source.id] if source else [])
    statements = (replace(one, source_ids=tuple(said[one.id])) for one in audit.statements if one.id in said)
    return replace(audit, statements=tuple(statements))


SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
SOME_AUDITS, SOME_FILTERS = st.lists(audits(), min_size=1, max_size=2), st.lists(FILTERS, min_size=1, max_size=3)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@settings(SLOW, max_examples=25)
@given(SOME_AUDITS, SOME_FILTERS)
def test_the_database_counts_what_the_filter_yields(repository: Repository, made: list[Audit], filters: list[Filter]) -> None:
    counts_what_the_filter_yields(repository, made, filters)


@pytest.mark.postgres
@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
@settings(SLOW, max_examples=10)
@given(SOME_AUDITS, SOME_FILTERS)
def test_postgresql_counts_what_the_filter_yields(repository: Repository, made: list[Audit], filters: list[Filter]) -> None:
    counts_what_the_filter_yields(repository, made, filters)


def counts_what_the_filter_yields(repository: Repository, made: list[Audit], filters: list[Filter]) -> None:
    with writing(repository.engine) as connection:
        for row in DERIVED:
            connection.execute(delete(row))
        connection.execute(delete(ArticleRow))
    made = [made_unique(audit) for audit in made]
    for audit in made:
        repository.save(audit, RUN)
    asked = (Filter(), Filter(scope="all"), *filters)
    for chosen in dict.fromkeys((*asked, *(with_selectivity(repository.engine, one) for one in asked))):
        pairs = [(audit, *pair) for audit in made for pair in chosen.pairs(audit)]
        found = totals(repository.engine, chosen)
        types = Counter(source and source.source_type for _, _, source in pairs)
        assert found.types == {kind: types[kind] for kind in (*SourceType, None)}
        assert found.statements == len({(a.article.id, s.id) for a, s, _ in pairs})
        assert found.sources == len({(a.article.id, s.id) for a, _, s in pairs if s is not None})
        passing = {a.article.id for a, _, _ in pairs} if chosen.of_pairs else {a.article.id for a in made}
        assert found.articles == len(passing)
        assert {row.id for row in repository.articles(chosen)} == passing
        if chosen == Filter(scope=chosen.scope):
            assert found == tally(made, chosen.scope)
            ranked = [one for audit in made for one in worst_first(audit, chosen.scope) if one.statements]
            rows = worst_sources(repository.engine, chosen, limit=100)
            assert Counter((row.rank, row.source_id, row.statements) for row in rows) == Counter(
                (one.rank, one.source.id, one.statements) for one in ranked
            )
        grouped = by_each(repository.engine, chosen, KEYS)
        assert {key: by(repository.engine, chosen, key) for key in KEYS} == grouped
        for key in ("outlet", "source"):
            groups = {group.name: group for group in grouped[key] if group.pairs}
            mine: dict[str | None, list[tuple[str, str]]] = {}
            for audit, statement, source in pairs:
                name = audit.article.outlet if key == "outlet" else source.label if source else None
                mine.setdefault(name, []).append((audit.article.id, statement.id))
            assert {name: (one.pairs, one.statements) for name, one in groups.items()} == {n: (len(p), len({*p})) for n, p in mine.items()}
            if key == "source" or chosen.of_pairs:  # else an outlet's articles in which nothing is said count too
                assert {name: one.articles for name, one in groups.items()} == {n: len({a for a, _ in p}) for n, p in mine.items()}
        each = Counter(audit.article.id for audit, _, _ in pairs)
        assert {one.article_id: one.pairs for one in first_articles(repository.engine, chosen, limit=100)} == {i: each[i] for i in passing}
        if chosen.code is None:
            counted = Counter((finding.code, finding.severity) for a in made if a.article.id in passing for finding in a.findings)
            assert {(one.code, one.severity): one.findings for one in finding_counts(repository.engine, chosen)} == counted
        kept = [passing_of(audit, chosen) for audit in made if audit.article.id in passing]
        assert prevalence(repository.engine, chosen) == report_tally.prevalence(kept, "all")
        assert len(worst_sources(repository.engine, chosen, limit=100)) == found.sources
        plain = [s for a in made for s in a.statements if chosen.scope == "all" or s.scope is Scope.STATEMENT]
        assert chosen.of_pairs or found.statements == len(plain)
