"""One story in several outlets."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from audit.compare.stories import Sketch, contrasts, sketch, stories
from audit.domain.annotation import Paragraph
from audit.domain.audited import Audit
from audit.domain.source import Identity
from audit.domain.text import Span
from audit.report.stories import as_json, in_words
from audit.rules.examples import Said, build

SHUT = "the yard would shut its slipway before the winter storms"


def told(outlet: str, by: str, day: str | None = "2031-03-04", title: str = "Yard to shut", said: str = SHUT, named: bool = True) -> Audit:
    identity = Identity.NAMED if named else Identity.UNNAMED
    audit = build(f"{by} said {said}.\n", Said(said, by, identity=identity), title=title, outlet=outlet)
    return replace(audit, article=replace(audit.article, published=day))


def drawn(at: str, outlet: str, day: int = 4, names: str = "", words: str = "") -> Sketch:
    return Sketch(at, at, at, outlet, date(2031, 3, day), {n: n.title() for n in names.split()}, {w: w for w in words.split()})


@pytest.mark.parametrize(
    ("shared", "days", "one_story"),
    [
        (("marsh roe", ""), 0, True),
        (("marsh roe", ""), 2, True),
        (("marsh roe", ""), 3, False),
        (("marsh", "yard"), 0, False),
        (("marsh", "yard shut"), 0, True),
        (("", "yard shut winter"), 0, False),
        (("", "yard shut winter storm"), 0, True),
    ],
)
def test_what_makes_one_story(shared: tuple[str, str], days: int, one_story: bool) -> None:
    found = stories([drawn("a", "Post", 4, *shared), drawn("b", "Gazette", 4 + days, *shared)])
    assert bool(found) is one_story
    if found:
        (link,) = found[0].links
        assert (set(link.names), set(link.words), link.days) == ({n.title() for n in shared[0].split()}, set(shared[1].split()), days)


def test_one_outlet_is_no_comparison() -> None:
    assert stories([drawn("a", "Post", names="marsh roe"), drawn("b", "post", names="marsh roe")]) == []


def test_links_join_into_one_story() -> None:
    first, second = drawn("a", "Post", 4, "marsh roe"), drawn("b", "Gazette", 5, "marsh roe vey lund")
    third, other = drawn("c", "Wire", 7, "vey lund"), drawn("d", "Wire", 4, "quill")
    (story,) = stories([third, other, second, first])
    assert ([one.article_id for one in story.articles], len(story.links)) == (["a", "b", "c"], 2)
    assert story.outlets == ("Post", "Gazette", "Wire")


def test_an_article_that_joins_two_groups() -> None:
    shared = {"a": ("Post", "p q"), "b": ("Wire", "r s"), "c": ("Gazette", "p q"), "d": ("Post", "r s"), "e": ("Desk", "p q r s")}
    sketches = [drawn(at, outlet, 4, names) for at, (outlet, names) in shared.items()]
    assert [len(story.articles) for story in stories(sketches)] == [5]


def test_what_very_many_share_tells_no_story() -> None:
    crowd = [drawn(f"a{n}", f"Outlet {n}", 4, "minister president") for n in range(21)]
    assert stories(crowd) == []
    assert len(stories(crowd[:20])) == 1


def test_a_sketch_of_an_article() -> None:
    one = sketch(told("Post", "Ida Marsh"))
    assert one is not None
    assert (one.names, set(one.words.values()), one.day) == ({"ida marsh": "Ida Marsh"}, {"Yard", "shut"}, date(2031, 3, 4))
    audit = told("Post", "a worker", named=False)
    headed = replace(audit, article=replace(audit.article, title=None), paragraphs=(Paragraph(0, Span(0, 8), "headline"),))
    other = sketch(headed)
    assert other is not None
    assert (other.names, other.headline) == ({}, "a worker")


@pytest.mark.parametrize(("outlet", "day"), [("", "2031-03-04"), ("Post", None), ("Post", "2031"), ("Post", "someday")])
def test_what_cannot_be_compared_is_left_out(outlet: str, day: str | None) -> None:
    assert sketch(told(outlet, "Ida Marsh", day)) is None


def story_of_two() -> tuple[Audit, Audit]:
    title = "Yard to shut slipway before winter"
    return told("Post", "Ida Marsh", title=title), told("Gazette", "a yard worker", "2031-03-05", title=title, named=False)


def test_who_is_named_in_one_and_anonymous_in_the_other() -> None:
    (found,) = contrasts(story_of_two())
    assert (found.source.label, found.named_by) == ("Ida Marsh", "Post")
    assert (found.match.source.label, found.anonymous_by, found.other_words) == ("a yard worker", "Gazette", SHUT)


def test_a_contrast_is_told_once() -> None:
    post, gazette = story_of_two()
    twice = [replace(one, id=f"{one.id}{n}") for one in gazette.statements for n in (1, 2)]
    assert len(list(contrasts([post, replace(gazette, statements=tuple(twice))]))) == 1


@pytest.mark.parametrize(
    "other",
    [
        told("Gazette", "a yard worker", said="the mayor will open a museum of knots in June", named=False),
        told("Gazette", "a yard worker", said="the yard would never shut its slipway before the winter storms", named=False),
        told("Post", "a yard worker", named=False),
        told("Gazette", "Ansel Roe"),
    ],
    ids=["other words", "denied", "one outlet", "both named"],
)
def test_what_is_no_contrast(other: Audit) -> None:
    assert list(contrasts([told("Post", "Ida Marsh"), other])) == []


def test_a_story_in_words_and_as_json() -> None:
    audits = story_of_two()
    (story,) = stories([one for one in map(sketch, audits) if one is not None])
    found = list(contrasts(audits))
    lines = list(in_words(story, audits, found))
    assert lines[0] == "Story: Yard to shut slipway before winter"
    assert any(line.startswith("    Post and Gazette: a day apart; headline words Yard") for line in lines)
    assert "    Ida Marsh  (Post: named, 1; not in Gazette)" in lines
    assert "    Ida Marsh in Post: " + SHUT in lines
    value = json.loads(json.dumps(as_json(story, audits, found)))
    assert value["because"][0]["days_apart"] == 1
    assert [one["source_name"] for one in value["sources"]] == ["Ida Marsh", "a yard worker"]
    assert value["named_and_anonymous"][0]["anonymous_as"] == "a yard worker"


def test_a_story_that_all_tell_alike() -> None:
    days = {"Post": "2031-03-04", "Gazette": "2031-03-04", "Wire": "2031-03-06"}
    audits = [told(outlet, "Ida Marsh", day, said=f"{SHUT}, {outlet}") for outlet, day in days.items()]
    (story,) = stories([one for one in map(sketch, audits) if one is not None])
    audits[0] = replace(audits[0], sources=(*audits[0].sources, replace(audits[0].sources[0], id="silent", label="Ansel Roe")))
    lines = list(in_words(story, audits, []))
    assert not any("Ansel Roe" in line for line in lines)
    assert lines[-1] == "    nobody"
    assert any("the same day; named sources Ida Marsh; headline words" in line for line in lines)
    assert any("2 days apart" in line for line in lines)
    assert "    Ida Marsh  (Post: named, 1; Gazette: named, 1; Wire: named, 1)" in lines
