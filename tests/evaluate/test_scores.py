"""The scores are those of the exchange scorer, on hand-made and on made-up data."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.errors import InputError
from audit.evaluate.compare import same_speakers, trimmed
from audit.evaluate.items import document, read
from audit.evaluate.scores import score

SCORER = Path(__file__).parents[3] / "shared" / "tools" / "score.py"
TEXT = "Ida Marsh said the yard would close. “It is over,” an aide, who asked not to be named, said on Monday."


def at(words: str) -> list[list[int]]:
    start = TEXT.index(words)
    return [[start, start + len(words)]]


def item(content: str, source: str, cue: str = "said", **fields: Any) -> dict[str, Any]:
    return {"content": at(content), "source": at(source) if source else [], "cue": at(cue), **fields}


GOLD = {
    "doc_id": "one",
    "text": TEXT,
    "attributions": [
        item(
            "the yard would close", "Ida Marsh", speaker="Ida Marsh", source_type="named", official=False, anonymity_status="not_applicable"
        ),
        item("It is over", "an aide", speaker="aide", source_type="anonymous", official=True, markers=at("asked not to be named")),
        item("on Monday", "", optional=True),
    ],
}
PREDICTED = {
    "doc_id": "one",
    "attributions": [
        item("the yard would close.", "Marsh", speaker=["Marsh"], source_type="named", official=False, anonymity_status="not_applicable"),
        item("It is over", "Monday", speaker="Monday", source_type="official", official=True, markers=[[0, 3], *at("named")]),
        item("on Monday", "", source_type="named"),
        item("would", "Ida", speaker=None, source_type=None),
        {"content": [], "cue": []},
    ],
}


def scored(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, Any]:
    return score([document(one) for one in gold], [document(one) for one in predicted]).as_dict()


def by_the_scorer(gold: list[dict[str, Any]], predicted: list[dict[str, Any]], folder: Path) -> dict[str, Any]:
    paths = [folder / "gold.jsonl", folder / "predicted.jsonl"]
    for path, lines in zip(paths, (gold, predicted), strict=True):
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    done = subprocess.run([sys.executable, str(SCORER), *map(str, paths), "--json"], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def test_measures_of_a_small_article() -> None:
    out = scored([GOLD, {**GOLD, "doc_id": "two"}], [PREDICTED])
    assert (out["articles"], out["articles_without_prediction"], out["spans_outside_text"]) == (2, 1, 0)
    assert out["found"] == {"p": 0.6667, "r": 0.5, "f1": 0.5714, "hit": 2, "pred": 3, "gold": 4}
    assert out["joint"]["hit"] == 1
    assert (out["source"], out["speaker"], out["type"], out["official"], out["anonymity_status"]) == (0.5, 0.5, 0.5, 1.0, 1.0)
    assert out["exact"]["content"]["hit"] == 2
    assert out["exact"]["all"]["hit"] == 0
    assert out["confusion"] == {"anonymous->official": 1, "named->named": 1}
    assert out["end_to_end"]["named"] == {"p": 1.0, "r": 0.5, "f1": 0.6667, "hit": 1, "pred": 1, "gold": 2}
    assert out["markers"] == {"p": 0.5, "r": 0.5, "f1": 0.5, "pred": 2, "gold": 2}


def test_a_measure_without_labels_is_left_out() -> None:
    bare = {"doc_id": "one", "text": TEXT, "attributions": [item("It is over", "an aide")]}
    assert set(scored([bare], [])) == {"articles", "articles_without_prediction", "spans_outside_text", "found", "joint", "exact", "source"}
    assert scored([bare], [])["source"] is None


def test_content_that_is_a_sentence_is_met_by_a_part() -> None:
    whole = {"doc_id": "one", "text": TEXT, "attributions": [item("Ida Marsh said the yard would close.", "Ida Marsh")]}
    part = {"doc_id": "one", "attributions": [item("would close", "Ida Marsh")]}
    assert scored([whole], [part])["found"]["hit"] == 0
    assert scored([{**whole, "content_is_sentence": True}], [part])["found"]["hit"] == 1


def test_spans_outside_the_text_are_counted() -> None:
    wild = {"doc_id": "one", "attributions": [{"content": [[-4, 5], [9, 9]], "source": [[0, 10_000]]}]}
    assert scored([GOLD], [wild])["spans_outside_text"] == 3


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        (["Ida Marsh"], ["Marsh"], True),
        (["head of the board"], ["head"], True),
        (["people with knowledge"], ["two people"], True),
        (["Ida Marsh", "Ansel Roe"], ["Marsh"], False),
        (["Ida Marsh"], [], False),
        (["—"], ["Marsh"], True),
    ],
)
def test_speakers_are_met_by_last_word_or_head(gold: list[str], predicted: list[str], same: bool) -> None:
    assert same_speakers(gold, predicted) is same


def test_trimming_drops_marks_and_empty_spans() -> None:
    assert trimmed(((5, 9), (0, 4)), "“ab” ,.! ") == ((1, 3),)


def test_gold_needs_its_text() -> None:
    with pytest.raises(InputError, match="has no text"):
        scored([{"doc_id": "one", "attributions": []}], [])


@pytest.mark.parametrize("line", ["{", "[" * 100_000, "[]", '"x"', '{"doc_id": "a"}', '{"doc_id": "a", "attributions": [{"content": 3}]}'])
def test_a_bad_line_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc_id": "a", "attributions": []}\n\n' + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 3"):
        read(path)


def test_a_doc_id_stands_once(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text("".join(f'{{"doc_id": "{name}", "attributions": []}}\n' for name in ("a", "b", "a")), encoding="utf-8")
    with pytest.raises(InputError, match="line 3: the doc_id 'a' is also on line 1"):
        read(file)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="JSON Lines"):
        read(tmp_path / "missing.jsonl")


def test_a_line_separator_inside_a_string_breaks_no_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"doc_id": "a", "text": "one\u2028two", "attributions": []}, ensure_ascii=False), encoding="utf-8")
    assert read(path)[0].text == "one\u2028two"


needs_scorer = pytest.mark.skipif(not SCORER.exists(), reason="the exchange scorer stands outside the repository")


@needs_scorer
def test_the_scorer_says_the_same(tmp_path: Path) -> None:
    assert scored([GOLD], [PREDICTED]) == by_the_scorer([GOLD], [PREDICTED], tmp_path)


def spans() -> st.SearchStrategy[list[list[int]]]:
    ends = st.integers(-2, len(TEXT) + 2)
    return st.lists(st.tuples(ends, ends).map(lambda pair: sorted(pair)), max_size=2)


def items(optional: bool) -> st.SearchStrategy[list[dict[str, Any]]]:
    names = st.sampled_from([None, "Marsh", "Ida Marsh", "aide of the board", ["Marsh", "aide"], ["", "aide"]])
    extra = {
        "speaker": names,
        "source_type": st.sampled_from([None, "named", "official", "anonymous"]),
        "official": st.booleans(),
        "anonymity_status": st.sampled_from(["disclosed", "undisclosed"]),
        "markers": spans(),
    }
    if optional:
        extra["optional"] = st.booleans()
    needed = {"content": spans(), "cue": spans(), "source": spans()}
    return st.lists(st.fixed_dictionaries(needed, optional=extra), max_size=4)


@needs_scorer
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    gold=st.lists(st.tuples(items(True), st.booleans()), min_size=8, max_size=12), predicted=st.lists(items(False), min_size=8, max_size=14)
)
def test_the_scorer_says_the_same_of_anything(gold: list[Any], predicted: list[Any], tmp_path: Path) -> None:
    asked = [{"doc_id": str(n), "text": TEXT, "attributions": a, "content_is_sentence": s} for n, (a, s) in enumerate(gold)]
    offered = [{"doc_id": str(n), "attributions": a} for n, a in enumerate(predicted)]
    assert scored(asked, offered) == by_the_scorer(asked, offered, tmp_path)
