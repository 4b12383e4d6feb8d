"""Teasers glued behind names: found, read as blanks, left out of sources."""

from __future__ import annotations

import pytest

from audit.annotate.boilerplate import blanked, short_of
from audit.annotate.teasers import teasers
from audit.domain.text import Article, Span
from tests.models import annotator

GLUED = (
    "Sen. Ann Orre Ann Maria OrreHarbour talks stall again Mayor warns of cuts to ferries MORE (D-Velmar) said on Monday that "
    "the dam was safe."
)


@pytest.mark.parametrize(
    ("text", "before", "behind"),
    [
        (GLUED, "Ann Orre", " (D-Velmar)"),
        ("Bo Vane Bo Vane Tolls: what the island pays Vane hits back MORE and others left.", "Bo Vane", " and others"),
        ("Gov. Cy Lund Cyril (Cy) Aron LundTides rise MORE's plan", "Cy Lund", "'s plan"),
        ("President Quill Mary Ann Quill2030 ferries MORE spoke.", "President Quill", " spoke"),
    ],
)
def test_a_teaser_begins_behind_the_name_and_ends_with_more(text: str, before: str, behind: str) -> None:
    (found,) = teasers(text)
    assert text[: found.start].endswith(before)
    assert text[found.end :].startswith(behind)


@pytest.mark.parametrize(
    "text",
    [
        "READ MORE: Ann Orre said that Ann Orre would go.",
        "THE ISLAND WENT TO THE POLLS AND WENT HOME ONCE MORE",
        "Ann Orre spoke.\nAnn Orre left for MORE of the same.",
        "Ann Orre wants MORE ferries.",
    ],
)
def test_capitals_alone_are_no_teaser(text: str) -> None:
    assert teasers(text) == ()


def test_offsets_stay_and_sources_end_before() -> None:
    (found,) = teasers(GLUED)
    assert len(blanked(GLUED, (found,))) == len(GLUED)
    assert "stall" not in blanked(GLUED, (found,))
    assert short_of(Span(0, len(GLUED)), (found,)) == Span(0, found.start)
    assert short_of(Span(0, 4), (found,)) == Span(0, 4)


def test_the_networks_read_past_it() -> None:
    annotation = annotator().annotate([Article(GLUED, "test", "test")])[0]
    (found,) = teasers(GLUED)
    assert not any(token.span.overlaps(found) for token in annotation.tokens)
    assert [tag.source[0].of(GLUED) for tag in annotation.attributions] == ["Sen. Ann Orre"]


def test_party_and_state_are_no_part_of_a_name() -> None:
    text = "Rep. Bo Vane, R-Fla., said the dam was safe. Rep. Ann Orre (D-Texas) said the bed was dry."
    annotation = annotator().annotate([Article(text, "test", "test")])[0]
    people = [one.span.of(text) for one in annotation.entities if one.label == "Person"]
    assert not [name for name in people if "R-Fla" in name or "D-Texas" in name]
