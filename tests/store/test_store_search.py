"""Articles found by the words that somebody remembers, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import pytest

from audit.domain.review import Correction, Judgement
from audit.rules.judging import Verdict
from audit.store.by_id import ReviewItem
from audit.store.repository import Repository
from audit.store.reviews import Reviews
from tests.store.store_builders import RUN, bridge, empty


@pytest.fixture
def other(repository: Repository) -> str:
    """The id of a second article, beside the bridge."""
    audit = empty("Ärzte warn of 100 % rain.", doc_id="rain", origin="weather/rain.txt", title="Rain", outlet="Velmar Post", byline=None)
    repository.save(audit, RUN)
    return audit.article.id


@pytest.mark.parametrize("words", ["RAIN.TXT", "velmar post", "ärzte", "100 %", "post rain warn", "weather/"])
def test_each_word_may_stand_anywhere(repository: Repository, other: str, words: str) -> None:
    repository.save(bridge(), RUN)
    assert repository.newest(words) == [other]


def test_no_words_find_everything_and_a_word_too_many_nothing(repository: Repository, other: str) -> None:
    repository.save(bridge(), RUN)
    assert set(repository.newest()) == set(repository.newest("  ")) == {bridge().article.id, other}
    assert repository.newest("quill rain") == repository.newest("_") == []
    assert repository.newest(other) == [other]


def test_earlier_versions_are_not_found(repository: Repository, other: str) -> None:
    later = empty("Ärzte warn of snow.", doc_id="rain", origin="weather/rain.txt", title="Rain", outlet="Velmar Post", byline=None)
    repository.save(later, RUN)
    assert repository.newest("ärzte") == [later.article.id]


def test_a_corrected_speaker_is_found(repository: Repository) -> None:
    audit = bridge()
    repository.save(audit, RUN)
    statement = next(one for one in audit.statements if one.source_ids)
    row = statement.source_ids[:1]
    correction = Correction(speaker="Zoe Marsh-Adeyemi", source_type=audit.sources[0].source_type)
    reviews = Reviews(repository)
    loaded = repository.load(audit.article.id)
    reviews.judge(ReviewItem(loaded, statement, row), Verdict(Judgement.CORRECTED, "Ona Reed", "", correction))
    assert repository.newest("adeyemi") == [audit.article.id]
