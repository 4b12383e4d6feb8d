"""Every rule passes its passing examples and flags its failing ones; the registry selects; fingerprints outlive edits."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import audit.rules
from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import AnonymityMarker, AnonymityStatus, Identity, Kind, MarkerKind, SourceType
from audit.domain.statement import Cue, CueKind, Form, Mention, MentionKind, Scope
from audit.domain.text import Span
from audit.errors import ConfigError
from audit.rules import registry
from audit.rules.base import CITED, first_statements, quoted, spoken
from audit.rules.examples import Said, build
from audit.rules.registry import PROFILES, RELIABLE, RULES, get_rule, in_force, run_rules
from audit.rules.standards import measured, standards


@pytest.mark.parametrize("code", RULES)
def test_passing_examples_pass(code: str) -> None:
    assert RULES[code].passing
    for example in RULES[code].passing:
        assert list(RULES[code].check(example.audit)) == [], example.shows


@pytest.mark.parametrize("code", RULES)
def test_failing_examples_fail(code: str) -> None:
    assert RULES[code].failing
    for example in RULES[code].failing:
        (finding,) = RULES[code].check(example.audit)
        assert (finding.code, finding.severity) == (code, RULES[code].severity)
        assert "false" not in finding.message
        if finding.span is not None:
            words = finding.span.of(example.text)
            assert words
            assert words in finding.message


@pytest.mark.parametrize("rule", RULES.values())
def test_every_rule_is_documented(rule: object) -> None:
    for part in ("summary", "why", "standard", "limits"):
        assert len(getattr(rule, part)) > 30


def test_get_rule_knows_codes_and_names() -> None:
    assert get_rule("a101") is get_rule("No-Reason")
    with pytest.raises(ConfigError, match="A101 no-reason"):
        get_rule("A999")


def codes(**settings: Any) -> list[str]:
    return [rule.code for rule in in_force(Settings(**settings))]


def test_selection_by_code_prefix_and_name() -> None:
    assert codes(select=("A10", "F"), ignore=("A103", "no-response")) == [f"A10{n}" for n in (1, 2, 4, 5, 6, 7, 8, 9)] + ["F502"]
    with pytest.raises(ConfigError, match=r"no rule is left to run: ignore A removes everything in select A1"):
        codes(select=("A1",), ignore=("A",))
    with pytest.raises(ConfigError, match=r"ignore A N Q D F S X removes everything in the profile ap"):
        codes(profile="ap", ignore=("A", "N", "Q", "D", "F", "S", "X"))
    assert codes(ignore=("A", "N", "vague-group")) == [code for code in PROFILES["core"] if code[0] not in "AN"]
    for word in ("Z9", ""):
        with pytest.raises(ConfigError, match="the rules are"):
            codes(select=(word,))


def test_profiles() -> None:
    assert codes() == list(PROFILES["core"])
    assert codes(profile="all") == list(RULES)
    assert "Q302" in codes(profile="reuters")
    assert "Q302" not in codes(profile="npr")
    for house, rules in PROFILES.items():
        assert rules, house
    with pytest.raises(ConfigError, match="there is no profile 'tass'; the profiles are: core, ap"):
        codes(profile="tass")


def test_severities_and_limits_by_settings() -> None:
    (rule,) = in_force(Settings(select=("S602",), severity=(("anonymous-share", "Error"),), limits=(("S602", "0.9"),)))
    assert (rule.severity, rule.limit) == (Severity.ERROR, 0.9)
    assert list(rule.check(RULES["S602"].failing[0].audit)) == []
    assert (RULES["S602"].severity, RULES["S602"].limit) == (Severity.INFO, 0.5)
    (plain,) = in_force(Settings(select=("S602",)))
    assert (plain.severity, plain.limit) == (Severity.INFO, 0.5)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"severity": (("A101", "bad"),)}, "severity of A101 is 'bad'; set it to one of: info, warning, error"),
        ({"severity": (("A999", "info"),)}, "there is no rule 'A999'"),
        ({"limits": (("A101", "1"),)}, "A101 has no limit; the rules with one are: A106"),
        ({"limits": (("S602", "many"),)}, "limit of S602 is 'many'; give a number .share of statements"),
        ({"limits": (("S602", "-1"),)}, "give a number of 0 or more"),
        ({"limits": (("S602", "inf"),)}, "give a number of 0 or more"),
    ],
)
def test_impossible_severities_and_limits_are_refused(settings: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        codes(**settings)


def test_what_is_cited_is_listed_and_what_is_listed_is_cited() -> None:
    cited = {key for rule in RULES.values() for key in CITED.findall(rule.standard)}
    assert cited == set(standards())
    assert all("[" in rule.standard for rule in RULES.values())


def test_errors_only_where_several_standards_forbid() -> None:
    for rule in RULES.values():
        if rule.severity is Severity.ERROR:
            houses = {re.sub(r"\d", "", key) for key in CITED.findall(rule.standard)}
            assert len(houses) > 1, rule.code


def test_findings_stand_in_the_order_of_the_text() -> None:
    audit = build(
        "Sources said it sank. “Nobody knew it.” Rain fell. An aide said it floats.",
        Said("it sank", "Sources", kind=Kind.GROUP),
        Said("“Nobody knew it.”", form=Form.DIRECT),
        Said("it floats", "An aide"),
    )
    assert [finding.code for finding in run_rules(audit)] == ["A101", "A103", "A109", "Q301", "A101", "A106", "S601"]
    assert [finding.code for finding in run_rules(audit, Settings(select=("Q",)))] == ["Q301"]


def test_fingerprint_outlives_an_edit_elsewhere_and_tells_twins_apart() -> None:
    orphan = "“Nobody knew of the leak.”"
    said = Said(orphan, form=Form.DIRECT)
    before, after = build(f"It rained. {orphan}", said), build(f"It rained all day long. {orphan}", said)
    (one,), (two,) = run_rules(before, Settings(select=("Q301",))), run_rules(after, Settings(select=("Q301",)))
    assert one.span != two.span
    assert one.fingerprint == two.fingerprint
    twins = run_rules(build(f"{orphan} It rained. {orphan}", said, said), Settings(select=("Q301",)))
    assert len({finding.fingerprint for finding in twins}) == 2
    untitled = replace(before, article=replace(before.article, title=None))
    assert run_rules(untitled, Settings(select=("Q301",)))[0].fingerprint != one.fingerprint


def test_a101_takes_a_blanket_reason() -> None:
    audit = build(
        "An aide said it sank. A cook said it floats. Both asked not to be named for fear of the captain.",
        Said("it sank", "An aide", status="asked not to be named", reason="for fear of the captain", blanket=True),
        Said("it floats", "A cook", status="asked not to be named", blanket=True),
    )
    assert run_rules(audit, Settings(select=("A101",))) == ()
    unnamed = replace(audit.sources[1], anonymity_status=AnonymityStatus.UNDISCLOSED)
    (finding,) = run_rules(replace(audit, sources=(audit.sources[0], unnamed)), Settings(select=("A101",)))
    assert "A cook" in finding.message


def test_a101_takes_a_reason_marker_without_words_of_its_own() -> None:
    audit = build("An aide said it sank, for fear of the captain.", Said("it sank", "An aide"))
    marked = replace(audit.sources[0], markers=(AnonymityMarker(Span(23, 45), MarkerKind.REASON),))
    assert run_rules(replace(audit, sources=(marked,)), Settings(select=("A101",))) == ()


def test_a_policy_that_types_unnamed_officials_as_official_is_kept() -> None:
    audit = build("Officials said it sank.", Said("it sank", "Officials", kind=Kind.GROUP))
    as_official = replace(audit, sources=(replace(audit.sources[0], source_type=SourceType.OFFICIAL),))
    assert run_rules(as_official, Settings(select=("A",))) == ()


def test_attitudes_and_unknown_sources_are_not_statements() -> None:
    audit = build("Sources said it sank.", Said("it sank", "Sources", kind=Kind.GROUP))
    attitude = replace(audit, statements=(replace(audit.statements[0], scope=Scope.ATTITUDE),))
    assert run_rules(attitude) == ()
    assert run_rules(replace(audit, sources=())) == ()


@pytest.mark.parametrize(
    ("label", "head", "vague"),
    [
        ("two sources", "source", True),
        ("12 officials", "official", True),
        ("senior authorities", "authority", True),
        ("union official", "official", False),
        ("people in the village", "people", False),
    ],
)
def test_a103_reads_the_label(label: str, head: str, vague: bool) -> None:
    audit = build(f"It sank, {label} said.", Said("It sank", label, kind=Kind.GROUP))
    (source,) = audit.sources
    source = replace(source, mentions=(replace(source.mentions[0], head=head),))
    assert bool(run_rules(replace(audit, sources=(source,)), Settings(select=("A103",)))) is vague


def test_a103_wants_a_vague_head_and_a_person() -> None:
    audit = build("It sank, one aide said.", Said("It sank", "one aide"))
    assert run_rules(audit, Settings(select=("A103",))) == ()
    body = build("It sank, sources said.", Said("It sank", "sources", kind=Kind.DOCUMENT))
    assert run_rules(body, Settings(select=("A103",))) == ()


def test_n203_wants_words_that_say() -> None:
    audit = build("Experts said it sank.", Said("it sank", "Experts", kind=Kind.GROUP))
    (statement,) = audit.statements
    assert statement.cue is not None
    for cue in (None, Cue(statement.cue.span, "think", CueKind.COGNITION)):
        assert run_rules(replace(audit, statements=(replace(statement, cue=cue),)), Settings(select=("N203",))) == ()


def test_joint_and_implicit_mentions_are_quoted_by_their_own_words() -> None:
    text = "An aide and a cook said it sank."
    audit = build(text, Said("it sank", "An aide"))
    (statement,), (aide,) = audit.statements, audit.sources
    cook_at = Span(text.index("a cook"), text.index(" said"))
    cook = replace(aide, id="acook", label="cook", mentions=(Mention(cook_at, "cook", MentionKind.NOMINAL),))
    joint = replace(
        statement, mentions=(*statement.mentions, *cook.mentions), source_ids=(aide.id, cook.id), source_span=Span(0, cook_at.end)
    )
    messages = [finding.message for finding in run_rules(Audit(audit.article, (), (), (joint,), (aide, cook)), Settings(select=("A101",)))]
    assert ["“An aide”" in messages[0], "“a cook”" in messages[1]] == [True, True]
    implicit = Mention(Span(0, 0), "", MentionKind.IMPLICIT)
    carried = replace(joint, mentions=(implicit, implicit))
    assert all(
        "An aide and a cook" in f.message
        for f in run_rules(replace(audit, statements=(carried,), sources=(aide, cook)), Settings(select=("A101",)))
    )
    no_words = replace(statement, source_span=None)
    (finding,) = run_rules(replace(audit, statements=(no_words,)), Settings(select=("A101",)))
    assert finding.span == statement.span


def test_s601_names_four_and_counts_the_rest() -> None:
    people = [f"A {trade}" for trade in ("cook", "sailor", "clerk", "guard", "pilot")]
    text = " ".join(f"{who} said item {n} sank." for n, who in enumerate(people))
    audit = build(text, *(Said(f"item {n} sank", who) for n, who in enumerate(people)))
    (finding,) = run_rules(audit, Settings(select=("S601",)))
    assert "and 1 more" in finding.message
    assert (finding.span, finding.severity) == (None, Severity.WARNING)


def test_quoted_is_one_short_line() -> None:
    assert quoted("a\n b") == "“a b”"
    assert quoted("A senior port official,\nwho") == "“A senior port official”"
    assert quoted("guess who") == "“guess who”"
    assert len(quoted("word " * 40)) <= 82


def test_examples_refuse_words_that_are_not_there() -> None:
    with pytest.raises(ValueError, match="is not in the example"):
        build("It sank.", Said("it floats"))
    with pytest.raises(ValueError, match="beside the content"):
        build("It sank, they said.", Said("It sank", "Nobody"))


def test_examples_join_statements_of_one_source() -> None:
    audit = build(
        "Ida Marsh said it sank. It was late, Marsh said. A board said so.",
        Said("it sank", "Ida Marsh", identity=Identity.NAMED),
        Said("It was late", "Marsh", label="Ida Marsh", identity=Identity.NAMED),
        Said("so", "A board", kind=Kind.ORGANISATION, identity=Identity.NAMED),
    )
    assert [len(source.mentions) for source in audit.sources] == [2, 1]
    assert audit.sources[1].source_type is SourceType.OFFICIAL


def flagged(code: str, audit: Audit) -> list[str]:
    """The messages of one rule."""
    return [finding.message for finding in RULES[code].check(audit)]


def test_every_rule_is_measured_and_the_unreliable_are_in_no_profile() -> None:
    assert set(measured()) == set(RULES)
    for code, one in measured().items():
        assert 0 <= one.right <= one.read <= one.findings
        low = one.precision is not None and one.precision < RELIABLE
        assert not low or all(code not in codes for name, codes in PROFILES.items() if name != "all"), code
    assert "drawn at random" in measured()["X901"].clause
    assert "not known" in measured()["A112"].clause


def test_whom_the_words_mean_may_be_in_doubt_where_nobody_has_a_name() -> None:
    audit = build(
        "An official said it leaked. An official said it sank.",
        Said("it leaked", "An official", doubtful=True),
        Said("it sank", "An official"),
    )
    first, second = audit.statements
    unsure = replace(second, words_confidence=0.95, speaker_confidence=0.4, needs_review=True)
    mixed = replace(audit, statements=(first, unsure))
    assert [one.statement_id for one in get_rule("A101").check(mixed)] == [second.id]
    assert flagged("A101", replace(audit, statements=(first,))) == []
    hazy = tuple(replace(one, type_confidence=0.5, office_confidence=0.5, status_confidence=0.5) for one in audit.sources)
    assert flagged("A101", replace(mixed, sources=hazy)) == []


def test_doubtful_statements_are_left_to_x901() -> None:
    audit = build("Sources said it sank.", Said("it sank", "Sources", kind=Kind.GROUP, doubtful=True))
    assert [finding.code for finding in run_rules(audit, Settings(profile="all"))] == ["X901", "S601"]
    (message,) = flagged("X901", audit)
    assert message == "Check by hand: the tool is not sure that this is a statement (words 30 %): “it sank”"
    audit = replace(audit, sources=(replace(audit.sources[0], type_confidence=0.2),))
    assert flagged("X901", audit) == ["Check by hand: the tool is not sure what type of source says this (type 20 %): “it sank”"]
    audit = replace(audit, sources=(), statements=(replace(audit.statements[0], words_confidence=1.0),))
    assert flagged("X901", audit) == ["Check by hand: the tool is not sure of all of it: “it sank”"]


def test_what_a_body_puts_out_is_on_the_record() -> None:
    audit = build("An official said in a statement that it sank.", Said("it sank", "An official"))
    for code in ("A101", "A104", "A106"):
        assert flagged(code, audit) == []


def test_public_roles_are_not_withheld() -> None:
    for who, kind in (
        ("The candidate", Kind.PERSON),
        ("Few people", Kind.GROUP),
        ("The chief official", Kind.PERSON),
        ("Experts", Kind.GROUP),
    ):
        assert flagged("A101", build(f"{who} said it sank.", Said("it sank", who, kind=kind))) == []
    said = "People briefed on it"
    assert flagged("A101", build(f"{said} said it sank.", Said("it sank", said, kind=Kind.GROUP)))


def test_a103_lets_a_source_described_before_come_back() -> None:
    described = Said("it sank", "Two Velmar sources", kind=Kind.GROUP, country="Velmar")
    text = "Two Velmar sources said it sank. {} said it was old."
    for again, messages in (("The sources", 0), ("Sources", 0), ("One of the sources", 0), ("Other sources", 1)):
        audit = build(text.format(again), described, Said("it was old", again, kind=Kind.GROUP))
        assert len(flagged("A103", audit)) == messages, again


def test_a106_says_what_comes_nearest() -> None:
    claim = "the ferry captain had resigned over the missing cargo"
    far = build(
        f"An aide said {claim}. It was late. The captain’s missing cargo had resigned nobody in Orlop town, Ida Marsh said.",
        Said(claim, "An aide"),
        Said("The captain’s missing cargo had resigned nobody in Orlop town", "Ida Marsh", identity=Identity.NAMED),
    )
    (rule,) = in_force(Settings(select=("A106",), limits=(("A106", "0.95"),)))
    (finding,) = rule.check(far)
    assert "the closest match is “Ida Marsh”" in finding.message
    assert "of 0.95 needed), too far off to count." in finding.message
    one = build(f"An aide said {claim}. The aide said {claim}.", Said(claim, "An aide"), Said(claim, "The aide", label="the aide"))
    assert all("may be the same person" in message for message in flagged("A106", one))
    several = build(
        f"An aide said {claim}. The aide said it rained.", Said(claim, "An aide"), Said("it rained", "The aide", label="An aide")
    )
    assert "(2 of 2 statements uncorroborated)" in flagged("A106", several)[0]


def test_a111_knows_its_own_outlet() -> None:
    text = "VELMAR (Courier) - An aide told the Courier the captain had resigned."
    said = Said("the captain had resigned", "An aide", cue="told", via="Courier")
    assert flagged("A111", build(text, said)) == []
    assert flagged("A111", build(text.removeprefix("VELMAR (Courier) - "), said, outlet="The Courier")) == []
    twice = "An aide told the Courier the captain had resigned. An aide told the Courier it rained."
    assert len(flagged("A111", build(twice, said, replace(said, content="it rained")))) == 1


def test_a117_wants_two_sources() -> None:
    text = "An aide said it sank, asking like the cook not to be named."
    audit = build(text, Said("it sank", "An aide", status="not to be named", blanket=True))
    assert flagged("A117", audit) == []


def test_a104_takes_a_marker_for_the_basis() -> None:
    text = "A Velmar diplomat said it sank, having led the talks."
    audit = build(text, Said("it sank", "A Velmar diplomat", country="Velmar"))
    assert flagged("A104", audit)
    marker = AnonymityMarker(Span(text.index("having"), len(text) - 1), MarkerKind.BASIS)
    assert flagged("A104", replace(audit, sources=(replace(audit.sources[0], markers=(marker,)),))) == []


def test_n201_looks_beside_each_mention() -> None:
    for text in (
        "Ida Marsh said it sank. It rained. It rained on. Marsh, 40, was sad.",
        "Ida Marsh (Orlop) said it sank.",
        "Ida Marsh said it sank. It rained. It rained on. Senator Ida Marsh left.",
        "Ida Marsh said it sank. It rained. It rained on. They met singer Ida Marsh.",
    ):
        assert flagged("N201", build(text, Said("it sank", "Ida Marsh", identity=Identity.NAMED))) == [], text
    bare = build("Ida Marsh said it sank.", Said("it sank", "Ida Marsh", identity=Identity.NAMED))
    assert flagged("N201", replace(bare, sentences=()))
    household = build("Joe Biden said it sank.", Said("it sank", "Joe Biden", identity=Identity.NAMED))
    assert flagged("N201", household) == []
    told = build("Ida Marsh said it sank.", Said("it sank", "Ida Marsh", identity=Identity.NAMED, affiliation="Orlop"))
    assert flagged("N201", told) == []


def test_n202_passes_names_that_belong_to_something() -> None:
    marsh = Said("it sank", "Marsh", label="Ida Marsh", identity=Identity.NAMED)
    for text in ("Marsh Lane was wet. Marsh said it sank.", "Ms. Marsh said it sank.", "It rained. Ida Marsh wept. Marsh said it sank."):
        assert flagged("N202", build(text, marsh)) == [], text
    assert flagged("N202", build("It rained. But Marsh said it sank.", marsh))
    assert (
        flagged("N202", build("Ida said so. Lund said it sank.", Said("it sank", "Lund", label="Vera Marsh", identity=Identity.NAMED)))
        == []
    )
    assert flagged("N202", build("Marsh said it sank.", replace(marsh, zone="headline"))) == []


def test_n203_passes_a_part_of_a_group_told_of_before() -> None:
    some = Said("it sank", "Some of the candidates", kind=Kind.GROUP)
    assert flagged("N203", build("Some of the candidates said it sank.", some)) == []


def test_n207_wants_the_same_title_outside_quotations() -> None:
    said = Said("it sank", "Ida Marsh", identity=Identity.NAMED, title="Former Minister", former=True)
    for rest in ("Then Minister Marsh left.", "“Minister Marsh left.”", "Captain Marsh left."):
        assert flagged("N207", build(f"Former Minister Ida Marsh said it sank. {rest}", said)) == [], rest


def test_q301_passes_what_is_pointed_to_signed_or_carried_on() -> None:
    orphan = "“Nobody told us of it.”"
    for text in (f"Her letter read: {orphan}", f"{orphan} ― Ida Marsh", f"It was not so. {orphan[1:-1]}"):
        assert flagged("Q301", build(text, Said(orphan if orphan in text else orphan[1:-1], form=Form.DIRECT))) == [], text
    carried = build(
        f"“It sank,” Ida Marsh said. {orphan}",
        Said("“It sank,”", "Ida Marsh", identity=Identity.NAMED, form=Form.DIRECT),
        Said(orphan, form=Form.DIRECT),
    )
    assert flagged("Q301", carried) == []


def test_q302_passes_a_quotation_behind_a_colon_and_one_behind_its_speaker() -> None:
    words = "“It sank. It was old. We knew,”"
    for text in (f"She wrote: {words} said Ida Marsh.", f"Ida Marsh said {words}."):
        assert flagged("Q302", build(text, Said(words, "Ida Marsh", identity=Identity.NAMED, form=Form.DIRECT))) == [], text


def test_d401_passes_the_opening_and_what_is_told_of_before() -> None:
    said = Said("it sank", "Documents", cue="show", kind=Kind.DOCUMENT)
    assert flagged("D401", build("Documents show it sank.\nIt rained.\nIt rained on.", said)) == []
    assert flagged("D401", build("It rained.\nIt rained on.\nDocuments show it sank.", said))
    the = replace(said, by="The documents")
    assert flagged("D401", build("The documents show it sank.", the)) == []
    assert flagged("D401", replace(build("Documents show it sank.", said), sentences=()))


def test_d404_makes_one_finding_a_sentence() -> None:
    said = Said("it sank", "Ida Marsh", identity=Identity.NAMED)
    assert len(flagged("D404", build("Ida Marsh, citing a study and quoting a report, said it sank.", said))) == 1
    assert flagged("D404", build("“Citing a study,” Ida Marsh said it sank.", said)) == []


def test_f501_passes_places_and_makes_one_finding_a_party() -> None:
    accused = Said("fraud", "Ida Marsh", cue="accused", identity=Identity.NAMED)
    assert flagged("F501", build("Ida Marsh accused Portugal of fraud.", accused)) == []
    assert flagged("F501", build("Ida Marsh accused them of fraud.", accused)) == []
    twice = build("Ida Marsh accused Vera Lund of fraud. Ida Marsh accused Vera Lund of fraud.", accused, accused)
    assert len(flagged("F501", twice)) == 1


def test_s605_counts_formulas_of_the_text() -> None:
    formula = "People familiar with it wept. " * 3
    assert "“familiar with” comes up 3 times" in flagged("S605", build(formula))[0]


def test_phrase_rules_point_at_the_statement_beside_the_words() -> None:
    audit = build("Vera (not her real name) said they sleep badly.", Said("they sleep badly", "Vera"))
    (finding,) = RULES["A112"].check(audit)
    assert finding.statement_id == audit.statements[0].id
    (alone,) = RULES["A112"].check(replace(audit, sentences=()))
    assert alone.statement_id is None


LEAD = "The yard will close, a ministry official who asked not to be named for fear of losing her job said.\nIt is old, Ida Marsh said."


def headed(*body: Said) -> Audit:
    return build(
        f"Yard to close, official says\n{LEAD}",
        Said("Yard to close", "official", cue="says", zone="headline"),
        *body,
        Said("It is old", "Ida Marsh", identity=Identity.NAMED),
    )


def test_no_finding_rests_on_a_headline_that_the_body_makes_good() -> None:
    official = Said("The yard will close", "a ministry official")
    found = run_rules(headed(official), Settings(select=("A",)))
    assert {one.span.start for one in found if one.span} == {LEAD.index("a ministry") + len("Yard to close, official says\n")}
    assert "A103" in {one.code for one in run_rules(headed(), Settings(select=("A",)))}, "nothing in the body describes the source"
    sources = {one.label: one.id for one in headed(official).sources}
    assert {source.id for source, _ in spoken(headed(official))} == {sources["a ministry official"], sources["Ida Marsh"]}


def test_no_finding_rests_on_a_headline_that_somebody_named_makes_good() -> None:
    named = Said("The yard will close", "Ida Marsh", identity=Identity.NAMED)
    other = Said("It is old", "Ida Marsh", identity=Identity.NAMED)
    for body, spoke in ((named, {"Ida Marsh"}), (other, {"official", "Ida Marsh"})):
        audit = build(f"Yard to close, official says\n{LEAD}", Said("Yard to close", "official", cue="says", zone="headline"), body)
        assert {source.label for source, _ in spoken(audit)} == spoke


def test_a_source_of_headline_and_body_is_judged_by_the_body() -> None:
    audit = headed(Said("The yard will close", "a ministry official", label="official"))
    assert [said.zone for _, said in first_statements(audit)] == ["body", "body"]


def test_a_rule_is_one_file_found_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = (Path(__file__).parents[2] / "docs/examples/house-rule/house_rule.py").read_text(encoding="utf-8")
    (tmp_path / "n299.py").write_text(example.replace("H101", "N299"), encoding="utf-8")
    monkeypatch.setattr(audit.rules, "__path__", [*audit.rules.__path__, str(tmp_path)])
    found = registry._ours()
    del sys.modules["audit.rules.n299"]
    assert found["N299"].name == "no-office"
    assert list(found).index("N299") == list(found).index("Q301") - 1, "in its group"
