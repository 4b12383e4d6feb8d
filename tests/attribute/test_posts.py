"""Posts with their signatures, as pages print them."""

from __future__ import annotations

from typing import Any

import pytest

from audit.attribute.statements import statements
from audit.domain.statement import Channel, Form
from tests.build import annotation

SIGNED = "— Mara Quill (@quill) May 3, 2031"
SHUT = "The gate never shut, and nobody told us."


def said(text: str, **built: Any) -> list[tuple[str | None, str]]:
    return [(s.source_span.of(text) if s.source_span else None, s.words(text)) for s in statements(annotation(text, **built))]


@pytest.mark.parametrize(
    ("post", "name"),
    [
        (f"{SHUT} {SIGNED}", "Mara Quill"),
        (f"{SHUT} https://zork.example/a pic.twitter.com/b {SIGNED}", "Mara Quill"),
        (f"{SHUT}\npic.twitter.com/abc {SIGNED}", "Mara Quill"),
        (f"{SHUT}\n{SIGNED}", "Mara Quill"),
        (f"{SHUT} — mara quill (@quill) May 3, 2031", "mara quill"),
        (f"{SHUT} — Mara Quill, PhD (@quill) May 3, 2031", "Mara Quill, PhD"),
        (f"{SHUT} — Mara Quill (call 555 now) (@quill) May 3, 2031", "Mara Quill"),
        (f"{SHUT} — Mara Quill (@quill) May 3, 2031 the harbour was quiet.", "Mara Quill"),
        (f"{SHUT} — @quill May 3, 2031", "@quill"),
        (f"{SHUT} — Mara Quill (@quill.zork.example) May 3, 2031", "Mara Quill"),
        (f"{SHUT} — Mara Quill (@quill)\nIt rained.", "Mara Quill"),
    ],
)
def test_who_signed_a_post_said_it(post: str, name: str) -> None:
    text = f"It rained.\n{post}"
    assert said(text) == [(name, SHUT)]
    (one,) = statements(annotation(text))
    assert (one.form, one.channel, one.cue) == (Form.DIRECT, Channel.POST, None)


def test_two_posts_on_one_line_are_two() -> None:
    text = f"{SHUT} {SIGNED} It is shut. — Ola Orre (@orre) May 4, 2031"
    assert said(text) == [("Mara Quill", SHUT), ("Ola Orre", "It is shut.")]


@pytest.mark.parametrize(
    "text",
    [
        SIGNED,
        f"{SHUT} — @quill",  # a handle without a date
        f"It rained.\n{SHUT}\n— Mara Quill (@quill)",  # the writer's own line
        f"pic.twitter.com/abc {SIGNED}",
        f"{SHUT} — Mara Quill, a clerk (of Zork)",
        f"{SHUT} — Mara Quill (@quill) and the clerks left.",  # neither a date nor the end
        f"“{SHUT}” {SIGNED}".replace("“", "He wrote “"),  # what somebody else said is looked at by itself
    ],
)
def test_what_is_no_post(text: str) -> None:
    assert said(text) == []


def test_what_the_tagger_finds_in_a_post_is_nested_in_it() -> None:
    text = f"The gate never shut, and the clerk says that it is old. {SIGNED}"
    outer, inner = statements(annotation(text, tags=[("says", "the clerk", "it is old")]))
    assert (outer.words(text), inner.words(text)) == ("The gate never shut, and the clerk says that it is old.", "it is old")
    assert inner.nested_in == outer.id


def test_a_post_that_is_little_else_than_what_somebody_said_is_his() -> None:
    told = "the harbour gate of Zork has never shut since the storm in May"
    assert said(f"NEW: {told}, a clerk says. {SIGNED}", tags=[("says", "a clerk", told)]) == [("a clerk", told)]


def test_the_line_above_that_leads_to_a_post_is_its_cue() -> None:
    text = f"Quill wrote on Friday:\n{SHUT} {SIGNED}"
    (one,) = statements(annotation(text, people="Quill", tags=[("wrote", "Quill", f"{SHUT} — Mara Quill")]))
    assert (one.words(text), one.cue is not None and one.cue.span.of(text), one.channel) == (SHUT, "wrote", Channel.POST)


def test_words_that_lead_to_a_post_in_its_paragraph_are_no_part_of_it() -> None:
    text = f"The council said it was safe. Quill wrote on X: {SHUT} {SIGNED}"
    found = said(text, people="Quill", tags=[("said", "The council", "it was safe"), ("wrote", "Quill", f"{SHUT} — Mara Quill")])
    assert found == [("The council", "it was safe"), ("Quill", SHUT)]


def test_a_report_that_the_tagger_runs_on_into_posts_ends_before_them() -> None:
    text = f"A report notes:\nThe gate was dry.\n{SHUT} {SIGNED}\nIt is shut. — Ola Orre (@orre) May 4, 2031"
    run_on = f"The gate was dry.\n{SHUT} {SIGNED}\nIt is shut."
    found = said(text, tags=[("notes", "A report", run_on)])
    assert ("Mara Quill", SHUT) in found
    assert ("Ola Orre", "It is shut.") in found
    assert all("Quill" not in words for _, words in found)
