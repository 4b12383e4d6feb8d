"""Audits in and out, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, func, select, update

from audit.domain.audited import Audit, Run
from audit.domain.finding import Finding, Severity
from audit.domain.ground import Axis, Ground
from audit.domain.source import Source, SourceType
from audit.domain.statement import TagScores, Tie
from audit.domain.text import Article, SkippedInput, digest
from audit.errors import ConfigError, StoreError, UnstorableError
from audit.store import repository as module
from audit.store.engine import open_engine, writing
from audit.store.filter import Filter
from audit.store.groups import by
from audit.store.identity import Claims, identity
from audit.store.repository import Repository
from audit.store.rows import ArticleRow, Base, GroundRow
from audit.store.saving import Saved
from audit.store.totals import totals
from tests.store.store_builders import OTHER_RUN, RUN, TEXT, article, audits, bridge, empty, made_unique

GROUND = Ground(Axis.SPEAKER, "Ada Quill", 0.9, "name", (("same surname", 2.5), ("far away", -0.5)), "the builder")
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def census(engine: Engine) -> dict[str, int]:
    """How many rows each table has."""
    with engine.connect() as connection:
        return {name: connection.scalar(select(func.count()).select_from(t)) or 0 for name, t in Base.metadata.tables.items()}


def test_what_is_loaded_equals_what_was_saved(repository: Repository) -> None:
    audit = bridge()
    assert repository.save(audit, RUN) is Saved.NEW
    assert repository.load(audit.article.id) == audit
    assert repository.run_of(audit.article.id) == RUN


@SLOW
@given(audits())
def test_any_audit_survives_the_round_trip(repository: Repository, audit: Audit) -> None:
    audit = made_unique(audit)
    assert repository.save(audit, RUN) is Saved.NEW
    assert repository.load(audit.article.id) == audit
    assert repository.save(audit, RUN) is Saved.UNCHANGED


@SLOW
@given(audits())
def test_any_audit_can_be_redone(repository: Repository, audit: Audit) -> None:
    audit = made_unique(audit)
    repository.save(audit, RUN)
    repository.save(replace(audit, statements=(), findings=()), OTHER_RUN)
    assert repository.save(audit, RUN) is Saved.REDONE
    assert repository.load(audit.article.id) == audit


def test_what_decided_is_kept_word_by_word_once_an_article(repository: Repository) -> None:
    plain = bridge()
    again = replace(GROUND, probability=0.8)
    said = (replace(plain.statements[0], grounds=(GROUND,)), replace(plain.statements[1], grounds=(again,)), *plain.statements[2:])
    mayor = replace(plain.sources[0], grounds=(replace(GROUND, axis=Axis.KIND),))
    audit = replace(plain, statements=said, sources=(mayor, *plain.sources[1:]))
    repository.save(plain, OTHER_RUN)
    assert census(repository.engine)["grounds"] == 0
    repository.save(audit, RUN)
    assert repository.load(audit.article.id) == audit
    with repository.engine.connect() as connection:
        (row,) = connection.execute(select(GroundRow.words, GroundRow.of_sources, GroundRow.of_statements))
    assert sorted(row.words) == sorted(["kind", "speaker", "Ada Quill", "name", "the builder", "same surname", "far away"])
    assert [len(one) for one in row.of_sources] == [1, 0, 0, 0]
    assert row.of_statements[1][0][2] == 0.8


def test_a_mention_shared_by_source_and_statement_is_one_row(repository: Repository) -> None:
    audit = bridge()
    repository.save(audit, RUN)
    of_sources = sum(len(source.mentions) for source in audit.sources)
    assert census(repository.engine)["mentions"] == of_sources + 1  # the attitude repeats the mayor's first mention


def test_saving_twice_changes_nothing(repository: Repository) -> None:
    repository.save(bridge(), RUN)
    before = census(repository.engine)
    assert repository.save(bridge(), replace(RUN, started_at="2027-01-01T00:00:00+00:00")) is Saved.UNCHANGED
    assert census(repository.engine) == before


def test_another_run_replaces_what_was_found(repository: Repository) -> None:
    repository.save(bridge(), RUN)
    before = census(repository.engine)
    again = bridge(title="Bridge still holds")
    again = replace(again, findings=again.findings[:1])
    assert repository.save(again, OTHER_RUN) is Saved.REDONE
    assert repository.load(again.article.id) == again
    assert census(repository.engine) == before | {"runs": 2, "findings": 1, "tallies": 3, "source_findings": 1}


def test_what_is_done_goes_by_text_and_run(repository: Repository) -> None:
    key = bridge().article.id
    assert repository.done_among([key], RUN.digest) == set()
    repository.save(bridge(), RUN)
    assert repository.done_among([key, "other"], RUN.digest) == {key}
    assert repository.done_among([key], OTHER_RUN.digest) == set()
    repository.save(empty(), RUN)
    assert repository.done_among([key], RUN.digest) == {key}


def test_a_text_that_is_read_again_is_current_again(repository: Repository) -> None:
    old, new = bridge(), empty()
    for audit in (old, new):
        repository.save(audit, RUN)
    before = list(repository.articles(Filter(include_old=True)))
    repository.keep_current([new.article])
    repository.keep_current([])
    assert list(repository.articles(Filter(include_old=True))) == before
    repository.keep_current([old.article])
    assert [(a.id, a.version) for a in repository.articles()] == [(old.article.id, 1)]
    repository.keep_current([new.article, empty("Not stored.").article])
    assert list(repository.articles(Filter(include_old=True))) == before


SHARED = {"url": "https://post.example/live", "origin": "live.jsonl:1"}


def current(repository: Repository) -> dict[str, tuple[int, str | None]]:
    return {one.id: (one.version, one.previous_id) for one in repository.articles()}


@pytest.mark.parametrize("numbers", [(0, 1, 2), (2, 1, 0)])
def test_texts_that_share_an_address_in_one_input_are_articles_of_their_own(repository: Repository, numbers: tuple[int, ...]) -> None:
    audits = [empty(f"Entry {n} of the day.", **SHARED) for n in numbers]
    assert repository.save_all(audits, RUN) == [Saved.NEW] * 3
    first = current(repository)
    assert first == {audit.article.id: (1, None) for audit in audits}
    assert repository.save_all(audits[::-1], RUN) == [Saved.UNCHANGED] * 3
    assert repository.save_all(audits, OTHER_RUN) == [Saved.REDONE] * 3
    repository.keep_current([audit.article for audit in audits])
    repository.keep_current([audit.article for audit in audits[::-1]])
    assert current(repository) == first
    news = empty("The newest entry, on top.", **SHARED)
    assert repository.save_all([news, *audits], RUN)[0] is Saved.NEW
    assert current(repository) == first | {news.article.id: (1, None)}


def test_an_edited_text_among_those_that_share_an_address_is_a_new_version_of_the_first(repository: Repository) -> None:
    one, other = (empty(f"Entry {n} of the day.", **SHARED) for n in "12")
    repository.save_all([one, other], RUN)
    edited = empty("Entry 1 of the day, corrected.", **SHARED)
    assert repository.save_all([edited, other], RUN) == [Saved.NEW_VERSION, Saved.UNCHANGED]
    assert current(repository) == {edited.article.id: (2, one.article.id), other.article.id: (1, None)}


def test_what_a_version_before_replaced_in_silence_comes_back(repository: Repository) -> None:
    one, other = (empty(f"Entry {n} of the day.", **SHARED) for n in "12")
    for audit in (one, other):
        repository.save(audit, RUN)
    assert len(current(repository)) == 1
    repository.keep_current([one.article, other.article])
    assert set(current(repository)) == {one.article.id, other.article.id}


def test_claims_are_those_of_a_whole_run(repository: Repository) -> None:
    claims = Claims()
    for n in "12":
        audit = empty(f"Entry {n} of the day.", **SHARED)
        repository.save_all([audit], RUN, repository.identities([audit.article], claims))
    assert len(current(repository)) == 2


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "news").mkdir()
    for name in ("news/bridge.txt", "news/other.txt", "feed.jsonl", "news.zip"):
        (tmp_path / name).touch()
    (tmp_path / "link.txt").symlink_to(tmp_path / "news" / "bridge.txt")
    (tmp_path / "folder").symlink_to(tmp_path / "news")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def spelled(path: str, **fields: object) -> Article:
    """What a reader makes of a file of that name."""
    return article("Any text.", **({"origin": path, "doc_id": Path(path).stem} | fields))


def test_a_file_is_one_article_however_its_path_is_spelled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("news/bridge.txt", "./news/bridge.txt", f"{folder}/news/bridge.txt", "news/../news/bridge.txt")
    wanted = identity(spelled("news/bridge.txt"))
    assert {identity(spelled(name)) for name in (*names, "link.txt", "folder/bridge.txt")} == {wanted}
    assert identity(spelled("news/other.txt")) != wanted
    assert identity(spelled("news/bridge.txt", doc_id="guid-of-another")) != wanted
    zipped, feed = spelled("news.zip/a/one.txt"), {"doc_id": "feed:3"}
    assert identity(zipped) == identity(spelled("./news.zip/a/one.txt")) != identity(spelled("news.zip/b/one.txt"))
    assert identity(spelled("feed.jsonl:3", **feed)) == identity(spelled(f"{folder}/feed.jsonl:3", **feed))
    assert identity(spelled("feed.jsonl:3", **feed)) != identity(spelled("feed.jsonl:4", doc_id="feed:4"))
    assert identity(spelled("feed.jsonl:3", doc_id="x")) == identity(spelled("./feed.jsonl:4", doc_id="x"))
    monkeypatch.chdir(folder / "news")
    assert identity(spelled("bridge.txt")) == wanted
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "bridge.txt").touch()
    monkeypatch.chdir(folder / "elsewhere")
    assert identity(spelled("bridge.txt")) != wanted


def as_before(repository: Repository, audit: Audit, created_at: str) -> None:
    """Stores an audit as version 0.2 did, by the spelling of its path."""
    mine = digest("origin", audit.article.origin, audit.article.doc_id)
    repository.save_all([audit], RUN, {audit.article.id: mine})
    with writing(repository.engine) as connection:
        connection.execute(update(ArticleRow).where(ArticleRow.id == audit.article.id).values(created_at=created_at))


def test_articles_of_a_version_before_are_one_whatever_their_paths_were(repository: Repository, folder: Path) -> None:
    text = "The bridge will hold, said the mayor, and it {} for a hundred years."
    for at, name in enumerate(("./news/bridge.txt", "news/bridge.txt", "link.txt")):
        as_before(repository, empty(text.format(f"held {at}"), origin=name, doc_id=Path(name).stem), f"2026-01-0{at + 1}")
    stranger = empty("Quite another story, of another folder, with no word in common.", origin=str(folder / "news/bridge.txt"))
    as_before(repository, stranger, "2026-01-09")
    assert len(current(repository)) == 4
    now = empty(text.format("will hold"), origin="news/bridge.txt", doc_id="bridge")
    assert repository.save(now, RUN) is Saved.NEW_VERSION
    assert current(repository)[now.article.id][0] == 3
    assert len(current(repository)) == 3, "that there was a link is not known until it is read"
    last = empty(text.format("holds"), origin="link.txt", doc_id="link")
    assert repository.save(last, RUN) is Saved.NEW_VERSION
    assert set(current(repository)) == {last.article.id, stranger.article.id}
    assert current(repository)[last.article.id] == (5, now.article.id)


def test_an_edited_article_is_a_new_version(repository: Repository) -> None:
    old, new = bridge(), empty()
    repository.save(old, RUN)
    assert repository.save(new, RUN) is Saved.NEW_VERSION
    (now,) = repository.articles()
    assert (now.id, now.version, now.previous_id, now.current) == (new.article.id, 2, old.article.id, True)
    both = list(repository.articles(Filter(include_old=True)))
    assert [(a.version, a.current) for a in both] == [(1, False), (2, True)]
    assert list(repository.audits()) == [new]
    assert list(repository.audits(Filter(include_old=True))) == [old, new]
    assert repository.load(old.article.id) == old


def test_an_edit_taken_back_makes_the_old_version_current_again(repository: Repository) -> None:
    repository.save(bridge(), RUN)
    repository.save(empty(), RUN)
    assert repository.save(bridge(), RUN) is Saved.REDONE
    (now,) = repository.articles()
    assert (now.id, now.version, now.previous_id) == (bridge().article.id, 1, None)
    third = empty("A third text.")
    assert repository.save(third, RUN) is Saved.NEW_VERSION
    (now,) = repository.articles()
    assert (now.version, now.previous_id) == (3, bridge().article.id)
    assert repository.load(bridge().article.id) == bridge()


def test_the_same_words_in_another_place_stay_one_article(repository: Repository) -> None:
    repository.save(bridge(), RUN)
    copy = bridge(origin="other/copy.txt", doc_id="copy")
    assert repository.save(copy, OTHER_RUN) is Saved.REDONE
    assert repository.load(copy.article.id) == bridge()
    (now,) = repository.articles()
    assert (now.doc_id, now.tool_version) == ("bridge", "0.2.0")


def test_an_old_version_found_in_another_place_moves_there(repository: Repository) -> None:
    repository.save(bridge(), RUN)
    repository.save(empty(), RUN)
    copy = bridge(origin="other/copy.txt", doc_id="copy")
    assert repository.save(copy, RUN) is Saved.REDONE
    rows = repository.articles(Filter(include_old=True))
    assert {(a.doc_id, a.version, a.current) for a in rows} == {("bridge", 2, True), ("copy", 1, True)}
    assert repository.load(copy.article.id) == copy


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"url": "https://x.example/a#top"}, {"url": "https://x.example/a", "origin": "elsewhere", "doc_id": "b"}, True),
        ({"url": "https://x.example/a"}, {"url": "https://x.example/b"}, False),
        ({}, {"title": "new title"}, True),
        ({"origin": "a.jsonl:3"}, {"origin": "a.jsonl:4"}, True),
        ({"origin": "a.jsonl:3"}, {"origin": "a.jsonl:3", "doc_id": "other"}, False),
        ({"origin": "a.txt"}, {"origin": "b.txt"}, False),
        ({"origin": "-"}, {"origin": "-:2"}, True),
        ({"origin": "-"}, {"origin": "", "outlet": "Other"}, False),
        ({"origin": "-", "outlet": None}, {"origin": "-", "outlet": None}, False),
    ],
)
def test_what_makes_two_texts_versions_of_one_article(one: dict[str, str], other: dict[str, str], same: bool) -> None:
    assert (identity(article("first", **one)) == identity(article("second", **other))) is same


@pytest.mark.parametrize(
    "broken",
    [
        lambda audit: replace(audit, statements=(replace(audit.statements[0], source_ids=("nobody",)),)),
        lambda audit: replace(audit, statements=(audit.statements[0],) * 2),
        lambda audit: replace(audit, statements=(replace(audit.statements[0], resolution_scores=(0.1, 0.2, 0.3)),)),
        lambda audit: replace(audit, statements=(replace(audit.statements[0], resolved_by=(Tie.NAME, Tie.NAME)),)),
        lambda audit: replace(audit, statements=(replace(audit.statements[0], grounds=(GROUND, GROUND)),)),
    ],
)
def test_a_save_that_fails_leaves_what_was_there(repository: Repository, broken: Callable[[Audit], Audit]) -> None:
    repository.save(bridge(), RUN)
    before = census(repository.engine)
    with pytest.raises(UnstorableError, match="please report"):
        repository.save(broken(replace(bridge(), findings=())), OTHER_RUN)
    assert census(repository.engine) == before
    assert repository.load(bridge().article.id) == bridge()


@pytest.mark.parametrize("source", [0.5, None])
def test_the_evidence_of_a_statement_is_kept(repository: Repository, source: float | None) -> None:
    audit = bridge()
    joint = replace(audit.statements[4], tags=TagScores(0.75, source, 0.25), resolved_by=(Tie.NAME, Tie.DESCRIPTION))
    audit = replace(audit, statements=(*audit.statements[:4], joint, *audit.statements[5:]))
    repository.save(audit, RUN)
    assert repository.load(audit.article.id).statements[4] == joint


@pytest.mark.parametrize("character", ["\x00", chr(0xD800), chr(0xDFFF)])
def test_characters_that_cannot_be_kept_are_refused_by_name(repository: Repository, character: str) -> None:
    with pytest.raises(UnstorableError, match=rf"article\.text has the character U\+{ord(character):04X} at position 4") as caught:
        repository.save(empty("some" + character), RUN)
    caught.value.args[0].encode()
    audit = bridge()
    with pytest.raises(StoreError, match=r"sources\.reason"):
        repository.save(replace(audit, sources=(replace(audit.sources[0], reason=character),)), RUN)
    with pytest.raises(StoreError, match=r"article\.notes"):
        repository.save(empty(notes=("ok", character)), RUN)
    assert census(repository.engine)["articles"] == 0


def test_skipped_inputs_are_kept_once_a_run(repository: Repository) -> None:
    first, odd = SkippedInput("a.txt", "it is empty", "empty"), SkippedInput("b\udcff.txt", "no text\x00", "binary")
    for skipped in (first, odd, replace(first, reason="still empty")):
        assert repository.save_all([skipped], RUN) == [None]
    repository.save_all([first], OTHER_RUN)
    assert repository.skipped() == [
        SkippedInput("b\ufffd.txt", "no text\ufffd", "binary"),
        replace(first, reason="still empty"),
        first,
    ]


def test_articles_are_found_by_id_doc_id_and_prefix(repository: Repository) -> None:
    one, two = bridge(), empty("Another story.", doc_id="ferry", origin="f.txt")
    for audit in (one, two, empty("Third.", doc_id="ferry", origin="g.txt", title=None)):
        repository.save(audit, RUN)
    assert repository.find_article(one.article.id) == one.article.id
    assert repository.find_article("bridge") == one.article.id
    assert repository.find_article(one.article.id[:9]) == one.article.id
    with pytest.raises(StoreError, match=r"several articles: .*\(ferry\).*give one id"):
        repository.find_article("ferry")
    for nobody in ("x%", "", "a_"):
        with pytest.raises(StoreError, match="audit articles"):
            repository.find_article(nobody)
    repository.save(empty("Fourth.", doc_id="d4", origin="4.txt"), RUN)
    with pytest.raises(StoreError, match="…; give one id"):
        repository.find_article("a")


def test_a_doc_id_means_the_current_version(repository: Repository) -> None:
    repository.save(bridge(), RUN)
    repository.save(empty(), RUN)
    assert repository.find_article("bridge") == empty().article.id


def test_an_unknown_article_is_an_error(repository: Repository) -> None:
    for read in (repository.load, repository.run_of):
        with pytest.raises(StoreError, match="no article 'nothing'"):
            read("nothing")


def test_a_summary_counts_what_was_found(repository: Repository) -> None:
    repository.save(bridge(), RUN)
    (row,) = repository.articles()
    assert (row.statements, row.sources, row.anonymous_sources, row.findings) == (6, 4, 2, 4)
    assert (row.characters, row.tool_version, row.sha256) == (len(TEXT), "0.1.0", bridge().article.sha256)
    (row,) = repository.articles(Filter(scope="all"))
    assert row.statements == 7


@pytest.fixture
def three(repository: Repository) -> Repository:
    """The bridge story, and two with nothing attributed."""
    repository.save(bridge(), RUN)
    repository.save(
        empty("One.", doc_id="one", origin="in/one.txt", outlet="ÉCHO", byline="Ann Lee", published="2025-05-31T09:00:00Z"), RUN
    )
    repository.save(empty("Two.", doc_id="two", origin="in/two.txt", outlet=None, byline=None, published=None), RUN)
    return repository


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(), ["bridge", "one", "two"]),
        (Filter(limit=2), ["bridge", "one"]),
        (Filter(article="two"), ["two"]),
        (Filter(article=bridge().article.id), ["bridge"]),
        (Filter(article="IN/"), ["one", "two"]),
        (Filter(article="in_"), []),
        (Filter(outlet="ferry post"), ["bridge"]),
        (Filter(outlet="écho"), ["one"]),
        (Filter(outlet="ferry"), []),
        (Filter(byline="tim ost"), ["bridge"]),
        (Filter(since="2025-03-05"), ["one"]),
        (Filter(since="2025-03", until="2025-03"), ["bridge"]),
        (Filter(until="2025-05-31"), ["bridge", "one"]),
        (Filter(until="2025-05-30"), ["bridge"]),
        (Filter(until="2024"), []),
        (Filter(source_type="anonymous"), ["bridge"]),
        (Filter(source_type="none"), ["bridge"]),
        (Filter(source_type="named", official=False), []),
        (Filter(status="blanket"), []),
        (Filter(source="quill"), ["bridge"]),
        (Filter(code="s601"), ["bridge"]),
        (Filter(code="N203"), []),
        (Filter(text="heard CRACKS"), ["bridge"]),
        (Filter(text="%"), []),
    ],
)
def test_filters_choose_articles(three: Repository, chosen: Filter, expected: list[str]) -> None:
    assert [row.doc_id for row in three.articles(chosen)] == expected
    assert [audit.article.doc_id for audit in three.audits(chosen)] == expected


def test_long_lists_are_read_in_parts(three: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 1)
    assert [row.doc_id for row in three.articles()] == [a.article.doc_id for a in three.audits()] == ["bridge", "one", "two"]


def official_or_nothing(source: Source) -> SourceType | None:
    return SourceType.OFFICIAL if source.official else None


def changed_to(derive: Callable[[Source], SourceType | None], *findings: Finding) -> Callable[[Audit], Audit]:
    """The types of ``derive``, and findings in the place of the old ones."""

    def change(audit: Audit) -> Audit:
        sources = tuple(replace(source, source_type=derive(source)) for source in audit.sources)
        return replace(audit, sources=sources, findings=findings, statements=())

    return change


def test_relabelling_replaces_types_and_findings_and_nothing_else(repository: Repository) -> None:
    audit = bridge()
    repository.save(audit, RUN)
    finding = replace(audit.findings[1], message="another message")
    assert repository.relabel(audit.article.id, changed_to(official_or_nothing, finding)) == 3
    after = repository.load(audit.article.id)
    assert [source.source_type for source in after.sources] == ["official", "official", None, "official"]
    back = tuple(replace(source, source_type=was.source_type) for source, was in zip(after.sources, audit.sources, strict=True))
    assert replace(after, sources=back) == replace(audit, findings=(finding,))
    assert repository.run_of(audit.article.id) == RUN
    assert repository.done_among([audit.article.id], RUN.digest) == {audit.article.id}
    counted = totals(repository.engine)
    pairs = Filter().pairs(next(repository.audits()))
    assert {kind: n for kind, n in counted.types.items() if n} == Counter(source and source.source_type for _, source in pairs)
    (group,) = by(repository.engine, None, "outlet")
    assert group.types == counted.types
    for code in {one.code for one in audit.findings}:
        chosen = Filter(code=code)
        found = [source and source.source_type for _, source in chosen.pairs(after)]
        assert {kind: n for kind, n in totals(repository.engine, chosen).types.items() if n} == Counter(found)
        assert sum(group.statements for group in by(repository.engine, chosen, "outlet")) == len({s.id for s, _ in chosen.pairs(after)})
    assert repository.relabel(audit.article.id, changed_to(official_or_nothing)) == 0
    assert repository.load(audit.article.id).findings == ()
    assert totals(repository.engine, Filter(code=finding.code)).articles == 0
    assert repository.relabel(audit.article.id, lambda stored: stored) == 0


@pytest.mark.parametrize(
    "finding",
    [
        Finding("A101", Severity.ERROR, None, "about nobody", None, "nobody", "f1"),
        Finding("A101", Severity.ERROR, None, "a bad \x00", None, None, "f1"),
    ],
)
def test_a_relabelling_that_fails_changes_nothing(repository: Repository, finding: Finding) -> None:
    repository.save(bridge(), RUN)
    with pytest.raises(UnstorableError):
        repository.relabel(bridge().article.id, changed_to(official_or_nothing, finding))
    assert repository.load(bridge().article.id) == bridge()


def test_nothing_is_relabelled_where_there_is_nothing(repository: Repository) -> None:
    with pytest.raises(StoreError, match="no article 'nothing'"):
        repository.relabel("nothing", lambda stored: stored)


def test_two_threads_save_the_same_and_different_articles(repository: Repository) -> None:
    outcomes: list[Saved] = []
    errors: list[Exception] = []
    gate = threading.Barrier(2)

    def work() -> None:
        gate.wait()
        try:
            outcomes.extend(repository.save(empty(f"Text {n // 2}.", origin=f"{n // 4}.txt"), RUN) for n in range(16))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert len(outcomes) == 32
    rows = census(repository.engine)
    assert (rows["articles"], rows["runs"]) == (8, 1)
    assert len(list(repository.articles())) == 4


def test_reading_goes_on_while_another_connection_writes(repository: Repository) -> None:
    repository.save(bridge(), RUN)
    stream = repository.audits()
    first = next(stream)
    repository.save(empty("Meanwhile.", origin="m.txt"), RUN)
    assert [first, *stream] == [bridge()]


def test_a_locked_file_is_named_and_the_batch_can_go_on(sqlite_url: str) -> None:
    repository = Repository(open_engine(sqlite_url, wait=0.05))
    holder = sqlite3.connect(sqlite_url, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match=r"store bridge in .*audit\.db: another program is using it") as caught:
        repository.save(bridge(), RUN)
    assert not isinstance(caught.value, UnstorableError)
    holder.execute("ROLLBACK")
    holder.close()
    assert repository.save(bridge(), RUN) is Saved.NEW
    repository.engine.dispose()


def test_a_full_disk_keeps_what_was_stored(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    repository = Repository(engine)
    repository.save(bridge(), RUN)
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match=r"disk is full .*free some space") as caught:
        repository.save(empty("long " * 20_000, origin="long.txt"), RUN)
    assert not isinstance(caught.value, UnstorableError)
    assert list(repository.audits()) == [bridge()]
    engine.dispose()


def test_the_run_is_guarded_too(repository: Repository) -> None:
    odd: Run = replace(RUN, settings=(("models", "a\x00b"),))
    with pytest.raises(UnstorableError, match="settings has the character"):
        repository.save(bridge(), odd)


def test_a_number_too_large_is_the_articles_own_trouble(repository: Repository) -> None:
    audit = bridge()
    crowd = replace(audit.sources[0], head_count=2**70)
    with pytest.raises(UnstorableError, match="store bridge in"):
        repository.save(replace(audit, sources=(crowd, *audit.sources[1:])), RUN)
    assert repository.save(audit, RUN) is Saved.NEW


@pytest.mark.parametrize(
    "values",
    [
        {"source_type": "secret"},
        {"status": "hidden"},
        {"scope": "some"},
        {"since": "yesterday"},
        {"until": "2025-1"},
        {"since": "2025-02-30"},
        {"until": "2025-13"},
        {"limit": 0},
    ],
)
def test_impossible_filters_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match=next(iter(values)).replace("source_type", "source type")):
        Filter(**values)  # type: ignore[arg-type]


def test_the_version_of_the_tool_by_article(repository: Repository) -> None:
    repository.save(bridge(), RUN)
    assert repository.tool_versions() == {summary.id: summary.tool_version for summary in repository.articles()}
    assert repository.tool_versions(Filter(outlet="nobody")) == {}
