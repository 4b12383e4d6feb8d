"""No text makes a pattern slow: time grows with the length of what is searched, for all expressions of the code and of the word lists."""

from __future__ import annotations

from time import process_time

import pytest

from audit.annotate.paragraphs import paragraph_spans, zoned
from audit.attribute.transcripts import transcript
from audit.report.cells import held
from tests.hostile import Found, asked, attacks, growth, patterns

TRIED = list(patterns())


@pytest.mark.parametrize("found", TRIED, ids=lambda found: found.place)
def test_a_pattern_takes_time_in_proportion_to_its_text(found: Found) -> None:
    ask = asked(found)
    for attack in sorted(attacks(found.source, found.flags)):
        assert (told := growth(ask, attack)) is None, f"{found.source}\n{told}"


@pytest.mark.parametrize(
    "source", [r"(a+)+b", r"\s+$", r"“[^”]+”", r"(\w+ )*x", r"foo.*bar", r"[\d.]*\d[\d.]*\Z", r"(?:[A-Z][\w-]*(?:-[A-Z][\w-]*){0,5}):"]
)
def test_slow_patterns_are_found_out(source: str) -> None:
    found = Found("here", "search", source, 0)
    assert any(growth(asked(found), attack) for attack in sorted(attacks(source, 0)))


def test_what_was_reported_takes_no_time() -> None:
    started = process_time()
    for line in ("-".join("A" * 100_000), "A-" * 100_000 + "(", "(" * 100_000 + ":", "[1:1" * 50_000, "A - " * 50_000):
        assert transcript(line, zoned(line, paragraph_spans(line)), ()) is None
    assert held("1" * 60_000 + "x").startswith("111")
    assert process_time() - started < 2
