"""Boilerplate inside paragraphs and datelines: found, read as blanks or kept apart, in no content and no source; offsets stay."""

from __future__ import annotations

import pytest

from audit.annotate.boilerplate import blanked, inserted
from audit.annotate.paragraphs import opening_dateline, paragraph_spans, zoned
from audit.auditor import examine
from audit.config import Settings
from audit.domain.audited import Audit
from audit.domain.text import Article
from tests.models import annotator


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The dam is safe. (RELATED: Quill Mayor Fights Back) The bed is dry.", "(RELATED: Quill Mayor Fights Back)"),
        ("The dam is safe. ( Also on Harbourpost: Quill's long day) The bed is dry.", "( Also on Harbourpost: Quill's long day)"),
        ("The dam is safe. ADVERTISEMENT The bed is dry.", "ADVERTISEMENT"),
        ("The dam is safe. Advertisement Continue reading the main story The bed is dry.", "Advertisement Continue reading the main story"),
        ("The dam is safe. Story continues below advertisement The bed is dry.", "Story continues below advertisement"),
        ("LISTEN TO ARTICLE 4:15 SHARE THIS ARTICLE Share Tweet Post Email The dam is safe.", "LISTEN TO ARTICLE 4:15 SHARE THIS ARTICLE"),
        ("Image copyright Quill Pictures Image caption The dam is safe.", "Image copyright Quill Pictures Image caption"),
        ("The dam at noon. (Photo: Ida Marsh, Harbour Wire) It is safe.", "(Photo: Ida Marsh, Harbour Wire)"),
        ("It is safe. pic.twitter.com/Ab3dE — Ida Marsh (@ida) May 3", "pic.twitter.com/Ab3dE"),
        ("It is safe, says the https://news.example/2026/dam.html 1/6 harbour office.", "https://news.example/2026/dam.html 1/6"),
    ],
)
def test_it_is_found_inside_a_paragraph(text: str, found: str) -> None:
    (one,) = inserted(text)
    assert one.of(text).startswith(found)
    assert one.of(text).strip() in (found, f"{found} Share Tweet Post Email")
    assert len(blanked(text, (one,))) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "The advertisement ran for a week (see page 4), she said.",
        "“Read more,” the teacher told them, and the story continued below the fold.",
        "The photo (it shows the mayor) was sold, and she wants to share this with everybody.",
        "A SIGN SAID ADVERTISEMENT SPACE TO LET.",
        "He asked them to listen to the article of faith at 4:15.",
    ],
)
def test_sentences_are_none(text: str) -> None:
    assert inserted(text) == ()


def test_a_headline_of_another_story_in_capitals_is_none_of_the_text() -> None:
    text = (
        "Ferry to sail\n\nThe ferry will sail, Ada Brookmyre said, and the ramp will be mended by those who let it fall apart for so many "
        "years, whatever it may cost the port and the people who live from it.\n\nQUILL MAYOR SAYS FERRY WILL NEVER SAIL AGAIN\n\n"
        "THE RAMP\n\nTHE RAMP IS MENDED NOW, ALL OF IT.\n\n“It will,” she said.\n"
    )
    zones = {one.span.of(text): one.zone for one in zoned(text, paragraph_spans(text))}
    assert [words for words, zone in zones.items() if zone == "boilerplate"] == ["QUILL MAYOR SAYS FERRY WILL NEVER SAIL AGAIN"]
    wire = text.upper()
    assert "boilerplate" not in {one.zone for one in zoned(wire, paragraph_spans(wire))}


STORY = "The ferry will sail on Monday, Ada Brookmyre said, and the ramp will be mended by those who let it fall apart for so many years."


@pytest.mark.parametrize(
    "line",
    [
        "Quill Mayor Fights Back In Ferry Row Listen · 3:56 3:56",
        "The Harbour Hour Quill Mayor Fights Back Quill Mayor Fights Back Listen · 14:48 14:48",
        "[Quill mayor says ferry will never sail again]",
        "[Read “The long day of the Quill ferry”]",
        "[Editor's note: This story was changed to mend the name of the ramp.]",
        "Should the Ferry Sail? Vote Here Now",
        "For more of her letters — Click Here Now.",
        "Poll: Most Islanders Say They'd Rather Swim",
        "Opinion: Bring back the old ferry",
    ],
)
def test_a_headline_of_another_story_is_told_by_what_stands_around_it(line: str) -> None:
    text = f"Ferry to sail\n\n{STORY}\n\n{line}\n\n“It will,” she said.\n"
    assert [one.zone for one in zoned(text, paragraph_spans(text))] == ["headline", "body", "boilerplate", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "She asked them to vote here and now",
        "[She laughs, and looks at the ramp for a long time.]",
        "“Listen,” she said, at 3:56",
        "Poll: 40 percent say yes, 41 percent say no.",
        "Opinion: divided",
        "The Long Road to the New Ramp",
    ],
)
def test_lines_of_the_story_stay(line: str) -> None:
    text = f"Ferry to sail\n\n{STORY}\n\n{line}\n\n“It will,” she said.\n"
    assert "boilerplate" not in {one.zone for one in zoned(text, paragraph_spans(text))}


def test_a_label_in_its_own_headline_stays() -> None:
    text = f"Poll: Most Islanders Say They'd Rather Swim\n\n{STORY}\n"
    assert [one.zone for one in zoned(text, paragraph_spans(text))] == ["headline", "body"]


def audited(text: str) -> Audit:
    return examine(annotator().annotate([Article(text, "test", "test")])[0], Settings())


def test_no_content_and_no_source_holds_it() -> None:
    text = (
        "Harbour talks stall\n\n"
        "The ferry will sail on Monday, (RELATED: Quill Mayor Fights Back) harbour master Ada Brookmyre said on Friday.\n\n"
        "Bo Vane said that the ramp was mended ADVERTISEMENT and that the pier would be next.\n"
    )
    audit = audited(text)
    said = {part.of(text) for one in audit.statements for part in one.content} | {one.label for one in audit.sources}
    assert {"The ferry will sail on Monday"} <= said
    assert not [words for words in said if "RELATED" in words or "ADVERTISEMENT" in words or "Fights" in words]
    (vane,) = [one for one in audit.statements if one.source_span and one.source_span.of(text) == "Bo Vane"]
    assert [part.of(text) for part in vane.content] == ["the ramp was mended", "and that the pier would be next"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("PORT HALE, Nov. 3 (Harbour Wire) — The ferry will sail.", "PORT HALE, Nov. 3 (Harbour Wire) —"),
        ("PORT HALE — The ferry will sail.", "PORT HALE —"),
        ("PORT HALE, Velmar - “The ferry will sail,” he said.", "PORT HALE, Velmar -"),
        ("PORT HALE—The ferry will sail.", "PORT HALE—"),
        ("PORT HALE: The ferry will sail.", "PORT HALE:"),
        ("ST. ANSEL/PORT HALE (Harbour Wire) - The ferry will sail.", "ST. ANSEL/PORT HALE (Harbour Wire) -"),
        ("Port Hale, 3 November (Harbour Wire) – The ferry will sail.", "Port Hale, 3 November (Harbour Wire) –"),
        ("Port Hale, Nov. 3, HWA - The ferry will sail.", "Port Hale, Nov. 3, HWA -"),
        ("(Harbour Wire) - The ferry will sail.", "(Harbour Wire) -"),
        ("The ferry (a barge) - The Quill - will sail.", None),
        ("U.S.-Velmar talks go on, he said.", None),
        ("HALE-QUILL Lines said the ferry will sail.", None),
        ("THE FERRY WILL SAIL — THE MAYOR SAID SO IN THE END.", None),
        ("I — Ada Brook — will sail.", None),
    ],
)
def test_datelines(line: str, found: str | None) -> None:
    text = f"Ferry sails\n\n{line}\n"
    one = opening_dateline(text, zoned(text, paragraph_spans(text)))
    assert (one.of(text) if one else None) == found


def test_a_dateline_is_no_part_of_what_is_said() -> None:
    text = (
        "Ferry to sail again\n\nPORT HALE, Nov. 3 (Harbour Wire) — The ferry will sail again, harbour master Ada Brookmyre said.\n"
        "“The ramp is mended,” she told reporters.\n"
    )
    (first, *_) = [one for one in audited(text).statements if one.zone == "body"]
    assert first.words(text) == "The ferry will sail again"
