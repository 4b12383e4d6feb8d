"""Two versions of an article: what became of sources and statements."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from audit.compare.versions import Difference, SourceChange, StatementChange, difference
from audit.domain.audited import Audit
from audit.domain.source import AnonymityMarker, AnonymityStatus, Identity, Kind, MarkerKind, SourceType
from audit.domain.statement import Form, Mention, MentionKind, Scope
from audit.domain.text import Span
from audit.report.differences import as_json, in_words
from audit.rules.examples import Said, build

SHUT = "the yard would shut before the winter"
OPEN = "the slipway stays open to the fishing fleet"


def marsh(by: str = "Ida Marsh", content: str = SHUT, label: str | None = None) -> Said:
    return Said(content, by, label, identity=Identity.NAMED)


def text(*sentences: str) -> str:
    return "".join(f"{one}\n" for one in sentences)


def one(said: Said, words: str = SHUT) -> Audit:
    return build(text(f"{said.by} said {words}."), said)


def changes(found: Difference) -> list[tuple[str, str | None, str | None]]:
    pairs = ((pair.change.value, pair.before, pair.after) for pair in found.sources)
    return [(change, before.label if before else None, after.label if after else None) for change, before, after in pairs]


def test_the_same_text_has_no_difference() -> None:
    found = difference(one(marsh()), one(marsh()))
    assert (found.nothing, list(in_words(found))[-1]) == (True, "No source and no statement changed.")


def test_marks_and_letter_case_are_no_change() -> None:
    upper = "“The yard would shut before the winter”"
    assert difference(one(marsh()), build(text(f"IDA MARSH said {upper}."), marsh("IDA MARSH", upper))).nothing


def test_added_and_dropped() -> None:
    roe = marsh("Ansel Roe", OPEN)
    both = build(text(f"Ida Marsh said {SHUT}.", f"Ansel Roe said {OPEN}."), marsh(), roe)
    alone = build(text(f"Ida Marsh said {SHUT}."), marsh())
    for old, new, what in ((alone, both, "added"), (both, alone, "dropped")):
        found = difference(old, new)
        names = (None, "Ansel Roe") if what == "added" else ("Ansel Roe", None)
        assert changes(found) == [(what, *names)]
        assert [pair.change.value for pair in found.statements] == [what]
        shown = "\n".join(in_words(found))
        assert f"{'+' if what == 'added' else '-'} {what}: Ansel Roe (named)" in shown
        assert f"line 2, Ansel Roe (named): {OPEN}" in shown


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (marsh(), Said(SHUT, "a yard worker"), SourceChange.MADE_ANONYMOUS),
        (Said(SHUT, "a yard worker"), marsh(), SourceChange.NO_LONGER_ANONYMOUS),
        (marsh("Marsh"), marsh(), SourceChange.RENAMED),
        (Said(SHUT, "a yard worker"), Said(SHUT, "a welder at the yard"), SourceChange.RENAMED),
        (
            Said(SHUT, "the yard", kind=Kind.ORGANISATION, identity=Identity.NAMED),
            Said(SHUT, "the shipyard", "the yard", kind=Kind.PERSON, identity=Identity.NAMED),
            SourceChange.RETYPED,
        ),
    ],
)
def test_one_source_that_changed(before: Said, after: Said, change: SourceChange) -> None:
    found = difference(one(before), one(after))
    assert changes(found) == [(change.value, before.by, after.label or after.by)]
    assert found.statements == ()
    assert f"~ {change}: {before.by} (" in "\n".join(in_words(found))


def test_a_disclosure_that_came() -> None:
    words = f"a yard worker said {SHUT}, asking not to be named."
    told = build(words, Said(SHUT, "a yard worker", status="asking not to be named"))
    assert changes(difference(one(Said(SHUT, "a yard worker")), told)) == [("other disclosure", "a yard worker", "a yard worker")]


def test_another_person_with_the_same_words_is_another_source() -> None:
    found = difference(one(marsh()), one(marsh("Ansel Roe")))
    assert changes(found) == [("added", None, "Ansel Roe"), ("dropped", "Ida Marsh", None)]
    assert [(pair.change, pair.what) for pair in found.statements] == [(StatementChange.CHANGED, ("speaker",))]


def test_a_name_within_a_name_needs_no_common_statement() -> None:
    found = difference(one(marsh("Marsh")), one(marsh("Ida Marsh", OPEN), OPEN))
    assert changes(found) == [("renamed", "Marsh", "Ida Marsh")]
    assert [pair.change.value for pair in found.statements] == ["added", "dropped"]


def test_a_name_within_two_names_is_not_guessed() -> None:
    new = build(text(f"Ida Marsh said {OPEN}.", "Otto Marsh said no."), marsh(content=OPEN), marsh("Otto Marsh", "no"))
    assert [change for change, _, _ in changes(difference(one(marsh("Marsh")), new))] == ["added", "added", "dropped"]


def test_words_that_were_edited() -> None:
    edited = "the yard would certainly shut before the winter"
    found = difference(one(marsh()), one(replace(marsh(content=edited), form=Form.DIRECT), edited))
    assert [(pair.change.value, pair.what) for pair in found.statements] == [("changed", ("words", "form"))]
    lines = list(in_words(found))
    assert "  ~ changed (words, form)" in lines
    assert [line.split()[0] for line in lines[-2:]] == ["-", "+"]


def test_of_equal_words_and_edited_ones_each_finds_its_own() -> None:
    lines = ("the yard would shut before the spring", "the yard would shut before the autumn")
    saying = [marsh(content=line) for line in (SHUT, lines[0])]
    old = build(text(*(f"Ida Marsh said {one.content}." for one in saying)), *saying)
    saying = [marsh(content=line) for line in (lines[1], SHUT)]
    new = build(text(*(f"Ida Marsh said {one.content}." for one in saying)), *saying)
    (pair,) = difference(old, new).statements
    assert pair.before is not None
    assert pair.after is not None
    assert (pair.before.ordinal, pair.after.ordinal, pair.what) == (1, 0, ("words",))


def test_the_likest_of_two_edits_is_taken() -> None:
    new_lines = ("the yard would shut before next winter", "the yard would all shut before the winter")
    saying = [marsh(content=line) for line in new_lines]
    new = build(text(*(f"Ida Marsh said {one.content}." for one in saying)), *saying)
    found = difference(one(marsh()), new)
    assert [(pair.change.value, pair.after and pair.after.ordinal) for pair in found.statements] == [("added", 0), ("changed", 1)]


def test_a_joint_statement_that_lost_a_source() -> None:
    audit = build(text(f"Ida Marsh said {SHUT}.", f"Ansel Roe said {OPEN}."), marsh(), marsh("Ansel Roe", OPEN))
    joint = replace(audit.statements[0], source_ids=tuple(source.id for source in audit.sources))
    found = difference(replace(audit, statements=(joint,)), one(marsh()), everywhere=True)
    assert changes(found) == [("dropped", "Ansel Roe", None)]
    assert [pair.what for pair in found.statements] == [("speaker",)]


def test_what_is_read_differently_in_unchanged_sentences_is_counted_and_shown_on_demand() -> None:
    """A paragraph went; the tool reads the others differently without it: another speaker, other words, a statement more and one less."""
    rails = "the crane was sold and the rails were gone"
    lines = (f"Ida Marsh said {SHUT}.", f"Ansel Roe said {OPEN}.", f"He said {rails}.", "Nobody said more.")
    roe, crane = marsh("Ansel Roe", OPEN), marsh("He", "the crane was sold", "Ansel Roe")
    old = build(text(*lines), marsh(), roe, crane)
    less = build(text(*lines[1:]), roe, marsh("He", rails, "Ola Finch"), marsh("Nobody", "more"))
    found = difference(old, less)
    assert [(pair.change.value, pair.before and pair.before.ordinal) for pair in found.statements] == [("dropped", 0)]
    assert changes(found) == [("dropped", "Ida Marsh", None)]
    assert found.elsewhere == 2
    lines_told = list(in_words(found))
    assert lines_told[-1] == "In sentences that did not change, 2 statements are read differently now. --everywhere shows more."
    assert as_json(found)["read_differently"] == 2
    everything = difference(old, less, everywhere=True)
    assert [(pair.change.value, pair.what) for pair in everything.statements] == [
        ("changed", ("words", "speaker")),
        ("added", ()),
        ("dropped", ()),
    ]
    assert everything.elsewhere == 0
    assert not any("--everywhere" in line for line in in_words(everything))


def test_words_that_another_paragraph_repeats_are_told_apart_by_their_place() -> None:
    lines = (f"Ida Marsh said {SHUT}.", f"Ansel Roe said {SHUT}.", f"Ida Marsh said {SHUT}.")
    saying = (marsh(), marsh("Ansel Roe"), marsh())
    found = difference(build(text(*lines), *saying), build(text(*lines[1:]), *saying[1:]))
    assert [(pair.change.value, pair.before and pair.before.ordinal) for pair in found.statements] == [("dropped", 0)]
    assert changes(found) == []


def test_a_source_changes_where_what_is_told_of_it_did() -> None:
    told = "The worker spoke on condition of anonymity."
    disclosed = Said(SHUT, "a yard worker", status="spoke on condition of anonymity")
    old = build(text(f"a yard worker said {SHUT}.", told), disclosed)
    new = build(text(f"a yard worker said {SHUT}."), Said(SHUT, "a yard worker"))
    assert [one.change.value for one in difference(old, new).sources] == ["other disclosure"]
    relabelled = replace(old, sources=tuple(replace(source, anonymity_status=AnonymityStatus.UNDISCLOSED) for source in old.sources))
    assert difference(old, relabelled).nothing
    assert [one.change.value for one in difference(old, relabelled, everywhere=True).sources] == ["other disclosure"]


def test_a_disclosure_for_several_sources_that_went_is_told_with_its_sentence_and_changes_nothing_else() -> None:
    """Its words are printed once below all that it is the reason of; another label without it is another reading."""
    told = "Like the others, a clerk at the port spoke on condition of anonymity."
    lines = (f"a yard worker said {SHUT}.", f"a welder at the yard said {OPEN}.", "A banker said the rails were gone.", told)
    saying = (Said(SHUT, "a yard worker"), Said(OPEN, "a welder at the yard"), Said("the rails were gone", "A banker"))
    new = build(text(*lines[:3]), *saying)
    old = build(text(*lines), *saying)
    blanket = AnonymityMarker(Span(old.article.text.index("spoke on"), len(old.article.text) - 2), MarkerKind.STATUS, blanket=True)
    sources = tuple(replace(one, anonymity_status=AnonymityStatus.BLANKET, markers=(*one.markers, blanket)) for one in old.sources)
    old = replace(old, sources=sources)
    new = replace(new, sources=(*new.sources[:2], replace(new.sources[2], identity=Identity.NAMED, source_type=SourceType.NAMED)))
    found = difference(old, new)
    became = "disclosed for several sources together -> undisclosed"
    assert list(in_words(found))[3:] == [
        "Sources",
        f"  ~ other disclosure: a yard worker (anonymous) -> a yard worker (anonymous): {became}",
        f"      - line 4: {told}",
        f"  ~ other disclosure: a welder at the yard (anonymous) -> a welder at the yard (anonymous): {became}",
    ]
    assert [one["anonymity_words_gone"] for one in as_json(found)["sources"]] == [["spoke on condition of anonymity"]] * 2


def test_somebody_else_who_was_there_before_is_not_the_one_who_went() -> None:
    """Without the paragraph of Marsh, "she" is read as the guard of the paragraph before."""
    lines = ("a guard at the gate saw the crane fall.", "Ida Marsh came from the port.", f"She said {SHUT}.")
    old, new = build(text(*lines), marsh("She", label="Ida Marsh")), build(text(lines[0], lines[2]), Said(SHUT, "She", "guard at the gate"))
    named, guard = old.article.text.index("Ida"), Mention(Span(0, 19), "guard", MentionKind.NOMINAL)
    pronoun = replace(old.sources[0].mentions[0], kind=MentionKind.PRONOUN)
    marked = Mention(Span(named, named + 9), "marsh", MentionKind.NAME)
    old = replace(old, sources=(replace(old.sources[0], mentions=(marked, pronoun)),))
    she = replace(new.sources[0].mentions[0], kind=MentionKind.PRONOUN)
    new = replace(new, sources=(replace(new.sources[0], mentions=(guard, she)),))
    assert "made anonymous" not in [change for change, *_ in changes(difference(old, new))]
    assert ("dropped", "Ida Marsh", None) in changes(difference(old, new, everywhere=True))


def test_attitudes_count_on_demand_only() -> None:
    old = one(marsh())
    held = replace(old, statements=(replace(old.statements[0], scope=Scope.ATTITUDE),))
    assert [pair.change.value for pair in difference(old, held, everywhere=True).statements] == ["dropped"]
    assert difference(old, held, "all").nothing


def test_a_quotation_without_a_source() -> None:
    lost = build(text(f"“{SHUT}”"), Said(SHUT))
    lines = list(in_words(difference(one(marsh()), lost)))
    assert any("no source" in line for line in lines)


def test_as_json() -> None:
    found = difference(one(marsh()), one(Said(SHUT, "a yard worker", reason=None)))
    value = json.loads(json.dumps(as_json(found)))
    (change,) = value["sources"]
    assert (change["before"]["source_type"], change["after"]["source_type"]) == ("named", "anonymous")
    untyped = replace(found.new, sources=tuple(replace(source, source_type=None) for source in found.new.sources))
    assert as_json(difference(found.old, untyped))["sources"][0]["after"]["source_type"] is None
    (added,) = as_json(difference(replace(found.old, statements=()), found.old, everywhere=True))["statements"]
    assert (added["before"], added["after"]["source_names"]) == (None, ["Ida Marsh"])
