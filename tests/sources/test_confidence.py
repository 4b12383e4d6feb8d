"""How sure the tool is: the shipped model, and what is done with its probabilities."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import pytest

from audit.domain.source import Source
from audit.domain.statement import Form, Statement, TagScores
from audit.domain.text import Span
from audit.sources.confidence import (
    Head,
    Model,
    Surroundings,
    model,
    model_of,
    odds,
    speaker_evidence,
    statement_evidence,
    type_evidence,
    with_confidence,
)
from tests.build import annotation, read

TEXT = "Mary Quill said the dam was safe. She said the bed was dry."
ALWAYS, NEVER = Head(9.0, {}), Head(-9.0, {})


def made() -> tuple[tuple[Statement, ...], tuple[Source, ...]]:
    tags = [("said", "Mary Quill", "the dam was safe"), ("said#2", "She", "the bed was dry")]
    r = read(annotation(TEXT, people="Mary Quill", tags=tags))
    return r.statements, r.sources


def sureness(words: Head = ALWAYS) -> Model:
    return Model(words, ALWAYS, ALWAYS, ALWAYS, keep_above=0.4, review_below=0.5, anonymous_above=0.8)


def test_the_shipped_model_looks_at_what_there_is_and_tells_how_good_it_was() -> None:
    fitted = json.loads((files("audit.sources") / "confidence.json").read_text(encoding="utf-8"))
    statements, sources = made()
    evidence = statement_evidence(statements[0], Surroundings(statements))
    assert set(model().words.weights) <= set(evidence)
    assert set(model().phrase.weights) <= set(evidence)
    assert set(model().speaker.weights) <= set(speaker_evidence(statements[0], 0, sources[0]))
    assert set(model().type.weights) <= set(type_evidence(sources[0]))
    assert fitted["held_out"]["everything"]["ece"] < 0.05
    assert fitted["held_out"]["errors in the least certain fifth"] >= 0.5
    assert 0 <= fitted["keep_above"] < fitted["review_below"] < fitted["anonymous_above"] < 1
    called = fitted["held_out"]["anonymous by anonymous_above"]
    above, highest = fitted["anonymous_above"], max(float(one) for one in called if one != "unmarked")
    assert above == highest or called[str(above)][1] >= called["unmarked"][1]  # the highest where none is as good


def test_a_model_file_with_a_part_missing_is_refused() -> None:
    with pytest.raises(KeyError):
        model_of({"heads": {}})


def test_the_surer_the_tagger_the_likelier_the_statement() -> None:
    (first, second), sources = made()
    sure, unsure = replace(first, tags=TagScores(0.99, 0.99, 0.99)), replace(second, tags=TagScores(0.5, 0.6, 0.6))
    (high, low), _ = with_confidence((sure, unsure), sources, replace(model(), keep_above=0.0))
    assert high.confidence > 0.75 > low.confidence
    assert low.needs_review
    assert all(0 < one.speaker_confidence < 1 for one in (high, low))


def test_what_an_older_version_did_not_store_moves_nothing() -> None:
    (first, _), sources = made()
    now = replace(first, tags=TagScores(0.9, 0.9, 0.9, 0.2, 0.4))
    then = replace(first, tags=TagScores(0.9, 0.9, 0.9))
    told, untold = (statement_evidence(one, Surroundings((one,))) for one in (now, then))
    assert set(told) - set(untold) == {"cue by others", "rival source"}
    for head in (model().words, model().phrase):
        pulls = head.pulls(untold)
        assert pulls["cue by others"] == pulls["rival source"] == 0.0
        assert set(head.weights) <= set(told)
    assert set(model().speaker.weights) <= set(speaker_evidence(first, 0, sources[0]))
    assert set(model().type.weights) <= set(type_evidence(sources[0]))


def test_a_likely_rival_and_a_cue_that_others_would_not_mark_lower_the_probability() -> None:
    (first, _), _ = made()
    sure, unsure = (replace(first, tags=TagScores(0.9, 0.9, 0.9, *beside)) for beside in ((0.99, 0.001), (0.1, 0.6)))
    high, low = (statement_evidence(one, Surroundings((one,))) for one in (sure, unsure))
    assert model().words.probability(high) > model().words.probability(low)
    assert model().phrase.probability(high) > model().phrase.probability(low)


def test_a_doubtful_type_alone_sends_a_statement_to_a_person() -> None:
    statements, sources = made()
    said, _ = with_confidence(statements, sources, replace(sureness(), type=NEVER))
    assert all(one.needs_review and one.confidence > 0.9 for one in said)
    assert not any(one.needs_review for one in with_confidence(statements, sources, sureness())[0])


def test_a_source_is_as_sure_as_its_statements_on_average() -> None:
    statements, sources = made()
    said, (quill,) = with_confidence(statements, sources)
    assert quill.confidence == pytest.approx(sum(one.speaker_confidence for one in said) / 2, abs=1e-4)
    assert said[0].certainty == said[0].confidence * said[0].speaker_confidence


def test_what_only_an_unsure_tagger_found_is_left_out_with_its_source() -> None:
    statements, sources = made()
    assert with_confidence(statements, sources, sureness(words=NEVER)) == ((), ())


@pytest.mark.parametrize("change", [{"tags": None}, {"form": Form.DIRECT}])
def test_what_stands_in_quotation_marks_is_never_left_out(change: dict[str, object]) -> None:
    (first, second), sources = made()
    inside = replace(second, **change, nested_in=first.id)  # type: ignore[arg-type]
    (only,), (quill,) = with_confidence((first, inside), sources, sureness(words=NEVER))
    assert (only.id, only.ordinal, only.nested_in) == (second.id, 0, None)
    assert only.confidence < 0.01
    assert quill.id in only.source_ids


def test_nested_statements_stay_nested_in_what_is_kept() -> None:
    (first, second), sources = made()
    said, _ = with_confidence((first, replace(second, nested_in=first.id)), sources, sureness())
    assert said[1].nested_in == first.id


def test_a_phrase_tied_to_nobody_has_no_speaker_and_no_phrase_none_to_doubt() -> None:
    (first, second), _ = made()
    untied = replace(first, source_ids=(), resolution_scores=(), resolved_by=())
    orphan = replace(second, source_ids=(), source_span=None, mentions=(), resolution_scores=(), resolved_by=())
    (one, other), nobody = with_confidence((untied, orphan), (), sureness())
    assert (one.speaker_confidence, one.needs_review) == (0.0, True)
    assert (other.speaker_confidence, other.needs_review) == (1.0, False)
    assert nobody == ()


def test_evidence_is_told_without_a_cue_or_tags_or_ties() -> None:
    (first, _), sources = made()
    bare = replace(first, cue=None, tags=None, source_span=None, mentions=(), resolved_by=(), resolution_scores=())
    evidence = statement_evidence(bare, Surroundings((bare,)))
    assert (evidence["no tags"], evidence["no source phrase"], evidence["cue"]) == (1.0, 1.0, 0.0)
    tie = speaker_evidence(bare, 0, sources[0])
    assert tie["score of the tie"] == 0.0
    assert not any(value for name, value in tie.items() if name.startswith("tie: "))
    borrowed = replace(first, tags=TagScores(0.9, None, 0.9))
    assert statement_evidence(borrowed, Surroundings((borrowed,)))["borrowed source"] == 1.0


def test_statements_that_share_words_or_hold_others() -> None:
    (first, second), _ = made()
    outer = replace(first, content=(Span(0, 60),))
    inner = replace(second, content=(Span(10, 20), Span(30, 40)), nested_in=first.id)
    apart = replace(second, id="apart", content=(Span(70, 80),))
    late = replace(second, id="late", content=(Span(50, 65),))
    around = Surroundings((outer, inner, apart, late))
    assert around.holders == {first.id}
    assert around.overlapping == {first.id, second.id, "late"}


def test_odds_of_what_is_certain_are_held() -> None:
    assert odds(1.0) == -odds(0.0) == odds(0.995)
    assert odds(0.5) == 0.0
