"""What decided a statement, as facts and in sentences."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from audit.config import Settings
from audit.domain.anchor import Anchor
from audit.domain.audited import Audit
from audit.domain.doubt import Part
from audit.domain.ground import Axis, Ground
from audit.domain.review import Correction, Judgement, Review, Target
from audit.domain.source import SourceType
from audit.domain.statement import Scope, Statement, TagScores, Tie
from audit.report.explain import Facts, explanation
from audit.report.explain_text import DOUBTS, PARTS, TIES, WIDTH, explained
from audit.sources.confidence import Surroundings, speaker_evidence, statement_evidence
from tests.report.hand_made import make


def audit() -> Audit:
    """The hand-made audit, with what the tool keeps of its grounds."""
    plain = make()
    first, second, joint, *rest = plain.statements
    found_by = ("ask not to be name", "", "tagger 0.91")
    markers = tuple(replace(one, matched=by) for one, by in zip(plain.sources[0].markers, found_by, strict=True))
    grounds = (
        Ground(Axis.KIND, "person", 0.97, "a head word", (("official", 1.0),)),
        Ground(Axis.TYPE, "anonymous", 0.62, "unnamed people", (), "named (0.38)"),
    )
    aide = replace(plain.sources[0], confidence=0.75, markers=markers, grounds=grounds, type_confidence=0.62)
    link = Ground(Axis.SPEAKER, aide.label, 0.9, "introduced", (("new", 2.5), ("gender", -0.25)), "Ida Marsh (0.08)")
    statements = (
        replace(first, tags=TagScores(0.99, 0.98, 0.5), resolved_by=(Tie.INTRODUCED,), resolution_scores=(0.9,), confidence=0.8),
        replace(second, tags=TagScores(0.7, None, 0.6), resolved_by=(Tie.DESCRIPTION,), resolution_scores=(0.8,), nested_in=first.id),
        replace(joint, tags=TagScores(0.9, 0.9, 0.9), resolved_by=(Tie.NAME, Tie.NAME), resolution_scores=(0.95, 0.95)),
        *rest,
    )
    statements = (replace(statements[0], grounds=(link,)), *statements[1:])
    return replace(plain, statements=statements, sources=(aide, *plain.sources[1:]))


def facts(ordinal: int, of: Audit | None = None, **settings: Any) -> Facts:
    of = of or audit()
    return explanation(of, of.statements[ordinal], Settings(**settings))


def text(ordinal: int, of: Audit | None = None, **settings: Any) -> str:
    lines = list(explained(facts(ordinal, of, **settings)))
    assert max(map(len, lines)) <= WIDTH
    return "\n".join(lines)


def flat(ordinal: int, of: Audit | None = None, **settings: Any) -> str:
    return " ".join(text(ordinal, of, **settings).split())


def with_statement(ordinal: int, **changes: Any) -> Audit:
    of = audit()
    changed = replace(of.statements[ordinal], **changes)
    return replace(of, statements=tuple(changed if one.id == changed.id else one for one in of.statements))


def test_the_facts_are_whole_and_json_ready() -> None:
    told = json.loads(json.dumps(facts(0)))
    assert told["statement"]["line"] == 3
    assert told["found_by"] == {
        "tags": {"cue": 0.99, "source": 0.98, "content": 0.5, "cue_by_others": None, "rival": None},
        "cue": {"words": "said", "lemma": "say", "kind": "speech", "list": "speech"},
    }
    (aide,) = told["sources"]
    assert [(one["tied_by"], one["score"], one["of_this_statement"]) for one in aide["mentions"]] == [
        ("introduced", 0.9, True),
        ("description", 0.8, False),
    ]
    assert [one["matched"] for one in aide["anonymity"]["markers"]] == ["ask not to be name", None, "tagger 0.91"]
    assert aide["policy"]["type"] == "anonymous"
    assert told["confidence"]["both"] == 0.8


def test_every_step_in_plain_sentences() -> None:
    told = flat(0)
    for words in (
        "harbour, line 3 · as1",
        "Why it was found The tagger marked the cue (0.99), the source (0.98) and the content (0.50), with the probability of each.",
        "“said” is “say”, on the list “speech” in cues.toml: a cue of the kind speech.",
        "All of it is quoted, so it is direct speech.",
        "Whose it is senior Velmar official. Where it is named or meant as the speaker, and what linked each mention "
        "to it (with the score):",
        "line 4: “a senior Velmar official”: a description of somebody not mentioned before (0.90) <- here",
        "line 5: “the official”: a description of somebody introduced before (0.80)",
        "Why anonymous Person, unnamed, official; decided by: marker. What decided each part of the label",
        "“asked not to be named”: status; matched ask not to be name",
        "“for fear of losing her job”: reason; what matched is not known",
        "Policy: The article says that the name is withheld",
        "How sure The statement and its source's words are right with a probability of 0.80; if they are, the speaker "
        "is right with 1.00; together 0.80.",
    ):
        assert words in told


def test_a_statement_without_tags_cue_or_source() -> None:
    told = flat(4)
    assert "No tag marks it, only its quotation marks or the form of the text" in told
    assert "No words near it name a source." in told
    printed = with_statement(4, source_span=audit().statements[3].source_span)
    assert "The tool could not tell who “Marsh” is." in flat(4, printed)


def test_what_stands_in_another_came_through_somebody_or_is_an_attitude() -> None:
    told = flat(1)
    assert "It is inside another statement: ““=The deal is dead,””." in told
    assert "The words came through Velmar Post." in told
    assert "The tagger marked the cue (0.70) and the content (0.60)" in told
    assert "only --scope all shows it" in flat(3)
    assert "A person dismissed it" in flat(4, with_statement(4, scope=Scope.DISMISSED))
    cue = audit().statements[3].cue
    assert cue is not None
    unlisted = with_statement(3, cue=replace(cue, lemma="quorble"))
    assert "is “quorble”, on no list in cues.toml" in flat(3, unlisted)


def test_what_is_not_kept_is_said_not_to_be_known() -> None:
    older = with_statement(0, resolved_by=(), resolution_scores=())
    assert "“a senior Velmar official”: not known <- here" in flat(0, older)
    aide = replace(audit().sources[0], mentions=(*audit().sources[0].mentions, audit().sources[1].mentions[1]))
    silent = replace(audit(), sources=(aide, *audit().sources[1:]))
    assert "“Marsh”: not known" in flat(0, silent)


def test_links_and_axes_with_what_decided_them() -> None:
    told = facts(0)
    (aide,) = told["sources"]
    assert told["grounds_kept"]
    link = {"value": "senior Velmar official", "probability": 0.9, "row": "introduced", "runner_up": "Ida Marsh (0.08)"}
    assert aide["mentions"][0]["link"] == link | {"pulls": [{"feature": "new", "weight": 2.5}, {"feature": "gender", "weight": -0.25}]}
    assert aide["mentions"][1]["link"] is None
    assert [one["axis"] for one in aide["axes"]] == ["kind", "type"]
    kind = {"axis": "type", "value": "anonymous", "probability": 0.62, "row": "unnamed people", "pulls": [], "runner_up": "named (0.38)"}
    assert aide["axes"][1] == kind
    assert aide["type_confidence"] == 0.62
    words = text(0)
    assert "\n        new +2.50; gender -0.25\n        rather than Ida Marsh (0.08)\n" in words
    assert "\n    kind: person (0.97), by: a head word\n        official +1.00\n" in words
    assert "\n    type: anonymous (0.62), by: unnamed people\n        rather than named (0.38)\n" in words
    assert "An older version" not in words


def test_a_type_that_another_policy_gave_has_no_ground() -> None:
    aide = replace(audit().sources[0], source_type=SourceType.OFFICIAL)
    (told,) = facts(0, replace(audit(), sources=(aide, *audit().sources[1:])))["sources"]
    assert [one["axis"] for one in told["axes"]] == ["kind"]


def test_what_was_stored_before_grounds_were_kept_says_so_and_shows_the_rest() -> None:
    of = audit()
    older = replace(
        of,
        statements=tuple(replace(one, grounds=()) for one in of.statements),
        sources=tuple(replace(one, grounds=()) for one in of.sources),
    )
    told = flat(0, older)
    assert told.count("An older version stored this; audit the article again for a full explanation.") == 1
    assert "a description of somebody not mentioned before (0.90) <- here" in told
    assert "Person, unnamed, official; decided by: marker." in told
    assert "An older version" not in flat(4, older)


def test_the_doubtful_part_is_named() -> None:
    unsure = with_statement(0, needs_review=True, phrase_confidence=0.7, speaker_confidence=0.8)
    assert facts(0, unsure)["confidence"]["doubtful"] == {"part": "type", "probability": 0.62}
    assert "this one is. Most doubtful: the type of the source (0.62)." in flat(0, unsure)
    assert facts(0)["confidence"]["doubtful"] is None
    assert "Most doubtful" not in flat(0)
    assert set(PARTS) == set(Part)


def test_another_policy_than_the_stored_one_is_told() -> None:
    told = flat(2, named_office_holders="official")
    assert "Policy: People whom the article names are named sources." in told
    official = replace(audit().sources[1], official=True)
    moved = replace(audit(), sources=(audit().sources[0], official, audit().sources[2]))
    assert "stored under another policy; under this one it would be official" in flat(2, moved, named_office_holders="official")


@pytest.mark.parametrize("blanket", [False, True])
def test_anonymity_without_words_and_for_several(blanket: bool) -> None:
    aide = audit().sources[0]
    markers = tuple(replace(one, blanket=True) for one in aide.markers) if blanket else ()
    told = flat(0, replace(audit(), sources=(replace(aide, markers=markers), *audit().sources[1:])))
    assert ("for several sources" if blanket else "Anonymity disclosed: the article says nothing about it.") in told


def test_a_type_that_a_person_gave_and_a_source_of_none() -> None:
    of = audit()
    target = Target(Anchor("", "", "", 0), of.article.id, "as1", "aofficial", None, None)
    review = Review(target, Judgement.CORRECTED, "Ona Reed", "known", Correction(source_type=SourceType.NAMED))
    untyped = replace(of.sources[0], source_type=None)
    told = flat(0, replace(of, reviews=(review,), sources=(untyped, *of.sources[1:])))
    assert "Why of no type" in told
    assert "A person gave it this type." in told
    assert "What people decided corrected by Ona Reed" in told


def test_doubts_are_those_that_pull_down_most() -> None:
    sure = facts(0, with_statement(0, tags=TagScores(0.5, 0.5, 0.5), needs_review=True))["confidence"]
    assert 1 <= len(sure["doubts"]) <= 3
    assert [one["pull"] for one in sure["doubts"]] == sorted(one["pull"] for one in sure["doubts"])
    assert "a statement is marked for review; this one is." in flat(0, with_statement(0, needs_review=True))
    assert facts(2, with_statement(2, tags=TagScores(0.999, 0.999, 0.999)))["confidence"]["needs_review"] is False


def test_every_tie_and_every_piece_of_evidence_has_its_words() -> None:
    of = audit()
    first: Statement = of.statements[0]
    known = {*statement_evidence(first, Surroundings(of.statements)), *speaker_evidence(first, 0, of.sources[0])}
    assert known <= set(DOUBTS)
    assert set(TIES) == set(Tie)
