"""Audits as people corrected them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.domain.audited import Audit
from audit.domain.decided import newest
from audit.domain.finding import Finding, Severity
from audit.domain.ground import Axis, Ground
from audit.domain.review import Check, CheckStatus, Correction, Decision, Judgement, Labels, Review
from audit.domain.source import AnonymityStatus, Identity, Kind, MarkerKind, ReasonClass, Source, SourceType
from audit.domain.statement import ResponseNote, Scope, Tie
from audit.domain.text import Span
from audit.rules.placing import finding_target, labels, statement_again, statement_target
from audit.rules.reviewed import reviewed
from tests.report.hand_made import TEXT, make, span

THEN = {make().article.id: TEXT}
OFFICIAL, MARSH, ROE = "aofficial", "amarsh", "aroe"


def judged(
    statement_id: str,
    source_id: str | None,
    judgement: Judgement = Judgement.CORRECTED,
    on: Audit | None = None,
    **correction: object,
) -> Review:
    audit = on or make()
    statement = next(one for one in audit.statements if one.id == statement_id)
    target = statement_target(audit, statement, source_id)
    return Review(target, judgement, "Ona Reed", "", Correction(**correction), labels(audit, source_id))  # type: ignore[arg-type]


def after(*decisions: Decision, audit: Audit | None = None) -> Audit:
    return reviewed(audit or make(), decisions, THEN)[0]


def said_by(audit: Audit, statement_id: str) -> list[Source]:
    statement = next(one for one in audit.statements if one.id == statement_id)
    return [audit.source(one) for one in statement.source_ids]


def test_nothing_decided_changes_nothing() -> None:
    assert reviewed(make(), [], THEN) == (make(), [])
    confirmed = judged("as1", OFFICIAL, Judgement.CONFIRMED)
    assert reviewed(make(), [confirmed], THEN) == (make(), [confirmed])


def test_a_confirmed_statement_needs_no_review() -> None:
    assert make().statements[1].needs_review
    assert not after(judged("as2", OFFICIAL, Judgement.CONFIRMED)).statements[1].needs_review


def test_a_type_is_that_of_the_source_wherever_it_speaks() -> None:
    (first,), (second,) = (said_by(after(judged("as1", OFFICIAL, source_type=SourceType.NAMED)), one) for one in ("as1", "as2"))
    assert first == second
    assert (first.source_type, first.identity, first.anonymity_status) == (
        SourceType.NAMED,
        Identity.NAMED,
        AnonymityStatus.NOT_APPLICABLE,
    )
    assert (first.reason, first.reason_class, first.decided_by) == (None, ReasonClass.NONE, "review by Ona Reed")


def test_a_partial_name_stays_partial() -> None:
    audit = make()
    audit = replace(audit, sources=(replace(audit.sources[0], identity=Identity.PARTIAL), *audit.sources[1:]))
    assert (
        said_by(after(judged("as1", OFFICIAL, on=audit, source_type=SourceType.NAMED), audit=audit), "as1")[0].identity is Identity.PARTIAL
    )


def test_an_official_voice_is_that_of_an_institution() -> None:
    (source,) = said_by(after(judged("as1", OFFICIAL, source_type=SourceType.OFFICIAL)), "as1")
    assert (source.kind, source.identity, source.anonymity_status) == (Kind.ORGANISATION, Identity.NAMED, AnonymityStatus.NOT_APPLICABLE)
    audit = make()
    paper = replace(audit, sources=(replace(audit.sources[0], kind=Kind.DOCUMENT), *audit.sources[1:]))
    assert said_by(after(judged("as1", OFFICIAL, source_type=SourceType.OFFICIAL), audit=paper), "as1")[0].kind is Kind.DOCUMENT


def test_an_anonymous_source_is_disclosed_if_the_article_says_so() -> None:
    _, roe = said_by(after(judged("as3", ROE, source_type=SourceType.ANONYMOUS)), "as3")
    assert (roe.identity, roe.anonymity_status) == (Identity.UNNAMED, AnonymityStatus.UNDISCLOSED)
    _, roe = said_by(after(judged("as3", ROE, source_type=SourceType.ANONYMOUS, reason="fear")), "as3")
    assert (roe.anonymity_status, roe.reason, roe.reason_class) == (AnonymityStatus.DISCLOSED, "fear", ReasonClass.INFORMATIVE)
    audit = make()
    partial = replace(audit.sources[0], identity=Identity.PARTIAL, source_type=SourceType.NAMED)
    audit = replace(audit, sources=(partial, *audit.sources[1:]))
    (aide,) = said_by(after(judged("as1", OFFICIAL, on=audit, source_type=SourceType.ANONYMOUS), audit=audit), "as1")
    assert (aide.identity, aide.anonymity_status) == (Identity.PARTIAL, AnonymityStatus.DISCLOSED)


def test_a_type_that_is_right_already_is_left_alone() -> None:
    assert after(judged("as3", ROE, source_type=SourceType.NAMED)).sources == make().sources


def test_a_reason_may_be_mended_and_taken_away() -> None:
    (source,) = said_by(after(judged("as1", OFFICIAL, reason="")), "as1")
    assert (source.reason, source.reason_class) == (None, ReasonClass.NONE)
    assert MarkerKind.REASON not in {marker.kind for marker in source.markers}
    assert after(judged("as1", OFFICIAL, reason="for fear of losing her job")).sources == make().sources


def test_another_speaker_of_the_article() -> None:
    corrected = after(judged("as2", OFFICIAL, speaker="ida marsh"))
    assert [one.id for one in said_by(corrected, "as2")] == [MARSH]
    assert corrected.source(OFFICIAL).mentions
    assert [one.id for one in said_by(after(judged("as2", OFFICIAL, speaker="Marsh")), "as2")] == [MARSH]


def test_a_speaker_whom_the_tool_had_not_seen() -> None:
    corrected = after(judged("as5", None, speaker="Ola Finch", source_type=SourceType.ANONYMOUS))
    (finch,) = said_by(corrected, "as5")
    assert next(one for one in corrected.statements if one.id == "as5").resolved_by == (Tie.REVIEW,)
    assert (finch.label, finch.source_type, finch.identity) == ("Ola Finch", SourceType.ANONYMOUS, Identity.UNNAMED)
    assert "Q301" not in {finding.code for finding in corrected.findings}
    assert "Q301" in {finding.code for finding in make().findings}


def test_a_speaker_in_a_joint_statement() -> None:
    audit = make()
    scored = replace(audit.statements[2], resolution_scores=(0.5, 0.25), resolved_by=(Tie.NAME, Tie.PRONOUN))
    audit = replace(audit, statements=(*audit.statements[:2], scored, *audit.statements[3:]))
    corrected = after(judged("as3", ROE, speaker="senior Velmar official"), audit=audit)
    assert [one.id for one in said_by(corrected, "as3")] == [MARSH, OFFICIAL]
    assert corrected.statements[2].resolution_scores == (0.5, 1.0)
    assert corrected.statements[2].resolved_by == (Tie.NAME, Tie.REVIEW)
    assert ROE not in {one.id for one in corrected.sources}
    assert len(corrected.statements[2].mentions) == 2
    corrected = after(judged("as3", ROE, speaker="Ida Marsh"))
    assert [one.id for one in said_by(corrected, "as3")] == [MARSH]
    assert after(judged("as3", MARSH, speaker="Ida Marsh")).statements == make().statements


def test_what_a_person_decided_takes_the_place_of_what_the_tool_weighed() -> None:
    audit = make()
    link = Ground(Axis.SPEAKER, "Ansel Roe", 0.7, "name", (("same name", 2.0),), "Ida Marsh")
    kind, identity, status, kept = (
        Ground(axis, value, 0.6, "a row", (("a feature", 1.0),), "another")
        for axis, value in ((Axis.KIND, "person"), (Axis.IDENTITY, "unnamed"), (Axis.STATUS, "disclosed"), (Axis.TYPE, "anonymous"))
    )
    joint = replace(audit.statements[2], grounds=(replace(link, value="Ida Marsh"), link))
    aide = replace(audit.sources[0], grounds=(kind, identity, status, kept), type_confidence=0.6)
    audit = replace(audit, statements=(*audit.statements[:2], joint, *audit.statements[3:]), sources=(aide, *audit.sources[1:]))
    by = "review by Ona Reed"
    (named,) = said_by(after(judged("as1", OFFICIAL, source_type=SourceType.NAMED), audit=audit), "as1")
    assert named.grounds == (
        kind,
        Ground(Axis.IDENTITY, "named", 1.0, by),
        Ground(Axis.STATUS, "not_applicable", 1.0, by),
        Ground(Axis.TYPE, "named", 1.0, by),
    )
    assert named.type_confidence == 1.0
    other = after(judged("as3", ROE, speaker="senior Velmar official"), audit=audit).statements[2]
    assert other.grounds == (joint.grounds[0], Ground(Axis.SPEAKER, "senior Velmar official", 1.0, by))
    assert after(judged("as3", ROE, speaker="Ida Marsh"), audit=audit).statements[2].grounds == joint.grounds[:1]
    assert after(judged("as5", None, speaker="Ola Finch")).statements[4].grounds == (Ground(Axis.SPEAKER, "Ola Finch", 1.0, by),)
    assert after(judged("as2", OFFICIAL, speaker="Ida Marsh")).statements[1].grounds == ()


def test_a_source_with_a_response_of_its_own_stays() -> None:
    note = ResponseNote("n1", Span(0, 4), None, "declined", ROE)
    audit = replace(make(), responses=(note,))
    assert ROE in {one.id for one in after(judged("as3", ROE, speaker="Ida Marsh"), audit=audit).sources}


def test_the_words_of_a_statement() -> None:
    corrected = after(judged("as3", MARSH, words="the yard would close … Marsh believes"))
    assert [part.of(TEXT) for part in corrected.statements[2].content] == ["the yard would close", "Marsh believes"]
    assert after(judged("as3", MARSH, words="words that are not there")).statements == make().statements


def test_what_is_no_statement_is_out_of_the_count() -> None:
    corrected = after(judged("as5", None, Judgement.DISMISSED), judged("as2", OFFICIAL, Judgement.DISMISSED))
    assert [one.scope for one in corrected.statements] == [
        Scope.STATEMENT,
        Scope.DISMISSED,
        Scope.STATEMENT,
        Scope.ATTITUDE,
        Scope.DISMISSED,
    ]
    assert "Q301" not in {finding.code for finding in corrected.findings}
    joint = after(judged("as3", ROE, Judgement.DISMISSED))
    assert (joint.statements[2].source_ids, joint.statements[2].scope) == ((MARSH,), Scope.STATEMENT)


def test_the_newest_decision_on_a_thing_holds() -> None:
    official, named = judged("as1", OFFICIAL, source_type=SourceType.OFFICIAL), judged("as1", OFFICIAL, source_type=SourceType.NAMED)
    check = Check(named.target, CheckStatus.WRONG, "Ona Reed")
    assert newest([official, check, named]) == [check, named]
    assert said_by(after(official, named), "as1")[0].source_type is SourceType.NAMED
    assert len(reviewed(make(), [official, named], THEN)[1]) == 2


def moved(audit: Audit, text: str) -> Audit:
    """The audit as a run over an edited text would make it, with other ids."""
    by = len(text) - len(TEXT)

    def shift(place: Span) -> Span:
        return Span(place.start + by, place.end + by)

    statements = tuple(
        replace(
            one,
            id=f"b{one.id}",
            content=tuple(map(shift, one.content)),
            source_span=one.source_span and shift(one.source_span),
            source_ids=tuple(f"b{i}" for i in one.source_ids),
        )
        for one in audit.statements
    )
    sources = tuple(replace(one, id=f"b{one.id}") for one in audit.sources)
    return replace(audit, article=replace(audit.article, text=text), statements=statements, sources=sources, findings=())


def test_decisions_are_found_again_in_an_edited_article() -> None:
    edited = moved(make(), "A correction: the harbour is in the north of the town.\n" + TEXT)
    corrected, placed = reviewed(
        edited, [judged("as1", OFFICIAL, source_type=SourceType.NAMED), judged("as3", ROE, Judgement.CONFIRMED)], THEN
    )
    assert [(one.target.id, one.target.source_id, one.stale) for one in placed] == [("bas1", "baofficial", False), ("bas3", "baroe", False)]
    assert said_by(corrected, "bas2")[0].source_type is SourceType.NAMED


def test_what_is_not_there_any_more_is_left_out() -> None:
    short = replace(make(), article=replace(make().article, text="It rained."), statements=(), sources=(), findings=())
    decisions = [judged("as1", OFFICIAL, source_type=SourceType.NAMED), judged("as3", ROE, Judgement.CONFIRMED)]
    assert reviewed(short, decisions, THEN) == (short, [])
    wordless = replace(make(), statements=(), findings=())
    assert reviewed(wordless, decisions, THEN) == (wordless, [])
    elsewhere = replace(make(), statements=(replace(make().statements[4], id="x"),))
    assert statement_again(elsewhere, decisions[0].target, THEN) is None


def test_another_run_over_the_same_words() -> None:
    """Other ids, a slightly longer content, another source: the decisions are found by their words."""
    audit = make()
    longer = replace(
        audit.statements[2], id="x", content=(Span(span("said the yard").start, span("would close").end),), source_ids=(MARSH,)
    )
    other = replace(audit, statements=(longer,))
    review = judged("as3", ROE, Judgement.CONFIRMED)
    check = Check(review.target, CheckStatus.CONFIRMED, "Ona Reed")
    _, placed = reviewed(other, [review, check], THEN)
    assert [(one.target.id, one.target.source_id, one.stale) for one in placed] == [("x", MARSH, True)] * 2
    nobody = replace(audit, statements=(replace(longer, source_ids=()),))
    assert reviewed(nobody, [review], THEN)[1][0].target.source_id is None


def test_a_confirmation_of_something_else_is_stale_and_changes_nothing() -> None:
    review = replace(judged("as2", OFFICIAL, Judgement.CONFIRMED), found=Labels("senior Velmar official", SourceType.OFFICIAL, None))
    corrected, (placed,) = reviewed(make(), [review], THEN)
    assert placed.stale
    assert corrected == make()


def test_findings_are_known_by_fingerprint_or_by_rule_and_words() -> None:
    audit = make()
    (finding,) = (one for one in audit.findings if one.code == "Q301")
    review = Review(finding_target(audit, finding), Judgement.WAIVED, "Ona Reed", "the caller is known to us")
    assert review.of_finding
    assert review.signs_off
    corrected, (placed,) = reviewed(audit, [review], THEN)
    assert (corrected, placed.target.id) == (audit, finding.fingerprint)
    renamed = replace(audit, findings=(replace(finding, fingerprint="anew"),))
    assert reviewed(renamed, [review], THEN)[1][0].target.id == "anew"
    other_words = replace(finding, fingerprint="anew", span=Span(finding.span.start - 30, finding.span.end) if finding.span else None)
    assert reviewed(replace(audit, findings=(other_words,)), [review], THEN)[1] == []
    other_rule = replace(finding, fingerprint="anew", code="X999")
    assert reviewed(replace(audit, findings=(other_rule,)), [review], THEN)[1] == []


def test_a_finding_on_the_whole_article_is_known_by_its_fingerprint_only() -> None:
    whole = Finding("S601", Severity.WARNING, None, "…", None, None, "aprint")
    review = Review(finding_target(make(), whole), Judgement.DISMISSED, "Ona Reed", "wrong")
    assert reviewed(replace(make(), findings=(whole,)), [review], THEN)[1] == [review]
    assert reviewed(replace(make(), findings=(replace(whole, fingerprint="b"),)), [review], THEN)[1] == []


@pytest.mark.parametrize(
    ("correction", "words"),
    [
        (Correction(), ""),
        (Correction(source_type=SourceType.NAMED, speaker="Ona Vey"), "type named; speaker “Ona Vey”"),
        (Correction(reason="", words="a b"), "words “a b”; no reason"),
    ],
)
def test_corrections_in_words(correction: Correction, words: str) -> None:
    assert correction.in_words() == words
    assert bool(correction) == bool(words)
    assert correction.over(Correction(reason="x")).reason == ("" if words.endswith("no reason") else "x")
