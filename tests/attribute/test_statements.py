"""Statements from tags and marks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.attribute.outlets import is_outlet
from audit.attribute.statements import statements
from audit.attribute.tagged import tag_scores
from audit.domain.annotation import AttributionTag
from audit.domain.statement import Channel, CueKind, Form, MentionKind, Statement
from tests.build import Tag, annotation, place


def said(text: str, **built: Any) -> tuple[Statement, ...]:
    return statements(annotation(text, **built))


def contents(text: str, **built: Any) -> list[list[str]]:
    return [[s.of(text) for s in statement.content] for statement in said(text, **built)]


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("“It is safe,” Quill said.", "It is safe", ["“It is safe,”"]),
        ("“It is safe,” Quill said.", "“It is safe,”", ["“It is safe,”"]),
        ("Quill said, “It is safe.”", ", “It is safe.", ["“It is safe.”"]),
        ("Quill said that it was safe.", "that it was safe.", ["that it was safe"]),
        ("Quill said: “It is safe.", "It is safe", ["“It is safe."]),
    ],
)
def test_content_is_taken_with_the_marks_of_its_quotation(text: str, content: str, expected: list[str]) -> None:
    assert contents(text, people="Quill", tags=[("said", "Quill", content)]) == [expected]


def test_the_conjunction_is_no_part_of_the_content() -> None:
    text = "Quill said that it was safe."
    assert contents(text, people="Quill", tags=[("said", "Quill", "that it was safe")], pos={"that": "SCONJ"}) == [["it was safe"]]


def test_words_are_whose_they_are_said_to_be() -> None:
    text = "The wages were, in her words, “a joke”."
    (statement,) = said(text, tags=[(", in her words", "The wages", "“a joke”")])
    assert [m.span.of(text) for m in statement.mentions] == ["her"]


def test_a_firm_of_two_names_is_one_source() -> None:
    text = "Quill & Vane said it was safe."
    (statement,) = said(text, organisations="Quill", people="Vane", tags=[("said", "Quill & Vane", "it was safe")])
    assert [(m.span.of(text), m.entity_type) for m in statement.mentions] == [("Quill & Vane", "Organization")]


def test_who_is_of_a_firm_is_not_the_firm() -> None:
    text = "A clerk of Quill & Vane said it was safe."
    (statement,) = said(text, organisations="Quill & Vane", tags=[("said", "A clerk of Quill & Vane", "it was safe")])
    assert [m.head for m in statement.mentions] == ["clerk"]


def test_an_account_behind_a_name_is_no_broken_bracket() -> None:
    text = "Quill (@quill) said it was safe."
    (statement,) = said(text, people="Quill", tags=[("said", "Quill (", "it was safe")])
    assert statement.source_span is not None
    assert statement.source_span.of(text) in ("Quill", "Quill (@quill)")


def test_content_on_both_sides_of_the_cue_is_one_statement_in_two_parts() -> None:
    text = "“It is safe,” Quill said, “and dry.”"
    assert contents(text, people="Quill", tags=[("said", "Quill", ("“It is safe,”", "“and dry.”"))]) == [["“It is safe,”", "“and dry.”"]]


def test_other_words_that_may_be_the_source_are_weighed_where_they_are_not_taken() -> None:
    text = "The clerk told Quill the gate fell."
    words = [place(text, one) for one in ("told", "The clerk", "the gate fell")]
    tag = AttributionTag(words[0], (words[1],), (words[2],), 0.9, 0.8, 0.9, cue_by_others=0.7, rival=place(text, "Quill"), rival_score=0.3)
    scores = tag_scores(tag, words[1])
    assert (scores.cue_by_others, scores.rival) == (0.7, 0.3)
    assert tag_scores(tag, place(text, "Quill")).rival == 0.8, "its own words for it are the rival then"
    assert tag_scores(tag, None).rival == 0.8
    parted = replace(tag, source=(words[1], place(text, "gate")))
    assert tag_scores(parted, words[1]).rival == 0.3, "another part of its own words is no rival"


def test_a_tag_without_content_is_no_statement() -> None:
    assert said("Quill said “”.", people="Quill", tags=[("said", "Quill", "“”")]) == ()


def test_the_source_is_widened_to_the_whole_name() -> None:
    text = "Mary Quill said it was safe."
    (statement,) = said(text, people="Mary Quill", tags=[("said", "Quill", "it was safe")])
    assert statement.source_span is not None
    assert statement.source_span.of(text) == "Mary Quill"


def test_a_source_that_begins_at_a_possessive_takes_the_owner_in() -> None:
    text = "Quill's aide said it was safe."
    (statement,) = said(text, tags=[("said", "'s aide", "it was safe")])
    assert statement.source_span is not None
    assert statement.source_span.of(text) == "Quill's aide"


def test_two_cues_for_the_same_words_are_one_statement() -> None:
    text = "Quill said in a statement, adding it was safe."
    found = said(text, people="Quill", tags=[("said", "Quill", "it was safe"), ("adding", None, "it was safe")])
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Quill said it was safe, adding that it was dry.", "adding"),
        ("Quill said it was safe and added that it was dry.", "added"),
    ],
)
def test_a_second_cue_shares_the_subject(text: str, cue: str) -> None:
    first, second = said(text, people="Quill", tags=[("said", "Quill", "it was safe"), (cue, None, "that it was dry")])
    assert first.source_span == second.source_span
    assert second.mentions[0].kind in (MentionKind.NAME, MentionKind.IMPLICIT)


def test_a_passive_cue_shares_nothing() -> None:
    text = "Quill said it was safe and was told that it was dry."
    _, second = said(text, people="Quill", tags=[("said", "Quill", "it was safe"), ("was told", None, "that it was dry")])
    assert second.source_span is None


def test_a_cue_of_the_next_sentence_shares_nothing() -> None:
    text = "Quill said it was safe. Adding that it was dry."
    _, second = said(text, people="Quill", tags=[("said", "Quill", "it was safe"), ("Adding", None, "that it was dry")])
    assert second.source_span is None


@pytest.mark.parametrize(
    ("text", "cue", "channel"),
    [
        ("Quill said it was safe.", "said", Channel.INTERVIEW),
        ("Quill said in a statement it was safe.", "said", Channel.STATEMENT),
        ("Quill wrote on Telegram it was safe.", "wrote", Channel.POST),
        ("Quill said on television it was safe.", "said", Channel.BROADCAST),
        ("Quill said in a letter it was safe.", "said", Channel.DOCUMENT),
    ],
)
def test_the_channel(text: str, cue: str, channel: Channel) -> None:
    (statement,) = said(text, people="Quill", tags=[(cue, "Quill", "it was safe")])
    assert statement.channel is channel


def test_a_statement_in_another_s_content_is_nested_in_it() -> None:
    text = "Quill said a clerk told her it was safe."
    outer, inner = said(text, people="Quill", tags=[("said", "Quill", "a clerk told her it was safe"), ("told", "a clerk", "it was safe")])
    assert (outer.nested_in, inner.nested_in) == (None, outer.id)


def test_words_cited_by_an_outlet_are_cut_out_of_its_own() -> None:
    text = "Reuters reported it was safe, citing a clerk."
    found = said(
        text, organisations="Reuters", tags=[("reported", "Reuters", "it was safe, citing a clerk")], arcs=["citing advcl reported"]
    )
    assert {s.words(text) for s in found} == {"it was safe"}
    assert [s.via for s in found if s.channel is Channel.SECOND_HAND] == ["Reuters"]


@pytest.mark.parametrize(
    "text", ["Reuters reported it was safe, citing.", "Quill said it was safe, citing a clerk.", "It was safe, citing a clerk."]
)
def test_no_words_are_passed_on_without_an_outlet_or_a_source(text: str) -> None:
    tags = [("reported", "Reuters", "it was safe")] if "Reuters" in text else [("said", "Quill", "it was safe")] if "Quill" in text else []
    assert all(s.via is None for s in said(text, tags=tags))


@pytest.mark.parametrize(
    ("printed", "outlet"),
    [
        ("Reuters", True),
        ("the New York Times", True),
        ("a local newspaper", True),
        ("the Lantern news agency", True),
        ("South Korea's Yonhap", True),
        ("a clerk", False),
        ("Mary Quill", False),
    ],
)
def test_outlets(printed: str, outlet: bool) -> None:
    assert is_outlet(printed) is outlet


def test_an_uncued_quotation_goes_on_within_reach_only() -> None:
    text = "Quill said it was safe.\n“It has never leaked in my time.”\nOne.\nTwo.\n“Nobody came to look at all.”"
    found = said(text, people="Quill", tags=[("said", "Quill", "it was safe")])
    assert [s.source_span is not None for s in found] == [True, True, False]
    assert found[1].cue is None
    assert found[1].tags is None


def test_an_uncued_quotation_goes_on_with_whoever_was_quoted_last() -> None:
    text = "“It is safe,” Quill wrote, after the announcement of Vane that it was shut.\n“It has never leaked in my time.”"
    tags = [("wrote", "Quill", "“It is safe,”"), ("announcement", "Vane", "it was shut")]
    found = said(text, people="Quill; Vane", tags=tags)
    assert [s.source_span.of(text) for s in found if s.source_span] == ["Quill", "Vane", "Quill"]


def test_an_uncued_quotation_goes_on_with_who_spoke_last_in_a_sentence_of_his_own() -> None:
    text = "“It is safe,” Quill said. Vane said that it was shut.\n“It has never leaked in my time.”"
    tags = [("said", "Quill", "“It is safe,”"), ("said#2", "Vane", "that it was shut")]
    found = said(text, people="Quill; Vane", tags=tags)
    assert [s.source_span.of(text) for s in found if s.source_span] == ["Quill", "Vane", "Vane"]


def test_an_uncued_quotation_goes_on_with_whoever_tells_what_another_said() -> None:
    text = "Quill said the pledges of Vane showed that it was safe.\n“It has never leaked in my time.”"
    tags = [("said", "Quill", "the pledges of Vane showed that it was safe"), ("showed", "the pledges of Vane", "it was safe")]
    found = said(text, people="Quill; Vane", tags=tags)
    assert [s.source_span.of(text) for s in found if s.source_span][-1] == "Quill"


def test_a_quotation_in_a_headline_or_in_boilerplate_without_a_cue_is_left_out() -> None:
    text = "“It has never leaked in my time.”\n“Sign up for our very good newsletter.”"
    assert said(text, zones={0: "headline", 1: "boilerplate"}) == ()


@pytest.mark.parametrize(
    "text",
    [
        "He read “It has never leaked in my time” on it.",
        "“the very best of all dams,” it was called.",
        "The sign said nothing. “Keep out.”",
    ],
)
def test_labels_and_words_lifted_into_a_sentence_are_left_out(text: str) -> None:
    assert said(text) == ()


def test_an_attributed_quotation_claims_its_carried_rest() -> None:
    text = "“It is safe and dry,” Quill said.\n“It never leaked in my time at all.\n“It will hold for good.”"
    found = said(text, people="Quill", tags=[("said", "Quill", "“It is safe and dry,”")])
    assert [len(s.content) for s in found] == [1, 1, 1]
    assert all(s.source_span is not None for s in found)


def test_ordinals_count_in_the_order_of_the_text_and_ids_differ() -> None:
    text = "Quill said it was safe. Vane said it was dry."
    found = said(text, people="Quill; Vane", tags=[("said#2", "Vane", "it was dry"), ("said", "Quill", "it was safe")])
    assert [s.ordinal for s in found] == [0, 1]
    assert len({s.id for s in found}) == 2
    assert [s.words(text) for s in found] == ["it was safe", "it was dry"]


def test_cue_and_form_are_kept() -> None:
    (statement,) = said("According to Quill, “it was safe”.", people="Quill", tags=[("According to", "Quill", "“it was safe”")])
    assert statement.cue is not None
    assert (statement.cue.kind, statement.form) == (CueKind.ACCORDING, Form.DIRECT)


@given(st.text("“”\" abcS.,'\n", max_size=120))
def test_any_marks_give_statements_inside_the_text(text: str) -> None:
    if not any(c.isalnum() for c in text):
        return
    for statement in said(text):
        assert all(0 <= s.start < s.end <= len(text) for s in statement.content)
        assert statement.content == tuple(sorted(statement.content))


@pytest.mark.parametrize(("convention", "content"), [("house", "the dam was safe"), ("polnear", "that the dam was safe")])
def test_the_conjunction_is_content_only_to_polnears_annotators(convention: str, content: str) -> None:
    annotated = annotation(
        "A clerk said that the dam was safe.", tags=[("said", "A clerk", "that the dam was safe")], pos={"that": "SCONJ"}
    )
    (found,) = statements(replace(annotated, convention=convention))
    assert found.words(annotated.text) == content


@pytest.mark.parametrize(
    ("text", "tagged", "source"),
    [
        ("Two clerks, some of whom wept, said it was safe.", "Two clerks, some of whom", "Two clerks"),
        ("A clerk who had wept said it was safe.", "A clerk who", "A clerk"),
        ("A clerk of the Zork board, which is new, said it was safe.", "A clerk of the Zork board, which", "A clerk of the Zork board"),
        ("Who said it was safe?", "Who", "Who"),
    ],
)
@pytest.mark.parametrize("convention", ["house", "polnear"])
def test_a_source_does_not_break_off_behind_who_but_to_polnears_annotators(text: str, tagged: str, source: str, convention: str) -> None:
    read = replace(annotation(text, tags=[("said", tagged, "it was safe")]), convention=convention)
    assert [s.source_span and s.source_span.of(text) for s in statements(read)] == [source if convention == "house" else tagged]


@pytest.mark.parametrize(
    ("content", "found"),
    [("nothing about the dam", []), ("nothing", []), ("nothing new", []), ("nothing will change", [["nothing will change"]])],
)
def test_nothing_said_is_no_statement(content: str, found: list[list[str]]) -> None:
    assert contents(f"Quill said {content}.", people="Quill", tags=[("said", "Quill", content)]) == found


@pytest.mark.parametrize(("verb", "found"), [("warned", []), ("saw", ["them"])])
def test_who_is_spoken_to_is_no_content(verb: str, found: list[str]) -> None:
    text = f"Quill {verb} them."
    tags: list[Tag] = [(verb, "Quill", "them")]
    assert [s.words(text) for s in statements(annotation(text, people="Quill", tags=tags))] == found


def test_a_source_ends_with_its_sentence() -> None:
    text = "“It fell,” said Quill. Vane denied it."
    tag = AttributionTag(place(text, "said"), (place(text, "Quill"), place(text, "Vane")), (place(text, "“It fell,”"),), 0.9, 0.9, 0.9)
    (one,) = [s for s in statements(replace(annotation(text), attributions=(tag,))) if s.cue and s.cue.lemma == "say"]
    assert one.source_span == place(text, "Quill")


def test_a_source_ends_before_a_quotation_that_it_runs_into() -> None:
    text = "“It is,” said Quill, who is 61, “a dam.” Ann “Nan” Orre said it leaks."
    tags: list[Tag] = [("said", "Quill, who is 61, “a", "“It is,”"), ("said#2", "Ann “Nan” Orre", "it leaks")]
    found = statements(annotation(text, people="Quill", tags=tags))
    assert [s.source_span.of(text) for s in found if s.source_span] == ["Quill, who is 61", "Ann “Nan” Orre"]


@pytest.mark.parametrize(
    ("text", "cue", "tagged", "source", "arcs"),
    [
        (
            "In a survey of pilots, the Reef Trust found it leaked.",
            "found",
            "a survey of pilots, the Reef Trust",
            "the Reef Trust",
            ["survey obl found", "In case survey", "pilots nmod survey", "Trust nsubj found", "found root"],
        ),
        ("The report Friday that said it leaked came late.", "said", "The report Friday that", "The report", ["Friday dep report"]),
        ("The report Monday said it leaked.", "said", "The report Monday", "The report", []),
        ("Mrs May said it leaked.", "said", "Mrs May", "Mrs May", []),
        ("Many have said it leaked.", "said", "Many have", "Many", []),
        ("Some even said it leaked.", "said", "Some even", "Some", []),
        (
            "A study by Mara Quill, who left the port, found it leaked.",
            "found",
            "left the port",
            "A study by Mara Quill",
            ["study nsubj found", "Quill nmod study", "left acl Quill", "who nsubj left", "found root"],
        ),
        (
            "It leaked, according to a port monitor, the BBC reported.",
            "according to",
            "a port monitor, the BBC",
            "a port monitor",
            [],
        ),
        (
            "Mara Quill, on Reef TV’s “Tide,” said it leaked.",
            "said",
            "Mara Quill, on Reef TV",
            "Mara Quill",
            ["TV nmod Tide", "’s case TV", "Tide obl said", "on case Tide"],
        ),
        (
            "Mara Quill, a friend of towns’ rights, said it leaked.",
            "said",
            "Mara Quill, a friend of towns",
            "Mara Quill, a friend of towns’ rights",
            ["friend appos Quill", "rights nmod friend", "of case rights", "towns nmod rights", "’ case towns"],
        ),
    ],
)
def test_a_source_is_cut_at_its_own_edges(text: str, cue: str, tagged: str, source: str, arcs: list[str]) -> None:
    pos = {"found": "VERB", "’": "PART", "leaked": "VERB", "on": "ADP", "In": "ADP", "even": "ADV"}
    (one,) = statements(
        annotation(
            text,
            people=[n for n in ("Mara Quill",) if n in text],
            organisations=[n for n in ("Reef Trust",) if n in text],
            tags=[(cue, tagged, "It leaked" if text.startswith("It") else "it leaked")],
            arcs=arcs,
            pos=pos,
        )
    )
    assert one.source_span is not None
    assert one.source_span.of(text) == source


@pytest.mark.parametrize(
    ("text", "cue", "tagged", "arcs", "source"),
    [
        (
            "Mara Quill asked more than 12,000 pilots and found it leaked.",
            "found",
            "than 12,000",
            ["Quill nsubj asked", "asked root", "found conj asked", "leaked ccomp found"],
            "Mara Quill",
        ),
        (
            "Among those who have said it leaked is Mara Quill.",
            "said",
            None,
            ["Quill root", "is cop Quill", "those nmod Quill", "said acl those", "who nsubj said"],
            "Mara Quill",
        ),
    ],
)
def test_the_tree_tells_whose_verb_a_cue_is(text: str, cue: str, tagged: str | None, arcs: list[str], source: str) -> None:
    pos = {"found": "VERB", "12,000": "NUM", "than": "ADP", "those": "PRON", "more": "ADJ"}
    one, *_ = statements(annotation(text, people="Mara Quill", tags=[(cue, tagged, "it leaked")], arcs=arcs, pos=pos))
    assert one.source_span is not None
    assert one.source_span.of(text) == source


def test_what_stands_in_a_quotation_of_nobody_is_not_the_writers() -> None:
    text = "“I think the dam is safe,” it read. Orre said it was."
    assert contents(text, people="Orre", tags=[("think", "I", "the dam is safe"), ("said", "Orre", "it was")])[0] == ["the dam is safe"]


@pytest.mark.parametrize(("said", "kept"), [("the dam was safe.", "the dam was safe"), ("the dam was built by Orre Corp.",) * 2])
def test_a_content_ends_before_its_full_stop_unless_an_abbreviation_has_it(said: str, kept: str) -> None:
    assert contents(f"Quill said {said}", people="Quill", tags=[("said", "Quill", said)]) == [[kept]]


def test_an_auxiliary_is_no_cue() -> None:
    text = "The victim, who had asked not to be named, was twelve."
    assert contents(text, tags=[("had", "who", "asked not to be named")], pos={"had": "AUX"}, lemmas={"had": "have"}) == []


def test_what_the_writer_says_of_himself_is_nobodys_statement() -> None:
    text = "I think the dam is safe. “I told Quill that it leaks,” said Orre."
    tags = [("think", "I", "the dam is safe"), ("said", "Orre", "“I told Quill that it leaks,”"), ("told", "I#2", "it leaks")]
    assert contents(text, people="Quill; Orre", tags=tags) == [["“I told Quill that it leaks,”"]]


@pytest.mark.parametrize(("who", "stays"), [("I", False), ("We", False), ("You", False), (None, False), ("They", True), ("A clerk", True)])
def test_what_somebody_says_of_himself_or_a_listener_in_his_quotation_is_no_statement_beside_it(who: str | None, stays: bool) -> None:
    text = f"“{who or 'Just'} say that it leaks,” said Orre."
    tags = [("said", "Orre", f"“{who or 'Just'} say that it leaks,”"), ("say", who, "it leaks")]
    assert (["it leaks"] in contents(text, people="Orre", tags=tags)) is stays


def test_without_a_quotation_who_listens_is_a_source() -> None:
    text = "Orre said you say that it leaks."
    assert ["it leaks"] in contents(text, people="Orre", tags=[("said", "Orre", "you say that it leaks"), ("say", "you", "it leaks")])


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("it was up to the board. “It has not asked.”", [["it was up to the board"], ["“It has not asked.”"]]),
        ("it was “late.” “It has not asked.”", [["it was “late.”"], ["“It has not asked.”"]]),
        ("he would not resign. “Liar!” The gallery was cleared", [["he would not resign. “Liar!”"]]),
        ("it was up to the “Board of Orre.”", [["it was up to the “Board of Orre.”"]]),
        ("it was up to Mr. “Biscuit” Vane", [["it was up to Mr. “Biscuit” Vane"]]),
        ("the board. “and the clerks”", [["the board. “and the clerks”"]]),
    ],
)
def test_a_quotation_that_opens_a_sentence_behind_what_was_told_is_its_own(words: str, kept: list[list[str]]) -> None:
    found = statements(annotation(text := f"Orre said that {words}", people="Orre", tags=[("said", "Orre", words)]))
    assert [[part.of(text) for part in one.content] for one in found] == kept
    assert [one.cue is None for one in found] == [False, True][: len(kept)]
