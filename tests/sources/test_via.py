"""Through whom words came: the outlet or person beside the source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.domain.annotation import Annotation
from tests.build import annotation, read

SAFE = "the dam was safe"


def via(annotated: Annotation) -> str | None:
    return read(annotated).statement("dam").via


@pytest.mark.parametrize(
    ("said", "names", "outlet"),
    [
        ("Orre told the Harbour Gazette {}.", "Harbour Gazette", "Harbour Gazette"),
        ("Orre told Isen Weekly {}.", "Isen Weekly", "Isen Weekly"),
        ("Orre told the Velmar newspaper Aftenblad {}.", "Aftenblad", "Aftenblad"),
        ("Orre told “Harbour Today” {}.", "", "Harbour Today"),
        ("Orre told Zork Council {}.", "Zork Council", None),
        ("Orre told the council {}.", "", None),
        ("Orre said on Zork Radio {}.", "Zork Radio", "Zork Radio"),
        ("Orre said Monday on Zork TV {}.", "Zork TV", "Zork TV"),
        ("Orre said on Monday {}.", "", None),
        ("Orre said in an interview with the Harbour Gazette {}.", "Harbour Gazette", "Harbour Gazette"),
        ("Orre said in a Zork Radio interview {}.", "Zork Radio", "Zork Radio"),
        ("Orre, speaking to Zork Radio, said {}.", "Zork Radio", "Zork Radio"),
        ("Orre said in an interview {}.", "", None),
        ("Orre told the paper {}.", "", "paper"),
        ("Orre told a paper {}.", "", None),
        ("Orre told this paper {}.", "", None),
    ],
)
def test_the_outlet_in_the_words_around_the_cue(said: str, names: str, outlet: str | None) -> None:
    text, cue = said.format(SAFE), "told" if " told " in said else "said"
    assert via(annotation(text, people="Orre", organisations=names, tags=[(cue, "Orre", SAFE)])) == outlet


@pytest.mark.parametrize(
    ("before", "names", "told", "outlet"),
    [
        ("The crane fell, the Harbour Gazette found. ", "Harbour Gazette", "the paper", "Harbour Gazette"),
        ("The crane fell, the Harbour Gazette found. ", "Harbour Gazette", "the Gazette", "Harbour Gazette"),
        ("The Harbour Gazette read Zork Radio. ", "Harbour Gazette; Zork Radio", "the Gazette", "Harbour Gazette"),
        ("Thomson Reuters fell. ", "Thomson Reuters; Reuters", "Reuters", "Reuters"),
    ],
)
def test_a_short_or_common_word_stands_for_the_outlet_named_before(before: str, names: str, told: str, outlet: str) -> None:
    text = f"{before}Orre told {told} {SAFE}."
    assert via(annotation(text, people="Orre", organisations=names, tags=[("told", "Orre", SAFE)])) == outlet


@pytest.mark.parametrize(
    ("own", "outlet"), [("Harbour Radio", None), ("harbour.example", "Harbour Radio Today"), (None, "Harbour Radio Today")]
)
def test_the_article_s_own_outlet_is_nobody_in_between(own: str | None, outlet: str | None) -> None:
    text = f"Orre told “Harbour Radio Today” {SAFE}."
    read_by = annotation(text, people="Orre", tags=[("told", "Orre", SAFE)])
    assert via(replace(read_by, article=replace(read_by.article, outlet=own))) == outlet


def test_what_somebody_tells_of_another_comes_through_the_teller() -> None:
    text = f"Orre said a clerk said {SAFE}."
    r = read(annotation(text, people="Orre", tags=[("said", "Orre", f"a clerk said {SAFE}"), ("said#2", "a clerk", SAFE)]))
    assert [s.via for s in r.statements] == [None, "Orre"]


def test_a_quotation_that_goes_on_came_the_same_way() -> None:
    text = "“The gate shut,” Orre told the Harbour Gazette.\n“The dam was safe and nobody asked.”"
    r = read(annotation(text, people="Orre", organisations="Harbour Gazette", tags=[("told", "Orre", "“The gate shut,”")]))
    assert [s.via for s in r.statements] == ["Harbour Gazette", "Harbour Gazette"]


@pytest.mark.parametrize(("zone", "outlet"), [("byline", None), ("dateline", None), ("body", "Harbour Gazette")])
def test_the_outlet_of_the_byline_is_the_article_s_own(zone: str, outlet: str | None) -> None:
    text = f"By Ann Vane, Harbour Gazette\nOrre told the Gazette {SAFE}."
    tags = [("told", "Orre", SAFE)]
    assert via(annotation(text, people="Orre", organisations="Harbour Gazette", tags=tags, zones={0: zone})) == outlet


def test_an_outlet_beside_another_cue_is_that_one_s() -> None:
    text = f"Orre told Zork Radio 4 {SAFE} and Vane said in an interview with Channel Isen it leaked."
    tags = [("told", "Orre", SAFE), ("said", "Vane", "it leaked")]
    r = read(annotation(text, people="Orre; Vane", organisations="Channel Isen; Zork Radio 4", tags=tags))
    assert [s.via for s in r.statements] == ["Zork Radio 4", "Channel Isen"]
