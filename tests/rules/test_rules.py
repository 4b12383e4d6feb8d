"""Every rule passes its passing examples and flags its failing ones; the registry selects; fingerprints outlive edits."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.finding import Severity
from audit.domain.source import AnonymityMarker, AnonymityStatus, Identity, Kind, MarkerKind, SourceType
from audit.domain.statement import Cue, CueKind, Form, Mention, MentionKind, Scope
from audit.domain.text import Span
from audit.errors import ConfigError
from audit.rules.base import CITED, quoted
from audit.rules.examples import Said, build
from audit.rules.registry import PROFILES, RULES, get_rule, in_force, run_rules
from audit.rules.standards import standards


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
    assert codes(ignore=("A", "N", "vague-group")) == [code for code in PROFILES["core"] if code[0] not in "AN"]
    for word in ("Z9", ""):
        with pytest.raises(ConfigError, match="known are"):
            codes(select=(word,))


def test_profiles() -> None:
    assert codes() == list(PROFILES["core"])
    assert codes(profile="all") == list(RULES)
    assert "Q302" in codes(profile="reuters")
    assert "Q302" not in codes(profile="npr")
    for house, rules in PROFILES.items():
        assert rules, house
    with pytest.raises(ConfigError, match="there is no profile 'tass'; known are: core, ap"):
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
        ({"limits": (("A101", "1"),)}, "A101 has no limit; rules with one are: A106"),
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
