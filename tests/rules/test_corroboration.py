"""Who says the same, and who only passes it on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.domain.audited import Audit
from audit.domain.source import Identity, Kind
from audit.domain.statement import Channel, Mention, MentionKind
from audit.domain.text import Span
from audit.rules.corroboration import FEWEST, THRESHOLD, Claims, Match, Tie, across, content_words, stem
from audit.rules.examples import Said, build

FIRST = "the ferry captain had resigned over the missing cargo"
SECOND = "the ferry captain resigned because of missing cargo"


def pair(first: Said, second: Said) -> Audit:
    """Two sources, a paragraph each."""
    return build(f"{first.by} said {first.content}.\n{second.by} said {second.content}.", first, second)


def matches(audit: Audit, at: int = 0) -> tuple[Match, ...]:
    statement = audit.statements[at]
    return Claims([audit]).near(audit, audit.source(statement.source_ids[0]), statement)


def test_an_independent_source_that_says_the_same() -> None:
    audit = pair(Said(FIRST, "An aide"), Said(SECOND, "Ida Marsh", identity=Identity.NAMED))
    (match,) = matches(audit)
    assert (match.tie, match.disagrees, match.confirms, match.printed) == (Tie.INDEPENDENT, False, True, "Ida Marsh")
    assert match.score >= THRESHOLD
    assert set(match.shared) == {"ferry", "captain", "resigned", "missing", "cargo"}
    assert match.shown(2).count("“") == 2
    assert Claims([audit]).same(audit, audit.sources[0], audit.statements[0]) == (match,)
    assert Claims([audit], threshold=1.01).same(audit, audit.sources[0], audit.statements[0]) == ()


def test_names_alone_are_no_claim() -> None:
    audit = pair(
        Said("Ona Reed and Ansel Roe of Corrie Bank lied", "An aide"),
        Said("Ona Reed met Ansel Roe in Corrie", "Ida Marsh", identity=Identity.NAMED),
    )
    assert matches(audit) == ()
    assert FEWEST == 3


def test_a_denial_disagrees() -> None:
    audit = pair(Said(FIRST, "An aide"), Said("the ferry captain never resigned over missing cargo", "Ida Marsh", identity=Identity.NAMED))
    (match,) = matches(audit)
    assert (match.disagrees, match.confirms) == (True, False)
    assert not matches(pair(Said(FIRST, "An aide"), Said(SECOND, "Ida Marsh", identity=Identity.NAMED)))[0].disagrees


@pytest.mark.parametrize(
    ("first", "second", "between", "tie"),
    [
        (Said(FIRST, "An aide"), Said(SECOND, "The Courier", kind=Kind.MEDIA, identity=Identity.NAMED), "citing an aide", Tie.PASSED_ON),
        (Said(FIRST, "An aide", via="Courier"), Said(SECOND, "The Courier", kind=Kind.MEDIA, identity=Identity.NAMED), "", Tie.PASSED_ON),
        (Said(FIRST, "An aide", via="Courier"), Said(SECOND, "Ida Marsh", via="Courier", identity=Identity.NAMED), "", Tie.PASSED_ON),
        (Said(FIRST, "An aide", via="Courier"), Said(SECOND, "Ida Marsh", via="Herald", identity=Identity.NAMED), "", Tie.INDEPENDENT),
        (Said(FIRST, "An aide", via="Courier"), Said(SECOND, "Ida Marsh", identity=Identity.NAMED), "", Tie.INDEPENDENT),
        (Said(FIRST, "An aide"), Said(SECOND, "The aide", label="the aide"), "", Tie.NOT_TOLD_APART),
        (Said(FIRST, "An aide"), Said(SECOND, "A second aide"), "", Tie.INDEPENDENT),
        (Said(FIRST, "An aide", affiliation="Orlop"), Said(SECOND, "The aide", affiliation="Corrie Bank"), "", Tie.INDEPENDENT),
        (Said(FIRST, "An aide"), Said(SECOND, "A cook"), "", Tie.INDEPENDENT),
        (Said(FIRST, "Ida Marsh", identity=Identity.NAMED), Said(SECOND, "Vera Lund", identity=Identity.NAMED), "", Tie.INDEPENDENT),
    ],
)
def test_ties(first: Said, second: Said, between: str, tie: Tie) -> None:
    told = f", {between}," if between else ""
    audit = build(f"{first.by} said {FIRST}.\n{second.by}{told} said {SECOND}.", first, second)
    (match,) = matches(audit)
    assert match.tie is tie
    assert matches(audit, 1)[0].tie is tie


def test_second_hand_and_nested_statements_are_passed_on() -> None:
    audit = pair(Said(FIRST, "An aide"), Said(SECOND, "Ida Marsh", identity=Identity.NAMED))
    one, two = audit.statements
    for changed in (replace(two, channel=Channel.SECOND_HAND), replace(two, nested_in=one.id)):
        assert matches(replace(audit, statements=(one, changed)))[0].tie is Tie.PASSED_ON
    unlabelled = replace(audit, sources=(replace(audit.sources[0], label=""), audit.sources[1]), sentences=())
    assert matches(unlabelled)[0].tie is Tie.INDEPENDENT


def test_joint_sources_of_one_statement_confirm_each_other() -> None:
    text = "An aide and Ida Marsh said it sank."
    audit = build(text, Said("it sank", "An aide"))
    (statement,), (aide,) = audit.statements, audit.sources
    place = Span(text.index("Ida"), text.index(" said"))
    mention = Mention(place, "marsh", MentionKind.NAME)
    marsh = replace(aide, id="amarsh", label="Ida Marsh", identity=Identity.NAMED, mentions=(mention,))
    joint = replace(statement, mentions=(*statement.mentions, mention), source_ids=(aide.id, marsh.id))
    (match,) = matches(replace(audit, statements=(joint,), sources=(aide, marsh)))
    assert (match.score, match.confirms, match.shown()) == (1.0, True, "one statement with both sources")


def elsewhere(words: str, who: str = "Vera Lund", identity: Identity = Identity.NAMED) -> Audit:
    return build(f"{who} told us {words}.", Said(words, who, cue="told", identity=identity), title="Another", outlet="Herald")


def test_across_articles() -> None:
    audit = build(f"Ida Marsh said {FIRST}.", Said(FIRST, "Ida Marsh", identity=Identity.NAMED))
    source, statement = audit.sources[0], audit.statements[0]
    found = across(audit, source, statement, [audit, elsewhere(SECOND), elsewhere("it rained all day in the harbour")])
    (match,) = found
    assert (match.tie, match.audit.article.outlet) == (Tie.INDEPENDENT, "Herald")
    (same,) = across(audit, source, statement, [elsewhere(SECOND, "Ida Marsh")])
    assert same.tie is Tie.SAME_SOURCE
    (copy,) = across(audit, source, statement, [elsewhere(FIRST)])
    assert copy.tie is Tie.PASSED_ON


def test_words_meet_without_their_endings() -> None:
    assert {stem(word) for word in ("resign", "resigned", "resigns", "resigning")} == {"resign"}
    assert stem("loss") == "loss"
    assert stem("make") == stem("mak")
    assert list(content_words("The aide’s 40 ships were not at sea, he said").values()) == ["aide’s", "40", "ships", "sea"]
