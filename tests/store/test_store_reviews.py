"""Decisions in the database: kept with their history, placed in every version, undone without a trace in the results."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.domain.audited import Audit
from audit.domain.finding import Finding
from audit.domain.review import Check, CheckStatus, Correction, Decision, Judgement, Labels, Review, finding_id, row_id
from audit.domain.source import SourceType
from audit.domain.statement import Scope
from audit.errors import StoreError, UnstorableError
from audit.rules.judging import OvertakenError, Verdict
from audit.rules.placing import finding_target, labels, statement_target
from audit.store.by_id import ReviewItem
from audit.store.engine import open_engine
from audit.store.filter import Filter
from audit.store.finding_counts import finding_counts
from audit.store.repository import Repository
from audit.store.reviews import Reviews
from audit.store.schema import ensure
from audit.store.totals import totals
from tests.store.store_builders import OTHER_RUN, RUN, TEXT, bridge, empty, words


def keep_findings(audit: Audit) -> tuple[Finding, ...]:
    """Rules of these tests: what was found stays found where its words are, but for statements that are none."""
    out = {one.id for one in audit.statements if one.scope is Scope.DISMISSED}
    known = {one.id for one in audit.statements}
    kept = (one for one in findings_in(audit.article.text) if one.statement_id not in out)
    return tuple(one if one.statement_id in known else replace(one, statement_id=None) for one in kept)


def findings_in(text: str) -> tuple[Finding, ...]:
    """Those of ``bridge()`` whose words stand in another text, at their place there."""
    here = [(one, one.span.of(TEXT) if one.span else None) for one in bridge().findings]
    kept = [(one, quoted) for one, quoted in here if quoted is None or quoted in text]
    return tuple(replace(one, span=words(text, quoted) if quoted else None) for one, quoted in kept)


def with_text(text: str, **fields: object) -> Audit:
    """The same audit of another text that begins alike."""
    audit = bridge(**fields)
    return replace(audit, article=replace(audit.article, text=text))


@pytest.fixture
def reviews(repository: Repository) -> Reviews:
    """An audit in the database, and the door to decisions about it."""
    repository.findings = keep_findings
    repository.save(bridge(), RUN)
    return Reviews(repository)


def review(statement_id: str, source_id: str | None, judgement: Judgement = Judgement.CORRECTED, **correction: object) -> Review:
    audit = bridge()
    statement = next(one for one in audit.statements if one.id == statement_id)
    found = labels(audit, source_id)
    return Review(statement_target(audit, statement, source_id), judgement, "Ona Reed", "seen", Correction(**correction), found)  # type: ignore[arg-type]


def waiver(fingerprint: str = "f2", judgement: Judgement = Judgement.WAIVED) -> Review:
    (finding,) = (one for one in bridge().findings if one.fingerprint == fingerprint)
    return Review(finding_target(bridge(), finding), judgement, "Ona Reed", "agreed with the desk")


def now(reviews: Reviews) -> Audit:
    (audit,) = reviews.repository.audits()
    return audit


def type_of(reviews: Reviews, source_id: str) -> SourceType | None:
    return now(reviews).source(source_id).source_type


def bare(decision: Decision) -> Decision:
    return replace(decision, id="", created_at="")


def test_a_decision_comes_back_as_it_was_made(reviews: Reviews) -> None:
    check = Check(
        review("t4", "s3").target, CheckStatus.WRONG, "Tim Ost", "2026-03-04", "https://a.example/ü?x=1", "+44 “desk”", "=no, «never» 🦊"
    )
    made: list[Decision] = [review("t3", "s2", source_type=SourceType.OFFICIAL, reason=""), waiver(), check]
    assert reviews.add(made) == ["r1", "r2", "r3"]
    entries = list(reviews.entries())
    assert [bare(one.decision) for one in entries] == made
    assert all(one.decision.created_at for one in entries)
    assert {(one.article_id, one.name, one.lost) for one in entries} == {(bridge().article.id, "Bridge holds", False)}


def test_a_correction_is_in_everything_that_reads_the_database(reviews: Reviews) -> None:
    before = totals(reviews.engine)
    reviews.add([review("t3", "s2", source_type=SourceType.OFFICIAL), review("t6", None, Judgement.DISMISSED)])
    after = totals(reviews.engine)
    assert type_of(reviews, "s2") is SourceType.OFFICIAL
    assert after.types[SourceType.OFFICIAL] == before.types[SourceType.OFFICIAL] + 1
    assert after.statements == before.statements - 1
    assert {one.fingerprint for one in now(reviews).findings} == {"f1", "f3", "f4"}
    assert reviews.repository.as_found(now(reviews)) == bridge()
    assert [(one.target.id, one.judgement) for one in now(reviews).reviews] == [("t3", Judgement.CORRECTED), ("t6", Judgement.DISMISSED)]


def test_undo_takes_everything_back_and_keeps_the_history(reviews: Reviews) -> None:
    first, second = reviews.add([review("t3", "s2", source_type=SourceType.OFFICIAL), review("t3", "s2", source_type=SourceType.NAMED)])
    assert type_of(reviews, "s2") is SourceType.NAMED
    reviews.withdraw(second, "Tim Ost")
    assert type_of(reviews, "s2") is SourceType.OFFICIAL
    reviews.withdraw(first, "Tim Ost")
    assert now(reviews) == bridge()
    entries = list(reviews.entries())
    assert [one.decision.withdrawn_by for one in entries] == ["Tim Ost"] * 2
    assert not any(one.lost for one in entries)
    with pytest.raises(StoreError, match="Tim Ost already withdrew decision r1 on 20"):
        reviews.withdraw(first, "Ona Reed")
    for unknown in ("r99", "x", "", "r12345678901", "r²"):
        with pytest.raises(StoreError, match="audit review list"):
            reviews.withdraw(unknown, "Ona Reed")


def test_decisions_survive_another_run_and_another_version(reviews: Reviews) -> None:
    check = Check(review("t1", "s1").target, CheckStatus.CONFIRMED, "Tim Ost")
    reviews.add([review("t3", "s2", source_type=SourceType.OFFICIAL), waiver(), check])
    reviews.repository.save(bridge(), OTHER_RUN)
    assert type_of(reviews, "s2") is SourceType.OFFICIAL
    assert (len(now(reviews).checks), set(now(reviews).signed_off)) == (1, {"f2"})

    text = TEXT.replace("An aide said", "Her aide said")
    edited = replace(bridge(), article=replace(bridge().article, text=text))
    shifted = tuple(
        replace(one, id=f"n{one.id}", content=tuple(replace(s, start=s.start + 1, end=s.end + 1) for s in one.content))
        if one.id in ("t3", "t4", "t5", "t6")
        else one
        for one in edited.statements
    )
    findings = tuple(replace(one, statement_id=one.statement_id and f"n{one.statement_id}") for one in findings_in(text))
    reviews.repository.save(replace(edited, statements=shifted, findings=findings), RUN)
    assert type_of(reviews, "s2") is SourceType.OFFICIAL
    assert [one.target.id for one in now(reviews).reviews] == ["nt3", "f2"]
    assert now(reviews).lost == ()

    gone = replace(empty("It rained in the harbour, and that was all that happened on the day."), findings=())
    reviews.repository.save(gone, RUN)
    assert now(reviews).reviews == ()
    assert len(now(reviews).lost) == 3
    assert [one.lost for one in reviews.entries()] == [True] * 3
    reviews.repository.save(bridge(), RUN)
    assert type_of(reviews, "s2") is SourceType.OFFICIAL
    assert now(reviews).lost == ()


def test_a_new_policy_does_not_overrule_a_person(reviews: Reviews) -> None:
    confirmed = review("t5", "s4", Judgement.CONFIRMED)
    reviews.add([review("t3", "s2", source_type=SourceType.NAMED), confirmed])

    def all_official(audit: Audit) -> Audit:
        assert audit == bridge()
        return replace(audit, sources=tuple(replace(one, source_type=SourceType.ANONYMOUS) for one in audit.sources))

    assert reviews.repository.relabel(bridge().article.id, all_official) == 2
    assert {one.id: one.source_type for one in now(reviews).sources} == {
        "s1": SourceType.ANONYMOUS,
        "s2": SourceType.NAMED,
        "s3": SourceType.ANONYMOUS,
        "s4": SourceType.ANONYMOUS,
    }
    assert [one.stale for one in now(reviews).reviews] == [False, True]


def test_a_waiver_goes_for_every_article_with_the_same_words_in_the_same_context(reviews: Reviews) -> None:
    other = with_text(TEXT + "\nMore.", doc_id="copy", origin="copy.txt")
    reviews.repository.save(other, RUN)
    reviews.add([waiver("f2", Judgement.DISMISSED), waiver("f4", Judgement.DISMISSED)])
    third = with_text(TEXT + "\nEven more.", doc_id="third", origin="third.txt")
    reviews.repository.save(third, RUN)
    another = "The story of another day, under the same headline. Who pays? Nobody had an answer to that, it seems."
    reviews.repository.save(replace(with_text(another, doc_id="d4", origin="d4.txt"), findings=findings_in(another)), RUN)
    signed = {audit.article.doc_id: set(audit.signed_off) for audit in reviews.repository.audits()}
    assert signed == {"bridge": {"f2", "f4"}, "copy": {"f2"}, "third": {"f2"}, "d4": set()}


def test_the_last_word_on_a_finding_is_counted(reviews: Reviews) -> None:
    def signed_off() -> dict[str, int]:
        return {one.code: one.signed_off for one in finding_counts(reviews.engine)}

    assert set(signed_off().values()) == {0}
    reviews.add([waiver("f2"), waiver("f4", Judgement.DISMISSED)])
    assert signed_off() == {"A101": 0, "A103": 0, "Q301": 1, "S601": 1}
    (again,) = reviews.add([waiver("f2", Judgement.CONFIRMED)])
    assert signed_off()["Q301"] == 0
    reviews.withdraw(again, "Tim Ost")
    assert signed_off()["Q301"] == 1


def test_a_decision_on_an_older_version_reaches_the_current_one(reviews: Reviews) -> None:
    longer = with_text(TEXT + "\nMore.")
    reviews.repository.save(longer, RUN)
    reviews.add([review("t3", "s2", source_type=SourceType.OFFICIAL)])
    assert {audit.source("s2").source_type for audit in reviews.repository.audits(Filter(include_old=True))} == {SourceType.OFFICIAL}


def test_ids_are_understood(reviews: Reviews) -> None:
    audit = bridge()
    with_long_ids = replace(
        audit,
        statements=tuple(replace(one, id=f"statement{one.id}") for one in audit.statements),
        findings=tuple(replace(one, statement_id=None, fingerprint=f"fingerprint{one.fingerprint}") for one in audit.findings),
    )
    reviews.repository.save(with_long_ids, OTHER_RUN)
    joint = reviews.choose("statementt5")
    assert (joint.statement and joint.statement.id, joint.source_ids) == ("statementt5", ("s4", "s1"))
    assert reviews.choose(row_id("statementt5", "s1")).source_ids == ("s1",)
    assert reviews.choose(row_id("statementt6", None)[:8]).source_ids == (None,)
    for key in ("fingerprintf2", finding_id(audit.article.id, "fingerprintf2")[:9]):
        found = reviews.choose(key).finding
        assert found is not None
        assert found.code == "Q301"
    for key, told in (("stat", "too short"), ("statement", "several ids"), ("nothing-like-it", "audit export")):
        with pytest.raises(StoreError, match=told):
            reviews.choose(key)


def test_the_id_of_before_a_correction_finds_the_row(reviews: Reviews) -> None:
    reviews.add([review("t5", "s4", speaker="Ola Finch", source_type=SourceType.NAMED), review("t5", "s1", Judgement.DISMISSED)])
    found = reviews.choose(row_id("t5", "s4"))
    (finch,) = found.source_ids
    assert finch is not None
    assert found.audit.source(finch).label == "Ola Finch"
    assert found.statement is not None
    assert (found.statement.id, found.statement.source_ids) == ("t5", (finch,))
    assert reviews.choose(row_id("t5", "s1")[:9]).source_ids == ("s1",)
    with pytest.raises(StoreError, match="audit export"):
        reviews.choose(row_id("t3", "s9"))


def test_entries_of_some_articles(reviews: Reviews) -> None:
    reviews.add([waiver()])
    assert len(list(reviews.entries(Filter(article="bridge")))) == 1
    assert list(reviews.entries(Filter(outlet="Another"))) == []


def test_what_cannot_be_stored_is_refused(reviews: Reviews) -> None:
    with pytest.raises(UnstorableError, match=r"the review.reviewer has the character U\+0000"):
        reviews.add([replace(waiver(), reviewer="a\x00b")])
    with pytest.raises(UnstorableError, match="the name"):
        reviews.withdraw("r1", "\ud800")
    nowhere = replace(waiver(), target=replace(waiver().target, article_id="aaaa"))
    with pytest.raises(StoreError, match="no article 'aaaa'"):
        reviews.add([waiver(), nowhere])
    assert list(reviews.entries()) == []


def test_without_rules_of_its_own_a_repository_takes_the_default_ones() -> None:
    engine = open_engine("sqlite://")
    ensure(engine)
    repository = Repository(engine)
    repository.save(bridge(), RUN)
    Reviews(repository).add([review("t3", "s2", source_type=SourceType.OFFICIAL)])
    (audit,) = repository.audits()
    assert {one.fingerprint for one in audit.findings}.isdisjoint({"f1", "f2", "f3", "f4"})
    assert audit.reviews[0].found == Labels("aide", SourceType.ANONYMOUS, "for fear of reprisals")
    engine.dispose()


def said(judgement: Judgement = Judgement.CONFIRMED, by: str = "Ona Reed", reason: str = "", **correction: object) -> Verdict:
    return Verdict(judgement, by, reason, Correction(**correction), "desk")  # type: ignore[arg-type]


def looked_at(reviews: Reviews, number: int = 0) -> ReviewItem:
    """A statement with all its sources, as it is now."""
    audit = now(reviews)
    statement = audit.statements[number]
    return ReviewItem(audit, statement, statement.source_ids or (None,))


def test_a_judgement_on_what_somebody_else_has_judged_since_is_refused(reviews: Reviews) -> None:
    looked = looked_at(reviews)
    assert len(reviews.judge(looked, said(by="Tim Ost"))) == 1
    with pytest.raises(OvertakenError, match="confirmed by Tim Ost; look at it again") as refused:
        reviews.judge(looked, said(source_type=SourceType.NAMED, judgement=Judgement.CORRECTED))
    assert [one.by for one in refused.value.others] == ["Tim Ost"]
    again = reviews.again(looked)
    assert again is not None
    assert len(reviews.judge(again, said(Judgement.DISMISSED, reason="a slogan"))) == 1
    with pytest.raises(OvertakenError):
        reviews.judge(looked, said())


def test_the_stamp_changes_with_every_decision_and_with_a_new_audit(reviews: Reviews) -> None:
    article_id = now(reviews).article.id
    stamps = [reviews.stamp(article_id)]
    reviews.judge(looked_at(reviews), said())
    stamps.append(reviews.stamp(article_id))
    reviews.undo(article_id, "Ona Reed", "desk")
    stamps.append(reviews.stamp(article_id))
    reviews.repository.save(bridge(), OTHER_RUN)
    stamps.append(reviews.stamp(article_id))
    reviews.repository.save(with_text(TEXT + "\nMore."), OTHER_RUN)
    stamps.append(reviews.stamp(article_id))
    assert len(set(stamps)) == 5
    assert reviews.stamp("a0")  # of one that is not there, too


def test_undo_takes_back_one_moment_of_one_person_from_one_place(reviews: Reviews) -> None:
    article_id = now(reviews).article.id
    rows = len(looked_at(reviews).source_ids)
    reviews.judge(looked_at(reviews), said())
    reviews.judge(looked_at(reviews, 1), replace(said(), origin="terminal"))
    reviews.judge(looked_at(reviews, 1), said(Judgement.DISMISSED, "Tim Ost", "a slogan"))
    assert [one.by for one in reviews.undo(article_id, "Ona Reed", "desk")] == ["Ona Reed"] * rows
    assert reviews.undo(article_id, "Ona Reed", "desk") == []
    assert {one.by for one in now(reviews).reviews} == {"Tim Ost"}
    reviews.undo(article_id, "Tim Ost", "desk")
    assert {(one.by, one.origin) for one in now(reviews).reviews} == {("Ona Reed", "terminal")}


def test_a_thing_that_is_gone_is_not_found_again(reviews: Reviews) -> None:
    looked = looked_at(reviews)
    finding = next(reviews.finding_queue(Filter()))
    gone = replace(looked.audit, statements=(), findings=())
    reviews.repository.save(replace(gone, sources=(), responses=()), OTHER_RUN)
    assert reviews.again(looked) is None
    assert reviews.again(finding) is None
    with pytest.raises(OvertakenError, match="its speaker, type or words are others"):
        reviews.judge(looked, said())
