"""What a noun can stand for."""

from __future__ import annotations

import pytest

from audit.entities.chain import Chain
from audit.entities.kinds import name_fits
from audit.entities.parsing import parse
from audit.entities.phrase import Sort
from audit.entities.ranker import ranker
from tests.build import annotation, place


@pytest.mark.parametrize(
    ("described", "printed", "fits"),
    [
        ("The airline", "Quill Airways", True),
        ("The airline", "Airways-Quill", True),
        ("The airline", "Reef Trust", False),
        ("The court", "Third Circuit", True),
        ("The lantern", "Quill Airways", False),
    ],
)
def test_a_noun_means_bodies_by_words_in_their_names(described: str, printed: str, fits: bool) -> None:
    text = f"{described} said it was late."
    phrase = parse(annotation(text), place(text, described))
    assert phrase is not None
    assert name_fits(phrase, Chain(Sort.BODY, printed, named=True, printed=[printed])) is fits
    assert not name_fits(phrase, Chain(Sort.PERSON, printed, named=True, printed=[printed]))
    assert not name_fits(phrase, Chain(Sort.BODY, printed, printed=[printed]))


def test_a_name_that_fits_counts_for_a_body() -> None:
    assert ranker().weights["body"]["name fits"] > 0
